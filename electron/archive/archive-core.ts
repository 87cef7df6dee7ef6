import { basename, join } from 'node:path';
import type { Problem } from '../../shared/contract/outcomes.ts';
import type { Broadcast, HistoryStatus } from '../../shared/contract.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { ArchiveInfo, Change, EventType, JournalEvent } from '../../shared/domain/event.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { FORMAT } from './archive-format.ts';
import { DerivedFiles } from './derived.ts';
import { type FileSystem, nodeFileSystem } from './durable-file.ts';
import { EMPTY_HISTORY, type History, historyStatus, recordEvent } from './history.ts';
import type { ParserPool } from './importers/extraction.ts';
import { IndexHost } from './index-host.ts';
import { hasBriefing, hasDocument, hasPassages, hasSavedSearches } from './index-queries.ts';
import { JOURNAL_START, type Journal, type OpenedJournal, openJournal, type PlacedEvent } from './journal.ts';
import type { EventDraft } from './journal-entry.ts';
import { clearTemporaryFolder, type ObjectStore, openObjects } from './objects.ts';
import { reconcile } from './reconcile.ts';
import type { ProgramCommand } from './role-process.ts';
import type { IndexedText } from './search-index.ts';
import { type Checkpoint, readCheckpoint, StateFiles } from './state-files.ts';

/** What an archive needs of its host. */
export interface ArchiveContext {
  /** The person who works now; stored on passages, codings and events. */
  readonly coder: () => string;
  readonly broadcast: (message: Broadcast) => void;
  readonly now: () => Date;
  readonly newId: () => string;
  readonly pool: () => ParserPool;
  /** The one process that recognises text, apart from those that read files. */
  readonly recogniser: () => ParserPool;
  /** Whether text that waits for it is recognised without being asked for. */
  readonly recognisesByItself?: boolean;
  readonly fileSystem?: FileSystem;
  /** Milliseconds between the last change and the writing of state files. */
  readonly storeDelay?: number;
  /** Size in bytes past which the journal begins a new file. */
  readonly rotateAt?: number;
  /** Name and version of the program, entered with every event. */
  readonly software?: string;
  /** Whether backups and scheduled fixity checks are made while the archive is open. */
  readonly hasUpkeep?: boolean;
  /** Starts the program in the roles that take web pages and print; null or absent where there is none. */
  readonly captureCommand?: ProgramCommand | null;
}

/** An event that a method wants to record. */
export interface PlannedEvent {
  readonly type: EventType;
  readonly label: string;
  readonly changes: readonly Change[];
  readonly group?: string;
  readonly inverts?: readonly number[];
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Texts of new versions, for the index; by document id. */
  readonly texts?: ReadonlyMap<string, IndexedText>;
}

/** The outcome of a method and the event that makes it true; no event if nothing changes. */
export interface Planned<T> {
  readonly value: T;
  readonly event: PlannedEvent | null;
}

/** What an open archive is made of, and the one way to change it. */
export class ArchiveCore {
  readonly directory: string;
  readonly readOnly: boolean;
  readonly temporaryFolder: string;
  readonly context: ArchiveContext;
  readonly objects: ObjectStore;
  readonly derived: DerivedFiles;
  readonly index: IndexHost;
  readonly store: StateFiles;
  /** Groups of journal entries to which more may still come; they are not undone before. */
  readonly openGroups = new Set<string>();
  /** Told of every event once it is followed. */
  readonly followers = new Set<(event: JournalEvent) => void>();
  #journal: Journal;
  /** The entry that memory includes; null until journal and state files are level: nothing is written before. */
  #applied: Checkpoint | null = null;
  #turn: Promise<unknown> = Promise.resolve();
  #fault: unknown = null;
  /** While whole journal and state files are compared a missing file is no news. */
  #isReconciling = false;
  /** State files of things that came or went after those on disk were written: they may be there or not. */
  readonly #uncertainFiles = new Set<string>();
  #flushedSeq: number;
  readonly #problems = new Map<string, Problem>();

