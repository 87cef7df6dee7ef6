import { alignedPlaces } from './align-quote.ts';
import { type AnchorText, indexText } from './anchor-text.ts';
import { CONTEXT, CONTEXT_LIKE, CONTEXT_REPEATED } from './describe-passage.ts';
import type { Selector, TextQuoteSelector } from './domain/selector.ts';
import { firstOfDoubled, SEPARATOR } from './doubled-stretch.ts';
import type { Span } from './find-quote.ts';
import { foldText, sameWords, trimFolded } from './fold-text.ts';
import { lettersOf } from './letters-text.ts';
import { findGaps, findJunctions } from './quote-gaps.ts';
import {
  type Candidate,
  CONTEXT_FOUND,
  distance,
  endsWithAt,
  exactPlaces,
  type SameWords,
  sameWordPlaces,
  spanFrom,
} from './quote-places.ts';
import { CONTEXT_MOST, type Surroundings, surroundingsJudge } from './surroundings.ts';

export { type AnchorText, indexText } from './anchor-text.ts';
export { describe } from './describe-passage.ts';
export { findQuote } from './find-quote.ts';

/**
 * Confidence below which a passage is an orphan rather than a guess. A place reaches it if its words are at least
 * as like the quote as the evidence around them demands: see `demandedLikeness`.
 */
export const ANCHOR_THRESHOLD = 0.5;

/** Where a passage stands now. */
export interface Anchored extends Span {
  readonly kind: 'anchored';
  /** 0 to 1; never below `ANCHOR_THRESHOLD`. */
  readonly confidence: number;
  /** `normalised`: the same words in other typesetting. `fuzzy`: like words, or more than one place in question. */
  readonly method: 'exact' | 'normalised' | 'fuzzy';
}

/** A passage that no longer has a certain place. */
export interface Orphan {
  readonly kind: 'orphan';
  /** For a person: why. */
  readonly reason: string;
  /** Places that come near, best first; for the person who decides. */
  readonly candidates?: readonly Span[];
}

/**
 * Finds the span that the selectors describe, or says why it has none. The words decide; the words around them
 * and the position only choose between places and lower or raise what is demanded of the words. Deterministic;
 * never throws. Pass an indexed text to anchor many passages in the same text.
 */
export function anchor(text: string | AnchorText, selectors: readonly Selector[]): Anchored | Orphan {
  const indexed = typeof text === 'string' ? indexText(text) : text;
  const quote = selectors.find((selector) => selector.type === 'TextQuoteSelector');
  const position = selectors.find((selector) => selector.type === 'TextPositionSelector');
  if (quote === undefined) return { kind: 'orphan', reason: 'It has no quote to find.' };
  const expected = position === undefined ? null : position.start;
  if (expected !== null && expected <= indexed.source.length && standsAt(indexed.source, quote, expected)) {
    return { kind: 'anchored', ...spanFrom(expected, quote), confidence: 1, method: 'exact' };
  }
  if (quote.exact.trim() === '') return { kind: 'orphan', reason: 'Its quote is empty.' };
  return choosePlace(indexed, quote, expected);
}

/**
 * The place of the very words that can be told without making the text ready, if there is one: the only one with all of the
 * context that `describe` gave them, for then no other had as much of it; or the only one at all, if it was so then and some
 * of its context is there.
 */
function plainPlace(
  source: string,
  quote: TextQuoteSelector,
  { places, isComplete }: SameWords,
  judge: (span: Span) => Surroundings,
): { readonly span: Span; readonly confidence: number } | null {
  if (!isComplete || Math.min(quote.prefix.length, quote.suffix.length) < CONTEXT - 2) return null;
  const [first] = places;
  if (first !== undefined && places.length === 1 && isKnownSingle(quote) && quote.exact.length >= 2 * LONG_ENOUGH) {
    const isBefore = endsWithAt(source, quote.prefix, first.start);
    const isAfter = source.startsWith(quote.suffix, first.end);
    if (isBefore || isAfter) return { span: first, confidence: isBefore && isAfter ? 1 : 0.9 };
  }
  const judged = places.length > MOST_PLAIN ? [] : places.map((span) => ({ span, ...judge(span) }));
  const [whole, other] = judged.filter(({ before, after }) => before === 1 && after === 1);
  if (whole !== undefined && other === undefined && !isAlikeFarAround(quote))
    return { span: whole.span, confidence: 1 };
  const [only, second] = judged;
  if (only === undefined || second !== undefined || !isKnownSingle(quote) || quote.exact.length < 2 * LONG_ENOUGH)
    return null;
  return Math.max(only.before ?? 0, only.after ?? 0) >= BESIDE ? { span: only.span, confidence: 0.9 } : null;
}

