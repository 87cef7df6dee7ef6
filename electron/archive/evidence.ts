import type { evidenceContract } from '../../shared/contract/evidence.ts';
import type { ArchiveMethods } from '../../shared/contract.ts';
import type { ArchiveCore } from './archive-core.ts';
import { writeEvidencePackage } from './evidence-package.ts';

type EvidenceMethods = Pick<ArchiveMethods, keyof typeof evidenceContract>;

/** Evidence packages, and checking a briefing that somebody sent. */
export function evidenceMethods(core: ArchiveCore): EvidenceMethods {
  return {
    'briefing.package': async (input) => {
      const planned = await writeEvidencePackage(core, input);
      return core.change(async () => planned);
    },
  };
}
