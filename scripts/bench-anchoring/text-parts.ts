import type { Span } from '../../shared/find-quote.ts';

/** A source of numbers from 0 up to 1. */
export type Random = () => number;

/** The sentences of a text without the white space around them. */
export const sentencesOf = (text: string): readonly Span[] =>
  spansOf(text, /[^.!?\n\f](?:[^.!?\n\f]|\.(?=[\p{L}\p{N}])|\n(?!\s*\n))*[.!?]+["”’)]*(?=\s|$)/gu);

/** The paragraphs of a text: what stands between blank lines and page breaks. */
export const paragraphsOf = (text: string): readonly Span[] => spansOf(text, /\S(?:(?!\n[^\S\n]*\n)[^\f])*/gu);

/** The lines of a text that hold anything. */
export const linesOf = (text: string): readonly Span[] => spansOf(text, /[^\s][^\n\f]*/gu);

/** The words of a text. */
export const wordsOf = (text: string): readonly Span[] => spansOf(text, /[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu);

function spansOf(text: string, pattern: RegExp): readonly Span[] {
  return [...text.matchAll(pattern)].map((match) => trim(text, match.index, match.index + match[0].length));
}

/** A span without the white space at its ends. */
export function trim(text: string, start: number, end: number): Span {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text.charAt(from))) from++;
  while (to > from && /\s/.test(text.charAt(to - 1))) to--;
  return { start: from, end: to };
}

/** A whole number from 0 up to `limit`, drawn. */
export const drawBelow = (random: Random, limit: number): number => Math.floor(random() * limit);

/** One of some values, drawn. Throws if there are none. */
export function draw<T>(random: Random, values: readonly T[]): T {
  const value = values[drawBelow(random, values.length)];
  if (value === undefined) throw new Error('There is nothing to draw from.');
  return value;
}

/** The values in an order that is drawn. */
export function shuffle<T>(random: Random, values: readonly T[]): T[] {
  return values
    .map((value) => ({ value, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}
