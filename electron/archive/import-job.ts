import type { PendingImport } from '../../shared/contract/import.ts';
import type { ImportOutcome } from '../../shared/contract/outcomes.ts';
import type { ArchiveMethods, ParsedInput } from '../../shared/contract.ts';
import type { DocumentMetadata } from '../../shared/domain/document.ts';
import { ArchiveError, errorFromData } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import { importAttachments, importContainer, type MemberContext, sniffContainer } from './containers.ts';
import { expandPath } from './expand-paths.ts';
import {
  finishedItems,
  type ImportItem,
  type ImportList,
  itemKey,
  listPendingImports,
  readImportList,
  removeImportList,
  writeImportList,
} from './import-list.ts';
import { ProgressReport } from './import-progress.ts';
import { inParallel } from './in-parallel.ts';
import { failedOutcome, importAs, nameOf } from './intake.ts';
import { ensureAgencies } from './issuers.ts';

/** Files under way at once: twice as many as there are parser processes, so that none of these waits for the disk. */
const AT_ONCE = 4;
/** Failed files that one journal entry names. */
const NAMED_FAILURES = 1_000;

/** What an import is to do. */
export interface ImportPlan {
  readonly items: readonly ImportItem[];
  readonly collection: string | null;
  /** Make agencies of issuers that the codebook does not know. */
  readonly createAgencies: boolean;
}

/** One running import. */
interface Job {
  readonly jobId: string;
  /** What remains to go on with if the process is killed. */
  list: ImportList;
  /** Total of the list that lies on disk, null if none does. */
  written: number | null;
  readonly signal: AbortSignal;
  readonly progress: ProgressReport;
  /** What was imported before the process was killed, by item and member. */
  readonly finished: ReadonlyMap<string, Omit<ImportOutcome, 'file'>>;
  /** Outcomes of the items so far. */
  readonly done: Promise<readonly ImportOutcome[]>[];
}

/** Runs the imports of one archive. */
export class Importer {
  readonly #core: ArchiveCore;
  readonly #jobs = new Map<string, { readonly abort: AbortController; readonly done: Promise<unknown> }>();
  /** Groups of the imports that go on now. */
  readonly #running = new Set<string>();
  #isClosing = false;

  constructor(core: ArchiveCore) {
    this.#core = core;
  }

