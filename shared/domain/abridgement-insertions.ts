import type { AbridgementPiece } from './abridgement.ts';

/**
 * Why what an excerpt puts in brackets turns the sense of its quote, in a sentence for a person; null if it does not. A
 * negation that the quote has not in that place turns it, as a word of its own, at the end or at the beginning of one;
 * so does “[shall]” for “may”. Explanations do not: `[the Department]`, `[sic]`, `[T]he`. `source` and `words` are the
 * quote and the excerpt as `readableQuote` gives them, `pieces` those of the excerpt.
 */
export function turningInsertion(source: string, words: string, pieces: readonly AbridgementPiece[]): string | null {
  for (const group of bracketGroups(source, words, pieces)) {
    const fault = faultOf(group);
    if (fault !== null) return fault;
  }
  return null;
}

/** Brackets side by side in an excerpt, with the parts of words that they touch. */
export interface BracketGroup {
  /** The brackets as they are printed. */
  readonly shown: string;
  /** The parts of words right before and right after them; empty where white space or a mark stands there. */
  readonly head: string;
  readonly tail: string;
  /** The words as they read with those in the brackets. */
  readonly printed: string;
  /** The words of the quote that they stand for; empty if they are put in beside all that stands there. */
  readonly replaced: string;
  /** What stands beside them; undefined at the ends of the excerpt. */
  readonly before: AbridgementPiece | undefined;
  readonly after: AbridgementPiece | undefined;
}

/** The brackets of an excerpt, in their order. `source` and `words` are the quote and the excerpt as they are printed. */
export function bracketGroups(
  source: string,
  words: string,
  pieces: readonly AbridgementPiece[],
): readonly BracketGroup[] {
  let at = 0;
  const placed = pieces.map((piece): Placed => {
    const from = Math.max(at, words.indexOf(piece.text, at));
    at = from + piece.text.length;
    return { piece, from, to: at };
  });
  const groups: BracketGroup[] = [];
  for (let index = 0; index < placed.length; index += 1) {
    let end = index;
    while (placed[end]?.piece.kind === 'inserted') end += 1;
    if (end === index) continue;
    groups.push(groupOf(source, words, placed.slice(index, end), placed[index - 1], placed[end]));
    index = end;
  }
  return groups;
}

interface Placed {
  readonly piece: AbridgementPiece;
  /** In the excerpt. */
  readonly from: number;
  readonly to: number;
}

function groupOf(
  source: string,
  words: string,
  group: readonly Placed[],
  before: Placed | undefined,
  after: Placed | undefined,
): BracketGroup {
  const from = group[0]?.from ?? 0;
  const to = group[group.length - 1]?.to ?? from;
  const head =
    before?.piece.kind === 'quoted' && before.to === from ? (/\S*$/u.exec(before.piece.text)?.[0] ?? '') : '';
  const tail = after?.piece.kind === 'quoted' && after.from === to ? (/^\S*/u.exec(after.piece.text)?.[0] ?? '') : '';
  const shown = words.slice(from, to);
  return {
    ...{ shown, head, tail, before: before?.piece, after: after?.piece },
    printed: head + shown.replace(/[[\]]/gu, '') + tail,
    replaced: replacedBy(source, group, head, tail, before, after),
  };
}

const NEGATION =
  /(?<![\p{L}\p{M}])(?:not|no(?!\.?\s?\d)|nor|never|none|neither|nothing|nobody|nowhere|without|cannot|hardly|scarcely|barely|rarely|seldom)(?![\p{L}\p{M}])|n't(?![\p{L}\p{M}])/giu;
const MODAL = /(?<![\p{L}\p{M}])(?:may|might|can|could|shall|should|will|would|must)(?![\p{L}\p{M}])/giu;
const REFUSAL = /^(?:(?:refus|declin|fail|oppos|reject|prohibit|forbid)\w*|den(?:y|ies|ied|ying))$/iu;
const NEGATIVE_BEGINNINGS = ['un', 'in', 'im', 'il', 'ir', 'non', 'dis', 'mis'];
const NEGATIVE_ENDING = /less(?:ly|ness)?$/u;
/** Code units of the quote that an ellipsis leaves out, at most, for a negation among them to belong beside it. */
const REACH = 160;
/** Says of the words who emphasized them, nothing else. */
const OF_THE_ORIGINAL = /\bnot in (?:the )?(?:original|source)\b/giu;

function faultOf({ shown, head, tail, before, after, ...group }: BracketGroup): string | null {
  const printed = plain(group.printed);
  const replaced = plain(group.replaced);
  // A negation that an ellipsis leaves out may be put back beside it.
  const omitted = [before, after].flatMap((each) => (each?.kind === 'ellipsis' ? [plain(each.omitted)] : []));
  const there = [replaced, ...omitted.filter(({ length }) => length <= REACH)].flatMap((each) => all(each, NEGATION));
  if (all(printed, NEGATION).some((negation) => !there.includes(negation))) return negated(shown);
  const isGlued = head !== '' || tail !== '';
  const former = replaced.split(/\s+/u).filter(Boolean).map(bare);
  const now = printed.split(/\s+/u).filter(Boolean).map(bare);
  const isTurned = (word: string): boolean =>
    (!former.includes(word) && former.some((other) => isNegativeOf(word, other))) ||
    (isGlued && NEGATIVE_ENDING.test(word) && !former.some((other) => NEGATIVE_ENDING.test(other)));
  if (now.some(isTurned)) return negated(shown);
  const [only] = now;
  if (now.length === 1 && only !== undefined && REFUSAL.test(only) && former.length > 0) {
    if (!former.some((other) => REFUSAL.test(other))) return negated(shown);
  }
  const modal = all(printed, MODAL).find((each) => !all(replaced, MODAL).includes(each));
  const other = all(replaced, MODAL).find((each) => !all(printed, MODAL).includes(each));
  return modal === undefined || other === undefined
    ? null
    : `“${shown}” puts “${modal}” in the place of “${other}”: brackets may explain, not change what is allowed, promised or demanded.`;
}

/** The words of the quote that brackets stand for, with the parts of words beside them. */
function replacedBy(
  source: string,
  group: readonly Placed[],
  head: string,
  tail: string,
  before: Placed | undefined,
  after: Placed | undefined,
): string {
  const start = before?.piece.kind === 'quoted' ? before.piece.end : null;
  const end = after?.piece.kind === 'quoted' ? after.piece.start : null;
  if (start !== null && end !== null && start <= end) return source.slice(start - head.length, end + tail.length);
  return head + group.map(({ piece }) => (piece.kind === 'inserted' ? piece.replaced : '')).join('') + tail;
}

const negated = (shown: string): string =>
  `“${shown}” puts a negation into the quote that does not stand there: brackets may explain, not turn the sense.`;

const plain = (words: string): string =>
  words
    .replace(/\p{Cf}/gu, '')
    .replace(/[’‘ʼ]/gu, "'")
    .replace(OF_THE_ORIGINAL, '')
    .toLowerCase();

const all = (words: string, pattern: RegExp): readonly string[] => words.match(pattern) ?? [];

const bare = (word: string): string => word.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '');

const isNegativeOf = (word: string, other: string): boolean =>
  other.length > 1 && NEGATIVE_BEGINNINGS.some((each) => word === each + other || word === `${each}-${other}`);