  private constructor(
    directory: string,
    readOnly: boolean,
    context: ArchiveContext,
    index: IndexHost,
    journal: Journal,
    flushedSeq: number,
  ) {
    this.#flushedSeq = flushedSeq;
    this.directory = directory;
    this.readOnly = readOnly;
    this.context = context;
    this.temporaryFolder = temporaryFolderOf(directory);
    this.index = index;
    this.#journal = journal;
    const onProblem = (problem: Problem): void => this.report(problem);
    this.objects = openObjects(directory, this.temporaryFolder, context.now, context.fileSystem ?? nodeFileSystem);
    this.derived = new DerivedFiles({
      archive: directory,
      readOnly,
      objects: this.objects,
      parse: (path, fileName, extractor) => context.pool().parse(path, fileName, undefined, extractor),
      onProblem,
    });
    this.store = new StateFiles({
      archive: directory,
      temporaryFolder: this.temporaryFolder,
      readOnly,
      now: context.now,
      onProblem,
      checkpoint: () => this.#applied,
      flushedSeq: () => this.#flushedSeq,
      onFlushed: (seq) => {
        this.#flushedSeq = seq;
        this.#uncertainFiles.clear();
      },
      fromJournal: (containing) => this.#changesContaining(containing),
      isExpected: (kind, id) => {
        if (this.#isReconciling || this.#uncertainFiles.has(`${kind} ${id}`)) return false;
        if (kind === 'document') return index.peek((open) => hasDocument(open, id));
        if (kind === 'passages') return index.peek((open) => hasPassages(open, id));
        if (kind === 'briefing') return index.peek((open) => hasBriefing(open, id));
        if (kind === 'searches') return index.peek(hasSavedSearches);
        return journal.position.seq > 0;
      },
      ...(context.fileSystem ? { fileSystem: context.fileSystem } : {}),
      ...(context.storeDelay === undefined ? {} : { delay: context.storeDelay }),
    });
  }

  /** Opens the parts of an archive and brings them in step. The caller holds the lock unless `readOnly`. */
  static async open(directory: string, readOnly: boolean, context: ArchiveContext): Promise<ArchiveCore> {
    const temporaryFolder = temporaryFolderOf(directory);
    if (!readOnly) await clearTemporaryFolder(temporaryFolder);
    const problems: Problem[] = [];
    const checkpoint = await readCheckpoint({
      archive: directory,
      temporaryFolder,
      readOnly,
      now: context.now,
      onProblem: (problem) => problems.push(problem),
    });
    const opened = await openJournal(directory, checkpoint, journalOptions(readOnly, context));
    const index = await IndexHost.open(directory, readOnly);
    const core = new ArchiveCore(directory, readOnly, context, index, opened.journal, checkpoint?.seq ?? 0);
    for (const problem of [...problems, ...opened.problems]) core.report(problem);
    try {
      await core.#bringUpToDate(checkpoint, opened);
    } catch (error) {
      await core.index.close();
      await opened.journal.close();
      throw error;
    }
    return core;
  }

  /** Number of journal entries. */
  get eventCount(): number {
    return this.#journal.position.seq;
  }

  /** Trouble found since the archive was opened. */
  get problems(): readonly Problem[] {
    return [...this.#problems.values()];
  }

  /** The undo and redo stacks. */
  get history(): History {
    return this.#applied?.history ?? EMPTY_HISTORY;
  }

  /** The log itself, for reading. */
  get journal(): Journal {
    return this.#journal;
  }

  /** What can be undone and redone, in words. */
  historyStatus(): HistoryStatus {
    return historyStatus(this.history);
  }

  /** Notes trouble for the status; the same trouble once. */
  report(problem: Problem): void {
    this.#problems.set(`${problem.path ?? ''} ${problem.message}`, problem);
  }

  /** Puts what a check found in place of what was noted before about the things it looked at. */
  replaceProblems(wasChecked: (problem: Problem) => boolean, found: readonly Problem[]): void {
    for (const [key, problem] of this.#problems) if (wasChecked(problem)) this.#problems.delete(key);
    for (const problem of found) this.report(problem);
  }

  /** The archive's own description. */
  async info(): Promise<ArchiveInfo> {
    const info = await this.store.info();
    if (info === null) throw new ArchiveError('damaged', 'The description of the archive is missing.');
    return info;
  }

  /** A document. Throws `not-found`. */
  async document(id: string): Promise<SourceDocument> {
    const document = await this.store.document(id);
    if (document === null) throw new ArchiveError('not-found', `There is no document with the id ${id}.`);
    return document;
  }

  /**
   * Changes the archive: `plan` looks at the present state and says what is to become of it, one plan at a time; the
   * value is returned once the event is on disk.
   */
  change<T>(plan: () => Promise<Planned<T>>): Promise<T> {
    return this.exclusively(async () => {
      const { value, event } = await plan();
      if (event) await this.record([event]);
      return value;
    });
  }

  /** Runs work that must see no change happen meanwhile; for use with `record`. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    if (this.readOnly) {
      return Promise.reject(
        new ArchiveError('read-only', 'The archive is open for reading only. Open it for writing.'),
      );
    }
    const run = this.#turn.then(work);
    this.#turn = run.catch(() => undefined);
    return run;
  }

  /** Appends events in one flush, follows them, and tells the hosts. Only inside `exclusively`. */
  async record(events: readonly PlannedEvent[]): Promise<readonly JournalEvent[]> {
    if (this.#fault !== null) {
      throw new ArchiveError('io', 'The archive must be closed and opened again before it takes more changes.', {
        cause: this.#fault,
      });
    }
    const placed = await this.#journal.append(events.map((event) => this.#draft(event)));
    const texts = new Map(events.flatMap((event) => [...(event.texts ?? [])]));
    try {
      await this.#follow(placed, texts);
    } catch (error) {
      // The change is safe in the journal, but memory no longer equals it.
      this.#fault = error;
      throw error;
    }
    for (const { event } of placed) {
      this.#announce(event);
      for (const follow of this.followers) follow(event);
    }
    return placed.map(({ event }) => event);
  }

  /** For a reader beside a writer: takes in what was appended since. */
  async refresh(): Promise<void> {
    if (!this.readOnly) return;
    const opened = await openJournal(this.directory, this.#journal.position, journalOptions(true, this.context));
    if (!opened.isContinuation || opened.tail.length === 0) return;
    this.#journal = opened.journal;
    this.#noteUncertainFiles(opened.tail);
    await this.#follow(opened.tail, new Map());
  }

  /** Waits for changes under way, writes everything behind the journal, and closes. Rejects if state files failed. */
  async close(): Promise<void> {
    await this.#turn;
    this.#fault ??= new ArchiveError('no-archive', 'The archive is closed.');
    try {
      await this.store.flush();
    } finally {
      try {
        await this.store.close();
        await this.index.close();
      } finally {
        await this.#journal.close();
      }
    }
  }

  #draft(event: PlannedEvent): EventDraft {
    return {
      id: this.context.newId(),
      time: this.context.now().toISOString(),
      coder: this.context.coder(),
      type: event.type,
      label: event.label,
      group: event.group ?? null,
      inverts: [...(event.inverts ?? [])],
      changes: [...event.changes],
      detail: { ...event.detail, ...(this.context.software ? { software: this.context.software } : {}) },
    };
  }

  async #follow(placed: readonly PlacedEvent[], texts: ReadonlyMap<string, IndexedText>): Promise<void> {
    for (const { event, place } of placed) {
      await this.store.apply(event.changes);
      const history = recordEvent(this.history, event);
      this.#applied = { seq: event.seq, hash: event.hash, place, history };
    }
    this.store.plan();
    await this.index.follow(placed, texts);
  }

  #announce(event: JournalEvent): void {
    this.context.broadcast({
      type: 'changes',
      seq: event.seq,
      eventType: event.type,
      label: event.label,
      changes: event.changes,
      history: this.historyStatus(),
    });
  }

  async #bringUpToDate(checkpoint: Checkpoint | null, opened: OpenedJournal): Promise<void> {
    const { journal, tail, isContinuation } = opened;
    let history = isContinuation && checkpoint ? checkpoint.history : EMPTY_HISTORY;
    for (const { event } of tail) history = recordEvent(history, event);
    const recovered: Change[] = [];
    if (isContinuation) {
      this.#noteUncertainFiles(tail);
      for (const { event } of tail) await this.store.apply(event.changes);
    } else {
      const isShort = checkpoint !== null && journal.position.seq < checkpoint.seq;
      if (isShort) {
        this.report({
          kind: 'journal',
          path: 'journal',
          message: `The journal ends at entry ${journal.position.seq}, but the state files go up to entry ${checkpoint.seq}. What they hold was kept and entered in the journal again; compare with a copy of the archive.`,
        });
      }
      this.#isReconciling = true;
      // An entry that cannot be read may have said what a state file says.
      const isIncomplete = isShort || opened.problems.length > 0;
      const outcome = await reconcile(this.store, tail, isIncomplete ? { flushedSeq: checkpoint?.seq ?? null } : null);
      recovered.push(...outcome.recovered);
      if (isIncomplete) await this.store.keepCopies(outcome.restored);
      await this.store.apply(outcome.restored);
      this.#isReconciling = false;
    }
    await this.index.sync({
      archive: this.directory,
      readOnly: this.readOnly,
      journal,
      store: this.store,
      derived: this.derived,
      onProblem: (problem) => this.report(problem),
    });
    this.#applied = { ...journal.position, history };
    if (recovered.length > 0 && !this.readOnly) await this.#recordRecovery(recovered);
    if ((await this.store.info()) === null && journal.position.seq > 0) await this.#describeAgain();
    if (tail.length > 0 || checkpoint === null) this.store.plan();
  }

