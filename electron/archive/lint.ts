import type { lintContract } from '../../shared/contract/lint.ts';
import type { ArchiveMethods } from '../../shared/contract.ts';
import type { ArchiveCore } from './archive-core.ts';

type LintMethods = Pick<ArchiveMethods, keyof typeof lintContract>;

/** What may be wrong in a briefing. */
export function lintMethods(_core: ArchiveCore): LintMethods {
  return {};
}
