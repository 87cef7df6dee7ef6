import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asSeen,
  moveRect,
  rectBetween,
  roundRect,
  SMALLEST,
  sizeRect,
  sizeRectStart,
} from '../../../renderer/reader/area-shape.ts';
import { citeQuote } from '../../../renderer/reader/cite-quote.ts';
import { turnRect } from '../../../renderer/reader/page-turn.ts';
import { assertProperty } from '../../support/assert-property.ts';

const PAGE = { width: 600, height: 800 };

describe('rectangles of a page', () => {
  it('lie between two corners, whichever comes first, as far as they are on the page', () => {
    const rect = { x: 10, y: 20, width: 590, height: 80 };
    expect(rectBetween({ x: 10, y: 100 }, { x: 700, y: 20 }, PAGE)).toEqual(rect);
    expect(rectBetween({ x: 700, y: 20 }, { x: 10, y: 100 }, PAGE)).toEqual(rect);
  });

  it('never leave the page and never vanish, however they are moved and sized', () => {
    const step = fc.tuple(fc.boolean(), fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 }));
    assertProperty(
      fc.property(fc.array(step), (steps) => {
        let rect = { x: 100, y: 100, width: 50, height: 50 };
        for (const [isSizing, dx, dy] of steps) rect = (isSizing ? sizeRect : moveRect)(rect, dx, dy, PAGE);
        expect(
          Math.min(rect.x, rect.y, PAGE.width - rect.x - rect.width, PAGE.height - rect.y - rect.height),
        ).toBeGreaterThanOrEqual(0);
        expect(Math.min(rect.width, rect.height)).toBeGreaterThanOrEqual(SMALLEST);
      }),
    );
  });

  it('are moved and sized the way the arrows point, however the page is turned', () => {
    const rect = { x: 100, y: 200, width: 50, height: 30 };
    for (const turns of [0, 1, 2, 3] as const) {
      const before = turnRect(PAGE, turns, rect);
      const moved = asSeen(rect, PAGE, turns, (seen, page) => moveRect(seen, 8, 4, page));
      expect(turnRect(PAGE, turns, moved)).toEqual({ ...before, x: before.x + 8, y: before.y + 4 });
      const sized = asSeen(rect, PAGE, turns, (seen, page) => sizeRect(seen, 8, 4, page));
      expect(turnRect(PAGE, turns, sized)).toEqual({ ...before, width: before.width + 8, height: before.height + 4 });
    }
  });

  it('keep their lower right corner when the upper left one is moved, on the page and never to nothing', () => {
    const rect = { x: 100, y: 200, width: 50, height: 30 };
    expect(sizeRectStart(rect, -8, 4)).toEqual({ x: 92, y: 204, width: 58, height: 26 });
    expect(sizeRectStart(rect, -900, 900)).toEqual({ x: 0, y: 230 - SMALLEST, width: 150, height: SMALLEST });
  });

  it('are kept in tenths of a point', () => {
    expect(roundRect({ x: 1.26, y: 2, width: 3.333, height: 4.04 })).toEqual({ x: 1.3, y: 2, width: 3.3, height: 4 });
  });
});

describe('citeQuote', () => {
  it('says what the words are from, as far as it is known', () => {
    const source = { title: 'Order', issuer: 'Sheriff', dateIssued: '2009-06', page: 'iv' };
    expect(citeQuote(['We will\nnot.', 'Never.'], source)).toBe(
      '“We will not. … Never.” (Sheriff, Order, 2009-06, p. iv)',
    );
    expect(citeQuote(['No.'], { title: 'Order', issuer: null, dateIssued: null, page: null })).toBe('“No.” (Order)');
  });
});
