import { useCallback, useRef, useState } from 'react';
import type { ViewPosition } from './document-view.ts';

/** Places to go back and forward to after jumps within a document. */
export interface Jumps {
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  /** To be called before a jump with the place that is left. */
  leave(from: ViewPosition): void;
  /** The place before the last jump; `from` is where the reader stands now. Null if there is none. */
  back(from: ViewPosition): ViewPosition | null;
  /** The inverse of `back`. */
  forward(from: ViewPosition): ViewPosition | null;
}

/** Most places remembered. */
const LIMIT = 50;

interface Ways {
  readonly past: readonly ViewPosition[];
  readonly future: readonly ViewPosition[];
}

/** Remembers where the reader was before each jump. */
export function useJumps(): Jumps {
  const [{ past, future }, setWays] = useState<Ways>({ past: [], future: [] });
  // Two jumps may come before the window is rendered anew.
  const now = useRef<Ways>({ past, future });
  const change = useCallback((next: Ways) => {
    now.current = next;
    setWays(next);
  }, []);
  const leave = useCallback(
    (from: ViewPosition) => change({ past: [...now.current.past.slice(-LIMIT + 1), from], future: [] }),
    [change],
  );
  return {
    canGoBack: past.length > 0,
    canGoForward: future.length > 0,
    leave,
    back: (from) => {
      const ways = now.current;
      const to = ways.past[ways.past.length - 1];
      if (to === undefined) return null;
      change({ past: ways.past.slice(0, -1), future: [from, ...ways.future] });
      return to;
    },
    forward: (from) => {
      const ways = now.current;
      const to = ways.future[0];
      if (to === undefined) return null;
      change({ past: [...ways.past, from], future: ways.future.slice(1) });
      return to;
    },
  };
}
