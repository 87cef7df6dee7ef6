import type { DocumentMatch, FoundDocuments, SearchHit } from '../../shared/contract/search.ts';
import type { ParsedInput } from '../../shared/contract.ts';
import type { Codebook } from '../../shared/domain/codebook.ts';
import { documentsOfFilter } from './index-filter.ts';
import type { SearchIndex } from './search-index.ts';
import { type ParsedQuery, parseQuery, type QueryField, type QueryNode, wordsOf } from './search-query.ts';
import {
  anyWord,
  idsNamed,
  type RowSet,
  rowsThatFit,
  type SearchedContents,
  type SearchScope,
  wholeQuery,
} from './search-sets.ts';
import { findPlaces, MARK_END, MARK_START } from './search-snippet.ts';
import { LONG_ROWS, layoutOf, pageAt, STRETCHES, type TextLayout } from './text-index.ts';
import { WordForms } from './word-forms.ts';

/** What a query is asked of. */
export type Asked = Omit<SearchScope, 'forms' | 'contents'>;

/** A query as it was understood, and the rows that fit it. */
export interface Understood {
  readonly node: QueryNode;
  readonly rows: RowSet;
  readonly scope: SearchScope;
  /** How it was understood if not as it was typed, in a sentence for a person; else null. */
  readonly fallback: string | null;
}

const forms = new WeakMap<SearchIndex, WordForms>();

/** Understands a query; null if there is nothing to look for. No query is an error. */
export function understand(index: SearchIndex, query: string, asked: Asked): Understood | null {
  const known = forms.get(index) ?? new WordForms(index);
  forms.set(index, known);
  const scope: SearchScope = { ...asked, forms: known, contents: contentsOf(index) };
  const parsed = parseQuery(query);
  if (parsed === null) return null;
  const taken = isTakenByEngine(index, parsed, scope) ? parsed : wordsOf(query, 'it could not be read');
  if (taken === null) return null;
  return { node: taken.node, rows: rowsThatFit(taken.node, scope), scope, fallback: wordsFor(taken, scope.codebook) };
}

function contentsOf(index: SearchIndex): SearchedContents {
  return {
    hasLong: () => index.one("SELECT 1 AS found FROM layouts WHERE stretches <> '[]' LIMIT 1") !== null,
    isNoted: (words) => index.one('SELECT 1 AS found FROM notes WHERE notes MATCH ? LIMIT 1', words) !== null,
  };
}

/** Whether the engine takes the query: a guard, for the language above is stricter than the engine's. */
function isTakenByEngine(index: SearchIndex, { node }: ParsedQuery, scope: SearchScope): boolean {
  try {
    const { sql, values } = rowsThatFit(node, scope);
    index.one(`SELECT row FROM (${sql}) LIMIT 1`, ...values);
    return true;
  } catch (error) {
    if (error instanceof Error && /fts5:|parser stack|too complex|expression tree/i.test(error.message)) return false;
    throw error;
  }
}

function wordsFor({ node, fallback, words }: ParsedQuery, codebook: Codebook): string | null {
  if (fallback !== null) {
    return `Searched for the ${words.length === 1 ? 'word' : 'words'} ${words.map((word) => `“${word}”`).join(', ')}, because ${fallback}.`;
  }
  const unknown = namesIn(node).find((term) => idsNamed(term, codebook).length === 0);
  if (unknown === undefined) return null;
  const what = unknown.field === 'issuer' ? 'agency' : unknown.field;
  return `No ${what} of the codebook is named “${unknown.words}”.`;
}

function namesIn(node: QueryNode): readonly Extract<QueryNode, { kind: 'term' }>[] {
  if (node.kind === 'not') return namesIn(node.child);
  if (node.kind === 'and' || node.kind === 'or') return node.children.flatMap(namesIn);
  if (node.field === null || node.field === 'title' || node.field === 'quote' || node.field === 'note') return [];
  return node.kind === 'near' ? node.terms : [node];
}

/** Documents given at once, and places of each, if no number is asked for. */
const DOCUMENTS = 20;
const PLACES = 3;
/** Stretches of one long document that are looked at closely. */
const STRETCHES_SHOWN = 6;
/** Documents that are weighed against each other. */
const MOST_RANKED = 4000;

