import type { LintFinding } from '../../../shared/contract/lint.ts';

/** What a rule is called and why it matters, as a person reads it. */
export const RULE_WORDS: Readonly<Record<LintFinding['rule'], { readonly title: string; readonly why: string }>> = {
  'uncited-claim': {
    title: 'Claims without a source',
    why: 'A sentence states a fact, and nothing near it says where that is from.',
  },
  'cut-negation': {
    title: 'Quotes cut at a negation or a condition',
    why: 'A “not”, an “unless” or an “only if” stands right beside the words that are quoted.',
  },
  'replaced-words': {
    title: 'Brackets in the place of words',
    why: 'A bracket does not explain words of the source, but stands where they stood.',
  },
  'one-source': {
    title: 'Resting on one source',
    why: 'All that is said here comes from a single document.',
  },
  'withdrawn-source': {
    title: 'Withdrawn statements',
    why: 'The document was taken back by who issued it.',
  },
  'superseded-version': {
    title: 'Changed in a newer version',
    why: 'A newer version of the document has other words at this place.',
  },
  'later-stance': {
    title: 'A later stance is known',
    why: 'The agency has taken another stance on this since.',
  },
  'stale-position': {
    title: 'Too old or too young for the date',
    why: 'The position does not fit the date as of which the briefing speaks.',
  },
  'stance-contradiction': {
    title: 'Words against the coding',
    why: 'The prose says another stance than the one coded on the quote.',
  },
  'unsourced-quotation': {
    title: 'Quotation marks without a source',
    why: 'Words stand in quotation marks that no source of the archive holds.',
  },
  'unfilled-guide': {
    title: 'Not written yet',
    why: 'What the template asks for still stands in square brackets.',
  },
};

/** Findings of one rule, in the order of the briefing. */
export interface LintGroup {
  readonly rule: LintFinding['rule'];
  readonly title: string;
  readonly why: string;
  /** The gravest of its findings. */
  readonly severity: LintFinding['severity'];
  readonly findings: readonly LintFinding[];
  /** What to do, if it is the same for all of them and there are several; else null. */
  readonly remedy: string | null;
}

const GRAVITY: Readonly<Record<LintFinding['severity'], number>> = { error: 0, warning: 1, note: 2 };

/** The findings by rule: the gravest rules first, among equals in the order of the briefing. */
export function groupFindings(findings: readonly LintFinding[]): readonly LintGroup[] {
  const byRule = new Map<LintFinding['rule'], LintFinding[]>();
  for (const finding of findings) {
    const group = byRule.get(finding.rule);
    if (group === undefined) byRule.set(finding.rule, [finding]);
    else group.push(finding);
  }
  const groups = [...byRule].map(([rule, found]): LintGroup => {
    const severity = found.reduce<LintFinding['severity']>(
      (gravest, one) => (GRAVITY[one.severity] < GRAVITY[gravest] ? one.severity : gravest),
      'note',
    );
    const remedies = new Set(found.map(({ remedy }) => remedy));
    const remedy = found.length > 1 && remedies.size === 1 ? (found[0]?.remedy ?? null) : null;
    return { rule, ...RULE_WORDS[rule], severity, findings: found, remedy };
  });
  return groups.sort((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);
}
