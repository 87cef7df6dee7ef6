import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A rectangle as left, top, right and bottom, in points of the page as shown. */
export type Box = readonly [number, number, number, number];

/** A word as pdftotext sees it. */
export interface IndependentWord {
  /** 1-based. */
  readonly page: number;
  readonly box: Box;
  readonly text: string;
}

/**
 * What `pdftotext -bbox -cropbox` says of a PDF of the fixtures, whose folder is given; made by
 * scripts/make-mapping-fixtures.ts.
 */
export function readIndependentWords(fixtures: string, fileName: string): readonly IndependentWord[] {
  const path = join(fixtures, 'mapping', `${fileName}.words.tsv`);
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [page, left, top, right, bottom, text = ''] = line.split('\t');
      return { page: Number(page), box: [Number(left), Number(top), Number(right), Number(bottom)], text };
    });
}

/** Area that two rectangles share. */
export function sharedArea(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? width * height : 0;
}

/** Area of a rectangle. */
export const areaOf = ([left, top, right, bottom]: Box): number =>
  Math.max(0, right - left) * Math.max(0, bottom - top);

/** The letters of a word however it is written: ligatures undone, marks composed, what nobody sees left out. */
export const plainLetters = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s/g, '');
