import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExportProgress } from '../../shared/contract/exchange.ts';
import type { Broadcast } from '../../shared/contract.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { BagJobs } from './bagit/bag-jobs.ts';

/** Milliseconds between two reports of progress. */
const INTERVAL = 100;
/** Milliseconds of work after which other calls, such as the one that stops it, have their turn. */
const TURN = 20;

/** One export that goes on: tells how far it is and learns that it is to stop. */
export interface ExportRun {
  readonly signal: AbortSignal;
  /** Tells how far it is, at most ten times a second. */
  readonly tell: (step: ExportProgress['step'], done: number, total: number) => void;
  /** Tells how far it is, gives others a turn now and then, and throws `cancelled` if it was stopped. */
  readonly at: (step: ExportProgress['step'], done: number, total: number) => Promise<void>;
}

/** Exports of briefings, packages and files for other programs that run now and can be stopped. */
export class ExportJobs {
  readonly #jobs = new BagJobs();
  readonly #broadcast: (message: Broadcast) => void;

  constructor(broadcast: (message: Broadcast) => void) {
    this.#broadcast = broadcast;
  }

  /** Runs an export that may be stopped by its id; without one nothing is told. Throws `conflict` if it is in use. */
  run<T>(jobId: string | undefined, work: (run: ExportRun) => Promise<T>): Promise<T> {
    return this.#jobs.run(jobId, (signal) => work(this.#follow(jobId, signal)));
  }

  /** Stops an export. Throws `not-found` if none with the id is going on. */
  cancel(jobId: string): void {
    if (this.#jobs.cancel(jobId)) return;
    throw new ArchiveError('not-found', `No export with the id ${jobId} is going on.`);
  }

  /** Stops all exports and waits until they have ended. */
  close(): Promise<void> {
    return this.#jobs.close();
  }

  #follow(jobId: string | undefined, signal: AbortSignal): ExportRun {
    let toldAt = Number.NEGATIVE_INFINITY;
    let toldStep: ExportProgress['step'] | null = null;
    let turnAt = performance.now();
    let turnStep: ExportProgress['step'] | null = null;
    const tell: ExportRun['tell'] = (step, done, total) => {
      const now = performance.now();
      if (jobId === undefined || (step === toldStep && now - toldAt < INTERVAL)) return;
      toldAt = now;
      toldStep = step;
      this.#broadcast({ type: 'export', progress: { jobId, step, done, total } });
    };
    return {
      signal,
      tell,
      at: async (step, done, total) => {
        throwIfStopped(signal);
        const isNext = step !== turnStep;
        tell(step, done, total);
        if (!isNext && performance.now() - turnAt < TURN) return;
        turnStep = step;
        // The first may come before messages are looked for, the second comes after.
        await nextTurn();
        await nextTurn();
        turnAt = performance.now();
        throwIfStopped(signal);
      },
    };
  }
}

/** Throws `cancelled` for an export that was stopped. */
export function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw new ArchiveError('cancelled', 'The export was stopped. Nothing was written.');
}
