import type { FixityAlarm, FixityObject } from '../../shared/contract/preservation.ts';
import type { MethodOutput, ParsedInput } from '../../shared/contract.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import type { JournalEvent } from '../../shared/domain/event.ts';
import { type FixityEntry, fixityEntrySchema, followFixity, isAlarm } from '../../shared/domain/fixity.ts';
import { outcomeOf, subjectsOf } from '../../shared/domain/premis.ts';
import { objectsOf } from '../../shared/domain/stored-objects.ts';
import type { EntryPlace } from './journal.ts';

/** Tables of the search index about the log, the preserved objects and their fixity. */
export const PRESERVATION_TABLES = `
  CREATE TABLE events (
    seq INTEGER PRIMARY KEY, segment INTEGER NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL,
    time TEXT NOT NULL, type TEXT NOT NULL, coder TEXT NOT NULL, outcome TEXT NOT NULL, words TEXT NOT NULL,
    summary TEXT NOT NULL
  );
  CREATE INDEX events_type ON events (type, seq);
  CREATE INDEX events_coder ON events (coder, seq);
  CREATE TABLE subjects (subject TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (subject, seq)) WITHOUT ROWID;
  CREATE TABLE objects (
    sha256 TEXT NOT NULL, doc INTEGER NOT NULL, version INTEGER NOT NULL, fileName TEXT NOT NULL,
    byteLength INTEGER NOT NULL, storedAt TEXT NOT NULL, PRIMARY KEY (sha256, doc, version)
  ) WITHOUT ROWID;
  CREATE INDEX objects_doc ON objects (doc);
  CREATE TABLE fixity (
    sha256 TEXT PRIMARY KEY, checkedAt TEXT NOT NULL, outcome TEXT NOT NULL, isAlarm INTEGER NOT NULL, json TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX fixity_faults ON fixity (outcome) WHERE outcome <> 'intact';
`;

/** A value that can be bound to a statement. */
type Value = string | number | null;

/** What these functions need of the index. */
export interface IndexTables {
  run(sql: string, ...values: readonly Value[]): void;
  one<Row>(sql: string, ...values: readonly Value[]): Row | null;
  all<Row>(sql: string, ...values: readonly Value[]): readonly Row[];
}

type EventSummary = MethodOutput<'history.list'>[number];

/** Enters an event of the journal, what it was about, and what it says of fixity. */
export function putEvent(tables: Pick<IndexTables, 'run' | 'one'>, event: JournalEvent, place: EntryPlace): void {
  const { changes, ...rest } = event;
  const outcome = outcomeOf(event);
  const { intact, ...detail } = event.detail;
  const summary: EventSummary = {
    ...rest,
    // Thousands of hashes; who wants them asks for the entry itself.
    detail:
      event.type === 'fixity.check' ? { ...detail, checked: countOf(intact) + countOf(detail.faults) } : rest.detail,
    changeCount: changes.length,
    outcome,
  };
  tables.run(
    'INSERT OR REPLACE INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    event.seq,
    place.segment,
    place.offset,
    place.length,
    event.time,
    event.type,
    event.coder,
    outcome,
    event.label.toLowerCase(),
    JSON.stringify(summary),
  );
  for (const { id } of subjectsOf(event)) tables.run('INSERT OR IGNORE INTO subjects VALUES (?, ?)', id, event.seq);
  for (const entry of followFixity(event, (sha256) => fixityEntry(tables, sha256))) {
    tables.run(
      'INSERT OR REPLACE INTO fixity VALUES (?, ?, ?, ?, ?)',
      entry.sha256,
      entry.checkedAt,
      entry.outcome,
      isAlarm(entry) ? 1 : 0,
      JSON.stringify(entry),
    );
  }
}

const countOf = (list: unknown): number => (Array.isArray(list) ? list.length : 0);

/** Enters what the versions of a document keep in objects/, in place of what was there of one that is known. */
export function putObjects(
  tables: Pick<IndexTables, 'run'>,
  row: number,
  document: SourceDocument,
  isKnown: boolean,
): void {
  if (isKnown) removeObjects(tables, row);
  for (const version of document.versions) {
    for (const { sha256, byteLength, fileName } of objectsOf(version)) {
      const values = [sha256, row, version.number, fileName, byteLength, version.importedAt];
      tables.run('INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?, ?)', ...values);
    }
  }
}

/** Takes the objects of a document out. */
export function removeObjects(tables: Pick<IndexTables, 'run'>, row: number): void {
  tables.run('DELETE FROM objects WHERE doc = ?', row);
}

