import { type AnchorText, firstLetterFrom, once } from './anchor-text.ts';
import type { TextQuoteSelector } from './domain/selector.ts';
import type { Span } from './find-quote.ts';
import { type LettersText, lettersOf } from './letters-text.ts';
import { endsWithAt } from './quote-places.ts';
import { type StartLikeness, startLikeness } from './start-likeness.ts';

/** How much of a quote's context stands around a place, 0 to 1 on each side, 1 only if all of it does; null where the selector has none. */
export interface Surroundings {
  readonly before: number | null;
  readonly after: number | null;
  /**
   * The share that stands there of the outermost `OUTER` units of a side: `describe` gives context up to where it is the
   * place's own. Of no meaning where there is no more context than that.
   */
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
  const before = once(() =>
    contextOf(lettersOf(quote.prefix).units.reverse(), lettersOf(quote.prefix.slice(0, OUTER)).units.length),
  );
  const after = once(() =>
    contextOf(lettersOf(quote.suffix).units, lettersOf(quote.suffix.slice(-OUTER)).units.length),
  );
  const needsOuter = Math.max(quote.prefix.length, quote.suffix.length) > OUTER;
  const { source } = text;
  return ({ start, end }) => {
    const found = (context: Context, read: (length: number) => Uint16Array): Found =>
      foundOf(context, read(context.wanted.length + BEYOND), needsOuter);
    const beforeIt = (): Found => {
      if (quote.prefix === '') return edgeOf(quote, start === 0);
      if (endsWithAt(source, quote.prefix, start)) return WHOLE;
      return found(before(), (length) => lettersBefore(text.letters(), start, length));
    };
    const afterIt = (): Found => {
      if (quote.suffix === '') return edgeOf(quote, end === source.length);
      if (source.startsWith(quote.suffix, end)) return WHOLE;
      return found(after(), (length) => lettersAfter(text.letters(), end, length));
    };
    const [left, right] = [beforeIt(), afterIt()];
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
  /** How like the letters next to the quote others are. */
  readonly next: StartLikeness;
  readonly pieces: () => Pieces;
}

/** The pieces of a context. */
interface Pieces {
  /** For each piece the offsets at which it stands in `wanted`. */
  readonly places: ReadonlyMap<number, readonly number[]>;
  /** 1 for the last bits of each: most others are told by them. */
  readonly bits: Uint8Array;
}

/** Pieces are told by as many of their last bits first. */
const BITS = 0x7ff;

function contextOf(wanted: Uint16Array, outer: number): Context {
  return { wanted, outer, next: startLikeness(wanted.subarray(0, NEAR)), pieces: once(() => piecesOf(wanted)) };
}

function piecesOf(wanted: Uint16Array): Pieces {
  const pieces = new Map<number, number[]>();
  const bits = new Uint8Array(BITS + 1);
  for (let at = 0; at + PIECE <= wanted.length; at++) {
    const key = pieceAt(wanted, at);
    bits[key & BITS] = 1;
    const places = pieces.get(key);
    if (places === undefined) pieces.set(key, [at]);
    else places.push(at);
  }
  return { places: pieces, bits };
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

function startsWithUnits(units: Uint16Array, wanted: Uint16Array): boolean {
  if (units.length < wanted.length) return false;
  for (let at = 0; at < wanted.length; at++) if (units[at] !== wanted[at]) return false;
  return true;
}

function foundOf(context: Context, there: Uint16Array, needsOuter: boolean): Found {
  const { wanted, outer } = context;
  if (wanted.length === 0) return NOTHING;
  if (startsWithUnits(there, wanted)) return WHOLE;
  const near = Math.min(NEAR, wanted.length);
  const next = context.next(there.subarray(0, near + 32));
  // Pieces could not raise it.
  if (next >= APART && wanted.length <= NEAR && !needsOuter)
    return { likeness: Math.min(SHORT_OF_WHOLE, next), outer: 0 };
  const { places, bits } = context.pieces();
  const marked = new Uint8Array(wanted.length);
  for (let at = 0; at + PIECE <= there.length; at++) {
    const key = pieceAt(there, at);
    if (bits[key & BITS] === 1) for (const place of places.get(key) ?? []) marked[place] = 1;
  }
  const share = (from: number, to: number): number => {
    const count = to - from - PIECE + 1;
    if (count < 1) return 0;
    let sum = 0;
    for (let at = from; at < from + count; at++) sum += marked[at] ?? 0;
    return sum / count;
  };
  const nearby = Math.max(next, APART * share(0, near));
  const likeness = wanted.length <= NEAR ? nearby : (nearby + share(0, wanted.length)) / 2;
  return {
    likeness: Math.min(SHORT_OF_WHOLE, likeness),
    outer: share(Math.max(0, wanted.length - outer), wanted.length),
  };
}
