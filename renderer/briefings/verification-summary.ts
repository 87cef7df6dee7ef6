import type { QuoteCheck } from '../../shared/contract/outcomes.ts';

/** A quote with what its check found. */
export interface CheckedQuote {
  readonly check: QuoteCheck;
  /** Why the words printed are no faithful abridgement of the quote, or null; that outweighs its check. */
  readonly fault?: string | null;
}

/** True for a quote that an export marks: neither exact nor normalised. */
export function isFlagged(check: QuoteCheck): boolean {
  return check.status !== 'exact' && check.status !== 'normalised';
}

/** True for a quote whose words can be printed as they are: the preserved ones, or a faithful abridgement of them. */
export function isClean({ check, fault = null }: CheckedQuote): boolean {
  return fault === null && !isFlagged(check);
}

/** "12 exact · 1 normalised · 0 flagged"; what is abridged unfaithfully is flagged whatever its check found. */
export function verificationSummary(quotes: readonly CheckedQuote[]): string {
  const number = (status: QuoteCheck['status']) =>
    quotes.filter((quote) => isClean(quote) && quote.check.status === status).length;
  const flagged = quotes.filter((quote) => !isClean(quote)).length;
  return `${number('exact')} exact · ${number('normalised')} normalised · ${flagged} flagged`;
}

/** Quotes with the fault of any of their uses: the first that is found, or null. */
export function withFaults<T extends { readonly id: string; readonly check: QuoteCheck }>(
  quotes: readonly T[],
  uses: readonly { readonly passageId: string; readonly fault: string | null }[],
): readonly (T & CheckedQuote)[] {
  const faults = new Map<string, string>();
  for (const { passageId, fault } of uses) if (fault !== null && !faults.has(passageId)) faults.set(passageId, fault);
  return quotes.map((quote) => ({ ...quote, fault: faults.get(quote.id) ?? null }));
}
