import type { Backup } from '../../shared/contract/preservation.ts';
import type { ArchiveMethods, MethodOutput } from '../../shared/contract.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import { extractBackup } from './backup-extract.ts';
import { backupName, damagedBackup, deleteBackups, listBackups, verifyBackup, writeBackup } from './backup-file.ts';
import { planRestoration } from './backup-restore.ts';
import { ageOfNewest, backupsToPrune } from './backup-schedule.ts';
import { ioError } from './durable-file.ts';

type BackupMethods = Pick<ArchiveMethods, 'backup.list' | 'backup.create' | 'backup.verify' | 'backup.restore'>;

/** Why a backup is made. What begins with "before" is never pruned. */
export type BackupReason = 'start' | 'daily' | 'manual' | `before-${string}`;

const isPinned = (reason: string): boolean => reason.startsWith('before-');

/** Makes, checks, prunes and restores the dated backups of an archive's small files. */
export class Backups {
  readonly #core: ArchiveCore;
  readonly #stop = new AbortController();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(core: ArchiveCore) {
    this.#core = core;
  }

  /** Methods of the contract. */
  get methods(): BackupMethods {
    const { directory } = this.#core;
    return {
      'backup.list': () => listBackups(directory),
      'backup.create': () => this.create('manual'),
      'backup.verify': async ({ name }) => {
        const { files, faults } = await verifyBackup(directory, name);
        return { ok: faults.length === 0, files, faults: [...faults] };
      },
      'backup.restore': ({ name, to }) => (to === undefined ? this.#restore(name) : this.#extract(name, to)),
    };
  }

  /**
   * Makes a backup of the state at this moment; changes go on meanwhile. If nothing has changed since the newest one,
   * that one is given, unless something grave is about to happen. Older ones are pruned.
   */
  create(reason: BackupReason): Promise<MethodOutput<'backup.create'>> {
    return this.#inTurn(() => this.#create(reason));
  }

  /** Milliseconds since the newest backup, or null if there is none. */
  async age(): Promise<number | null> {
    return ageOfNewest(await listBackups(this.#core.directory), this.#core.context.now());
  }

  /** Ends a backup or the making of an archive of one; what is not whole leaves no trace. */
  async close(): Promise<void> {
    this.#stop.abort(new ArchiveError('cancelled', 'The archive was closed before this was done. Do it again.'));
    await this.#turn;
  }

  /** One thing is done with backups at a time: none is pruned while it is read. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#turn.then(work);
    this.#turn = run.catch(() => undefined);
    return run;
  }

  /** `inUse`: a backup that is not pruned, whatever its age. */
  async #create(reason: BackupReason, inUse?: string): Promise<MethodOutput<'backup.create'>> {
    const core = this.#core;
    try {
      const { existing, writing } = await core.exclusively(() => this.#begin(reason));
      if (existing) return { backup: existing, isNew: false };
      if (!writing) throw new ArchiveError('internal', 'The backup was not begun.');
      const backup = await writing;
      await this.#prune([backup.name, ...(inUse === undefined ? [] : [inUse])]);
      return { backup, isNew: true };
    } catch (error) {
      throw ioError('The backup was not made', error);
    }
  }

  /** Sees to it that the files on disk include the last entry; they stand still until the backup is written. */
  async #begin(
    reason: BackupReason,
  ): Promise<{ readonly existing: Backup | null; readonly writing: Promise<Backup> | null }> {
    const core = this.#core;
    await core.store.flush();
    const { position } = core.journal;
    // The newest by its date is not the last one if the clock was wrong.
    const same = (await listBackups(core.directory)).find(
      ({ seq, hash }) => seq === position.seq && hash === position.hash,
    );
    if (same && !isPinned(reason)) return { existing: same, writing: null };
    const { id: archiveId, title, format } = await core.info();
    const at = core.context.now();
    const writing = core.store.standStill(() =>
      writeBackup({
        archive: core.directory,
        temporaryFolder: core.temporaryFolder,
        name: backupName(at, isPinned(reason) ? reason : ''),
        position,
        particulars: { archiveId, title, format, createdAt: at.toISOString(), reason },
        signal: this.#stop.signal,
        ...(core.context.fileSystem ? { fileSystem: core.context.fileSystem } : {}),
      }),
    );
    return { existing: null, writing };
  }

  async #prune(inUse: readonly string[]): Promise<void> {
    const { directory, temporaryFolder, context } = this.#core;
    const dated = (await listBackups(directory)).map(({ name, createdAt, reason }) => ({
      name,
      createdAt,
      isPinned: isPinned(reason) || inUse.includes(name),
    }));
    await deleteBackups(directory, temporaryFolder, backupsToPrune(dated, context.now()));
  }

  #restore(name: string): Promise<MethodOutput<'backup.restore'>> {
    const core = this.#core;
    return this.#inTurn(async () => {
      const { faults } = await verifyBackup(core.directory, name);
      if (faults.length > 0) throw damagedBackup(name, faults);
      const { event, value } = await core.exclusively(() => planRestoration(core, name));
      // Everything is as in that backup: another one beside it would be the same.
      if (event === null) return { ...value, kept: name };
      const { backup } = await this.#create('before-restore', name);
      return core.change(async () => {
        const { event, value } = await planRestoration(core, name);
        return { value: { ...value, kept: backup.name }, event };
      });
    });
  }

  #extract(name: string, to: string): Promise<MethodOutput<'backup.restore'>> {
    return this.#inTurn(async () => {
      const { faults } = await extractBackup(this.#core.directory, name, to, { signal: this.#stop.signal });
      return { name, changes: 0, trashed: 0, faults: [...faults], kept: to };
    });
  }
}
