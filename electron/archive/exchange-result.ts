import type { ExchangeImport } from '../../shared/contract/exchange.ts';
import type { PlannedPassages } from './exchange-passages.ts';

/** Passages to look at that a result lists. */
const LISTED = 1000;

/** The result of an import that has brought nothing yet. */
export function emptyResult(
  format: ExchangeImport['format'],
  name: string,
  origin: string | null,
  isPreview: boolean,
): ExchangeImport {
  return {
    ...{ format, name, origin, isPreview, codes: [], agencies: [], stances: [], topics: [], sources: [] },
    passages: { placed: 0, moved: 0, known: 0, lost: 0 },
    ...{ codings: 0, attention: [], warnings: [] },
  };
}

/** Adds what became of the passages of one source. */
export function tally(result: ExchangeImport, { counts, codings, attention }: PlannedPassages): void {
  result.passages.placed += counts.placed;
  result.passages.moved += counts.moved;
  result.passages.known += counts.known;
  result.passages.lost += counts.lost;
  result.codings += codings;
  // A preview names no passage: none was made.
  const listed = result.isPreview ? attention.map((each) => ({ ...each, passageId: null })) : attention;
  result.attention.push(...listed.slice(0, Math.max(0, LISTED - result.attention.length)));
}
