/** The words and marks of a text without what typesetting adds: white space, line breaks, page numbers, running heads. */
export interface TextWords {
  readonly source: string;
  /** What each stands for: equal words of two texts have equal keys. Hyphens inside words are left out. */
  readonly keys: readonly string[];
  /** Offsets in the source, end exclusive. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** The hyphens of words that have some: "well-known", "well~known" where the hyphen ends a line. */
  readonly shapes: ReadonlyMap<number, string>;
}

// A word goes on after an apostrophe or a hyphen, a number after a point or a comma, a broken word on the next line.
const WORD =
  /[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}\u00ad]|['\u2018\u2019\u2010\u2011-](?=[\p{L}\p{N}])|(?<=\p{N})[.,](?=\p{N})|(?<=\p{L})[\u2010\u2011-][^\S\n]*\n\s*(?=\p{L}))*|[-\u2010-\u2015\u2212]+|\.{3}|[^\s\u200b-\u200f\u2060-\u2064\ufeff]/gu;

const LINE_END_HYPHEN = /[\u2010\u2011-][^\S\n]*\n\s*|\u00ad/g;

/** Takes a text apart into words and marks, in one pass. */
export function wordsOf(source: string): TextWords {
  const text = withoutFurniture(source);
  const keys: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  const shapes = new Map<number, string>();
  for (const match of text.matchAll(WORD)) {
    const [word] = match;
    if (/[-\u2010\u2011\u00ad]/.test(word) && /[\p{L}\p{N}]/u.test(word)) {
      shapes.set(
        keys.length,
        word
          .normalize('NFKC')
          .replace(LINE_END_HYPHEN, '~')
          .replace(/[\u2010\u2011]/g, '-'),
      );
    }
    keys.push(keyOf(word));
    starts.push(match.index);
    ends.push(match.index + word.length);
  }
  return { source, keys, starts: Int32Array.from(starts), ends: Int32Array.from(ends), shapes };
}

/** Whether two words with equal keys are the same: a hyphen in one of them may only stand for the end of a line. */
export function haveSameHyphens(a: string | undefined, b: string | undefined): boolean {
  if (a === b) return true;
  const left = hyphensOf(a);
  const right = hyphensOf(b);
  return (
    left.hard.every((at) => right.hard.includes(at) || right.soft.includes(at)) &&
    right.hard.every((at) => left.hard.includes(at) || left.soft.includes(at))
  );
}

/** After how many letters the hyphens of a word stand: its own, and those that only may be. */
function hyphensOf(shape = ''): { readonly hard: readonly number[]; readonly soft: readonly number[] } {
  const hard: number[] = [];
  const soft: number[] = [];
  let letters = 0;
  for (const char of shape) {
    if (char === '-') hard.push(letters);
    else if (char === '~') soft.push(letters);
    else letters++;
  }
  return { hard, soft };
}

function keyOf(word: string): string {
  const first = word.charCodeAt(0);
  if (word.length === 1 && first < 0x80) return word === '`' ? "'" : word;
  if (/^[-\u2010-\u2015\u2212]+$/.test(word)) return '-';
  const bare = /[-\u00ad\u2010\u2011]/.test(word) ? word.replace(/[-\u2010\u2011\u00ad]\s*/g, '') : word;
  if (/^[\x20-\x7e]*$/.test(bare)) return bare;
  return bare
    .normalize('NFKC')
    .replace(/['`\u00b4\u2018-\u201b\u2032]/g, "'")
    .replace(/[\u201c-\u201f\u00ab\u00bb\u2033]/g, '"')
    .replace(/^[\u00b7\u2022\u25aa\u25cf\u25e6\uf0a7\uf0b7]$/, '•');
}

/** Lines at an edge of a page that may be running heads or page numbers. */
const EDGE_LINES = 2;

/** Share of the pages on which a line must stand to be a running head. */
const HEAD_SHARE = 0.2;

const PAGE_NUMBER = /^[-–—[(\s]*(page )?#(\s*(of|\/)\s*[\d#]+)?[-–—\])\s]*$/i;

interface Line {
  readonly start: number;
  readonly end: number;
  readonly words: string;
}

/**
 * The text with blanks in place of page numbers and of running heads after their first appearance, so that neither
 * cuts a sentence apart where pages end elsewhere. Offsets stay.
 */
function withoutFurniture(source: string): string {
  if (!source.includes('\f')) return source;
  const pages = pagesOf(source);
  const edges = pages.map((lines) => [edgeOf(lines), edgeOf([...lines].reverse())] as const);
  const counts = new Map<number, number>();
  for (const [index, sides] of edges.entries()) {
    const offsets = sides.flat().flatMap(({ words }) => numbersIn(words).map((value) => value - index));
    for (const offset of new Set(offsets)) counts.set(offset, (counts.get(offset) ?? 0) + 1);
  }
  const keyed = edges.map((sides, index) => {
    const isPageNumber = (value: number): boolean => value === index + 1 || (counts.get(value - index) ?? 0) > 1;
    return sides.map((lines, side) =>
      lines.map((line) => {
        const key = line.words.replace(/\d{1,4}/g, (digits) => (isPageNumber(Number(digits)) ? '#' : digits));
        return { line, key: `${side} ${key}`, isNumber: PAGE_NUMBER.test(key) };
      }),
    );
  });
  const pagesWith = new Map<string, number>();
  for (const { key } of keyed.flat(2)) pagesWith.set(key, (pagesWith.get(key) ?? 0) + 1);
  const least = Math.max(2, pages.length * HEAD_SHARE);
  const seen = new Set<string>();
  const cuts: Line[] = [];
  for (const lines of keyed.flat()) {
    for (const { line, key, isNumber } of lines) {
      const isRepeated = (pagesWith.get(key) ?? 0) >= least && seen.has(key);
      seen.add(key);
      if (!isNumber && !isRepeated) break;
      cuts.push(line);
    }
  }
  return blank(source, cuts);
}

function pagesOf(source: string): readonly (readonly Line[])[] {
  const pages: Line[][] = [];
  let start = 0;
  for (const page of source.split('\f')) {
    const lines: Line[] = [];
    let at = start;
    for (const line of page.split('\n')) {
      const words = line.replace(/\s+/g, ' ').trim();
      if (words !== '') lines.push({ start: at, end: at + line.length, words });
      at += line.length + 1;
    }
    pages.push(lines);
    start += page.length + 1;
  }
  return pages;
}

// A page of a line or two is all body.
const edgeOf = (lines: readonly Line[]): readonly Line[] =>
  lines.length > 2 * EDGE_LINES ? lines.slice(0, EDGE_LINES) : [];

const numbersIn = (words: string): readonly number[] => (words.match(/\d{1,4}/g) ?? []).map(Number);

function blank(source: string, lines: readonly Line[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of [...lines].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    parts.push(source.slice(at, start), ' '.repeat(end - start));
    at = end;
  }
  parts.push(source.slice(at));
  return parts.join('');
}
