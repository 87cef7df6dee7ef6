import { CONTEXT } from './describe-passage.ts';
import type { TextQuoteSelector } from './domain/selector.ts';
import type { Span } from './find-quote.ts';

/** Units by which what separates a stretch from its double may differ. */
export const SEPARATOR = 4;
/** Units between a stretch and its double at most, and at least: fewer may be a way of speaking. */
const DOUBLE_REACH = 20_000;
const DOUBLE_LEAST = 16;

/**
 * A place, or where the same words stand in the stretch right before it that it doubles, as where pages overlap: they are the
 * passage's in both, and what comes first was there first. Not if `describe` found them so: its
 * context reaches over the half of what is alike.
 */
export function firstOfDoubled(source: string, quote: TextQuoteSelector, place: Span): Span {
  const words = source.slice(place.start, place.end);
  const from = Math.max(0, place.start - DOUBLE_REACH);
  const at = source.slice(from, place.end - 1).lastIndexOf(words);
  if (at === -1) return place;
  const start = from + at;
  const period = place.start - start;
  const known = Math.max(quote.prefix.length, quote.suffix.length) - CONTEXT;
  if (period < DOUBLE_LEAST || known > period / 2) return place;
  const isAlike = (offset: number): boolean =>
    start + offset >= 0 && source.charCodeAt(start + offset) === source.charCodeAt(place.start + offset);
  let before = 0;
  while (before < period && isAlike(-1 - before)) before++;
  let after = 0;
  while (after < period && isAlike(after)) after++;
  return before + after >= period - SEPARATOR ? { start, end: start + words.length } : place;
}
