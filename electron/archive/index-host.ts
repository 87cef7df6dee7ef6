import { join } from 'node:path';
import type { Problem, QuoteCheck } from '../../shared/contract/outcomes.ts';
import { isSetAside } from '../../shared/domain/briefing.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { Derived, DerivedFiles } from './derived.ts';
import { makeFolder } from './durable-file.ts';
import { documentOf } from './file-kinds.ts';
import { placeOfEvent } from './index-queries.ts';
import { JOURNAL_START, type Journal, type PlacedEvent } from './journal.ts';
import {
  createMemoryIndex,
  deleteSearchIndex,
  type IndexableEvent,
  type IndexedText,
  isIndexDamage,
  openExistingIndex,
  openSearchIndex,
  type SearchIndex,
} from './search-index.ts';
import type { StateFiles } from './state-files.ts';

/** What the index is kept in step with. */
export interface IndexSources {
  readonly archive: string;
  readonly readOnly: boolean;
  readonly journal: Journal;
  readonly store: StateFiles;
  readonly derived: DerivedFiles;
  readonly onProblem: (problem: Problem) => void;
}

/** Further behind than this many entries the index is made anew. */
const FAR_BEHIND = 20_000;
const BATCH = 200;

/** Holds the search index, keeps it in step with the journal, and makes it again when it is missing or damaged. */
export class IndexHost {
  readonly #archive: string;
  readonly #readOnly: boolean;
  #index: SearchIndex;
  #sources: IndexSources | null = null;
  #filling: Promise<void> | null = null;
  /** While the index is made anew everybody waits for it. */
  #rebuilding: Promise<void> | null = null;
  #isClosed = false;
  #isInMemory: boolean;
  readonly #unreadable = new Set<string>();

  private constructor(archive: string, readOnly: boolean, index: SearchIndex, isInMemory: boolean) {
    this.#archive = archive;
    this.#readOnly = readOnly;
    this.#index = index;
    this.#isInMemory = isInMemory;
  }

  /** Opens the index file as it is; `sync` brings it up to date. */
  static async open(archive: string, readOnly: boolean): Promise<IndexHost> {
    if (!readOnly) return new IndexHost(archive, readOnly, await openFile(archive), false);
    const existing = await openExistingIndex(indexPath(archive));
    return new IndexHost(archive, readOnly, existing ?? createMemoryIndex(), existing === null);
  }

