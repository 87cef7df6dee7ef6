import { turningInsertion } from './abridgement-insertions.ts';
import { readableQuote } from './readable-quote.ts';
import type { WORDINGS } from './vocabulary.ts';

/** One piece of an excerpt, in its order. Offsets are UTF-16 code units of the readable quote. */
export type AbridgementPiece =
  /** Words of the quote. `start` is null where they were not found in it. */
  | { readonly kind: 'quoted'; readonly text: string; readonly start: number | null; readonly end: number | null }
  /** A mark of omission, with the words of the quote that it stands for. */
  | { readonly kind: 'ellipsis'; readonly text: string; readonly omitted: string }
  /** Words in brackets, brackets included, with the words of the quote that they take the place of; often none. */
  | { readonly kind: 'inserted'; readonly text: string; readonly replaced: string };

/** What an excerpt is made of. */
export interface Abridgement {
  readonly pieces: readonly AbridgementPiece[];
  /** Why it is no faithful abridgement, in a sentence for a person, or null if it is one. */
  readonly problem: string | null;
  /** The words of the quote before the first and after the last that were taken. */
  readonly before: string;
  readonly after: string;
}

/**
 * True for printed words some of which are the author's own: in `[ ]`, and more than a changed capital, an ellipsis or
 * `[sic]`. No check can say whether such words keep the sense of those whose place they take.
 */
export function hasWordsOfAuthor(printed: string): boolean {
  return [...printed.matchAll(/\[([^[\]]*)\]/gu)].some(([, words = '']) => /\p{L}{2}/u.test(words) && words !== 'sic');
}

/** One of `WORDINGS`. */
export type Wording = (typeof WORDINGS)[number];

/** How printed words stand to their quote. Null stands for the whole quote. Whether they are faithful it does not say. */
export function wordingOf(quote: string, printed: string | null): Wording {
  if (printed === null || readableQuote(printed) === readableQuote(quote)) return 'whole';
  if (!printed.includes('[')) return 'abridged';
  const { pieces } = checkAbridgement(quote, printed);
  return pieces.some(({ kind, text }) => kind === 'inserted' && hasWordsOfAuthor(text)) ? 'author-words' : 'abridged';
}

/**
 * Checks that an excerpt is made of stretches of a quote in their order. What is left out between them is marked by `…`
 * (also `...`, `. . .` or any of them in brackets), what is put in or changed stands in `[ ]`: `[T]he`, `the [county]
 * jail`, `assist[ed]`. Brackets may take the place of a few words, but not of a negation or a condition, and may not bring
 * in a negation or another modal verb. An excerpt may begin and end within a sentence without a mark, not within a word. White space, line-end hyphens and ligatures are
 * read as `readableQuote` prints them; nothing else is forgiven. About linear in the length of both.
 */
export function checkAbridgement(quote: string, excerpt: string): Abridgement {
  const source = readableQuote(quote);
  const words = readableQuote(excerpt);
  const matched: MatchedUnit[] = [];
  const units = unitsOf(words);
  const budget = { steps: MOST_STEPS };
  let at = 0;
  let problem: string | null = null;
  for (const unit of units) {
    const found: MatchedUnit | null = matchUnit(source, unit.items, at, budget);
    if (found === null) {
      problem ??= budget.steps <= 0 ? TOO_LONG : explain(source, unit.items, at);
      matched.push({ pieces: unit.items.map(unmatched), start: null, end: at });
      continue;
    }
    matched.push(found);
    at = found.end;
  }
  const starts = matched.flatMap(({ start }) => (start === null ? [] : [start]));
  if (problem === null && starts.length === 0) {
    problem = words === '' ? 'Nothing of the quote is left.' : 'No words of the quote are in it.';
  }
  const pieces = joinUnits(source, units, matched);
  return {
    pieces,
    problem: problem ?? turningInsertion(source, words, pieces),
    before: source.slice(0, starts[0] ?? 0).trim(),
    after: source.slice(at).trim(),
  };
}

const TOO_LONG = 'It repeats itself too often to be compared with the quote.';

