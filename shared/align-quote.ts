import { alignPattern } from './align-text.ts';
import { type AnchorText, firstLetterFrom } from './anchor-text.ts';
import type { TextQuoteSelector } from './domain/selector.ts';
import type { Span } from './find-quote.ts';
import { foldText } from './fold-text.ts';
import { joinUnits, type LettersText, letterEnd, lettersOf } from './letters-text.ts';
import { type Candidate, CONTEXT_FOUND } from './quote-places.ts';
import type { Surroundings } from './surroundings.ts';

/** Most places that are aligned with the quote. */
const FUZZY_LIMIT = 6;

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
  const pattern = joinUnits(prefix, words.units, suffix);
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

/** Whether one of the quote's numbers is another number: it has another digit, not a letter that a digit was misread as. */
function isOtherNumber(
  images: Int32Array,
  equal: Uint8Array,
  first: number,
  words: LettersText,
  text: Uint16Array,
): boolean {
  const isDigit = (unit: number | undefined): boolean => unit !== undefined && unit >= 0x30 && unit <= 0x39;
  let count = 0;
  let others = 0;
  for (let at = 0; at <= words.units.length; at++) {
    if (isDigit(words.units[at]) && (count === 0 || words.starts[at] === (words.starts[at - 1] ?? 0) + 1)) {
      count++;
      if (equal[first + at] === 0 && isDigit(text[images[first + at] ?? -1])) others++;
      continue;
    }
    if (count >= NUMBER && others > 0) return true;
    count = 0;
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
