import type { evidenceContract } from '../../shared/contract/evidence.ts';
import type { ArchiveMethods } from '../../shared/contract.ts';
import type { ArchiveCore } from './archive-core.ts';
import { writeEvidencePackage } from './evidence-package.ts';
import type { ExportJobs } from './export-jobs.ts';

type EvidenceMethods = Pick<ArchiveMethods, keyof typeof evidenceContract>;

/** Evidence packages, and checking a briefing that somebody sent. */
export function evidenceMethods(core: ArchiveCore, jobs: ExportJobs): EvidenceMethods {
  return {
    'briefing.package': (input) =>
      jobs.run(input.jobId, async (run) => {
        const planned = await writeEvidencePackage(core, input, run);
        return core.change(async () => planned);
      }),
  };
}
