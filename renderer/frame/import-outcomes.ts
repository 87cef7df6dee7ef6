import type { ImportOutcome } from '../../shared/contract/outcomes.ts';

/** Outcomes of one sort, under their heading. */
export interface OutcomeGroup {
  readonly title: string;
  readonly outcomes: readonly ImportOutcome[];
}

const GROUPS: readonly { readonly outcome: ImportOutcome['outcome']; readonly title: string }[] = [
  { outcome: 'failed', title: 'Failed' },
  { outcome: 'duplicate', title: 'Already in the archive' },
  { outcome: 'new-version', title: 'New versions' },
  { outcome: 'cancelled', title: 'Cancelled' },
  { outcome: 'imported', title: 'Imported' },
];

/** Outcomes in the order in which a person wants to hear of them: what needs attention first. */
export function groupOutcomes(outcomes: readonly ImportOutcome[]): OutcomeGroup[] {
  return GROUPS.map(({ outcome, title }) => ({
    title,
    outcomes: outcomes.filter((one) => one.outcome === outcome),
  })).filter((group) => group.outcomes.length > 0);
}

/** Last part of a path of either kind of operating system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).pop() || path;
}

/** The list as lines "outcome, file, reason" separated by tabs, for pasting into a message or a table. */
export function outcomesAsText(outcomes: readonly ImportOutcome[]): string {
  return groupOutcomes(outcomes)
    .flatMap((group) => group.outcomes)
    .map((one) => [one.outcome, one.file, one.reason ?? ''].join('\t'))
    .join('\n');
}
