import type { evidenceContract } from '../../shared/contract/evidence.ts';
import type { ArchiveMethods } from '../../shared/contract.ts';
import type { ArchiveCore } from './archive-core.ts';

type EvidenceMethods = Pick<ArchiveMethods, keyof typeof evidenceContract>;

/** Evidence packages, and checking a briefing that somebody sent. */
export function evidenceMethods(_core: ArchiveCore): EvidenceMethods {
  return {};
}
