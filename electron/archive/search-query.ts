/** What a part of a query may be limited to. */
export type QueryField = 'title' | 'issuer' | 'quote' | 'note' | 'agency' | 'stance' | 'topic';

/** A word, the beginning of one, or words that stand one after the other. */
export interface QueryTerm {
  readonly kind: 'term';
  readonly field: QueryField | null;
  readonly words: string;
  /** Only the beginning of the last word is given. */
  readonly isPrefix: boolean;
  /** In quotation marks: other forms of a word do not count. */
  readonly isQuoted: boolean;
}

/** What a query asks for. */
export type QueryNode =
  | QueryTerm
  | {
      readonly kind: 'near';
      readonly field: QueryField | null;
      readonly terms: readonly QueryTerm[];
      /** Words that may stand between them, at most. */
      readonly distance: number;
    }
  | { readonly kind: 'and'; readonly children: readonly QueryNode[] }
  | { readonly kind: 'or'; readonly children: readonly QueryNode[] }
  | { readonly kind: 'not'; readonly child: QueryNode };

/** A query as it was understood. */
export interface ParsedQuery {
  readonly node: QueryNode;
  /** Why it was taken as mere words, in a clause that follows "because"; null if it was taken as it was typed. */
  readonly fallback: string | null;
  /** The words looked for then, as a person reads them. */
  readonly words: readonly string[];
}

const FIELDS: readonly QueryField[] = ['title', 'issuer', 'quote', 'note', 'agency', 'stance', 'topic'];
/** Nobody types so many words to find a place, and the engine refuses a query of some hundred parts. */
const MOST_TERMS = 64;
const MOST_DEPTH = 24;
const NEAR_DISTANCE = 10;
const MOST_DISTANCE = 1000;

type Token =
  | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not' }
  | { readonly kind: 'near'; readonly distance: number }
  | { readonly kind: 'field'; readonly field: QueryField }
  | { readonly kind: 'term'; readonly term: QueryTerm }
  | { readonly kind: 'close-words'; readonly terms: readonly QueryTerm[]; readonly distance: number };

/** A query cannot be taken as it was typed. */
class Misread extends Error {}

/**
 * Reads what a person typed: words, "phrases", begin*, a NEAR/5 b, NEAR(a b, 5), "a b"~5, AND, OR, NOT, -word, parentheses, and the
 * fields title: issuer: quote: note: agency: stance: topic:. No input is an error: what cannot be read so is looked for
 * as words, of a whole page of words the first ones. Null if there is nothing to look for.
 */
export function parseQuery(typed: string): ParsedQuery | null {
  const query = indexable(typed);
  try {
    const tokens = readTokens(query);
    const node = simplify(new Parser(tokens).parse());
    if (node === null) return null;
    if (countTerms(node) > MOST_TERMS) throw new Misread(`it has more than ${MOST_TERMS} words`);
    return { node, fallback: null, words: [] };
  } catch (error) {
    if (!(error instanceof Misread)) throw error;
    return wordsOf(query, error.message);
  }
}