/** Difference in merit below which two places are equally likely. */
const RIVALRY = 0.08;
/** The same where the place could not be told from others even by most of its context: an edit there may favour another. */
const RIVALRY_OF_DOUBLES = 0.5;
/** Support from which a place with the very words is the passage's, if no other comes near. */
const SURE = 0.9;
/** How many times nearer to where it was one of equal places must be. */
const NEARER = 3;
/** Support below which a place has no more of the context than chance gives. */
const STRAY = 0.5;

/** The same for words so few that they stand anywhere. */
const STRAY_WORD = 0.72;
/** Share of the context that is the place's own, on the better side, below which it is another place with the same words. */
const OWN_CONTEXT = 0.5;
/** What a place's own context counts beside all else where the words stood in several places. */
const OWN_WEIGHT = 0.6;
/** Places of the very words of which all are looked at before the text is made ready. */
const MOST_PLAIN = 20;
/** Likeness of context on one side that it has only if it stands right next to the words. */
const BESIDE = 0.85;
/** Likeness of context that both sides must have if neither stands right next to the words. */
const LOOSE = 0.6;
/** How like the quote words must be that have no more than half of their context: what is like it may be a sibling. */
const HALF_LIKENESS = 0.95;
/** Likeness below which few words may have become others, unless all of their context holds them. */
const LIKE_WORD = 0.8;
/** What the position must count for words that stand in their context to be taken for those that stood there. */
const NEAR_BY = 0.1;
/** Likeness from which words that stand in their context, near where they were, are they: a gap is looked for less widely. */
const LIKE_ENOUGH = 0.85;
/** What the position must count for a place to be the passage's at once. */
const NEAR_ENOUGH = 0.15;
/** The same where nothing else tells it from others. */
const NEAR_AMONG_DOUBLES = 0.06;