/** Comparisons after which an excerpt is given up. */
const MOST_STEPS = 200_000;

/** Code units of the quote that brackets may stand for, at most; and words. */
const REACH = 160;
const MOST_REPLACED = 10;

interface Run {
  readonly kind: 'run';
  readonly text: string;
}

interface Bracket {
  readonly kind: 'bracket';
  readonly text: string;
  /** No space between it and the words before or after. */
  readonly isGluedBefore: boolean;
  readonly isGluedAfter: boolean;
}

type Item = Run | Bracket;

/** What stands between two marks of omission. */
interface Unit {
  readonly items: readonly Item[];
  /** The mark after it, or null at the end. */
  readonly ellipsis: string | null;
}

interface MatchedUnit {
  readonly pieces: readonly AbridgementPiece[];
  /** Of the first words taken from the quote; null if there are none. */
  readonly start: number | null;
  readonly end: number;
}

const MARKS = /(\[\s*(?:…|\.\s?\.\s?\.)\s*\]|…\.?|\.{3,4}|\.(?: \.){2,3})|(\[[^[\]]*\])/g;

function unitsOf(words: string): readonly Unit[] {
  const units: Unit[] = [];
  let items: Item[] = [];
  let at = 0;
  const take = (end: number): void => {
    const text = words.slice(at, end).trim();
    if (text !== '') items.push({ kind: 'run', text });
  };
  const isSpace = (offset: number): boolean => /^\s?$/.test(words.slice(Math.max(0, offset), offset + 1));
  for (const match of words.matchAll(MARKS)) {
    take(match.index);
    at = match.index + match[0].length;
    if (match[1] === undefined) {
      const isGluedBefore = match.index > 0 && !isSpace(match.index - 1);
      items.push({ kind: 'bracket', text: match[0], isGluedBefore, isGluedAfter: !isSpace(at) });
    } else {
      units.push({ items, ellipsis: match[0] });
      items = [];
    }
  }
  take(words.length);
  units.push({ items, ellipsis: null });
  return units;
}

/** The first place from `from` on at which the words and brackets of a unit fit the quote. */
function matchUnit(
  source: string,
  items: readonly Item[],
  from: number,
  budget: { steps: number },
): MatchedUnit | null {
  const firstRun = items.findIndex(({ kind }) => kind === 'run');
  const run = items[firstRun];
  if (run === undefined) return { pieces: items.map(unmatched), start: null, end: from };
  for (let start = source.indexOf(run.text, from); start !== -1; start = source.indexOf(run.text, start + 1)) {
    budget.steps -= 1;
    if (budget.steps <= 0) return null;
    const pieces = matchFrom(source, items, firstRun, start, from, budget);
    if (pieces !== null) return pieces;
  }
  return null;
}

function matchFrom(
  source: string,
  items: readonly Item[],
  firstRun: number,
  start: number,
  from: number,
  budget: { steps: number },
): MatchedUnit | null {
  const pieces: AbridgementPiece[] = [];
  const lead = items.slice(0, firstRun).flatMap((item) => (item.kind === 'bracket' ? [item] : []));
  const last = lead[lead.length - 1];
  const wordStart = last?.isGluedAfter ? Math.max(from, startOfWord(source, start)) : start;
  if (!isBorder(source, wordStart) || !mayReplace(source.slice(wordStart, start), last?.text ?? '', 'start')) {
    return null;
  }
  for (const bracket of lead) {
    pieces.push({
      kind: 'inserted',
      text: bracket.text,
      replaced: bracket === last ? source.slice(wordStart, start) : '',
    });
  }
  let end = start;
  let brackets: Bracket[] = [];
  for (const item of items.slice(firstRun)) {
    if (item.kind === 'bracket') {
      brackets.push(item);
      continue;
    }
    const at: number | null = end === start ? start : nextRun(source, item, brackets, end, budget);
    if (at === null) return null;
    pieces.push(...insertedBetween(source, brackets, end, at));
    end = at + item.text.length;
    pieces.push({ kind: 'quoted', text: item.text, start: at, end });
    brackets = [];
  }
  const [trailing] = brackets;
  const wordEnd = trailing?.isGluedBefore ? endOfWord(source, end) : end;
  if (!isBorder(source, wordEnd) || !mayReplace(source.slice(end, wordEnd), trailing?.text ?? '', 'end')) return null;
  pieces.push(...insertedBetween(source, brackets, end, wordEnd));
  return { pieces, start: wordStart, end: wordEnd };
}

