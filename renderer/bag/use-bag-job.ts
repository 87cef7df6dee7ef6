import { useEffect, useRef, useState } from 'react';
import type { BagProgress } from '../../shared/contract/bag.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { call, onBroadcast } from '../archive-client.ts';
import { notifyError } from '../components/toast.tsx';

/** Milliseconds after which work that goes on is shown. */
const PATIENCE = 300;

/** Work on a bag as a dialog shows it. */
export interface BagJob<T> {
  /** Whether it goes on, and for long enough to be shown. */
  readonly isBusy: boolean;
  readonly isShown: boolean;
  /** Null until the first report has come. */
  readonly progress: Pick<BagProgress, 'done' | 'total'> | null;
  readonly result: T | null;
  readonly failure: ArchiveError | null;
  /** Starts work, which gets the id to pass on. */
  start(work: (jobId: string) => Promise<T>): void;
  /** Stops the work; nothing is left of it. */
  stop(): void;
  /** Forgets what came of it. */
  clear(): void;
}

interface State<T> {
  readonly jobId: string | null;
  readonly isShown: boolean;
  readonly progress: BagJob<T>['progress'];
  readonly result: T | null;
  readonly failure: ArchiveError | null;
}

/** Runs one check, export or import of a bag at a time and follows how far it is. */
export function useBagJob<T>(): BagJob<T> {
  const idle: State<T> = { jobId: null, isShown: false, progress: null, result: null, failure: null };
  const [state, setState] = useState(idle);
  const current = useRef<string | null>(null);
  const { jobId } = state;

  useEffect(() => {
    if (jobId === null) return;
    const timer = setTimeout(() => setState((before) => ({ ...before, isShown: before.jobId !== null })), PATIENCE);
    const unsubscribe = onBroadcast((broadcast) => {
      if (broadcast.type !== 'bag' || broadcast.progress.jobId !== jobId) return;
      const { done, total } = broadcast.progress;
      setState((before) => ({ ...before, progress: { done, total } }));
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [jobId]);

  const start = (work: (id: string) => Promise<T>): void => {
    const id = crypto.randomUUID();
    current.current = id;
    setState({ ...idle, jobId: id });
    work(id).then(
      (result) => current.current === id && setState({ ...idle, result }),
      (error: unknown) => {
        if (current.current !== id) return;
        const known = error instanceof ArchiveError ? error : new ArchiveError('internal', String(error));
        setState(known.code === 'cancelled' ? idle : { ...idle, failure: known });
      },
    );
  };
  const stop = (): void => {
    if (jobId === null) return;
    call('bag.cancel', { jobId }).catch((error) => notifyError('It was not stopped', error));
  };
  const clear = (): void => {
    current.current = null;
    setState(idle);
  };
  return {
    isBusy: jobId !== null,
    isShown: state.isShown,
    progress: state.progress,
    result: state.result,
    failure: state.failure,
    start,
    stop,
    clear,
  };
}
