import { type AnchorText, firstLetterFrom, once } from './anchor-text.ts';
import type { TextQuoteSelector } from './domain/selector.ts';
import type { Span } from './find-quote.ts';
import { type LettersText, lettersOf } from './letters-text.ts';
import { endsWithAt, sharedStart } from './quote-places.ts';

/** How much of a quote's context stands around a place, 0 to 1 on each side, 1 only if all of it does; null where the selector has none. */
export interface Surroundings {
  readonly before: number | null;
  readonly after: number | null;
  /** The share that stands there of the outermost `OUTER` units of a side: `describe` gives context up to where it is the place's own. */
  readonly outer: number;
}

/** Units of context that `describe` gives beyond those that other places with the same words have too. */
const OUTER = 48;

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
  const contexts = once(() => ({
    before: contextOf(lettersOf(quote.prefix).units.reverse(), lettersOf(quote.prefix.slice(0, OUTER)).units.length),
    after: contextOf(lettersOf(quote.suffix).units, lettersOf(quote.suffix.slice(-OUTER)).units.length),
  }));
  const { source } = text;
  return ({ start, end }) => {
    const before = (): Found => {
      if (quote.prefix === '') return edgeOf(quote, start === 0);
      if (endsWithAt(source, quote.prefix, start)) return WHOLE;
      const context = contexts().before;
      return found(context, () => lettersBefore(text.letters(), start, context.wanted.length + BEYOND));
    };
    const after = (): Found => {
      if (quote.suffix === '') return edgeOf(quote, end === source.length);
      if (source.startsWith(quote.suffix, end)) return WHOLE;
      const context = contexts().after;
      return found(context, () => lettersAfter(text.letters(), end, context.wanted.length + BEYOND));
    };
    const [left, right] = [before(), after()];
    return { before: left.likeness, after: right.likeness, outer: ownOuter(quote, left.outer, right.outer) };
  };
}

/** Units of the most context that `describe` gives: other places may have all of it. */
export const CONTEXT_MOST = 600;

/** How much of its own context a place has: of the side on which no other has all of it, else of the better one. */
function ownOuter({ prefix, suffix }: TextQuoteSelector, left: number, right: number): number {
  const isShared = (context: string): boolean => context.length >= CONTEXT_MOST - 1;
  if (isShared(prefix) === isShared(suffix)) return Math.max(left, right);
  return isShared(prefix) ? right : left;
}

/** What was found of one side of the context. */
interface Found {
  readonly likeness: number | null;
  readonly outer: number;
}

const WHOLE: Found = { likeness: 1, outer: 1 };
const NOTHING: Found = { likeness: null, outer: 0 };

/** An empty side says that the quote stood at that edge of the text; two empty ones that their maker gave none. */
const edgeOf = ({ prefix, suffix }: TextQuoteSelector, isAtEdge: boolean): Found =>
  isAtEdge && prefix + suffix !== '' ? WHOLE : NOTHING;

/** A side of the context, read away from the quote. */
interface Context {
  readonly wanted: Uint16Array;
  /** Letters of its outermost units. */
  readonly outer: number;
  /** For each piece the offsets at which it stands in `wanted`. */
  readonly pieces: ReadonlyMap<number, readonly number[]>;
}

function contextOf(wanted: Uint16Array, outer: number): Context {
  const pieces = new Map<number, number[]>();
  for (let at = 0; at + PIECE <= wanted.length; at++) {
    const key = pieceAt(wanted, at);
    const places = pieces.get(key);
    if (places === undefined) pieces.set(key, [at]);
    else places.push(at);
  }
  return { wanted, outer, pieces };
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

function found({ wanted, outer, pieces }: Context, read: () => Uint16Array): Found {
  if (wanted.length === 0) return NOTHING;
  const there = read();
  const near = wanted.subarray(0, NEAR);
  const next = sharedStart(near, there.subarray(0, near.length + 32));
  if (wanted.every((unit, at) => there[at] === unit)) return WHOLE;
  const marked = new Uint8Array(wanted.length);
  for (let at = 0; at + PIECE <= there.length; at++) {
    for (const place of pieces.get(pieceAt(there, at)) ?? []) marked[place] = 1;
  }
  const share = (from: number, to: number): number => {
    const count = to - from - PIECE + 1;
    if (count < 1) return 0;
    let sum = 0;
    for (let at = from; at < from + count; at++) sum += marked[at] ?? 0;
    return sum / count;
  };
  const nearby = Math.max(next, APART * share(0, near.length));
  const likeness = wanted.length <= NEAR ? nearby : (nearby + share(0, wanted.length)) / 2;
  return {
    likeness: Math.min(SHORT_OF_WHOLE, likeness),
    outer: share(Math.max(0, wanted.length - outer), wanted.length),
  };
}
