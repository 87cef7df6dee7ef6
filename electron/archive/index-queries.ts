import type { DocumentSummary, MethodOutput, ParsedInput, PositionMatrix } from '../../shared/contract.ts';
import type { Codebook } from '../../shared/domain/codebook.ts';
import type { Withdrawal } from '../../shared/domain/document.ts';
import { documentsOfFilter } from './index-filter.ts';
import type { EntryPlace } from './journal.ts';
import { addressKey, type SearchIndex } from './search-index.ts';
import { estimateSimilarity } from './text-sketch.ts';

/** Numbers of things outside the trash. */
export function countAll(index: SearchIndex): { documents: number; passages: number; briefings: number } {
  const count = (sql: string): number => index.one<{ n: number }>(sql)?.n ?? 0;
  return {
    documents: count('SELECT count(*) AS n FROM docs WHERE trashedAt IS NULL'),
    passages:
      count('SELECT count(*) AS n FROM passages') -
      count('SELECT count(*) AS n FROM passages WHERE doc IN (SELECT row FROM docs WHERE trashedAt IS NOT NULL)'),
    briefings: count('SELECT count(*) AS n FROM briefings WHERE isAside = 0'),
  };
}

const SORT_COLUMNS = {
  title: 'd.sortTitle',
  dateIssued: 'd.dateIssued',
  addedAt: 'd.addedAt',
  kind: 'd.kind',
} as const;

/** Documents outside the trash (or, if asked, in it). A collection takes in those below it. */
export function listDocuments(
  index: SearchIndex,
  input: ParsedInput<'document.list'>,
  codebook: Pick<Codebook, 'topics'>,
): DocumentSummary[] {
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
  if (input.filter !== undefined) {
    const conditions = documentsOfFilter(input.filter, codebook);
    where.push(...conditions.where);
    values.push(...conditions.values);
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

/** Ids of all briefings, templates and kept states. */
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
  const scores = new Map<number, number>();
  const signature = index.signature(own.row);
  if (signature !== null) {
    const isWantedRow = (doc: number): boolean => (which === 'before' ? doc < own.row : doc !== own.row);
    for (const doc of index.bands().sharing(signature, isWantedRow, PER_BAND)) {
      const other = index.signature(doc);
      if (other !== null) scores.set(doc, estimateSimilarity(signature, other));
    }
  }
  const isWanted = which === 'before' ? 'doc < ?' : 'doc <> ?';
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
  const documents: string[] = [];
  const codings: string[] = [];
  const values: string[] = [];
  if (input.asOf !== undefined) {
    documents.push(
      '(d.dateIssued IS NULL OR substr(d.dateIssued, 1, length(?)) <= substr(?, 1, length(d.dateIssued)))',
    );
    values.push(input.asOf, input.asOf);
  }
  if (input.collection !== undefined) {
    documents.push(IN_COLLECTION);
    values.push(input.collection, input.collection, input.collection);
  }
  // Nothing but an index of the codings is read, and the documents are looked through once, not for each coding.
  if (documents.length > 0) {
    codings.push(`c.doc IN (SELECT d.row FROM docs d WHERE ${['d.trashedAt IS NULL', ...documents].join(' AND ')})`);
  } else if (index.one('SELECT 1 AS found FROM docs WHERE trashedAt IS NOT NULL LIMIT 1') !== null) {
    codings.push('c.doc NOT IN (SELECT row FROM docs WHERE trashedAt IS NOT NULL)');
  }
  if (input.voices !== undefined && input.voices.length > 0) {
    codings.push('c.voice IN (SELECT value FROM json_each(?))');
    values.push(JSON.stringify(input.voices));
  }
  const cells = index.all<{ agencyId: string; stanceId: string; count: number }>(
    `SELECT c.agencyId, c.stanceId, count(*) AS count FROM codings c
     ${codings.length === 0 ? '' : `WHERE ${codings.join(' AND ')}`} GROUP BY c.agencyId, c.stanceId`,
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
