import { useState } from 'react';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { Button } from '../components/button.tsx';
import { notifyError } from '../components/toast.tsx';
import { resumeImport } from './import-jobs.ts';
import styles from './import-sheet.module.css';

/** Says that an import was cut off by the end of the program, and offers to go on with it. */
export function PendingImports() {
  const pending = useArchiveState((state) => state.status?.pendingImports[0] ?? null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  if (pending === null || hidden.has(pending.jobId)) return null;
  const { jobId, done, total } = pending;
  const hide = () => setHidden((before) => new Set([...before, jobId]));
  const leave = () => {
    call('document.abandonImport', { jobId }).catch((error) => notifyError('The import was not forgotten', error));
  };
  return (
    <section className={styles.sheet} aria-label="Import that was cut off">
      <header className={styles.header}>
        <h2 className={styles.title} role="status">
          An import of {total.toLocaleString('en')} files stopped at {done.toLocaleString('en')}
        </h2>
      </header>
      <p className={styles.cutOff}>What came in is safe. Going on brings in the rest and nothing twice.</p>
      <div className={styles.cutOffActions}>
        <Button size="s" variant="primary" onClick={() => void resumeImport(jobId)}>
          Go on
        </Button>
        <Button size="s" onClick={hide}>
          Later
        </Button>
        <Button size="s" variant="ghost" onClick={leave}>
          Leave it
        </Button>
      </div>
    </section>
  );
}
