import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { ImportOutcome, ImportProgress } from '../../shared/contract/outcomes.ts';
import type { ParsedInput } from '../../shared/contract.ts';
import { type DocumentKind, partialDateSchema, type SourceDocument } from '../../shared/domain/document.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, PlannedEvent } from './archive-core.ts';
import { sha256 } from './canonical-json.ts';
import { documentChange } from './documents.ts';
import { errnoOf } from './durable-file.ts';
import type { Extraction } from './importers/extraction.ts';
import { documentsWithOriginal } from './index-queries.ts';
import type { StagedOriginal } from './objects.ts';

/** Files read at once; the parser pool has as many processes. */
const AT_ONCE = 2;
/** Milliseconds between two reports of progress. */
const INTERVAL = 100;

interface FoundFile {
  readonly path: string;
  /** Why it cannot be imported at all, or null. */
  readonly fault: ArchiveError | null;
}

/** One running import. */
interface Job {
  readonly jobId: string;
  /** Of its journal entries. */
  readonly group: string;
  readonly signal: AbortSignal;
}

/** Runs the imports of one archive. */
export class Importer {
  readonly #core: ArchiveCore;
  readonly #jobs = new Map<string, { readonly abort: AbortController; readonly done: Promise<unknown> }>();
  /** Files being imported now, by hash: the second of two equal files waits for the first. */
  readonly #underWay = new Map<string, Promise<unknown>>();
  #waiting: {
    readonly event: PlannedEvent;
    resolve(): void;
    /** `isAbsent`: the journal is known not to hold the event. */
    reject(error: unknown, isAbsent: boolean): void;
  }[] = [];

  constructor(core: ArchiveCore) {
    this.#core = core;
  }

  /** Imports files and folders. Every file gets exactly one outcome, in the order in which the files were found. */
  async run(input: ParsedInput<'document.import'>): Promise<ImportOutcome[]> {
    if (this.#core.readOnly) {
      throw new ArchiveError('read-only', 'The archive is open for reading only. Open it for writing to import.');
    }
    const jobId = input.jobId ?? this.#core.context.newId();
    if (this.#jobs.has(jobId)) throw new ArchiveError('conflict', `An import with the id ${jobId} is running already.`);
    const abort = new AbortController();
    // Callers may use the id of a job again, but what two imports did are two things to undo.
    const group = this.#core.context.newId();
    this.#core.openGroups.add(group);
    const done = this.#runPaths(input, { jobId, group, signal: abort.signal });
    this.#jobs.set(jobId, { abort, done });
    try {
      return await done;
    } finally {
      this.#jobs.delete(jobId);
      this.#core.openGroups.delete(group);
    }
  }

  /** Stops a job after the files being read now. Throws `not-found` if there is none. */
  cancel(jobId: string): void {
    const job = this.#jobs.get(jobId);
    if (!job) throw new ArchiveError('not-found', `No import with the id ${jobId} is running.`);
    job.abort.abort();
  }

  /** Stops all jobs and waits for the files being read now. */
  async close(): Promise<void> {
    const jobs = [...this.#jobs.values()];
    for (const { abort } of jobs) abort.abort();
    await Promise.allSettled(jobs.map(({ done }) => done));
  }

  async #runPaths({ paths, collection }: ParsedInput<'document.import'>, job: Job): Promise<ImportOutcome[]> {
    const files: FoundFile[] = [];
    for (const path of paths) files.push(...(await expand(path)));
    return this.#runFiles(files, job, collection ?? null);
  }

  async #runFiles(files: readonly FoundFile[], job: Job, collection: string | null): Promise<ImportOutcome[]> {
    const outcomes: ImportOutcome[] = new Array(files.length);
    const progress = new ProgressReport(job.jobId, files.length, (report) =>
      this.#core.context.broadcast({ type: 'import', progress: report }),
    );
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next++; index < files.length; index = next++) {
        const file = files[index];
        if (!file) return;
        progress.begin(file.path, job.signal.aborted);
        const outcome = await this.#importFile(file, job, collection);
        outcomes[index] = outcome;
        progress.end(file.path, outcome);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    progress.finish();
    return outcomes;
  }

  async #importFile({ path, fault }: FoundFile, job: Job, collection: string | null): Promise<ImportOutcome> {
    if (job.signal.aborted) {
      return { ...NO_OUTCOME, file: path, outcome: 'cancelled', code: 'cancelled', reason: 'The import was stopped.' };
    }
    let hash: string | null = null;
    try {
      if (fault) throw fault;
      const { sha256: measured, byteLength } = await this.#core.objects.measure(path);
      hash = measured;
      if (byteLength === 0) {
        throw new ArchiveError('empty', `${basename(path)} has no bytes. Get the file again from its source.`);
      }
      return await this.#oneAtATime(measured, async () => {
        const twin = await this.#findTwin(measured);
        if (twin) return { ...twin, file: path, sha256: measured };
        const document = await this.#importNew(path, measured, job.group, collection);
        return { ...NO_OUTCOME, file: path, outcome: 'imported', documentId: document.id, sha256: measured };
      });
    } catch (error) {
      const known = error instanceof ArchiveError ? error : null;
      const code = known?.code ?? (errnoOf(error) === null ? 'internal' : 'io');
      const reason = known?.message ?? (error instanceof Error ? error.message : String(error));
      return { ...NO_OUTCOME, file: path, outcome: 'failed', sha256: hash, code, reason };
    }
  }

  /** Of equal files imported at once, lets one go after the other. */
  async #oneAtATime<T>(hash: string, work: () => Promise<T>): Promise<T> {
    for (let other = this.#underWay.get(hash); other; other = this.#underWay.get(hash))
      await Promise.allSettled([other]);
    const running = work();
    this.#underWay.set(hash, running);
    try {
      return await running;
    } finally {
      this.#underWay.delete(hash);
    }
  }

  async #findTwin(hash: string): Promise<Omit<ImportOutcome, 'file' | 'sha256'> | null> {
    const [twin] = await this.#core.index.use((index) => documentsWithOriginal(index, hash));
    if (!twin) return null;
    const reason =
      twin.trashedAt === null
        ? `The archive holds the same bytes as “${twin.title}” (${twin.id}).`
        : `The archive holds the same bytes as “${twin.title}” (${twin.id}), which is in the trash: restore it.`;
    return { outcome: 'duplicate', documentId: twin.id, code: null, reason };
  }

  async #importNew(path: string, hash: string, group: string, collection: string | null): Promise<SourceDocument> {
    const core = this.#core;
    const staged = await core.objects.stage(path);
    try {
      if (staged.sha256 !== hash) {
        throw new ArchiveError('unreadable', `${basename(path)} changed while it was read. Import it again.`);
      }
      const fileName = basename(path);
      const extraction = await core.context.pool().parse(staged.path, fileName);
      const document = this.#describe(path, staged, extraction, collection);
      await core.derived.write(hash, extraction);
      const isNew = await core.objects.keep(staged);
      await this.#commit(
        {
          type: 'document.import',
          label: `Import ${fileName}`,
          group,
          changes: [documentChange(null, document)],
          detail: { fileName, sha256: hash, byteLength: staged.byteLength, extractor: extraction.extractor },
          texts: new Map([[document.id, extraction]]),
        },
        async () => {
          if (isNew) await core.objects.withdraw(hash);
        },
      );
      return document;
    } finally {
      await core.objects.discard(staged);
    }
  }

  #describe(path: string, staged: StagedOriginal, extraction: Extraction, collection: string | null): SourceDocument {
    const { metadata } = extraction;
    const fileName = basename(path);
    const now = this.#core.context.now().toISOString();
    const title = metadata.title?.trim() || titleFromName(fileName);
    return {
      id: this.#core.context.newId(),
      title,
      kind: metadata.kind ?? guessKind(`${title} ${fileName}`),
      issuerId: null,
      author: metadata.author?.trim() || null,
      dateIssued: partialDateSchema.nullable().catch(null).parse(metadata.dateIssued),
      sourceUrl: metadata.sourceUrl,
      // Captured into this archive; when the bytes left their source before that, only a person can say.
      dateCaptured: now,
      collection,
      notes: '',
      addedAt: now,
      trashedAt: null,
      versions: [
        {
          number: 1,
          sha256: staged.sha256,
          byteLength: staged.byteLength,
          fileName,
          format: extraction.format,
          importedAt: now,
          extractor: extraction.extractor,
          textSha256: sha256(extraction.text),
          textLength: extraction.text.length,
          pageCount: extraction.pages.length === 0 ? null : extraction.pages.length,
        },
      ],
    };
  }

  /**
   * Records an event together with those of other files that are ready at the same moment: one flush for all.
   * `withdraw` is called if the journal is known not to hold it afterwards.
   */
  #commit(event: PlannedEvent, withdraw: () => Promise<void>): Promise<void> {
    return new Promise((resolve, fail) => {
      const reject = (error: unknown, isAbsent: boolean): void => {
        if (isAbsent) withdraw().then(() => fail(error), fail);
        else fail(error);
      };
      this.#waiting.push({ event, resolve, reject });
      if (this.#waiting.length > 1) return;
      this.#core
        .exclusively(async () => {
          const batch = this.#waiting;
          this.#waiting = [];
          const { eventCount } = this.#core;
          try {
            await this.#core.record(batch.map((item) => item.event));
            for (const item of batch) item.resolve();
          } catch (error) {
            // A failure after the flush does not take the events out of the journal, and they name the originals.
            const isAbsent = this.#core.eventCount === eventCount && this.#core.journal.isCertain;
            for (const item of batch) item.reject(error, isAbsent);
          }
        })
        .catch((error: unknown) => reject(error, true));
    });
  }
}