/** Where words go on after brackets, near the place at which the words before them ended. */
function nextRun(
  source: string,
  run: Run,
  brackets: readonly Bracket[],
  end: number,
  budget: { steps: number },
): number | null {
  const [first] = brackets;
  const last = brackets[brackets.length - 1];
  if (!isBorder(source, end) && first?.isGluedBefore !== true) return null;
  const text = brackets.map((bracket) => bracket.text).join(' ');
  const window = source.slice(0, end + REACH + run.text.length);
  for (let at = window.indexOf(run.text, end); at !== -1; at = window.indexOf(run.text, at + 1)) {
    budget.steps -= 1;
    if (budget.steps <= 0) return null;
    const isFitting = isBorder(source, at) || last?.isGluedAfter === true;
    const replaced = source.slice(end, at);
    if (isFitting && (replaced.trim() === text || mayReplace(replaced, text, 'between'))) return at;
  }
  return null;
}

/** Brackets of the quote itself are quoted; all others are put in. */
function insertedBetween(
  source: string,
  brackets: readonly Bracket[],
  end: number,
  at: number,
): readonly AbridgementPiece[] {
  const replaced = source.slice(end, at).trim();
  if (brackets.length > 0 && replaced === brackets.map(({ text }) => text).join(' ')) {
    const start = end + source.slice(end, at).indexOf(replaced);
    return [{ kind: 'quoted', text: replaced, start, end: start + replaced.length }];
  }
  return brackets.map(({ text }, index) => ({ kind: 'inserted', text, replaced: index === 0 ? replaced : '' }));
}