function choosePlace(text: AnchorText, quote: TextQuoteSelector, expected: number | null): Anchored | Orphan {
  const judge = surroundingsJudge(text, quote);
  const verbatim = exactPlaces(text.source, quote, expected);
  const plain = plainPlace(text.source, quote, verbatim, judge);
  if (plain !== null) {
    const { span, confidence } = plain;
    // Of words that stand once no stretch is a double.
    if (verbatim.places.length === 1) return { kind: 'anchored', ...span, confidence, method: 'exact' };
    return settle(text, quote, span, confidence);
  }
  const { places: same, isComplete } = sameWordPlaces(text, quote, expected, verbatim);
  const letters = countLetters(quote.exact);
  const [single] = same;
  if (single !== undefined && same.length === 1 && isComplete && isKnownSingle(quote) && letters >= LONG_ENOUGH)
    return settle(text, quote, single, 0.9);
  const near = nearness(text.source.length, Math.max(1, same.length), expected);
  const exact = same.map((span) => ({ ...span, likeness: 1, ...judge(span) })).sort((a, b) => support(b) - support(a));
  const [likeliest, next] = exact;
  if (likeliest !== undefined && isComplete) {
    const lead = credit(likeliest) - (next === undefined ? 0 : credit(next));
    const isWhole = likeliest.before === 1 && likeliest.after === 1;
    const isNear = support(likeliest) > SURE && near(likeliest) > NEAR_ENOUGH;
    if (
      ((isWhole && !isAlikeFarAround(quote)) || isNear) &&
      lead > RIVALRY &&
      findJunctions(text, quote, expected).length === 0
    ) {
      return settle(text, quote, likeliest, 1);
    }
  }
  const places = withoutDoubles([...exact, ...alignedPlaces(text, quote, expected, judge)]);
  const isInPlace = places.some(
    (candidate) =>
      candidate.likeness >= LIKE_ENOUGH &&
      Math.min(candidate.before ?? 0, candidate.after ?? 0) >= CONTEXT_FOUND &&
      near(candidate) > NEAR_BY,
  );
  const gap = findGaps(text, quote, expected, judge, isInPlace)
    .filter(
      (span) => !places.some((other) => other.likeness >= 0.5 && (isMostlyIn(other, span) || isFilled(span, other))),
    )
    .reduce<number>((most, span) => Math.max(most, credit(span) + near(span)), -1);
  const weight = contextWeight(letters);
  const ranked = places
    .map((candidate) => ({
      candidate,
      confidence: confidenceOf(candidate, quote, letters, gap - near(candidate), near(candidate), same),
      merit:
        candidate.likeness +
        (weight - 1) * support(candidate) +
        credit(candidate) +
        near(candidate) +
        (isKnownRepeated(quote) ? OWN_WEIGHT * candidate.outer : 0),
    }))
    .sort((a, b) => {
      const byThreshold = Number(b.confidence >= ANCHOR_THRESHOLD) - Number(a.confidence >= ANCHOR_THRESHOLD);
      return byThreshold || b.merit - a.merit || distance(a.candidate, expected) - distance(b.candidate, expected);
    });
  const best = ranked[0];
  if (best === undefined || best.confidence < ANCHOR_THRESHOLD) {
    const reason =
      gap >= 0
        ? 'The words around it are still there, but its own words are gone.'
        : 'Its words are no longer in the text.';
    return orphan(reason, ranked);
  }
  const rivalry = isAlikeFarAround(quote) ? RIVALRY_OF_DOUBLES : RIVALRY;
  const rivals = ranked.filter(
    (other) => other !== best && other.confidence >= ANCHOR_THRESHOLD && other.merit > best.merit - rivalry,
  );
  const isFar = (candidate: Candidate): boolean => isAlikeFarAround(quote) && near(candidate) < NEAR_AMONG_DOUBLES;
  if (rivals.length > 0 || isFar(best.candidate) || (!isComplete && support(best.candidate) < SURE)) {
    const nearest = [best, ...rivals].sort((a, b) => distance(a.candidate, expected) - distance(b.candidate, expected));
    const [first, second] = nearest;
    if (first === undefined) return orphan('', ranked);
    const isNearer =
      expected !== null &&
      second !== undefined &&
      !isFar(first.candidate) &&
      distance(first.candidate, expected) * NEARER + 16 < distance(second.candidate, expected);
    if (!isNearer) {
      const starts = nearest.map(({ candidate }) => firstOfDoubled(text.source, quote, candidate).start);
      const isDoubled = second !== undefined && starts.every((start) => start === starts[0]);
      if (isDoubled) return settle(text, quote, best.candidate, ANCHOR_THRESHOLD);
      return orphan('Its words stand in several places, and nothing tells which one is meant.', ranked);
    }
    return settle(text, quote, first.candidate, Math.max(ANCHOR_THRESHOLD, first.confidence * 0.8));
  }
  return settle(text, quote, best.candidate, best.confidence);
}

function orphan(
  reason: string,
  ranked: readonly { readonly candidate: Candidate; readonly confidence: number }[],
): Orphan {
  const candidates = ranked
    .filter(({ confidence }) => confidence > 0.3)
    .slice(0, 5)
    .map(({ candidate: { start, end } }) => ({ start, end }));
  return candidates.length === 0 ? { kind: 'orphan', reason } : { kind: 'orphan', reason, candidates };
}

function settle(text: AnchorText, quote: TextQuoteSelector, chosen: Span, confidence: number): Anchored {
  const place = firstOfDoubled(text.source, quote, chosen);
  const there = text.source.slice(place.start, place.end);
  const method = there === quote.exact ? 'exact' : isTypesetAlike(there, quote.exact) ? 'normalised' : 'fuzzy';
  return { kind: 'anchored', start: place.start, end: place.end, confidence: round(confidence), method };
}

