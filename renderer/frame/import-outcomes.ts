import type { ImportOutcome } from '../../shared/contract/outcomes.ts';

/** Outcomes of one sort, under their heading. */
export interface OutcomeGroup {
  readonly title: string;
  readonly outcomes: readonly ImportOutcome[];
}

/** Outcome as the list groups it: documents with nearly the words of another one stand apart. */
type Sort = ImportOutcome['outcome'] | 'similar';

const GROUPS: readonly { readonly outcome: Sort; readonly title: string }[] = [
  { outcome: 'failed', title: 'Failed' },
  { outcome: 'similar', title: 'Nearly the same words as another document' },
  { outcome: 'duplicate', title: 'Already in the archive' },
  { outcome: 'new-version', title: 'New versions' },
  { outcome: 'skipped', title: 'Left out' },
  { outcome: 'cancelled', title: 'Cancelled' },
  { outcome: 'imported', title: 'Imported' },
];

/** Outcomes in the order in which a person wants to hear of them: what needs attention first. */
export function groupOutcomes(outcomes: readonly ImportOutcome[]): OutcomeGroup[] {
  return GROUPS.map(({ outcome, title }) => ({
    title,
    outcomes: outcomes.filter((one) => sortOf(one) === outcome),
  })).filter((group) => group.outcomes.length > 0);
}

const sortOf = ({ outcome, similar }: ImportOutcome): Sort =>
  outcome === 'imported' && similar !== undefined && similar.length > 0 ? 'similar' : outcome;

/** Last part of a path of either kind of operating system; of what was in a file, that and the name within. */
export function fileName(path: string): string {
  const [outer = path, ...inner] = path.split(' › ');
  return [outer.split(/[\\/]/).pop() || outer, ...inner].join(' › ');
}

/** The list as lines "outcome, file, reason" separated by tabs, for pasting into a message or a table. */
export function outcomesAsText(outcomes: readonly ImportOutcome[]): string {
  return groupOutcomes(outcomes)
    .flatMap((group) => group.outcomes)
    .map((one) => [one.outcome, one.file, one.reason ?? ''].join('\t'))
    .join('\n');
}
