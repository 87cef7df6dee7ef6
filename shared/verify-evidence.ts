import { type AnchorText, anchor, indexText, isTypesetAlike } from './anchoring.ts';
import type { VerifiedUse } from './contract/verify-briefing.ts';
import { checkAbridgement, hingesOf } from './domain/abridgement.ts';
import { authorsRemark } from './domain/abridgement-replacements.ts';
import type { Evidence, EvidenceUse } from './domain/evidence.ts';
import { findFolded, type Span } from './find-quote.ts';
import { foldText } from './fold-text.ts';
import { compareTexts } from './redline.ts';

/** What a file says to its reader, whoever saved it last. */
export interface SentText {
  /** By name of the mark, the words in it. */
  readonly marks: ReadonlyMap<string, string>;
  /** All words, one paragraph a line. */
  readonly text: string;
  /** By name of the mark, why the words in it may not be what everybody reads there, in a sentence. */
  readonly doubts?: ReadonlyMap<string, string>;
}

/** A use of a quote as it stands in a file that was sent. */
export type PrintedUse = Pick<VerifiedUse, 'outcome' | 'printed' | 'difference' | 'toldBy' | 'reason'> & {
  readonly use: EvidenceUse;
};

/**
 * Holds the quotes of a file against what it carries about them. Told by their marks where these are still there, else by
 * their words. White space, line-end hyphens, the shapes of quote marks and dashes, ligatures and the like are no
 * alteration; anything else is. About linear in the length of the text for each quote whose mark is gone.
 */
export function printedUses(evidence: Evidence, { marks, text, doubts }: SentText): readonly PrintedUse[] {
  const uses = evidence.uses.filter(({ printed }) => printed.trim() !== '');
  const places = new Places(text);
  const marked = new Map<EvidenceUse, string>();
  for (const use of uses) {
    const words = marks.get(use.mark);
    if (words !== undefined && isTypesetAlike(words, use.printed)) marked.set(use, words);
  }
  // Words that stand between their marks as they were: one place each is theirs.
  const held = new Map<EvidenceUse, PrintedUse>();
  const isDoubted = ({ mark }: EvidenceUse): boolean => doubts?.has(mark) === true;
  for (const [use, words] of marked) {
    if (isDoubted(use)) continue;
    const place = places.take(use.printed);
    held.set(use, place === null ? enlarged(use, words, places) : found(use, words, 'mark'));
  }
  // In the text a doubted quote may read otherwise than between its marks: what is said of it is the doubt.
  for (const [use, words] of marked) {
    if (!isDoubted(use)) continue;
    places.take(use.printed);
    held.set(use, found(use, words, 'mark'));
  }
  const others = uses.filter((use) => !marked.has(use));
  for (const use of others) held.set(use, withoutMark(use, marks.get(use.mark), uses, places));
  return inOrder(
    uses.flatMap((use) => held.get(use) ?? []),
    places,
  ).map((outcome) => {
    const doubt = outcome.outcome === 'found' ? doubts?.get(outcome.use.mark) : undefined;
    return doubt === undefined ? outcome : { ...outcome, outcome: 'altered', reason: doubt };
  });
}

const found = (use: EvidenceUse, printed: string, toldBy: PrintedUse['toldBy']): PrintedUse => ({
  ...{ use, outcome: 'found', printed, difference: null, toldBy, reason: null },
});

const altered = (use: EvidenceUse, printed: string, toldBy: PrintedUse['toldBy'], reason: string): PrintedUse => ({
  ...{ use, outcome: 'altered', printed, toldBy, reason },
  difference: differenceOf(use.printed, printed),
});

/** The words between the marks are right, but at none of their places do quotation marks or the paragraph end with them. */
function enlarged(use: EvidenceUse, words: string, places: Places): PrintedUse {
  const around = places.around(use.printed);
  if (around === null) return found(use, words, 'mark');
  return altered(use, around, 'mark', 'Words were put right before or after it, within its quotation marks.');
}

