import type { LintFinding } from '../contract/lint.ts';
import type { FindAgencies } from './agency-names.ts';
import type { LintBlock, LintSentence, LintUse } from './lint-blocks.ts';
import type { LintInput } from './lint-input.ts';

/** What the rules look at, taken apart once. */
export interface LintMatter {
  readonly input: LintInput;
  readonly blocks: readonly LintBlock[];
  readonly uses: readonly LintUse[];
  /** Those of all paragraphs. */
  readonly sentences: readonly LintSentence[];
  readonly findAgencies: FindAgencies;
}

/** A finding before it gets its id. */
export type Finding = Omit<LintFinding, 'id' | 'path'> & { readonly block: LintBlock };

/** A rule looks through a whole briefing. */
export type LintRule = (matter: LintMatter) => readonly Finding[];
