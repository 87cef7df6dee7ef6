import { checkAbridgement, wordingOf } from './abridgement.ts';
import { type BracketGroup, bracketGroups } from './abridgement-insertions.ts';
import { readableQuote } from './readable-quote.ts';
import { isSameWord, stemOf } from './word-stems.ts';

/** Brackets of an excerpt that stand where the quote has other words. */
export interface ReplacedWords {
  /** The brackets as they are printed, with the parts of words that they touch. */
  readonly shown: string;
  /** The words of the quote in whose place they stand. */
  readonly replaced: string;
  /** True where, by all that can be told, both only name something: “[the County]” for “the agency”. */
  readonly isNaming: boolean;
}

/**
 * The brackets of an excerpt that do more than explain: that stand in the place of words of the quote and do not keep
 * them. What keeps them, and is not told: another capital, number or tense of the same word; a noun for a pronoun; what
 * is put in beside words that stay, at the end of an excerpt and beside an ellipsis as well; a note such as `[sic]`.
 * Nothing is told of an excerpt that is no faithful abridgement.
 */
export function replacedWords(quote: string, excerpt: string): readonly ReplacedWords[] {
  const source = readableQuote(quote);
  const words = readableQuote(excerpt);
  if (!words.includes('[')) return [];
  const { pieces, problem, before, after } = checkAbridgement(quote, excerpt);
  if (problem !== null) return [];
  return bracketGroups(source, words, pieces).flatMap((group) => {
    if (NOTE.test(group.shown)) return [];
    const isBeside = group.replaced.trim() === '' && group.head === '' && group.tail === '';
    const replaced = isBeside ? besideWhich(group, { before, after }) : keptOf(group) ? null : group.replaced.trim();
    if (replaced === null) return [];
    const shown = group.head + group.shown + group.tail;
    return [{ shown, replaced, isNaming: isNaming(group.printed) && (isNaming(replaced) || !/\s/u.test(replaced)) }];
  });
}

/**
 * Why an excerpt may not stand for a quote, in a sentence for a person; null if it may: it leaves out or adds words
 * without a mark, or its brackets replace words of the quote by others than another name of the same.
 */
export function abridgementFault(quote: string, excerpt: string): string | null {
  const { problem } = checkAbridgement(quote, excerpt);
  if (problem !== null) return problem;
  const other = replacedWords(quote, excerpt).find(({ isNaming }) => !isNaming);
  return other === undefined
    ? null
    : `“${other.shown}” stands in the place of “${other.replaced}”: brackets may explain words or put them into another form, not replace them.`;
}

/** What to tell of printed words some of which are their author's, in a sentence for a person; null if none are. */
export function authorsRemark(quote: string, printed: string): string | null {
  if (wordingOf(quote, printed) !== 'author-words') return null;
  const where = replacedWords(quote, printed)
    .map(({ shown, replaced }) => `“${shown}” stands in the place of “${replaced}”`)
    .join('; ');
  return `Its words in [ ] are the author’s, not the source’s${where === '' ? '' : `: ${where}`}.`;
}

const NOTE =
  /^\[\s*(?:sic|emphasis|emphases|italics|footnotes?|notes?|citations?|internal (?:citations?|quotation marks?)|quotation marks?|alterations?|translation|illegible|redacted|signature|page break)\b[^\]]*\]$/iu;

/** Words that carry no matter of their own; a noun may stand for them. */
const PRONOUNS: ReadonlySet<string> = new Set(
  'i me my mine we us our ours you your yours he him his she her hers it its they them their theirs this that these those who whom whose which one ones there here'.split(
    ' ',
  ),
);
const FREE: ReadonlySet<string> = new Set([...PRONOUNS, 'a', 'an', 'the', 'of', 'to']);
const AUXILIARIES: ReadonlySet<string> = new Set(['be', 'have', 'do']);
const CONNECTING: ReadonlySet<string> = new Set(['and', 'also', 'then', 'further', 'moreover', 'thus', 'therefore']);
const PREPOSITION = /^(?:of|in|on|at|for|from|by|under|within|with|to|as|per|pursuant|i\.e\.|e\.g\.|see|quoting)\b/iu;
const DETERMINER = /^(?:the|a|an|this|that|these|those|its|their|our|his|her|such)\s/iu;
/** Words that a name may have besides the one that its determiner belongs to. */
const MOST_OF_NAME = 5;
/** Words of an omission that are shown, at most. */
const MOST_SHOWN = 10;