const DOCUMENT_OF_ROW = `CASE WHEN rowid < ${LONG_ROWS} THEN rowid ELSE (rowid - ${LONG_ROWS}) / ${STRETCHES} END`;

interface DocumentRow {
  readonly row: number;
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly dateIssued: string | null;
  readonly total: number;
}

/** Documents that fit query and filter, each with its best places. */
export function findDocuments(
  index: SearchIndex,
  input: ParsedInput<'search.find'>,
  codebook: Codebook,
): FoundDocuments {
  const asked = understand(index, input.query, { unit: 'document', codebook, stemming: input.stemming ?? true });
  const filter = input.filter ?? {};
  const conditions = documentsOfFilter(filter, codebook);
  if (asked === null && Object.keys(filter).length === 0) return { total: 0, documents: [], understood: null };
  const words = asked === null ? null : anyWord(asked.node, asked.scope, ['title', null]);
  const ranked = asked === null ? null : (wholeQuery(asked.node, asked.scope) ?? words);
  const rows = listRows(index, asked, ranked, conditions, input);
  const places = input.places ?? PLACES;
  const hits = asked === null ? new Map<number, Found>() : findHits(index, rows, asked, words, places);
  return {
    total: rows[0]?.total ?? 0,
    documents: rows.map(({ row, id, title, dateIssued }): DocumentMatch => {
      const found = hits.get(row);
      return { documentId: id, title, dateIssued, count: found?.count ?? 0, hits: found?.hits ?? [] };
    }),
    understood: asked?.fallback ?? null,
  };
}

function listRows(
  index: SearchIndex,
  asked: Understood | null,
  ranked: string | null,
  { where, values }: ReturnType<typeof documentsOfFilter>,
  { sort, limit = DOCUMENTS, offset = 0 }: ParsedInput<'search.find'>,
): readonly DocumentRow[] {
  const columns = 'd.row, d.id, d.title, d.version, d.dateIssued, count(*) OVER () AS total';
  const base = asked === null ? 'docs d' : `(${asked.rows.sql}) m CROSS JOIN docs d ON d.row = m.row`;
  const conditions = `WHERE ${['d.trashedAt IS NULL', ...where].join(' AND ')}`;
  const read = (join: string, order: string, joined: readonly string[], ordering: readonly string[]) =>
    index.all<DocumentRow>(
      `SELECT ${columns} FROM ${base} ${join} ${conditions} ORDER BY ${order} LIMIT ? OFFSET ?`,
      ...[...(asked?.rows.values ?? []), ...joined, ...values, ...ordering],
      limit,
      offset,
    );
  const newest = 'd.dateIssued IS NULL, d.dateIssued DESC, d.sortTitle, d.row';
  if (sort === 'title') return read('', 'd.sortTitle, d.dateIssued, d.row', [], []);
  if (sort === 'date' || ranked === null) return read('', newest, [], []);
  const total = countRows(index, asked, { where, values });
  if (total === 0) return [];
  if (total > MOST_RANKED && where.length === 0 && asked !== null) {
    return listCommon(index, asked, ranked, total, offset, limit);
  }
  // The engine scores rows only where they are read one by one.
  const scores = `WITH s AS MATERIALIZED (
      SELECT ${DOCUMENT_OF_ROW} AS row, bm25(fts, 8.0, 2.0, 1.0) AS score FROM fts WHERE fts MATCH ?
    ) SELECT row, min(score) AS score FROM s GROUP BY row`;
  return read(`LEFT JOIN (${scores}) r ON r.row = d.row`, 'r.score IS NULL, r.score, d.row', [ranked], []);
}

const UNTRASHED = 'row NOT IN (SELECT row FROM docs WHERE trashedAt IS NOT NULL)';

function countRows(
  index: SearchIndex,
  asked: Understood | null,
  { where, values }: ReturnType<typeof documentsOfFilter>,
): number {
  const set = asked?.rows ?? { sql: 'SELECT row FROM docs', values: [] };
  const sql =
    where.length === 0
      ? `SELECT count(*) AS n FROM (${set.sql}) WHERE ${UNTRASHED}`
      : `SELECT count(*) AS n FROM (${set.sql}) m CROSS JOIN docs d ON d.row = m.row
         WHERE ${['d.trashedAt IS NULL', ...where].join(' AND ')}`;
  return index.one<{ n: number }>(sql, ...set.values, ...values)?.n ?? 0;
}

