import type { QuoteCheck } from '../../shared/contract/outcomes.ts';

/** True for a quote that an export marks: neither exact nor normalised. */
export function isFlagged(check: QuoteCheck): boolean {
  return check.status !== 'exact' && check.status !== 'normalised';
}

/** "12 exact · 1 normalised · 0 flagged". */
export function verificationSummary(checks: readonly QuoteCheck[]): string {
  const number = (status: QuoteCheck['status']) => checks.filter((check) => check.status === status).length;
  return `${number('exact')} exact · ${number('normalised')} normalised · ${checks.filter(isFlagged).length} flagged`;
}
