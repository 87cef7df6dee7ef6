import type { ArchiveCore } from './archive-core.ts';
import type { Backups } from './backups.ts';
import type { FixityChecks } from './fixity.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Milliseconds after opening: what the person came for goes first. */
const FIRST_BACKUP = 2_000;
const FIRST_CHECK = 30_000;
/** Milliseconds between two looks at what is due. */
const LOOK_AGAIN = 15 * 60_000;

/** What keeps an archive well while it is open for writing: backups at the start and daily, scheduled fixity checks. */
export class Upkeep {
  readonly #core: ArchiveCore;
  readonly #backups: Backups;
  readonly #fixity: FixityChecks;
  readonly #timers = new Set<NodeJS.Timeout>();
  #isClosed = false;

  constructor(core: ArchiveCore, backups: Backups, fixity: FixityChecks) {
    this.#core = core;
    this.#backups = backups;
    this.#fixity = fixity;
  }

  /** Begins; only for an archive open for writing. */
  start(): void {
    this.#later(FIRST_BACKUP, async () => {
      await this.#backUp('start');
      this.#every(LOOK_AGAIN, async () => {
        const age = await this.#backups.age();
        if (age === null || age >= DAY) await this.#backUp('daily');
      });
    });
    this.#later(FIRST_CHECK, async () => {
      await this.#fixity.checkDue();
      this.#every(LOOK_AGAIN, async () => {
        await this.#fixity.checkDue();
      });
    });
  }

  /** Ends what goes on in the background; nothing half-done is left. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await this.#backups.close();
    await this.#fixity.close();
  }

  async #backUp(reason: 'start' | 'daily'): Promise<void> {
    await this.#backups.create(reason);
    // What kept an earlier one from being made is over.
    this.#core.replaceProblems(({ kind }) => kind === 'backup', []);
  }

  #every(milliseconds: number, work: () => Promise<void>): void {
    this.#later(milliseconds, async () => {
      await work();
      this.#every(milliseconds, work);
    });
  }

  #later(milliseconds: number, work: () => Promise<void>): void {
    if (this.#isClosed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work().catch((error: unknown) => {
        if (this.#isClosed) return;
        const message = error instanceof Error ? error.message : String(error);
        this.#core.report({ kind: 'backup', path: 'backups', message });
        this.#later(LOOK_AGAIN, work);
      });
    }, milliseconds);
    timer.unref();
    this.#timers.add(timer);
  }
}
