import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSamePieces, moveEnd } from '../../../renderer/reader/moved-ends.ts';
import {
  growBySentence,
  joinPieces,
  type StepUnit,
  sentenceFrom,
  stepBy,
} from '../../../renderer/reader/selection-steps.ts';
import { assertProperty } from '../../support/assert-property.ts';

const TEXT =
  'Intro.\n\nThe U.S. Dept. of Justice objects to H.R. 1958 because\nit costs money. Smith v. Jones applies.\n\n\fThe end';

const place = (words: string) => ({ start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length });
const wordsOf = (span: { start: number; end: number } | null) =>
  span === null ? null : TEXT.slice(span.start, span.end);

describe('stepBy', () => {
  it.each<[string, StepUnit, string, string]>([
    ['a character', 'character', 'oney', ''],
    ['a word, over what is none', 'word', ' money', '. Smith'],
    ['a sentence', 'sentence', 'costs money.', ' Smith v. Jones applies.'],
  ])('goes on by %s', (_name, unit, from, expected) => {
    const at = place(from).end;
    const next = stepBy(TEXT, at, 1, unit);
    expect(TEXT.slice(at, next)).toBe(unit === 'character' ? '.' : expected);
  });

  it('takes white space between pages as one step, there and back', () => {
    const end = place('applies.').end;
    const next = stepBy(TEXT, end, 1, 'character');
    expect([TEXT.slice(next), stepBy(TEXT, next, -1, 'character')]).toEqual(['The end', end]);
  });

  it('goes over what a person sees as one character', () => {
    const family = 'a\u{1F468}\u200D\u{1F469}\u200D\u{1F467}e\u0301z';
    const offsets = [0];
    while ((offsets[offsets.length - 1] ?? 0) < family.length) {
      offsets.push(stepBy(family, offsets[offsets.length - 1] ?? 0, 1, 'character'));
    }
    expect(offsets).toEqual([0, 1, 9, 11, 12]);
  });

  it('stays in the text and always goes on', () => {
    assertProperty(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', 'B', ' ', '\n', '\f', '.', '\u0301', '\u{1F469}') }),
        fc.nat(),
        fc.constantFrom<StepUnit>('character', 'word', 'sentence', 'paragraph', 'document'),
        fc.constantFrom<1 | -1>(1, -1),
        (text, seed, unit, direction) => {
          const offset = text.length === 0 ? 0 : seed % (text.length + 1);
          const next = stepBy(text, offset, direction, unit);
          expect(next).toBeGreaterThanOrEqual(0);
          expect(next).toBeLessThanOrEqual(text.length);
          const isAtEnd = direction === 1 ? offset === text.length : offset === 0;
          if (!isAtEnd) expect((next - offset) * direction).toBeGreaterThan(0);
        },
      ),
    );
  });
});

describe('growBySentence', () => {
  it('begins with whole sentences, goes on by one and gives the last one back', () => {
    const whole = growBySentence(TEXT, place('objects'), 1);
    expect(wordsOf(whole)).toBe('The U.S. Dept. of Justice objects to H.R. 1958 because\nit costs money.');
    const more = whole && growBySentence(TEXT, whole, 1);
    expect(wordsOf(more)).toBe(`${wordsOf(whole)} Smith v. Jones applies.`);
    expect(more && growBySentence(TEXT, more, -1)).toEqual(whole);
    expect(whole && growBySentence(TEXT, whole, -1)).toBeNull();
  });

  it('ends with the text', () => {
    expect(growBySentence(TEXT, sentenceFrom(TEXT, TEXT.length - 3) ?? place('The end'), 1)).toBeNull();
    expect(sentenceFrom(TEXT, TEXT.length)).toBeNull();
  });
});

describe('joinPieces', () => {
  it('puts pieces in reading order and makes one of those that touch', () => {
    const pieces = [
      { start: 8, end: 9 },
      { start: 0, end: 3 },
      { start: 3, end: 5 },
    ];
    expect(joinPieces(pieces)).toEqual([
      { start: 0, end: 5 },
      { start: 8, end: 9 },
    ]);
  });
});

describe('moveEnd', () => {
  const only = [place('objects to H.R. 1958')];

  it('moves an end, without white space at it', () => {
    expect(moveEnd(TEXT, only, 'end', place('because').start)).toEqual(only);
    expect(wordsOf(moveEnd(TEXT, only, 'start', place('Justice').start)?.[0] ?? null)).toBe(
      'Justice objects to H.R. 1958',
    );
  });

  it('turns the passage over when an end passes the other', () => {
    expect(wordsOf(moveEnd(TEXT, only, 'end', place('Justice').start)?.[0] ?? null)).toBe('Justice');
    expect(moveEnd(TEXT, only, 'end', only[0]?.start ?? 0)).toBeNull();
  });

  it('moves the outer ends of several pieces and lets none of them go', () => {
    const pieces = [place('Justice'), place('money')];
    const moved = moveEnd(TEXT, pieces, 'end', place('Smith').end) ?? [];
    expect(moved.map(wordsOf)).toEqual(['Justice', 'money. Smith']);
    expect(moveEnd(TEXT, pieces, 'end', place('Justice').start)).toBeNull();
    expect([isSamePieces(pieces, moved), isSamePieces(moved, moved)]).toEqual([false, true]);
  });
});