  /** Files of things that the given entries made or removed may be on disk or not: neither is a fault. */
  #noteUncertainFiles(events: readonly PlacedEvent[]): void {
    for (const { event } of events) {
      for (const change of event.changes) {
        if (change.before !== null && change.after !== null) continue;
        if (change.entity === 'briefing') this.#uncertainFiles.add(`briefing ${change.id}`);
        // The last passage that goes takes the file with it.
        if (change.entity === 'passage' && change.before !== null) {
          this.#uncertainFiles.add(`passages ${change.before.documentId}`);
        }
        if (change.entity !== 'document') continue;
        this.#uncertainFiles.add(`document ${change.id}`);
        this.#uncertainFiles.add(`passages ${change.id}`);
      }
    }
  }

  async #recordRecovery(changes: readonly Change[]): Promise<void> {
    const events: PlannedEvent[] = [];
    for (let from = 0; from < changes.length; from += 500) {
      events.push({
        type: 'archive.recover',
        label: 'Bring the journal level with the state files',
        changes: changes.slice(from, from + 500),
        group: 'recovery',
      });
    }
    await this.exclusively(() => this.record(events));
    // The index was made from the state files and has these already; texts stay as they are.
  }

  async #describeAgain(): Promise<void> {
    const after: ArchiveInfo = {
      id: this.context.newId(),
      title: basename(this.directory),
      format: FORMAT,
      createdAt: this.context.now().toISOString(),
    };
    const changes: Change[] = [{ entity: 'archive', id: after.id, before: null, after }];
    if (this.readOnly) await this.store.apply(changes);
    else {
      await this.exclusively(() =>
        this.record([{ type: 'archive.recover', label: 'Describe the archive again', changes }]),
      );
    }
  }

  async *#changesContaining(text: string): AsyncGenerator<{ readonly seq: number; readonly change: Change }> {
    for await (const { event } of this.#journal.entries(JOURNAL_START, [text])) {
      for (const change of event.changes) yield { seq: event.seq, change };
    }
  }
}

/** The folder for files that are not yet whole; emptied at every open for writing. */
const temporaryFolderOf = (directory: string): string => join(directory, '.tmp');

const journalOptions = (readOnly: boolean, context: ArchiveContext) => ({
  readOnly,
  now: context.now,
  ...(context.fileSystem ? { fileSystem: context.fileSystem } : {}),
  ...(context.rotateAt === undefined ? {} : { rotateAt: context.rotateAt }),
});
