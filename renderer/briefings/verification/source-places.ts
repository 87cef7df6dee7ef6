import type { PageInfo, QuoteCheck } from '../../../shared/contract/outcomes.ts';
import type { Passage } from '../../../shared/domain/passage.ts';

/** A stretch of canonical text, end exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** Text shown before and after a quote in its source, in characters. */
const AROUND = 700;

/**
 * Where the words of a quote are to be shown: where they were found now, else where it was marked. Empty for an area that
 * no words stand in.
 */
export function placesOfQuote(
  passage: Pick<Passage, 'start' | 'end' | 'spans' | 'quote'>,
  check: QuoteCheck,
): readonly Span[] {
  if (passage.quote === '') return [];
  if (passage.spans !== undefined) return passage.spans;
  if (check.start !== null && check.end !== null) return [{ start: check.start, end: check.end }];
  return [{ start: passage.start, end: passage.end }];
}

/** The pages that places or an area lie on, in order, each once. */
export function pagesOfPlaces(
  pages: readonly PageInfo[],
  places: readonly Span[],
  area: Passage['area'],
): readonly PageInfo[] {
  return pages.filter(
    (page) =>
      area?.page === page.number ||
      (area === undefined && places.some(({ start, end }) => start < page.end && end > page.start)),
  );
}

/** One stretch of a source around a quote. */
export interface SourcePiece {
  readonly text: string;
  /** Whether it belongs to the quote. */
  readonly isQuote: boolean;
}

/**
 * The text around the places of a quote, paragraph by paragraph, with the quote's own words told apart. It begins and
 * ends between words; text left out between far places, or before and after, is marked by `…`.
 */
export function surroundingText(text: string, places: readonly Span[]): readonly (readonly SourcePiece[])[] {
  const paragraphs: SourcePiece[][] = [[]];
  const put = (piece: string, isQuote: boolean): void => {
    for (const [index, part] of piece.split(/[\n\f]{2,}|\f/).entries()) {
      if (index > 0) paragraphs.push([]);
      if (part !== '') paragraphs[paragraphs.length - 1]?.push({ text: part, isQuote });
    }
  };
  let at = 0;
  for (const window of windowsOf(text, places)) {
    if (window.start > at) put('… ', false);
    at = window.start;
    for (const place of places) {
      if (place.end <= window.start || place.start >= window.end) continue;
      put(text.slice(at, place.start), false);
      put(text.slice(place.start, place.end), true);
      at = place.end;
    }
    put(text.slice(at, window.end), false);
    at = window.end;
  }
  if (at < text.length && places.length > 0) put(' …', false);
  return paragraphs.filter((paragraph) => paragraph.length > 0);
}

/** Stretches of text around places, those that meet joined. */
function windowsOf(text: string, places: readonly Span[]): readonly Span[] {
  const windows: { start: number; end: number }[] = [];
  for (const place of places) {
    const start = wordStart(text, Math.max(0, place.start - AROUND));
    const end = wordEnd(text, Math.min(text.length, place.end + AROUND));
    const last = windows[windows.length - 1];
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else windows.push({ start, end });
  }
  return windows;
}

function wordStart(text: string, from: number): number {
  if (from === 0) return 0;
  const blank = /\s/g;
  blank.lastIndex = from;
  const found = blank.exec(text);
  return found === null || found.index - from > 60 ? from : found.index + 1;
}

function wordEnd(text: string, to: number): number {
  for (let at = to; at > to - 60 && at < text.length; at--) if (/\s/.test(text.charAt(at))) return at;
  return to;
}
