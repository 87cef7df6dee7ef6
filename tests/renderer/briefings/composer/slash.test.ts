import { getSchema } from '@tiptap/core';
import { GapCursor } from '@tiptap/pm/gapcursor';
import { Node as PageNode } from '@tiptap/pm/model';
import { EditorState, NodeSelection, TextSelection } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { parseBody } from '../../../../renderer/briefings/composer/body-codec.ts';
import { composerNodes } from '../../../../renderer/briefings/composer/composer-nodes.ts';
import { bodyOf } from '../../../../renderer/briefings/composer/page-commands.ts';
import { isPlainSlash, isSlashForMenu, writeAt } from '../../../../renderer/briefings/composer/slash.ts';
import type { BlockNode, BriefingBody } from '../../../../shared/domain/briefing-body.ts';

const schema = getSchema(composerNodes({}));
const line = (text: string): BlockNode => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const quote: BlockNode = {
  type: 'quote',
  attrs: { useId: 'u', passageId: 'p', excerpt: null, showCodings: true },
};
const docOf = (body: BriefingBody) => PageNode.fromJSON(schema, parseBody(body));

/** A paragraph with the caret where the bar stands. */
function caretIn(text: string): EditorState {
  const doc = docOf([text === '|' ? { type: 'paragraph' } : line(text.replace('|', ''))]);
  return EditorState.create({ doc, selection: TextSelection.create(doc, 1 + text.indexOf('|')) });
}

describe('a slash that asks for the menu', () => {
  it.each(['|', '|word', 'word |', 'word | word', 'word\u00a0|'])(
    'stands at the start or after a blank: %s',
    (text) => {
      expect(isSlashForMenu(caretIn(text))).toBe(true);
    },
  );

  it.each(['and|or', 'and|', '1|2', 'https:|', 'https:/|', '2026|11', '(|', '.|'])(
    'is none within words: %s',
    (text) => {
      expect(isSlashForMenu(caretIn(text))).toBe(false);
    },
  );

  it('stands after a line break, and between blocks; over selected words it is none', () => {
    const broken = docOf([{ type: 'paragraph', content: [{ type: 'text', text: 'One' }, { type: 'hardBreak' }] }]);
    expect(isSlashForMenu(EditorState.create({ doc: broken, selection: TextSelection.create(broken, 5) }))).toBe(true);
    const doc = docOf([quote]);
    expect(isSlashForMenu(EditorState.create({ doc, selection: new GapCursor(doc.resolve(1)) }))).toBe(true);
    expect(isSlashForMenu(EditorState.create({ doc, selection: NodeSelection.create(doc, 0) }))).toBe(false);
    const words = docOf([line('Two words')]);
    expect(isSlashForMenu(EditorState.create({ doc: words, selection: TextSelection.create(words, 5, 10) }))).toBe(
      false,
    );
  });
});

describe('words typed after the slash', () => {
  it.each([
    ['', false],
    ['quo', false],
    ['heading 1', false],
    ['heading ', false],
    ['usr', false],
    ['usr/', true],
    ['usr ', true],
    ['9', true],
    [' ', true],
  ])('are no search: “%s” %s', (typed, isPlain) => {
    expect(isPlainSlash(typed)).toBe(isPlain);
  });

  it('are written where the caret was, with the caret behind them', () => {
    const state = caretIn('One |two');
    const next = state.apply(writeAt(state, state.selection.from, '/x '));
    expect(bodyOf(next.doc)).toEqual([line('One /x two')]);
    expect(next.selection.from).toBe(8);
  });

  it('are a line of their own between blocks', () => {
    const state = EditorState.create({ doc: docOf([quote]) });
    expect(bodyOf(state.apply(writeAt(state, 1, '/x')).doc)).toEqual([quote, line('/x')]);
  });
});
