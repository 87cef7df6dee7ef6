import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ArchiveMethod, ArchiveStatus, MethodOutput, ParsedInput } from '../../shared/contract.ts';
import type { Change } from '../../shared/domain/event.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { annotatedPdfMethods } from './annotated-pdf.ts';
import { type ArchiveContext, ArchiveCore } from './archive-core.ts';
import { FORMAT } from './archive-format.ts';
import { areaMethods } from './area.ts';
import { Backups } from './backups.ts';
import { Bags } from './bagit/bag-methods.ts';
import { briefingMethods } from './briefings.ts';
import { Captures } from './capture.ts';
import { citationsMethods } from './citations.ts';
import { codebookMethods } from './codebook.ts';
import { composerMethods } from './composer.ts';
import { DEFAULT_STANCES } from './default-stances.ts';
import { documentMethods } from './documents.ts';
import { errnoOf, exists, ioError, makeFolder } from './durable-file.ts';
import { evidenceMethods } from './evidence.ts';
import { exchangeMethods } from './exchange.ts';
import { ExportJobs } from './export-jobs.ts';
import { FixityChecks } from './fixity.ts';
import { importAnnotationMethods } from './import-annotations.ts';
import { Importer } from './import-job.ts';
import { countAll, countPositions } from './index-queries.ts';
import { lintMethods } from './lint.ts';
import { type ArchiveLock, acquireLock } from './lock.ts';
import { manifestMethods } from './manifest.ts';
import { markMethods } from './mark-passage.ts';
import { migrateArchive, requireKnownFormat } from './migrations.ts';
import { nearDuplicateMethods } from './near-duplicates.ts';
import { createPace } from './pace.ts';
import { passageBoundsMethods } from './passage-bounds.ts';
import { passageMethods } from './passages.ts';
import { listAlarms } from './preservation-index.ts';
import { provenanceMethods } from './provenance.ts';
import { Recogniser } from './recognition.ts';
import { savedSearchMethods } from './saved-searches.ts';
import { searchMethods } from './searches.ts';
import { topicMethods } from './topics.ts';
import { trashMethods } from './trash.ts';
import { historyMethods } from './undo.ts';
import { Upkeep } from './upkeep.ts';
import { verifyArchive } from './verify-archive.ts';
import { verifyBriefingMethods } from './verify-briefing.ts';
import { versionMethods } from './versions.ts';

/** Methods about which archive is open; they belong to the session, not to an archive. */
export type SessionMethod = 'archive.create' | 'archive.open' | 'archive.close' | 'archive.status' | 'bag.verify';

/** Methods about one archive. */
export type OwnMethod = Exclude<ArchiveMethod, SessionMethod>;
type OwnMethods = { readonly [M in OwnMethod]: (input: ParsedInput<M>) => Promise<MethodOutput<M>> };

/** An open archive: every method of the contract that is about one archive. */
export interface Archive {
  readonly directory: string;
  readonly readOnly: boolean;
  readonly methods: OwnMethods;
  status(): Promise<ArchiveStatus>;
  /** For a reader beside a writer: takes in what was written since. */
  refresh(): Promise<void>;
  /** Where an original lies on disk. */
  originalPath(sha256: string): string;
  /** Where the PDF that shows the pages of a picture lies. */
  pagesPath(sha256: string): string;
  /** Ends imports, writes everything and gives the lock back. Rejects if state files could not be written. */
  close(): Promise<void>;
}

/**
 * Opens the archive in a folder. Throws `no-archive`, `archive-locked`, `archive-newer`. Damage does not keep an
 * archive from opening; it is listed in the status.
 */
