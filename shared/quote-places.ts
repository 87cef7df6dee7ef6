import { alignPattern, sameGrams } from './align-text.ts';
import { type AnchorText, firstLetterFrom } from './anchor-text.ts';
import type { TextQuoteSelector } from './domain/selector.ts';
import { findFolded, type Span } from './find-quote.ts';
import { foldText } from './fold-text.ts';
import { GRAM, hashGram, type LettersText, letterEnd, lettersOf } from './letters-text.ts';
import type { Surroundings } from './surroundings.ts';

/** A place that may be the passage's, with what speaks for it. */
export interface Candidate extends Span, Surroundings {
  /** 0 to 1: how like the quote its words are. */
  readonly likeness: number;
  /** True if a number of the quote is another there. */
  readonly hasOtherNumber?: boolean;
}

/** Most places with the same words that are compared by their context. */
const EXACT_LIMIT = 40;

/** Most places that are aligned with the quote. */
const FUZZY_LIMIT = 6;

/** Likeness of context on one side from which that side counts as found. */
export const CONTEXT_FOUND = 0.75;

/**
 * The stretches where a quote's prefix and suffix stand in order and near each other, with something else between them or
 * nothing at all: there the quote may have been taken out.
 */
export function findGaps(
  text: AnchorText,
  quote: TextQuoteSelector,
  expected: number | null,
  judge: (span: Span) => Surroundings,
): readonly Candidate[] {
  const prefix = lettersOf(quote.prefix).units.slice(-GAP_CONTEXT);
  const suffix = lettersOf(quote.suffix).units.slice(0, GAP_CONTEXT);
  if (prefix.length < LEAST_CONTEXT || suffix.length < LEAST_CONTEXT) return [];
  const letters = text.letters();
  const near = expected === null ? null : firstLetterFrom(letters, expected) - prefix.length;
  const spans = [...findJunctions(text, quote, expected)];
  const reach = GAP_REACH + Math.min(3000, quote.exact.length * 1.5);
  for (const { images } of alignPattern(prefix, letters.units, text.grams(), near, GAP_PLACES)) {
    const last = edgeOfRun(images, prefix.length - 1, -1);
    if (last === -1) continue;
    const next = placeNear(suffix, letters.units.subarray(last + 1, last + 1 + reach));
    if (next === null) continue;
    spans.push({ start: letterEnd(letters, last), end: letters.starts[last + 1 + next] ?? text.source.length });
  }
  return spans
    .filter((span) => !holdsWords(text, quote, span))
    .map((span) => ({ ...span, likeness: 0, ...judge(span) }))
    .filter(({ before, after }) => (before ?? 0) >= CONTEXT_FOUND && (after ?? 0) >= CONTEXT_FOUND);
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
  const joined = join(prefix, suffix);
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

/** Whether much of a quote's words stands in a stretch of the text. */
function holdsWords(text: AnchorText, quote: TextQuoteSelector, { start, end }: Span): boolean {
  const words = lettersOf(quote.exact).units;
  const letters = text.letters();
  const there = letters.units.subarray(firstLetterFrom(letters, start), firstLetterFrom(letters, end));
  const length = Math.min(GRAM, Math.max(2, words.length >> 1)) - (words.length > 40 ? 2 : 0);
  if (there.length < length || words.length < length) return words.length < 2;
  const pieces = new Set<string>();
  for (let at = 0; at + length <= there.length; at++)
    pieces.add(String.fromCharCode(...there.subarray(at, at + length)));
  let held = 0;
  const count = words.length - length + 1;
  for (let at = 0; at < count; at++) if (pieces.has(String.fromCharCode(...words.subarray(at, at + length)))) held++;
  return held >= count * STILL_THERE;
}

function join(...parts: readonly Uint16Array[]): Uint16Array {
  const whole = new Uint16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Most units that are compared to find the places of the very words: a text of one letter has too many of them. */
const SEARCH_BUDGET = 20_000_000;

/** Places of the very words, and whether they are all of them. */
export interface SameWords {
  readonly places: readonly Span[];
  readonly isComplete: boolean;
}

/** The places of the very words, in this or another typesetting; where they are many, the likeliest of them. */
export function sameWordPlaces(
  text: AnchorText,
  quote: TextQuoteSelector,
  expected: number | null,
  verbatim: SameWords,
): SameWords {
  const { isComplete } = verbatim;
  const places = [...verbatim.places];
  const starts = new Set(places.map(({ start }) => start));
  for (const span of isComplete ? findFolded(text.folded(), foldText(quote.exact)) : []) {
    if (!starts.has(span.start) && !(places.length <= EXACT_LIMIT && places.some((other) => overlap(other, span))))
      places.push(span);
  }
  if (places.length <= EXACT_LIMIT) return { places, isComplete };
  const likeliest = places
    .map((span) => ({ span, neighbours: equalNeighbours(text.source, quote, span), far: distance(span, expected) }))
    .sort((a, b) => b.neighbours - a.neighbours || a.far - b.far)
    .slice(0, EXACT_LIMIT)
    .map(({ span }) => span);
  return { places: likeliest, isComplete };
}

/** Every place of the characters themselves; where that would take too long, those nearest to the expected one. */
export function exactPlaces(source: string, quote: TextQuoteSelector, expected: number | null): SameWords {
  const places: Span[] = [];
  let budget = SEARCH_BUDGET;
  for (let at = source.indexOf(quote.exact); at !== -1; at = source.indexOf(quote.exact, at + 1)) {
    places.push(spanFrom(at, quote));
    budget -= quote.exact.length + 100;
    if (budget < 0) return { places: nearestPlaces(source, quote, expected ?? 0), isComplete: false };
  }
  return { places, isComplete: true };
}

function nearestPlaces(source: string, quote: TextQuoteSelector, expected: number): Span[] {
  const places: Span[] = [];
  let before = source.lastIndexOf(quote.exact, expected);
  let after = source.indexOf(quote.exact, expected + 1);
  while (places.length < EXACT_LIMIT && (before !== -1 || after !== -1)) {
    if (after === -1 || (before !== -1 && expected - before <= after - expected)) {
      places.push(spanFrom(before, quote));
      before = before === 0 ? -1 : source.lastIndexOf(quote.exact, before - 1);
    } else {
      places.push(spanFrom(after, quote));
      after = source.indexOf(quote.exact, after + 1);
    }
  }
  return places;
}

const overlap = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

/** How many units next to a span equal those of the context. */
function equalNeighbours(source: string, quote: TextQuoteSelector, span: Span): number {
  let before = 0;
  while (
    before < quote.prefix.length &&
    source.charCodeAt(span.start - 1 - before) === quote.prefix.charCodeAt(quote.prefix.length - 1 - before)
  ) {
    before++;
  }
  let after = 0;
  while (after < quote.suffix.length && source.charCodeAt(span.end + after) === quote.suffix.charCodeAt(after)) after++;
  return before + after;
}

/** Places found by alignment of the quote with its context. */
export function alignedPlaces(
  text: AnchorText,
  quote: TextQuoteSelector,
  expected: number | null,
  judge: (span: Span) => Surroundings,
): readonly Candidate[] {
  const prefix = lettersOf(quote.prefix).units;
  const words = lettersOf(quote.exact);
  const suffix = lettersOf(quote.suffix).units;
  if (words.units.length === 0) return [];
  const pattern = join(prefix, words.units, suffix);
  const letters = text.letters();
  const first = prefix.length;
  const last = first + words.units.length;
  const near = expected === null ? null : firstLetterFrom(letters, expected) - first;
  return alignPattern(pattern, letters.units, text.grams(), near, FUZZY_LIMIT).flatMap(({ images, equal }) => {
    closeUp(images, first, last, pattern, letters.units, {
      head: /^[\p{L}\p{N}]/u.test(quote.exact),
      tail: /[\p{L}\p{N}]$/u.test(quote.exact),
    });
    const [from, to] = withoutStrays(images, first, last, pattern, letters.units);
    const head = images[from] ?? -1;
    const tail = (images[to - 1] ?? -1) + 1;
    if (head === -1 || tail === 0) return [];
    const least = images.subarray(0, first).reduce((most, image) => Math.max(most, image + 1), 0);
    const most = images.subarray(last).find((image) => image !== -1) ?? letters.units.length;
    const [start, end] = wholeWords(
      letters,
      besideContext(head, least, from - first),
      letters.units.length - besideContext(letters.units.length - tail, letters.units.length - most, last - to),
      quote,
      Math.min(head, least),
      Math.max(tail, most),
      { head: from > first || images[from + 1] === -1, tail: to < last || images[to - 2] === -1 },
    );
    const span = widenToMarks(letters, start, end, quote.exact, words, least, most);
    const around = { ...judge(span), hasOtherNumber: isOtherNumber(images, equal, first, words, letters.units) };
    const matched = solidMatches(images, equal, from, to, words.units.length < 14 ? 1 : 2);
    const likeness = (2 * matched) / (words.units.length + end - start);
    if ((around.before ?? 0) > CONTEXT_FOUND && (around.after ?? 0) > CONTEXT_FOUND) {
      const kept = solidMatches(images, equal, from, to, 4) / words.units.length;
      const foreign = Math.max(0, end - start - words.units.length) / Math.max(1, end - start);
      return [{ ...span, likeness: Math.max(likeness, kept * (1 - (1 - PARTED) * foreign)), ...around }];
    }
    return [{ ...span, likeness, ...around }];
  });
}

/** Digits from which a number names something. */
const NUMBER = 2;

/** Whether half or more of the digits of one of the quote's numbers are others: that makes it another number, not a misread one. */
function isOtherNumber(
  images: Int32Array,
  equal: Uint8Array,
  first: number,
  words: LettersText,
  text: Uint16Array,
): boolean {
  const isDigit = (unit: number | undefined): boolean => unit !== undefined && unit >= 0x30 && unit <= 0x39;
  let count = 0;
  let same = 0;
  let others = 0;
  for (let at = 0; at <= words.units.length; at++) {
    if (isDigit(words.units[at]) && (count === 0 || words.starts[at] === (words.starts[at - 1] ?? 0) + 1)) {
      count++;
      const isSame = equal[first + at] === 1;
      if (isSame) same++;
      else if (isDigit(text[images[first + at] ?? -1])) others++;
      continue;
    }
    if (count >= NUMBER && others > 0 && 2 * same <= count) return true;
    count = 0;
    same = 0;
    others = 0;
  }
  return false;
}

/** Letters at an end of a quote that are moved to the rest of it if their like stands there. */
const CLOSE_UP = 24;

/** Of two equal places for the first or last letters takes the one that the rest follows at once: a word may have been said twice. */
function closeUp(
  images: Int32Array,
  first: number,
  last: number,
  pattern: Uint16Array,
  text: Uint16Array,
  bare: { readonly head: boolean; readonly tail: boolean },
): void {
  for (const step of [1, -1] as const) {
    // Marks at an end belong to the outer of the two.
    if (!(step === 1 ? bare.head : bare.tail)) continue;
    const edge = step === 1 ? first : last - 1;
    for (let count = 1; count <= CLOSE_UP && count < last - first; count++) {
      const inner = images[edge + step * count] ?? -1;
      const outer = images[edge + step * (count - 1)] ?? -1;
      if (inner === -1 || outer === -1 || inner === outer + step) continue;
      if (equalRun(pattern, text, edge + step * (count - 1), inner - step, step === 1 ? -1 : 1, count) < count)
        continue;
      for (let moved = 0; moved < count; moved++) images[edge + step * moved] = inner - step * (count - moved);
    }
  }
}

/**
 * The part of a quote from its first to its last letter that has an image. A few letters at either end that stand far from
 * the rest found their like by chance, and are left out: unless they follow the context as they did, and the rest is not
 * preceded by their like. Then something was put in between.
 */
function withoutStrays(
  images: Int32Array,
  first: number,
  last: number,
  pattern: Uint16Array,
  text: Uint16Array,
): readonly [number, number] {
  const placed: number[] = [];
  for (let i = first; i < last; i++) if ((images[i] ?? -1) !== -1) placed.push(i);
  const image = (index: number | undefined): number => (index === undefined ? -1 : (images[index] ?? -1));
  const farApart = (a: number | undefined, b: number | undefined, letters: number): boolean =>
    a !== undefined && b !== undefined && Math.abs(image(b) - image(a)) > 12 + 3 * letters;
  const reach = Math.min(STRAY_LETTERS, Math.floor(placed.length / 3));
  let from = 0;
  let to = placed.length;
  for (let count = 1; count <= reach; count++) {
    if (farApart(placed[count - 1], placed[count], count)) from = count;
    if (farApart(placed[placed.length - count], placed[placed.length - count - 1], count)) to = placed.length - count;
  }
  const head = placed[from];
  const tail = placed[to - 1];
  if (head === undefined || tail === undefined) return [first, first];
  // Letters of the quote that stand where they should before the rest of it, though they were aligned elsewhere.
  const missedBefore = from === 0 ? 0 : equalRun(pattern, text, head - 1, image(head) - 1, -1, head - first);
  const missedAfter = to === placed.length ? 0 : equalRun(pattern, text, tail + 1, image(tail) + 1, 1, last - tail - 1);
  const keepsHead = from > 0 && from >= LEAST_KEPT && missedBefore < from / 2 && isBeside(images, first, placed[0], -1);
  const keepsTail =
    to < placed.length &&
    placed.length - to >= LEAST_KEPT &&
    missedAfter < (placed.length - to) / 2 &&
    isBeside(images, last - 1, placed[placed.length - 1], 1);
  for (let i = 1; i <= missedBefore && !keepsHead; i++) images[head - i] = image(head) - i;
  for (let i = 1; i <= missedAfter && !keepsTail; i++) images[tail + i] = image(tail) + i;
  return [
    keepsHead ? (placed[0] ?? head) : head - missedBefore,
    (keepsTail ? (placed[placed.length - 1] ?? tail) : tail + missedAfter) + 1,
  ];
}

/** Letters at an end that must have stayed with the context for something to have been put behind them. */
const LEAST_KEPT = 1;

/** Length of the equal run from two places on. */
function equalRun(a: Uint16Array, b: Uint16Array, at: number, to: number, step: 1 | -1, most: number): number {
  let length = 0;
  while (length < most && to + step * length >= 0 && a[at + step * length] === b[to + step * length]) length++;
  return length;
}

/** Whether a quote's outermost placed letter follows the context on its side as it did in the quote. */
function isBeside(images: Int32Array, edge: number, outermost: number | undefined, side: 1 | -1): boolean {
  if (outermost === undefined || Math.abs(outermost - edge) > 1) return false;
  for (let i = edge + side; i >= 0 && i < images.length && Math.abs(i - edge) <= 3; i += side) {
    const image = images[i] ?? -1;
    if (image !== -1) return Math.abs((images[outermost] ?? 0) - image) <= Math.abs(outermost - i) + 1;
  }
  return false;
}

/** Most letters without images at an end of a quote that are taken to have become something else. */
const MOST_ALTERED = 8;

/** Moves an end to the context beside it if about as many letters lie between as the quote lost there. */
function besideContext(end: number, context: number, lost: number): number {
  const between = end - context;
  const isAltered = lost > 0 && lost <= MOST_ALTERED && between > 0 && between <= lost * 2 + 1;
  return isAltered ? context : end;
}

/** Most letters by which an end is moved to the end of a word. */
const WORD_END_REACH = 3;

/**
 * Moves ends that fell inside a word to its end where the quote began and ended with whole words: what an edit did
 * to the first or last letters has no images. A single letter that belongs to the word before goes, unless the quote's own
 * word at that end is `torn`. Never into letters of the prefix, which end at
 * `least`, or of the suffix, which begin at `most`.
 */
function wholeWords(
  letters: LettersText,
  start: number,
  end: number,
  quote: TextQuoteSelector,
  least: number,
  most: number,
  torn: { readonly head: boolean; readonly tail: boolean },
): readonly [number, number] {
  let from = start;
  let to = end;
  const isJoined = (index: number): boolean =>
    index > 0 && index < letters.starts.length && letterEnd(letters, index - 1) === letters.starts[index];
  if (!/[\p{L}\p{N}]$/u.test(quote.prefix)) {
    while (from > least && from > start - WORD_END_REACH && isJoined(from)) from--;
    if (isJoined(from) && from > least) from = start;
    if (!torn.head && isJoined(start) && !isJoined(start + 1) && /^[\p{L}\p{N}]{2}/u.test(quote.exact))
      from = start + 1;
  }
  if (!/^[\p{L}\p{N}]/u.test(quote.suffix)) {
    while (to < most && to < end + WORD_END_REACH && isJoined(to)) to++;
    if (isJoined(to) && to < most) to = end;
    if (!torn.tail && isJoined(end) && !isJoined(end - 1) && /[\p{L}\p{N}]{2}$/u.test(quote.exact)) to = end - 1;
  }
  return from < to ? [from, to] : [start, end];
}

/** Most letters at an end of a quote that may be put off as strays. */
const STRAY_LETTERS = 16;

/** What all the quote's words count at least between all of its context where something was put between them. */
const PARTED = 0.75;

/** Equal letters that stand together with others in runs of `least` or more: fewer may be chance. */
function solidMatches(images: Int32Array, equal: Uint8Array, first: number, last: number, least: number): number {
  let solid = 0;
  let run = 0;
  for (let i = first; i <= last; i++) {
    const isNext = i < last && equal[i] === 1 && (run === 0 || images[i] === (images[i - 1] ?? -2) + 1);
    if (isNext) {
      run++;
      continue;
    }
    if (run >= least) solid += run;
    run = i < last && equal[i] === 1 ? 1 : 0;
  }
  return solid;
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

/**
 * The span of letters start … end in the source, with the marks at its ends that the quote has: a bracket
 * before, a full stop and a quote mark after; also where a few letters that belong to neither came between them and the
 * words, as tags do. The prefix ends at letter `least`, the suffix begins at `most`.
 */
function widenToMarks(
  letters: LettersText,
  start: number,
  end: number,
  quote: string,
  words: LettersText,
  least: number,
  most: number,
): Span {
  const { source } = letters;
  const from = letters.starts[start] ?? 0;
  const to = letterEnd(letters, end - 1);
  const lead = quote.slice(0, words.starts[0] ?? 0);
  const trail = quote.slice(letterEnd(words, words.units.length - 1));
  const gapBefore = source.slice(Math.max(start === 0 ? 0 : letterEnd(letters, start - 1), from - MARKS_REACH), from);
  const gapAfter = source.slice(to, Math.min(letters.starts[end] ?? source.length, to + MARKS_REACH));
  const marksBefore = likestPrefix(reverse(gapBefore), reverse(lead));
  const marksAfter = likestPrefix(gapAfter, trail);
  const farBefore =
    marksBefore === 0 && start >= least && least > 0 && start - least <= BETWEEN
      ? farMark(reverse(source.slice(letterEnd(letters, least - 1), from)), reverse(lead))
      : 0;
  const farAfter =
    marksAfter === 0 && most >= end && most - end <= BETWEEN
      ? farMark(source.slice(to, letters.starts[most] ?? source.length), trail)
      : 0;
  return { start: from - Math.max(marksBefore, farBefore), end: to + Math.max(marksAfter, farAfter) };
}

/** Letters that may have come between the words and their marks. */
const BETWEEN = 12;

/** Length of what stands up to the last of the marks, or to the first like it if no letters came between; 0 if it is not there. */
function farMark(gap: string, marks: string): number {
  const outermost = marks.trim().slice(-1);
  if (outermost === '') return 0;
  const there = gap.slice(0, MARKS_REACH);
  return (/[\p{L}\p{N}]/u.test(there) ? there.lastIndexOf(outermost) : there.indexOf(outermost)) + 1;
}

/** How far marks beside a span's letters are looked at. */
const MARKS_REACH = 48;

/** Length of the prefix of `gap` that is most like `marks`, compared in folded form; the shortest of equals. */
function likestPrefix(gap: string, marks: string): number {
  if (marks === '' || gap === '') return 0;
  if (gap.startsWith(marks)) return marks.length;
  const wanted = foldText(marks).text;
  const folded = foldText(gap);
  let best = wanted.length;
  let bestLength = 0;
  for (let length = 1; length <= folded.text.length; length++) {
    const cost = editDistance(folded.text.slice(0, length), wanted);
    if (cost < best) {
      best = cost;
      bestLength = length;
    }
  }
  return bestLength === 0 ? 0 : (folded.ends[bestLength - 1] ?? 0);
}

const reverse = (text: string): string => text.split('').reverse().join('');

/** Says how well the context of a quote is found around a span of a text. */
export function contextJudge(
  source: string,
  quote: TextQuoteSelector,
): (span: Span) => { readonly before: number | null; readonly after: number | null } {
  const prefix = lettersOf(quote.prefix).units.reverse();
  const suffix = lettersOf(quote.suffix).units;
  const reach = (length: number): number => length + 80;
  const likenessBefore = (start: number): number | null => {
    if (quote.prefix === '') return edgeLikeness(start === 0);
    if (endsWithAt(source, quote.prefix, start)) return 1;
    if (prefix.length === 0) return null;
    const there = source.slice(Math.max(0, start - reach(quote.prefix.length)), start);
    return sharedStart(prefix, lettersOf(there).units.reverse());
  };
  const likenessAfter = (end: number): number | null => {
    if (quote.suffix === '') return edgeLikeness(end === source.length);
    if (source.startsWith(quote.suffix, end)) return 1;
    if (suffix.length === 0) return null;
    return sharedStart(suffix, lettersOf(source.slice(end, end + reach(quote.suffix.length))).units);
  };
  return ({ start, end }) => ({ before: likenessBefore(start), after: likenessAfter(end) });
}

/** An empty context says that the quote stood at the edge of the text, or that its maker gave none. */
const edgeLikeness = (isAtEdge: boolean): number | null => (isAtEdge ? 1 : null);

/** Share of `wanted` that is found at the start of `there`, by edit distance with a free end; 0 to 1. */
export function sharedStart(wanted: Uint16Array, there: Uint16Array): number {
  let above = Int32Array.from({ length: there.length + 1 }, (_, column) => column);
  let current = new Int32Array(there.length + 1);
  for (let row = 1; row <= wanted.length; row++) {
    current[0] = row;
    for (let column = 1; column <= there.length; column++) {
      const step = (above[column - 1] ?? 0) + (wanted[row - 1] === there[column - 1] ? 0 : 1);
      current[column] = Math.min(step, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
    }
    [above, current] = [current, above];
  }
  let least = wanted.length;
  for (const cost of above) least = Math.min(least, cost);
  return Math.max(0, 1 - least / wanted.length);
}

function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const step = (above[column - 1] ?? 0) + (a.charCodeAt(row - 1) === b.charCodeAt(column - 1) ? 0 : 1);
      current.push(Math.min(step, (above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    above = current;
  }
  return above[b.length] ?? 0;
}

/** True if the words stand in the source right before an offset. */
export const endsWithAt = (source: string, words: string, end: number): boolean =>
  end >= words.length && source.startsWith(words, end - words.length);

/** The span of a quote's own length from an offset on. */
export const spanFrom = (at: number, quote: TextQuoteSelector): Span => ({ start: at, end: at + quote.exact.length });

/** Units between a span and where the quote is expected; 0 if that is not known. */
export const distance = (span: Span, expected: number | null): number =>
  expected === null ? 0 : Math.abs(span.start - expected);
