import { useEffect, useRef } from 'react';
import { Button } from '../components/button.tsx';
import styles from './export-progress.module.css';
import type { ExportJob } from './use-export-job.ts';

const STEPS = {
  check: 'Checking the quotes',
  gather: 'Reading the sources',
  write: 'Writing the file',
} as const;

/** How far an export is, with what stops it; nothing unless it takes a while. */
export function ExportProgressLine({ job }: { readonly job: Omit<ExportJob<unknown>, 'run'> }) {
  const { isBusy, isShown, isStopping, wasStopped, progress } = job;
  const line = useRef<HTMLDivElement>(null);
  const isOpen = isBusy && isShown;
  useEffect(() => {
    if (isOpen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  if (wasStopped)
    return (
      <p role="status" className={styles.stopped}>
        The export was stopped. Nothing was written.
      </p>
    );
  if (!isOpen) return null;
  const label = isStopping ? 'Stopping' : STEPS[progress?.step ?? 'check'];
  const { done, total, step } = progress ?? { done: 0, total: 0, step: 'check' };
  const isCounted = total > 0 && !isStopping;
  const number = step === 'write' ? `${Math.round((100 * done) / total)} %` : `${done} of ${total}`;
  return (
    <div ref={line} className={styles.line}>
      <p className={styles.words}>
        <span role="status">{label}…</span>
        {/* Not read out: it changes ten times a second, and the bar says it when asked. */}
        {isCounted && <span aria-hidden>{number}</span>}
      </p>
      <progress aria-label={label} {...(isCounted ? { value: Math.min(1, done / total) } : {})} />
      <Button size="s" disabled={isStopping} onClick={job.stop}>
        Stop
      </Button>
    </div>
  );
}
