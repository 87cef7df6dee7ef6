import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, describe as group, it } from 'vitest';
import { extractPdf } from '../../electron/archive/importers/pdf.ts';
import { describe, indexText } from '../../shared/anchoring.ts';
import { carryPassage } from '../../shared/carry-passage.ts';
import type { Placement } from '../../shared/domain/passage.ts';
import { compareTexts } from '../../shared/redline.ts';
import { wordsOf } from '../../shared/redline-words.ts';

const STATEMENTS = join(__dirname, '../fixtures/statements');

async function textOf(name: string): Promise<string> {
  return (await extractPdf(new Uint8Array(readFileSync(join(STATEMENTS, name))))).text;
}

/** The words without page numbers: in a piece of a text nothing tells them from other numbers. */
const plain = (words: string): string =>
  wordsOf(words.replace(/(^|\n|\f)[^\S\n\f]*\d{1,2}[^\S\n\f]*(?=\f|\n|$)/g, '$1')).keys.join(' ');

/** Every sentence of a text that is long enough to be marked, with where it stands in the other text. */
function carrySentences(
  from: string,
  to: string,
): readonly { readonly quote: string; readonly placement: Placement }[] {
  const own = { text: indexText(from), redline: compareTexts(from, to) };
  const target = { version: 2, text: indexText(to), pages: [] };
  return [...from.matchAll(/(?<=[.!?]\s+|\n\n)\p{Lu}[^.!?]{40,}[.!?](?=\s)/gu)].map((match) => {
    const [quote] = match;
    const [start, end] = [match.index, match.index + quote.length];
    const passage = { quote, start, end, selectors: describe(from, start, end) };
    return { quote, placement: carryPassage(passage, own, target) };
  });
}

const PAIRS = [
  ['2021-05-18_hr3237.pdf', '2021-07-29_hr3237.pdf'],
  ['2019-01-02_hr268.pdf', '2019-01-16_hr268.pdf'],
  ['2009-06-16_hr2847.pdf', '2010-02-22_hr2847.pdf'],
  ['2009-06-16_hr2847.pdf', '2009-10-05_hr2847.pdf'],
  ['2015-06-01_hr2577.pdf', '2016-05-16_hr2577.pdf'],
] as const;

group('two statements on one bill', () => {
  it.each(PAIRS)('%s and %s: the redline gives one from the other, both ways', async (first, second) => {
    const [a, b] = [await textOf(first), await textOf(second)];
    for (const [from, to] of [
      [a, b],
      [b, a],
    ] as const) {
      const segments = compareTexts(from, to);
      expect(segments.flatMap((segment) => (segment.from ? [from.slice(...segment.from)] : [])).join('')).toBe(from);
      expect(segments.flatMap((segment) => (segment.to ? [to.slice(...segment.to)] : [])).join('')).toBe(to);
      for (const segment of segments) {
        if (segment.kind !== 'equal' || segment.from === null || segment.to === null) continue;
        expect(plain(to.slice(...segment.to))).toBe(plain(from.slice(...segment.from)));
      }
    }
  });

  it.each(PAIRS)('%s and %s: what is anchored has the same words', async (first, second) => {
    const [from, to] = [await textOf(first), await textOf(second)];
    const carried = carrySentences(from, to);
    expect(carried.length).toBeGreaterThan(4);
    for (const { quote, placement } of carried) {
      if (placement.outcome === 'lost') expect(to.includes(quote)).toBe(false);
      else expect(to.slice(placement.start ?? 0, placement.end ?? 0)).toBe(placement.quote);
      if (placement.outcome === 'anchored') expect(plain(placement.quote ?? '')).toBe(plain(quote));
    }
  });

  it('anchors every sentence of a statement in itself', async () => {
    const text = await textOf('2021-05-18_hr3237.pdf');
    expect(new Set(carrySentences(text, text).map(({ placement }) => placement.outcome))).toEqual(
      new Set(['anchored']),
    );
  });

  it('anchors most sentences and loses none when a paragraph of a statement is rewritten', async () => {
    const from = await textOf('2009-06-16_hr2847.pdf');
    const paragraphs = from.split('\n\n');
    const middle = Math.floor(paragraphs.length / 2);
    const to = paragraphs
      .map((words, index) => (index === middle ? 'This paragraph was written anew.' : words))
      .join('\n\n');
    const outcomes = carrySentences(from, to).map(({ quote, placement }) => ({
      outcome: placement.outcome,
      isRewritten: paragraphs[middle]?.includes(quote) === true,
    }));
    const kept = outcomes.filter(({ isRewritten }) => !isRewritten);
    expect(kept.filter(({ outcome }) => outcome === 'lost')).toEqual([]);
    expect(kept.filter(({ outcome }) => outcome === 'anchored').length).toBeGreaterThan(kept.length * 0.85);
    for (const { outcome, isRewritten } of outcomes) if (isRewritten) expect(outcome).not.toBe('anchored');
  });
});
