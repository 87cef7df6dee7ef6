import { type AnchorText, firstLetterFrom } from './anchor-text.ts';
import type { TextQuoteSelector } from './domain/selector.ts';
import type { Span } from './find-quote.ts';
import { type LettersText, lettersOf } from './letters-text.ts';
import { endsWithAt, sharedStart } from './quote-places.ts';

/** How much of a quote's context stands around a place, 0 to 1 on each side, 1 only if all of it does; null where the selector has none. */
export interface Surroundings {
  readonly before: number | null;
  readonly after: number | null;
}

/** Letters of context that are compared as they follow each other, next to the place. */
const NEAR = 64;
/** Letters beyond the length of a context in which its parts are looked for: a long sentence may have come between. */
const BEYOND = 400;
/** What context counts that stands near a place but not next to it. */
const APART = 0.8;
/** Most that context counts if a letter of it differs: 1 says that all of it is there. */
const SHORT_OF_WHOLE = 0.99;
/** Letters of the pieces that are looked for. */
const PIECE = 5;

/**
 * Says how much of a quote's context stands around a span: right next to it, letter by letter, or near it, in pieces,
 * where something was put between or taken out. Of a long context half the say is that of its letters further off: `describe`
 * stores one where the nearer ones stand elsewhere too.
 */
export function surroundingsJudge(text: AnchorText, quote: TextQuoteSelector): (span: Span) => Surroundings {
  const before = contextOf(lettersOf(quote.prefix).units.reverse());
  const after = contextOf(lettersOf(quote.suffix).units);
  const { source } = text;
  return ({ start, end }) => {
    const letters = text.letters();
    return {
      before:
        quote.prefix === ''
          ? edgeLikeness(quote, start === 0)
          : endsWithAt(source, quote.prefix, start)
            ? 1
            : found(before, () => lettersBefore(letters, start, before.wanted.length + BEYOND)),
      after:
        quote.suffix === ''
          ? edgeLikeness(quote, end === source.length)
          : source.startsWith(quote.suffix, end)
            ? 1
            : found(after, () => lettersAfter(letters, end, after.wanted.length + BEYOND)),
    };
  };
}

/** An empty side says that the quote stood at that edge of the text; two empty ones that their maker gave none. */
const edgeLikeness = ({ prefix, suffix }: TextQuoteSelector, isAtEdge: boolean): number | null =>
  isAtEdge && prefix + suffix !== '' ? 1 : null;

/** A side of the context, read away from the quote. */
interface Context {
  readonly wanted: Uint16Array;
  /** For each piece the offsets at which it stands in `wanted`. */
  readonly pieces: ReadonlyMap<number, readonly number[]>;
}

function contextOf(wanted: Uint16Array): Context {
  const pieces = new Map<number, number[]>();
  for (let at = 0; at + PIECE <= wanted.length; at++) {
    const key = pieceAt(wanted, at);
    const places = pieces.get(key);
    if (places === undefined) pieces.set(key, [at]);
    else places.push(at);
  }
  return { wanted, pieces };
}

function pieceAt(units: Uint16Array, at: number): number {
  let key = 0;
  for (let i = 0; i < PIECE; i++) key = (Math.imul(key, 0x01000193) ^ (units[at + i] ?? 0)) >>> 0;
  return key;
}

const lettersBefore = (letters: LettersText, offset: number, count: number): Uint16Array => {
  const end = firstLetterFrom(letters, offset);
  return letters.units.slice(Math.max(0, end - count), end).reverse();
};

const lettersAfter = (letters: LettersText, offset: number, count: number): Uint16Array => {
  const start = firstLetterFrom(letters, offset);
  return letters.units.subarray(start, start + count);
};

function found({ wanted, pieces }: Context, read: () => Uint16Array): number | null {
  if (wanted.length === 0) return null;
  const there = read();
  const near = wanted.subarray(0, NEAR);
  const next = sharedStart(near, there.subarray(0, near.length + 32));
  if (wanted.every((unit, at) => there[at] === unit)) return 1;
  const marked = new Uint8Array(wanted.length);
  for (let at = 0; at + PIECE <= there.length; at++) {
    for (const place of pieces.get(pieceAt(there, at)) ?? []) marked[place] = 1;
  }
  const share = (length: number): number => {
    const count = length - PIECE + 1;
    if (count < 1) return 0;
    let sum = 0;
    for (let at = 0; at < count; at++) sum += marked[at] ?? 0;
    return sum / count;
  };
  const nearby = Math.max(next, APART * share(near.length));
  return Math.min(SHORT_OF_WHOLE, wanted.length <= NEAR ? nearby : (nearby + share(wanted.length)) / 2);
}