/** What it counts at most that a place is where the quote is expected. */
const NEAREST = 0.25;

/**
 * Says what the position counts for a place: the more, the less likely one of `count` places came so near to the expected
 * one by chance.
 */
function nearness(length: number, count: number, expected: number | null): (span: Span) => number {
  if (expected === null) return () => 0;
  return (span) => {
    const chance = ((2 * distance(span, expected) + 32) * count) / Math.max(1, length);
    return Math.min(NEAREST, Math.max(0, 0.03 * (-Math.log2(chance) - 2)));
  };
}

/** How much the context counts beside the words: the shorter the quote, the more. */
function contextWeight(letters: number): number {
  return Math.min(1.2, 0.5 + 12 / Math.max(1, letters));
}

/** What it counts on top if not a letter of the words, or of the context on one side, differs. */
const WHOLE = 0.1;

/** What speaks for a place beside how like its words are. */
function credit(candidate: Candidate): number {
  const { likeness, before, after } = candidate;
  return support(candidate) + WHOLE * (Number(likeness === 1) + Number(before === 1) + Number(after === 1));
}

/** Between 0 and 1: how well the better side and both sides of the context are found. */
function support({ before, after }: Candidate): number {
  if (before === null && after === null) return 0;
  if (before === null || after === null) return before ?? after ?? 0;
  return 0.5 * Math.max(before, after) + 0.5 * ((before + after) / 2);
}

/** Support that a place has by chance in a text on the same matter. */
const CHANCE = 0.35;

/**
 * How like the quote the words at a place must be: the longer the quote, the less can it be like another by
 * chance; the better its context is found there, the less is left in doubt.
 */
function demandedLikeness(letters: number, around: number): number {
  const alone = Math.min(1.05, 0.85 + 6 / Math.max(1, letters));
  const supported = 0.6;
  return alone + (supported - alone) * Math.max(0, (around - CHANCE) / (1 - CHANCE));
}

function confidenceOf(
  candidate: Candidate,
  quote: TextQuoteSelector,
  letters: number,
  gap: number,
  near: number,
  same: readonly Span[],
): number {
  const around = support(candidate);
  const hasContext = candidate.before !== null || candidate.after !== null;
  let demanded = hasContext || same.length !== 1 ? demandedLikeness(letters, around) : 1;
  // The context stands at least as well around something else: the words were taken out there.
  const isSettled = candidate.likeness > 0.9 && Math.min(candidate.before ?? 0, candidate.after ?? 0) >= CONTEXT_FOUND;
  const isSame = candidate.likeness === 1;
  // Words that differ may be a sibling's, in a context like the one that a gap has in its place: then the nearer of the two counts.
  const lead = isSettled ? (isSame ? -RIVALRY : 0) : RIVALRY + WHOLE * Number(isSame);
  const isElsewhere = gap > credit(candidate) - lead;
  const isMoved =
    isKnownSingle(quote) && letters >= LONG_ENOUGH && same.length === 1 && same[0]?.start === candidate.start;
  if (isElsewhere) demanded = isMoved ? 1 : 1.01;
  const lacksOwn = isKnownRepeated(quote) && (candidate.outer < OWN_CONTEXT || isLoose(candidate));
  const isHalf = Math.min(candidate.before ?? 1, candidate.after ?? 1) < LOOSE;
  if (isHalf && candidate.likeness < 1) demanded = Math.max(demanded, HALF_LIKENESS);
  const isStray =
    lacksOwn ||
    (isLikeFarAround(quote) && near === 0 && candidate.before !== 1 && candidate.after !== 1) ||
    (candidate.hasOtherNumber === true && near < NEAR_AMONG_DOUBLES) ||
    (letters < LONG_ENOUGH && candidate.likeness < LIKE_WORD && isLooseOnOne(candidate)) ||
    (hasContext &&
      (letters < LONG_ENOUGH
        ? around < STRAY_WORD || Math.max(candidate.before ?? 0, candidate.after ?? 0) < BESIDE
        : around < STRAY && isKnownRepeated(quote)));
  if (isStray) demanded = 1.01;
  const { likeness } = candidate;
  if (likeness < demanded) return (ANCHOR_THRESHOLD * likeness) / demanded;
  if (demanded >= 1) return ANCHOR_THRESHOLD;
  return ANCHOR_THRESHOLD + (1 - ANCHOR_THRESHOLD) * ((likeness - demanded) / (1 - demanded)) * (0.7 + 0.3 * around);
}