/**
 * Words that most documents have tell them apart by little, and to weigh them would take long: documents with the words
 * in their title come first then, and after them those that came last.
 */
function listCommon(
  index: SearchIndex,
  { rows: { sql, values } }: Understood,
  ranked: string,
  total: number,
  offset: number,
  limit: number,
): readonly DocumentRow[] {
  const end = offset + limit;
  const titled = index.all<{ row: number }>(
    `SELECT DISTINCT ${DOCUMENT_OF_ROW} AS row FROM fts WHERE fts MATCH ? ORDER BY rowid DESC LIMIT ?`,
    `title : (${ranked})`,
    end,
  );
  const first = new Set(titled.map(({ row }) => row));
  const others =
    first.size >= end
      ? []
      : index.all<{ row: number }>(
          `SELECT row FROM (${sql}) WHERE ${UNTRASHED} ORDER BY row DESC LIMIT ?`,
          ...values,
          end + first.size,
        );
  const fitting =
    first.size === 0
      ? []
      : index.all<{ row: number }>(
          `SELECT row FROM (${sql}) WHERE row IN (SELECT value FROM json_each(?)) AND ${UNTRASHED} ORDER BY row DESC`,
          ...values,
          JSON.stringify([...first]),
        );
  const listed = [...fitting, ...others.filter(({ row }) => !first.has(row))].slice(offset, end);
  const known = 'SELECT row, id, title, version, dateIssued FROM docs WHERE row = ?';
  return listed.flatMap(({ row }) => {
    const document = index.one<Omit<DocumentRow, 'total'>>(known, row);
    return document ? [{ ...document, total }] : [];
  });
}

interface Found {
  count: number;
  readonly hits: SearchHit[];
}

function findHits(
  index: SearchIndex,
  rows: readonly DocumentRow[],
  asked: Understood,
  ranked: string | null,
  places: number,
): ReadonlyMap<number, Found> {
  const found = new Map<number, Found>();
  for (const row of rows)
    found.set(row.row, ranked === null ? { count: 0, hits: [] } : inDocument(index, row, ranked, places));
  inPassages(index, rows, asked, found);
  for (const each of found.values()) each.hits.splice(places);
  return found;
}

const HIGHLIGHTS = ['title', 'about', 'body']
  .map((name, column) => `highlight(fts, ${column}, ?, ?) AS ${name}`)
  .join(', ');

function inDocument(index: SearchIndex, document: DocumentRow, expression: string, places: number): Found {
  const layout = layoutOf(index, document.row);
  const rowids = stretchesToShow(index, document.row, layout, expression);
  const found: Found = { count: 0, hits: [] };
  for (const { rowid, start, end } of rowids.shown) {
    // Numbers are bound as REAL, and beside MATCH the engine passes over a row id that is not an INTEGER.
    const marked = index.one<{ title: string; about: string; body: string }>(
      `SELECT ${HIGHLIGHTS} FROM fts WHERE fts MATCH ? AND rowid = CAST(? AS INTEGER)`,
      ...[MARK_START, MARK_END, MARK_START, MARK_END, MARK_START, MARK_END],
      expression,
      rowid,
    );
    if (marked === null) continue;
    addBody(found, document, layout, marked.body, start, end, places);
    addMetadata(found, document, marked.title.includes(MARK_START) ? marked.title : marked.about);
  }
  found.count += rowids.others;
  return found;
}

const hitOf = (document: DocumentRow): Omit<SearchHit, 'field' | 'snippet' | 'marks'> => ({
  documentId: document.id,
  title: document.title,
  version: document.version,
  page: null,
  start: null,
  end: null,
  passageId: null,
});

function addBody(
  found: Found,
  document: DocumentRow,
  { pages }: TextLayout,
  marked: string,
  start: number,
  end: number,
  places: number,
): void {
  if (!marked.includes(MARK_START)) return;
  const { count, snippets } = findPlaces(marked, places);
  for (const { snippet, marks, place } of snippets) {
    // What lies past the end of a stretch is found in the next one.
    if (place === null || start + place[0] >= end) continue;
    const at = start + place[0];
    found.hits.push({
      ...hitOf(document),
      field: 'text',
      page: pageAt(pages, at),
      start: at,
      end: start + place[1],
      snippet,
      marks,
    });
  }
  found.count += count;
}

