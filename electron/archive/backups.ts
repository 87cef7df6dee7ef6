import type { Backup } from '../../shared/contract/preservation.ts';
import type { ArchiveMethods, MethodOutput } from '../../shared/contract.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import {
  backupName,
  damagedBackup,
  deleteBackups,
  extractBackup,
  listBackups,
  verifyBackup,
  writeBackup,
} from './backup-file.ts';
import { planRestoration } from './backup-restore.ts';
import { backupsToPrune } from './backup-schedule.ts';
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
      'backup.restore': ({ name, to }) => (to === undefined ? this.#restore(name) : extract(directory, name, to)),
    };
  }

  /**
   * Makes a backup of the state at this moment; changes go on meanwhile. If nothing has changed since the newest one,
   * that one is given, unless something grave is about to happen. Older ones are pruned.
   */
  create(reason: BackupReason): Promise<MethodOutput<'backup.create'>> {
    const run = this.#turn.then(() => this.#create(reason));
    this.#turn = run.catch(() => undefined);
    return run;
  }

  /** Milliseconds since the newest backup, or null if there is none. */
  async age(): Promise<number | null> {
    const [newest] = await listBackups(this.#core.directory);
    return newest ? this.#core.context.now().getTime() - Date.parse(newest.createdAt) : null;
  }

  /** Ends a backup under way; what is not whole leaves no trace. */
  async close(): Promise<void> {
    this.#stop.abort(new ArchiveError('cancelled', 'The archive was closed before the backup was whole.'));
    await this.#turn;
  }

  async #create(reason: BackupReason): Promise<MethodOutput<'backup.create'>> {
    const core = this.#core;
    try {
      const { existing, writing } = await core.exclusively(() => this.#begin(reason));
      if (existing) return { backup: existing, isNew: false };
      if (!writing) throw new ArchiveError('internal', 'The backup was not begun.');
      const backup = await writing;
      await this.#prune();
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
    const [newest] = await listBackups(core.directory);
    const isSame = newest?.seq === position.seq && newest.hash === position.hash;
    if (newest && isSame && !isPinned(reason)) return { existing: newest, writing: null };
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

  async #prune(): Promise<void> {
    const { directory, context } = this.#core;
    const dated = (await listBackups(directory)).map(({ name, createdAt, reason }) => ({
      name,
      createdAt,
      isPinned: isPinned(reason),
    }));
    await deleteBackups(directory, backupsToPrune(dated, context.now()));
  }

  async #restore(name: string): Promise<MethodOutput<'backup.restore'>> {
    const core = this.#core;
    const { faults } = await verifyBackup(core.directory, name);
    if (faults.length > 0) throw damagedBackup(name, faults);
    const { backup } = await this.create('before-restore');
    return core.change(async () => {
      const { event, value } = await planRestoration(core, name);
      return { value: { ...value, kept: backup.name }, event };
    });
  }
}

async function extract(directory: string, name: string, to: string): Promise<MethodOutput<'backup.restore'>> {
  const { faults } = await extractBackup(directory, name, to);
  return { name, changes: 0, trashed: 0, faults: [...faults], kept: to };
}
