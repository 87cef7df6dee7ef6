import { ArchiveError } from '../../../shared/errors.ts';

/** The checks, exports and imports of bags that run now and can be stopped. */
export class BagJobs {
  readonly #jobs = new Map<string, { readonly abort: AbortController; readonly done: Promise<unknown> }>();
  #count = 0;

  /** Runs work that may be stopped by its id. Throws `conflict` if the id is in use. */
  async run<T>(jobId: string | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.#count += 1;
    const key = jobId ?? `without an id ${this.#count}`;
    if (this.#jobs.has(key)) throw new ArchiveError('conflict', `Work with the id ${key} is going on already.`);
    const abort = new AbortController();
    const done = work(abort.signal);
    this.#jobs.set(key, { abort, done });
    try {
      return await done;
    } finally {
      this.#jobs.delete(key);
    }
  }

  /** Stops a job. False if there is none with the id. */
  cancel(jobId: string): boolean {
    const job = this.#jobs.get(jobId);
    job?.abort.abort();
    return job !== undefined;
  }

  /** Stops all jobs and waits until they have ended. */
  async close(): Promise<void> {
    const jobs = [...this.#jobs.values()];
    for (const { abort } of jobs) abort.abort();
    await Promise.allSettled(jobs.map(({ done }) => done));
  }
}
