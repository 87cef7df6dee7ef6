import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { ImportOutcome, ImportProgress, ParsedInput } from '../../shared/contract.ts';
import type { DocumentKind, SourceDocument } from '../../shared/domain/document.ts';
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

/** Runs the imports of one archive. */
export class Importer {
  readonly #core: ArchiveCore;
  readonly #jobs = new Map<string, { readonly abort: AbortController; readonly done: Promise<unknown> }>();
  /** Files being imported now, by hash: the second of two equal files waits for the first. */
  readonly #underWay = new Map<string, Promise<unknown>>();
  #waiting: { readonly event: PlannedEvent; resolve(): void; reject(error: unknown): void }[] = [];

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
    const done = this.#runPaths(input, jobId, abort.signal);
    this.#jobs.set(jobId, { abort, done });
    try {
      return await done;
    } finally {
      this.#jobs.delete(jobId);
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

  async #runPaths(
    { paths, collection }: ParsedInput<'document.import'>,
    jobId: string,
    signal: AbortSignal,
  ): Promise<ImportOutcome[]> {
    const files: FoundFile[] = [];
    for (const path of paths) files.push(...(await expand(path)));
    return this.#runFiles(files, jobId, collection ?? null, signal);
  }

  async #runFiles(
    files: readonly FoundFile[],
    jobId: string,
    collection: string | null,
    signal: AbortSignal,
  ): Promise<ImportOutcome[]> {
    const outcomes: ImportOutcome[] = new Array(files.length);
    const progress = new ProgressReport(jobId, files.length, (report) =>
      this.#core.context.broadcast({ type: 'import', progress: report }),
    );
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next++; index < files.length; index = next++) {
        const file = files[index];
        if (!file) return;
        progress.begin(file.path, signal.aborted);
        const outcome = await this.#importFile(file, jobId, collection, signal);
        outcomes[index] = outcome;
        progress.end(file.path, outcome);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    progress.finish();
    return outcomes;
  }

  async #importFile(
    { path, fault }: FoundFile,
    jobId: string,
    collection: string | null,
    signal: AbortSignal,
  ): Promise<ImportOutcome> {
    if (signal.aborted) {
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
        const document = await this.#importNew(path, measured, jobId, collection);
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

  async #importNew(path: string, hash: string, jobId: string, collection: string | null): Promise<SourceDocument> {
    const core = this.#core;
    const staged = await core.objects.stage(path);
    try {
      if (staged.sha256 !== hash) {
        throw new ArchiveError('unreadable', `${basename(path)} changed while it was read. Import it again.`);
      }
      const fileName = basename(path);
      const extraction = await core.context.pool().parse(staged.path, fileName);
      const document = await this.#describe(path, staged, extraction, collection);
      await core.derived.write(hash, extraction);
      const isNew = await core.objects.keep(staged);
      try {
        await this.#commit({
          type: 'document.import',
          label: `Import ${fileName}`,
          group: jobId,
          changes: [documentChange(null, document)],
          detail: { fileName, sha256: hash, byteLength: staged.byteLength, extractor: extraction.extractor },
          texts: new Map([[document.id, extraction]]),
        });
      } catch (error) {
        if (isNew) await core.objects.withdraw(hash);
        throw error;
      }
      return document;
    } finally {
      await core.objects.discard(staged);
    }
  }

  async #describe(
    path: string,
    staged: StagedOriginal,
    extraction: Extraction,
    collection: string | null,
  ): Promise<SourceDocument> {
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
      dateIssued: metadata.dateIssued,
      sourceUrl: metadata.sourceUrl,
      dateCaptured: (await stat(path)).mtime.toISOString(),
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

  /** Records an event together with those of other files that are ready at the same moment: one flush for all. */
  #commit(event: PlannedEvent): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ event, resolve, reject });
      if (this.#waiting.length > 1) return;
      this.#core
        .exclusively(async () => {
          const batch = this.#waiting;
          this.#waiting = [];
          try {
            await this.#core.record(batch.map((item) => item.event));
            for (const item of batch) item.resolve();
          } catch (error) {
            for (const item of batch) item.reject(error);
          }
        })
        .catch(reject);
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
    if (!(await stat(path)).isDirectory()) return [{ path, fault: null }];
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
  return stem.replace(/_+/g, ' ').trim() || fileName;
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
