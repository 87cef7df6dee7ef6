import { type AnchorText, anchor, indexText, isTypesetAlike } from './anchoring.ts';
import type { QuoteCheck } from './contract/outcomes.ts';
import type { Passage } from './domain/passage.ts';

/** What is known of text that was read from an image. */
export interface RecognisedText {
  /** How sure the recognition is of its words, in percent; null if somebody else recognised them. */
  readonly confidence: number | null;
  /** True if the text lies hidden behind an image that shows other words. */
  readonly disagrees: boolean;
}

/** Tells of a span of the text whether it was read from an image; null if it was not. */
export type RecognisedAt = (start: number, end: number) => RecognisedText | null;

/** What the check needs to know of a passage. */
export type QuotedPassage = Pick<Passage, 'quote' | 'selectors'>;

/**
 * Checks a quote against the preserved text. `exact`: the text under the position selector is the quote, code
 * unit for code unit. `normalised`: it is the quote but for white space, hyphenation at line or page ends,
 * ligatures, the shape of quote marks and dashes, or the composition of accents. `ocr`: as `normalised` or
 * `exact`, where `recognised` says that the text there was read from an image. `drifted`: the words stand elsewhere,
 * or slightly altered. `broken`: they were not found. Offsets say where the words stand now.
 *
 * Pass an indexed text (see `indexText`) to check many quotes against the same text.
 */
export function verifyQuote(
  passage: QuotedPassage,
  text: string | AnchorText,
  options: { readonly recognised?: RecognisedAt } = {},
): QuoteCheck {
  const indexed = typeof text === 'string' ? indexText(text) : text;
  const position = passage.selectors.find((selector) => selector.type === 'TextPositionSelector');
  const words = passage.selectors.find((selector) => selector.type === 'TextQuoteSelector');
  if (words !== undefined && words.exact !== passage.quote && !isTypesetAlike(words.exact, passage.quote)) {
    return broken('The stored quote and its selector disagree: the passage was altered outside Standpoint.');
  }
  if (position !== undefined && position.end > position.start) {
    const { start, end } = position;
    const there = indexed.source.slice(start, end);
    if (there === passage.quote) return found('exact', null, start, end, options);
    if (isTypesetAlike(there, passage.quote)) {
      return found('normalised', 'Differs only in white space, hyphenation or typography.', start, end, options);
    }
  }
  const result = anchor(indexed, withQuote(passage));
  if (result.kind === 'orphan') return broken(result.reason);
  const { start, end } = result;
  const there = indexed.source.slice(start, end);
  if (position === undefined) {
    if (there === passage.quote) return found('exact', null, start, end, options);
    if (isTypesetAlike(there, passage.quote)) {
      return found('normalised', 'Differs only in white space, hyphenation or typography.', start, end, options);
    }
  }
  const reason = isTypesetAlike(there, passage.quote)
    ? 'The words stand at another place in the text than the passage says.'
    : `The text differs from the quote: it now reads “${shorten(there)}”.`;
  return { status: 'drifted', reason, start, end };
}

function withQuote(passage: QuotedPassage): Passage['selectors'] {
  if (passage.selectors.some((selector) => selector.type === 'TextQuoteSelector')) return passage.selectors;
  return [{ type: 'TextQuoteSelector', exact: passage.quote, prefix: '', suffix: '' }, ...passage.selectors];
}

function found(
  status: 'exact' | 'normalised',
  reason: string | null,
  start: number,
  end: number,
  options: { readonly recognised?: RecognisedAt },
): QuoteCheck {
  const recognised = options.recognised?.(start, end) ?? null;
  if (recognised === null) return { status, reason, start, end };
  return { status: 'ocr', reason: describeRecognition(recognised), start, end };
}

function describeRecognition({ confidence, disagrees }: RecognisedText): string {
  if (disagrees) {
    return 'The words lie hidden behind an image that seems to show other words; compare them with the page.';
  }
  const surely = confidence === null ? '' : ` (confidence ${Math.round(confidence)} %)`;
  return `The text was recognised from an image${surely}; compare it with the page.`;
}

const broken = (reason: string): QuoteCheck => ({ status: 'broken', reason, start: null, end: null });

function shorten(words: string): string {
  const flat = words.replace(/\s+/g, ' ').trim();
  return flat.length <= 120 ? flat : `${flat.slice(0, 117).replace(/[\ud800-\udbff]$/, '')}…`;
}