function withoutMark(
  use: EvidenceUse,
  mark: string | undefined,
  uses: readonly EvidenceUse[],
  places: Places,
): PrintedUse {
  const there = mark?.trim() === '' ? undefined : mark;
  if (there !== undefined) {
    const other = uses.find(({ useId, printed }) => useId !== use.useId && isTypesetAlike(printed, there));
    if (other !== undefined) {
      return altered(use, there, 'mark', `In its place stand the words of quote ${other.number}.`);
    }
  }
  const place = places.take(use.printed);
  if (place !== null) return found(use, places.words(place), 'words');
  const near = places.nearest(use.printed);
  const candidates = [there, near].flatMap((words) => words ?? []);
  const [best] = candidates.sort((a, b) => likeness(use.printed, b) - likeness(use.printed, a));
  if (best === undefined) {
    return {
      ...{ use, outcome: 'missing', printed: null, difference: null, toldBy: null },
      reason: 'Neither its mark nor its words are in the file.',
    };
  }
  if (isTypesetAlike(best, use.printed)) {
    return altered(use, places.around(use.printed) ?? best, 'words', 'Words were put right before or after it.');
  }
  return altered(use, best, best === there ? 'mark' : 'words', 'It does not read as it was exported.');
}

/** A mark moves with its words: two quotes that changed places are both in question, whatever they were told by. */
function inOrder(outcomes: readonly PrintedUse[], places: Places): readonly PrintedUse[] {
  const unmoved = outcomes.filter(({ outcome }) => outcome === 'found');
  const placed = unmoved.flatMap((each) => {
    const all = places.all(each.use.printed);
    return all.length === 1 && all[0] !== undefined ? [{ each, at: all[0].start }] : [];
  });
  const byNumber = [...placed].sort((a, b) => a.each.use.number - b.each.use.number);
  const byPlace = [...placed].sort((a, b) => a.at - b.at);
  const swapped = new Map<EvidenceUse, EvidenceUse>();
  for (const [index, { each }] of byNumber.entries()) {
    const there = byPlace[index]?.each;
    if (there !== undefined && there.use !== each.use) swapped.set(each.use, there.use);
  }
  return outcomes.map((outcome) => {
    const other = swapped.get(outcome.use);
    // A paragraph that was moved shifts all those between; two quotes that changed places shift none.
    if (other === undefined || swapped.get(other) !== outcome.use) return outcome;
    const reason = `It has changed places with quote ${other.number}: see whether each still stands with its own source.`;
    return altered(outcome.use, other.printed, outcome.toldBy, reason);
  });
}

/**
 * What to tell of printed words that are an abridgement, in sentences for a person: that its ellipsis leaves out a
 * negation or a condition, that words in it are the author's and in the place of which they stand; null if nothing is.
 */
export function abridgementRemark(use: Pick<EvidenceUse, 'exact' | 'printed'>): string | null {
  if (use.exact === '') return null;
  const parts = [omissionRemark(use), authorsRemark(use.exact, use.printed)].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}

/**
 * What to tell of printed words whose marks of omission stand for a negation or a condition of their source, in a sentence
 * for a person; null if they leave out nothing of the kind.
 */
function omissionRemark({ exact, printed }: Pick<EvidenceUse, 'exact' | 'printed'>): string | null {
  if (exact === '') return null;
  for (const piece of checkAbridgement(exact, printed).pieces) {
    if (piece.kind !== 'ellipsis') continue;
    const [hinge] = hingesOf(piece.omitted);
    if (hinge === undefined) continue;
    const omitted = piece.omitted.length <= REACH ? piece.omitted : `${piece.omitted.slice(0, REACH).trimEnd()} …`;
    return `Its ellipsis leaves out a negation or a condition (“${hinge}”): “${omitted}”. See whether the words that stay still say the same.`;
  }
  return null;
}

/** Word by word, what became of some words. */
export function differenceOf(expected: string, printed: string): NonNullable<VerifiedUse['difference']> {
  type Piece = NonNullable<VerifiedUse['difference']>[number];
  const segments = compareTexts(expected, printed).flatMap(({ kind, from, to }): readonly Piece[] => {
    if (kind === 'equal') return from === null ? [] : [{ kind, words: expected.slice(from[0], from[1]) }];
    if (from !== null && to === null) return [{ kind: 'delete', words: expected.slice(from[0], from[1]) }];
    if (to !== null && from === null) return [{ kind: 'insert', words: printed.slice(to[0], to[1]) }];
    return [];
  });
  const isSeen = segments.some(({ kind }) => kind !== 'equal');
  if (isSeen) return segments.filter(({ words }) => words !== '');
  return [
    { kind: 'delete', words: expected },
    { kind: 'insert', words: printed },
  ];
}