const wordsOf = (text: string): readonly string[] =>
  text.match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:['’\u2010\u2011-][\p{L}\p{N}]+)*/gu) ?? [];

const isFree = (word: string): boolean => FREE.has(bare(word));

const bare = (word: string): string => word.toLowerCase().replace(/['’]s?$/u, '');

/** Whether all that brackets stand for is in them still, in one form or another. */
function keptOf({ printed, replaced }: BracketGroup): boolean {
  const now = wordsOf(printed);
  const isKept = (word: string): boolean => now.some((other) => isSameWord(word, other));
  const former = wordsOf(replaced).filter((word) => !isFree(word));
  const isAuxiliary = (word: string): boolean => AUXILIARIES.has(stemOf(word));
  const content = former.filter((word) => !isAuxiliary(word));
  if (content.some((word) => !isKept(word))) return false;
  // Another tense may do with other auxiliaries, but somebody who “is” does not therefore “attack”.
  return content.length > 0 || former.every(isKept);
}

/**
 * The words left out beside brackets in whose place they stand; null if they stand beside what stays. `before` and
 * `after` are what the excerpt leaves out of the quote before its first word and after its last.
 */
function besideWhich(group: BracketGroup, ends: { readonly before: string; readonly after: string }): string | null {
  const { printed } = group;
  if (PREPOSITION.test(printed)) return null;
  const omitted = omissionsAt(group, ends);
  const all = omitted.flatMap(({ words }) => wordsOf(words));
  const isNew = (word: string): boolean =>
    !isFree(word) && !CONNECTING.has(bare(word)) && !all.some((other) => isSameWord(word, other));
  if (!wordsOf(printed).some(isNew)) return null;
  const nearest = omitted.flatMap(({ words, side }) => {
    const every = wordsOf(words);
    return (side === 'before' ? every[every.length - 1] : every[0]) ?? [];
  });
  if (nearest.length === 0) return null;
  if (isNaming(printed) && nearest.some((word) => PRONOUNS.has(bare(word)))) return null;
  const [shown] = omitted;
  return shown === undefined ? null : clauseOf(shown.words, shown.side);
}

interface Omission {
  readonly words: string;
  /** Where it stands as seen from the brackets. */
  readonly side: 'before' | 'after';
}

/** What is left out right before and right after brackets, within their sentence. */
function omissionsAt(
  { before, after }: BracketGroup,
  ends: { readonly before: string; readonly after: string },
): readonly Omission[] {
  const earlier =
    before === undefined ? ends.before : before.kind === 'ellipsis' && after !== undefined ? before.omitted : '';
  const later =
    after === undefined
      ? before?.kind === 'ellipsis'
        ? before.omitted
        : ends.after
      : after.kind === 'ellipsis'
        ? after.omitted
        : '';
  const tail = earlier.split(/[.!?]["”’)\]]*(?:\s+|$)/u).pop() ?? '';
  const isEnded = before?.kind === 'quoted' && /[.!?]["”’)\]]*$/u.test(before.text);
  // Behind a comma or a stop something new begins, beside which they stand.
  const head = isEnded || /^["”’)\]]*[,;:.!?()–—-]/u.test(later) ? '' : (later.split(/[.!?](?:\s|$)/u)[0] ?? '');
  const all: readonly Omission[] = [
    { words: tail.trim(), side: 'before' },
    { words: head.trim(), side: 'after' },
  ];
  return all.filter(({ words }) => words !== '');
}

/** The clause of an omission that is next to the brackets, or as much of it as there is room for. */
function clauseOf(words: string, side: Omission['side']): string {
  const clauses = words.split(/[,;:]\s/u).filter((clause) => wordsOf(clause).length > 0);
  const clause = ((side === 'before' ? clauses[clauses.length - 1] : clauses[0]) ?? words).trim().split(/\s+/u);
  if (clause.length <= MOST_SHOWN) return clause.join(' ');
  return side === 'before' ? `… ${clause.slice(-MOST_SHOWN).join(' ')}` : `${clause.slice(0, MOST_SHOWN).join(' ')} …`;
}

/** Whether words read as a name: after an article or a possessive, or with a capital each. */
function isNaming(text: string): boolean {
  const words = wordsOf(text);
  if (words.length === 0 || words.length > MOST_OF_NAME) return false;
  return DETERMINER.test(text.trim()) || words.every((word) => /^[\p{Lu}\p{N}]/u.test(word) || isFree(word));
}