  /** The methods by which files come in, but for those of tables. */
  methods(): Pick<
    ArchiveMethods,
    'document.import' | 'document.cancelImport' | 'document.resumeImport' | 'document.abandonImport'
  > {
    return {
      'document.import': (input) => this.#import(input),
      'document.cancelImport': async ({ jobId }) => {
        this.#cancel(jobId);
        return null;
      },
      'document.resumeImport': ({ jobId }) => this.#resume(jobId),
      'document.abandonImport': async ({ jobId }) => {
        await this.#requirePending(jobId);
        await removeImportList(this.#core, jobId);
        return null;
      },
    };
  }

  /** Imports that were cut off and can go on. */
  pending(): Promise<PendingImport[]> {
    return listPendingImports(this.#core, this.#running);
  }

  /** Imports what is planned. Every file gets exactly one outcome, in the order of the items. */
  async run(plan: ImportPlan, jobId: string = this.#core.context.newId()): Promise<ImportOutcome[]> {
    this.#requireWritable();
    // Callers may use the id of a job again, but what two imports did are two things to undo.
    const group = this.#core.context.newId();
    const list: ImportList = {
      group,
      startedAt: this.#core.context.now().toISOString(),
      seq: this.#core.eventCount,
      total: plan.items.length,
      collection: plan.collection,
      createAgencies: plan.createAgencies,
      items: [...plan.items],
    };
    return this.#start(list, jobId, false);
  }

  /** Stops all jobs and waits for the files being read now. What is left of them can go on at the next opening. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const jobs = [...this.#jobs.values()];
    for (const { abort } of jobs) abort.abort();
    await Promise.allSettled(jobs.map(({ done }) => done));
  }

  async #import({ paths, collection, versionOf, jobId }: ParsedInput<'document.import'>): Promise<ImportOutcome[]> {
    this.#requireWritable();
    const items: ImportItem[] = [];
    for (const path of paths) items.push(...(await expandPath(path)));
    if (versionOf !== undefined) {
      await this.#core.document(versionOf);
      if (items.length !== 1) {
        throw new ArchiveError('invalid-input', 'A new version is one file. Name that file alone.');
      }
    }
    const planned = versionOf === undefined ? items : items.map((item) => ({ ...item, versionOf }));
    return this.run({ items: planned, collection: collection ?? null, createAgencies: false }, jobId);
  }

  #cancel(jobId: string): void {
    const job = this.#jobs.get(jobId);
    if (!job) throw new ArchiveError('not-found', `No import with the id ${jobId} is running.`);
    job.abort.abort();
  }

  async #resume(jobId: string): Promise<ImportOutcome[]> {
    this.#requireWritable();
    return this.#start(await this.#requirePending(jobId), jobId, true);
  }

  async #requirePending(jobId: string): Promise<ImportList> {
    if (this.#running.has(jobId)) throw new ArchiveError('conflict', 'This import is going on already.');
    const list = await readImportList(this.#core, jobId);
    if (list === null) {
      throw new ArchiveError('not-found', `There is no import with the id ${jobId} that was cut off.`);
    }
    return list;
  }

  #requireWritable(): void {
    if (!this.#core.readOnly) return;
    throw new ArchiveError('read-only', 'The archive is open for reading only. Open it for writing to import.');
  }

  async #start(list: ImportList, jobId: string, isResumed: boolean): Promise<ImportOutcome[]> {
    const { group } = list;
    // The folders that were given may have been looked through while the archive was about to close.
    if (this.#isClosing) throw new ArchiveError('cancelled', 'The archive is being closed. Open it and import again.');
    if (this.#jobs.has(jobId)) throw new ArchiveError('conflict', `An import with the id ${jobId} is running already.`);
    const abort = new AbortController();
    this.#core.openGroups.add(group);
    this.#running.add(group);
    const done = this.#runList(list, jobId, isResumed, abort.signal);
    this.#jobs.set(jobId, { abort, done });
    try {
      return await done;
    } finally {
      this.#jobs.delete(jobId);
      this.#running.delete(group);
      this.#core.openGroups.delete(group);
    }
  }

  async #runList(list: ImportList, jobId: string, isResumed: boolean, signal: AbortSignal): Promise<ImportOutcome[]> {
    const core = this.#core;
    const progress = new ProgressReport(jobId, list.items.length, (report) =>
      core.context.broadcast({ type: 'import', progress: report }),
    );
    const job: Job = {
      jobId,
      list,
      written: isResumed ? list.total : null,
      signal,
      progress,
      finished: isResumed ? await finishedItems(core, list) : new Map(),
      done: [],
    };
    if (!isResumed && mayBeCutOff(list)) await this.#writeList(job);
    const issuers = await ensureAgencies(core, issuersOf(list), list);
    await inParallel(list.items, AT_ONCE, (item, index) => {
      const outcome = this.#importItem(item, index, job, issuers);
      job.done[index] = outcome;
      return outcome;
    });
    const outcomes = (await Promise.all(job.done)).flat();
    await this.#recordRefusals(outcomes, list.group);
    if (job.written !== null && !this.#isClosing) await removeImportList(core, list.group);
    progress.finish();
    return outcomes;
  }

  async #writeList(job: Job): Promise<void> {
    job.written = job.list.total;
    await writeImportList(this.#core, job.list);
  }

  async #importItem(
    item: ImportItem,
    index: number,
    job: Job,
    issuers: ReadonlyMap<string, string>,
  ): Promise<readonly ImportOutcome[]> {
    const { path } = item;
    const begin = (): void => job.progress.begin(path, job.signal.aborted);
    begin();
    if (job.signal.aborted) return [end(job, path, cancelledOutcome(path))];
    try {
      if (item.fault) throw errorFromData(item.fault);
      const context = this.#contextOf(item, index, job, issuers);
      const kind = await sniffContainer(path);
      if (kind !== null && item.versionOf === undefined && item.versionOfItem === undefined) {
        const members = await importContainer(this.#core, kind, context);
        if (members !== null) {
          job.progress.drop(path);
          return members;
        }
      }
      return await this.#importFile(item, index, job, context);
    } catch (error) {
      return [end(job, path, failedOutcome(path, error))];
    }
  }

  async #importFile(
    item: ImportItem,
    index: number,
    job: Job,
    context: MemberContext,
  ): Promise<readonly ImportOutcome[]> {
    const { path } = item;
    const known = job.finished.get(itemKey(index, null));
    const outcome = known
      ? { ...known, file: path }
      : await importAs(this.#core, {
          path,
          fileName: nameOf(path),
          group: job.list.group,
          metadata: context.metadata,
          versionOf: await versionTarget(item, job),
          detail: { item: index },
          ...(item.sha256 === undefined ? {} : { expectedSha256: item.sha256 }),
        });
    end(job, path, outcome);
    return [outcome, ...(await importAttachments(this.#core, outcome, context))];
  }

  #contextOf(item: ImportItem, index: number, job: Job, issuers: ReadonlyMap<string, string>): MemberContext {
    return {
      path: item.path,
      fileName: nameOf(item.path),
      label: item.path,
      group: job.list.group,
      item: index,
      metadata: metadataOf(item, job.list, issuers),
      signal: job.signal,
      finished: job.finished,
      begin: (file) => job.progress.begin(file, job.signal.aborted),
      end: (file, outcome) => job.progress.end(file, outcome),
      drop: (file) => job.progress.drop(file),
      found: async (count) => {
        job.progress.grow(count);
        job.list = { ...job.list, total: job.list.total + count };
        // A ZIP given alone is worth going on with as soon as there is more than one file in it. Later the list grows by
        // its total alone: a thousand e-mails are no reason to write it a thousand times.
        if (job.list.total > (job.written === null ? 1 : job.written * 1.25)) await this.#writeList(job);
      },
    };
  }

  /** One entry of the log for all files that did not come in. Undo passes over it: it changes nothing. */
  async #recordRefusals(outcomes: readonly ImportOutcome[], group: string): Promise<void> {
    const failed = outcomes.filter(({ outcome }) => outcome === 'failed');
    if (failed.length === 0) return;
    const files = failed.slice(0, NAMED_FAILURES).map(({ file, code, reason, sha256 }) => ({
      file: withoutFolders(file, file),
      code,
      reason: withoutFolders(reason ?? '', file),
      sha256,
    }));
    const label = failed.length === 1 ? `Refuse ${files[0]?.file ?? 'a file'}` : `Refuse ${failed.length} files`;
    const detail = { files, count: failed.length };
    try {
      await this.#core.change(async () => ({
        value: null,
        event: { type: 'document.reject', label, changes: [], group, detail },
      }));
    } catch (error) {
      // The outcomes name the failures; that the log does not is one more trouble, and no reason to withhold them.
      const message = error instanceof Error ? error.message : String(error);
      this.#core.report({
        kind: 'journal',
        path: null,
        message: `Refused files were not entered in the log: ${message}`,
      });
    }
  }
}

