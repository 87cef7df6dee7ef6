import type { Word } from './pdf-words.ts';

/** Words that follow each other along one base line without a gap as wide as between columns. */
export interface Segment {
  readonly words: readonly Word[];
  readonly u0: number;
  readonly u1: number;
}

/** Segments that share a base line, from left to right. */
export interface Row {
  readonly segments: readonly Segment[];
  readonly u0: number;
  readonly u1: number;
  readonly v: number;
  /** Font size of most of its characters. */
  readonly size: number;
}

/** Lines that are read one after the other: the text of one column, or of the page's full width. */
export type Block = readonly Row[];

interface Growing {
  readonly words: Word[];
  v: number;
  size: number;
  weight: number;
}

/** Share of the smaller one's height in which two lines overlap. */
function overlap(a: { v: number; size: number }, b: { v: number; size: number }): number {
  const top = Math.max(a.v - a.size * 0.75, b.v - b.size * 0.75);
  const bottom = Math.min(a.v + a.size * 0.2, b.v + b.size * 0.2);
  return (bottom - top) / (Math.min(a.size, b.size) * 0.95);
}

const dominantSize = (words: readonly Word[]): number => {
  const weights = new Map<number, number>();
  for (const word of words) {
    const size = Math.round(word.size * 10) / 10;
    weights.set(size, (weights.get(size) ?? 0) + word.text.length);
  }
  let best = 0;
  let most = -1;
  for (const [size, weight] of weights) {
    if (weight > most || (weight === most && size > best)) {
      best = size;
      most = weight;
    }
  }
  return best;
};

function toRow(words: Word[], v: number): Row {
  words.sort((a, b) => a.u0 - b.u0 || a.order - b.order);
  const segments: Segment[] = [];
  let current: Word[] = [];
  let right = Number.NEGATIVE_INFINITY;
  for (const word of words) {
    if (current.length > 0 && word.u0 - right > Math.max(word.size, current[0]?.size ?? 0) * 0.9) {
      segments.push({ words: current, u0: current[0]?.u0 ?? 0, u1: right });
      current = [];
      right = Number.NEGATIVE_INFINITY;
    }
    current.push(word);
    right = Math.max(right, word.u1);
  }
  segments.push({ words: current, u0: current[0]?.u0 ?? 0, u1: right });
  return { segments, u0: segments[0]?.u0 ?? 0, u1: right, v, size: dominantSize(words) };
}

/** Gathers words into rows from top to bottom; raised and lowered words stay with their line. */
export function rowsOfWords(words: readonly Word[]): Row[] {
  const sorted = [...words].sort((a, b) => a.v - b.v || a.u0 - b.u0 || a.order - b.order);
  const rows: Growing[] = [];
  for (const word of sorted) {
    let home: Growing | undefined;
    for (let i = rows.length - 1; i >= 0 && i >= rows.length - 4; i--) {
      const row = rows[i];
      if (row && overlap(row, word) >= 0.5 && (!home || Math.abs(row.v - word.v) < Math.abs(home.v - word.v))) {
        home = row;
      }
    }
    const weight = word.size * word.text.length;
    if (!home) {
      rows.push({ words: [word], v: word.v, size: word.size, weight });
      continue;
    }
    home.words.push(word);
    // The line is where its larger words stand, not where a footnote mark does.
    if (word.size > home.size * 1.05 && weight > home.weight * 0.2) {
      home.v = word.v;
      home.size = word.size;
    }
    home.weight += weight;
  }
  return rows.map((row) => toRow(row.words, row.v)).sort((a, b) => a.v - b.v || a.u0 - b.u0);
}

interface Gap {
  readonly from: number;
  readonly to: number;
}

/** The parts of [from, to] that a row leaves free. */
function freeOf(row: Row, from: number, to: number): Gap[] {
  const gaps: Gap[] = [];
  let at = from;
  for (const segment of row.segments) {
    if (segment.u0 > at) gaps.push({ from: at, to: segment.u0 });
    at = Math.max(at, segment.u1);
  }
  if (to > at) gaps.push({ from: at, to });
  return gaps;
}

function intersect(a: readonly Gap[], b: readonly Gap[], least: number): Gap[] {
  const both: Gap[] = [];
  for (const one of a) {
    for (const other of b) {
      const from = Math.max(one.from, other.from);
      const to = Math.min(one.to, other.to);
      if (to - from >= least) both.push({ from, to });
    }
  }
  return both;
}

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
};

const charsOf = (segment: Segment): number => segment.words.reduce((sum, word) => sum + word.text.length + 1, -1);

