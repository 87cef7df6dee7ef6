import { alignPattern, sameGrams } from './align-text.ts';
import { type AnchorText, firstLetterFrom } from './anchor-text.ts';
import type { TextQuoteSelector } from './domain/selector.ts';
import type { Span } from './find-quote.ts';
import { GRAM, hashGram, joinUnits, letterEnd, lettersOf } from './letters-text.ts';
import { type Candidate, CONTEXT_FOUND, distance } from './quote-places.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The stretches where a quote's prefix and suffix stand in order and near each other, with something else between them or
 * nothing at all: there the quote may have been taken out. With `isPlain` only those where nothing is between and not a
 * letter beside them differs.
 */
export function findGaps(
  text: AnchorText,
  quote: TextQuoteSelector,
  expected: number | null,
  judge: (span: Span) => Surroundings,
  isPlain = false,
): readonly Candidate[] {
  const spans = [...findJunctions(text, quote, expected), ...(isPlain ? [] : findNoisyGaps(text, quote, expected))];
  if (spans.length === 0) return [];
  const pieces = piecesOf(lettersOf(quote.exact).units);
  return spans
    .filter((span, index) => spans.findIndex((other) => other.start === span.start && other.end === span.end) === index)
    .filter((span) => !holdsWords(text, pieces, span))
    .map((span) => ({ ...span, likeness: 0, ...judge(span) }))
    .filter(({ before, after }) => (before ?? 0) >= CONTEXT_FOUND && (after ?? 0) >= CONTEXT_FOUND);
}

/** Stretches between the likest places of the prefix and what follows them of the suffix. */
function findNoisyGaps(text: AnchorText, quote: TextQuoteSelector, expected: number | null): readonly Span[] {
  const prefix = lettersOf(quote.prefix).units.slice(-GAP_CONTEXT);
  const suffix = lettersOf(quote.suffix).units.slice(0, GAP_CONTEXT);
  if (prefix.length < LEAST_CONTEXT || suffix.length < LEAST_CONTEXT) return [];
  const letters = text.letters();
  const near = expected === null ? null : firstLetterFrom(letters, expected) - prefix.length;
  const reach = GAP_REACH + Math.min(3000, quote.exact.length * 1.5);
  return alignPattern(prefix, letters.units, text.grams(), near, GAP_PLACES).flatMap(({ images }) => {
    const last = edgeOfRun(images, prefix.length - 1, -1);
    if (last === -1) return [];
    const next = placeNear(suffix, letters.units.subarray(last + 1, last + 1 + reach));
    if (next === null) return [];
    return [{ start: letterEnd(letters, last), end: letters.starts[last + 1 + next] ?? text.source.length }];
  });
}

/** Letters of context on each side that are looked for to find a quote's old place. */
const GAP_CONTEXT = 64;
/** Letters of context below which nothing can be said of it. */
const LEAST_CONTEXT = 8;
/** Places of the prefix that are looked at. */
const GAP_PLACES = 8;
/** Letters that may have come in the quote's place. */
const GAP_REACH = 700;
/** Share of a context's grams that must stand together for it to be found. */
const TOGETHER = 0.4;
/** Letters by which noise may shift them. */
const SHIFT = 3;

/** Where a pattern begins in a short text, or null if not enough of it stands together there. */
function placeNear(pattern: Uint16Array, text: Uint16Array): number | null {
  const grams = new Map<number, number>();
  for (let at = 0; at + GRAM <= pattern.length; at++) grams.set(hashGram(pattern, at), at);
  const counts = new Map<number, number>();
  for (let at = 0; at + GRAM <= text.length; at++) {
    const place = grams.get(hashGram(text, at));
    if (place !== undefined) counts.set(at - place, (counts.get(at - place) ?? 0) + 1);
  }
  let best: { readonly at: number; readonly count: number } | null = null;
  for (const at of counts.keys()) {
    let count = 0;
    for (let shift = -SHIFT; shift <= SHIFT; shift++) count += counts.get(at + shift) ?? 0;
    if (best === null || count > best.count) best = { at, count };
  }
  const least = Math.max(1, (pattern.length - GRAM + 1) * TOGETHER);
  return best === null || best.count < least ? null : Math.max(0, best.at);
}

/** Letters on each side of a junction that must be the context's. */
const JUNCTION = 12;
/** Most junctions that are looked at: the nearest. */
const MOST_JUNCTIONS = 12;

/** The places where a quote's suffix follows its prefix at once; of many the nearest to the expected one. */
export function findJunctions(text: AnchorText, quote: TextQuoteSelector, expected: number | null): readonly Span[] {
  const prefix = lettersOf(quote.prefix).units.slice(-JUNCTION);
  const suffix = lettersOf(quote.suffix).units.slice(0, JUNCTION);
  if (prefix.length < JUNCTION || suffix.length < JUNCTION) return [];
  const letters = text.letters();
  const joined = joinUnits(prefix, suffix);
  const found = sameGrams(joined, JUNCTION - GRAM / 2, letters.units, text.grams()).flatMap((at) => {
    const first = at - JUNCTION + GRAM / 2;
    if (first < 0 || !joined.every((unit, index) => letters.units[first + index] === unit)) return [];
    const start = letterEnd(letters, first + JUNCTION - 1);
    return [{ start, end: letters.starts[first + JUNCTION] ?? text.source.length }];
  });
  if (found.length <= MOST_JUNCTIONS) return found;
  return found.sort((a, b) => distance(a, expected) - distance(b, expected)).slice(0, MOST_JUNCTIONS);
}

/** Share of a quote's grams from which a stretch still holds it, however noisy. */
const STILL_THERE = 0.25;

/** The pieces of a quote's words by which they are told: shorter than grams where the words are few or noise may be among them. */
interface Pieces {
  readonly length: number;
  /** Hashes, in the order of the words. */
  readonly hashes: readonly number[];
}

function piecesOf(words: Uint16Array): Pieces {
  const length = Math.min(GRAM, Math.max(2, words.length >> 1)) - (words.length > 40 ? 2 : 0);
  const count = Math.max(0, words.length - length + 1);
  return { length, hashes: Array.from({ length: count }, (_, at) => hashPiece(words, at, length)) };
}

function hashPiece(units: Uint16Array, at: number, length: number): number {
  let hash = 0;
  for (let i = at; i < at + length; i++) hash = (Math.imul(hash, 0x01000193) ^ (units[i] ?? 0)) >>> 0;
  return hash;
}

/** Whether much of a quote's words stands in a stretch of the text. */
function holdsWords(text: AnchorText, { length, hashes }: Pieces, { start, end }: Span): boolean {
  // One letter stands anywhere.
  if (hashes.length === 0) return true;
  const letters = text.letters();
  const there = letters.units.subarray(firstLetterFrom(letters, start), firstLetterFrom(letters, end));
  const pieces = new Set<number>();
  for (let at = 0; at + length <= there.length; at++) pieces.add(hashPiece(there, at, length));
  const held = hashes.filter((hash) => pieces.has(hash)).length;
  return held >= hashes.length * STILL_THERE;
}

/** Letters of context that must follow each other for them not to have found their like by chance. */
const RUN = 4;

/** Image of the context's letter next to the quote that stands together with others; −1 if none does. */
function edgeOfRun(images: Int32Array, edge: number, step: 1 | -1): number {
  for (let at = edge; at >= 0 && at < images.length; at += step) {
    const image = images[at] ?? -1;
    if (image === -1) continue;
    let run = 1;
    while (run < RUN && images[at + step * run] === image + step * run) run++;
    if (run === RUN) return image;
  }
  return -1;
}