/** True if the context stands next to a place on neither side, nor near it on both. */
const isLoose = ({ before, after }: Candidate): boolean =>
  Math.max(before ?? 0, after ?? 0) < BESIDE && Math.min(before ?? 0, after ?? 0) < LOOSE;

/** Likeness of context above that of what stands near, but not next to a place. */
const NEXT_TO = 0.81;

/** True if the context does not stand right next to a place on both sides. */
const isLooseOnOne = ({ before, after }: Candidate): boolean => Math.min(before ?? 1, after ?? 1) < NEXT_TO;

/** Letters from which words that stood once do not come into a text by chance. */
const LONG_ENOUGH = 16;

/** True if `describe` found the words in one place only. */
function isKnownSingle({ prefix, suffix }: TextQuoteSelector): boolean {
  return Math.max(prefix.length, suffix.length) === CONTEXT;
}

/** True if `describe` gave long context because the words stood in several places. */
function isKnownRepeated(quote: TextQuoteSelector): boolean {
  return Math.max(quote.prefix.length, quote.suffix.length) >= CONTEXT_REPEATED - 1;
}

/** True if even the most context that `describe` gives does not tell the place from all others. */
function isAlikeFarAround({ prefix, suffix }: TextQuoteSelector): boolean {
  return Math.min(prefix.length, suffix.length) >= CONTEXT_MOST - 1;
}

/** True if only numbers and names in the most of its context may tell the place from others: then they must all be there. */
function isLikeFarAround({ prefix, suffix }: TextQuoteSelector): boolean {
  return [prefix, suffix].some(({ length }) => Math.abs(length - CONTEXT_LIKE) <= 1);
}

/** The candidates without those that overlap a likelier one. */
function withoutDoubles(candidates: readonly Candidate[]): readonly Candidate[] {
  const kept: Candidate[] = [];
  const merit = (candidate: Candidate): number => candidate.likeness + support(candidate);
  for (const candidate of [...candidates].sort((a, b) => merit(b) - merit(a))) {
    if (!kept.some((other) => overlaps(other, candidate))) kept.push(candidate);
  }
  return kept;
}

/** True if two strings are the same words but for white space, line-end hyphens, ligatures and typography. */
export function isTypesetAlike(a: string, b: string): boolean {
  if (a === b) return true;
  const left = foldText(a);
  const right = foldText(b);
  const l = trimFolded(left);
  const r = trimFolded(right);
  if (l.end - l.start !== r.end - r.start || l.start === l.end) return false;
  return sameWords(left, l.start, right, r.start, l.end - l.start);
}

function standsAt(source: string, quote: TextQuoteSelector, at: number): boolean {
  return (
    source.startsWith(quote.exact, at) &&
    endsWithAt(source, quote.prefix, at) &&
    source.startsWith(quote.suffix, at + quote.exact.length)
  );
}

const countLetters = (text: string): number => lettersOf(text).units.length;

/** True if the words stand right beside a gap, in all of their context: it is none. */
const isFilled = (gap: Span, { start, end, likeness, before, after }: Candidate): boolean =>
  likeness >= 0.8 &&
  Math.min(before ?? 0, after ?? 0) >= CONTEXT_FOUND &&
  start <= gap.end + SEPARATOR &&
  end >= gap.start - SEPARATOR;

const isMostlyIn = (span: Span, other: Span): boolean =>
  2 * (Math.min(span.end, other.end) - Math.max(span.start, other.start)) >= span.end - span.start;

const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

const round = (value: number): number => Math.round(value * 1000) / 1000;
