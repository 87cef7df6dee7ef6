import type { DocumentSummary, MethodOutput, ParsedInput, PositionMatrix, SearchHit } from '../../shared/contract.ts';
import type { Codebook } from '../../shared/domain/codebook.ts';
import type { Withdrawal } from '../../shared/domain/document.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import type { EntryPlace } from './journal.ts';
import { addressKey, type SearchIndex } from './search-index.ts';
import { MARK_END, MARK_START, makeSnippet, parseQuery } from './search-query.ts';
import { bandKeys, estimateSimilarity } from './text-sketch.ts';

/** A passage with what a list shows beside it. */
export interface ListedPassage {
  readonly passage: Passage;
  readonly documentTitle: string;
  readonly dateIssued: string | null;
  readonly withdrawal: Withdrawal | null;
}

/** Numbers of things outside the trash. */
export function countAll(index: SearchIndex): { documents: number; passages: number; briefings: number } {
  const count = (sql: string): number => index.one<{ n: number }>(sql)?.n ?? 0;
  return {
    documents: count('SELECT count(*) AS n FROM docs WHERE trashedAt IS NULL'),
    passages:
      count('SELECT count(*) AS n FROM passages') -
      count('SELECT count(*) AS n FROM passages WHERE doc IN (SELECT row FROM docs WHERE trashedAt IS NOT NULL)'),
    briefings: count('SELECT count(*) AS n FROM briefings'),
  };
}

const SORT_COLUMNS = {
  title: 'd.sortTitle',
  dateIssued: 'd.dateIssued',
  addedAt: 'd.addedAt',
  kind: 'd.kind',
} as const;

/** Documents outside the trash (or, if asked, in it). A collection takes in those below it. */
export function listDocuments(index: SearchIndex, input: ParsedInput<'document.list'>): DocumentSummary[] {
  const where = [input.trashed ? 'd.trashedAt IS NOT NULL' : 'd.trashedAt IS NULL'];
  const values: (string | number)[] = [];
  if (input.collection !== undefined) {
    where.push(IN_COLLECTION);
    values.push(input.collection, input.collection, input.collection);
  }
  if (input.kind !== undefined) {
    where.push('d.kind = ?');
    values.push(input.kind);
  }
  if (input.issuerId !== undefined) {
    where.push('d.issuerId = ?');
    values.push(input.issuerId);
  }
  const column = SORT_COLUMNS[input.sort ?? 'title'];
  const direction = input.descending ? 'DESC' : 'ASC';
  return [
    ...index.all<Omit<DocumentSummary, 'withdrawal'> & { readonly withdrawal: string | null }>(
      `SELECT d.id, d.title, d.kind, d.issuerId, d.author, d.dateIssued, d.collection, d.addedAt, d.trashedAt, d.format,
         d.fileName, d.byteLength, d.sha256, d.pageCount, d.versionCount, d.withdrawal,
         (SELECT count(*) FROM passages p WHERE p.doc = d.row) AS passageCount
       FROM docs d WHERE ${where.join(' AND ')}
       ORDER BY ${column} IS NULL, ${column} ${direction}, d.sortTitle, d.dateIssued, d.id LIMIT ? OFFSET ?`,
      ...values,
      input.limit ?? -1,
      input.offset ?? 0,
    ),
  ].map((row) => ({ ...row, withdrawal: readWithdrawal(row.withdrawal) }));
}

const readWithdrawal = (json: string | null): Withdrawal | null => (json === null ? null : JSON.parse(json));

const IN_COLLECTION = "(d.collection = ? OR substr(d.collection, 1, length(?) + 3) = ? || ' / ')";