/** What is known of the fixity of an object, or null if it was never checked. */
function fixityEntry(tables: Pick<IndexTables, 'one'>, sha256: string): FixityEntry | null {
  const row = tables.one<{ json: string }>('SELECT json FROM fixity WHERE sha256 = ?', sha256);
  return row === null ? null : fixityEntrySchema.parse(JSON.parse(row.json));
}

/** An object to be hashed. */
export interface ObjectToCheck {
  readonly sha256: string;
  readonly fileName: string;
  readonly byteLength: number;
}

const AS_TEXT = 'SELECT value FROM json_each(?)';

/** Objects of the given documents, of all documents if none are given; those checked longest ago first, each once. */
export function objectsToCheck(tables: Pick<IndexTables, 'all'>, ids?: readonly string[]): readonly ObjectToCheck[] {
  return tables.all<ObjectToCheck>(
    `SELECT o.sha256, min(o.fileName) AS fileName, max(o.byteLength) AS byteLength FROM objects o
     LEFT JOIN fixity f ON f.sha256 = o.sha256
     ${ids === undefined ? '' : `WHERE o.doc IN (SELECT row FROM docs WHERE id IN (${AS_TEXT}))`}
     GROUP BY o.sha256 ORDER BY coalesce(f.checkedAt, min(o.storedAt)), o.sha256`,
    ...(ids === undefined ? [] : [JSON.stringify(ids)]),
  );
}

/** Between which instants an object must have been checked, or have come, so that its check is not due. */
export interface CheckPeriod {
  readonly since: string;
  /** What is later than this was dated by a clock that was wrong, and says nothing. */
  readonly until: string;
}

/** Objects not checked in a period, nor come in it; those waiting longest first. */
export function objectsDue(
  tables: Pick<IndexTables, 'all'>,
  { since, until }: CheckPeriod,
  limit: number,
): readonly ObjectToCheck[] {
  return tables.all<ObjectToCheck>(
    `SELECT o.sha256, min(o.fileName) AS fileName, max(o.byteLength) AS byteLength FROM objects o
     LEFT JOIN fixity f ON f.sha256 = o.sha256
     GROUP BY o.sha256 HAVING coalesce(f.checkedAt, min(o.storedAt)) NOT BETWEEN ? AND ?
     ORDER BY coalesce(f.checkedAt, min(o.storedAt)), o.sha256 LIMIT ?`,
    since,
    until,
    limit,
  );
}

/** Faults that nobody has dealt with, of objects that a document still has; those found first come first. */
export function listAlarms(tables: Pick<IndexTables, 'all'>): FixityAlarm[] {
  const rows = tables.all<{ json: string }>(
    `SELECT f.json FROM fixity f WHERE f.outcome <> 'intact' AND f.isAlarm = 1
       AND EXISTS (SELECT 1 FROM objects o WHERE o.sha256 = f.sha256)`,
  );
  return rows
    .map(({ json }) => describeAlarm(tables, fixityEntrySchema.parse(JSON.parse(json))))
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : a.sha256 < b.sha256 ? -1 : 1));
}

function describeAlarm(tables: Pick<IndexTables, 'all'>, entry: FixityEntry): FixityAlarm {
  const { sha256, outcome, found, reason } = entry;
  const holders = tables.all<{ id: string; title: string; version: number; fileName: string }>(
    `SELECT d.id, d.title, o.version, o.fileName FROM objects o JOIN docs d ON d.row = o.doc
     WHERE o.sha256 = ? ORDER BY d.sortTitle, d.id, o.version`,
    sha256,
  );
  return {
    sha256,
    outcome,
    found,
    reason,
    since: entry.alarmSince ?? entry.checkedAt,
    path: objectPath(sha256),
    fileName: holders[0]?.fileName ?? sha256,
    documents: holders.map(({ id, title, version }) => ({ id, title, version })),
  };
}

/** Where an object lies inside the archive. */
export function objectPath(sha256: string): string {
  return `objects/${sha256.slice(0, 2)}/${sha256}`;
}

/** The faults among the given objects, whether dealt with or not. */
export function faultsOf(tables: Pick<IndexTables, 'all' | 'one'>, hashes: readonly string[]): FixityAlarm[] {
  return hashes.flatMap((sha256) => {
    const entry = fixityEntry(tables, sha256);
    return entry === null || entry.outcome === 'intact' ? [] : [describeAlarm(tables, entry)];
  });
}

