import type { ParsedInput } from '../../shared/contract.ts';
import type { documentsOfFilter } from './index-filter.ts';
import type { SearchIndex } from './search-index.ts';
import type { RowSet } from './search-sets.ts';
import { LONG_ROWS, STRETCHES } from './text-index.ts';

/** Documents that are weighed against each other. */
export const MOST_RANKED = 3000;

/** A document found, with the number of all that were. */
export interface ListedDocument {
  readonly row: number;
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly dateIssued: string | null;
  readonly total: number;
}

/** How many, and in which order. */
type Listing = Pick<ParsedInput<'search.find'>, 'sort' | 'offset'> & { readonly limit: number };

const DOCUMENT_OF_ROW = `CASE WHEN rowid < ${LONG_ROWS} THEN rowid ELSE (rowid - ${LONG_ROWS}) / ${STRETCHES} END`;
const UNTRASHED = 'row NOT IN (SELECT row FROM docs WHERE trashedAt IS NOT NULL)';

/**
 * One page of the documents that are in a set (null: any) and fit a filter, by title, by date, or, if there are words to
 * weigh (`ranked`, an expression of the engine), those that fit best first.
 */
export function listDocuments(
  index: SearchIndex,
  found: RowSet | null,
  ranked: string | null,
  { where, values }: ReturnType<typeof documentsOfFilter>,
  { sort, limit, offset = 0 }: Listing,
): readonly ListedDocument[] {
  if (sort === 'title' || sort === 'date' || ranked === null || found === null) {
    const order =
      sort === 'title'
        ? 'd.sortTitle, d.dateIssued, d.row'
        : 'd.dateIssued IS NULL, d.dateIssued DESC, d.sortTitle, d.row';
    const base = found === null ? 'docs d' : `(${found.sql}) m CROSS JOIN docs d ON d.row = m.row`;
    return index.all<ListedDocument>(
      `SELECT d.row, d.id, d.title, d.version, d.dateIssued, count(*) OVER () AS total FROM ${base}
       WHERE ${['d.trashedAt IS NULL', ...where].join(' AND ')} ORDER BY ${order} LIMIT ? OFFSET ?`,
      ...[...(found?.values ?? []), ...values],
      limit,
      offset,
    );
  }
  const fitting: RowSet =
    where.length === 0
      ? { sql: `SELECT row FROM (${found.sql}) WHERE ${UNTRASHED}`, values: found.values }
      : {
          sql: `SELECT d.row FROM (${found.sql}) m CROSS JOIN docs d ON d.row = m.row
                WHERE ${['d.trashedAt IS NULL', ...where].join(' AND ')}`,
          values: [...found.values, ...values],
        };
  const first = rowsOf(index, `${fitting.sql} LIMIT ${MOST_RANKED + 1}`, fitting.values);
  if (first.length === 0) return [];
  const isCommon = first.length > MOST_RANKED;
  const total = isCommon ? countRows(index, fitting) : first.length;
  const rows = isCommon
    ? orderCommon(index, fitting, ranked, offset + limit)
    : orderByWeight(index, first, ranked, offset + limit);
  const known = 'SELECT row, id, title, version, dateIssued FROM docs WHERE row = ?';
  return rows.slice(offset).flatMap((row) => {
    const document = index.one<Omit<ListedDocument, 'total'>>(known, row);
    return document ? [{ ...document, total }] : [];
  });
}

/** Rows of a query, read as one value: thousands of them one by one take several times as long. */
function rowsOf(index: SearchIndex, sql: string, values: readonly (string | number)[]): readonly number[] {
  const json = index.one<{ rows: string }>(`SELECT json_group_array(row) AS rows FROM (${sql})`, ...values)?.rows;
  return json === undefined ? [] : JSON.parse(json);
}

const countRows = (index: SearchIndex, { sql, values }: RowSet): number =>
  index.one<{ n: number }>(`SELECT count(*) AS n FROM (${sql})`, ...values)?.n ?? 0;

/**
 * The first of the rows, those in which the words weigh most before others; then those without any of the words, which
 * fit for another reason.
 */
function orderByWeight(index: SearchIndex, rows: readonly number[], ranked: string, count: number): readonly number[] {
  // The engine scores rows only where they are read one by one.
  const weighed = rowsOf(
    index,
    `WITH s AS MATERIALIZED (
       SELECT ${DOCUMENT_OF_ROW} AS row, bm25(fts, 8.0, 2.0, 1.0) AS score FROM fts
       WHERE fts MATCH ? AND ${DOCUMENT_OF_ROW} IN (SELECT value FROM json_each(?))
     ) SELECT row FROM s GROUP BY row ORDER BY min(score), row LIMIT ?`,
    [ranked, JSON.stringify(rows), count],
  );
  if (weighed.length === count) return weighed;
  const known = new Set(weighed);
  return [...weighed, ...rows.filter((row) => !known.has(row)).sort((a, b) => a - b)].slice(0, count);
}

/**
 * Words that most documents have tell them apart by little, and to weigh them would take long: documents with the words
 * in their title come first then, and after them those that came last. As many as are asked for.
 */
function orderCommon(index: SearchIndex, fitting: RowSet, ranked: string, count: number): readonly number[] {
  const { sql, values } = fitting;
  const titled = new Set(
    rowsOf(index, `SELECT DISTINCT ${DOCUMENT_OF_ROW} AS row FROM fts WHERE fts MATCH ? ORDER BY rowid DESC LIMIT ?`, [
      `title : (${ranked})`,
      count,
    ]),
  );
  const first =
    titled.size === 0
      ? []
      : rowsOf(index, `SELECT row FROM (${sql}) WHERE row IN (SELECT value FROM json_each(?)) ORDER BY row DESC`, [
          ...values,
          JSON.stringify([...titled]),
        ]);
  if (first.length >= count) return first.slice(0, count);
  const newest = rowsOf(index, `SELECT row FROM (${sql}) ORDER BY row DESC LIMIT ?`, [...values, count + titled.size]);
  return [...first, ...newest.filter((row) => !titled.has(row))].slice(0, count);
}
