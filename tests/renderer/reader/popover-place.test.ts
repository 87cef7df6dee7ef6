import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placePopover } from '../../../renderer/reader/popover-place.ts';
import { assertProperty } from '../../support/assert-property.ts';

const SIZE = { width: 400, height: 200 };
const BOUNDS = { x: 100, y: 50, width: 800, height: 700 };

describe('placePopover', () => {
  it('stands above the words', () => {
    expect(placePopover([{ x: 400, y: 400, width: 100, height: 20 }], SIZE, BOUNDS)).toEqual({
      left: 250,
      top: 188,
      side: 'above',
    });
  });

  it('flips below near the top', () => {
    expect(placePopover([{ x: 400, y: 80, width: 100, height: 20 }], SIZE, BOUNDS)).toEqual({
      left: 250,
      top: 112,
      side: 'below',
    });
  });

  it('has no place while the words are out of sight', () => {
    expect(placePopover([{ x: 400, y: 900, width: 100, height: 20 }], SIZE, BOUNDS)).toBeNull();
    expect(placePopover([], SIZE, BOUNDS)).toBeNull();
  });

  it('never covers the words while there is room on one side, and never leaves the bounds', () => {
    const places = fc.record({ x: fc.integer({ min: 100, max: 800 }), y: fc.integer({ min: 50, max: 700 }) });
    assertProperty(
      fc.property(places, fc.integer({ min: 5, max: 300 }), ({ x, y }, height) => {
        const word = { x, y, width: 60, height: Math.min(height, 750 - y) };
        const place = placePopover([word], SIZE, BOUNDS);
        if (place === null) return;
        expect(place.left).toBeGreaterThanOrEqual(108);
        expect(place.left + SIZE.width).toBeLessThanOrEqual(892);
        expect(place.top).toBeGreaterThanOrEqual(58);
        expect(place.top + SIZE.height).toBeLessThanOrEqual(742);
        const hasRoom = y - 50 >= 220 || 750 - (y + word.height) >= 220;
        const covers = place.top < y + word.height && place.top + SIZE.height > y;
        if (hasRoom) expect(covers).toBe(false);
      }),
    );
  });
});
