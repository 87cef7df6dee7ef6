import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import type { Briefing } from '../../shared/domain/briefing.ts';
import { type Codebook, EMPTY_CODEBOOK } from '../../shared/domain/codebook.ts';
import { type SourceDocument, sha256Schema } from '../../shared/domain/document.ts';
import type { ArchiveInfo, Change } from '../../shared/domain/event.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import type { SavedSearch } from '../../shared/domain/saved-search.ts';
import { errnoOf, ioError, setAside, setBytesAside } from './durable-file.ts';
import { type FileKindName, type FileKinds, fileKinds, filesOf, type IsExpected, isSafeId } from './file-kinds.ts';
import { historySchema } from './history.ts';
import { DamagedFile, DurableJsonFile, type FileKind, Store, type StoreContext } from './store.ts';

const placeSchema = z.strictObject({
  segment: z.number().int().positive(),
  offset: z.number().int().nonnegative(),
  length: z.number().int().positive(),
});

/** Which journal entry all state files include, and the undo stacks as of it. Stored as checkpoint.json. */
const checkpointSchema = z.strictObject({
  seq: z.number().int().nonnegative(),
  hash: sha256Schema,
  place: placeSchema.nullable(),
  history: historySchema,
});
export type Checkpoint = z.infer<typeof checkpointSchema>;

/** What the store needs of its surroundings. */
export interface StateFilesContext extends StoreContext {
  /** The newest journal entry whose changes were all given to `apply`; null while nothing may be written yet. */
  readonly checkpoint: () => Checkpoint | null;
  readonly isExpected: IsExpected;
  /** Called when the files on disk go up to another entry. */
  readonly onFlushed: (seq: number) => void;
  /** Milliseconds between the last change and the writing of state files. */
  readonly delay?: number;
}

const CACHE_LIMIT = 512;
const DELAY = 1_000;
const LONGEST_DELAY = 10_000;

/** What the store does with a state file whatever it holds. */
type AnyFile = Pick<Store<unknown>, 'apply' | 'persist' | 'revision' | 'value'>;

/**
 * The JSON state files of an archive, held behind the journal: `apply` changes memory at once, the files follow in the
 * background. Per-document files are read when first asked for.
 */
export class StateFiles {
  readonly #context: StateFilesContext;
  readonly #kinds: FileKinds;
  readonly #archive: FileCache<ArchiveInfo>;
  readonly #codebook: FileCache<Codebook>;
  readonly #documents: FileCache<SourceDocument>;
  readonly #passages: FileCache<readonly Passage[]>;
  readonly #briefings: FileCache<Briefing>;
  readonly #searches: FileCache<readonly SavedSearch[]>;
  readonly #dirty = new Map<string, AnyFile>();
  #timer: NodeJS.Timeout | null = null;
  #dirtySince = 0;
  #flushing: Promise<void> = Promise.resolve();

  constructor(context: StateFilesContext) {
    this.#context = context;
    this.#kinds = fileKinds(context.archive, context.isExpected);
    const cache = <T>(name: FileKindName, kind: FileKind<T>): FileCache<T> =>
      new FileCache(kind, context, {
        isDirty: (id) => this.#dirty.has(`${name} ${id}`),
        onRestored: (id, file) => this.#markDirty(`${name} ${id}`, file),
      });
    this.#archive = cache('archive', this.#kinds.archive);
    this.#codebook = cache('codebook', this.#kinds.codebook);
    this.#documents = cache('document', this.#kinds.document);
    this.#passages = cache('passages', this.#kinds.passages);
    this.#briefings = cache('briefing', this.#kinds.briefing);
    this.#searches = cache('searches', this.#kinds.searches);
  }

