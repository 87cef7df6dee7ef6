import type { Codebook } from '../../shared/domain/codebook.ts';
import { positiveTerms, type QueryField, type QueryNode, type QueryTerm } from './search-query.ts';
import { LONG_ROWS, STRETCHES } from './text-index.ts';
import type { WordForms } from './word-forms.ts';

/** A value that can be bound to a statement. */
type Value = string | number;

/** A query that gives one column `row`: of documents, or of passages. */
export interface RowSet {
  readonly sql: string;
  readonly values: readonly Value[];
}

/** What a query is answered from. */
export interface SearchScope {
  readonly unit: 'document' | 'passage';
  readonly codebook: Codebook;
  readonly forms: WordForms;
  /** Whether other forms of a word count as the word. */
  readonly stemming: boolean;
  readonly contents: SearchedContents;
}

/** What is in the index: parts of a query that would find nothing are left out. */
export interface SearchedContents {
  /** Whether any document is so long that its text is cut into stretches. */
  hasLong(): boolean;
  /** Whether an expression of the engine is found in a note. */
  isNoted(expression: string): boolean;
}

const SHORT_DOCUMENTS = 'SELECT rowid AS row FROM fts WHERE fts MATCH ?';
/** Pairs of word forms that a NEAR is written out for. */
const MOST_PAIRS = 200;

/** The documents, or the passages, that fit a query. */
export function rowsThatFit(node: QueryNode, scope: SearchScope): RowSet {
  if (isPlain(node, scope)) return fromEngine(node, scope);
  if (node.kind === 'not') return combine('EXCEPT', [everything(scope), rowsThatFit(node.child, scope)]);
  if (node.kind === 'or')
    return combine(
      'UNION',
      node.children.map((child) => rowsThatFit(child, scope)),
    );
  if (node.kind === 'and') return intersection(node.children, scope);
  return fromCodebook(node, scope);
}

/**
 * Expression of the engine for what a whole query asks for, to rank what fits it: without what must not be there. Null if
 * it asks for what the engine does not know.
 */
export function wholeQuery(node: QueryNode, scope: SearchScope): string | null {
  const wanted = withoutExceptions(node);
  return wanted !== null && isPlain(wanted, scope) ? expression(wanted, scope, false) : null;
}

function withoutExceptions(node: QueryNode): QueryNode | null {
  if (node.kind === 'not') return null;
  if (node.kind !== 'and') return node;
  const children = node.children.filter(({ kind }) => kind !== 'not');
  const [first] = children;
  if (first === undefined) return null;
  return children.length === 1 ? first : { kind: 'and', children };
}

/** Whether the engine can be asked for all of it. */
const isPlain = (node: QueryNode, scope: SearchScope): boolean =>
  isPositive(node) && fieldsOf(node).every((field) => isSearched(field, scope));

/** Expression of the engine for all words that a query looks for, to mark and to rank them; null if there are none. */
export function anyWord(node: QueryNode, scope: SearchScope, fields: readonly (QueryField | null)[]): string | null {
  const terms = positiveTerms(node).filter(({ field }) => fields.includes(field));
  if (terms.length === 0) return null;
  return terms.map((term) => `(${expression(term, scope, true)})`).join(' OR ');
}

/** The ids that a name stands for in a query: of agencies, of stances, or of topics with those below them. */
export function idsNamed(term: QueryTerm, codebook: Codebook): readonly string[] {
  const { field } = term;
  if (field === 'stance') return bestNamed(term, codebook.stances, ({ name, letter }) => [name, letter]);
  if (field === 'topic') {
    return withBelow(
      bestNamed(term, codebook.topics, ({ name }) => [name]),
      codebook,
    );
  }
  return bestNamed(term, codebook.agencies, ({ name, aliases }) => [name, ...aliases]);
}

/** Ids of those that are called just so; if none is, of those whose name has the words in it. */
function bestNamed<T extends { readonly id: string }>(
  term: QueryTerm,
  all: readonly T[],
  namesOf: (one: T) => readonly string[],
): readonly string[] {
  const exact = term.isPrefix ? [] : all.filter((one) => namesOf(one).some((name) => isCalled(term, name)));
  const best = exact.length > 0 ? exact : all.filter((one) => isNamed(term, namesOf(one)));
  return best.map(({ id }) => id);
}

