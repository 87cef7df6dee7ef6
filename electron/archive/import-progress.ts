import type { ImportOutcome, ImportProgress } from '../../shared/contract/outcomes.ts';

/** Milliseconds between two reports of progress. */
const INTERVAL = 100;

/** Gathers outcomes and reports them at most ten times a second, each once. */
export class ProgressReport {
  readonly #jobId: string;
  readonly #send: (progress: ImportProgress) => void;
  readonly #current = new Set<string>();
  #total: number;
  #outcomes: ImportOutcome[] = [];
  #done = 0;
  #lastSent = 0;

  constructor(jobId: string, total: number, send: (progress: ImportProgress) => void) {
    this.#jobId = jobId;
    this.#total = total;
    this.#send = send;
  }

  /** A file is being read; nothing is said of it if the import is being stopped. */
  begin(file: string, isCancelled: boolean): void {
    this.#current.add(file);
    if (!isCancelled) this.#report();
  }

  /** More files have come to light than were known of at first. */
  grow(by: number): void {
    this.#total += by;
  }

  /** A file has turned out to be a container, whose members count instead of it. */
  drop(file: string): void {
    this.#current.delete(file);
    this.#total -= 1;
  }

  /** A file is done. */
  end(file: string, outcome: ImportOutcome): void {
    this.#current.delete(file);
    this.#outcomes.push(outcome);
    this.#done += 1;
    this.#report();
  }

  /** All files are done. */
  finish(): void {
    this.#flush(true);
  }

  #report(): void {
    if (performance.now() - this.#lastSent >= INTERVAL) this.#flush(false);
  }

  #flush(finished: boolean): void {
    this.#lastSent = performance.now();
    const outcomes = this.#outcomes;
    this.#outcomes = [];
    const current = [...this.#current];
    this.#send({ jobId: this.#jobId, done: this.#done, total: this.#total, current, outcomes, finished });
  }
}
