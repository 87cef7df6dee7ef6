import { alignWords } from './align-words.ts';
import { haveSameHyphens, type TextWords, wordsOf } from './redline-words.ts';

/** A stretch of two texts: UTF-16 code units, end exclusive. */
export type Stretch = readonly [number, number];

/** One piece of a redline. */
export interface RedlineSegment {
  readonly kind: 'equal' | 'insert' | 'delete' | 'moved';
  /** Where it stands in the older text; null for what came in, and for a moved piece at its new place. */
  readonly from: Stretch | null;
  /** Where it stands in the newer text; null for what went, and for a moved piece at its old place. */
  readonly to: Stretch | null;
  /** Number that the two places of a moved piece share; null for all others. */
  readonly moveId: number | null;
}

/** Words of the run from which moved pieces are found. */
const MOVED_RUN = 8;
/** Words from which a piece that left one place and came in at another counts as moved. */
const MOVED_LEAST = 12;

/**
 * Compares two canonical texts word by word. The segments are in reading order; those with `from` cover the older text
 * without gaps, those with `to` the newer one. White space, line and page breaks, hyphens at line ends, page numbers,
 * repeated running heads and the shapes of quote marks, dashes and ligatures are no change. Words that went at one
 * place and came in, twelve or more of them in a row, at another are moved. Deterministic; about linear in the length.
 */
export function compareTexts(from: string, to: string): readonly RedlineSegment[] {
  const a = wordsOf(from);
  const b = wordsOf(to);
  const [idsA, idsB] = numberWords(a.keys, b.keys);
  const images = alignWords(idsA, idsB);
  for (let i = 0; i < images.length; i++) {
    const image = images[i] ?? -1;
    if (image !== -1 && !haveSameHyphens(a.shapes.get(i), b.shapes.get(image))) images[i] = -1;
  }
  settleBorders(a, b, idsA, idsB, images);
  dropChanceMatches(images, a, b);
  dropSharedStops(images, a, b);
  settleBorders(a, b, idsA, idsB, images);
  const moves = findMoves(idsA, idsB, images, (i, j) => haveSameHyphens(a.shapes.get(i), b.shapes.get(j)));
  return segmentsOf(a, b, images, moves);
}

/** True if a redline says that nothing changed. */
export function isUnchanged(segments: readonly RedlineSegment[]): boolean {
  return segments.every(({ kind }) => kind === 'equal');
}

function numberWords(a: readonly string[], b: readonly string[]): readonly [Int32Array, Int32Array] {
  const ids = new Map<string, number>();
  const number = (key: string): number => {
    const known = ids.get(key);
    if (known !== undefined) return known;
    ids.set(key, ids.size);
    return ids.size - 1;
  };
  return [Int32Array.from(a, number), Int32Array.from(b, number)];
}

/** Words in a row that are equal up to this number may be so by chance. */
const CHANCE = 5;

/** Undoes matches of few words between long changes: "of the" in two sentences that have nothing else in common. */
function dropChanceMatches(images: Int32Array, a: TextWords, b: TextWords): void {
  const runs: { from: number; to: number }[] = [];
  for (let i = 0; i < images.length; i++) {
    const image = images[i] ?? -1;
    if (image === -1) continue;
    const last = runs[runs.length - 1];
    if (last !== undefined && last.to === i && images[i - 1] === image - 1) last.to = i + 1;
    else runs.push({ from: i, to: i + 1 });
  }
  const letters = ({ starts, ends }: TextWords, from: number, to: number): number => {
    let sum = 0;
    for (let i = from; i < to; i++) sum += (ends[i] ?? 0) - (starts[i] ?? 0);
    return sum;
  };
  const kept: { from: number; to: number }[] = [];
  for (const [index, run] of runs.entries()) {
    const previous = kept[kept.length - 1];
    const next = runs[index + 1];
    const own = letters(a, run.from, run.to);
    const imageFrom = images[run.from] ?? 0;
    const imageTo = (images[run.to - 1] ?? 0) + 1;
    const before = Math.max(
      letters(a, previous?.to ?? 0, run.from),
      letters(b, previous === undefined ? 0 : (images[previous.to - 1] ?? 0) + 1, imageFrom),
    );
    const after = Math.max(
      letters(a, run.to, next?.from ?? images.length),
      letters(b, imageTo, next === undefined ? b.keys.length : (images[next.from] ?? 0)),
    );
    if (run.to - run.from <= CHANCE && own < before && own < after) images.fill(-1, run.from, run.to);
    else kept.push(run);
  }
}

/** Undoes the match of a full stop that ends a paragraph of which all else went or came in: it went with its words. */
function dropSharedStops(images: Int32Array, a: TextWords, b: TextWords): void {
  for (let i = 1; i < images.length; i++) {
    const image = images[i] ?? -1;
    if (image < 1 || images[i - 1] !== -1 || !/^[.!?]$/.test(a.keys[i] ?? '')) continue;
    if (borderRank(a, i + 1) < 3 || borderRank(b, image + 1) < 3) continue;
    let start = i;
    while (start > 0 && images[start - 1] === -1) start--;
    const startB = start === 0 ? 0 : (images[start - 1] ?? 0) + 1;
    if (startB === image || borderRank(a, start) < 3 || borderRank(b, startB) < 3) continue;
    images[i] = -1;
  }
}