/** Topics with all those below them. */
export function withBelow(ids: Iterable<string>, { topics }: Pick<Codebook, 'topics'>): readonly string[] {
  const all = new Set(ids);
  for (let size = -1; size !== all.size; ) {
    size = all.size;
    for (const { id, parentId } of topics) if (parentId !== null && all.has(parentId)) all.add(id);
  }
  return [...all];
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
const wordsIn = (text: string): readonly string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];

/** Whether the words are the whole name, whatever their case, accents and punctuation. */
function isCalled({ words }: QueryTerm, name: string): boolean {
  const wanted = wordsIn(words).join(' ');
  return wanted !== '' && wanted === wordsIn(name).join(' ');
}

/** Whether one of the names has all the words, each as the beginning of a word of it; quoted ones as they stand. */
function isNamed({ words, isQuoted }: QueryTerm, names: readonly string[]): boolean {
  const wanted = wordsIn(words);
  return names.some((name) => {
    const own = wordsIn(name);
    if (isQuoted) return ` ${own.join(' ')} `.includes(` ${wanted.join(' ')} `);
    return wanted.every((word) => own.some((part) => part.startsWith(word)));
  });
}

function isSearched(field: QueryField | null, { unit }: SearchScope): boolean {
  if (field === null) return true;
  return unit === 'document' ? field === 'title' : field === 'quote' || field === 'note';
}

function isPositive(node: QueryNode): boolean {
  if (node.kind === 'not') return false;
  return node.kind !== 'and' && node.kind !== 'or' ? true : node.children.every(isPositive);
}

function fieldsOf(node: QueryNode): readonly (QueryField | null)[] {
  if (node.kind === 'not') return fieldsOf(node.child);
  if (node.kind === 'and' || node.kind === 'or') return node.children.flatMap(fieldsOf);
  return [node.field];
}

/** A set without those that another part takes out; what can be asked at once is asked at once. */
function intersection(children: readonly QueryNode[], scope: SearchScope): RowSet {
  const plain = children.filter((child) => isPlain(child, scope));
  const others = children.filter((child) => !plain.includes(child) && child.kind !== 'not');
  const [first] = plain;
  const together =
    plain.length === 1 && first ? [first] : plain.length > 1 ? [{ kind: 'and', children: plain } as const] : [];
  const exceptions = children.flatMap((child) => (child.kind === 'not' ? [child.child] : []));
  if (others.length === 0 && together[0] && isLeftToEngine([together[0], ...exceptions], scope)) {
    const [wanted, ...unwanted] = [together[0], ...exceptions].map((child) => `(${expression(child, scope, false)})`);
    return { sql: SHORT_DOCUMENTS, values: [[wanted, ...unwanted].join(' NOT ')] };
  }
  const sets = [...together, ...others].map((child) => rowsThatFit(child, scope));
  const base = sets.length === 0 ? everything(scope) : combine('INTERSECT', sets);
  const without = exceptions.map((child) => rowsThatFit(child, scope));
  return combine('EXCEPT', [base, ...without]);
}

/** Whether every document that has one of the parts has it in its one row of the engine, and nowhere else. */
function isLeftToEngine(parts: readonly QueryNode[], scope: SearchScope): boolean {
  const { hasLong, isNoted } = scope.contents;
  if (scope.unit !== 'document' || !parts.every((part) => isPlain(part, scope)) || hasLong()) return false;
  return parts.every((part) => fieldsOf(part).includes('title') || !isNoted(expression(part, scope, false)));
}

function combine(operator: 'UNION' | 'INTERSECT' | 'EXCEPT', sets: readonly RowSet[]): RowSet {
  const [only] = sets;
  if (only && sets.length === 1) return only;
  return {
    sql: sets.map(({ sql }) => `SELECT row FROM (${sql})`).join(` ${operator} `),
    values: sets.flatMap(({ values }) => values),
  };
}

const everything = ({ unit }: SearchScope): RowSet => ({
  sql: unit === 'document' ? 'SELECT row FROM docs' : 'SELECT row FROM passages',
  values: [],
});

