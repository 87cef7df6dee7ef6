import search from 'approx-string-match';
import type { PageInfo } from './contract.ts';
import type { Selector } from './domain/selector.ts';
import type { Span } from './find-quote.ts';
import { findFolded } from './find-quote.ts';
import { foldText } from './fold-text.ts';

export { findQuote } from './find-quote.ts';

/** Confidence below which a passage is an orphan rather than a guess. */
export const ANCHOR_THRESHOLD = 0.5;

/** Where a passage stands now. */
export interface Anchored extends Span {
  readonly kind: 'anchored';
  /** 0 to 1; never below `ANCHOR_THRESHOLD`. */
  readonly confidence: number;
  readonly method: 'exact' | 'normalised' | 'fuzzy';
}

/** A passage that no longer has a certain place. */
export interface Orphan {
  readonly kind: 'orphan';
  /** For a person: why. */
  readonly reason: string;
  /** Places that come near, best first; for the person who decides. */
  readonly candidates?: readonly Span[];
}

/** Units of context before and after a quote whose words stand once in the text. */
const CONTEXT = 48;
/** Units of context where the words stand more than once. */
const CONTEXT_REPEATED = 64;

/**
 * Describes a span by W3C selectors: its words with those around it, its position, and its page where `pages`
 * are given. Bounds are clamped to the text and widened to whole surrogate pairs.
 */
export function describe(text: string, start: number, end: number, pages?: readonly PageInfo[]): Selector[] {
  const from = snap(text, clamp(Math.min(start, end), text.length), -1);
  const to = snap(text, clamp(Math.max(start, end), text.length), 1);
  const exact = text.slice(from, to);
  const repeated = exact !== '' && text.indexOf(exact) !== text.lastIndexOf(exact);
  const context = repeated ? CONTEXT_REPEATED : CONTEXT;
  const selectors: Selector[] = [
    {
      type: 'TextQuoteSelector',
      exact,
      prefix: text.slice(snap(text, clamp(from - context, text.length), 1), from),
      suffix: text.slice(to, snap(text, clamp(to + context, text.length), -1)),
    },
    { type: 'TextPositionSelector', start: from, end: to },
  ];
  const page = pages?.find((candidate) => from < candidate.end && from >= candidate.start);
  if (page !== undefined) {
    selectors.push({
      type: 'FragmentSelector',
      conformsTo: 'http://tools.ietf.org/rfc/rfc3778',
      value: `page=${page.number}`,
    });
  }
  return selectors;
}

/** A text made ready to anchor and check many passages in it. */
export interface AnchorText {
  readonly source: string;
}

/** Makes a text ready; what is costly is worked out when first needed and kept. */
export function indexText(source: string): AnchorText {
  return { source };
}

/** Finds the span that the selectors describe, or says why it has none. Never throws. */
export function anchor(text: string | AnchorText, selectors: readonly Selector[]): Anchored | Orphan {
  return anchorIn(typeof text === 'string' ? text : text.source, selectors);
}

function anchorIn(text: string, selectors: readonly Selector[]): Anchored | Orphan {
  const quote = selectors.find((selector) => selector.type === 'TextQuoteSelector');
  const position = selectors.find((selector) => selector.type === 'TextPositionSelector');
  if (quote === undefined) return { kind: 'orphan', reason: 'It has no quote to find.' };
  const expected = position?.start ?? 0;
  if (text.slice(expected, expected + quote.exact.length) === quote.exact && position !== undefined) {
    return { kind: 'anchored', start: expected, end: expected + quote.exact.length, confidence: 1, method: 'exact' };
  }
  const places = findFolded(foldText(text), foldText(quote.exact));
  const nearest = [...places].sort((a, b) => Math.abs(a.start - expected) - Math.abs(b.start - expected))[0];
  if (nearest !== undefined) {
    const exact = text.slice(nearest.start, nearest.end) === quote.exact;
    return { kind: 'anchored', ...nearest, confidence: 0.9, method: exact ? 'exact' : 'normalised' };
  }
  const match = search(text, quote.exact, Math.floor(quote.exact.length / 4))[0];
  if (match === undefined) return { kind: 'orphan', reason: 'Its words are no longer in the text.' };
  return { kind: 'anchored', start: match.start, end: match.end, confidence: 0.7, method: 'fuzzy' };
}

const clamp = (offset: number, length: number): number => Math.max(0, Math.min(length, Math.trunc(offset) || 0));

/** Moves an offset that would split a surrogate pair by one in the given direction. */
function snap(text: string, offset: number, direction: 1 | -1): number {
  const before = text.charCodeAt(offset - 1);
  const after = text.charCodeAt(offset);
  const splits = before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
  return splits ? offset + direction : offset;
}
