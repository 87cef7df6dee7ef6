import { inflateSync } from 'node:zlib';
import type { Box } from '../support/independent-words.ts';

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Bytes a pixel. */
  readonly depth: number;
  readonly data: Uint8Array;
}

/** Reads a PNG as Chromium writes screenshots: 8 bits a colour, not interlaced. */
function readPng(png: Buffer): Picture {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const depth = png[25] === 6 ? 4 : 3;
  if (png[24] !== 8 || png[28] !== 0 || (png[25] !== 6 && png[25] !== 2)) throw new Error('A PNG of another kind.');
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const raw = inflateSync(Buffer.concat(parts));
  const stride = width * depth;
  const data = new Uint8Array(height * stride);
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const here = row * stride + x;
      const a = x >= depth ? (data[here - depth] ?? 0) : 0;
      const b = row > 0 ? (data[here - stride] ?? 0) : 0;
      const c = x >= depth && row > 0 ? (data[here - stride - depth] ?? 0) : 0;
      data[here] = (raw[row * (stride + 1) + 1 + x] ?? 0) + predict(filter ?? 0, a, b, c);
    }
  }
  return { width, height, depth, data };
}

function predict(filter: number, a: number, b: number, c: number): number {
  if (filter === 1) return a;
  if (filter === 2) return b;
  if (filter === 3) return (a + b) >> 1;
  if (filter !== 4) return 0;
  const [pa, pb, pc] = [Math.abs(b - c), Math.abs(a - c), Math.abs(a + b - 2 * c)];
  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/** What a highlight changed on a page. */
export interface Painted {
  /** Share of the ink of the marked words that has the highlight beside it, 0 … 1. */
  readonly inkCovered: number;
  /** Changed pixels that are neither on the words nor on the line under them. */
  readonly astray: number;
  /** Changed pixels on the middle of other words. */
  readonly spoilt: number;
}

/** Points that a highlight may reach beyond the box of a word: what fonts say of ascent and descent differs. */
const ABOVE = 4.5;
/** The stripe under the words among it. */
const BELOW = 6.5;
const ASIDE = 1.2;
/** Pixels between ink and the nearest blank that shows the highlight. */
const NEAR = 2;

/** Compares a page without and with a highlight; boxes are in pixels of the pictures. */
export function comparePictures(
  before: Buffer,
  after: Buffer,
  { words, others, scale }: { readonly words: readonly Box[]; readonly others: readonly Box[]; readonly scale: number },
): Painted {
  const [plain, marked] = [readPng(before), readPng(after)];
  const { width, height, depth } = plain;
  if (marked.width !== width || marked.height !== height) throw new Error('The pictures differ in size.');
  const isChanged = (x: number, y: number): boolean => {
    const at = (y * width + x) * depth;
    return [0, 1, 2].some((step) => Math.abs((plain.data[at + step] ?? 0) - (marked.data[at + step] ?? 0)) > 6);
  };
  const line: Box = [
    Math.min(...words.map((box) => box[0])),
    Math.min(...words.map((box) => box[1])),
    Math.max(...words.map((box) => box[2])),
    Math.max(...words.map((box) => box[3])),
  ];
  const isLying = line[3] - line[1] > line[2] - line[0];
  const slack = Math.max(ABOVE, BELOW) * scale;
  const [dx, dy] = isLying ? [slack, ASIDE * scale + 1] : [ASIDE * scale + 1, slack];
  const allowed: Box = [line[0] - dx, line[1] - dy, line[2] + dx, line[3] + dy];
  let astray = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (!contains(allowed, x + 0.5, y + 0.5) && isChanged(x, y)) astray += 1;
    }
  }
  let spoilt = 0;
  for (const box of others)
    eachPixel(middleOf(box, isLying), width, height, (x, y) => (spoilt += isChanged(x, y) ? 1 : 0));
  let ink = 0;
  let covered = 0;
  for (const box of words) {
    eachPixel(box, width, height, (x, y) => {
      if ((plain.data[(y * width + x) * depth + 1] ?? 255) > 110) return;
      ink += 1;
      for (let step = 0; step < (2 * NEAR + 1) ** 2; step++) {
        const [nx, ny] = [x - NEAR + (step % (2 * NEAR + 1)), y - NEAR + Math.floor(step / (2 * NEAR + 1))];
        if (nx >= 0 && ny >= 0 && nx < width && ny < height && isChanged(nx, ny)) {
          covered += 1;
          return;
        }
      }
    });
  }
  return { inkCovered: ink === 0 ? 0 : covered / ink, astray, spoilt };
}

const contains = ([left, top, right, bottom]: Box, x: number, y: number): boolean =>
  x >= left && x <= right && y >= top && y <= bottom;

/** The middle third of the height of a word, and all of its length but a pixel at each end. */
function middleOf([left, top, right, bottom]: Box, isLying: boolean): Box {
  return isLying
    ? [left + (right - left) / 3, top + 1, right - (right - left) / 3, bottom - 1]
    : [left + 1, top + (bottom - top) / 3, right - 1, bottom - (bottom - top) / 3];
}

function eachPixel(
  [left, top, right, bottom]: Box,
  width: number,
  height: number,
  visit: (x: number, y: number) => void,
): void {
  for (let y = Math.max(0, Math.ceil(top)); y < Math.min(height, Math.floor(bottom)); y++) {
    for (let x = Math.max(0, Math.ceil(left)); x < Math.min(width, Math.floor(right)); x++) visit(x, y);
  }
}