/** A part of a query whose words the engine knows itself. */
function fromEngine(node: QueryNode, scope: SearchScope): RowSet {
  if (scope.unit === 'passage') {
    return { sql: 'SELECT rowid AS row FROM quotes WHERE quotes MATCH ?', values: [expression(node, scope, false)] };
  }
  const whole = expression(node, scope, false);
  const { hasLong, isNoted } = scope.contents;
  const short = `${SHORT_DOCUMENTS}${hasLong() ? ` AND rowid < ${LONG_ROWS}` : ''}`;
  const sets: RowSet[] = [{ sql: short, values: [whole] }];
  if (hasLong()) sets.push(inLongDocuments(node, scope));
  if (!fieldsOf(node).includes('title') && isNoted(whole)) {
    const noted = 'SELECT rowid FROM notes WHERE notes MATCH ?';
    sets.push({ sql: `SELECT doc AS row FROM passages WHERE row IN (${noted})`, values: [whole] });
  }
  return { sql: sets.map(({ sql }) => sql).join(' UNION '), values: sets.flatMap(({ values }) => values) };
}

/** The words of a query may stand in different stretches of a long document. */
function inLongDocuments(node: QueryNode, scope: SearchScope): RowSet {
  if (node.kind === 'and' || node.kind === 'or') {
    const sets = node.children.map((child) => inLongDocuments(child, scope));
    const { sql, values } = combine(node.kind === 'and' ? 'INTERSECT' : 'UNION', sets);
    return { sql: `SELECT row FROM (${sql})`, values };
  }
  return {
    sql: `SELECT (rowid - ${LONG_ROWS}) / ${STRETCHES} AS row FROM fts WHERE fts MATCH ? AND rowid >= ${LONG_ROWS}`,
    values: [expression(node, scope, false)],
  };
}

function fromCodebook(node: Extract<QueryNode, { kind: 'term' | 'near' }>, scope: SearchScope): RowSet {
  const { unit, codebook } = scope;
  const { field } = node;
  if (field === 'title' || field === null) {
    const documents = rowsThatFit(node, { ...scope, unit: 'document' });
    return { sql: `SELECT row FROM passages WHERE doc IN (${documents.sql})`, values: documents.values };
  }
  if (field === 'quote' || field === 'note') {
    const passages = rowsThatFit(node, { ...scope, unit: 'passage' });
    return { sql: `SELECT doc AS row FROM passages WHERE row IN (${passages.sql})`, values: passages.values };
  }
  const terms = node.kind === 'term' ? [node] : node.terms;
  const ids = terms.flatMap((term) => idsNamed(term, codebook));
  const values = [JSON.stringify(ids)];
  if (field === 'issuer') {
    const issued = 'SELECT row FROM docs WHERE issuerId IN (SELECT value FROM json_each(?))';
    return { sql: unit === 'document' ? issued : `SELECT row FROM passages WHERE doc IN (${issued})`, values };
  }
  const column = unit === 'document' ? 'doc' : 'passage';
  return { sql: `SELECT ${column} AS row FROM codings WHERE ${field}Id IN (SELECT value FROM json_each(?))`, values };
}

/** The engine's own form of a part of a query without NOT. `isFree`: without the limits to fields. */
function expression(node: QueryNode, scope: SearchScope, isFree: boolean): string {
  switch (node.kind) {
    case 'and':
    case 'or': {
      const joint = node.kind === 'and' ? ' AND ' : ' OR ';
      return node.children.map((child) => `(${expression(child, scope, isFree)})`).join(joint);
    }
    case 'not':
      return '""';
    case 'term':
      return inField(node.field, formsOf(node, scope).join(' OR '), isFree);
    case 'near':
      return inField(node.field, nearby(node.terms, node.distance, scope), isFree);
  }
}

function inField(field: QueryField | null, words: string, isFree: boolean): string {
  return isFree || field === null ? words : `${field} : (${words})`;
}

function formsOf({ words, isPrefix, isQuoted }: QueryTerm, { unit, forms, stemming }: SearchScope): readonly string[] {
  if (isPrefix) return [`"${words}" *`];
  if (isQuoted || !stemming) return [`"${words}"`];
  return forms.of(words, unit === 'document' ? 'documents' : 'passages').map((form) => `"${form}"`);
}

function nearby(terms: readonly QueryTerm[], distance: number, scope: SearchScope): string {
  let groups: string[][] = [[]];
  for (const term of terms) {
    const forms = formsOf(term, scope);
    const room = Math.max(1, Math.floor(MOST_PAIRS / groups.length));
    groups = groups.flatMap((group) => forms.slice(0, room).map((form) => [...group, form]));
  }
  return groups.map((group) => `NEAR(${group.join(' ')}, ${distance})`).join(' OR ');
}
