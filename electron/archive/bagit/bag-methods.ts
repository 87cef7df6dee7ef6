import type { BagProgress } from '../../../shared/contract/bag.ts';
import type { ArchiveMethods, Broadcast } from '../../../shared/contract.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import type { ArchiveCore } from '../archive-core.ts';
import { BagJobs } from './bag-jobs.ts';
import { exportBag } from './export-bag.ts';
import { importBag } from './import-bag.ts';

/** Milliseconds between two reports of progress. */
const INTERVAL = 100;

/** Bags written from an archive and taken into it. */
export class Bags {
  readonly #core: ArchiveCore;
  readonly #jobs = new BagJobs();

  constructor(core: ArchiveCore) {
    this.#core = core;
  }

  /** The methods about the bags of one archive. */
  methods(): Pick<ArchiveMethods, 'bag.export' | 'bag.import' | 'bag.cancel'> {
    const core = this.#core;
    const { broadcast } = core.context;
    return {
      'bag.export': (input) =>
        this.#jobs.run(input.jobId, (signal) =>
          exportBag(core, input, { signal, onProgress: progressOf(input.jobId, 'write', broadcast) }),
        ),
      'bag.import': ({ path, jobId }) =>
        this.#jobs.run(jobId, (signal) =>
          importBag(core, path, { signal, onProgress: progressOf(jobId, 'read', broadcast) }),
        ),
      'bag.cancel': async ({ jobId }) => {
        if (this.#jobs.cancel(jobId)) return null;
        throw new ArchiveError('not-found', `No work with the id ${jobId} is going on.`);
      },
    };
  }

  /** Stops what is going on and waits until it has ended. */
  close(): Promise<void> {
    return this.#jobs.close();
  }
}

/** Tells windows how far a job is, at most ten times a second; nothing for jobs without an id. */
export function progressOf(
  jobId: string | undefined,
  step: BagProgress['step'],
  broadcast: (message: Broadcast) => void,
): (done: number, total: number) => void {
  let last = 0;
  return (done, total) => {
    if (jobId === undefined || performance.now() - last < INTERVAL) return;
    last = performance.now();
    broadcast({ type: 'bag', progress: { jobId, step, done, total } });
  };
}
