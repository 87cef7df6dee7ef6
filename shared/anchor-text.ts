import { type FoldedText, foldText } from './fold-text.ts';
import { type GramIndex, indexGrams, type LettersText, lettersOf } from './letters-text.ts';

/** A text made ready to anchor and check many passages in it. Costly parts are worked out when first needed. */
export interface AnchorText {
  readonly source: string;
  readonly folded: () => FoldedText;
  readonly letters: () => LettersText;
  readonly grams: () => GramIndex;
}

/** Makes a text ready; the result may be kept as long as the text is worked with. */
export function indexText(source: string): AnchorText {
  const letters = once(() => lettersOf(source));
  return {
    source,
    letters,
    folded: once(() => foldText(source)),
    grams: once(() => indexGrams(letters().units)),
  };
}

/** Index of the first letter at or after an offset of the source. */
export function firstLetterFrom(letters: LettersText, offset: number): number {
  let low = 0;
  let high = letters.starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((letters.starts[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Works out a value when it is first asked for, and keeps it. */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
