import { type FoldedText, foldText, sameWords, trimFolded } from './fold-text.ts';

/** A place in a text: UTF-16 code units, end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * All places at which the words of `quote` stand in `text`, in order, without overlaps. Tolerates other white
 * space, hyphenation at line and page ends, other quote marks and dashes, ligatures, and composed or decomposed
 * accents; case and every other character must agree. Empty if the quote has no characters but white space.
 */
export function findQuote(text: string, quote: string): readonly Span[] {
  const exact = findExact(text, quote.trim());
  const folded = findFolded(foldText(text), foldText(quote));
  if (exact.length === 0) return folded;
  if (folded.length === 0) return exact;
  return withoutOverlaps([...exact, ...folded.filter((span) => !exact.some((other) => overlaps(span, other)))]);
}

/** Places of the folded words, as offsets in the source of `text`. */
export function findFolded(text: FoldedText, quote: FoldedText): readonly Span[] {
  const { start: from, end: to } = trimFolded(quote);
  if (from === to) return [];
  const words = quote.text.slice(from, to);
  const places: Span[] = [];
  let at = text.text.indexOf(words);
  while (at !== -1) {
    if (sameWords(text, at, quote, from, words.length)) {
      places.push({ start: text.starts[at] ?? 0, end: text.ends[at + words.length - 1] ?? 0 });
      at = text.text.indexOf(words, at + words.length);
    } else {
      at = text.text.indexOf(words, at + 1);
    }
  }
  return places;
}

function findExact(text: string, quote: string): readonly Span[] {
  const places: Span[] = [];
  if (quote === '') return places;
  let at = text.indexOf(quote);
  while (at !== -1) {
    places.push({ start: at, end: at + quote.length });
    at = text.indexOf(quote, at + quote.length);
  }
  return places;
}

const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;

function withoutOverlaps(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((a, b) => a.start - b.start || a.end - b.end);
  const kept: Span[] = [];
  for (const span of sorted) {
    const last = kept[kept.length - 1];
    if (last === undefined || !overlaps(last, span)) kept.push(span);
  }
  return kept;
}
