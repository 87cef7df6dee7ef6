import { rm } from 'node:fs/promises';
import { DatabaseSync, type DatabaseSyncInstance, type StatementSyncInstance } from '@photostructure/sqlite';
import type { PageInfo, QuoteCheck } from '../../shared/contract/outcomes.ts';
import { isSetAside } from '../../shared/domain/briefing.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { exists } from './durable-file.ts';
import type { PlacedEvent } from './journal.ts';
import { type IndexTables, PRESERVATION_TABLES, putEvent, putObjects, removeObjects } from './preservation-index.ts';
import { SketchBands } from './sketch-bands.ts';
import {
  addWords,
  putQuote,
  removeQuote,
  removeWords,
  type SearchedMetadata,
  TEXT_TABLES,
  updateMetadata,
} from './text-index.ts';
import { sketchText } from './text-sketch.ts';

/** What of a version is searched. */
export interface IndexedText {
  readonly text: string;
  readonly pages: readonly Pick<PageInfo, 'number' | 'start' | 'end'>[];
}

/** A journal entry with the texts of the versions that it brings. */
export interface IndexableEvent extends PlacedEvent {
  /** By document id; a document whose text cannot be had now is left out and named by `pendingTexts` later. */
  readonly texts: ReadonlyMap<string, IndexedText>;
}

/** Number of the table layout below; another number on disk means the index is made again. */
const LAYOUT = '10';