/** Most words by which a change is shifted. */
const SHIFT = 80;

/**
 * Shifts what only went or only came in to where a paragraph or a sentence begins, as far as that is the same change:
 * of "A. The B. The C" the part that went is "The B.", not "B. The".
 */
function settleBorders(a: TextWords, b: TextWords, idsA: Int32Array, idsB: Int32Array, images: Int32Array): void {
  const inverse = invert(images, idsB.length);
  settleSide(a, b, idsA, images, inverse);
  settleSide(b, a, idsB, inverse, images);
}

function invert(images: Int32Array, length: number): Int32Array {
  const inverse = new Int32Array(length).fill(-1);
  for (let i = 0; i < images.length; i++) {
    const image = images[i] ?? -1;
    if (image !== -1) inverse[image] = i;
  }
  return inverse;
}

function settleSide(own: TextWords, other: TextWords, ids: Int32Array, images: Int32Array, inverse: Int32Array): void {
  const isSame = (i: number, j: number): boolean => haveSameHyphens(own.shapes.get(i), other.shapes.get(j));
  for (let start = 0; start < ids.length; start++) {
    if (images[start] !== -1) continue;
    let end = start + 1;
    while (end < ids.length && images[end] === -1) end++;
    const left = start === 0 ? -1 : (images[start - 1] ?? -1);
    const right = end === ids.length ? inverse.length : (images[end] ?? -1);
    if (right !== left + 1) {
      start = end;
      continue;
    }
    let best = { shift: 0, rank: borderRank(own, start) };
    for (let shift = 1; shift <= SHIFT && start - shift >= 0; shift++) {
      const image = images[start - shift] ?? -1;
      if (image !== left - shift + 1 || ids[start - shift] !== ids[end - shift] || !isSame(end - shift, image)) break;
      const rank = borderRank(own, start - shift);
      if (rank > best.rank) best = { shift: -shift, rank };
    }
    for (let shift = 1; shift <= SHIFT && end + shift <= ids.length; shift++) {
      const image = images[end + shift - 1] ?? -1;
      if (image !== right + shift - 1 || ids[end + shift - 1] !== ids[start + shift - 1]) break;
      if (!isSame(start + shift - 1, image)) break;
      const rank = borderRank(own, start + shift);
      if (rank > best.rank) best = { shift, rank };
    }
    shiftRun(images, inverse, start, end, best.shift);
    start = Math.max(end, end + best.shift);
  }
}

function shiftRun(images: Int32Array, inverse: Int32Array, start: number, end: number, shift: number): void {
  const pair = (i: number, image: number): void => {
    images[i] = image;
    inverse[image] = i;
  };
  for (let step = 1; step <= -shift; step++) {
    pair(end - step, images[start - step] ?? 0);
    images[start - step] = -1;
  }
  for (let step = 0; step < shift; step++) {
    pair(start + step, images[end + step] ?? 0);
    images[end + step] = -1;
  }
}

/** How good a place the word with a number is for a change to begin at. */
function borderRank({ source, starts, ends, keys }: TextWords, at: number): number {
  if (at === 0 || at >= keys.length) return 3;
  if (/\n\s*\n|\f/.test(source.slice(ends[at - 1], starts[at]))) return 3;
  if (/^[.!?]$/.test(keys[at - 1] ?? '')) return 2;
  return /^[,;:]$/.test(keys[at - 1] ?? '') ? 1 : 0;
}

/** For each word of both texts the number of the moved piece that it belongs to, or 0. */
interface Moves {
  readonly a: Int32Array;
  readonly b: Int32Array;
}

function findMoves(a: Int32Array, b: Int32Array, images: Int32Array, isSame: (i: number, j: number) => boolean): Moves {
  const moves = { a: new Int32Array(a.length), b: new Int32Array(b.length) };
  const isPlacedB = new Uint8Array(b.length);
  for (const image of images) if (image !== -1) isPlacedB[image] = 1;
  const isFreeA = (i: number): boolean => i >= 0 && i < a.length && images[i] === -1 && moves.a[i] === 0;
  const isFreeB = (j: number): boolean => j >= 0 && j < b.length && isPlacedB[j] === 0 && moves.b[j] === 0;
  const inA = freeRuns(a, isFreeA);
  const inB = freeRuns(b, isFreeB);
  let count = 0;
  for (const [key, i] of inA) {
    const j = inB.get(key);
    if (i === -1 || j === undefined || j === -1) continue;
    const fits = (step: number): boolean =>
      isFreeA(i + step) && isFreeB(j + step) && a[i + step] === b[j + step] && isSame(i + step, j + step);
    if (!fits(0)) continue;
    let first = 0;
    let last = 0;
    while (fits(first - 1)) first--;
    while (fits(last + 1)) last++;
    if (last - first + 1 < MOVED_LEAST) continue;
    count++;
    moves.a.fill(count, i + first, i + last + 1);
    moves.b.fill(count, j + first, j + last + 1);
  }
  return moves;
}

