import { getSchema } from '@tiptap/core';
import { Node as PageNode } from '@tiptap/pm/model';
import { EditorState } from '@tiptap/pm/state';
import { describe, expect, it } from 'vitest';
import { parseBody } from '../../../../renderer/briefings/composer/body-codec.ts';
import { composerNodes } from '../../../../renderer/briefings/composer/composer-nodes.ts';
import { bodyOf } from '../../../../renderer/briefings/composer/page-commands.ts';
import { dropPlaceAt, dropQuotes } from '../../../../renderer/briefings/composer/passage-drop.ts';
import type { BlockNode, BriefingBody } from '../../../../shared/domain/briefing-body.ts';

const schema = getSchema(composerNodes({}));
const line = (text: string): BlockNode => ({ type: 'paragraph', content: [{ type: 'text', text }] });

function drop(
  body: BriefingBody,
  pos: number,
  over: { readonly wantsInline?: boolean; readonly isInUpperHalf?: boolean } = {},
): readonly string[] {
  const state = EditorState.create({ doc: PageNode.fromJSON(schema, parseBody(body)) });
  const place = dropPlaceAt(state, pos, { wantsInline: false, isInUpperHalf: false, ...over });
  return bodyOf(state.apply(dropQuotes(state, ['p'], place)).doc).map((block) =>
    block.type === 'paragraph'
      ? (block.content ?? []).map((node) => (node.type === 'text' ? node.text : '[quote]')).join('')
      : block.type,
  );
}

describe('dropping a passage', () => {
  const body = [line('One two three'), line('Last')];

  it.each([
    ['in the middle of a sentence', 6, false, ['One two three', 'quote', 'Last']],
    ['in the middle of a sentence, in its upper half', 6, true, ['One two three', 'quote', 'Last']],
    ['at the end of a sentence', 14, false, ['One two three', 'quote', 'Last']],
    ['left of the first word, in the upper half', 1, true, ['quote', 'One two three', 'Last']],
    ['left of the first word, in the lower half', 1, false, ['One two three', 'quote', 'Last']],
    ['between two paragraphs', 15, false, ['One two three', 'quote', 'Last']],
  ])('puts a block beside the paragraph, never into it: %s', (_name, pos, isInUpperHalf, expected) => {
    expect(drop(body, pos, { isInUpperHalf })).toEqual(expected);
  });

  it('takes the place of an empty line', () => {
    expect(drop([line('One'), { type: 'paragraph' }, line('Two')], 6)).toEqual(['One', 'quote', 'Two']);
  });

  it.each([
    ['within a word, nearer to its start', 6, 'One [quote] two three'],
    ['within a word, nearer to its end', 7, 'One two [quote] three'],
    ['between two words', 5, 'One [quote] two three'],
    ['at the start', 1, '[quote] One two three'],
    ['at the end', 14, 'One two three [quote]'],
  ])('puts it between two words if that is wanted: %s', (_name, pos, expected) => {
    expect(drop(body, pos, { wantsInline: true })).toEqual([expected, 'Last']);
  });

  it('puts no blank behind an opening quotation mark or bracket', () => {
    expect(drop([line('They said (so)')], 12, { wantsInline: true })).toEqual(['They said ([quote] so)']);
  });
});
