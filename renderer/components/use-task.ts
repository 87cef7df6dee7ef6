import { useEffect, useRef, useState } from 'react';
import { errorMessage } from './toast.tsx';

/** Milliseconds after which work that goes on is shown. */
const PATIENCE = 300;

/** One piece of work that a dialog waits for. */
export interface Task<T> {
  readonly isBusy: boolean;
  /** True once it has gone on for long enough to be shown. */
  readonly isShown: boolean;
  readonly result: T | null;
  /** Why it failed, in a sentence. */
  readonly failure: string | null;
  /** Does the work and resolves to what came of it, or to null if it failed or was forgotten meanwhile. */
  run(work: () => Promise<T>): Promise<T | null>;
  /** Forgets what came of it, and what will come of it if it still goes on. */
  clear(): void;
}

interface State<T> {
  readonly isBusy: boolean;
  readonly isShown: boolean;
  readonly result: T | null;
  readonly failure: string | null;
}

/** Follows one piece of work at a time; a later one takes the place of an earlier one. */
export function useTask<T>(): Task<T> {
  const idle: State<T> = { isBusy: false, isShown: false, result: null, failure: null };
  const [state, setState] = useState(idle);
  const turn = useRef(0);
  const { isBusy } = state;
  useEffect(() => {
    if (!isBusy) return;
    const timer = setTimeout(() => setState((before) => ({ ...before, isShown: before.isBusy })), PATIENCE);
    return () => clearTimeout(timer);
  }, [isBusy]);
  const run = async (work: () => Promise<T>): Promise<T | null> => {
    turn.current += 1;
    const mine = turn.current;
    setState({ ...idle, isBusy: true });
    try {
      const result = await work();
      if (mine !== turn.current) return null;
      setState({ ...idle, result });
      return result;
    } catch (error) {
      if (mine === turn.current) setState({ ...idle, failure: errorMessage(error) });
      return null;
    }
  };
  const clear = (): void => {
    turn.current += 1;
    setState(idle);
  };
  return { ...state, run, clear };
}
