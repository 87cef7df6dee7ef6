import type { AnchorText } from './anchoring.ts';
import type { QuoteCheck } from './contract/outcomes.ts';
import type { Passage } from './domain/passage.ts';
import { joinPieces, pieceSelectors } from './domain/passage-pieces.ts';
import { type RecognisedAt, verifyQuote } from './verify-quote.ts';

/** Outcomes of a check, the best first. */
const ORDER: readonly QuoteCheck['status'][] = ['exact', 'normalised', 'ocr', 'drifted', 'broken'];

/**
 * Checks the quote of a passage against the preserved text, whatever it marks. A passage of several pieces is as good as
 * the worst of them. An area without words has nothing that could differ: `exact`, or `ocr` if words were recognised in
 * it.
 */
export function verifyPassage(
  passage: Pick<Passage, 'quote' | 'selectors' | 'spans' | 'area' | 'start' | 'end'>,
  text: string | AnchorText,
  options: { readonly recognised?: RecognisedAt } = {},
): QuoteCheck {
  const { area, start, end } = passage;
  if (area !== undefined && passage.quote === '') {
    if (!area.recognised) return { status: 'exact', reason: null, start, end };
    const reason = 'The words were recognised in an area of the page; compare them with it.';
    return { status: 'ocr', reason, start, end };
  }
  if (passage.spans === undefined) return verifyQuote(passage, text, options);
  const pieces = pieceSelectors(passage);
  const quote = joinPieces(pieces.map(([words]) => words.exact));
  if (pieces.length !== passage.spans.length || quote !== passage.quote) {
    const reason = 'The stored quote and its selectors disagree: the passage was altered outside Standpoint.';
    return { status: 'broken', reason, start: null, end: null };
  }
  const checks = pieces.map(([words, position]) =>
    verifyQuote({ quote: words.exact, selectors: [words, position] }, text, options),
  );
  const worst = checks.reduce((a, b) => (ORDER.indexOf(b.status) > ORDER.indexOf(a.status) ? b : a));
  if (worst.status === 'broken') return { ...worst, reason: describe(worst, checks), start: null, end: null };
  const starts = checks.flatMap((check) => check.start ?? []);
  const isInOrder = starts.every((at, index) => index === 0 || at > (starts[index - 1] ?? 0));
  const ends = checks.flatMap((check) => check.end ?? []);
  const found = { start: Math.min(...starts), end: Math.max(...ends) };
  if (!isInOrder) return { status: 'drifted', reason: 'Its pieces stand in another order now.', ...found };
  return { status: worst.status, reason: describe(worst, checks), ...found };
}

function describe(worst: QuoteCheck, checks: readonly QuoteCheck[]): string | null {
  if (worst.reason === null) return null;
  return `Piece ${checks.indexOf(worst) + 1} of ${checks.length}: ${worst.reason}`;
}
