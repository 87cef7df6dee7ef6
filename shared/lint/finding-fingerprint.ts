import type { LintFinding } from '../contract/lint.ts';
import type { DismissedFinding } from '../domain/briefing.ts';
import { hash32 } from '../domain/section-fill.ts';

/**
 * By what a finding is known again once it was dismissed: its rule, and hashes of what it is about and of the words
 * there. Other words, another quote or a second place with the same words are another finding.
 */
export function dismissalOf({ rule, id, words }: Pick<LintFinding, 'rule' | 'id' | 'words'>): DismissedFinding {
  return { rule, fingerprint: `${hash32(id)}.${hash32(words)}` };
}

/** The findings that nobody has dismissed, in their order. */
export function withoutDismissed(
  findings: readonly LintFinding[],
  dismissed: readonly DismissedFinding[] = [],
): readonly LintFinding[] {
  if (dismissed.length === 0) return findings;
  const keys = new Set(dismissed.map(keyOf));
  return findings.filter((finding) => !keys.has(keyOf(dismissalOf(finding))));
}

/** One text for a dismissal: equal for equal ones. */
export const keyOf = ({ rule, fingerprint }: DismissedFinding): string => `${rule} ${fingerprint}`;