const NO_OUTCOME = { documentId: null, sha256: null, code: null, reason: null } as const;

/** Gathers outcomes and reports them at most ten times a second, each once. */
class ProgressReport {
  readonly #jobId: string;
  readonly #total: number;
  readonly #send: (progress: ImportProgress) => void;
  readonly #current = new Set<string>();
  #outcomes: ImportOutcome[] = [];
  #done = 0;
  #lastSent = 0;

  constructor(jobId: string, total: number, send: (progress: ImportProgress) => void) {
    this.#jobId = jobId;
    this.#total = total;
    this.#send = send;
  }

  begin(file: string, isCancelled: boolean): void {
    this.#current.add(file);
    if (!isCancelled) this.#report();
  }

  end(file: string, outcome: ImportOutcome): void {
    this.#current.delete(file);
    this.#outcomes.push(outcome);
    this.#done += 1;
    this.#report();
  }

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

/** The files of a path, those of folders in the order of their names; names that begin with a dot are left out. */
async function expand(path: string): Promise<readonly FoundFile[]> {
  try {
    const found = await stat(path);
    if (found.isFile()) return [{ path, fault: null }];
    if (!found.isDirectory()) {
      const message = `${path} is neither a file nor a folder, but a device, a pipe or a socket. Copy its content to a file.`;
      return [{ path, fault: new ArchiveError('unreadable', message) }];
    }
    const entries = await readdir(path, { withFileTypes: true });
    const files: FoundFile[] = [];
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))) {
      if (entry.name.startsWith('.')) continue;
      const inner = join(path, entry.name);
      if (entry.isDirectory()) files.push(...(await expand(inner)));
      else if (entry.isFile()) files.push({ path: inner, fault: null });
      // A link to a folder may lead back up; a link to a file is as good as the file.
      else if (entry.isSymbolicLink() && (await isFile(inner))) files.push({ path: inner, fault: null });
    }
    return files;
  } catch (error) {
    const missing = errnoOf(error) === 'ENOENT';
    const message = missing
      ? `${path} cannot be read: there is no such file or folder. Check the path.`
      : `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}. Check its rights.`;
    return [{ path, fault: new ArchiveError('unreadable', message, { cause: error }) }];
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (errnoOf(error) !== null) return false;
    throw error;
  }
}

function titleFromName(fileName: string): string {
  const stem = fileName.slice(0, fileName.length - extname(fileName).length);
  return stem.replace(/_+/g, ' ').trim() || fileName.trim() || 'Untitled document';
}

const KINDS: readonly (readonly [RegExp, DocumentKind])[] = [
  [/\bpress[ _-]?release\b/i, 'press-release'],
  [/\btranscript\b/i, 'transcript'],
  [/\bmemo(randum)?\b/i, 'memo'],
  [/\b(executive[ _-]order|order)\b/i, 'order'],
  [/\b(policy|directive|procedure)\b/i, 'policy'],
  [/\bletter\b/i, 'letter'],
  [/\b(bill|act|statute|resolution)\b/i, 'legislation'],
  [/\b(statement|testimony)\b/i, 'statement'],
];

function guessKind(words: string): DocumentKind {
  return KINDS.find(([pattern]) => pattern.test(words.replace(/_/g, ' ')))?.[1] ?? 'other';
}