/** Running text rather than the cells of a table: lines mostly full, of words rather than figures. */
function isProse(column: readonly Segment[]): boolean {
  const left = Math.min(...column.map((each) => each.u0));
  const right = Math.max(...column.map((each) => each.u1));
  const fill = median(column.map((each) => (each.u1 - each.u0) / (right - left || 1)));
  const text = column.flatMap((each) => each.words.map((word) => word.text)).join('');
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return fill >= 0.6 && median(column.map(charsOf)) >= 14 && letters > text.length * 0.6;
}

/** Splits rows at the gaps; each column's segments become rows of its own, from top to bottom. */
function splitRows(rows: readonly Row[], cuts: readonly number[]): Word[][] {
  const columns: Word[][] = Array.from({ length: cuts.length + 1 }, () => []);
  for (const row of rows) {
    for (const segment of row.segments) {
      const middle = (segment.u0 + segment.u1) / 2;
      columns[cuts.filter((cut) => cut < middle).length]?.push(...segment.words);
    }
  }
  return columns;
}

interface Band {
  readonly first: number;
  /** Exclusive. */
  readonly last: number;
  readonly cuts: readonly number[];
}

/** The band with these gutters, if there are lines of prose on either side of each. */
function bandWith(rows: readonly Row[], first: number, last: number, gutters: readonly Gap[]): Band | null {
  if (gutters.length === 0 || last - first < 3) return null;
  const cuts = gutters.map((gap) => (gap.from + gap.to) / 2);
  const columns = splitRows(rows.slice(first, last), cuts).map((words) => rowsOfWords(words));
  const good = columns.every((column) => column.length >= 3 && isProse(column.flatMap((each) => each.segments)));
  return good ? { first, last, cuts } : null;
}

/** The longest stretch of rows from `first` on through which at least one gutter runs with prose on both sides. */
function bandFrom(rows: readonly Row[], first: number): Band | null {
  const size = rows[first]?.size ?? 10;
  const ahead = rows.slice(first, first + 80);
  const left = Math.min(...ahead.map((row) => row.u0));
  const right = Math.max(...ahead.map((row) => row.u1));
  let gaps: Gap[] = [{ from: left, to: right }];
  let inner: Gap[] = [];
  let best: Band | null = null;
  let previous = rows[first]?.v ?? 0;
  let last = first;
  for (; last < rows.length; last++) {
    const row = rows[last];
    if (!row || row.v - previous > size * 6) break;
    previous = row.v;
    gaps = intersect(gaps, freeOf(row, left, right), size * 0.7);
    const nextInner = gaps.filter((gap) => gap.from > left && gap.to < right);
    if (nextInner.length < inner.length) best = bandWith(rows, first, last, inner) ?? best;
    inner = nextInner;
    if (gaps.length === 0) break;
  }
  return bandWith(rows, first, last, inner) ?? best;
}

/** Whether a page could have columns at all: most pages need no search. */
function mayHaveColumns(rows: readonly Row[]): boolean {
  if (rows.filter((row) => row.segments.length > 1).length >= 2) return true;
  // Base lines may differ from column to column: then no row has two parts, but some lie right of others.
  const thirdEnd = rows.map((row) => row.u1).sort((x, y) => x - y)[2] ?? Number.POSITIVE_INFINITY;
  return rows.filter((row) => row.u0 > thirdEnd).length >= 3;
}

/** A short line after the columns' common end that stands apart (a page number, a footer) is not part of them. */
function trimBand(rows: readonly Row[], band: Band): Band {
  let last = band.last;
  while (last - band.first > 3) {
    const row = rows[last - 1];
    const before = rows[last - 2];
    if (!row || !before || row.segments.length > 1 || row.v - before.v < row.size * 2) break;
    last--;
  }
  return { ...band, last };
}

/** Puts rows into reading order: full-width text as it comes, columns one after the other. */
export function blocksOfRows(rows: readonly Row[]): Block[] {
  const blocks: Block[] = [];
  let plain: Row[] = [];
  const flush = () => {
    if (plain.length > 0) blocks.push(plain);
    plain = [];
  };
  const search = mayHaveColumns(rows);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i];
    if (!row) continue;
    const found = search ? bandFrom(rows, i) : null;
    if (!found) {
      plain.push(row);
      continue;
    }
    flush();
    const band = trimBand(rows, found);
    const columns = splitRows(rows.slice(band.first, band.last), band.cuts).map((words) => rowsOfWords(words));
    const rtl = columns.flat().flatMap((each) => each.segments.flatMap((segment) => segment.words));
    const rightToLeft = rtl.filter((word) => word.rtl).length > rtl.length / 2;
    blocks.push(...(rightToLeft ? columns.reverse() : columns));
    i = band.last - 1;
  }
  flush();
  return blocks;
}
