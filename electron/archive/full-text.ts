import type { DocumentMatch, FoundDocuments, SearchHit } from '../../shared/contract/search.ts';
import type { ParsedInput } from '../../shared/contract.ts';
import type { Codebook } from '../../shared/domain/codebook.ts';
import { documentsOfFilter } from './index-filter.ts';
import { type ListedDocument, listDocuments, MOST_RANKED } from './rank-documents.ts';
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
  const rows = listDocuments(index, asked?.rows ?? null, ranked, conditions, {
    ...input,
    limit: input.limit ?? DOCUMENTS,
  });
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

interface Found {
  count: number;
  readonly hits: SearchHit[];
}

function findHits(
  index: SearchIndex,
  rows: readonly ListedDocument[],
  asked: Understood,
  ranked: string | null,
  places: number,
): ReadonlyMap<number, Found> {
  const found = new Map<number, Found>();
  const marked = ranked === null ? null : markedDocuments(index, rows, ranked, asked.node);
  for (const row of rows) {
    const isFound = ranked !== null && marked !== null;
    found.set(row.row, isFound ? inDocument(index, row, ranked, marked, places) : { count: 0, hits: [] });
  }
  inPassages(index, rows, asked, found);
  for (const each of found.values()) each.hits.splice(places);
  return found;
}

const HIGHLIGHTS = ['title', 'about', 'body']
  .map((name, column) => `highlight(fts, ${column}, ?, ?) AS ${name}`)
  .join(', ');
const HIGHLIGHT_MARKS = Array.from({ length: 3 }, () => [MARK_START, MARK_END]).flat();

/** What is searched of a document or a stretch, with the found words marked. */
interface Marked {
  readonly rowid: number;
  readonly title: string;
  readonly about: string;
  readonly body: string;
}

/**
 * The documents shown that are one row, marked. To look for words in one row takes as long as in some hundred that lie
 * together, or as in all that have them if these are few.
 */
function markedDocuments(
  index: SearchIndex,
  rows: readonly ListedDocument[],
  expression: string,
  node: QueryNode,
): ReadonlyMap<number, Marked> {
  const ids = rows.map(({ row }) => row);
  const [first, last] = [Math.min(...ids), Math.max(...ids)];
  const areFew = node.kind === 'term' && (rows[0]?.total ?? 0) <= MOST_RANKED;
  const isTogether = rows.length > 1 && (areFew || last - first <= MOST_RANKED);
  const marked = isTogether
    ? index.all<Marked>(
        `SELECT rowid, ${HIGHLIGHTS} FROM fts WHERE fts MATCH ? AND rowid >= CAST(? AS INTEGER)
         AND rowid <= CAST(? AS INTEGER) AND +rowid IN (SELECT value FROM json_each(?))`,
        ...HIGHLIGHT_MARKS,
        expression,
        first,
        last,
        JSON.stringify(ids),
      )
    : ids.flatMap((id) => markedRow(index, id, expression) ?? []);
  return new Map(marked.map((each) => [each.rowid, each]));
}

function markedRow(index: SearchIndex, rowid: number, expression: string): Marked | null {
  // Numbers are bound as REAL, and beside MATCH the engine passes over a row id that is not an INTEGER.
  const sql = `SELECT rowid, ${HIGHLIGHTS} FROM fts WHERE fts MATCH ? AND rowid = CAST(? AS INTEGER)`;
  return index.one<Marked>(sql, ...HIGHLIGHT_MARKS, expression, rowid);
}

function inDocument(
  index: SearchIndex,
  document: ListedDocument,
  expression: string,
  documents: ReadonlyMap<number, Marked>,
  places: number,
): Found {
  const layout = layoutOf(index, document.row);
  const rowids = stretchesToShow(index, document.row, layout, expression);
  const found: Found = { count: 0, hits: [] };
  for (const { rowid, start, end } of rowids.shown) {
    const isWhole = rowid === document.row;
    const marked = isWhole ? (documents.get(rowid) ?? null) : markedRow(index, rowid, expression);
    if (marked === null) continue;
    addBody(found, document, layout, marked.body, start, end, places);
    addMetadata(found, document, marked.title.includes(MARK_START) ? marked.title : marked.about);
  }
  found.count += rowids.others;
  return found;
}

const hitOf = (document: ListedDocument): Omit<SearchHit, 'field' | 'snippet' | 'marks'> => ({
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
  document: ListedDocument,
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

function addMetadata(found: Found, document: ListedDocument, marked: string): void {
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
  rows: readonly ListedDocument[],
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
    for (const marked of markedPassages(index, document.row, expression)) addPassage(own, document, marked);
  }
}

interface MarkedPassage {
  readonly row: number;
  readonly quote: string;
  readonly note: string;
  readonly id: string;
  readonly json: string;
}

/** Passages of a document that have the words, in the order of its text. */
function markedPassages(index: SearchIndex, doc: number, expression: string): readonly MarkedPassage[] {
  const rows = index
    .all<{ row: number }>('SELECT row FROM passages WHERE doc = ? ORDER BY start LIMIT 200', doc)
    .map(({ row }) => row);
  if (rows.length === 0) return [];
  const [first, last] = [Math.min(...rows), Math.max(...rows)];
  const ranges = last - first <= MOST_RANKED ? [[first, last] as const] : rows.map((row) => [row, row] as const);
  const order = new Map(rows.map((row, place) => [row, place]));
  return ranges
    .flatMap(([from, to]) =>
      index.all<MarkedPassage>(
        `SELECT p.row, highlight(quotes, 0, ?, ?) AS quote, highlight(quotes, 1, ?, ?) AS note, p.id, p.json
         FROM quotes CROSS JOIN passages p ON p.row = quotes.rowid
         WHERE quotes MATCH ? AND quotes.rowid >= CAST(? AS INTEGER) AND quotes.rowid <= CAST(? AS INTEGER)
         AND p.doc = CAST(? AS INTEGER)`,
        ...[MARK_START, MARK_END, MARK_START, MARK_END],
        expression,
        from,
        to,
        doc,
      ),
    )
    .filter(({ row }) => order.has(row))
    .sort((a, b) => (order.get(a.row) ?? 0) - (order.get(b.row) ?? 0));
}

function addPassage(found: Found, document: ListedDocument, marked: MarkedPassage): void {
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
