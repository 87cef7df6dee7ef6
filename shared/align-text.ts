import { GRAM, type GramIndex, hashGram } from './letters-text.ts';

/** Units of a pattern that stand in a text without a break. */
interface Block {
  /** Offset in the pattern. */
  readonly at: number;
  /** Offset in the text. */
  readonly to: number;
  readonly length: number;
}

/** Where the units of a pattern stand in a text. */
export interface Alignment {
  /** For each unit of the pattern the unit of the text that it equals or became, or −1 if it is gone. */
  readonly images: Int32Array;
  /** For each unit of the pattern 1 if its image is equal to it. */
  readonly equal: Uint8Array;
}

/** Most hits of grams that are looked at for a pattern, and how many more for each of its units; the rarest come first. */
const HIT_BUDGET = 5_000;
const HITS_PER_UNIT = 12;
/** Most hits for any pattern. */
const MOST_HITS = 120_000;
/** Share of the hits of the best place below which another is not looked at. */
const LEAST_OF_MOST = 0.25;
/** Width in units of the diagonals that count as one place. */
const BAND = 64;
/** How far apart parts of a pattern may have moved to count as one place still: a long sentence put between. */
const REACH = 700;
/** What a long pattern adds to it at most: more may have come into it. */
const MOST_REACH = 4000;
/** Cells of the largest gap that is aligned unit by unit; a larger one counts as replaced. */
const GAP_CELLS = 400_000;
/** Units by which the sides of a gap may differ before it is aligned from its two ends: what lies between came in. */
const UNEVEN = 24;
/** How far an alignment is extended past its last block. */
const EXTENSION = 160;

/**
 * Finds the places of a text that are most like a pattern and aligns the pattern with each, best first. Seeds are
 * the grams that both share; seeds of like distance make a place; a chain of blocks is laid through each place and
 * the gaps between blocks are aligned unit by unit. About linear in the length of the pattern.
 */
