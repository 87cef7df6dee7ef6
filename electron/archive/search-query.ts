/** A query as the search engine takes it. */
export interface ParsedQuery {
  /** FTS5 expression that asks for all terms at once. */
  readonly all: string;
  /** One FTS5 expression per term. */
  readonly terms: readonly string[];
}

/** Marks put around found words by the engine. Texts are indexed without them, see `indexable`. */
export const MARK_START = '\u0002';
export const MARK_END = '\u0003';

/** The engine refuses a query of some hundred parts; nobody types so many words to find a place. */
const MOST_TERMS = 64;
const SNIPPET_BEFORE = 70;
const SNIPPET_LENGTH = 240;

/**
 * Reads what a person typed: words, "phrases in quotes", and a trailing * for the beginning of a word. Anything else
 * is looked for as words, so that no input is an error; of a whole page of words the first ones. Null if there is nothing to look for.
 */
export function parseQuery(query: string): ParsedQuery | null {
  const found = new Set<string>();
  for (const match of query.matchAll(/["“”„]([^"“”„]*)["“”„]?(\*?)|([^\s"“”„]+)/gu)) {
    const words = match[1] ?? match[3] ?? '';
    const isPrefix = match[2] === '*' || (match[3] ?? '').endsWith('*');
    if (!/[\p{L}\p{N}]/u.test(words)) continue;
    found.add(`"${indexable(words).replace(/[*"]/g, ' ').trim()}"${isPrefix ? '*' : ''}`);
  }
  const terms = [...found].slice(0, MOST_TERMS);
  return terms.length === 0 ? null : { all: terms.join(' '), terms };
}

/** The text as it is indexed: same length and offsets, without the characters that serve as marks or end strings. */
export function indexable(text: string): string {
  return text.replace(/[\p{Cc}]/gu, ' ');
}

/** Text around the first found word, with the offsets of the found words in it and in the whole. */
export interface Snippet {
  readonly snippet: string;
  readonly marks: [number, number][];
  /** Offsets of the first found word in the whole text, or null. */
  readonly first: readonly [number, number] | null;
}

/** Makes a snippet of a text in which the engine has marked the found words. */
export function makeSnippet(marked: string): Snippet {
  const spans: [number, number][] = [];
  let text = '';
  for (const [index, piece] of marked.split(MARK_START).entries()) {
    const [found = '', ...rest] = index === 0 ? ['', piece] : piece.split(MARK_END);
    if (index > 0) spans.push([text.length, text.length + found.length]);
    text += found + rest.join('');
  }
  const first = spans[0] ?? null;
  let from = Math.max(0, (first?.[0] ?? 0) - SNIPPET_BEFORE);
  if (from > 0) {
    const space = text.indexOf(' ', from);
    if (space !== -1 && space < (first?.[0] ?? 0)) from = space + 1;
  }
  let to = Math.min(text.length, from + SNIPPET_LENGTH);
  if (to < text.length) {
    const space = text.lastIndexOf(' ', to);
    if (space > Math.max(from, first?.[1] ?? 0)) to = space;
  }
  const head = from > 0 ? '…' : '';
  const marks = spans
    .filter(([a, b]) => a >= from && b <= to)
    .map(([a, b]): [number, number] => [a - from + head.length, b - from + head.length]);
  return { snippet: head + text.slice(from, to) + (to < text.length ? '…' : ''), marks, first };
}

/** One stretch of a text that is searched as a whole. */
export interface TextPart {
  readonly text: string;
  /** Offset in the canonical text. */
  readonly start: number;
  readonly page: number | null;
}

const PART_LENGTH = 6_000;

/** Cuts a canonical text into its pages, or into stretches of some thousand characters at ends of paragraphs. */
export function splitText(
  text: string,
  pages: readonly { readonly number: number; readonly start: number; readonly end: number }[],
): readonly TextPart[] {
  if (pages.length > 0) {
    return pages.map(({ number, start, end }) => ({ text: text.slice(start, end), start, page: number }));
  }
  const parts: TextPart[] = [];
  for (let start = 0; start < text.length; ) {
    let end = Math.min(text.length, start + PART_LENGTH);
    if (end < text.length) {
      const paragraph = text.lastIndexOf('\n\n', end);
      const space = text.lastIndexOf(' ', end);
      if (paragraph > start) end = paragraph + 2;
      else if (space > start) end = space + 1;
    }
    parts.push({ text: text.slice(start, end), start, page: null });
    start = end;
  }
  return parts;
}
