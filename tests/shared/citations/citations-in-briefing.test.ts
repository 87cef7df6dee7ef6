import { describe, expect, it } from 'vitest';
import type { BlockNode } from '../../../shared/domain/briefing-body.ts';
import { composeReport } from '../../../shared/domain/compose-report.ts';
import { sampleInput } from '../sample-briefing.ts';
import { formatterOf, marked } from './sources.ts';

const cite = (useId: string, passageId: string): BlockNode => ({
  type: 'paragraph',
  content: [{ type: 'citation', attrs: { useId, passageId } }],
});
const ownNote: BlockNode = {
  type: 'paragraph',
  content: [{ type: 'footnote', attrs: { useId: 'own', text: 'Said in March.' } }],
};

const notesOf = (style: string, body: readonly BlockNode[]): readonly string[] =>
  composeReport(sampleInput({ body: [...body] }), formatterOf(style), { namesCoders: false, page: 'a4' }).notes.map(
    ({ number, text }) => `${number} ${marked(text)}`,
  );

describe('citations in a briefing', () => {
  it('refer to the number that the first note has in the briefing, the author’s own notes counted', () => {
    const notes = notesOf('oscola', [ownNote, cite('a', 'p1'), ownNote, cite('b', 'p1'), cite('c', 'p1')]);
    expect(notes).toEqual([
      '1 Said in March.',
      expect.stringMatching(/^2 .+‘.+’/),
      '3 Said in March.',
      expect.stringMatching(/^4 .+ \(n 2\)/),
      expect.stringMatching(/^5 ibid\.?$/),
    ]);
  });
});
