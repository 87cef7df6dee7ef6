import type { Passage } from './passage.ts';
import type { Selector, TextQuoteSelector } from './selector.ts';

/** What stands between the pieces of a quote that is not of one piece. */
const PIECE_SEPARATOR = ' … ';

/** The quote of a passage of these pieces. */
export function joinPieces(pieces: readonly string[]): string {
  return pieces.join(PIECE_SEPARATOR);
}

/** Where the pieces of a passage stand, in reading order: most have one; none in an area without words. */
export function piecesOf(
  passage: Pick<Passage, 'start' | 'end' | 'spans'>,
): readonly { readonly start: number; readonly end: number }[] {
  if (passage.spans !== undefined) return passage.spans;
  return passage.end > passage.start ? [{ start: passage.start, end: passage.end }] : [];
}

type TextPositionSelector = Extract<Selector, { readonly type: 'TextPositionSelector' }>;

/** Words and position of each piece of a passage, in reading order. */
export function pieceSelectors({
  selectors,
}: Pick<Passage, 'selectors'>): readonly (readonly [TextQuoteSelector, TextPositionSelector])[] {
  const positions = selectors.filter((selector) => selector.type === 'TextPositionSelector');
  return selectors
    .filter((selector) => selector.type === 'TextQuoteSelector')
    .flatMap((words, index) => {
      const position = positions[index];
      return position === undefined ? [] : [[words, position] as const];
    });
}

/** What a list or a report shows for a passage: its quote, or for an area without words what is there instead. */
export function wordsToShow({ quote, area }: Pick<Passage, 'quote' | 'area'>): string {
  if (quote !== '' || area === undefined) return quote;
  const name = `[Area of page ${area.page}]`;
  return area.recognised ? `${name} ${area.recognised} [recognised from the image]` : name;
}