export async function openArchive(directory: string, readOnly: boolean, context: ArchiveContext): Promise<Archive> {
  const folder = await requireArchive(directory);
  await requireKnownFormat(folder);
  const lock = readOnly ? null : await acquireLock(folder, context.now);
  try {
    const core = await ArchiveCore.open(folder, readOnly, context);
    if (core.eventCount === 0 && (await core.store.info()) === null) {
      await core.close();
      throw new ArchiveError(
        'no-archive',
        `${directory} holds an archive whose creation was interrupted; nothing was stored in it. Delete the folder and create the archive again.`,
      );
    }
    return await openLocked(core, lock);
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

async function openLocked(core: ArchiveCore, lock: ArchiveLock | null): Promise<Archive> {
  try {
    const backups = new Backups(core);
    await migrateArchive(core, backups);
    return assemble(core, backups, lock);
  } catch (error) {
    await core.close();
    throw error;
  }
}

/** Makes an archive with the default stances in a new or empty folder and opens it. Throws `archive-exists`. */
export async function createArchive(directory: string, title: string, context: ArchiveContext): Promise<Archive> {
  await requireEmpty(directory);
  try {
    await makeFolder(directory);
  } catch (error) {
    throw ioError(`The folder ${directory} cannot be made`, error);
  }
  const folder = await realpath(directory);
  const lock = await acquireLock(folder, context.now);
  let core: ArchiveCore | null = null;
  try {
    // Another process may have made one between the look and the lock.
    await requireEmpty(folder);
    const made = await ArchiveCore.open(folder, false, context);
    core = made;
    const { now, newId } = context;
    const info = { id: newId(), title, format: FORMAT, createdAt: now().toISOString() };
    const changes: Change[] = [{ entity: 'archive', id: info.id, before: null, after: info }];
    for (const [index, stance] of DEFAULT_STANCES.entries()) {
      const after = { ...stance, id: newId(), order: index + 1 };
      changes.push({ entity: 'stance', id: after.id, before: null, after });
    }
    await made.change(async () => ({
      value: null,
      event: { type: 'archive.create', label: `Create archive ${title}`, changes },
    }));
    await made.store.flush();
    return assemble(made, new Backups(made), lock);
  } catch (error) {
    try {
      await core?.close();
    } finally {
      await lock.release();
    }
    throw error;
  }
}

/** Bytes a second that scheduled checks read: little enough not to be noticed. */
const SCHEDULED_RATE = 20_000_000;

function assemble(core: ArchiveCore, backups: Backups, lock: ArchiveLock | null): Archive {
  const importer = new Importer(core);
  const bags = new Bags(core);
  const exports = new ExportJobs(core.context.broadcast);
  const recogniser = new Recogniser(core, core.context.recognisesByItself ?? false);
  const captures = new Captures(core);
  const fixity = new FixityChecks(core, createPace(SCHEDULED_RATE));
  const upkeep = new Upkeep(core, backups, fixity);
  if (!core.readOnly && core.context.hasUpkeep) upkeep.start();
  const status = (): Promise<ArchiveStatus> => statusOf(core, importer);
  const methods: OwnMethods = {
    ...documentMethods(core),
    ...passageMethods(core),
    ...versionMethods(core),
    ...codebookMethods(core),
    ...searchMethods(core),
    ...topicMethods(core),
    ...markMethods(core),
    ...passageBoundsMethods(core),
    ...savedSearchMethods(core),
    ...briefingMethods(core, exports),
    ...composerMethods(core),
    ...citationsMethods(core),
    ...lintMethods(core),
    ...verifyBriefingMethods(core),
    ...evidenceMethods(core, exports),
    ...exchangeMethods(core, exports),
    ...historyMethods(core),
    ...provenanceMethods(core),
    ...trashMethods(core),
    ...fixity.methods,
    ...backups.methods,
    ...importer.methods(),
    ...manifestMethods(core, importer),
    ...recogniser.methods(),
    ...annotatedPdfMethods(core),
    ...importAnnotationMethods(core),
    ...areaMethods(core),
    ...nearDuplicateMethods(core),
    ...captures.methods(),
    ...bags.methods(),
    'archive.rename': ({ title }) =>
      core.change(async () => {
        const before = await core.info();
        const after = { ...before, title };
        if (before.title === title) return { value: before, event: null };
        return {
          value: after,
          event: {
            type: 'archive.update',
            label: `Rename the archive to ${title}`,
            changes: [{ entity: 'archive', id: before.id, before, after }],
          },
        };
      }),
    'archive.verify': () => verifyArchive(core),
    'position.matrix': async (input) => {
      const codebook = await core.store.codebook();
      return core.index.use((index) => countPositions(index, codebook, input));
    },
  };
  return {
    directory: core.directory,
    readOnly: core.readOnly,
    methods,
    status,
    refresh: () => core.refresh(),
    originalPath: (sha256) => core.objects.pathOf(sha256),
    pagesPath: (sha256) => core.derived.pagesPath(sha256),
    async close() {
      // One that cannot stop in order must not keep the others from it.
      const stopped = await Promise.allSettled([
        captures.close(),
        recogniser.close(),
        bags.close(),
        exports.close(),
        importer.close(),
        upkeep.close(),
      ]);
      try {
        await core.close();
        for (const part of stopped) if (part.status === 'rejected') throw part.reason;
      } finally {
        await lock?.release();
      }
    },
  };
}

async function statusOf(core: ArchiveCore, importer: Importer): Promise<ArchiveStatus> {
  const { agencies } = await core.store.codebook();
  const counts = await core.index.use(countAll);
  return {
    info: await core.info(),
    directory: core.directory,
    readOnly: core.readOnly,
    counts: { ...counts, agencies: agencies.length, events: core.eventCount },
    problems: [...core.problems],
    alarms: await core.index.use(listAlarms),
    history: core.historyStatus(),
    pendingImports: await importer.pending(),
  };
}

async function requireArchive(directory: string): Promise<string> {
  let folder: string;
  try {
    folder = await realpath(directory);
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw ioError(`The folder ${directory} cannot be opened`, error);
    throw new ArchiveError(
      'no-archive',
      `There is no folder ${directory}. Check the path, or create an archive there.`,
    );
  }
  if ((await exists(join(folder, 'archive.json'))) || (await exists(join(folder, 'journal', '000001.ndjson')))) {
    return folder;
  }
  throw new ArchiveError(
    'no-archive',
    `${directory} is not a Standpoint archive: it holds neither archive.json nor a journal.`,
  );
}

/** What an interrupted creation leaves in a folder. */
const LEFTOVERS = new Set(['.tmp', 'derived', 'archive.lock', 'archive.lock.takeover', 'journal', 'checkpoint.json']);

/** Whether there is a journal with entries in it. */
async function hasJournal(directory: string): Promise<boolean> {
  try {
    const files = await readdir(join(directory, 'journal'));
    const sizes = await Promise.all(files.map(async (name) => (await stat(join(directory, 'journal', name))).size));
    return sizes.some((size) => size > 0);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw ioError(`The folder ${join(directory, 'journal')} cannot be read`, error);
  }
}

async function requireEmpty(directory: string): Promise<void> {
  let names: readonly string[];
  try {
    names = await readdir(directory);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return;
    if (errnoOf(error) === 'ENOTDIR') {
      throw new ArchiveError('archive-exists', `${directory} is a file. Choose a new or empty folder.`);
    }
    throw ioError(`The folder ${directory} cannot be read`, error);
  }
  if (names.includes('archive.json')) {
    throw new ArchiveError(
      'archive-exists',
      `${directory} already holds an archive. Open it, or choose another folder.`,
    );
  }
  if (names.some((name) => !LEFTOVERS.has(name)) || (await hasJournal(directory))) {
    throw new ArchiveError(
      'archive-exists',
      `The folder ${basename(directory)} is not empty. Choose a new or empty folder.`,
    );
  }
}
