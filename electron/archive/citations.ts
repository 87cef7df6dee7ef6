import type { citationsContract } from '../../shared/contract/citations.ts';
import type { ArchiveMethods } from '../../shared/contract.ts';
import type { ArchiveCore } from './archive-core.ts';

type CitationsMethods = Pick<ArchiveMethods, keyof typeof citationsContract>;

/** Citation styles, and quotes with their citation. */
export function citationsMethods(_core: ArchiveCore): CitationsMethods {
  return {};
}