/** The query taken as mere words, for `reason`; null if it has none. */
export function wordsOf(typed: string, reason: string): ParsedQuery | null {
  const found = new Map<string, QueryTerm>();
  for (const [word] of indexable(typed).matchAll(/[^\s"“”„()]+/gu)) {
    if (/^(AND|OR|NOT|NEAR(\/\d*)?)$/.test(word)) continue;
    const bare = word
      .replace(/^[-+^]+/, '')
      .replace(/^[a-z]+:(?=.)/, (name) => (isField(name.slice(0, -1)) ? '' : name));
    if (!hasLetters(bare)) continue;
    const term = termOf(bare.replace(/~\d*$/, ''), false);
    if (hasLetters(term.words)) found.set(keyOf(term), term);
    if (found.size === MOST_TERMS) break;
  }
  const terms = [...found.values()];
  const [first] = terms;
  if (!first) return null;
  const words = terms.map(({ words: own, isPrefix }) => own + (isPrefix ? '*' : ''));
  return { node: terms.length === 1 ? first : { kind: 'and', children: terms }, fallback: reason, words };
}

/** The text as it is indexed: same length and offsets, without the characters that serve as marks or end strings. */
export function indexable(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}

/** The terms of a query that must stand somewhere: all but those under a NOT. */
export function positiveTerms(node: QueryNode): readonly (QueryTerm | Extract<QueryNode, { kind: 'near' }>)[] {
  if (node.kind === 'not') return [];
  if (node.kind === 'and' || node.kind === 'or') return node.children.flatMap(positiveTerms);
  return [node];
}

/** The key under which equal parts of a query are one. */
function keyOf(node: QueryNode): string {
  return JSON.stringify(node);
}

const hasLetters = (words: string): boolean => /[\p{L}\p{N}]/u.test(words);
const isField = (name: string): name is QueryField => FIELDS.some((field) => field === name);

function termOf(typed: string, isQuoted: boolean, field: QueryField | null = null): QueryTerm {
  const isPrefix = typed.endsWith('*');
  return { kind: 'term', field, words: typed.replace(/[*"]/g, ' ').trim(), isPrefix, isQuoted };
}

const TOKEN =
  /\s+|NEAR\((?<close>[^()]*?)(?:,\s*(?<reach>\d{1,4})\s*)?\)|(?<paren>[()])|["“”„](?<phrase>[^"“”„]*)(?<end>["“”„]?)(?<star>\*?)(?:~(?<slop>\d{1,4}))?|(?<minus>-)(?=[\p{L}\p{N}("“„])|(?<field>[a-z]+):(?=[\p{L}\p{N}("“„*])|(?<word>[^\s"“”„()]+)/gu;

function readTokens(query: string): Token[] {
  const tokens: Token[] = [];
  for (const { groups = {} } of query.matchAll(TOKEN)) {
    const { close, reach, paren, phrase, end, star, slop, minus, field, word } = groups;
    if (close !== undefined) {
      const terms = readTokens(close).map((token) => {
        if (token.kind === 'term') return token.term;
        throw new Misread('NEAR stands between words or phrases only');
      });
      const distance = Math.min(MOST_DISTANCE, reach === undefined ? NEAR_DISTANCE : Number(reach));
      if (terms.length > 0) tokens.push({ kind: 'close-words', terms, distance });
    } else if (paren !== undefined) tokens.push({ kind: paren === '(' ? 'open' : 'close' });
    else if (minus !== undefined) tokens.push({ kind: 'not' });
    else if (phrase !== undefined) {
      if (end === '') throw new Misread('a quotation mark is not closed');
      const term = termOf(phrase + (star ?? ''), true);
      if (!hasLetters(term.words)) continue;
      tokens.push(
        slop === undefined
          ? { kind: 'term', term }
          : { kind: 'close-words', terms: separately(term), distance: Math.min(MOST_DISTANCE, Number(slop)) },
      );
    } else if (field !== undefined) {
      if (isField(field)) tokens.push({ kind: 'field', field });
      else tokens.push({ kind: 'term', term: termOf(field, false) });
    } else if (word !== undefined) tokens.push(...readWord(word));
  }
  return tokens;
}

/** Each word of a phrase by itself. */
const separately = ({ words }: QueryTerm): readonly QueryTerm[] =>
  words
    .split(/\s+/)
    .filter(hasLetters)
    .map((word) => termOf(word, false));

function readWord(word: string): Token[] {
  if (word === 'AND' || word === 'OR' || word === 'NOT') {
    return [{ kind: word === 'AND' ? 'and' : word === 'OR' ? 'or' : 'not' }];
  }
  const near = /^NEAR(?:\/(\d{1,4}))?$/.exec(word);
  if (near) {
    return [
      { kind: 'near', distance: Math.min(MOST_DISTANCE, near[1] === undefined ? NEAR_DISTANCE : Number(near[1])) },
    ];
  }
  const term = termOf(word, false);
  return hasLetters(term.words) ? [{ kind: 'term', term }] : [];
}

/** Recursive descent over the tokens: OR binds least, then AND (also unwritten), then NOT, then NEAR. */
class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): QueryNode {
    const node = this.#any(null);
    if (this.#at < this.#tokens.length) throw new Misread('a parenthesis is closed that was not opened');
    return node;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #take(kind: Token['kind']): boolean {
    if (this.#peek()?.kind !== kind) return false;
    this.#at += 1;
    return true;
  }

  #any(field: QueryField | null): QueryNode {
    const children = [this.#all(field)];
    while (this.#take('or')) children.push(this.#all(field));
    return { kind: 'or', children };
  }

  #all(field: QueryField | null): QueryNode {
    const children: QueryNode[] = [];
    let isJoined = false;
    for (;;) {
      const next = this.#peek();
      if (next === undefined || next.kind === 'or' || next.kind === 'close') {
        if (isJoined) throw new Misread('AND has nothing after it');
        if (children.length === 0 && next?.kind === 'or') throw new Misread('OR has nothing before it');
        if (children.length === 0 && this.#tokens[this.#at - 1]?.kind === 'or') {
          throw new Misread('OR has nothing after it');
        }
        return { kind: 'and', children };
      }
      if (this.#take('and')) {
        if (children.length === 0 || isJoined) throw new Misread('AND has nothing before it');
        isJoined = true;
        continue;
      }
      isJoined = false;
      children.push(this.#negated(field));
    }
  }

  #negated(field: QueryField | null): QueryNode {
    if (!this.#take('not')) return this.#near(field);
    const next = this.#peek()?.kind;
    if (next === undefined || next === 'close' || next === 'and' || next === 'or' || next === 'not') {
      throw new Misread('NOT has nothing after it');
    }
    return { kind: 'not', child: this.#near(field) };
  }

  #near(field: QueryField | null): QueryNode {
    const first = this.#single(field);
    const next = this.#peek();
    if (next?.kind !== 'near') return first;
    const terms = [requireTerm(first)];
    let distance = 0;
    for (let near = this.#peek(); near?.kind === 'near'; near = this.#peek()) {
      distance = Math.max(distance, near.distance);
      this.#at += 1;
      terms.push(requireTerm(this.#single(field)));
    }
    return { kind: 'near', field: terms[0]?.field ?? null, terms, distance };
  }

  #single(field: QueryField | null): QueryNode {
    const token = this.#peek();
    this.#at += 1;
    if (token?.kind === 'term') return { ...token.term, field };
    if (token?.kind === 'close-words') {
      const terms = token.terms.map((term) => ({ ...term, field }));
      const [only] = terms;
      return only && terms.length === 1 ? only : { kind: 'near', field, terms, distance: token.distance };
    }
    if (token?.kind === 'field') return this.#single(token.field);
    if (token?.kind === 'open') {
      this.#depth += 1;
      if (this.#depth > MOST_DEPTH) throw new Misread('its parentheses lie too deep in each other');
      const inner = this.#any(field);
      if (!this.#take('close')) throw new Misread('a parenthesis is not closed');
      this.#depth -= 1;
      return inner;
    }
    if (token?.kind === 'near') throw new Misread('NEAR stands between no two words');
    throw new Misread('an operator has nothing after it');
  }
}

function requireTerm(node: QueryNode): QueryTerm {
  if (node.kind === 'term') return node;
  throw new Misread('NEAR stands between words or phrases only');
}

/** Without groups of one, of none, and of the same part twice; null if nothing is left. */
function simplify(node: QueryNode): QueryNode | null {
  if (node.kind === 'not') {
    const child = simplify(node.child);
    return child === null ? null : { kind: 'not', child };
  }
  if (node.kind !== 'and' && node.kind !== 'or') return node;
  const children = new Map<string, QueryNode>();
  for (const each of node.children) {
    const child = simplify(each);
    if (child === null) continue;
    for (const part of child.kind === node.kind ? child.children : [child]) children.set(keyOf(part), part);
  }
  const [first] = children.values();
  if (!first) return null;
  return children.size === 1 ? first : { kind: node.kind, children: [...children.values()] };
}

function countTerms(node: QueryNode): number {
  if (node.kind === 'term') return 1;
  if (node.kind === 'near') return node.terms.length;
  if (node.kind === 'not') return countTerms(node.child);
  return node.children.reduce((sum, child) => sum + countTerms(child), 0);
}
