import { getSchema } from '@tiptap/core';
import { history, undo } from '@tiptap/pm/history';
import { Node as PageNode } from '@tiptap/pm/model';
import { EditorState, TextSelection, type Transaction } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { parseBody } from '../../../../renderer/briefings/composer/body-codec.ts';
import { composerNodes } from '../../../../renderer/briefings/composer/composer-nodes.ts';
import { mergeBodies } from '../../../../renderer/briefings/composer/merge-bodies.ts';
import {
  blockAt,
  bodyOf,
  fillSection,
  insertQuotes,
  selectIn,
  takeBody,
} from '../../../../renderer/briefings/composer/page-commands.ts';
import type { BlockNode, BriefingBody } from '../../../../shared/domain/briefing-body.ts';

const schema = getSchema(composerNodes({}));

const line = (text: string): BlockNode => ({ type: 'paragraph', content: [{ type: 'text', text }] });

function stateOf(body: BriefingBody, caret = 1): EditorState {
  const doc = PageNode.fromJSON(schema, parseBody(body));
  return EditorState.create({ doc, selection: TextSelection.create(doc, caret) });
}

describe('undoing', () => {
  it('takes back one filling of a section at a time, and one quote, however quickly they followed', () => {
    const attrs = { blockId: 's', filter: {}, groupBy: 'none', filledAt: null, seen: {} };
    const doc = PageNode.fromJSON(schema, {
      type: 'doc',
      content: [{ type: 'section', attrs }, { type: 'paragraph' }],
    });
    let state = EditorState.create({ doc, plugins: [history()] });
    const lines = () => state.doc.firstChild?.childCount;
    const take = (tr: Transaction | null) => {
      if (tr === null) throw new Error('There is no such section.');
      state = state.apply(tr);
    };
    take(fillSection(state, 's', {}, [line('One'), line('Two')]));
    take(fillSection(state, 's', {}, [line('Two')]));
    expect(lines()).toBe(1);
    undo(state, take);
    expect(lines()).toBe(2);
    take(insertQuotes(state, ['a'], 'quote'));
    take(insertQuotes(state, ['b'], 'quote'));
    undo(state, take);
    expect(bodyOf(state.doc).filter(({ type }) => type === 'quote')).toHaveLength(1);
  });
});

describe('putting quotes on the page', () => {
  it('puts them one after the other below the line of the caret, and in place of an empty line', () => {
    let state = stateOf([line('One'), line('Two')], 3);
    state = state.apply(insertQuotes(state, ['a'], 'quote'));
    state = state.apply(insertQuotes(state, ['b', 'c'], 'quote'));
    const body = bodyOf(state.doc);
    expect(body.map((block) => (block.type === 'quote' ? block.attrs.passageId : block.type))).toEqual([
      'paragraph',
      'a',
      'b',
      'c',
      'paragraph',
    ]);
    const empty = stateOf([{ type: 'paragraph' }]);
    expect(bodyOf(empty.apply(insertQuotes(empty, ['a'], 'quote')).doc).map(({ type }) => type)).toEqual(['quote']);
  });

  it('puts them into the sentence, and on a line of their own after a selected block', () => {
    let state = stateOf([line('One two')], 5);
    state = state.apply(insertQuotes(state, ['a'], 'inlineQuote'));
    expect(bodyOf(state.doc)).toMatchObject([
      { content: [{ text: 'One ' }, { type: 'inlineQuote', attrs: { passageId: 'a' } }, { text: 'two' }] },
    ]);
    state = state.apply(insertQuotes(state, ['b'], 'quote'));
    state = state.apply(insertQuotes(state, ['c'], 'citation'));
    expect(bodyOf(state.doc).map(({ type }) => type)).toEqual(['paragraph', 'quote', 'paragraph']);
  });
});

describe('a body that comes from elsewhere', () => {
  it.each<[string, BriefingBody, BriefingBody]>([
    ['words before the caret', [line('One'), line('Two')], [line('One more'), line('Two')]],
    ['a block more', [line('One'), line('Two')], [line('One'), line('Mid'), line('Two')]],
    ['a repeated letter', [line('aaa'), line('Two')], [line('aaaa'), line('Two')]],
    ['a block less', [line('Gone'), line('One'), line('Two')], [line('One'), line('Two')]],
  ])('is taken over with the caret in its words: %s', (_name, before, after) => {
    const state = stateOf(before, PageNode.fromJSON(schema, parseBody(before)).content.size - 2);
    const tr = takeBody(state, after, false);
    if (tr === null) throw new Error('Nothing was taken.');
    const next = state.apply(tr);
    expect(bodyOf(next.doc)).toEqual(after);
    expect(next.selection.$from.parent.textContent).toBe('Two');
    expect(next.selection.$from.parentOffset).toBe(2);
  });

  it('changes nothing where nothing differs', () => {
    expect(takeBody(stateOf([line('One')]), [line('One')], false)).toBeNull();
  });
});

describe('places of the page', () => {
  const body: BriefingBody = [
    line('One'),
    { type: 'bulletList', content: [{ type: 'listItem', content: [line('Inner words')] }] },
    { type: 'quote', attrs: { useId: 'u', passageId: 'p', excerpt: null, showCodings: true } },
  ];

  it('finds blocks by the path that leads to them in the body', () => {
    const { doc } = stateOf(body);
    expect(blockAt(doc, [1, 0, 0])?.node.textContent).toBe('Inner words');
    expect(blockAt(doc, [2])?.node.type.name).toBe('quote');
    expect(blockAt(doc, [3])).toBeNull();
  });

  it('selects the words between two offsets, or the block', () => {
    const state = stateOf(body);
    const words = state.apply(selectIn(state, [1, 0, 0], 6, 11) ?? state.tr);
    expect(words.doc.textBetween(words.selection.from, words.selection.to)).toBe('words');
    const block = state.apply(selectIn(state, [2], 0, 0) ?? state.tr);
    expect(block.doc.nodeAt(block.selection.from)?.type.name).toBe('quote');
  });
});

describe('putting two states together', () => {
  const base = [line('A'), line('B'), line('C')];

  it.each<[string, BriefingBody, BriefingBody, BriefingBody | null]>([
    [
      'other blocks changed',
      [line('A!'), line('B'), line('C')],
      [line('A'), line('B'), line('C?')],
      [line('A!'), line('B'), line('C?')],
    ],
    [
      'a block came elsewhere',
      [line('A!'), line('B'), line('C')],
      [...base, line('D')],
      [line('A!'), line('B'), line('C'), line('D')],
    ],
    [
      'the same change',
      [line('A'), line('X'), line('C')],
      [line('A'), line('X'), line('C')],
      [line('A'), line('X'), line('C')],
    ],
    ['the same block in two ways', [line('A'), line('X'), line('C')], [line('A'), line('Y'), line('C')], null],
  ])('%s', (_name, mine, theirs, merged) => {
    expect(mergeBodies(base, mine, theirs)).toEqual(merged);
  });
});
