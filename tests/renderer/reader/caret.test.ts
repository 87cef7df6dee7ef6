import { describe, expect, it } from 'vitest';
import { caretRect, sideOf } from '../../../renderer/reader/caret.ts';
import { turnRect } from '../../../renderer/reader/page-turn.ts';

const PAGE = { width: 600, height: 800 };
const TEXT = 'on the record ';
/** Characters of ten by twelve points in one line. */
const glyph = (at: number) => ({ x: 100 + at * 10, y: 200, width: 10, height: 12 });

describe('the caret', () => {
  it('stands where a character begins or ends, however the page is turned', () => {
    for (const turns of [0, 1, 2, 3] as const) {
      const seen = turnRect(PAGE, turns, glyph(3));
      expect(sideOf(seen, 'start', turns)).toEqual(turnRect(PAGE, turns, { ...glyph(3), width: 0 }));
      expect(sideOf(seen, 'end', turns)).toEqual(turnRect(PAGE, turns, { ...glyph(4), width: 0 }));
    }
  });

  it('stands before words, behind them, and between blanks at what follows', () => {
    for (const turns of [0, 1, 2, 3] as const) {
      const rectsOf = ({ start }: { readonly start: number }) =>
        /\S/.test(TEXT.charAt(start)) ? [turnRect(PAGE, turns, glyph(start))] : [];
      const line = (at: number) => turnRect(PAGE, turns, { ...glyph(at), width: 0 });
      expect(caretRect(TEXT, 3, rectsOf, turns)).toEqual(line(3));
      expect(caretRect(TEXT, 2, rectsOf, turns)).toEqual(line(2));
      expect(caretRect(TEXT, TEXT.length, rectsOf, turns)).toEqual(line(13));
      expect(caretRect('  ', 1, () => [], turns)).toBeNull();
    }
  });
});
