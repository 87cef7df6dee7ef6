import type { LintFinding, LintReport } from '../contract/lint.ts';
import { agencyFinder } from './agency-names.ts';
import { cutNegation } from './cut-negation.ts';
import { blocksOf, sentencesOf, usesOf } from './lint-blocks.ts';
import type { LintInput } from './lint-input.ts';
import type { LintMatter, LintRule } from './lint-matter.ts';
import { oneSource } from './one-source.ts';
import { outdatedSource } from './outdated-source.ts';
import { replacedInBrackets } from './replaced-words.ts';
import { stalePosition } from './stale-position.ts';
import { stanceContradiction } from './stance-contradiction.ts';
import { uncitedClaim } from './uncited-claim.ts';
import { isGuide, unfilledGuide } from './unfilled-guide.ts';
import { unsourcedQuotation } from './unsourced-quotation.ts';

const RULES: readonly LintRule[] = [
  uncitedClaim,
  cutNegation,
  replacedInBrackets,
  oneSource,
  outdatedSource,
  stalePosition,
  stanceContradiction,
  unsourcedQuotation,
  unfilledGuide,
];

/** Looks through a briefing for what may be wrong in it. Findings come in the order of the briefing. Deterministic. */
export function lintBriefing(input: LintInput): LintReport {
  const blocks = blocksOf(input.body);
  const uses = usesOf(blocks);
  const sentences = blocks.filter((block) => block.node.type === 'paragraph' && !isGuide(block)).flatMap(sentencesOf);
  const matter: LintMatter = { input, blocks, uses, sentences, findAgencies: agencyFinder(input.codebook.agencies) };
  const found = RULES.flatMap((rule) => rule(matter)).sort(
    (a, b) => a.block.index - b.block.index || a.start - b.start || a.end - b.end,
  );
  const seen = new Map<string, number>();
  const findings = found.map(({ block, ...finding }): LintFinding => {
    const key = `${finding.rule} ${finding.useId ?? finding.words}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return { id: `${key} ${count}`, path: [...block.path], ...finding };
  });
  return { findings, checked: { sentences: sentences.length, uses: uses.length } };
}