/** Passages `p` of documents `d` that fit, as SQL from FROM on. Agency and stance must stand on the same coding. */
function findPassages(
  input: Omit<ParsedInput<'passage.outline'>, 'groupBy'>,
  join = '',
): { readonly from: string; readonly values: readonly string[] } {
  const where = ['d.trashedAt IS NULL'];
  const values: string[] = [];
  // Passages given by id are looked up one by one; all others are met on the way through the documents.
  let tables = 'docs d CROSS JOIN passages p ON p.doc = d.row';
  if (input.ids !== undefined) {
    tables =
      '(SELECT DISTINCT value FROM json_each(?)) i CROSS JOIN passages p ON p.id = i.value CROSS JOIN docs d ON d.row = p.doc';
    values.push(JSON.stringify(input.ids));
  }
  const codings: string[] = [];
  for (const [column, ids] of [
    ['agencyId', input.agencyIds],
    ['stanceId', input.stanceIds],
  ] as const) {
    if (ids === undefined || ids.length === 0) continue;
    codings.push(`${column} IN (SELECT value FROM json_each(?))`);
    values.push(JSON.stringify(ids));
  }
  if (codings.length > 0) where.push(`p.row IN (SELECT passage FROM codings WHERE ${codings.join(' AND ')})`);
  if (input.documentIds && input.documentIds.length > 0) {
    where.push('d.id IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(input.documentIds));
  }
  // The newest placement of a passage is the last one; those without any are passed over by a look at the words alone.
  if (input.needsReview === true) {
    where.push(
      `p.json LIKE '%"placements"%' AND json_extract(p.json, '$.placements[#-1].outcome') <> 'anchored'
       AND json_extract(p.json, '$.placements[#-1].decision') IS NULL`,
    );
  }
  for (const word of (input.text ?? '').toLowerCase().split(/\s+/).filter(Boolean)) {
    where.push('instr(p.words, ?) > 0');
    values.push(word);
  }
  return { from: `FROM ${tables} ${join} WHERE ${where.join(' AND ')}`, values };
}

const READING_ORDER = 'ORDER BY d.sortTitle, d.dateIssued, d.id, p.start, p.id';

/**
 * Passages of documents outside the trash, by title and date of the document, then by place. Agency and stance must
 * stand on the same coding; every word of the text must occur in quote or note.
 */
export function listPassages(
  index: SearchIndex,
  input: ParsedInput<'passage.list'>,
): { readonly total: number; readonly passages: readonly ListedPassage[] } {
  const { from, values } = findPassages(input);
  const isBounded = input.limit !== undefined || input.offset !== undefined;
  const rows = index.all<{ json: string; title: string; dateIssued: string | null; withdrawal: string | null }>(
    `SELECT p.json, d.title, d.dateIssued, d.withdrawal ${from} ${READING_ORDER} LIMIT ? OFFSET ?`,
    ...values,
    input.limit ?? -1,
    input.offset ?? 0,
  );
  const total = isBounded ? (index.one<{ n: number }>(`SELECT count(*) AS n ${from}`, ...values)?.n ?? 0) : rows.length;
  return {
    total,
    passages: rows.map(({ json, title, dateIssued, withdrawal }) => ({
      passage: JSON.parse(json),
      documentTitle: title,
      dateIssued,
      withdrawal: readWithdrawal(withdrawal),
    })),
  };
}

/** Ids of the passages that `listPassages` gives for the same filter, in its order, under what groups them. */
export function outlinePassages(
  index: SearchIndex,
  input: ParsedInput<'passage.outline'>,
): MethodOutput<'passage.outline'> {
  const isByDocument = input.groupBy === undefined || input.groupBy === 'document';
  const key = isByDocument ? 'd.id' : input.groupBy === 'agency' ? 'c.agencyId' : 'c.stanceId';
  const { from, values } = findPassages(input, isByDocument ? '' : 'LEFT JOIN codings c ON c.passage = p.row');
  // One row for each document and key, not for each passage: that is what makes it quick.
  const rows = index.all<{ key: string | null; title: string | null; ids: string }>(
    `SELECT ${key} AS key, ${isByDocument ? 'd.title' : 'NULL'} AS title,
       group_concat(p.id, ' ' ORDER BY p.start, p.id) AS ids ${from}
     GROUP BY d.sortTitle, d.dateIssued, d.id, ${key} ORDER BY d.sortTitle, d.dateIssued, d.id`,
    ...values,
  );
  const groups = new Map<string, { readonly title: string | null; readonly ids: Set<string> }>();
  for (const { key: found, title, ids } of rows) {
    const group = groups.get(found ?? '') ?? { title, ids: new Set() };
    for (const id of ids.split(' ')) group.ids.add(id);
    groups.set(found ?? '', group);
  }
  const total = isByDocument
    ? [...groups.values()].reduce((sum, { ids }) => sum + ids.size, 0)
    : new Set([...groups.values()].flatMap(({ ids }) => [...ids])).size;
  return { total, groups: [...groups].map(([found, { title, ids }]) => ({ key: found, title, ids: [...ids] })) };
}

/** How many documents name each collection, and how many are in the trash. */
export function countCollections(index: SearchIndex): MethodOutput<'collection.list'> {
  const rows = index.all<{ collection: string | null; count: number }>(
    'SELECT collection, count(*) AS count FROM docs WHERE trashedAt IS NULL GROUP BY collection ORDER BY collection',
  );
  return {
    collections: rows.map((row) => ({ ...row })),
    trashed: index.one<{ n: number }>('SELECT count(*) AS n FROM docs WHERE trashedAt IS NOT NULL')?.n ?? 0,
  };
}

/** The document that holds a passage, or null. */
export function documentOfPassage(index: SearchIndex, passageId: string): string | null {
  return index.one<{ id: string }>('SELECT documentId AS id FROM passages WHERE id = ?', passageId)?.id ?? null;
}

/** Whether the index knows a document. */
export function hasDocument(index: SearchIndex, id: string): boolean {
  return index.one('SELECT 1 AS found FROM docs WHERE id = ?', id) !== null;
}

/** Whether the index knows passages of a document. */
export function hasPassages(index: SearchIndex, documentId: string): boolean {
  return (
    index.one('SELECT 1 AS found FROM passages p JOIN docs d ON d.row = p.doc WHERE d.id = ?', documentId) !== null
  );
}

/** Whether the index knows of searches kept under a name. */
export function hasSavedSearches(index: SearchIndex): boolean {
  return index.one('SELECT 1 AS found FROM searches LIMIT 1') !== null;
}

/** Whether the index knows a briefing. */
export function hasBriefing(index: SearchIndex, id: string): boolean {
  return index.one('SELECT 1 AS found FROM briefings WHERE id = ?', id) !== null;
}

/** Ids of all briefings. */
export function listBriefingIds(index: SearchIndex): readonly string[] {
  return index.all<{ id: string }>('SELECT id FROM briefings ORDER BY id').map(({ id }) => id);
}

/** Documents that hold an original, those outside the trash first. */
export function documentsWithOriginal(
  index: SearchIndex,
  sha256: string,
): readonly { readonly id: string; readonly title: string; readonly trashedAt: string | null }[] {
  return index.all(
    `SELECT d.id, d.title, d.trashedAt FROM versions v JOIN docs d ON d.row = v.doc WHERE v.sha256 = ?
     ORDER BY d.trashedAt IS NOT NULL, d.addedAt`,
    sha256,
  );
}

/** The document outside the trash that was taken from one of these addresses, the oldest if there are several; or null. */
export function documentFromAddress(index: SearchIndex, addresses: readonly string[]): string | null {
  return (
    index.one<{ id: string }>(
      'SELECT id FROM docs WHERE address IN (SELECT value FROM json_each(?)) AND trashedAt IS NULL ORDER BY row LIMIT 1',
      JSON.stringify(addresses.map(addressKey)),
    )?.id ?? null
  );
}

/** Rows looked at in one band: what more of them share a key are alike to each other. */
const PER_BAND = 32;
/** By signature; those that are a little below what counts may be above it when the texts are compared. */
const CANDIDATE = 0.45;

/**
 * Documents outside the trash whose text may have nearly the same words, those most alike by their sketches first.
 * `before`: only those that came in earlier. Takes the same time whatever the number of documents.
 */
export function similarCandidates(
  index: SearchIndex,
  id: string,
  which: 'all' | 'before',
): readonly { readonly id: string; readonly hasSameWords: boolean }[] {
  const own = index.one<{ row: number; words: string }>(
    'SELECT d.row, s.words FROM docs d JOIN sketches s ON s.doc = d.row WHERE d.id = ?',
    id,
  );
  if (own === null) return [];
  const isWanted = which === 'before' ? 'doc < ?' : 'doc <> ?';
  const scores = new Map<number, number>();
  const signature = index.signature(own.row);
  for (const [band, key] of signature === null ? [] : bandKeys(signature).entries()) {
    const sql = `SELECT doc FROM bands WHERE band = ? AND key = ? AND ${isWanted} ORDER BY doc DESC LIMIT ${PER_BAND}`;
    for (const { doc } of index.all<{ doc: number }>(sql, band, key, own.row)) {
      if (scores.has(doc)) continue;
      const other = index.signature(doc);
      scores.set(doc, signature === null || other === null ? 0 : estimateSimilarity(signature, other));
    }
  }
  const same = `SELECT doc FROM sketches WHERE words = ? AND ${isWanted} ORDER BY doc DESC LIMIT ${PER_BAND}`;
  for (const { doc } of index.all<{ doc: number }>(same, own.words, own.row)) scores.set(doc, 2);
  return [...scores]
    .filter(([, score]) => score >= CANDIDATE)
    .sort((a, b) => b[1] - a[1])
    .flatMap(([doc, score]) => {
      const found = index.one<{ id: string }>('SELECT id FROM docs WHERE row = ? AND trashedAt IS NULL', doc);
      return found ? [{ id: found.id, hasSameWords: score === 2 }] : [];
    });
}

/** Documents, in the trash or not, with a passage that carries the agency or the stance. */
export function documentsWithCoding(
  index: SearchIndex,
  column: 'agencyId' | 'stanceId' | 'topicId',
  id: string,
): readonly string[] {
  return index
    .all<{ id: string }>(
      `SELECT id FROM docs WHERE row IN (SELECT doc FROM codings WHERE ${column} = ?) ORDER BY id`,
      id,
    )
    .map((row) => row.id);
}

/** Documents, in the trash or not, issued by an agency. */
export function documentsIssuedBy(index: SearchIndex, agencyId: string): readonly string[] {
  return index.all<{ id: string }>('SELECT id FROM docs WHERE issuerId = ? ORDER BY id', agencyId).map(({ id }) => id);
}

/** Counts codings by agency and stance. Documents whose date is not known, or too coarse to tell, count. */
export function countPositions(
  index: SearchIndex,
  codebook: Codebook,
  input: ParsedInput<'position.matrix'>,
): PositionMatrix {
  const where = ['d.trashedAt IS NULL'];
  const values: string[] = [];
  if (input.asOf !== undefined) {
    where.push('(d.dateIssued IS NULL OR substr(d.dateIssued, 1, length(?)) <= substr(?, 1, length(d.dateIssued)))');
    values.push(input.asOf, input.asOf);
  }
  if (input.collection !== undefined) {
    where.push(IN_COLLECTION);
    values.push(input.collection, input.collection, input.collection);
  }
  const cells = index.all<{ agencyId: string; stanceId: string; count: number }>(
    `SELECT c.agencyId, c.stanceId, count(*) AS count FROM codings c JOIN docs d ON d.row = c.doc
     WHERE ${where.join(' AND ')} GROUP BY c.agencyId, c.stanceId`,
    ...values,
  );
  const totalOf = (key: 'agencyId' | 'stanceId', id: string): number =>
    cells.reduce((sum, cell) => (cell[key] === id ? sum + cell.count : sum), 0);
  return {
    agencies: codebook.agencies
      .map(({ id, name }) => ({ id, name, total: totalOf('agencyId', id) }))
      .filter(({ total }) => total > 0),
    stances: codebook.stances.map(({ id, name, letter, color }) => ({
      id,
      name,
      letter,
      color,
      total: totalOf('stanceId', id),
    })),
    cells: cells.map((cell) => ({ ...cell })),
  };
}

/** Events of one group after a seq, oldest first. */
export function eventsOfGroup(index: SearchIndex, group: string, after: number): MethodOutput<'history.list'> {
  return index
    .all<{ summary: string }>(
      "SELECT summary FROM events WHERE seq > ? AND json_extract(summary, '$.group') = ? ORDER BY seq",
      after,
      group,
    )
    .map(({ summary }) => JSON.parse(summary));
}

/** Where an entry lies in the journal, or null. */
export function placeOfEvent(index: SearchIndex, seq: number): EntryPlace | null {
  return index.one<EntryPlace>('SELECT segment, offset, length FROM events WHERE seq = ?', seq);
}

interface PartRow {
  readonly row: number;
  readonly field: SearchHit['field'];
  readonly version: number;
  readonly page: number | null;
  readonly start: number | null;
  readonly end: number | null;
  readonly passageId: string | null;
  readonly documentId: string;
  readonly title: string;
}

const PART_COLUMNS = 'p.row, p.field, p.version, p.page, p.start, p.end, p.passageId, d.id AS documentId, d.title';

/**
 * Places where all words of a query stand together, best first; after them documents in which the words stand on
 * different pages. No query is an error: what is not understood is looked for as words.
 */
export function search(index: SearchIndex, query: string, limit: number): SearchHit[] {
  const parsed = parseQuery(query);
  if (parsed === null) return [];
  const together = index.all<PartRow>(
    `SELECT ${PART_COLUMNS} FROM fts JOIN parts p ON p.row = fts.rowid JOIN docs d ON d.row = p.doc
     WHERE fts MATCH ? AND d.trashedAt IS NULL
     ORDER BY bm25(fts) * CASE p.field WHEN 'metadata' THEN 3 WHEN 'text' THEN 1 ELSE 1.2 END LIMIT ?`,
    parsed.all,
    limit,
  );
  const hits = together.map((row) => toHit(index, row, parsed.all));
  if (parsed.terms.length < 2 || hits.length >= limit) return hits;
  const seen = new Set(hits.map(({ documentId }) => documentId));
  const docs = index.all<{ row: number; id: string }>(
    `SELECT d.row, d.id FROM docs d WHERE d.trashedAt IS NULL AND d.row IN (${parsed.terms
      .map(() => 'SELECT p.doc FROM fts JOIN parts p ON p.row = fts.rowid WHERE fts MATCH ?')
      .join(' INTERSECT ')}) ORDER BY d.sortTitle LIMIT ?`,
    ...parsed.terms,
    limit,
  );
  const any = parsed.terms.join(' OR ');
  for (const { row, id } of docs) {
    if (hits.length >= limit) break;
    if (seen.has(id)) continue;
    const best = index.one<PartRow>(
      `SELECT ${PART_COLUMNS} FROM fts JOIN parts p ON p.row = fts.rowid JOIN docs d ON d.row = p.doc
       WHERE fts MATCH ? AND p.doc = ? ORDER BY bm25(fts) LIMIT 1`,
      any,
      row,
    );
    if (best) hits.push(toHit(index, best, any));
  }
  return hits;
}

function toHit(index: SearchIndex, row: PartRow, expression: string): SearchHit {
  // Numbers are bound as REAL, and beside MATCH the engine passes over a row id that is not an INTEGER.
  const marked = index.one<{ body: string }>(
    'SELECT highlight(fts, 0, ?, ?) AS body FROM fts WHERE fts MATCH ? AND rowid = CAST(? AS INTEGER)',
    MARK_START,
    MARK_END,
    expression,
    row.row,
  );
  const { snippet, marks, first } = makeSnippet(marked?.body ?? '');
  const isText = row.field === 'text' && row.start !== null && first !== null;
  return {
    documentId: row.documentId,
    title: row.title,
    field: row.field,
    version: row.version,
    page: row.page,
    start: isText ? (row.start ?? 0) + first[0] : row.field === 'quote' ? row.start : null,
    end: isText ? (row.start ?? 0) + first[1] : row.field === 'quote' ? row.end : null,
    passageId: row.passageId,
    snippet,
    marks,
  };
}