  /** The archive's description, or null if neither file nor journal tells. */
  async info(): Promise<ArchiveInfo | null> {
    return (await this.#archive.get('')).value;
  }

  /** Agencies by name, stances and topics in their order. */
  async codebook(): Promise<Codebook> {
    return (await this.#codebook.get('')).value ?? EMPTY_CODEBOOK;
  }

  /** A document, or null. `isExpected`: it must be there, so make it again from the journal if its file is missing. */
  async document(id: string, isExpected = false): Promise<SourceDocument | null> {
    return isSafeId(id) ? (await this.#documents.get(id, isExpected)).value : null;
  }

  /** The passages of a document in reading order. `isExpected` as for `document`. */
  async passages(documentId: string, isExpected = false): Promise<readonly Passage[]> {
    return isSafeId(documentId) ? ((await this.#passages.get(documentId, isExpected)).value ?? []) : [];
  }

  /** A briefing, or null. */
  async briefing(id: string): Promise<Briefing | null> {
    return isSafeId(id) ? (await this.#briefings.get(id)).value : null;
  }

  /** Searches kept under a name, by name. `isExpected` as for `document`: there are some. */
  async searches(isExpected = false): Promise<readonly SavedSearch[]> {
    return (await this.#searches.get('', isExpected)).value ?? [];
  }

  /** Ids of all documents that have a folder on disk or were changed since. Reads no file. */
  async documentIds(): Promise<readonly string[]> {
    return this.#ids('documents', 'document', (name) => name);
  }

  /** Ids of all briefings that have a file on disk or were changed since. Reads no file. */
  async briefingIds(): Promise<readonly string[]> {
    return this.#ids('briefings', 'briefing', (name) => (name.endsWith('.json') ? name.slice(0, -5) : null));
  }

  /** What a change's thing is now, or null. */
  async current(change: Change): Promise<unknown> {
    switch (change.entity) {
      case 'archive':
        return this.info();
      case 'document':
        return this.document(change.id);
      case 'briefing':
        return this.briefing(change.id);
      case 'agency':
        return (await this.codebook()).agencies.find(({ id }) => id === change.id) ?? null;
      case 'stance':
        return (await this.codebook()).stances.find(({ id }) => id === change.id) ?? null;
      case 'topic':
        return (await this.codebook()).topics.find(({ id }) => id === change.id) ?? null;
      case 'saved-search':
        return (await this.searches()).find(({ id }) => id === change.id) ?? null;
      case 'passage': {
        // Where it is after the change; if it is not there, where it was before: it may have gone to another document.
        for (const documentId of new Set([change.after?.documentId, change.before?.documentId])) {
          const found = (await this.passages(documentId ?? '')).find(({ id }) => id === change.id);
          if (found !== undefined) return found;
        }
        return null;
      }
    }
  }

  /** Brings memory up to date with changes that are in the journal, and plans the writing of the files. Idempotent. */
  async apply(changes: readonly Change[]): Promise<void> {
    for (const change of changes) {
      for (const [kind, id] of filesOf(change)) {
        const file = await this.#file(kind, id);
        file.apply(change);
        this.#markDirty(`${kind} ${id}`, file);
      }
    }
  }

  /** Puts copies of the files that changes are about to alter into damaged/. */
  async keepCopies(changes: readonly Change[]): Promise<void> {
    if (this.#context.readOnly) return;
    const { archive, now } = this.#context;
    const paths = changes.flatMap((change) => filesOf(change).map(([kind, id]) => this.#kinds[kind].pathOf(id)));
    for (const path of new Set(paths)) {
      try {
        const name = relative(archive, path).replace(/[\\/]/g, '_');
        await setBytesAside(archive, name, await readFile(path), now());
      } catch (error) {
        if (errnoOf(error) !== 'ENOENT') throw ioError(`${path} could not be copied to the folder “damaged”`, error);
      }
    }
  }

  /** Writes every state file that is behind, then the checkpoint. Rejects with `io`; what failed stays planned. */
  flush(): Promise<void> {
    const run = this.#flushing.then(() => this.#flush());
    this.#flushing = run.catch(() => undefined);
    return run;
  }

  /** Runs work during which no state file on disk changes; what is to be written waits for its end. */
  standStill<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#flushing.then(work);
    this.#flushing = run.then(
      () => undefined,
      () => undefined,
    );
    return run;
  }

  /** Plans the writing of the checkpoint, even if no state file is behind. */
  plan(): void {
    if (this.#context.readOnly || this.#context.checkpoint() === null) return;
    const now = Date.now();
    if (this.#dirtySince === 0) this.#dirtySince = now;
    if (this.#timer) {
      if (now - this.#dirtySince > LONGEST_DELAY) return;
      clearTimeout(this.#timer);
    }
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.flush().catch((error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        this.#context.onProblem({ kind: 'damaged-file', path: null, message });
        this.plan();
      });
    }, this.#context.delay ?? DELAY);
    this.#timer.unref();
  }

  /** Stops background writing. Call `flush` first. */
  async close(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#flushing;
  }

  async #flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#context.readOnly) return;
    // Taken first: the files written below may already include later entries, which applying them again does not harm.
    const checkpoint = this.#context.checkpoint();
    if (checkpoint === null) return;
    this.#dirtySince = 0;
    try {
      for (const [key, file] of [...this.#dirty]) {
        const { revision } = file;
        await file.persist();
        if (file.revision === revision) this.#dirty.delete(key);
      }
      await checkpointFile(this.#context).write(checkpoint);
      this.#context.onFlushed(checkpoint.seq);
    } catch (error) {
      throw ioError('State files could not be written; the journal holds every change', error);
    }
  }

  #file(kind: FileKindName, id: string): Promise<AnyFile> {
    switch (kind) {
      case 'archive':
        return this.#archive.get(id);
      case 'codebook':
        return this.#codebook.get(id);
      case 'document':
        return this.#documents.get(id);
      case 'passages':
        return this.#passages.get(id);
      case 'briefing':
        return this.#briefings.get(id);
      case 'searches':
        return this.#searches.get(id);
    }
  }

  #markDirty(key: string, file: AnyFile): void {
    this.#dirty.set(key, file);
    this.plan();
  }

  async #ids(
    folder: string,
    kind: 'document' | 'briefing',
    idOf: (name: string) => string | null,
  ): Promise<readonly string[]> {
    const ids = new Set<string>();
    try {
      for (const name of await readdir(join(this.#context.archive, folder))) {
        const id = idOf(name);
        if (id !== null && isSafeId(id)) ids.add(id);
      }
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT') throw ioError(`Folder ${folder} cannot be read`, error);
    }
    for (const [key, file] of this.#dirty) {
      if (!key.startsWith(`${kind} `)) continue;
      const id = key.slice(kind.length + 1);
      if (file.value === null) ids.delete(id);
      else ids.add(id);
    }
    return [...ids].sort();
  }
}

/** State files of one kind that are in memory; the ones used longest ago go first. */
class FileCache<T> {
  readonly #kind: FileKind<T>;
  readonly #context: StoreContext;
  readonly #watch: { isDirty(id: string): boolean; onRestored(id: string, file: Store<T>): void };
  readonly #files = new Map<string, Promise<Store<T>>>();

  constructor(
    kind: FileKind<T>,
    context: StoreContext,
    watch: { isDirty(id: string): boolean; onRestored(id: string, file: Store<T>): void },
  ) {
    this.#kind = kind;
    this.#context = context;
    this.#watch = watch;
  }

  async get(id: string, isExpected = false): Promise<Store<T>> {
    const known = this.#files.get(id);
    this.#files.delete(id);
    const loading = known ?? this.#load(id);
    this.#files.set(id, loading);
    try {
      const file = await loading;
      if (isExpected && file.value === null && !this.#watch.isDirty(id)) {
        await file.load(this.#context, true);
        this.#watch.onRestored(id, file);
      }
      return file;
    } catch (error) {
      this.#files.delete(id);
      throw error;
    }
  }

  async #load(id: string): Promise<Store<T>> {
    for (const other of this.#files.keys()) {
      if (this.#files.size < CACHE_LIMIT) break;
      if (!this.#watch.isDirty(other)) this.#files.delete(other);
    }
    const file = new Store(this.#kind, id, this.#context);
    if (await file.load(this.#context, this.#kind.isExpected(id))) this.#watch.onRestored(id, file);
    return file;
  }
}

const checkpointFile = (context: Pick<StoreContext, 'archive' | 'temporaryFolder' | 'fileSystem'>) =>
  new DurableJsonFile(join(context.archive, 'checkpoint.json'), checkpointSchema, context);

/** Reads checkpoint.json. Null if there is none; a damaged one is set aside (the journal is then read whole). */
export async function readCheckpoint(
  context: Pick<StoreContext, 'archive' | 'temporaryFolder' | 'readOnly' | 'now' | 'onProblem'>,
): Promise<Checkpoint | null> {
  try {
    return await checkpointFile(context).read();
  } catch (error) {
    if (!(error instanceof DamagedFile)) throw error;
    if (!context.readOnly) await setAside(context.archive, join(context.archive, 'checkpoint.json'), context.now());
    context.onProblem({
      kind: 'damaged-file',
      path: 'checkpoint.json',
      message: `checkpoint.json is damaged (${error.message}). It was made again from the journal.`,
    });
    return null;
  }
}
