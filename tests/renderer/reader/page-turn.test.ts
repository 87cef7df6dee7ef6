import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuarterTurns } from '../../../renderer/reader/document-view.ts';
import { turnBack, turnedSize, turnRect, turnTransform } from '../../../renderer/reader/page-turn.ts';
import { assertProperty } from '../../support/assert-property.ts';

const PAGE = { width: 600, height: 800 };
const turns = fc.constantFrom<QuarterTurns>(0, 1, 2, 3);

describe('turning a page', () => {
  it.each<[QuarterTurns, number, number]>([
    [0, 0, 0],
    [1, 790, 0],
    [2, 580, 790],
    [3, 0, 580],
  ])('by %i quarters brings the upper left corner to its place', (quarter, x, y) => {
    const { x: left, y: top } = turnRect(PAGE, quarter, { x: 0, y: 0, width: 20, height: 10 });
    expect([left, top]).toEqual([x, y]);
  });

  it('keeps every rectangle of the page on the turned page', () => {
    const rect = fc.record({
      x: fc.integer({ min: 0, max: 500 }),
      y: fc.integer({ min: 0, max: 700 }),
      width: fc.integer({ min: 1, max: 100 }),
      height: fc.integer({ min: 1, max: 100 }),
    });
    assertProperty(
      fc.property(turns, rect, (quarter, given) => {
        const size = turnedSize(PAGE, quarter);
        const turned = turnRect(PAGE, quarter, given);
        expect(turned.x).toBeGreaterThanOrEqual(0);
        expect(turned.y).toBeGreaterThanOrEqual(0);
        expect(turned.x + turned.width).toBeLessThanOrEqual(size.width);
        expect(turned.y + turned.height).toBeLessThanOrEqual(size.height);
        expect(turned.width * turned.height).toBe(given.width * given.height);
      }),
    );
  });

  it('is undone by turning the place under the pointer back', () => {
    const point = fc.record({ x: fc.integer({ min: 0, max: 600 }), y: fc.integer({ min: 0, max: 800 }) });
    assertProperty(
      fc.property(turns, point, (quarter, given) => {
        const { x, y } = turnRect(PAGE, quarter, { ...given, width: 0, height: 0 });
        expect(turnBack(PAGE, quarter, { x, y })).toEqual(given);
      }),
    );
  });

  it('by CSS agrees with turning by numbers', () => {
    assertProperty(
      fc.property(turns, fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 800 }), (quarter, x, y) => {
        const [, dx = '0', dy = '0'] = /translate\(([\d.]+)(?:px)?, ([\d.]+)/.exec(turnTransform(PAGE, quarter)) ?? [];
        const [cos, sin] = [
          [1, 0],
          [0, 1],
          [-1, 0],
          [0, -1],
        ][quarter] ?? [1, 0];
        const turned = turnRect(PAGE, quarter, { x, y, width: 0, height: 0 });
        expect(turned.x).toBe(Number(dx) + x * (cos ?? 0) - y * (sin ?? 0));
        expect(turned.y).toBe(Number(dy) + x * (sin ?? 0) + y * (cos ?? 0));
      }),
    );
  });
});