function end(job: Job, file: string, outcome: ImportOutcome): ImportOutcome {
  job.progress.end(file, outcome);
  return outcome;
}

/** Whether something can be left of an import that is killed: it has several files, or one that comes with others. */
const mayBeCutOff = ({ items }: ImportList): boolean =>
  items.length > 1 || items.some(({ path }) => /\.eml$/i.test(path));

const cancelledOutcome = (file: string): ImportOutcome =>
  failedOutcome(file, new ArchiveError('cancelled', 'The import was stopped.'));

/** The log keeps no folders of this machine: a path becomes the name of its file. */
function withoutFolders(text: string, file: string): string {
  const outer = file.split(' › ')[0] ?? file;
  return text.replaceAll(outer, nameOf(outer));
}

const issuersOf = (list: ImportList): readonly string[] => list.items.flatMap(({ issuer }) => issuer ?? []);

function metadataOf(
  { metadata, issuer }: ImportItem,
  { collection }: ImportList,
  issuers: ReadonlyMap<string, string>,
): Partial<DocumentMetadata> {
  const issuerId = issuer === undefined ? undefined : issuers.get(issuer);
  const notes = [metadata?.notes, issuer !== undefined && issuerId === undefined ? `Issuer: ${issuer}` : ''];
  const said = notes.filter(Boolean).join('\n');
  return {
    collection,
    ...metadata,
    ...(issuerId === undefined ? {} : { issuerId }),
    ...(said === '' ? {} : { notes: said }),
  };
}

/** The document whose next version an item is, or null. Waits for the item that brings that document. */
async function versionTarget({ versionOf, versionOfItem }: ImportItem, job: Job): Promise<string | null> {
  if (versionOfItem === undefined) return versionOf ?? null;
  const [first] = (await job.done[versionOfItem]) ?? [];
  if (first?.documentId) return first.documentId;
  const name = nameOf(job.list.items[versionOfItem]?.path ?? '');
  throw new ArchiveError('not-found', `It is a version of ${name}, which did not come in. Import that first.`);
}
