import { useCallback, useState } from 'react';
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

/** Remembers where the reader was before each jump. */
export function useJumps(): Jumps {
  const [past, setPast] = useState<readonly ViewPosition[]>([]);
  const [future, setFuture] = useState<readonly ViewPosition[]>([]);
  const leave = useCallback((from: ViewPosition) => {
    setPast((before) => [...before.slice(-LIMIT + 1), from]);
    setFuture([]);
  }, []);
  return {
    canGoBack: past.length > 0,
    canGoForward: future.length > 0,
    leave,
    back: (from) => {
      const to = past[past.length - 1];
      if (to === undefined) return null;
      setPast(past.slice(0, -1));
      setFuture([from, ...future]);
      return to;
    },
    forward: (from) => {
      const to = future[0];
      if (to === undefined) return null;
      setFuture(future.slice(1));
      setPast([...past, from]);
      return to;
    },
  };
}