const TABLES = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE docs (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, sortTitle TEXT NOT NULL, kind TEXT NOT NULL,
    issuerId TEXT, author TEXT, dateIssued TEXT, collection TEXT, addedAt TEXT NOT NULL, trashedAt TEXT,
    format TEXT NOT NULL, fileName TEXT NOT NULL, byteLength INTEGER NOT NULL, sha256 TEXT NOT NULL,
    pageCount INTEGER, versionCount INTEGER NOT NULL, version INTEGER NOT NULL, isTextPending INTEGER NOT NULL,
    address TEXT, textSha256 TEXT NOT NULL, unread INTEGER NOT NULL, withdrawal TEXT, about TEXT NOT NULL
  );
  CREATE INDEX docs_order ON docs (sortTitle, dateIssued, id);
  CREATE INDEX docs_pending ON docs (row) WHERE isTextPending = 1;
  CREATE INDEX docs_trashed ON docs (row) WHERE trashedAt IS NOT NULL;
  CREATE INDEX docs_unread ON docs (row) WHERE unread > 0;
  CREATE INDEX docs_issuer ON docs (issuerId) WHERE issuerId IS NOT NULL;
  CREATE INDEX docs_address ON docs (address) WHERE address IS NOT NULL;
  CREATE TABLE sketches (doc INTEGER PRIMARY KEY, words TEXT NOT NULL, signature BLOB);
  CREATE INDEX sketches_words ON sketches (words);
  CREATE TABLE versions (sha256 TEXT NOT NULL, doc INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (sha256, doc, number)) WITHOUT ROWID;
  CREATE INDEX versions_doc ON versions (doc);
  CREATE TABLE passages (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, doc INTEGER NOT NULL, documentId TEXT NOT NULL,
    start INTEGER NOT NULL, words TEXT NOT NULL, json TEXT NOT NULL,
    coder TEXT NOT NULL, review TEXT NOT NULL, codedAt TEXT NOT NULL, status TEXT
  );
  CREATE INDEX passages_doc ON passages (doc, start, id);
  CREATE TABLE codings (
    passage INTEGER NOT NULL, doc INTEGER NOT NULL, agencyId TEXT NOT NULL, stanceId TEXT NOT NULL,
    topicId TEXT, voice TEXT, certainty TEXT, coder TEXT NOT NULL
  );
  CREATE INDEX codings_passage ON codings (passage);
  CREATE INDEX codings_agency ON codings (agencyId, stanceId, passage, doc, voice);
  CREATE INDEX codings_stance ON codings (stanceId, passage);
  CREATE INDEX codings_topic ON codings (topicId, passage) WHERE topicId IS NOT NULL;
  CREATE TABLE briefings (id TEXT PRIMARY KEY, isAside INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE searches (id TEXT PRIMARY KEY) WITHOUT ROWID;
  ${TEXT_TABLES}
  ${PRESERVATION_TABLES}
`;

const WORD_TABLES = ['fts', 'quotes', 'notes'] as const;
/** Segments of one level at which the engine merges a little, and at which it merges them at once: its own settings. */
const AUTOMERGE = 4;
const CRISISMERGE = 16;
/** As many segments as the engine can have. */
const MOST_SEGMENTS = 1999;
/** Pages of 4 KB that are merged at once: some ten milliseconds. */
const MERGED_PAGES = 200;

/** A value that can be bound to a statement. */
type Value = string | number | Uint8Array | null;

/**
 * The derived index that answers lists, searches and counts. Follows the journal event by event; can be thrown away and
 * made again. Methods reject with the engine's error if the file is damaged, see `isIndexDamage`.
 */
export class SearchIndex {
  readonly #database: DatabaseSyncInstance;
  readonly #statements = new Map<string, StatementSyncInstance>();
  #writes = 0;
  /** Made when they are first asked for, for a state of the file that other processes may change. */
  #bands: { readonly state: number; readonly bands: SketchBands } | null = null;
  readonly #tables: IndexTables = {
    run: (sql, ...values) => this.#run(sql, ...values),
    one: (sql, ...values) => this.one(sql, ...values),
    all: (sql, ...values) => this.all(sql, ...values),
  };

  /** Use `openSearchIndex`. */
  constructor(database: DatabaseSyncInstance) {
    this.#database = database;
  }

  /** The journal entry up to which the index goes, or null if it is new. */
  async position(): Promise<{ readonly seq: number; readonly hash: string } | null> {
    const seq = this.#meta('seq');
    const hash = this.#meta('hash');
    return seq === null || hash === null ? null : { seq: Number(seq), hash };
  }

  /** Follows journal entries, all or none of them. */
  async apply(events: readonly IndexableEvent[]): Promise<void> {
    const last = events[events.length - 1];
    if (!last) return;
    this.#transaction(() => {
      for (const { event, place, texts } of events) {
        for (const change of event.changes) this.#applyChange(change, texts);
        putEvent(this.#tables, event, place);
      }
      this.#setPosition(last.event);
    });
  }

  /** Begins the making anew of an empty index: nothing is merged until `finish` merges it all, once. */
  beginAnew(): void {
    for (const table of WORD_TABLES) {
      this.#configure(table, 'automerge', 0);
      this.#configure(table, 'crisismerge', MOST_SEGMENTS);
    }
  }

  /** Adds whole documents while the index is made anew. */
  async addDocuments(
    items: readonly {
      readonly document: SourceDocument;
      readonly passages: readonly Passage[];
      readonly text: IndexedText | null;
    }[],
  ): Promise<void> {
    this.#transaction(() => {
      for (const { document, passages, text } of items) {
        this.#putDocument(document, text);
        for (const passage of passages) this.#putPassage(passage);
      }
    });
  }

  /** Adds entries of the journal, without their changes, while the index is made anew. */
  async addEvents(events: readonly PlacedEvent[]): Promise<void> {
    this.#transaction(() => {
      for (const { event, place } of events) putEvent(this.#tables, event, place);
    });
  }

  /** Ends the making anew: the index now includes the journal up to the given entry. */
  async finish(
    /** Those that are set aside are templates and kept states of others. */
    briefings: readonly { readonly id: string; readonly isAside: boolean }[],
    searchIds: readonly string[],
    position: { readonly seq: number; readonly hash: string },
  ): Promise<void> {
    for (const table of WORD_TABLES) await this.#mergeAll(table);
    this.#transaction(() => {
      for (const { id, isAside } of briefings) {
        this.#run('INSERT OR REPLACE INTO briefings VALUES (?, ?)', id, isAside ? 1 : 0);
      }
      for (const id of searchIds) this.#run('INSERT OR REPLACE INTO searches VALUES (?)', id);
      this.#setPosition(position);
    });
  }

  /** Puts in the text of a document that was pending. */
  async addText(documentId: string, text: IndexedText): Promise<void> {
    const doc = this.#docRow(documentId);
    if (doc === null) return;
    this.#transaction(() => {
      const searched = this.one<SearchedMetadata>(
        'SELECT title, about FROM docs WHERE row = CAST(? AS INTEGER)',
        doc.row,
      );
      if (searched === null) return;
      removeWords(this.#tables, doc.row);
      this.#putText(doc.row, searched, text, true);
      this.#run('UPDATE docs SET isTextPending = 0 WHERE row = ?', doc.row);
    });
  }

  /** Ids of documents whose text is not in the index yet. */
  async pendingTexts(): Promise<readonly string[]> {
    return this.all<{ id: string }>('SELECT id FROM docs WHERE isTextPending = 1 ORDER BY row').map(({ id }) => id);
  }

  /** Rows of a query. For the modules that answer lists and searches. */
  all<Row>(sql: string, ...values: readonly Value[]): readonly Row[] {
    return this.#statement(sql).all(...values);
  }

  /** First row of a query, or null. */
  one<Row>(sql: string, ...values: readonly Value[]): Row | null {
    return this.#statement(sql).get(...values) ?? null;
  }

  /** MinHash of the text of the document in a row, or null if it has none. */
  signature(doc: number): Uint32Array | null {
    const bytes = this.one<{ signature: Uint8Array | null }>(
      'SELECT signature FROM sketches WHERE doc = ?',
      doc,
    )?.signature;
    return bytes ? new Uint32Array(bytes.slice().buffer) : null;
  }

  /** Documents by the bands of their signatures, all that have one; some of them may have another one now. */
  bands(): SketchBands {
    const state = this.one<{ data_version: number }>('PRAGMA data_version')?.data_version ?? 0;
    if (this.#bands?.state === state) return this.#bands.bands;
    const bands = new SketchBands();
    const next = 'SELECT doc, signature FROM sketches WHERE doc > ? AND signature IS NOT NULL ORDER BY doc LIMIT 1000';
    for (let last = -1; ; ) {
      const rows = this.all<{ doc: number; signature: Uint8Array }>(next, last);
      for (const { doc, signature } of rows) bands.add(doc, new Uint32Array(signature.slice().buffer));
      const end = rows[rows.length - 1];
      if (end === undefined) break;
      last = end.doc;
    }
    this.#bands = { state, bands };
    return bands;
  }

  /**
   * Keeps what quote checks found, by passage id, until a passage or its text changes. `passages` are those that were
   * checked: what was found of one that has other words or another place by now is nothing to keep.
   */
  keepChecks(checks: ReadonlyMap<string, QuoteCheck>, passages: readonly Passage[]): void {
    const checked = new Map(passages.map((passage) => [passage.id, passage]));
    const changed = [...checks].filter(([id, { status }]) => {
      const sql = 'SELECT json FROM passages WHERE id = ? AND status IS NOT ?';
      const known = this.one<{ json: string }>(sql, id, status);
      const passage = checked.get(id);
      return known !== null && passage !== undefined && isSamePlace(JSON.parse(known.json), passage);
    });
    if (changed.length === 0) return;
    this.#transaction(() => {
      for (const [id, { status }] of changed) this.#run('UPDATE passages SET status = ? WHERE id = ?', status, id);
    });
  }

  /** Closes the file. */
  close(): void {
    this.#statements.clear();
    this.#database.close();
  }

  /** Makes one segment of all: words are found in it in a fraction of the time that a dozen take. */
  async #mergeAll(table: (typeof WORD_TABLES)[number]): Promise<void> {
    const changes = (): number => this.one<{ n: number }>('SELECT total_changes() AS n')?.n ?? 0;
    // The first step, below 0, has all segments merged, the others go on with it.
    for (let pages = -MERGED_PAGES; ; pages = MERGED_PAGES) {
      const before = changes();
      this.#configure(table, 'merge', pages);
      if (changes() - before < 2) break;
      await new Promise((resolve) => setImmediate(resolve));
    }
    this.#configure(table, 'automerge', AUTOMERGE);
    this.#configure(table, 'crisismerge', CRISISMERGE);
  }

  /** Numbers are bound as REAL, and the engine takes none but INTEGER here. */
  #configure(table: (typeof WORD_TABLES)[number], setting: 'automerge' | 'crisismerge' | 'merge', value: number): void {
    this.#database.exec(`INSERT INTO ${table} (${table}, rank) VALUES ('${setting}', ${value})`);
  }

  #applyChange(change: Change, texts: ReadonlyMap<string, IndexedText>): void {
    switch (change.entity) {
      case 'document':
        if (change.after) this.#putDocument(change.after, texts.get(change.id) ?? null);
        else this.#removeDocument(change.id);
        break;
      case 'passage':
        if (change.after) this.#putPassage(change.after);
        else this.#removePassage(change.id);
        break;
      case 'briefing':
        if (change.after) {
          this.#run('INSERT OR REPLACE INTO briefings VALUES (?, ?)', change.id, isSetAside(change.after) ? 1 : 0);
        } else this.#run('DELETE FROM briefings WHERE id = ?', change.id);
        break;
      case 'saved-search':
        if (change.after) this.#run('INSERT OR REPLACE INTO searches VALUES (?)', change.id);
        else this.#run('DELETE FROM searches WHERE id = ?', change.id);
        break;
      case 'archive':
      case 'agency':
      case 'stance':
      case 'topic':
        break;
    }
  }

  #putDocument(document: SourceDocument, text: IndexedText | null): void {
    const version = document.versions[document.versions.length - 1];
    if (!version) return;
    const known = this.#docRow(document.id);
    const isSameText = known?.sha256 === version.sha256 && known.textSha256 === version.textSha256;
    const hasText = isSameText && known.isTextPending === 0;
    const { title, author, collection, sourceUrl, notes } = document;
    const about = [author, collection, sourceUrl, notes, version.fileName].filter(Boolean).join('\n');
    const values: Value[] = [
      document.id,
      title,
      sortKey(title),
      document.kind,
      document.issuerId,
      document.author,
      document.dateIssued,
      document.collection,
      document.addedAt,
      document.trashedAt,
      version.format,
      version.fileName,
      version.byteLength,
      version.sha256,
      version.pageCount,
      document.versions.length,
      version.number,
      hasText || text !== null ? 0 : 1,
      document.sourceUrl === null ? null : addressKey(document.sourceUrl),
      version.textSha256,
      version.quality?.none ?? 0,
      document.withdrawal ? JSON.stringify(document.withdrawal) : null,
      about,
    ];
    let row = known?.row ?? 0;
    if (known) {
      this.#run(
        `UPDATE docs SET id=?, title=?, sortTitle=?, kind=?, issuerId=?, author=?, dateIssued=?, collection=?, addedAt=?,
         trashedAt=?, format=?, fileName=?, byteLength=?, sha256=?, pageCount=?, versionCount=?, version=?, isTextPending=?,
         address=?, textSha256=?, unread=?, withdrawal=?, about=?
         WHERE row = ?`,
        ...values,
        known.row,
      );
    } else {
      row = this.#insert(`INSERT INTO docs VALUES (NULL${', ?'.repeat(values.length)})`, ...values);
    }
    // A new document has nothing to take out; this is most of the work when the index is made anew.
    if (known) this.#run('DELETE FROM versions WHERE doc = ?', row);
    putObjects(this.#tables, row, document, known !== null);
    for (const { sha256, number } of document.versions) {
      this.#run('INSERT OR REPLACE INTO versions VALUES (?, ?, ?)', sha256, row, number);
    }
    const searched = { title, about };
    if (known && isSameText && (hasText || text === null)) {
      updateMetadata(this.#tables, row, searched);
      return;
    }
    // What was found of its quotes was found in another text.
    if (known && !isSameText) this.#run('UPDATE passages SET status = NULL WHERE doc = ?', row);
    if (known) removeWords(this.#tables, row);
    if (text) this.#putText(row, searched, text, known !== null);
    else addWords(this.#tables, row, searched, null, []);
  }

  #putText(doc: number, searched: SearchedMetadata, { text, pages }: IndexedText, isKnown: boolean): void {
    addWords(
      this.#tables,
      doc,
      searched,
      text,
      pages.map(({ number, start }): [number, number] => [number, start]),
    );
    if (isKnown) this.#removeSketch(doc);
    this.#putSketch(doc, text);
  }

  #putSketch(doc: number, text: string): void {
    const sketch = sketchText(text);
    if (sketch === null) return;
    const { words, signature } = sketch;
    const bytes = signature && new Uint8Array(signature.buffer, signature.byteOffset, signature.byteLength);
    this.#run('INSERT INTO sketches VALUES (?, ?, ?)', doc, words, bytes);
    if (signature !== null) this.#bands?.bands.add(doc, signature);
  }

  #removeSketch(doc: number): void {
    this.#run('DELETE FROM sketches WHERE doc = ?', doc);
  }

  #removeDocument(id: string): void {
    const known = this.#docRow(id);
    if (!known) return;
    for (const passage of this.all<{ id: string }>('SELECT id FROM passages WHERE doc = ?', known.row)) {
      this.#removePassage(passage.id);
    }
    removeWords(this.#tables, known.row);
    this.#removeSketch(known.row);
    removeObjects(this.#tables, known.row);
    this.#run('DELETE FROM versions WHERE doc = ?', known.row);
    this.#run('DELETE FROM docs WHERE row = ?', known.row);
  }

  #putPassage(passage: Passage): void {
    const doc = this.#docRow(passage.documentId);
    if (!doc) return;
    const known = this.one<{ row: number; json: string; status: string | null }>(
      'SELECT row, json, status FROM passages WHERE id = ?',
      passage.id,
    );
    const before: Passage | null = known === null ? null : JSON.parse(known.json);
    const words = `${passage.quote}\n${readableQuote(passage.quote)}\n${passage.note}`.toLowerCase();
    const { id, documentId, start, coder, codings } = passage;
    const codedAt = codings.reduce((latest, coding) => (coding.codedAt > latest ? coding.codedAt : latest), '');
    const status = before !== null && isSamePlace(before, passage) ? (known?.status ?? null) : null;
    const review = passage.review ?? 'coded';
    const values = [id, doc.row, documentId, start, words, JSON.stringify(passage), coder, review, codedAt, status];
    let row = known?.row ?? 0;
    if (known) {
      this.#run(
        `UPDATE passages SET id=?, doc=?, documentId=?, start=?, words=?, json=?, coder=?, review=?, codedAt=?, status=?
         WHERE row = ?`,
        ...values,
        row,
      );
      this.#run('DELETE FROM codings WHERE passage = ?', row);
    } else {
      const sql = `INSERT INTO passages VALUES (NULL${', ?'.repeat(values.length)})`;
      row = this.#insert(sql, ...values);
    }
    for (const coding of codings) {
      const { agencyId, stanceId, topicId = null, voice = null, certainty = null } = coding;
      const cells = [row, doc.row, agencyId, stanceId, topicId, voice, certainty, coding.coder];
      this.#run('INSERT INTO codings VALUES (?, ?, ?, ?, ?, ?, ?, ?)', ...cells);
    }
    putQuote(this.#tables, row, passage, before);
  }

  #removePassage(id: string): void {
    const known = this.one<{ row: number }>('SELECT row FROM passages WHERE id = ?', id);
    if (!known) return;
    this.#run('DELETE FROM codings WHERE passage = ?', known.row);
    removeQuote(this.#tables, known.row);
    this.#run('DELETE FROM passages WHERE row = ?', known.row);
  }

  #docRow(
    id: string,
  ): { row: number; version: number; sha256: string; textSha256: string; isTextPending: number } | null {
    return this.one('SELECT row, version, sha256, textSha256, isTextPending FROM docs WHERE id = ?', id);
  }

  #meta(key: string): string | null {
    return this.one<{ value: string }>('SELECT value FROM meta WHERE key = ?', key)?.value ?? null;
  }

  #setPosition({ seq, hash }: { readonly seq: number; readonly hash: string }): void {
    this.#run('INSERT OR REPLACE INTO meta VALUES (?, ?), (?, ?)', 'seq', String(seq), 'hash', hash);
  }

  /** Rises with every change of the index through this connection. */
  get writes(): number {
    return this.#writes;
  }

  #transaction(work: () => void): void {
    this.#writes += 1;
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  #run(sql: string, ...values: readonly Value[]): void {
    this.#statement(sql).run(...values);
  }

  /** Row that a statement has put in. */
  #insert(sql: string, ...values: readonly Value[]): number {
    return Number(this.#statement(sql).run(...values).lastInsertRowid);
  }

  #statement(sql: string): StatementSyncInstance {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#database.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

let stemmer: DatabaseSyncInstance | null = null;

/** The stem of each word, by Porter's rules for English, which the engine knows; each must be one word to it. */
export function stemsOf(words: readonly string[]): readonly string[] {
  if (stemmer === null) {
    stemmer = new DatabaseSync(':memory:');
    stemmer.exec(`
      CREATE VIRTUAL TABLE stems USING fts5(words, tokenize = 'porter unicode61 remove_diacritics 2');
      CREATE VIRTUAL TABLE found USING fts5vocab(stems, instance);
    `);
  }
  stemmer.exec('DELETE FROM stems');
  stemmer.prepare('INSERT INTO stems VALUES (?)').run(words.join(' '));
  const stems: string[] = words.map(() => '');
  for (const { term, place } of stemmer.prepare('SELECT term, "offset" AS place FROM found').all()) stems[place] = term;
  return stems;
}

/** Opens the index file, or makes an empty one in its place if it is missing, damaged or of another layout. */
export async function openSearchIndex(path: string): Promise<SearchIndex> {
  try {
    const database = connect(path);
    const layout = readLayout(database);
    if (layout === LAYOUT) return new SearchIndex(database);
    if (layout === null) return create(database);
    database.close();
  } catch (error) {
    if (!isIndexDamage(error)) throw error;
  }
  await deleteSearchIndex(path);
  return create(connect(path));
}

/** Opens the index file for reading beside the process that keeps it; null if it cannot serve. */
export async function openExistingIndex(path: string): Promise<SearchIndex | null> {
  if (!(await exists(path))) return null;
  try {
    const database = new DatabaseSync(path);
    try {
      database.exec('PRAGMA busy_timeout = 5000; PRAGMA query_only = ON;');
      if (readLayout(database) === LAYOUT) return new SearchIndex(database);
    } catch {
      // Whatever ails the file, the reader makes its own index in memory.
    }
    database.close();
  } catch {
    // As above.
  }
  return null;
}

/** An empty index in memory, for archives that may not be written. */
export function createMemoryIndex(): SearchIndex {
  return create(connect(':memory:'));
}

/** Deletes the index file; it must be closed. */
export async function deleteSearchIndex(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm']) await rm(`${path}${suffix}`, { force: true });
}

/** Whether an error of the engine means that the index must be made again. */
export function isIndexDamage(error: unknown): boolean {
  return error instanceof Error && /malformed|not a database|no such table|no such column|corrupt/i.test(error.message);
}

/** The form under which addresses are compared: without the place on the page. */
export function addressKey(address: string): string {
  try {
    const url = new URL(address.trim());
    url.hash = '';
    return url.href;
  } catch {
    return address.trim();
  }
}

/** Whether a quote check of the one holds for the other. */
function isSamePlace(a: Passage, b: Passage): boolean {
  const placeOf = ({ version, quote, start, end, spans, area }: Passage): string =>
    JSON.stringify([version, quote, start, end, spans, area]);
  return placeOf(a) === placeOf(b);
}

/** The form under which titles are sorted: without case and accents. */
function sortKey(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function connect(path: string): DatabaseSyncInstance {
  const database = new DatabaseSync(path);
  // A damaged file is noticed at the first statement, not when it is opened.
  try {
    database.exec('PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    database.exec('PRAGMA cache_size = -32000; PRAGMA temp_store = MEMORY;');
    // Writing the log back each few documents is much of the work of an import. This many pages are 32 MB.
    database.exec('PRAGMA wal_autocheckpoint = 8000;');
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

function readLayout(database: DatabaseSyncInstance): string | null {
  const { count } = database.prepare('SELECT count(*) AS count FROM sqlite_master').get();
  if (count === 0) return null;
  return database.prepare("SELECT value FROM meta WHERE key = 'layout'").get()?.value ?? '';
}

function create(database: DatabaseSyncInstance): SearchIndex {
  database.exec(`BEGIN; ${TABLES} INSERT INTO meta VALUES ('layout', '${LAYOUT}'); COMMIT;`);
  return new SearchIndex(database);
}
