import { type AnchorText, anchor } from './anchoring.ts';
import type { PageInfo } from './contract/outcomes.ts';
import type { Passage, Placement } from './domain/passage.ts';
import type { Selector, TextQuoteSelector } from './domain/selector.ts';
import { findFolded, type Span } from './find-quote.ts';
import { foldText } from './fold-text.ts';
import { lettersOf } from './letters-text.ts';
import { CONTEXT_FOUND, contextJudge } from './quote-places.ts';
import type { RedlineSegment } from './redline.ts';

/** The version that a passage is carried to. */
export interface CarryTarget {
  /** Its number. */
  readonly version: number;
  readonly text: AnchorText;
  /** Empty where the format has no pages. */
  readonly pages: readonly PageInfo[];
}

/** The version that a passage was made on. */
export interface CarrySource {
  readonly text: AnchorText;
  /** Its text compared with that of the target. */
  readonly redline: readonly RedlineSegment[];
}

/** What carrying needs to know of a passage. */
export type CarriedPassage = Pick<Passage, 'quote' | 'start' | 'end' | 'selectors'>;

/** Letters next to a passage in its paragraph that must be the same, whatever sentence they belong to. */
const NEAREST = 16;
/** Letters on each side of a passage by which what stayed the same must reach beyond it, also over a paragraph's end. */
const BEYOND = 4;
/** Units in which the ends of a passage's sentence are looked for. */
const SENTENCE_REACH = 600;

/**
 * Finds where a passage stands in another version. `anchored` only if a place has the same words, the same rest of the
 * sentence around them and like words before and after, and if it is the place of the passage in the comparison of both
 * texts; anything else that comes near is `moved`, for a person to look at; the rest is `lost`. `own` is null if the
 * text that the passage was made on cannot be had: then the context stored with the passage decides alone.
 */
export function carryPassage(passage: CarriedPassage, own: CarrySource | null, target: CarryTarget): Placement {
  const selectors = withQuote(passage);
  const quote = selectors.find((selector) => selector.type === 'TextQuoteSelector');
  if (quote === undefined || passage.quote.trim() === '') return lost(target, 0);
  const { text } = target;
  const same = findFolded(text.folded(), foldText(quote.exact));
  const certain = certainPlace(passage, quote, own, text, same);
  if (certain !== null) return placed(target, certain, 'anchored', 1);
  const found = anchor(text, selectors);
  if (found.kind === 'anchored') return placed(target, found, 'moved', Math.min(0.99, found.confidence));
  // The very words somewhere, and nothing to tell whether they are meant: that is for a person to say.
  const elsewhere =
    found.candidates?.find((span) => same.some((other) => other.start === span.start)) ??
    same[0] ??
    altered(text.source, quote, found.candidates ?? []);
  return elsewhere === undefined ? lost(target, 0) : placed(target, elsewhere, 'moved', 0.3);
}

/** The likeliest place of like words, too unlike to be anchored, if what stood on one side of the quote still does. */
function altered(source: string, quote: TextQuoteSelector, candidates: readonly Span[]): Span | undefined {
  const judge = contextJudge(source, quote);
  return candidates.find((span) => {
    const { before, after } = judge(span);
    return Math.max(before ?? 0, after ?? 0) >= CONTEXT_FOUND;
  });
}

/** The one place whose words and surroundings are those of the passage, or null if none or several are. */
function certainPlace(
  passage: CarriedPassage,
  quote: TextQuoteSelector,
  own: CarrySource | null,
  text: AnchorText,
  same: readonly Span[],
): Span | null {
  const context = surroundingsOf(passage, quote, own?.text ?? null);
  const fitting = same.filter((span) => fits(text.source, span, quote, context));
  const [only] = fitting;
  if (own === null) return fitting.length === 1 ? (only ?? null) : null;
  const piece = own.redline.find(({ from }) => from !== null && from[0] <= passage.start && passage.end <= from[1]);
  if (piece?.kind !== 'equal' || piece.from === null || piece.to === null) return null;
  if (!reachesBeyond(passage, own.text.source, text.source, piece.from, piece.to)) return null;
  const twins = findFolded(own.text.folded(), foldText(quote.exact)).filter((span) =>
    fits(own.text.source, span, quote, context),
  );
  // Words that came in once more may be the ones that are meant now.
  if (twins.length < fitting.length) return null;
  const [from, to] = piece.to;
  const inPiece = fitting.filter((span) => span.start >= from && span.end <= to);
  if (inPiece.length < 2) return inPiece[0] ?? null;
  // Equal sentences with equal surroundings: as many letters lead to each of them in both texts.
  const letters = countLetters(own.text.source.slice(piece.from[0], passage.start));
  return inPiece.find((span) => countLetters(text.source.slice(from, span.start)) === letters) ?? null;
}

/** Whether what stayed the same goes on past both ends of a passage, or to the ends of both texts. */
function reachesBeyond(
  { start, end }: CarriedPassage,
  own: string,
  other: string,
  from: readonly [number, number],
  to: readonly [number, number],
): boolean {
  const isAtStart = from[0] === 0 && to[0] === 0;
  const isAtEnd = from[1] === own.length && to[1] === other.length;
  const before = own.slice(Math.max(from[0], start - SENTENCE_REACH), start);
  const after = own.slice(end, Math.min(from[1], end + SENTENCE_REACH));
  return (isAtStart || countLetters(before) >= BEYOND) && (isAtEnd || countLetters(after) >= BEYOND);
}