  /** Whether something is in the index as it is; false if the index cannot tell. */
  peek(ask: (index: SearchIndex) => boolean): boolean {
    if (this.#rebuilding !== null) return false;
    try {
      return ask(this.#index);
    } catch (error) {
      if (isIndexDamage(error)) return false;
      throw error;
    }
  }

  /** Asks the index. If it turns out to be damaged it is made again and asked once more. */
  async use<T>(ask: (index: SearchIndex) => T | Promise<T>): Promise<T> {
    await this.#rebuilding;
    const asked = this.#index;
    try {
      return await ask(asked);
    } catch (error) {
      if (this.#sources === null || this.#isClosed) throw error;
      // Another call may have found the damage first and put a new index in place of the one asked.
      const wasReplaced = this.#rebuilding !== null || this.#index !== asked;
      if (!wasReplaced && !isIndexDamage(error)) throw error;
      await (wasReplaced ? this.#rebuilding : this.#rebuild(this.#sources, 'is damaged'));
      return ask(this.#index);
    }
  }

  /** Keeps what quote checks found of passages as they were then. A reader beside a writer keeps nothing. */
  async keepChecks(checks: ReadonlyMap<string, QuoteCheck>, passages: readonly Passage[]): Promise<void> {
    if (this.#readOnly && !this.#isInMemory) return;
    await this.use((index) => index.keepChecks(checks, passages));
  }

  /** Asks the index once every text is in it. */
  async useComplete<T>(ask: (index: SearchIndex) => T | Promise<T>): Promise<T> {
    await this.#fillTexts();
    return this.use(ask);
  }

  /** Brings the index up to date with journal and state files at open. */
  async sync(sources: IndexSources): Promise<void> {
    this.#sources = sources;
    try {
      if (!(await this.#catchUp(sources))) await this.#rebuild(sources, null);
    } catch (error) {
      if (!isIndexDamage(error)) throw error;
      await this.#rebuild(sources, 'is damaged');
    }
    const pending = await this.use((index) => index.pendingTexts());
    // The texts of a whole archive may take minutes to make again; only searching has to wait for it.
    if (pending.length > 0) this.#fillTexts().catch((error: unknown) => this.#tellUnfilled(sources, error));
  }

  /** Follows entries that were just appended. A failure is reported and mended at the next entry. */
  async follow(events: readonly PlacedEvent[], texts: ReadonlyMap<string, IndexedText>): Promise<void> {
    const first = events[0];
    if (!first || !this.#sources) return;
    // The index file is kept by the process that writes the archive.
    if (this.#readOnly && !this.#isInMemory) return;
    try {
      await this.#rebuilding;
      await this.#takeIn(this.#sources, events, texts);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#sources.onProblem({
        kind: 'derived',
        path: 'derived/index.sqlite',
        message: `The index could not follow the last change (${message}). The change is saved; lists may be behind until the next one.`,
      });
    }
  }

  async #takeIn(
    sources: IndexSources,
    events: readonly PlacedEvent[],
    texts: ReadonlyMap<string, IndexedText>,
  ): Promise<void> {
    try {
      const position = await this.#index.position();
      if (position?.seq === (events[0]?.event.seq ?? 0) - 1) {
        await this.#index.apply(events.map((event) => ({ ...event, texts })));
      } else if (!(await this.#catchUp(sources))) {
        await this.#rebuild(sources, null);
      }
    } catch (error) {
      // The rebuilding may have begun before the entries were there: what it lacks then follows from the journal.
      if (this.#rebuilding !== null) await this.#rebuilding;
      else if (isIndexDamage(error)) await this.#rebuild(sources, 'is damaged');
      else throw error;
      if (!(await this.#catchUp(sources))) await this.#rebuild(sources, null);
    }
  }

  /** Closes the index file. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#filling;
    await this.#rebuilding?.catch(() => undefined);
    this.#index.close();
  }

  async #catchUp({ journal, derived }: IndexSources): Promise<boolean> {
    const end = journal.position;
    const position = await this.#index.position();
    // The process that writes the archive may already have taken the index further.
    if (this.#readOnly && position !== null && position.seq >= end.seq) return true;
    if (position === null || position.seq > end.seq || end.seq - position.seq > FAR_BEHIND) return false;
    if (position.seq === end.seq) return position.hash === end.hash;
    const place = placeOfEvent(this.#index, position.seq);
    if (place === null) return false;
    try {
      if ((await journal.read(place)).hash !== position.hash) return false;
    } catch (error) {
      if (error instanceof ArchiveError && error.code === 'damaged') return false;
      throw error;
    }
    // A reader must not write into the index that another process keeps.
    if (this.#readOnly) return false;
    let batch: IndexableEvent[] = [];
    for await (const placed of journal.entries({ ...position, place })) {
      batch.push({ ...placed, texts: await textsOf(placed, derived) });
      if (batch.length < BATCH) continue;
      await this.#index.apply(batch);
      batch = [];
    }
    await this.#index.apply(batch);
    return (await this.#index.position())?.seq === end.seq;
  }

  /** Makes the index anew; a call while it is being made waits for that. */
  #rebuild(sources: IndexSources, fault: string | null): Promise<void> {
    this.#rebuilding ??= this.#makeAnew(sources, fault).finally(() => {
      this.#rebuilding = null;
    });
    return this.#rebuilding;
  }

  async #makeAnew(sources: IndexSources, fault: string | null): Promise<void> {
    const { journal, store, derived, onProblem } = sources;
    if (fault !== null) {
      onProblem({
        kind: 'derived',
        path: 'derived/index.sqlite',
        message: `The search index ${fault}. It was made again.`,
      });
    }
    this.#index.close();
    if (this.#readOnly) {
      this.#index = createMemoryIndex();
      this.#isInMemory = true;
    } else {
      await deleteSearchIndex(indexPath(this.#archive));
      this.#index = await openFile(this.#archive);
    }
    this.#index.beginAnew();
    const end = journal.position;
    const living = new Map<string, Set<string>>();
    const briefings = new Map<string, boolean>();
    const searches = new Set<string>();
    let events: PlacedEvent[] = [];
    for await (const placed of journal.entries(JOURNAL_START)) {
      events.push(placed);
      for (const change of placed.event.changes) {
        if (change.entity === 'briefing' && change.after === null) briefings.delete(change.id);
        else if (change.entity === 'briefing' && change.after !== null) {
          briefings.set(change.id, isSetAside(change.after));
        }
        if (change.entity === 'saved-search' && change.after === null) searches.delete(change.id);
        else if (change.entity === 'saved-search') searches.add(change.id);
        const documentId = documentOf(change);
        if (documentId === null) continue;
        const passages = living.get(documentId) ?? new Set();
        living.set(documentId, passages);
        if (change.entity === 'document' && change.after === null) living.delete(documentId);
        else if (change.entity === 'passage' && change.after !== null) passages.add(change.id);
        else if (change.entity === 'passage') passages.delete(change.id);
      }
      if (events.length < BATCH) continue;
      await this.#index.addEvents(events);
      events = [];
    }
    await this.#index.addEvents(events);
    let documents: {
      document: SourceDocument;
      passages: Awaited<ReturnType<StateFiles['passages']>>;
      text: Derived | null;
    }[] = [];
    for (const id of new Set([...(await store.documentIds()), ...living.keys()])) {
      const wanted = living.get(id);
      const document = await store.document(id, wanted !== undefined);
      const passages = await store.passages(id, wanted !== undefined && wanted.size > 0);
      const version = document?.versions[document.versions.length - 1];
      if (!document || !version) continue;
      documents.push({ document, passages, text: await derived.peek(version) });
      if (documents.length < BATCH) continue;
      await this.#index.addDocuments(documents);
      documents = [];
    }
    await this.#index.addDocuments(documents);
    for (const id of await store.briefingIds()) {
      if (briefings.has(id)) continue;
      const briefing = await store.briefing(id);
      briefings.set(id, briefing !== null && isSetAside(briefing));
    }
    for (const { id } of await store.searches(searches.size > 0)) searches.add(id);
    await this.#index.finish(
      [...briefings].map(([id, isAside]) => ({ id, isAside })),
      [...searches],
      end,
    );
  }

  /** Nobody waits for what is done in the background: a failure that is not told would end the process. */
  #tellUnfilled(sources: IndexSources, error: unknown): void {
    if (this.#isClosed) return;
    const message = error instanceof Error ? error.message : String(error);
    sources.onProblem({
      kind: 'derived',
      path: 'derived/index.sqlite',
      message: `Not every text can be searched yet (${message}). The next search tries again.`,
    });
  }

  #fillTexts(): Promise<void> {
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = null;
    });
    return this.#filling;
  }

  async #fill(): Promise<void> {
    const sources = this.#sources;
    if (!sources) return;
    for (const id of await this.use((index) => index.pendingTexts())) {
      if (this.#isClosed) return;
      if (this.#unreadable.has(id)) continue;
      try {
        const document = await sources.store.document(id);
        const version = document?.versions[document.versions.length - 1];
        if (version) await this.#index.addText(id, await sources.derived.load(version));
      } catch (error) {
        this.#unreadable.add(id);
        const message = error instanceof Error ? error.message : String(error);
        sources.onProblem({
          kind: 'derived',
          path: `documents/${id}`,
          message: `Its text cannot be searched: ${message}`,
        });
      }
    }
  }
}

const indexPath = (archive: string): string => join(archive, 'derived', 'index.sqlite');

async function openFile(archive: string): Promise<SearchIndex> {
  await makeFolder(join(archive, 'derived'));
  return openSearchIndex(indexPath(archive));
}

async function textsOf(placed: PlacedEvent, derived: DerivedFiles): Promise<ReadonlyMap<string, IndexedText>> {
  const texts = new Map<string, IndexedText>();
  for (const change of placed.event.changes) {
    if (change.entity !== 'document' || change.after === null || change.before !== null) continue;
    const version = change.after.versions[change.after.versions.length - 1];
    const text = version ? await derived.peek(version) : null;
    if (text) texts.set(change.id, text);
  }
  return texts;
}
