import { readableQuote } from '../../shared/domain/readable-quote.ts';

/** What a quote is from, as far as it is known. */
export interface QuoteSource {
  readonly title: string;
  readonly issuer: string | null;
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly dateIssued: string | null;
  /** The page's own label, or its number. */
  readonly page: string | null;
}

/** The pieces of a quote as they read, with what they are from: “Words … words.” (Issuer, Title, 2009-06-16, p. 3) */
export function citeQuote(pieces: readonly string[], { title, issuer, dateIssued, page }: QuoteSource): string {
  const source = [issuer, title, dateIssued, page === null ? null : `p. ${page}`].filter((part) => part !== null);
  return `“${pieces.map((piece) => readableQuote(piece)).join(' … ')}” (${source.join(', ')})`;
}
