import type { exchangeContract } from '../../shared/contract/exchange.ts';
import type { ArchiveMethods } from '../../shared/contract.ts';
import type { ArchiveCore } from './archive-core.ts';
import { exportForOthers } from './exchange-export.ts';
import { importFromOthers } from './exchange-import.ts';
import type { ExportJobs } from './export-jobs.ts';

type ExchangeMethods = Pick<ArchiveMethods, keyof typeof exchangeContract>;

/** Passages, codings, codebooks and sources for other programs, and from them. */
export function exchangeMethods(core: ArchiveCore, jobs: ExportJobs): ExchangeMethods {
  return {
    'exchange.export': (input) =>
      jobs.run(input.jobId, async (run) => {
        const planned = await exportForOthers(core, input, run);
        return core.change(async () => planned);
      }),
    'export.cancel': async ({ jobId }) => {
      jobs.cancel(jobId);
      return null;
    },
    'exchange.import': (input) => importFromOthers(core, input),
  };
}
