import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import { seededRandom } from '../../scripts/bench/statistics.mjs';
import { KINDS } from '../../scripts/bench-anchoring/kinds.ts';
import { drawPassages } from '../../scripts/bench-anchoring/passages.ts';
import { judge } from '../../scripts/bench-anchoring/report.ts';
import { track, truthsOf } from '../../scripts/bench-anchoring/tracked-text.ts';
import { assertProperty } from '../support/assert-property.ts';

const TEXT = Array.from(
  { length: 24 },
  (_, i) =>
    `PART ${i}\n\nThe office of district ${i} read the order of May ${i + 1} with care. It finds “no duty” to act on it; officers\nkeep to the law of the state. Chapter ${i * 7} says who may ask, and when. Nothing else was said of it in that year.`,
).join('\n\n');
const FOREIGN = ['The committee met on a Tuesday to hear the report.', 'No further money was asked for by the county.'];

/** Letters and digits in lower case, as another tool would leave them at least. */
const lettersOf = (words: string): string =>
  words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

function makeCase(kind: (typeof KINDS)[number], seed: number) {
  const random = seededRandom(seed);
  const passages = drawPassages(TEXT, 12, random);
  const made = kind.make(TEXT, passages, { random, foreign: FOREIGN, passages });
  return { ...made, truths: truthsOf(made.edited, made.passages, made.original.length) };
}

const CHANGES_LETTERS = /typos|OCR|mixed|fax|words|lost|markup|inserted|furniture|numbers|doubled|copied|drafting/;

group('every kind of edit', () => {
  it.each(KINDS)('is the same for the same seed: $name', (kind) => {
    expect(makeCase(kind, 7)).toEqual(makeCase(kind, 7));
  });

  it.each(KINDS.filter(({ name }) => !CHANGES_LETTERS.test(name)))(
    'knows where the words of a passage went: $name',
    (kind) => {
      assertProperty(
        fc.property(fc.nat(10_000), (seed) => {
          const { original, passages, edited, truths } = makeCase(kind, seed);
          expect(edited.origins).toHaveLength(edited.text.length);
          for (const [index, { start, end }] of passages.entries()) {
            const truth = truths[index];
            if (truth?.kind !== 'at') continue;
            const there = edited.text.slice(truth.span.start, truth.span.end);
            expect(lettersOf(there)).toBe(lettersOf(original.slice(start, end)));
          }
        }),
        { numRuns: 8 },
      );
    },
  );

  it.each(KINDS.filter(({ name }) => /^(deleted(?! elsewhere)|replaced|own copy)/.test(name)))(
    'leaves nothing of the passages: $name',
    (kind) => {
      const { passages, truths } = makeCase(kind, 3);
      expect(passages.length).toBeGreaterThan(3);
      expect(new Set(truths.map((truth) => truth.kind))).toEqual(new Set(['gone']));
    },
  );
});

group('truthsOf', () => {
  it('says that a passage torn apart has no one place', () => {
    const { origins } = track('one two three');
    const torn = { text: 'three one ', origins: Int32Array.from([...origins.slice(8), -1, ...origins.slice(0, 4)]) };
    expect(truthsOf(torn, [{ start: 0, end: 13 }], 13)).toEqual([{ kind: 'at', span: { start: 0, end: 10 } }]);
    expect(truthsOf(torn, [{ start: 0, end: 9 }], 13)).toEqual([{ kind: 'unclear' }]);
  });
});

group('judge', () => {
  const truth = { kind: 'at', span: { start: 100, end: 140 } } as const;
  it.each([
    { name: 'two units off at both ends', found: { start: 98, end: 142 }, outcome: 'right' },
    { name: 'three units off at one end', found: { start: 100, end: 143 }, outcome: 'edges' },
    { name: 'another place', found: { start: 300, end: 340 }, outcome: 'elsewhere' },
    { name: 'nothing', found: null, outcome: 'lost' },
  ])('calls $name $outcome', ({ found, outcome }) => {
    expect(judge(found, truth)).toBe(outcome);
  });

  it('calls whatever is found of deleted words invented, and nothing honest', () => {
    expect(judge({ start: 1, end: 2 }, { kind: 'gone' })).toBe('invented');
    expect(judge(null, { kind: 'gone' })).toBe('honest');
  });
});
