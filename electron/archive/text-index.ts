import type { Passage } from '../../shared/domain/passage.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { indexable } from './search-query.ts';

/**
 * Tables of the search index that hold words. One row of `fts` is a document; of a long one each stretch is a row, so
 * that the words of a query are looked for in all of it and yet found in little. `notes` repeats the notes of passages,
 * so that a search of documents does not go through all quotes, whose words stand in the documents anyway.
 */
export const TEXT_TABLES = `
  CREATE TABLE layouts (doc INTEGER PRIMARY KEY, pages TEXT NOT NULL, stretches TEXT NOT NULL);
  CREATE VIRTUAL TABLE fts USING fts5(title, about, body, tokenize = 'unicode61 remove_diacritics 2');
  CREATE VIRTUAL TABLE quotes USING fts5(quote, note, tokenize = 'unicode61 remove_diacritics 2');
  CREATE VIRTUAL TABLE notes USING fts5(note, tokenize = 'unicode61 remove_diacritics 2');
  CREATE VIRTUAL TABLE vocabulary USING fts5vocab(fts, row);
  CREATE VIRTUAL TABLE quoteVocabulary USING fts5vocab(quotes, row);
  INSERT INTO fts (fts, rank) VALUES ('hashsize', 16000000);
  INSERT INTO quotes (quotes, rank) VALUES ('hashsize', 4000000);
`;

/** Rows of `fts` from here on are stretches of long documents: this much plus document × STRETCHES plus number. */
export const LONG_ROWS = 2 ** 40;
/** Stretches that a document may have. */
export const STRETCHES = 4096;
/** Characters of a document that is one row, and of a stretch of a longer one. */
const STRETCH_LENGTH = 65_536;
/** Repeated from the end of the stretch before, so that words that stand together are found across the cut. */
const OVERLAP = 400;

/** Page and place in the text at which each begins. */
export type PageStarts = readonly (readonly [number: number, start: number])[];

/** How a text lies in the index. */
export interface TextLayout {
  readonly pages: PageStarts;
  /** Where its stretches begin; empty if it is one row. */
  readonly stretches: readonly number[];
}

/** A value that can be bound to a statement. */
type Value = string | number | null;

/** What these functions need of the index. */
export interface TextTables {
  run(sql: string, ...values: readonly Value[]): void;
  one<Row>(sql: string, ...values: readonly Value[]): Row | null;
}

/** What of a document is searched besides its text. */
export interface SearchedMetadata {
  readonly title: string;
  readonly about: string;
}

/** Enters what is searched of a document that is not in the index yet; without a text, what is known of it so far. */
export function addWords(
  tables: TextTables,
  doc: number,
  { title, about }: SearchedMetadata,
  text: string | null,
  pages: PageStarts,
): void {
  const stretches = text === null ? [] : cutText(text);
  if (pages.length > 0 || stretches.length > 0) {
    tables.run('INSERT INTO layouts VALUES (?, ?, ?)', doc, JSON.stringify(pages), JSON.stringify(stretches));
  }
  const insert = 'INSERT INTO fts (rowid, title, about, body) VALUES (?, ?, ?, ?)';
  if (stretches.length === 0) {
    tables.run(insert, doc, indexable(title), indexable(about), indexable(text ?? ''));
    return;
  }
  for (const [number, start] of stretches.entries()) {
    const body = indexable((text ?? '').slice(start, (stretches[number + 1] ?? text?.length ?? 0) + OVERLAP));
    const isFirst = number === 0;
    const row = LONG_ROWS + doc * STRETCHES + number;
    tables.run(insert, row, isFirst ? indexable(title) : '', isFirst ? indexable(about) : '', body);
  }
}

/** Takes the words of a document out. */
export function removeWords(tables: TextTables, doc: number): void {
  const { stretches } = layoutOf(tables, doc);
  if (stretches.length === 0) tables.run('DELETE FROM fts WHERE rowid = CAST(? AS INTEGER)', doc);
  for (const number of stretches.keys()) {
    tables.run('DELETE FROM fts WHERE rowid = CAST(? AS INTEGER)', LONG_ROWS + doc * STRETCHES + number);
  }
  tables.run('DELETE FROM layouts WHERE doc = ?', doc);
}

/** Puts other metadata in place of what was searched; the text stays. */
export function updateMetadata(tables: TextTables, doc: number, { title, about }: SearchedMetadata): void {
  const row = layoutOf(tables, doc).stretches.length === 0 ? doc : LONG_ROWS + doc * STRETCHES;
  const known = tables.one<{ title: string; about: string }>(
    'SELECT title, about FROM fts WHERE rowid = CAST(? AS INTEGER)',
    row,
  );
  if (known?.title === indexable(title) && known.about === indexable(about)) return;
  const sql = 'UPDATE fts SET title = ?, about = ? WHERE rowid = CAST(? AS INTEGER)';
  tables.run(sql, indexable(title), indexable(about), row);
}

/** How the text of a document lies in the index. */
export function layoutOf(tables: Pick<TextTables, 'one'>, doc: number): TextLayout {
  const row = tables.one<{ pages: string; stretches: string }>(
    'SELECT pages, stretches FROM layouts WHERE doc = ?',
    doc,
  );
  return row === null
    ? { pages: [], stretches: [] }
    : { pages: JSON.parse(row.pages), stretches: JSON.parse(row.stretches) };
}

/** The page on which a place of a text lies, or null if it has no pages. */
export function pageAt(pages: PageStarts, place: number): number | null {
  let low = 0;
  for (let high = pages.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((pages[middle]?.[1] ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return pages[low - 1]?.[0] ?? pages[0]?.[0] ?? null;
}

/** Enters quote and note of a passage in place of those known. */
export function putQuote(tables: TextTables, row: number, passage: Passage, known: Passage | null): void {
  if (known !== null && known.quote === passage.quote && known.note === passage.note) return;
  if (known !== null) removeQuote(tables, row);
  const note = indexable(passage.note);
  const quote = indexable(readableQuote(passage.quote));
  tables.run('INSERT INTO quotes (rowid, quote, note) VALUES (?, ?, ?)', row, quote, note);
  if (note !== '') tables.run('INSERT INTO notes (rowid, note) VALUES (?, ?)', row, note);
}

/** Takes quote and note of a passage out. */
export function removeQuote(tables: TextTables, row: number): void {
  tables.run('DELETE FROM quotes WHERE rowid = CAST(? AS INTEGER)', row);
  tables.run('DELETE FROM notes WHERE rowid = CAST(? AS INTEGER)', row);
}

/** Where the stretches of a long text begin, at ends of paragraphs or words; none if it is short. */
function cutText(text: string): readonly number[] {
  if (text.length <= STRETCH_LENGTH + OVERLAP) return [];
  const length = Math.max(STRETCH_LENGTH, Math.ceil(text.length / (STRETCHES - 1)));
  const starts: number[] = [];
  for (let start = 0; start < text.length; ) {
    starts.push(start);
    let end = start + length;
    if (end < text.length) {
      const paragraph = text.lastIndexOf('\n\n', end);
      const space = text.lastIndexOf(' ', end);
      if (paragraph > start + length / 2) end = paragraph + 2;
      else if (space > start + length / 2) end = space + 1;
    }
    start = end;
  }
  return starts.length > STRETCHES ? starts.slice(0, STRETCHES) : starts;
}