function addMetadata(found: Found, document: DocumentRow, marked: string): void {
  if (!marked.includes(MARK_START)) return;
  const { count, snippets } = findPlaces(marked, 1);
  for (const { snippet, marks } of snippets) found.hits.push({ ...hitOf(document), field: 'metadata', snippet, marks });
  found.count += Math.min(1, count);
}

interface StretchesToShow {
  readonly shown: readonly { readonly rowid: number; readonly start: number; readonly end: number }[];
  /** Further ones in which words were found. */
  readonly others: number;
}

function stretchesToShow(index: SearchIndex, doc: number, layout: TextLayout, expression: string): StretchesToShow {
  const { stretches } = layout;
  if (stretches.length === 0) return { shown: [{ rowid: doc, start: 0, end: Number.POSITIVE_INFINITY }], others: 0 };
  const first = LONG_ROWS + doc * STRETCHES;
  const found = index.all<{ rowid: number }>(
    `SELECT rowid FROM fts WHERE fts MATCH ? AND rowid >= CAST(? AS INTEGER) AND rowid < CAST(? AS INTEGER)
     ORDER BY bm25(fts)`,
    expression,
    first,
    first + STRETCHES,
  );
  return {
    shown: found.slice(0, STRETCHES_SHOWN).map(({ rowid }) => ({
      rowid,
      start: stretches[rowid - first] ?? 0,
      end: stretches[rowid - first + 1] ?? Number.POSITIVE_INFINITY,
    })),
    others: Math.max(0, found.length - STRETCHES_SHOWN),
  };
}

/** Passages of the documents shown whose quote or note has the words. */
function inPassages(
  index: SearchIndex,
  rows: readonly DocumentRow[],
  asked: Understood,
  found: ReadonlyMap<number, Found>,
): void {
  const fields: readonly (QueryField | null)[] = ['quote', 'note', null];
  const scope: SearchScope = { ...asked.scope, unit: 'passage' };
  // Words of which a quote has but some stand in the text of the document anyway.
  const expression = wholeQuery(asked.node, scope) ?? anyWord(asked.node, scope, fields);
  if (expression === null) return;
  for (const document of rows) {
    const own = found.get(document.row);
    if (!own) continue;
    const passages = index.all<{ row: number }>(
      'SELECT row FROM passages WHERE doc = ? ORDER BY start LIMIT 200',
      document.row,
    );
    for (const { row } of passages) {
      const marked = index.one<{ quote: string; note: string; id: string; json: string }>(
        `SELECT highlight(quotes, 0, ?, ?) AS quote, highlight(quotes, 1, ?, ?) AS note, p.id, p.json
         FROM quotes JOIN passages p ON p.row = quotes.rowid
         WHERE quotes MATCH ? AND quotes.rowid = CAST(? AS INTEGER)`,
        ...[MARK_START, MARK_END, MARK_START, MARK_END],
        expression,
        row,
      );
      if (marked === null) continue;
      addPassage(own, document, marked);
    }
  }
}

function addPassage(
  found: Found,
  document: DocumentRow,
  marked: { readonly quote: string; readonly note: string; readonly id: string; readonly json: string },
): void {
  const passage: { version: number; page: number | null; start: number; end: number } = JSON.parse(marked.json);
  const { version, page, start, end } = passage;
  for (const [field, text] of [
    ['quote', marked.quote],
    ['note', marked.note],
  ] as const) {
    if (!text.includes(MARK_START)) continue;
    const [first] = findPlaces(text, 1).snippets;
    if (!first) continue;
    found.count += 1;
    found.hits.push({
      documentId: document.id,
      title: document.title,
      field,
      version,
      page,
      start: field === 'quote' ? start : null,
      end: field === 'quote' ? end : null,
      passageId: marked.id,
      snippet: first.snippet,
      marks: first.marks,
    });
  }
}

/** The hits of `findDocuments` one after the other. */
export function findHitsInOrder(
  index: SearchIndex,
  { limit, ...input }: ParsedInput<'search.query'>,
  codebook: Codebook,
): SearchHit[] {
  const { documents } = findDocuments(index, { ...input, limit, places: PLACES * 2 }, codebook);
  return documents.flatMap(({ hits }) => hits).slice(0, limit);
}
