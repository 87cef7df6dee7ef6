import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joinLineRects, type LinePiece } from '../../shared/join-line-rects.ts';
import { assertProperty } from '../support/assert-property.ts';

const piece = (x: number, y: number, width: number, height: number, angle = 0): LinePiece => ({
  rect: [x, y, width, height],
  angle,
});
const none = () => [];

describe('joinLineRects', () => {
  it.each([
    ['closes a blank', [piece(0, 0, 20, 10), piece(24, 0, 20, 10)], [[0, 0, 44, 10]]],
    ['keeps columns apart', [piece(0, 0, 20, 10), piece(40, 0, 20, 10)], [piece(0, 0, 20, 10).rect, [40, 0, 20, 10]]],
    ['keeps lines apart', [piece(30, 0, 20, 10), piece(0, 12, 20, 10)], [piece(30, 0, 20, 10).rect, [0, 12, 20, 10]]],
    ['takes a raised mark in', [piece(0, 0, 20, 10), piece(20, -2, 4, 6)], [[0, -2, 24, 12]]],
    ['goes leftwards', [piece(24, 0, 20, 10), piece(0, 0, 20, 10)], [[0, 0, 44, 10]]],
    ['goes upwards', [piece(0, 24, 10, 20, -90), piece(0, 0, 10, 20, -90)], [[0, 0, 10, 44]]],
    [
      'keeps lines askew apart',
      [piece(0, 0, 20, 10, 8), piece(20, 1, 20, 10, 8)],
      [
        [0, 0, 20, 10],
        [20, 1, 20, 10],
      ],
    ],
  ])('%s', (_name, pieces, expected) => {
    expect(joinLineRects(pieces, none)).toEqual(expected);
  });

  it('keeps a gap open that another word stands in', () => {
    const pieces = [piece(0, 0, 20, 10), piece(29, 0, 20, 10)];
    expect(joinLineRects(pieces, () => [piece(22, 0, 5, 10)])).toHaveLength(2);
    expect(joinLineRects(pieces, () => [piece(22, 14, 5, 10)])).toHaveLength(1);
  });

  it('covers every piece, whatever the pieces', () => {
    const pieces = fc.array(
      fc
        .tuple(fc.nat(200), fc.nat(200), fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 20 }), fc.nat(3))
        .map(([x, y, width, height, quarter]) => piece(x, y, width, height, quarter * 90)),
    );
    assertProperty(
      fc.property(pieces, (given) => {
        const joined = joinLineRects(given, none);
        expect(joined.length).toBeLessThanOrEqual(given.length);
        for (const { rect } of given) {
          expect(
            joined.some(
              ([x, y, width, height]) =>
                x <= rect[0] && y <= rect[1] && x + width >= rect[0] + rect[2] && y + height >= rect[1] + rect[3],
            ),
          ).toBe(true);
        }
      }),
    );
  });
});