/** Where runs of words stand that have no place in the other text, by their words; −1 for those that stand twice. */
function freeRuns(words: Int32Array, isFree: (index: number) => boolean): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  let free = 0;
  for (let i = 0; i < words.length; i++) {
    free = isFree(i) ? free + 1 : 0;
    if (free < MOVED_RUN) continue;
    const at = i - MOVED_RUN + 1;
    const key = words.subarray(at, i + 1).join(' ');
    places.set(key, places.has(key) ? -1 : at);
  }
  return places;
}

/** A run of words that had one fate. */
interface Piece {
  readonly kind: RedlineSegment['kind'];
  /** Numbers of words, end exclusive; null where it does not stand in that text. */
  readonly a: Stretch | null;
  readonly b: Stretch | null;
  readonly moveId: number | null;
}

function segmentsOf(a: TextWords, b: TextWords, images: Int32Array, moves: Moves): readonly RedlineSegment[] {
  const pieces: Piece[] = [];
  const takeA = (from: number, to: number): void => {
    for (let i = from; i < to; ) {
      const move = moves.a[i] ?? 0;
      let end = i + 1;
      while (end < to && moves.a[end] === move) end++;
      pieces.push({ kind: move === 0 ? 'delete' : 'moved', a: [i, end], b: null, moveId: move === 0 ? null : move });
      i = end;
    }
  };
  const takeB = (from: number, to: number): void => {
    for (let j = from; j < to; ) {
      const move = moves.b[j] ?? 0;
      let end = j + 1;
      while (end < to && moves.b[end] === move) end++;
      pieces.push({ kind: move === 0 ? 'insert' : 'moved', a: null, b: [j, end], moveId: move === 0 ? null : move });
      j = end;
    }
  };
  let i = 0;
  let j = 0;
  while (i < images.length) {
    let start = i;
    while (start < images.length && images[start] === -1) start++;
    takeA(i, start);
    if (start === images.length) {
      i = start;
      break;
    }
    const image = images[start] ?? 0;
    takeB(j, image);
    let length = 1;
    while (images[start + length] === image + length) length++;
    pieces.push({ kind: 'equal', a: [start, start + length], b: [image, image + length], moveId: null });
    i = start + length;
    j = image + length;
  }
  takeB(j, b.keys.length);
  return placePieces(pieces, a, b);
}

/** Gives pieces their places in the texts, so that those of each text follow each other without gaps. */
function placePieces(pieces: readonly Piece[], a: TextWords, b: TextWords): readonly RedlineSegment[] {
  const inA = placesIn(a, pieces, ({ a: words }) => words);
  const inB = placesIn(b, pieces, ({ b: words }) => words);
  const segments = pieces.map(
    ({ kind, moveId }, index): RedlineSegment => ({ kind, from: inA[index] ?? null, to: inB[index] ?? null, moveId }),
  );
  // A text without words is all white space: it changes nothing, but belongs to what is covered.
  const isBlankA = a.keys.length === 0 && a.source !== '';
  const isBlankB = b.keys.length === 0 && b.source !== '';
  if (!isBlankA && !isBlankB && (segments.length > 0 || a.source !== b.source)) return segments;
  if (a.source === '' && b.source === '') return segments;
  const blank: RedlineSegment = {
    kind: 'equal',
    from: [0, isBlankA ? a.source.length : 0],
    to: [0, isBlankB ? b.source.length : 0],
    moveId: null,
  };
  return [blank, ...segments];
}

function placesIn(
  text: TextWords,
  pieces: readonly Piece[],
  wordsOfPiece: (piece: Piece) => Stretch | null,
): readonly (Stretch | null)[] {
  const following: (Piece['kind'] | null)[] = [];
  let after: Piece['kind'] | null = null;
  for (let index = pieces.length - 1; index >= 0; index--) {
    following[index] = after;
    const piece = pieces[index];
    if (piece !== undefined && wordsOfPiece(piece) !== null) after = piece.kind;
  }
  let at = 0;
  return pieces.map((piece, index) => {
    const words = wordsOfPiece(piece);
    if (words === null) return null;
    const start = at;
    const next = following[index] ?? null;
    at = next === null ? text.source.length : borderAfter(text, words[1], piece.kind, next);
    return [start, at];
  });
}

/**
 * Where a piece ends that is followed by the word with the given number. Between pieces the white space goes to the
 * first, but line breaks and page furniture after a change stay outside it.
 */
function borderAfter(
  { source, starts, ends }: TextWords,
  next: number,
  kind: Piece['kind'],
  nextKind: Piece['kind'],
): number {
  const start = starts[next] ?? source.length;
  if (kind === 'equal' || nextKind !== 'equal') return start;
  const end = ends[next - 1] ?? start;
  const gap = source.slice(end, start);
  return end + (/^[^\S\n\f]*/.exec(gap)?.[0].length ?? 0);
}