/** What is known of the objects of documents; with `isDismissed` instead those whose fault someone has dismissed. */
export function listFixity(
  tables: Pick<IndexTables, 'all'>,
  which: { readonly ids: readonly string[] } | { readonly isDismissed: true },
): FixityObject[] {
  const isByDocument = 'ids' in which;
  const rows = tables.all<Omit<FixityObject, 'isAlarm' | 'dismissed'> & { alarm: number | null; json: string | null }>(
    `SELECT o.sha256, d.id AS documentId, o.version, o.fileName, o.byteLength, o.storedAt, f.checkedAt, f.outcome,
       f.isAlarm AS alarm, f.json FROM objects o JOIN docs d ON d.row = o.doc LEFT JOIN fixity f ON f.sha256 = o.sha256
     WHERE ${isByDocument ? `d.id IN (${AS_TEXT})` : "f.outcome <> 'intact' AND f.isAlarm = 0"}
     ORDER BY d.id, o.version, o.sha256`,
    ...(isByDocument ? [JSON.stringify(which.ids)] : []),
  );
  return rows.map(({ alarm, json, ...row }) => ({
    ...row,
    isAlarm: alarm === 1,
    dismissed: json === null ? null : fixityEntrySchema.parse(JSON.parse(json)).dismissed,
  }));
}

/** Numbers about the fixity of the whole archive; nothing is due without a period. */
export function countFixity(
  tables: Pick<IndexTables, 'one'>,
  period: CheckPeriod | null,
): Pick<MethodOutput<'fixity.status'>, 'objects' | 'byteLength' | 'checked' | 'due' | 'oldestCheck' | 'newestCheck'> {
  const row = tables.one<{
    objects: number;
    byteLength: number | null;
    checked: number;
    due: number | null;
    oldest: string | null;
    newest: string | null;
  }>(
    `SELECT count(*) AS objects, sum(byteLength) AS byteLength, count(checkedAt) AS checked,
       sum(coalesce(checkedAt, storedAt) NOT BETWEEN ? AND ?) AS due, min(coalesce(checkedAt, storedAt)) AS oldest, max(checkedAt) AS newest
     FROM (SELECT o.sha256, max(o.byteLength) AS byteLength, min(o.storedAt) AS storedAt, f.checkedAt
           FROM objects o LEFT JOIN fixity f ON f.sha256 = o.sha256 GROUP BY o.sha256)`,
    period?.since ?? '',
    period?.until ?? '',
  );
  return {
    objects: row?.objects ?? 0,
    byteLength: row?.byteLength ?? 0,
    checked: row?.checked ?? 0,
    due: period === null ? 0 : (row?.due ?? 0),
    oldestCheck: row?.oldest ?? null,
    newestCheck: row?.newest ?? null,
  };
}

/** Entries of the journal that fit, newest first. Dates are of universal time; every word of the text must occur. */
export function listEvents(
  tables: Pick<IndexTables, 'all'>,
  input: ParsedInput<'history.list'>,
  limit: number,
): EventSummary[] {
  const where = ['seq < ?'];
  const values: Value[] = [input.before ?? Number.MAX_SAFE_INTEGER];
  const and = (condition: string, ...bound: readonly Value[]): void => {
    where.push(condition);
    values.push(...bound);
  };
  if (input.types && input.types.length > 0) and(`type IN (${AS_TEXT})`, JSON.stringify(input.types));
  if (input.coder !== undefined) and('coder = ?', input.coder);
  if (input.outcome !== undefined) and('outcome = ?', input.outcome);
  if (input.from !== undefined) and('time >= ?', input.from);
  if (input.until !== undefined) and('substr(time, 1, length(?)) <= ?', input.until, input.until);
  if (input.documentId !== undefined) {
    and(
      `seq IN (SELECT seq FROM subjects WHERE subject = ? UNION SELECT s.seq FROM docs d JOIN objects o ON o.doc = d.row
         JOIN subjects s ON s.subject = o.sha256 WHERE d.id = ?)`,
      input.documentId,
      input.documentId,
    );
  }
  for (const word of (input.text ?? '').toLowerCase().split(/\s+/).filter(Boolean)) and('instr(words, ?) > 0', word);
  return tables
    .all<{ summary: string }>(
      `SELECT summary FROM events WHERE ${where.join(' AND ')} ORDER BY seq DESC LIMIT ?`,
      ...values,
      limit,
    )
    .map(({ summary }) => JSON.parse(summary));
}

/** The persons whom the journal names. */
export function listCoders(tables: Pick<IndexTables, 'all'>): string[] {
  return tables
    .all<{ coder: string }>("SELECT DISTINCT coder FROM events WHERE coder <> '' ORDER BY coder COLLATE NOCASE")
    .map(({ coder }) => coder);
}
