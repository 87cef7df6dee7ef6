import { diffArrays } from 'diff';

/** Lengths of the runs of words by which two texts are laid beside each other, longest first. */
const RUNS = [8, 4, 2, 1] as const;
/** Words on both sides up to which a stretch is compared word by word at once. */
const SMALL = 3000;
/** Words that may differ in such a stretch; if more do it counts as replaced. */
const MOST_EDITS = 400;

/** For each word of `a` the place of the word of `b` that it became unchanged, or −1. Ascending where it is not −1. */
export function alignWords(a: Int32Array, b: Int32Array): Int32Array {
  const images = new Int32Array(a.length).fill(-1);
  const open: Stretch[] = [{ a0: 0, a1: a.length, b0: 0, b1: b.length, level: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const stretch = trim(a, b, next, images);
    const { a0, a1, b0, b1, level } = stretch;
    if (a0 === a1 || b0 === b1) continue;
    const run = RUNS[level];
    const isSmall = a1 - a0 + b1 - b0 <= SMALL;
    // A long stretch in which every run stands several times: only the search word by word is left.
    if ((isSmall || run === undefined) && alignByWord(a, b, stretch, images)) continue;
    if (run === undefined) continue;
    const anchors = uniqueRuns(a, b, stretch, run);
    if (anchors.length === 0) {
      open.push({ ...stretch, level: level + 1 });
      continue;
    }
    let fromA = a0;
    let fromB = b0;
    for (const [atA, atB] of anchors) {
      images[atA] = atB;
      if (atA > fromA && atB > fromB) open.push({ a0: fromA, a1: atA, b0: fromB, b1: atB, level });
      fromA = atA + 1;
      fromB = atB + 1;
    }
    // What no run of this length tells apart may be told apart by a shorter one.
    open.push({ a0: fromA, a1, b0: fromB, b1, level: fromA === a0 ? level + 1 : level });
  }
  return images;
}

interface Stretch {
  readonly a0: number;
  readonly a1: number;
  readonly b0: number;
  readonly b1: number;
  /** Index in RUNS of the runs to be tried. */
  readonly level: number;
}

/** Pairs the equal words at both ends and gives what lies between. */
function trim(a: Int32Array, b: Int32Array, stretch: Stretch, images: Int32Array): Stretch {
  let { a0, a1, b0, b1 } = stretch;
  while (a0 < a1 && b0 < b1 && a[a0] === b[b0]) images[a0++] = b0++;
  while (a1 > a0 && b1 > b0 && a[a1 - 1] === b[b1 - 1]) images[--a1] = --b1;
  return { a0, a1, b0, b1, level: stretch.level };
}

/** Compares a stretch word by word; false if too much differs. */
function alignByWord(a: Int32Array, b: Int32Array, { a0, a1, b0, b1 }: Stretch, images: Int32Array): boolean {
  const parts = diffArrays(Array.from(a.subarray(a0, a1)), Array.from(b.subarray(b0, b1)), {
    maxEditLength: MOST_EDITS,
  });
  if (parts === undefined) return false;
  let atA = a0;
  let atB = b0;
  for (const { added, removed, count } of parts) {
    if (added) atB += count;
    else if (removed) atA += count;
    else for (let i = 0; i < count; i++) images[atA++] = atB++;
  }
  return true;
}

/** Places of runs that stand once in both sides of a stretch, ascending on both sides: as many as can be had. */
function uniqueRuns(
  a: Int32Array,
  b: Int32Array,
  { a0, a1, b0, b1 }: Stretch,
  run: number,
): readonly (readonly [number, number])[] {
  const inB = placesOf(b, b0, b1, run);
  const inA = placesOf(a, a0, a1, run);
  const pairs: [number, number][] = [];
  for (let at = a0; at + run <= a1; at++) {
    const hash = hashRun(a, at, run);
    if (inA.get(hash) !== at) continue;
    const other = inB.get(hash);
    if (other === undefined || other === -1) continue;
    let length = 0;
    while (length < run && a[at + length] === b[other + length]) length++;
    if (length === run) pairs.push([at, other]);
  }
  return longestAscending(pairs);
}

/** Where each run stands, by hash; −1 for those that stand more than once. */
function placesOf(words: Int32Array, from: number, to: number, run: number): Map<number, number> {
  const places = new Map<number, number>();
  for (let at = from; at + run <= to; at++) {
    const hash = hashRun(words, at, run);
    places.set(hash, places.has(hash) ? -1 : at);
  }
  return places;
}

function hashRun(words: Int32Array, at: number, run: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < run; i++) {
    hash = Math.imul(hash ^ (words[at + i] ?? 0), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}

/** The longest choice of pairs, ordered by their first part, whose second parts ascend. */
function longestAscending(pairs: readonly [number, number][]): readonly [number, number][] {
  const tails: number[] = [];
  const before = new Int32Array(pairs.length).fill(-1);
  for (const [index, pair] of pairs.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[1] ?? 0) < pair[1]) low = middle + 1;
      else high = middle;
    }
    if (low > 0) before[index] = tails[low - 1] ?? -1;
    tails[low] = index;
  }
  const chosen: [number, number][] = [];
  for (let index = tails[tails.length - 1] ?? -1; index !== -1; index = before[index] ?? -1) {
    const pair = pairs[index];
    if (pair !== undefined) chosen.push(pair);
  }
  return chosen.reverse();
}
