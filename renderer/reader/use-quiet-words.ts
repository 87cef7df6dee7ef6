import { useCallback, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Span } from './document-view.ts';
import type { CodingTarget } from './use-coding.ts';

/** Words that were selected in passing, so that the popover stays away until a key asks for it. */
export interface QuietWords {
  /** Whether the popover stays out of sight for the target. */
  readonly isQuiet: boolean;
  /** Selects words in passing: `select` does it, and `words` are those meant. */
  hush(words: Span, select: () => void): void;
  /** The popover is asked for: it is in sight when this returns. */
  wake(): void;
  /** Something else was selected, or nothing. */
  forget(): void;
}

/** Keeps which words were selected in passing, as the hit that a search ends at. */
export function useQuietWords(target: CodingTarget | null): QuietWords {
  const [words, setWords] = useState<Span | null>(null);
  const isQuiet =
    words !== null &&
    target?.kind === 'words' &&
    target.spans === undefined &&
    target.span.start < words.end &&
    words.start < target.span.end;
  return {
    isQuiet,
    hush: (next, select) => {
      select();
      setWords(next);
    },
    wake: () => {
      // A field can take the focus only once it is in sight.
      if (isQuiet) flushSync(() => setWords(null));
    },
    forget: useCallback(() => setWords(null), []),
  };
}
