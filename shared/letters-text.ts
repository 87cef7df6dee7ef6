import { appendLetters, isCombiningMark } from './fold-text.ts';

/**
 * The letters and digits of a text alone, lower case, without accents: what stays the same when another tool
 * extracts the text. White space, punctuation, hyphens and ligatures cannot differ in it.
 */
export interface LettersText {
  readonly source: string;
  /** Units of the letters. */
  readonly units: Uint16Array;
  /** For each unit the offset in the source at which its character starts. */
  readonly starts: Int32Array;
}

/** Takes the letters out of a text, in one pass. */
export function lettersOf(source: string): LettersText {
  return { source, ...appendLetters(source) };
}

/** Offset in the source after the character of letter `index`, its combining marks included. */
export function letterEnd(letters: LettersText, index: number): number {
  const { source, starts } = letters;
  const start = starts[index];
  if (start === undefined) return source.length;
  let end = start + ((source.codePointAt(start) ?? 0) > 0xffff ? 2 : 1);
  while (end < source.length && isCombiningMark(source.charCodeAt(end))) end++;
  return end;
}

/** Length of the grams by which texts are searched: long enough to be rare, short enough to survive typos. */
export const GRAM = 6;

/** Where each gram of a text stands, found by hash; positions of other grams may be mixed in. */
export interface GramIndex {
  /** For each hash, where its positions begin in `positions`; one entry more than there are hashes. */
  readonly offsets: Int32Array;
  /** Ascending within a hash. */
  readonly positions: Int32Array;
  readonly mask: number;
}

/** Indexes all grams of a text in two passes. */
export function indexGrams(units: Uint16Array): GramIndex {
  const count = Math.max(0, units.length - GRAM + 1);
  const bits = Math.min(20, Math.max(8, Math.ceil(Math.log2(count + 1)) + 1));
  const mask = (1 << bits) - 1;
  const offsets = new Int32Array(mask + 2);
  const hashes = new Int32Array(count);
  for (let at = 0; at < count; at++) {
    const hash = hashGram(units, at) & mask;
    hashes[at] = hash;
    offsets[hash] = (offsets[hash] ?? 0) + 1;
  }
  // First where each hash ends; filled from the end these become where it begins.
  let end = 0;
  for (let hash = 0; hash <= mask + 1; hash++) {
    end += offsets[hash] ?? 0;
    offsets[hash] = end;
  }
  const positions = new Int32Array(count);
  for (let at = count - 1; at >= 0; at--) {
    const hash = hashes[at] ?? 0;
    const slot = (offsets[hash] ?? 0) - 1;
    positions[slot] = at;
    offsets[hash] = slot;
  }
  return { offsets, positions, mask };
}

/** Hash of the gram at `at`; the caller masks it. */
export function hashGram(units: Uint16Array, at: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < GRAM; i++) hash = Math.imul(hash ^ (units[at + i] ?? 0), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Units one after the other. */
export function joinUnits(...parts: readonly Uint16Array[]): Uint16Array {
  const whole = new Uint16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
