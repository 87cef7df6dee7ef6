import { expect, describe as group, it } from 'vitest';
import { foldRows, layComparison } from '../../../renderer/versions/comparison-rows.ts';
import type { ComparedSegment } from '../../../shared/contract/versions.ts';
import { compareTexts } from '../../../shared/redline.ts';

function lay(from: string, to: string) {
  const segments = compareTexts(from, to).map(
    (segment): ComparedSegment => ({
      kind: segment.kind,
      from: segment.from && [...segment.from],
      to: segment.to && [...segment.to],
      moveId: segment.moveId,
      fromPage: null,
      toPage: null,
      words: null,
      passageIds: [],
    }),
  );
  return layComparison(segments, from, to);
}

/** Each paragraph as "kind:words" of its pieces. */
const shown = (from: string, to: string) =>
  lay(from, to).rows.map(({ pieces }) =>
    pieces.map(({ kind, older, newer }) => `${kind}:${(older ?? newer ?? '').trim()}`).join(' | '),
  );

group('layComparison', () => {
  it('keeps paragraphs apart and the words of a changed one together', () => {
    expect(shown('One two three.\n\nFour five six.\n\nSeven.', 'One two three.\n\nFour nine six.\n\nSeven.')).toEqual([
      'equal:One two three.',
      'equal:Four | delete:five | insert:nine | equal:six.',
      'equal:Seven.',
    ]);
  });

  it('gives a paragraph that came in a row of its own', () => {
    expect(shown('One two three.\n\nSeven.', 'One two three.\n\nFour five.\n\nSeven.')).toEqual([
      'equal:One two three.',
      'insert:Four five.',
      'equal:Seven.',
    ]);
  });

  it('undoes the lines of a page', () => {
    expect(shown('The immi-\ngration law\nstands here.', 'The immi-\ngration law\nstood here.')).toEqual([
      'equal:The immigration law | delete:stands | insert:stood | equal:here.',
    ]);
  });

  it('counts what follows each other without a word between as one change', () => {
    expect(lay('a b c d e f', 'a x c d y f').changeCount).toBe(2);
    expect(lay('a b c', 'a b c').changeCount).toBe(0);
  });
});

group('foldRows', () => {
  const paragraphs = Array.from({ length: 12 }, (_value, index) => `Paragraph number ${index} of the text.`);
  const changed = paragraphs.map((words, index) => (index === 6 ? 'Something else stands here now.' : words));
  const { rows } = lay(paragraphs.join('\n\n'), changed.join('\n\n'));

  it('leaves out what did not change but for the paragraphs beside a change', () => {
    expect(foldRows(rows, new Set()).map((item) => (item.kind === 'gap' ? item.rows.length : 'row'))).toEqual([
      5,
      'row',
      'row',
      'row',
      4,
    ]);
  });

  it('shows a gap that was opened, and never the same row twice', () => {
    const [gap] = foldRows(rows, new Set());
    if (gap?.kind !== 'gap') throw new Error('There is no gap.');
    const items = foldRows(rows, new Set([gap.key]));
    const keys = items.flatMap((item) => (item.kind === 'gap' ? item.rows : [item.row]).map(({ key }) => key));
    expect(keys).toEqual(rows.map(({ key }) => key));
  });

  it('has no gap before a text that begins with a change', () => {
    const { rows: others } = lay('Alpha beta gamma.\n\nDelta.', 'Omega beta gamma.\n\nDelta.');
    expect(foldRows(others, new Set()).map(({ kind }) => kind)).toEqual(['row', 'row']);
  });
});
