import { readFile, rm, rmdir } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { type Adapter, Low } from 'lowdb';
import { z } from 'zod';
import type { Problem } from '../../shared/contract/outcomes.ts';
import type { Change } from '../../shared/domain/event.ts';
import {
  errnoOf,
  type FileSystem,
  ioError,
  makeFolder,
  setAside,
  syncFolder,
  writeFileDurably,
} from './durable-file.ts';

/** Content of a JSON file that does not fit its schema, in words. */
export class DamagedFile extends Error {}

/** Where and how JSON files are written. */
export interface JsonFileContext {
  /** On the disk of the archive; holds files that are not yet whole. */
  readonly temporaryFolder: string;
  readonly fileSystem?: FileSystem;
}

/** Reads and replaces one JSON file whole and durably; lowdb's own writers do not flush. */
export class DurableJsonFile<T> implements Adapter<T> {
  readonly #path: string;
  readonly #schema: z.ZodType<T>;
  readonly #context: JsonFileContext;

  constructor(path: string, schema: z.ZodType<T>, context: JsonFileContext) {
    this.#path = path;
    this.#schema = schema;
    this.#context = context;
  }

  /** The content, or null if there is no such file. Throws DamagedFile. */
  async read(): Promise<T | null> {
    let text: string;
    try {
      text = await readFile(this.#path, 'utf8');
    } catch (error) {
      if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return null;
      throw ioError(`${this.#path} cannot be read`, error);
    }
    try {
      return this.#schema.parse(JSON.parse(text));
    } catch (error) {
      const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
      const fault = error instanceof Error ? error.message : String(error);
      throw new DamagedFile(issue ? `${issue.path.join('.')}: ${issue.message}` : fault, { cause: error });
    }
  }

  /** Replaces the content; on disk when it resolves. */
  async write(data: T): Promise<void> {
    await makeFolder(dirname(this.#path));
    const { temporaryFolder, fileSystem } = this.#context;
    await writeFileDurably(this.#path, `${JSON.stringify(data, null, 2)}\n`, temporaryFolder, fileSystem);
  }
}

/** What a kind of state file holds and how it follows the journal. */
export interface FileKind<T> {
  readonly schema: z.ZodType<T>;
  /** Path of the file of one id. */
  pathOf(id: string): string;
  /** The content after a change; `value` is null if there is none. */
  reduce(id: string, value: T | null, change: Change): T | null;
  /** Whether a change concerns the file of one id. */
  concerns(id: string, change: Change): boolean;
  /** A text that every journal line concerning the file contains. */
  needleOf(id: string): string;
  /** Whether the file must be there, so that a missing one is a fault. */
  isExpected(id: string): boolean;
}

/** What state files need of the archive around them. */
export interface StoreContext extends JsonFileContext {
  readonly archive: string;
  readonly readOnly: boolean;
  readonly now: () => Date;
  /** Changes of the journal whose lines contain the text, in order. */
  readonly fromJournal: (containing: string) => AsyncIterable<{ readonly seq: number; readonly change: Change }>;
  /** The entry up to which the files on disk go; what came later may be missing there without fault. */
  readonly flushedSeq: () => number;
  readonly onProblem: (problem: Problem) => void;
}

/** One state file in memory. */
export class Store<T> {
  readonly #low: Low<{ value: T | null }>;
  readonly #path: string;
  readonly #kind: FileKind<T>;
  readonly #id: string;
  /** Counts changes, to tell whether the file on disk is up to date. */
  revision = 0;

  constructor(kind: FileKind<T>, id: string, context: JsonFileContext) {
    this.#path = kind.pathOf(id);
    this.#kind = kind;
    this.#id = id;
    const file = new DurableJsonFile(this.#path, kind.schema, context);
    this.#low = new Low<{ value: T | null }>(
      {
        read: async () => ({ value: await file.read() }),
        write: ({ value }) => (value === null ? removeFile(this.#path) : file.write(value)),
      },
      { value: null },
    );
  }

  /** The content; null if the file does not or must not exist. */
  get value(): T | null {
    return this.#low.data.value;
  }

  /** Follows one change. */
  apply(change: Change): void {
    this.#low.data = { value: this.#kind.reduce(this.#id, this.value, change) };
    this.revision += 1;
  }

  /** Brings the disk up to date. */
  async persist(): Promise<void> {
    await this.#low.write();
  }

  /**
   * Reads the file. A damaged one is set aside, and a damaged or missing one is made again from the journal; returns
   * true if that happened.
   */
  async load(context: StoreContext, isExpected: boolean): Promise<boolean> {
    try {
      await this.#low.read();
      if (this.value !== null || !isExpected) return false;
      await this.#restore(MISSING, '', context);
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      if (!context.readOnly) await setAside(context.archive, this.#path, context.now());
      const kept = context.readOnly ? '' : ' Its bytes are kept in damaged/.';
      await this.#restore(`is damaged (${error.message})`, kept, context);
    }
    return true;
  }

  async #restore(fault: string, kept: string, context: StoreContext): Promise<void> {
    let isFound = false;
    let wasOnDisk = false;
    for await (const { seq, change } of context.fromJournal(this.#kind.needleOf(this.#id))) {
      if (!this.#kind.concerns(this.#id, change)) continue;
      this.apply(change);
      isFound = true;
      if (seq <= context.flushedSeq()) wasOnDisk = this.value !== null;
    }
    this.revision += 1;
    if (isFound && !wasOnDisk && fault === MISSING) return;
    const name = relative(context.archive, this.#path).replaceAll('\\', '/');
    context.onProblem({
      kind: isFound ? 'damaged-file' : 'missing-entity',
      path: name,
      message: isFound
        ? `${name} ${fault}. It was made again from the journal.${kept}`
        : `${name} ${fault}, and the journal does not hold it. Restore it from a copy of the archive.${kept}`,
    });
  }
}

const MISSING = 'is missing';

async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true });
  const folder = dirname(path);
  try {
    await rmdir(folder);
    await syncFolder(dirname(folder));
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM'].includes(errnoOf(error) ?? '')) throw error;
  }
}
