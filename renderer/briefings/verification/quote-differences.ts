import { diffArrays } from 'diff';
import type { QuoteCheck } from '../../../shared/contract/outcomes.ts';
import type { Passage } from '../../../shared/domain/passage.ts';
import { readableQuote } from '../../../shared/domain/readable-quote.ts';

/** One stretch of printed words laid beside the preserved ones. */
export interface QuotePiece {
  readonly kind: 'same' | 'printed' | 'preserved';
  readonly text: string;
}

/** Words beyond which two texts that have hardly anything in common are not compared further. */
const MOST_EDITS = 2000;

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/**
 * The differences of the printed words from the preserved ones, word by word in the order of reading: `printed` stands
 * in print alone, `preserved` in the source alone. White space is no difference.
 */
export function compareQuote(printed: string, preserved: string): readonly QuotePiece[] {
  const [a, b] = [wordsOf(preserved), wordsOf(printed)];
  const found = diffArrays(a, b, { maxEditLength: MOST_EDITS });
  if (found === undefined)
    return [
      { kind: 'preserved', text: a.join(' ') },
      { kind: 'printed', text: b.join(' ') },
    ];
  return found.map(({ added, removed, value }) => ({
    kind: added ? 'printed' : removed ? 'preserved' : 'same',
    text: value.join(' '),
  }));
}

/** True if both have the same words. */
export function isSameQuote(pieces: readonly QuotePiece[]): boolean {
  return pieces.every(({ kind }) => kind === 'same');
}

/**
 * The preserved words that a quote is to be compared with, as they read: those where its words were found now, those it
 * was marked on while they are there still, or null where nothing was found.
 */
export function preservedWords(
  passage: Pick<Passage, 'quote' | 'spans'>,
  check: QuoteCheck,
  text: string,
): string | null {
  if (check.status !== 'drifted' && check.status !== 'broken') return readableQuote(passage.quote);
  if (check.start === null || check.end === null || passage.spans !== undefined) return null;
  return readableQuote(text.slice(check.start, check.end));
}
