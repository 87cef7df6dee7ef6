import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuarterTurns, Spread } from '../../../renderer/reader/document-view.ts';
import {
  fitPageScale,
  fitWidthScale,
  layoutPages,
  pageIndexNear,
  pagesInSight,
  rowIndexAt,
} from '../../../renderer/reader/pdf-layout.ts';
import type { PageInfo } from '../../../shared/contract/outcomes.ts';
import { assertProperty } from '../../support/assert-property.ts';

function pagesOf(...sizes: readonly (readonly [number, number])[]): PageInfo[] {
  return sizes.map(([width, height], index) => ({
    ...{ number: index + 1, label: null, start: index * 10, end: index * 10 + 9 },
    ...{ width, height },
  }));
}

/** Upright, broad, and upright again, uneven in number. */
const MIXED = pagesOf([600, 800], [900, 500], [600, 800], [300, 400], [600, 800]);
const arrangements = fc.record({
  turns: fc.constantFrom<QuarterTurns>(0, 1, 2, 3),
  spread: fc.constantFrom<Spread>('single', 'double'),
});

describe('the layout of pages', () => {
  it('never lets pages overlap or leave the content, however they are turned and paired', () => {
    assertProperty(
      fc.property(arrangements, fc.double({ min: 0.2, max: 4, noNaN: true }), (arrangement, scale) => {
        const { boxes, width, height } = layoutPages(MIXED, scale, 1000, arrangement);
        expect(boxes).toHaveLength(MIXED.length);
        boxes.forEach((box, index) => {
          expect(box.left).toBeGreaterThanOrEqual(0);
          expect(box.left + box.width).toBeLessThanOrEqual(width);
          expect(box.top + box.height).toBeLessThanOrEqual(height);
          for (const other of boxes.slice(index + 1)) {
            const isBelow = other.top >= box.top + box.height;
            const isBeside = other.left >= box.left + box.width;
            expect(isBelow || isBeside).toBe(true);
          }
        });
      }),
    );
  });

  it('finds each page by any place on it', () => {
    assertProperty(
      fc.property(
        arrangements,
        fc.nat(MIXED.length - 1),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (arrangement, index, share) => {
          const layout = layoutPages(MIXED, 1.3, 1200, arrangement);
          const box = layout.boxes[index];
          if (box === undefined) throw new Error('There is no such page.');
          const place = pageIndexNear(layout, box.left + box.width * share, box.top + box.height * share);
          expect(place).toBe(index);
        },
      ),
    );
  });

  it('puts pairs side by side with their letters on the outer sides', () => {
    const { boxes } = layoutPages(MIXED, 1, 2000, { turns: 0, spread: 'double' });
    expect(boxes[0]?.top).toBe(boxes[1]?.top);
    expect(boxes.map(({ letters }) => letters)).toEqual(['left', 'right', 'left', 'right', 'left']);
    expect(boxes[2]?.top).toBeGreaterThan((boxes[0]?.top ?? 0) + 800);
  });

  it('names the left page of a pair as the one at the top', () => {
    const layout = layoutPages(MIXED, 1, 2000, { turns: 0, spread: 'double' });
    expect(rowIndexAt(layout, (layout.boxes[3]?.top ?? 0) + 5)).toBe(2);
  });

  it('takes a broad page for a high one once it is turned', () => {
    const { boxes } = layoutPages(MIXED, 1, 1000, { turns: 1, spread: 'single' });
    expect(boxes[1]).toMatchObject({ width: 500, height: 900 });
  });

  it('fits the width of a pair, and of a turned page', () => {
    for (const turns of [0, 1] as const) {
      for (const spread of ['single', 'double'] as const) {
        const scale = fitWidthScale(MIXED, 1400, { turns, spread });
        expect(layoutPages(MIXED, scale, 1400, { turns, spread }).width).toBeLessThanOrEqual(1402);
      }
    }
  });

  it('fits the page that is asked for, not the largest one', () => {
    const viewport = { width: 1000, height: 616 };
    expect(fitPageScale(MIXED, 3, viewport)).toBeCloseTo(600 / 400);
    expect(fitPageScale(MIXED, 0, viewport)).toBeCloseTo(600 / 800);
    expect(fitPageScale(MIXED, 1, viewport)).toBeCloseTo(936 / 900);
    expect(fitPageScale(MIXED, 3, viewport, { turns: 0, spread: 'double' })).toBeCloseTo(600 / 800);
  });
});

describe('the pages in sight', () => {
  const layout = layoutPages(MIXED, 1, 1000);
  const { boxes } = layout;
  const bottom = (index: number) => (boxes[index]?.top ?? 0) + (boxes[index]?.height ?? 0);

  it('begin with the page whose top is jumped to, not with the one above the gap', () => {
    expect(pagesInSight(layout, (boxes[2]?.top ?? 0) - 8, 300)).toEqual({ first: 2, last: 2 });
    expect(pagesInSight(layout, bottom(1) - 1, 300)).toEqual({ first: 1, last: 2 });
  });

  it('are one even where only a gap is in sight, and at both ends', () => {
    expect(pagesInSight(layout, bottom(1) + 2, 4)).toEqual({ first: 1, last: 1 });
    expect(pagesInSight(layout, 0, 4)).toEqual({ first: 0, last: 0 });
    expect(pagesInSight(layout, layout.height, 500)).toEqual({ first: 4, last: 4 });
  });

  it('begin with the left one of a pair', () => {
    const pairs = layoutPages(MIXED, 1, 2000, { turns: 0, spread: 'double' });
    expect(pagesInSight(pairs, (pairs.boxes[2]?.top ?? 0) - 8, 100)).toEqual({ first: 2, last: 3 });
    expect(pagesInSight(pairs, (pairs.boxes[2]?.top ?? 0) + 8, 100)).toEqual({ first: 2, last: 3 });
  });
});
