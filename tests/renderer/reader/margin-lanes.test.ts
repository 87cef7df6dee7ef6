import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Mark } from '../../../renderer/reader/document-view.ts';
import { layoutMargin, MAX_LANES, type MarginEntry } from '../../../renderer/reader/margin-lanes.ts';
import { assertProperty } from '../../support/assert-property.ts';

const aMark = (id: string, letters = 1): Mark => ({
  ...{ id, start: 0, end: 1, label: id },
  tints: Array.from({ length: letters }, () => ({ color: '#aa0000', letter: 'O' })),
});

const anEntry = (id: string, top: number, bottom: number): MarginEntry => ({
  mark: aMark(id),
  extents: [{ top, bottom }],
  isFirst: true,
});

describe('layoutMargin', () => {
  it('gives passages beside the same lines different lanes, and takes a lane again when it is free', () => {
    const { stripes, lanes } = layoutMargin([anEntry('a', 0, 100), anEntry('b', 50, 150), anEntry('c', 100, 120)]);
    expect([stripes.map(({ mark, lane }) => [mark.id, lane]), lanes]).toEqual([
      [
        ['a', 0],
        ['b', 1],
        ['c', 0],
      ],
      2,
    ]);
  });

  it('shows lines that follow each other as one stretch and a gap as a gap', () => {
    const extents = [
      { top: 0, bottom: 14 },
      { top: 18, bottom: 32 },
      { top: 200, bottom: 214 },
    ];
    const { stripes } = layoutMargin([{ mark: aMark('a'), extents, isFirst: true }]);
    expect(stripes[0]?.extents).toEqual([
      { top: 0, bottom: 32 },
      { top: 200, bottom: 214 },
    ]);
  });

  it('gives no letter to a passage that goes on from the page before', () => {
    expect(layoutMargin([{ ...anEntry('a', 0, 100), isFirst: false }])).toMatchObject({ labels: [], lanes: 1 });
  });

  it('names or counts every passage once, lets no labels overlap and no stripes of a lane touch', () => {
    const entries = fc.array(fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 8, max: 300 })), {
      maxLength: 60,
    });
    assertProperty(
      fc.property(entries, (given) => {
        const { stripes, labels } = layoutMargin(
          given.map(([top, height], at) => anEntry(String(at), top, top + height)),
        );
        const named = labels.flatMap((label) => (label.kind === 'letters' ? [label.mark] : label.marks));
        expect(named.map(({ id }) => Number(id)).sort((a, b) => a - b)).toEqual(given.map((_, at) => at));
        const tops = labels.map(({ top }) => top);
        for (const [at, top] of tops.slice(1).entries()) expect(top - (tops[at] ?? 0)).toBeGreaterThanOrEqual(20);
        for (let lane = 0; lane < MAX_LANES; lane += 1) {
          const own = stripes.filter((stripe) => stripe.lane === lane).flatMap(({ extents }) => extents);
          for (const [at, { top }] of own.slice(1).entries()) expect(top).toBeGreaterThanOrEqual(own[at]?.bottom ?? 0);
        }
        expect(stripes.every(({ lane }) => lane < MAX_LANES)).toBe(true);
      }),
    );
  });
});
