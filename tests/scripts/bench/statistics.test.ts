import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  median,
  pairedRatios,
  quantile,
  seededRandom,
  shuffle,
  summarize,
} from '../../../scripts/bench/statistics.mjs';
import { assertProperty } from '../../support/assert-property.ts';

describe('median', () => {
  it.each([
    { values: [7], middle: 7 },
    { values: [9, 1, 5], middle: 5 },
    { values: [4, 1, 3, 2], middle: 2.5 },
    { values: [10, 9], middle: 9.5 },
    { values: [], middle: Number.NaN },
  ])('of $values is $middle', ({ values, middle }) => {
    expect(median(values)).toBe(middle);
  });

  it('lies between the extremes and leaves its input as it was', () => {
    assertProperty(
      fc.property(fc.array(fc.double({ noNaN: true, min: -1e9, max: 1e9 }), { minLength: 1 }), (values) => {
        const before = [...values];
        const middle = median(values);
        expect(values).toEqual(before);
        expect(middle).toBeGreaterThanOrEqual(Math.min(...values));
        expect(middle).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });
});

describe('quantile', () => {
  it('takes the nearest rank', () => {
    const values = [15, 20, 35, 40, 50];
    expect([0, 0.3, 0.4, 0.5, 0.95, 1].map((share) => quantile(values, share))).toEqual([15, 20, 20, 35, 50, 50]);
  });

  it('is not a number for an empty list', () => {
    expect(quantile([], 0.5)).toBeNaN();
  });
});

describe('summarize', () => {
  it('gives count, median and extremes', () => {
    expect(summarize([3, 1, 2, 10])).toEqual({ count: 4, median: 2.5, min: 1, max: 10 });
  });
});

describe('pairedRatios', () => {
  it('divides round by round', () => {
    expect(pairedRatios([2, 9, 4], [1, 3, 8])).toEqual([2, 3, 0.5]);
  });

  it('leaves out rounds that one side did not finish', () => {
    expect(pairedRatios([2, null, 4, 5], [1, 3, null, 10, 1])).toEqual([2, 0.5]);
  });

  it('is not moved by a slow round that struck both sides alike', () => {
    expect(median(pairedRatios([2, 20, 2], [1, 10, 1]))).toBe(2);
  });
});

describe('shuffle', () => {
  it('keeps every item once and leaves its input as it was', () => {
    assertProperty(
      fc.property(fc.array(fc.integer()), fc.nat(), (items, seed) => {
        const before = [...items];
        const shuffled = shuffle(items, seededRandom(seed));
        expect(items).toEqual(before);
        expect([...shuffled].sort((a, b) => a - b)).toEqual([...items].sort((a, b) => a - b));
      }),
    );
  });

  it('gives the same order for the same seed', () => {
    const items = [...'abcdefghij'];
    expect(shuffle(items, seededRandom(41))).toEqual(shuffle(items, seededRandom(41)));
  });

  it('puts each of three items first about equally often', () => {
    const random = seededRandom(2026);
    const first = { a: 0, b: 0, c: 0 };
    for (let round = 0; round < 3000; round++) first[shuffle(['a', 'b', 'c'] as const, random)[0] ?? 'a']++;
    for (const count of Object.values(first)) {
      expect(count).toBeGreaterThan(900);
      expect(count).toBeLessThan(1100);
    }
  });
});

describe('seededRandom', () => {
  it('stays from 0 inclusive to 1 exclusive', () => {
    assertProperty(
      fc.property(fc.integer(), (seed) => {
        const random = seededRandom(seed);
        for (let index = 0; index < 20; index++) {
          const value = random();
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThan(1);
        }
      }),
    );
  });
});
