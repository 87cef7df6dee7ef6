import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareQuote,
  isSameQuote,
  preservedWords,
} from '../../../renderer/briefings/verification/quote-differences.ts';
import { assertProperty } from '../../support/assert-property.ts';

describe('compareQuote', () => {
  it('finds nothing where only white space differs', () => {
    expect(isSameQuote(compareQuote('We will not assist.', 'We  will\nnot assist.'))).toBe(true);
  });

  it('tells what stands in print alone from what stands in the source alone', () => {
    expect(compareQuote('The department … will [now] assist.', 'The department of the city will not assist.')).toEqual([
      { kind: 'same', text: 'The department' },
      { kind: 'preserved', text: 'of the city' },
      { kind: 'printed', text: '…' },
      { kind: 'same', text: 'will' },
      { kind: 'preserved', text: 'not' },
      { kind: 'printed', text: '[now]' },
      { kind: 'same', text: 'assist.' },
    ]);
  });

  it('keeps every word of both sides in order', () => {
    const words = fc.array(fc.constantFrom('we', 'will', 'not', 'assist', 'unless', 'asked'), { maxLength: 30 });
    assertProperty(
      fc.property(words, words, (printed, preserved) => {
        const pieces = compareQuote(printed.join(' '), preserved.join(' '));
        const side = (other: 'printed' | 'preserved') =>
          pieces
            .filter(({ kind }) => kind !== other)
            .map(({ text }) => text)
            .join(' ');
        expect(side('preserved')).toBe(printed.join(' '));
        expect(side('printed')).toBe(preserved.join(' '));
      }),
    );
  });
});

describe('preservedWords', () => {
  const text = 'Preface. We will not assist. End.';
  const passage = { quote: 'We will assist.' };

  it('is what was marked while that still stands', () => {
    const check = { status: 'exact', reason: null, start: 9, end: 28 } as const;
    expect(preservedWords({ quote: 'We will\nnot assist.' }, check, text)).toBe('We will not assist.');
  });

  it('is what stands now where a drifted quote was found', () => {
    const check = { status: 'drifted', reason: 'altered', start: 9, end: 28 } as const;
    expect(preservedWords(passage, check, text)).toBe('We will not assist.');
  });

  it('is nothing where the words were not found', () => {
    const check = { status: 'broken', reason: 'not found', start: null, end: null } as const;
    expect(preservedWords(passage, check, text)).toBeNull();
  });
});
