import { abridgementFault } from './domain/abridgement-replacements.ts';
import { joinPieces } from './domain/passage-pieces.ts';
import { readableQuote } from './domain/readable-quote.ts';

/** One original that goes with a package, as its page for checking knows it. */
export interface PackagedSource {
  /** Of the original, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly title: string;
  readonly issuer: string | null;
  readonly issued: string | null;
  readonly version: number;
  /** Its name in the package. */
  readonly fileName: string;
  /** Where it lies in the package. */
  readonly path: string;
  /** Its words as they were read when it came in, or null if they could not be had. */
  readonly text: string | null;
  /** True where the original itself is plain text, so that a browser can look for the words in it. */
  readonly isPlainText: boolean;
}

/** One use of a quote in the briefing of a package. */
export interface PackagedQuote {
  /** 1, 2, 3 … in the order of the briefing. */
  readonly number: number;
  /** Number of the quote in the briefing; several uses may share it. */
  readonly quoteNumber: number;
  readonly printed: string;
  /** The preserved words; empty for an area of a page without words. */
  readonly exact: string;
  /** Where its pieces stand in the text, in UTF-16 code units. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
  /** SHA-256 of the original. */
  readonly source: string;
  /** The page as printed, or null. */
  readonly page: string | null;
  /** What the check at export found. */
  readonly check: string;
  readonly isFlagged: boolean;
}

/** What a page for checking is made of. */
export interface PackageData {
  readonly title: string;
  readonly archiveTitle: string;
  /** In words. */
  readonly exportedAt: string;
  readonly sources: readonly PackagedSource[];
  readonly quotes: readonly PackagedQuote[];
}

/** What came of looking a quote up in the text that goes with it. */
export interface TextCheck {
  /**
   * `holds`: the words stand at their place; `moved`: they stand in the text, but elsewhere; `missing`: they do not;
   * `unknown`: there is no text to look into, or no words to look for.
   */
  readonly place: 'holds' | 'moved' | 'missing' | 'unknown';
  /** Why what is printed is neither the preserved words nor a marked abridgement of them, or null. */
  readonly fault: string | null;
  readonly isAbridged: boolean;
}

/** Looks whether the words of a quote stand at their place in the text, and whether what is printed of them is faithful. */
export function checkQuoteInText(quote: PackagedQuote, text: string | null): TextCheck {
  const isAbridged = readableQuote(quote.exact) !== readableQuote(quote.printed);
  const fault = quote.exact === '' || !isAbridged ? null : abridgementFault(quote.exact, quote.printed);
  return { place: placeOf(quote, text), fault, isAbridged: isAbridged && quote.exact !== '' };
}

function placeOf({ exact, spans }: PackagedQuote, text: string | null): TextCheck['place'] {
  if (text === null || exact === '') return 'unknown';
  if (spans.length > 0 && joinPieces(spans.map(({ start, end }) => text.slice(start, end))) === exact) return 'holds';
  return text.includes(exact) ? 'moved' : 'missing';
}

/** The text around the first and after the last piece of a quote, cut at a space where there is one near. */
export function contextInText(
  { spans }: PackagedQuote,
  text: string,
  reach: number,
): { readonly before: string; readonly after: string } {
  const first = spans[0];
  const last = spans[spans.length - 1];
  if (first === undefined || last === undefined) return { before: '', after: '' };
  return contextAround(text, first.start, last.end, reach);
}

/** The text before and after a stretch, at most `reach` characters each way, beginning and ending with a whole word. */
export function contextAround(
  text: string,
  start: number,
  end: number,
  reach: number,
): { readonly before: string; readonly after: string } {
  const from = Math.max(0, start - reach);
  const to = Math.min(text.length, end + reach);
  const before = text.slice(from, start);
  const after = text.slice(end, to);
  return {
    before: from === 0 ? before : before.replace(/^\S{0,40}\s/, ''),
    after: to === text.length ? after : after.replace(/\s\S{0,40}$/, ''),
  };
}

/** What is known of an original after files were given to the page. */
export type OriginalState = 'waiting' | 'intact' | 'altered';

/** What is to be said of a quote. */
export type Verdict = 'holds' | 'fails' | 'waiting';

/** A quote holds if its original is intact, its words stand at their place and what is printed is faithful. */
export function verdictOf(quote: PackagedQuote, check: TextCheck, original: OriginalState): Verdict {
  if (original === 'altered' || check.place === 'missing' || check.place === 'moved' || check.fault !== null)
    return 'fails';
  if (quote.isFlagged) return 'fails';
  return original === 'intact' ? 'holds' : 'waiting';
}

/**
 * Which original of the package a file is: the one with its hash; else, altered, the one with its name; null if neither
 * is there.
 */
export function matchOriginal(
  sources: readonly PackagedSource[],
  file: { readonly name: string; readonly sha256: string },
): { readonly source: PackagedSource; readonly isIntact: boolean } | null {
  const same = sources.find(({ sha256 }) => sha256 === file.sha256);
  if (same !== undefined) return { source: same, isIntact: true };
  const named = sources.find(({ fileName }) => fold(fileName) === fold(file.name));
  return named === undefined ? null : { source: named, isIntact: false };
}

const fold = (name: string): string => name.normalize('NFC').toLowerCase();