const HINGE =
  /(?<![\p{L}\p{M}])(?:not|no|nor|never|none|neither|nothing|nobody|without|cannot|hardly|scarcely|barely|rarely|seldom|against|unless|except|if|when|only|until|provided|subject to|(?:refus|declin|fail|oppos|reject|prohibit|forbid)\w*|den(?:y|ies|ied|ying))(?![\p{L}\p{M}])|n['’]t(?![\p{L}\p{M}])/giu;
const NEGATIVE_BEGINNING = /^(?:un|in|im|il|ir|non|dis|mis)-?$/i;
const NEGATIVE_ENDING = /^(?:not|n['’]t|less(?:ly|ness)?)$/i;

/** Whether brackets may stand for these words of the quote: few of them, and none on which the sense turns. */
function mayReplace(replaced: string, bracket: string, where: 'start' | 'between' | 'end'): boolean {
  const words = replaced.trim().split(/\s+/).filter(Boolean);
  if (words.length > MOST_REPLACED) return false;
  const kept = bracket.toLowerCase();
  // Whole words: “[now]” keeps no “no”.
  if (hingesOf(replaced).some((hinge) => !hingesOf(bracket).includes(hinge))) return false;
  const first = words[0] ?? '';
  const last = words[words.length - 1] ?? '';
  const isHidden = (part: string): boolean => !kept.includes(part.toLowerCase());
  if (where !== 'end' && !/\s$/.test(replaced) && NEGATIVE_BEGINNING.test(last) && isHidden(last)) return false;
  return where === 'start' || /^\s/.test(replaced) || !NEGATIVE_ENDING.test(first) || !isHidden(first);
}

/** The words on which the sense turns, negations and conditions, in small letters. */
export const hingesOf = (words: string): readonly string[] =>
  (words.match(HINGE) ?? []).map((word) => word.toLowerCase());

const WORD_UNIT = /[\p{L}\p{M}\p{N}]/u;

const isWordAt = (text: string, offset: number): boolean =>
  offset >= 0 && offset < text.length && WORD_UNIT.test(charAt(text, offset));

/** The whole character that the code unit at an offset belongs to. */
function charAt(text: string, offset: number): string {
  const isTail = /[\udc00-\udfff]/.test(text.charAt(offset));
  return String.fromCodePoint(text.codePointAt(isTail && offset > 0 ? offset - 1 : offset) ?? 0);
}

/** Whether words end or begin at an offset rather than go on across it; “won’t” and “well-known” are one word. */
function isBorder(text: string, offset: number): boolean {
  if (isWordAt(text, offset - 1) && isWordAt(text, offset)) return false;
  const isJoint = (at: number): boolean =>
    /['’\u2010\u2011-]/.test(text.charAt(at)) && isWordAt(text, at - 1) && isWordAt(text, at + 1);
  return !isJoint(offset) && !isJoint(offset - 1);
}

function startOfWord(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && !isBorder(text, at)) at -= 1;
  return at;
}

function endOfWord(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isBorder(text, at)) at += 1;
  return at;
}

function unmatched(item: Item): AbridgementPiece {
  return item.kind === 'run'
    ? { kind: 'quoted', text: item.text, start: null, end: null }
    : { kind: 'inserted', text: item.text, replaced: '' };
}

/** The pieces of all units with the marks between them. */
function joinUnits(
  source: string,
  units: readonly Unit[],
  matched: readonly MatchedUnit[],
): readonly AbridgementPiece[] {
  return units.flatMap(({ ellipsis }, index) => {
    const { pieces, end } = matched[index] ?? { pieces: [], end: 0 };
    if (ellipsis === null) return pieces;
    const next = matched.slice(index + 1).find(({ start }) => start !== null)?.start ?? source.length;
    const omitted = source.slice(end, Math.max(end, next)).trim();
    if (omitted !== ellipsis) return [...pieces, { kind: 'ellipsis' as const, text: ellipsis, omitted }];
    const start = end + source.slice(end).indexOf(ellipsis);
    return [...pieces, { kind: 'quoted' as const, text: ellipsis, start, end: start + ellipsis.length }];
  });
}

/** Says of the first words that do not fit what is wrong with them. */
function explain(source: string, items: readonly Item[], from: number): string {
  const runs = items.flatMap((item) => (item.kind === 'run' ? [item.text] : []));
  let at = from;
  for (const text of runs) {
    const found = source.indexOf(text, at);
    if (found === -1) return explainRun(source, text, at);
    if (runs.length === 1) return `“${shorten(text)}” cuts a word of the quote apart.`;
    at = found + text.length;
  }
  return 'Brackets hide words of the quote: a negation, a condition, or more than a few words. Mark what is left out by “…”.';
}

function explainRun(source: string, text: string, from: number): string {
  if (source.includes(text)) return `“${shorten(text)}” stands further up in the quote: its order must stay.`;
  const words = text.split(' ');
  let fitting = 0;
  let place = -1;
  for (let count = 1; count <= words.length; count += 1) {
    const found = source.indexOf(words.slice(0, count).join(' '), from);
    if (found === -1) break;
    fitting = count;
    place = found + words.slice(0, count).join(' ').length;
  }
  if (fitting === 0) {
    const first = words[0] ?? text;
    const isOtherCase = source.toLowerCase().indexOf(first.toLowerCase(), from) !== -1;
    return isOtherCase
      ? `“${first}” does not stand so in the quote. A changed letter stands in brackets: [${first.charAt(0)}]${first.slice(1)}.`
      : `“${shorten(text)}” does not stand in the quote here.`;
  }
  const goesOn = source.slice(place).trim();
  const next = goesOn === '' ? 'the quote ends' : `the quote goes on “${shorten(goesOn, 40)}”`;
  return `After “${shorten(words.slice(Math.max(0, fitting - 6), fitting).join(' '))}” ${next}, not “${shorten(
    words.slice(fitting).join(' '),
    40,
  )}”. Mark what is left out by “…” and what is changed by [ ].`;
}

const shorten = (text: string, most = 60): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
