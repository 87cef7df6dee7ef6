import { useEffect, useRef, useState } from 'react';
import type { ExportProgress } from '../../shared/contract/exchange.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { call, onBroadcast } from '../archive-client.ts';
import { notifyError } from '../components/toast.tsx';
import { type Task, useTask } from '../components/use-task.ts';

/** One export that a dialog waits for: how far it is, and a way to stop it. */
export interface ExportJob<T> extends Omit<Task<T>, 'run'> {
  /** Null until the first report has come. */
  readonly progress: Pick<ExportProgress, 'step' | 'done' | 'total'> | null;
  /** True once it was asked to stop, until it has. */
  readonly isStopping: boolean;
  /** True if the last one was stopped: nothing was written. */
  readonly wasStopped: boolean;
  /** Starts an export, which gets the id to pass on. */
  readonly run: (work: (jobId: string) => Promise<T>) => Promise<T | null>;
  /** Stops it; nothing is left of it. */
  readonly stop: () => void;
}

interface Running {
  readonly jobId: string | null;
  readonly progress: ExportJob<unknown>['progress'];
  readonly isStopping: boolean;
  readonly wasStopped: boolean;
}

const IDLE: Running = { jobId: null, progress: null, isStopping: false, wasStopped: false };

/** Runs one export at a time and follows how far it is. */
export function useExportJob<T>(): ExportJob<T> {
  const task = useTask<T>();
  const [running, setRunning] = useState<Running>(IDLE);
  const stopped = useRef<string | null>(null);
  const { jobId } = running;
  useEffect(() => {
    if (jobId === null) return;
    return onBroadcast((broadcast) => {
      if (broadcast.type !== 'export' || broadcast.progress.jobId !== jobId) return;
      const { step, done, total } = broadcast.progress;
      setRunning((before) => (before.jobId === jobId ? { ...before, progress: { step, done, total } } : before));
    });
  }, [jobId]);
  const run = async (work: (id: string) => Promise<T>): Promise<T | null> => {
    const id = crypto.randomUUID();
    setRunning({ ...IDLE, jobId: id });
    const end = (wasStopped: boolean) =>
      setRunning((before) => (before.jobId === id ? { ...IDLE, wasStopped } : before));
    try {
      return await task.run(async () => {
        try {
          const result = await work(id);
          end(false);
          return result;
        } catch (error) {
          end(error instanceof ArchiveError && error.code === 'cancelled');
          throw error;
        }
      });
    } finally {
      if (stopped.current === id) stopped.current = null;
    }
  };
  const stop = () => {
    if (jobId === null || stopped.current === jobId) return;
    stopped.current = jobId;
    setRunning((before) => ({ ...before, isStopping: true }));
    call('export.cancel', { jobId }).catch((error: unknown) => {
      // It was done already.
      if (error instanceof ArchiveError && error.code === 'not-found') return;
      stopped.current = null;
      setRunning((before) => (before.jobId === jobId ? { ...before, isStopping: false } : before));
      notifyError('It was not stopped', error);
    });
  };
  return {
    isBusy: task.isBusy,
    isShown: task.isShown,
    result: task.result,
    failure: running.wasStopped ? null : task.failure,
    clear: () => {
      setRunning(IDLE);
      task.clear();
    },
    progress: running.progress,
    isStopping: running.isStopping,
    wasStopped: running.wasStopped,
    run,
    stop,
  };
}
