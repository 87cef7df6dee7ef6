import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PageGeometry } from '../../../renderer/reader/page-geometry.ts';
import { measureByAdvances } from '../../../renderer/reader/run-measure.ts';
import type { TextRun } from '../../../shared/contract/outcomes.ts';
import { assertProperty } from '../../support/assert-property.ts';

/** Every character is half as wide as the line is high. */
const measure = measureByAdvances(() => 0.5);
const TEXT = 'first line\nsecond\nright column';
/** Two lines of a column at the left, one line of a column at the right; characters are 5 wide. */
const RUNS: readonly TextRun[] = [
  [0, 10, 50, 100, 50, 10, 0],
  [11, 17, 50, 114, 30, 10, 0],
  [18, 30, 300, 100, 60, 10, 0],
];
const page = new PageGeometry(RUNS, TEXT, measure);

describe('PageGeometry.rectsOf', () => {
  it('covers exactly the words of a span, one rectangle a line', () => {
    expect(page.rectsOf({ start: 6, end: 14 })).toEqual([
      { x: 80, y: 100, width: 20, height: 10 },
      { x: 50, y: 114, width: 15, height: 10 },
    ]);
  });

  it('turns with text that runs upwards', () => {
    const upwards = new PageGeometry([[0, 4, 10, 100, 20, 10, -90]], 'side', measure);
    const [rect] = upwards.rectsOf({ start: 0, end: 2 });
    expect(rect?.x).toBeCloseTo(10);
    expect(rect?.y).toBeCloseTo(90);
    expect(rect?.width).toBeCloseTo(10);
    expect(rect?.height).toBeCloseTo(10);
  });

  it('is one rectangle a line of text that runs downwards', () => {
    const lying = new PageGeometry(
      [
        [0, 4, 300, 50, 20, 10, 90],
        [5, 9, 300, 75, 20, 10, 90],
        [10, 14, 286, 50, 20, 10, 90],
      ],
      'down and next',
      measure,
    );
    expect(lying.rectsOf({ start: 0, end: 14 }).map(({ x, y }) => [Math.round(x), Math.round(y)])).toEqual([
      [290, 50],
      [276, 50],
    ]);
  });

  it('begins at the right end of a word that is read from right to left', () => {
    const word = new PageGeometry([[0, 4, 100, 50, 40, 10, 0]], 'שופט', measure);
    expect(word.rectsOf({ start: 0, end: 1 })).toEqual([{ x: 130, y: 50, width: 10, height: 10 }]);
    expect(word.offsetAt({ x: 138, y: 55 })).toBe(0);
    expect(word.offsetAt({ x: 102, y: 55 })).toBe(4);
  });

  it('leaves a word out that stands between two others of a line of mixed direction', () => {
    // Read: צו, ICE, No; seen from the right: צו, No, ICE.
    const runs: readonly TextRun[] = [
      [0, 2, 130, 50, 20, 10, 0],
      [3, 6, 100, 50, 15, 10, 0],
      [7, 9, 118, 50, 9, 10, 0],
    ];
    const mixed = new PageGeometry(runs, 'צו ICE No', measure);
    expect(mixed.rectsOf({ start: 0, end: 6 })).toHaveLength(2);
    expect(mixed.rectsOf({ start: 0, end: 9 })).toHaveLength(2);
  });

  it('has nothing for a span of another page', () => {
    expect(page.rectsOf({ start: 31, end: 40 })).toEqual([]);
  });
});

describe('PageGeometry.offsetAt', () => {
  it.each([
    ['on a letter', { x: 66, y: 105 }, 3],
    ['between two lines, nearer to the upper', { x: 66, y: 111 }, 3],
    ['between two lines, nearer to the lower', { x: 66, y: 113.5 }, 14],
    ['in the blank after a short line', { x: 120, y: 119 }, 17],
    ['left of a line', { x: 5, y: 119 }, 11],
    ['in the other column', { x: 301, y: 104 }, 18],
    ['below all text', { x: 60, y: 700 }, 13],
  ])('finds the nearest offset %s', (_name, point, offset) => {
    expect(page.offsetAt(point)).toBe(offset);
  });

  it('finds nothing on a page without text', () => {
    expect(new PageGeometry([], TEXT, measure).offsetAt({ x: 1, y: 1 })).toBeNull();
  });

  it('is the inverse of rectsOf for every letter', () => {
    for (const [start, end] of RUNS) {
      for (let offset = start; offset < end; offset += 1) {
        const [rect] = page.rectsOf({ start: offset, end: end });
        if (rect === undefined) throw new Error('no rectangle');
        expect(page.offsetAt({ x: rect.x + 1, y: rect.y + 5 })).toBe(offset);
      }
    }
  });
});

describe('PageGeometry.offsetInLine', () => {
  it('goes down and up in the same column', () => {
    expect(page.offsetInLine(3, 1)).toBe(14);
    expect(page.offsetInLine(14, -1)).toBe(3);
    expect(page.offsetInLine(14, 1)).toBeNull();
  });
});

describe('measureByAdvances', () => {
  it('ascends from 0 to 1 whatever the text and the width', () => {
    assertProperty(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.double({ min: 1, max: 500, noNaN: true }),
        (text, width) => {
          const reaches = measure(text, width, 10);
          expect(reaches).toHaveLength(text.length + 1);
          expect([reaches[0], reaches[text.length]]).toEqual([0, 1]);
          for (let index = 1; index < reaches.length; index += 1) {
            expect(reaches[index]).toBeGreaterThanOrEqual((reaches[index - 1] ?? 0) - 1e-9);
          }
        },
      ),
    );
  });

  it('gives what justifying added to the blanks', () => {
    expect(measure('a b', 20, 10)).toEqual([0, 0.25, 0.75, 1]);
  });
});
