import { describe, expect, it } from 'vitest';
import { wordsWithin } from '../../../electron/archive/passage-place.ts';

describe('the words in a rectangle', () => {
  const wordsIn = (text: string, left: number, width: number) =>
    wordsWithin(text, [[0, text.length, 100, 50, 100, 12, 0]], [left, 45, width, 20]).map(({ start, end }) =>
      text.slice(start, end),
    );

  it('begin at the left', () => {
    expect(wordsIn('sheriff says', 95, 60)).toEqual(['sheriff']);
    expect(wordsIn('sheriff says', 160, 50)).toEqual(['says']);
  });

  it('begin at the right where the script is read from there', () => {
    expect(wordsIn('השריף אמר', 95, 45)).toEqual(['אמר']);
    expect(wordsIn('השריף אמר', 142, 60)).toEqual(['השריף']);
    expect(wordsIn('قال الشريف', 165, 40)).toEqual(['قال']);
  });
});
