import { describe, expect, it } from 'vitest';
import { sentenceAt, stepOffset, wordAt } from '../../../renderer/reader/word-bounds.ts';

const TEXT =
  'Intro.\n\nThe U.S. Dept. of Justice objects to H.R. 1958 because\nit costs money. Smith v. Jones applies. The end';

function sentence(words: string): string {
  const { start, end } = sentenceAt(TEXT, TEXT.indexOf(words) + 1);
  return TEXT.slice(start, end).trim();
}

describe('sentenceAt', () => {
  it.each([
    [
      'over abbreviations and line ends',
      'Justice',
      'The U.S. Dept. of Justice objects to H.R. 1958 because\nit costs money.',
    ],
    ['from its last line', 'costs', 'The U.S. Dept. of Justice objects to H.R. 1958 because\nit costs money.'],
    ['with a case name', 'Jones', 'Smith v. Jones applies.'],
    ['without an end', 'end', 'The end'],
    ['that is a paragraph', 'Intro', 'Intro.'],
  ])('finds a sentence %s', (_name, words, expected) => {
    expect(sentence(words)).toBe(expected);
  });
});

describe('wordAt', () => {
  it('finds the word around an offset', () => {
    const { start, end } = wordAt(TEXT, TEXT.indexOf('Justice') + 3);
    expect(TEXT.slice(start, end)).toBe('Justice');
  });

  it('stays in an empty text', () => {
    expect(wordAt('', 0)).toEqual({ start: 0, end: 0 });
  });
});

describe('stepOffset', () => {
  it('goes by characters and stops at the ends', () => {
    expect([
      stepOffset('ab', 1, 1, 'character'),
      stepOffset('ab', 2, 1, 'character'),
      stepOffset('ab', 0, -1, 'character'),
    ]).toEqual([2, 2, 0]);
  });

  it('goes by words', () => {
    expect(stepOffset('one two three', 0, 1, 'word')).toBe(3);
    expect(stepOffset('one two three', 3, 1, 'word')).toBe(7);
    expect(stepOffset('one two three', 13, -1, 'word')).toBe(8);
  });
});