export function alignPattern(
  pattern: Uint16Array,
  text: Uint16Array,
  index: GramIndex,
  expected: number | null,
  limit: number,
): readonly Alignment[] {
  const hits = collectHits(pattern, text, index);
  const places = rankPlaces(hits, expected, limit * 2);
  const seen = new Set<string>();
  const alignments: Alignment[] = [];
  const most = places.reduce((largest, { count }) => Math.max(largest, count), 0);
  let isFound = false;
  for (const { diagonal, count } of places) {
    if (count < most * (isFound ? 0.5 : LEAST_OF_MOST)) break;
    const chain = chainThrough(hits, diagonal, pattern.length);
    const first = chain[0];
    const last = chain[chain.length - 1];
    if (first === undefined || last === undefined) continue;
    const key = `${first.to - first.at} ${last.to - last.at}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const alignment = fillGaps(pattern, text, chain);
    alignments.push(alignment);
    isFound = isFound || alignment.equal.reduce((sum, same) => sum + same, 0) > pattern.length * 0.8;
    if (alignments.length === limit) break;
  }
  return alignments;
}

/** Pairs of equal grams, ordered by distance and then by place in the pattern. */
interface Hits {
  readonly at: Int32Array;
  readonly diagonals: Int32Array;
}

function collectHits(pattern: Uint16Array, text: Uint16Array, index: GramIndex): Hits {
  const span = pattern.length + 1;
  const hashes = new Int32Array(Math.max(0, pattern.length - GRAM + 1));
  // Each gram by how often it occurs and then by where it stands in the pattern, as one number.
  const grams = new Float64Array(hashes.length);
  let found = 0;
  let total = 0;
  for (let at = 0; at < hashes.length; at++) {
    const hash = hashGram(pattern, at) & index.mask;
    hashes[at] = hash;
    const count = (index.offsets[hash + 1] ?? 0) - (index.offsets[hash] ?? 0);
    if (count > 0) grams[found++] = count * span + at;
    total += count;
  }
  const budget = Math.min(MOST_HITS, HIT_BUDGET + HITS_PER_UNIT * pattern.length);
  const pairs = new Float64Array(Math.min(budget, total));
  let seen = 0;
  let count = 0;
  for (const gram of grams.subarray(0, found).sort()) {
    const at = gram % span;
    const hash = hashes[at] ?? 0;
    const from = index.offsets[hash] ?? 0;
    const to = index.offsets[hash + 1] ?? 0;
    seen += to - from;
    if (seen > budget) break;
    for (let slot = from; slot < to; slot++) {
      const place = index.positions[slot] ?? 0;
      if (isSameGram(pattern, at, text, place)) pairs[count++] = (place - at + pattern.length) * span + at;
    }
  }
  const sorted = pairs.subarray(0, count).sort();
  const hitsAt = new Int32Array(sorted.length);
  const diagonals = new Int32Array(sorted.length);
  for (let i = 0; i < sorted.length; i++) {
    const key = sorted[i] ?? 0;
    hitsAt[i] = key % span;
    diagonals[i] = Math.floor(key / span) - pattern.length;
  }
  return { at: hitsAt, diagonals };
}

/** Places in a text of the gram that stands at an offset of a pattern, ascending. */
export function sameGrams(pattern: Uint16Array, at: number, text: Uint16Array, index: GramIndex): readonly number[] {
  const hash = hashGram(pattern, at) & index.mask;
  const places: number[] = [];
  for (let slot = index.offsets[hash] ?? 0; slot < (index.offsets[hash + 1] ?? 0); slot++) {
    const place = index.positions[slot] ?? 0;
    if (isSameGram(pattern, at, text, place)) places.push(place);
  }
  return places;
}

function isSameGram(pattern: Uint16Array, at: number, text: Uint16Array, place: number): boolean {
  for (let i = 0; i < GRAM; i++) if (pattern[at + i] !== text[place + i]) return false;
  return true;
}

/** A distance (text − pattern) and the hits near it. */
interface Place {
  readonly diagonal: number;
  readonly count: number;
}

/** Distances (text − pattern) with the most hits near them, best first; ties go to the one near `expected`. */
function rankPlaces(hits: Hits, expected: number | null, limit: number): readonly Place[] {
  const far = (band: number): number => (expected === null ? 0 : Math.abs(band * BAND - expected));
  const bands = bandsOf(hits);
  const most = bands.reduce((largest, { count }) => Math.max(largest, count), 0);
  // Places with fewer are not looked at.
  const ranked = bands
    .filter(({ count }) => count >= most * LEAST_OF_MOST)
    .sort((a, b) => b.count - a.count || far(a.band) - far(b.band));
  const best = ranked.slice(0, limit);
  // Where many places are about as good the one that is expected must be among those looked at.
  const likely = ranked.filter(({ count }) => count >= most * 0.5);
  const nearest = likely.reduce<(typeof likely)[number] | null>(
    (least, place) => (least === null || far(place.band) < far(least.band) ? place : least),
    null,
  );
  const chosen = nearest === null || expected === null || likely.length <= limit ? best : [nearest, ...best];
  return chosen.map(({ band, count }) => ({ diagonal: (band + 1) * BAND, count }));
}

/** A stretch of distances and the hits in it and in the next. */
interface Band {
  readonly band: number;
  readonly count: number;
}

/** The bands that hold hits: these are ordered by distance, so those of a band follow each other. */
function bandsOf({ diagonals }: Hits): readonly Band[] {
  const bands: { readonly band: number; readonly own: number }[] = [];
  for (let from = 0; from < diagonals.length; ) {
    const band = Math.floor((diagonals[from] ?? 0) / BAND);
    let to = from + 1;
    while (to < diagonals.length && (diagonals[to] ?? 0) < (band + 1) * BAND) to++;
    bands.push({ band, own: to - from });
    from = to;
  }
  return bands.map(({ band, own }, index) => {
    const next = bands[index + 1];
    return { band, count: own + (next?.band === band + 1 ? next.own : 0) };
  });
}

/** Units more that a wider chain must cover. */
const GAIN = 24;

/** The chain through a place; a wider one if the pattern is long and more of it is found so: much may have come into it. */
function chainThrough(hits: Hits, diagonal: number, length: number): readonly Block[] {
  const covered = (chain: readonly Block[]): number => chain.reduce((sum, block) => sum + block.length, 0);
  const chain = chainBlocks(mergeHits(hits, diagonal, REACH));
  if (length < REACH) return chain;
  const wider = chainBlocks(mergeHits(hits, diagonal, REACH + Math.min(MOST_REACH, length / 2)));
  return covered(wider) > covered(chain) + GAIN ? wider : chain;
}

/** The hits within reach of a diagonal, runs of them joined into blocks, ordered by place in the pattern. */
function mergeHits(hits: Hits, diagonal: number, reach: number): readonly Block[] {
  const blocks: { at: number; to: number; length: number }[] = [];
  const from = lowerBound(hits.diagonals, diagonal - reach);
  for (let i = from; i < hits.diagonals.length; i++) {
    const own = hits.diagonals[i] ?? 0;
    if (own > diagonal + reach) break;
    const at = hits.at[i] ?? 0;
    const last = blocks[blocks.length - 1];
    if (last !== undefined && last.to - last.at === own && at <= last.at + last.length) {
      last.length = Math.max(last.length, at + GRAM - last.at);
    } else {
      blocks.push({ at, to: at + own, length: GRAM });
    }
  }
  return blocks.sort((a, b) => a.at - b.at || a.to - b.to);
}

function lowerBound(values: Int32Array, wanted: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many blocks back a block looks for the one before it; */
const LOOK_BACK = 60;
/** and among how many of those with the best scores: between two long blocks lie many that found their like by chance. */
const LEADERS = 16;

/** The best-scoring sequence of blocks that rises in pattern and text; overlaps are cut from the later block. */
function chainBlocks(blocks: readonly Block[]): readonly Block[] {
  const scores = new Float64Array(blocks.length);
  const before = new Int32Array(blocks.length).fill(-1);
  /** The blocks with the best scores, best first. */
  const leaders: number[] = [];
  let best = -1;
  for (let i = 0; i < blocks.length; i++) {
    const block = blocks[i];
    if (block === undefined) continue;
    scores[i] = block.length;
    const link = (j: number): void => {
      const previous = blocks[j];
      if (previous === undefined || previous.to >= block.to || previous.at >= block.at) return;
      const overlap = overlapOf(previous, block);
      if (overlap >= block.length) return;
      const shift = Math.abs(block.to - block.at - (previous.to - previous.at));
      const gap = Math.max(0, block.at - previous.at - previous.length);
      const cost = shift === 0 ? 0 : Math.min(shift, 3 + 1.5 * Math.log2(shift));
      const score = (scores[j] ?? 0) + block.length - overlap - cost - gap * 0.05;
      if (score > (scores[i] ?? 0)) {
        scores[i] = score;
        before[i] = j;
      }
    };
    for (let j = i - 1; j >= 0 && j >= i - LOOK_BACK; j--) link(j);
    for (const j of leaders) if (j < i - LOOK_BACK) link(j);
    if (leaders.length < LEADERS || (scores[i] ?? 0) > (scores[leaders[leaders.length - 1] ?? 0] ?? 0)) {
      let place = leaders.length;
      while (place > 0 && (scores[leaders[place - 1] ?? 0] ?? 0) < (scores[i] ?? 0)) place--;
      leaders.splice(place, 0, i);
      if (leaders.length > LEADERS) leaders.pop();
    }
    if (best === -1 || (scores[i] ?? 0) > (scores[best] ?? 0)) best = i;
  }
  const chain: Block[] = [];
  for (let i = best; i !== -1; i = before[i] ?? -1) {
    const block = blocks[i];
    if (block !== undefined) chain.push(block);
  }
  return chain.reverse().map((block, place, all) => {
    const previous = all[place - 1];
    const overlap = previous === undefined ? 0 : overlapOf(previous, block);
    return overlap === 0 ? block : { at: block.at + overlap, to: block.to + overlap, length: block.length - overlap };
  });
}

function overlapOf(previous: Block, block: Block): number {
  return Math.max(0, previous.at + previous.length - block.at, previous.to + previous.length - block.to);
}

function fillGaps(pattern: Uint16Array, text: Uint16Array, chain: readonly Block[]): Alignment {
  const images = new Int32Array(pattern.length).fill(-1);
  const equal = new Uint8Array(pattern.length);
  const alignment = { images, equal };
  let at = -1;
  let to = -1;
  for (const block of chain) {
    if (at === -1) extend(pattern, text, block.at, block.to, -1, alignment);
    else bridge(pattern, text, at, block.at, to, block.to, alignment);
    for (let i = 0; i < block.length; i++) {
      images[block.at + i] = block.to + i;
      equal[block.at + i] = 1;
    }
    at = block.at + block.length;
    to = block.to + block.length;
  }
  if (at !== -1) extend(pattern, text, at, to, 1, alignment);
  keepRising(alignment);
  return alignment;
}

/** Two extensions into one gap may cross: what falls back behind is given up. */
function keepRising({ images, equal }: Alignment): void {
  let last = -1;
  for (let i = 0; i < images.length; i++) {
    const image = images[i] ?? -1;
    if (image === -1) continue;
    if (image > last) last = image;
    else {
      images[i] = -1;
      equal[i] = 0;
    }
  }
}

/** Aligns the gap between two blocks from end to end, or from both ends where something long was put in or taken out. */
function bridge(
  pattern: Uint16Array,
  text: Uint16Array,
  at: number,
  atEnd: number,
  to: number,
  toEnd: number,
  alignment: Alignment,
): void {
  const rows = atEnd - at;
  const columns = toEnd - to;
  if (rows <= 0 || columns <= 0) return;
  const isUneven = Math.max(rows, columns) > 3 * Math.min(rows, columns) + UNEVEN;
  if (isUneven || (rows + 1) * (columns + 1) > GAP_CELLS) {
    extend(pattern, text, at, to, 1, alignment, atEnd, toEnd);
    extend(pattern, text, atEnd, toEnd, -1, alignment, at, to);
    return;
  }
  trace(pattern, text, at, to, 1, rows, columns, true, alignment);
}

/**
 * Extends an alignment from (at, to) forwards or backwards as far as it gains: the best-scoring end is taken,
 * what lies beyond stays without images.
 */
function extend(
  pattern: Uint16Array,
  text: Uint16Array,
  at: number,
  to: number,
  direction: 1 | -1,
  alignment: Alignment,
  atLimit = direction === 1 ? pattern.length : 0,
  toLimit = direction === 1 ? text.length : 0,
): void {
  const rows = Math.min(EXTENSION, (atLimit - at) * direction);
  const columns = Math.min(rows + 48, (toLimit - to) * direction);
  if (rows <= 0 || columns <= 0) return;
  trace(pattern, text, at, to, direction, rows, columns, false, alignment);
}

const DIAGONAL = 1;
const SKIP_PATTERN = 2;
const SKIP_TEXT = 3;

/** Needleman–Wunsch with match +1, mismatch and gap −1; to the far corner, or to the best cell. */
function trace(
  pattern: Uint16Array,
  text: Uint16Array,
  at: number,
  to: number,
  direction: 1 | -1,
  rows: number,
  columns: number,
  toCorner: boolean,
  alignment: Alignment,
): void {
  const width = columns + 1;
  const moves = new Uint8Array((rows + 1) * width);
  let above = new Int32Array(width);
  let current = new Int32Array(width);
  for (let column = 1; column <= columns; column++) {
    above[column] = -column;
    moves[column] = SKIP_TEXT;
  }
  const shift = direction === 1 ? 0 : -1;
  let best = 0;
  let bestRow = 0;
  let bestColumn = 0;
  for (let row = 1; row <= rows; row++) {
    const unit = pattern[at + direction * (row - 1) + shift];
    current[0] = -row;
    moves[row * width] = SKIP_PATTERN;
    for (let column = 1; column <= columns; column++) {
      const same = unit === text[to + direction * (column - 1) + shift];
      let score = (above[column - 1] ?? 0) + (same ? 1 : -1);
      let move = DIAGONAL;
      const skipPattern = (above[column] ?? 0) - 1;
      if (skipPattern > score) {
        score = skipPattern;
        move = SKIP_PATTERN;
      }
      const skipText = (current[column - 1] ?? 0) - 1;
      if (skipText > score) {
        score = skipText;
        move = SKIP_TEXT;
      }
      current[column] = score;
      moves[row * width + column] = move;
      if (score > best) {
        best = score;
        bestRow = row;
        bestColumn = column;
      }
    }
    const swap = above;
    above = current;
    current = swap;
  }
  let row = toCorner ? rows : bestRow;
  let column = toCorner ? columns : bestColumn;
  while (row > 0 || column > 0) {
    const move = moves[row * width + column];
    if (move === DIAGONAL) {
      const place = at + direction * (row - 1) + shift;
      const image = to + direction * (column - 1) + shift;
      alignment.images[place] = image;
      alignment.equal[place] = pattern[place] === text[image] ? 1 : 0;
      row--;
      column--;
    } else if (move === SKIP_PATTERN) row--;
    else column--;
  }
}
