import type { AnchorText } from './anchor-text.ts';
import type { TextQuoteSelector } from './domain/selector.ts';
import { findFolded, type Span } from './find-quote.ts';
import { foldText } from './fold-text.ts';
import { lettersOf } from './letters-text.ts';
import { startLikeness } from './start-likeness.ts';
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

/** Likeness of context on one side from which that side counts as found. */
export const CONTEXT_FOUND = 0.75;

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

/** Says how well the context of a quote is found around a span of a text. */
export function contextJudge(
  source: string,
  quote: TextQuoteSelector,
): (span: Span) => { readonly before: number | null; readonly after: number | null } {
  const prefix = startLikeness(lettersOf(quote.prefix).units.reverse());
  const suffix = startLikeness(lettersOf(quote.suffix).units);
  const hasLetters = (words: string): boolean => lettersOf(words).units.length > 0;
  const reach = (length: number): number => length + 80;
  const likenessBefore = (start: number): number | null => {
    if (quote.prefix === '') return edgeLikeness(start === 0);
    if (endsWithAt(source, quote.prefix, start)) return 1;
    if (!hasLetters(quote.prefix)) return null;
    const there = source.slice(Math.max(0, start - reach(quote.prefix.length)), start);
    return prefix(lettersOf(there).units.reverse());
  };
  const likenessAfter = (end: number): number | null => {
    if (quote.suffix === '') return edgeLikeness(end === source.length);
    if (source.startsWith(quote.suffix, end)) return 1;
    if (!hasLetters(quote.suffix)) return null;
    return suffix(lettersOf(source.slice(end, end + reach(quote.suffix.length))).units);
  };
  return ({ start, end }) => ({ before: likenessBefore(start), after: likenessAfter(end) });
}

/** An empty context says that the quote stood at the edge of the text, or that its maker gave none. */
const edgeLikeness = (isAtEdge: boolean): number | null => (isAtEdge ? 1 : null);

/** True if the words stand in the source right before an offset. */
export const endsWithAt = (source: string, words: string, end: number): boolean =>
  end >= words.length && source.startsWith(words, end - words.length);

/** The span of a quote's own length from an offset on. */
export const spanFrom = (at: number, quote: TextQuoteSelector): Span => ({ start: at, end: at + quote.exact.length });

/** Units between a span and where the quote is expected; 0 if that is not known. */
export const distance = (span: Span, expected: number | null): number =>
  expected === null ? 0 : Math.abs(span.start - expected);
