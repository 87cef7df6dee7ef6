import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  correspondingOffset,
  followingPosition,
  offsetAt,
  positionOf,
  type ScrolledText,
} from '../../../renderer/reader/scroll-follow.ts';
import { assertProperty } from '../../support/assert-property.ts';

const PAGED: ScrolledText = {
  textLength: 300,
  pages: [
    { start: 0, end: 100 },
    { start: 101, end: 200 },
    { start: 201, end: 300 },
  ],
};
const WHOLE: ScrolledText = { textLength: 600, pages: [] };

/** Ten words went after offset 50, twenty came in before offset 120 of the newer text. */
const SEGMENTS = [
  { from: [0, 50] as const, to: [0, 50] as const },
  { from: [50, 60] as const, to: null },
  { from: [60, 110] as const, to: [50, 100] as const },
  { from: null, to: [100, 120] as const },
  { from: [110, 300] as const, to: [120, 310] as const },
].map(({ from, to }) => ({ from: from && ([...from] as [number, number]), to: to && ([...to] as [number, number]) }));

describe('places that belong together', () => {
  it('turns a place into an offset and back', () => {
    assertProperty(
      fc.property(fc.integer({ min: 0, max: 299 }), fc.constantFrom(PAGED, WHOLE), (offset, text) => {
        const back = offsetAt(text, positionOf(text, offset));
        // Between two pages there is no place.
        expect(Math.abs(back - offset)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it.each([
    ['what is equal', 10, 10],
    ['what went: where it would stand', 55, 50],
    ['what follows it', 60, 50],
    ['what stands after an insertion', 110, 120],
    ['the end', 300, 310],
  ])('finds the words of the older text in the newer: %s', (_name, from, to) => {
    expect(correspondingOffset(SEGMENTS, from, 'forth')).toBe(to);
  });

  it.each([
    ['what is equal', 10, 10],
    ['what came in: where it would stand', 105, 110],
    ['what stands after it', 130, 120],
  ])('finds the words of the newer text in the older: %s', (_name, to, from) => {
    expect(correspondingOffset(SEGMENTS, to, 'back')).toBe(from);
  });
});

describe('the pane that follows', () => {
  it('shows the same words of another version', () => {
    const newer = { textLength: 310, pages: [{ start: 0, end: 310 }] };
    const place = followingPosition(PAGED, newer, { page: 2, fraction: 0.5 }, { segments: SEGMENTS, way: 'forth' });
    expect(offsetAt(newer, place)).toBeCloseTo(correspondingOffset(SEGMENTS, 150.5, 'forth'));
  });

  it('shows the same page of another document, and its end where it is shorter', () => {
    const shorter = { textLength: 100, pages: PAGED.pages.slice(0, 1) };
    expect(followingPosition(PAGED, PAGED, { page: 2, fraction: 0.25 }, null)).toEqual({ page: 2, fraction: 0.25 });
    expect(followingPosition(PAGED, shorter, { page: 3, fraction: 0.25 }, null)).toEqual({ page: 1, fraction: 1 });
  });

  it('shows the same share of a document without pages', () => {
    expect(followingPosition(WHOLE, WHOLE, { page: 1, fraction: 0.5 }, null)).toEqual({ page: 1, fraction: 0.5 });
    const { fraction } = followingPosition(PAGED, WHOLE, { page: 2, fraction: 0.5 }, null);
    expect(fraction).toBeCloseTo(0.5, 1);
  });
});