/** Share of the words of both that are the same; 0 to 1. */
function likeness(expected: string, printed: string): number {
  const same = differenceOf(expected, printed).reduce(
    (sum, { kind, words }) => sum + (kind === 'equal' ? words.length : 0),
    0,
  );
  return (2 * same) / Math.max(1, expected.length + printed.length);
}

/** Quotation marks right before a quote, and those right after it that close them. */
const MARKS: readonly (readonly [RegExp, RegExp])[] = [
  [/["“”„«»‹›]\s?$/u, /\s?["“”«»‹›]/uy],
  [/(?:^|\s)['‘‚]$/u, /['’]/uy],
];
/** White space within a line. */
const GAP = /[^\S\n\t\f]/u;
/** Where a line begins: a paragraph, a cell, what stands behind an object. */
const BREAK = /[\n\t\f\ufffc]/u;
/** What may follow a quote that is a paragraph of its own: the number of its note, a citation in brackets, no words. */
const LINE_END = /["”»’']?(?:\d{1,4})?[^\S\n\t\f]*(?:$|[\n\t\f\ufffc([{])/uy;
/** Code units around a quote that are shown where words were put beside it. */
const REACH = 160;

/** The places at which words stand in a text, each given out once. */
class Places {
  readonly #source: string;
  readonly #text: AnchorText;
  readonly #spans = new Map<string, readonly Span[]>();
  readonly #taken = new Set<number>();

  constructor(source: string) {
    this.#source = source;
    this.#text = indexText(source);
  }

  /** Every place of some words. */
  all(words: string): readonly Span[] {
    const known = this.#spans.get(words);
    if (known !== undefined) return known;
    const spans = findFolded(this.#text.folded(), foldText(words));
    this.#spans.set(words, spans);
    return spans;
  }

  /** A place of some words that nobody has yet and at which a quote begins and ends; null if there is none. */
  take(words: string): Span | null {
    const span = this.all(words).find((each) => !this.#taken.has(each.start) && this.#isBounded(each));
    if (span === undefined) return null;
    this.#taken.add(span.start);
    return span;
  }

  words({ start, end }: Span): string {
    return this.#source.slice(start, end);
  }

  /** The words with what was put beside them, to the next quotation mark or end of line; null if they stand nowhere. */
  around(words: string): string | null {
    const span = this.all(words)[0];
    if (span === undefined) return null;
    const before = this.#source.slice(Math.max(0, span.start - REACH), span.start);
    const after = this.#source.slice(span.end, span.end + REACH);
    const head = /[^\n\t\f"“”„«»]*$/u.exec(before)?.[0] ?? '';
    const tail = /^[^\n\t\f"“”«»]*/u.exec(after)?.[0] ?? '';
    return `${head}${this.words(span)}${tail}`.trim();
  }

  /** The words of the text that come nearest; null if none come near. */
  nearest(words: string): string | null {
    const place = anchor(this.#text, [{ type: 'TextQuoteSelector', exact: words, prefix: '', suffix: '' }]);
    return place.kind === 'orphan' ? null : this.words(place);
  }

  /** Whether a quote begins and ends at a place: between quotation marks right beside it, or as a paragraph of its own. */
  #isBounded({ start, end }: Span): boolean {
    const before = this.#source.slice(Math.max(0, start - 2), start);
    const marks = MARKS.find(([opening]) => opening.test(before));
    if (marks !== undefined) return matchesAt(marks[1], this.#source, end);
    let line = start;
    while (line > 0 && GAP.test(this.#source.charAt(line - 1))) line -= 1;
    const begins = line === 0 || BREAK.test(this.#source.charAt(line - 1));
    return begins && matchesAt(LINE_END, this.#source, end);
  }
}

function matchesAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}