/** Whether the surroundings of a span are those of a quote. */
function fits(source: string, span: Span, quote: TextQuoteSelector, context: Context): boolean {
  const { before, after } = contextJudge(source, quote)(span);
  return (before ?? 1) >= CONTEXT_FOUND && (after ?? 1) >= CONTEXT_FOUND && standsAround(source, span, context);
}

const countLetters = (words: string): number => lettersOf(words).units.length;

/** What must stand before and after a passage. */
interface Context {
  readonly before: string;
  readonly after: string;
  /** True if nothing stands before or after these in the text. */
  readonly reachesStart: boolean;
  readonly reachesEnd: boolean;
}

/** The rest of the sentence around a passage, or the nearest letters if they reach further. */
function surroundingsOf(
  { quote: words, start, end }: CarriedPassage,
  quote: TextQuoteSelector,
  own: AnchorText | null,
): Context {
  const isOwn = own !== null && own.source.slice(start, end) === words;
  const before = isOwn ? own.source.slice(Math.max(0, start - SENTENCE_REACH), start) : quote.prefix;
  const after = isOwn ? own.source.slice(end, end + SENTENCE_REACH) : quote.suffix;
  // Where the texts cannot be compared nothing else tells what came in between two paragraphs.
  const lastParagraph = isOwn ? lastParagraphStart(before) : 0;
  const firstParagraph = isOwn ? (/\n\s*\n|\f/.exec(after)?.index ?? after.length) : after.length;
  const restBefore = before.slice(
    Math.min(lastBoundary(before), Math.max(lastParagraph, lastLetters(before, NEAREST))),
  );
  const restAfter = after.slice(
    0,
    Math.max(firstBoundary(words, after), Math.min(firstParagraph, firstLetters(after, NEAREST))),
  );
  return {
    before: restBefore,
    after: restAfter,
    reachesStart: isOwn && start === restBefore.length,
    reachesEnd: isOwn && own.source.length - end === restAfter.length,
  };
}

/** Whether the letters before and after a span are the given ones, and end with the text where those do. */
function standsAround(source: string, span: Span, { before, after, reachesStart, reachesEnd }: Context): boolean {
  const wantedBefore = lettersOf(before).units;
  const wantedAfter = lettersOf(after).units;
  const thereBefore = lettersOf(source.slice(Math.max(0, span.start - reachFor(before)), span.start)).units;
  const thereAfter = lettersOf(source.slice(span.end, span.end + reachFor(after))).units;
  if (reachesStart && thereBefore.length > wantedBefore.length) return false;
  if (reachesEnd && thereAfter.length > wantedAfter.length) return false;
  if (thereBefore.length < wantedBefore.length || thereAfter.length < wantedAfter.length) return false;
  const shift = thereBefore.length - wantedBefore.length;
  return (
    wantedBefore.every((unit, index) => thereBefore[shift + index] === unit) &&
    wantedAfter.every((unit, index) => thereAfter[index] === unit)
  );
}

/** Units in which as many letters stand, however loosely they are set. */
const reachFor = (words: string): number => words.length * 2 + 64;

// A capital after a full stop ends no sentence where the stop belongs to an abbreviation: "U.S. Government", "Sec. 3".
const SENTENCE_END = /(?<![\p{Lu}.]|\b\p{Lu}\p{Ll}{1,3})[.!?]["'”’)\]]*\s+(?=["'“‘([]*[\p{Lu}\p{N}])|\n\s*\n|\f/gu;

/** Offset at which the last paragraph of a text begins. */
function lastParagraphStart(text: string): number {
  let at = 0;
  for (const match of text.matchAll(/\n\s*\n|\f/g)) at = match.index + match[0].length;
  return at;
}

/** Offset at which the last sentence of a text begins: where its length ends if it ends with a whole sentence. */
function lastBoundary(text: string): number {
  let at = 0;
  // What follows the text is the passage, which may begin a sentence.
  for (const match of `${text}A`.matchAll(SENTENCE_END)) at = match.index + match[0].length;
  return Math.min(at, text.length);
}

/** Offset after the first end of a sentence in the text that follows some words. */
function firstBoundary(words: string, after: string): number {
  const tail = words.slice(-8);
  for (const match of `${tail}${after}`.matchAll(SENTENCE_END)) {
    const end = match.index + match[0].length - tail.length;
    if (end >= 0) return Math.min(end, after.length);
  }
  return after.length;
}

/** Offset from which the last `count` letters of a text stand. */
function lastLetters(text: string, count: number): number {
  const { starts } = lettersOf(text);
  return starts.length <= count ? 0 : (starts[starts.length - count] ?? 0);
}

/** Offset after the first `count` letters of a text. */
function firstLetters(text: string, count: number): number {
  const { starts } = lettersOf(text);
  return starts.length <= count ? text.length : (starts[count] ?? text.length);
}

function withQuote(passage: CarriedPassage): readonly Selector[] {
  if (passage.selectors.some((selector) => selector.type === 'TextQuoteSelector')) return passage.selectors;
  return [{ type: 'TextQuoteSelector', exact: passage.quote, prefix: '', suffix: '' }, ...passage.selectors];
}

function placed(
  { version, text, pages }: CarryTarget,
  { start, end }: Span,
  outcome: 'anchored' | 'moved',
  score: number,
): Placement {
  const page = pages.find((candidate) => start >= candidate.start && start < candidate.end)?.number ?? null;
  return { version, outcome, decision: null, start, end, page, quote: text.source.slice(start, end), score };
}

const lost = ({ version }: CarryTarget, score: number): Placement => ({
  version,
  outcome: 'lost',
  decision: null,
  start: null,
  end: null,
  page: null,
  quote: null,
  score,
});
