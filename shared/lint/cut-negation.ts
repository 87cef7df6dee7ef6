import { type LeftOut, leftOutOf } from './left-out.ts';
import type { LintUse } from './lint-blocks.ts';
import type { LintPassage } from './lint-input.ts';
import type { Finding, LintMatter } from './lint-matter.ts';
import { wordsToShow } from './lint-words.ts';

/** What was left out that turns or limits the words that stayed. */
export interface Cut {
  readonly kind: 'negation' | 'condition';
  /** The word or words that do it. */
  readonly word: string;
  readonly where: LeftOut['where'];
  /** The words around it in the preserved text. */
  readonly context: string;
}

const NEGATION =
  /\b(?:not|never|no longer|neither|nor|cannot|without|nothing|nobody|none|no one|hardly|scarcely|rarely|seldom|fail(?:s|ed)? to|refus(?:es?|ed) to|declin(?:es?|ed) to|instead of|rather than|far from|stop(?:s|ped)? short of|ceas(?:es?|ed) to|\w+n[’']t|no)\b/giu;
const CONDITION =
  /\b(?:unless|except(?: that| where| when| if| for| as)?|only (?:if|when|where|on|upon|with|after|to|for|in|by|as)|provided(?: that)?|providing that|on (?:the )?condition that|so long as|as long as|to the extent|until|subject to|up to(?= (?:\d+|an?|one|two|three|four|five|six|seven|ten|twelve|twenty|thirty|half)\b)|at most|no (?:more|longer|later) than|not more than|insofar as|in so far as|other than|save (?:that|where|for)|absent|if and only if|solely|contingent (?:on|upon)|with the exception of|notwithstanding|if|when required by|where required by)\b/giu;
/** Conditions that limit what stands before them only if they follow at once. */
const WEAK_AFTER = /^[\s,;:()–—-]*(?:if|when|where|but|however|though|although|yet|while|whereas)\b/iu;
/** A clause that opens the sentence and says in which cases the rest of it holds; “when” may only tell a time. */
const OPENING = /^["“‘(]*(where|whenever|wherever|in case|in the event|should)\b[^,]+,/iu;
const ADVERSE_SENTENCE =
  /^["“‘(]*(?:however|but|except|unless|nevertheless|nonetheless|yet|that said|this does not|this is not|that does not|these (?:rules|limits) do not|this (?:policy|rule|instruction|order) does not|only if|only when)\b/iu;
const CLAUSE_END = /[;:.!?]|\s[–—-]\s|—/u;
const PARAGRAPH = /\n[^\S\n]*\n/u;
/** Words after the quote in which a condition still belongs to it. */
const REACH = 14;
/** Words before the quote in which a negation still governs it. */
const NEGATION_REACH = 5;

/** Finds quotes whose beginning, end or ellipsis leaves out a negation or a condition. */
export function cutNegation({ input, uses }: LintMatter): readonly Finding[] {
  return uses.flatMap((use): readonly Finding[] => {
    const passage = input.passages.get(use.passageId);
    if (!use.isQuote || passage === undefined) return [];
    const cut = cutOf(passage, use.excerpt);
    return cut === null ? [] : [findingOf(use, passage, cut)];
  });
}

/** The gravest thing that a quote leaves out next to it; null if it leaves nothing of the kind out. */
function cutOf(passage: LintPassage, excerpt: string | null): Cut | null {
  const cuts = leftOutOf(passage, excerpt).flatMap((out): readonly Cut[] => {
    const cut = out.where === 'head' ? cutAtHead(out) : out.where === 'tail' ? cutAtTail(out) : cutInside(out);
    return cut === null || isMadeGood(cut, out.instead) ? [] : [cut];
  });
  return cuts.find(({ kind }) => kind === 'negation') ?? cuts[0] ?? null;
}

const flat = (text: string): string => text.replace(/\s+/gu, ' ');

/** The author put a negation or a condition in brackets in its place. */
const isMadeGood = ({ kind }: Cut, instead: string): boolean =>
  instead !== '' && matchOf(kind === 'negation' ? NEGATION : CONDITION, instead) !== null;

function matchOf(pattern: RegExp, text: string): { readonly word: string; readonly index: number } | null {
  const [found] = text.matchAll(pattern);
  return found === undefined ? null : { word: found[0], index: found.index };
}

function lastOf(pattern: RegExp, text: string): { readonly word: string; readonly index: number } | null {
  const found = [...text.matchAll(pattern)].pop();
  return found === undefined ? null : { word: found[0], index: found.index };
}

const wordCount = (text: string): number => (text.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu) ?? []).length;

function cutAtHead({ text, after }: LeftOut): Cut | null {
  const lead = sentenceTail(flat(text.split(PARAGRAPH).pop() ?? ''));
  if (lead.trim() === '') return null;
  const context = shorten(`${tailOf(lead, 90)}[${headOf(flat(after), 60)}]`);
  // What governs the quote stands in its own clause, near to it.
  const clause = lead.split(CLAUSE_END).pop() ?? '';
  const negation = lastOf(NEGATION, clause);
  if (negation !== null) {
    const between = clause.slice(negation.index + negation.word.length);
    const isNear = wordCount(between) <= NEGATION_REACH && !/,|\b(?:and|but|or)\b/iu.test(between);
    if (isNear && !isHarmless(negation.word, between))
      return { kind: 'negation', word: negation.word, where: 'head', context };
  }
  const condition = lastOf(CONDITION, lead);
  const opening = OPENING.exec(lead);
  if (opening?.[1] !== undefined) return { kind: 'condition', word: opening[1], where: 'head', context };
  if (condition === null) return null;
  const between = lead.slice(condition.index + condition.word.length);
  // A clause that opened the sentence, or a limit right before the words.
  const opens = wordCount(lead.slice(0, condition.index)) <= 3;
  if (!opens && wordCount(between) > 3) return null;
  return { kind: 'condition', word: condition.word, where: 'head', context };
}

/** The beginning of some words: their first sentence, or as much of it as there is room for. */
function headOf(words: string, most: number): string {
  const stop = /[.!?]["”’)\]]*(?=\s|$)/u.exec(words);
  const end = stop === null ? words.length : stop.index + stop[0].length;
  return end <= most ? words.slice(0, end) : `${words.slice(0, most).replace(/\s+\S*$/u, '')} …`;
}

/** The end of some words, from a whole word on. */
const tailOf = (words: string, most: number): string =>
  words.length <= most ? words : words.slice(-most).replace(/^\S*\s+/u, '');

/** “not only” goes on, “no doubt” affirms. */
const isHarmless = (word: string, following: string): boolean =>
  (/^not$/iu.test(word) && /^\s*(?:only|just|merely|least)\b/iu.test(following)) ||
  (/^no$/iu.test(word) && /^\s*(?:doubt|matter)\b/iu.test(following));

function cutAtTail({ text, before }: LeftOut): Cut | null {
  const rest = flat(text.split(PARAGRAPH)[0] ?? '');
  const isWhole = /[.!?]["”’)\]]*\s*$/u.test(before);
  const context = (from: string): string => shorten(`[…${tailOf(flat(before), 60)}]${headOf(from, 90)}`);
  if (isWhole || /^["”’)\]]*[.!?]/u.test(rest)) {
    const next = rest.replace(/^["”’)\]]*[.!?]*["”’)\]]*\s*/u, '');
    const adverse = ADVERSE_SENTENCE.exec(next);
    if (adverse === null) return null;
    return {
      kind: 'condition',
      word: adverse[0].replace(/^["“‘(]+/u, ''),
      where: 'tail',
      context: context(` ${next}`),
    };
  }
  const clause = rest.split(/[.!?;](?:\s|$)/u)[0] ?? '';
  const negation =
    /^[\s,]*((?:(?:will|shall|does|do|did|is|are|was|were|has|have|may|can|could|would|should|must)\s+)?(?:not|never|no longer)\b|cannot\b|\w+n[’']t\b|neither\b|nor\b|in no\b)/iu.exec(
      clause,
    );
  if (negation?.[1] !== undefined && wordCount(before) >= 2 && !isName(before)) {
    return { kind: 'negation', word: negation[1], where: 'tail', context: context(rest) };
  }
  const weak = WEAK_AFTER.exec(clause);
  if (weak !== null) {
    return { kind: 'condition', word: weak[0].replace(/^[\s,;:()–—-]+/u, ''), where: 'tail', context: context(rest) };
  }
  const condition = matchOf(STRONG_CONDITION, clause);
  if (condition !== null && wordCount(clause.slice(0, condition.index)) <= REACH) {
    return { kind: 'condition', word: condition.word, where: 'tail', context: context(rest) };
  }
  const adversative = /,\s*(but|though|although)\b/iu.exec(clause);
  if (adversative?.[1] !== undefined && wordCount(clause.slice(0, adversative.index)) <= REACH) {
    return { kind: 'condition', word: adversative[1], where: 'tail', context: context(rest) };
  }
  return null;
}

const STRONG_CONDITION = new RegExp(CONDITION.source.replace('|if|', '|'), 'giu');

/** “only” alone limits what follows, but for “not only”. */
const BARE_ONLY = /(?<!\bnot )\bonly\b/giu;

/** A name says nothing that what follows could turn. */
const isName = (words: string): boolean =>
  (words.match(/[\p{L}][\p{L}’'-]*/gu) ?? []).every(
    (word) => /^\p{Lu}/u.test(word) || /^(?:of|the|and|for)$/u.test(word),
  );

function cutInside({ text, before, after }: LeftOut): Cut | null {
  const out = flat(text);
  const context = shorten(`${tailOf(flat(before), 40)} [${out.trim()}] ${headOf(flat(after), 40)}`);
  const isSentences = /(?:^|[.!?]["”’)\]]*)\s*$/u.test(flat(before)) && /[.!?]["”’)\]]*\s*$/u.test(out);
  if (isSentences) {
    const adverse = ADVERSE_SENTENCE.exec(out.trim());
    return adverse === null ? null : { kind: 'condition', word: adverse[0], where: 'middle', context };
  }
  const negation = matchOf(NEGATION, out);
  if (negation !== null && !isHarmless(negation.word, out.slice(negation.index + negation.word.length))) {
    return { kind: 'negation', word: negation.word, where: 'middle', context };
  }
  const condition = matchOf(CONDITION, out) ?? matchOf(BARE_ONLY, out);
  return condition === null ? null : { kind: 'condition', word: condition.word, where: 'middle', context };
}

/** The part of the last sentence of a text, if it has not ended. */
function sentenceTail(text: string): string {
  if (/[.!?]["”’)\]]*\s*$/u.test(text)) return '';
  const starts = [...text.matchAll(/[.!?]["”’)\]]*\s+(?=["“‘(]*\p{Lu})/gu)];
  const last = starts[starts.length - 1];
  return last === undefined ? text : text.slice(last.index + last[0].length);
}

const shorten = (words: string): string => {
  const line = words.replace(/\s+/gu, ' ').trim();
  return line.length <= 220 ? line : `${line.slice(0, 217)}…`;
};

const PLACE: Readonly<Record<LeftOut['where'], string>> = {
  head: 'The quote begins right after',
  tail: 'The quote ends right before',
  middle: 'The ellipsis leaves out',
};

function findingOf(use: LintUse, passage: LintPassage, { kind, word, where, context }: Cut): Finding {
  const what = kind === 'negation' ? 'a negation' : 'a condition or exception';
  return {
    rule: 'cut-negation',
    severity: kind === 'negation' ? 'error' : 'warning',
    block: use.block,
    useId: use.useId,
    ...wordsToShow(use, passage),
    explanation: `${PLACE[where]} ${what} (“${word}”): the source reads “${context}”.`,
    remedy:
      where === 'middle'
        ? 'Put the words back, or make sure that what is left says the same.'
        : 'Extend the passage so that it takes these words in, or say in the sentence around it what limits it.',
    related: { documentId: passage.documentId, version: passage.version, passageId: passage.passageId },
  };
}
