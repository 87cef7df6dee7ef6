import { type FoldedText, foldText, isCombiningMark } from '../../shared/fold-text.ts';
import type { Span } from './document-view.ts';

/** What a search heeds; all false finds the words however they are written. */
export interface FindOptions {
  /** Finds "act" in "act" and "act-based", not in "action". */
  readonly wholeWord: boolean;
  readonly matchCase: boolean;
  /** "e" no longer finds "é". */
  readonly matchDiacritics: boolean;
}

/** Heeds nothing. */
export const FIND_LOOSELY: FindOptions = { wholeWord: false, matchCase: false, matchDiacritics: false };

/** Most hits that are counted. */
export const HIT_LIMIT = 100_000;

/** A text made ready for searches: made once for a text and two options, searched many times. */
export interface FindIndex extends FoldedText {
  readonly options: Pick<FindOptions, 'matchCase' | 'matchDiacritics'>;
}

/** Hyphens as `FoldedText` tells of them. */
const NO_HYPHEN = 0;
const HYPHEN_IN_WORD = 1;

/** Folds the text for searches. Linear in its length: 1 MB takes some tens of milliseconds. */
export function indexForFind(text: string, options: FindIndex['options']): FindIndex {
  const folded = foldText(text);
  const { length } = folded.text;
  const units = new Uint16Array(length);
  const from = new Int32Array(length);
  let kept = 0;
  for (let at = 0; at < length; at += 1) {
    const code = folded.text.charCodeAt(at);
    if (code >= 0x300 && !options.matchDiacritics && isCombiningMark(code)) continue;
    units[kept] = options.matchCase ? code : lowerCase(code);
    from[kept] = at;
    kept += 1;
  }
  const places = from.subarray(0, kept);
  return {
    text: new TextDecoder('utf-16le', { ignoreBOM: true }).decode(units.subarray(0, kept)),
    starts: places.map((at) => folded.starts[at] ?? 0),
    ends: places.map((at) => folded.ends[at] ?? 0),
    hyphens: Uint8Array.from(places, (at) => folded.hyphens[at] ?? NO_HYPHEN),
    options,
  };
}

/** One unit in lower case; those whose lower case is longer, and halves of pairs, stay. */
function lowerCase(code: number): number {
  if (code < 0x80) return code >= 0x41 && code <= 0x5a ? code + 32 : code;
  if (code === 0x3c2) return 0x3c3;
  const lower = String.fromCharCode(code).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}

/**
 * Finds words in a text: with any white space between them, across a hyphenated line end, whatever the shape of
 * quotation marks and dashes. At most `HIT_LIMIT` spans, in order, none overlapping; none for a blank query.
 */
export function findInText(index: FindIndex, query: string, wholeWord = false): readonly Span[] {
  const wanted = indexForFind(query.trim(), index.options);
  const { length } = wanted.text;
  if (wanted.text.trim() === '') return [];
  const hits: Span[] = [];
  let at = index.text.indexOf(wanted.text);
  while (at !== -1 && hits.length < HIT_LIMIT) {
    const isHit = hasSameHyphens(index, at, wanted) && !endsInCluster(index, at + length);
    if (isHit && (!wholeWord || isWholeWord(index, at, at + length))) {
      hits.push({ start: index.starts[at] ?? 0, end: index.ends[at + length - 1] ?? 0 });
      at = index.text.indexOf(wanted.text, at + length);
    } else at = index.text.indexOf(wanted.text, at + 1);
  }
  return hits;
}

/** A hyphen of the query must be in the text; one of the text must be asked for unless it may be typesetting. */
function hasSameHyphens(index: FindIndex, at: number, wanted: FindIndex): boolean {
  for (let i = 1; i < wanted.text.length; i += 1) {
    const inText = index.hyphens[at + i] ?? NO_HYPHEN;
    const asked = wanted.hyphens[i] ?? NO_HYPHEN;
    if (asked === NO_HYPHEN ? inText === HYPHEN_IN_WORD : inText === NO_HYPHEN) return false;
  }
  return true;
}

/** True if a mark follows that belongs to the last letter. */
function endsInCluster({ text, options }: FindIndex, end: number): boolean {
  return options.matchDiacritics && end < text.length && isCombiningMark(text.charCodeAt(end));
}

function isWholeWord({ text, hyphens }: FindIndex, start: number, end: number): boolean {
  const startsWord = hyphens[start] === HYPHEN_IN_WORD || !isWordBefore(text, start) || !isWordAt(text, start);
  const endsWord = hyphens[end] === HYPHEN_IN_WORD || !isWordAt(text, end) || !isWordBefore(text, end);
  return startsWord && endsWord;
}

const WORD = /^[\p{L}\p{N}\p{M}_]/u;

function isWordAt(text: string, at: number): boolean {
  const code = text.codePointAt(at);
  return code !== undefined && WORD.test(String.fromCodePoint(code));
}

function isWordBefore(text: string, at: number): boolean {
  if (at === 0) return false;
  const code = text.charCodeAt(at - 1);
  return isWordAt(text, code >= 0xdc00 && code <= 0xdfff ? at - 2 : at - 1);
}

/** The hits worth painting: so many around the current one, and the index of that among them. */
export function hitsAround(
  hits: readonly Span[],
  current: number,
  most: number,
): { readonly hits: readonly Span[]; readonly current: number } {
  if (hits.length <= most) return { hits, current };
  const first = Math.min(Math.max(0, current - Math.floor(most / 2)), hits.length - most);
  return { hits: hits.slice(first, first + most), current: current - first };
}
