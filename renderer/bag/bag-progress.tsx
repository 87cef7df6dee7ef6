import styles from './bag-dialog.module.css';
import type { BagJob } from './use-bag-job.ts';

/** How far work on a bag is: a bar that fills, or one that only says that it goes on. */
export function BagProgressBar({ job, label }: { readonly job: BagJob<unknown>; readonly label: string }) {
  if (!job.isBusy || !job.isShown) return null;
  const { progress } = job;
  const share = progress === null || progress.total === 0 ? null : Math.min(1, progress.done / progress.total);
  return (
    <div className={styles.progress}>
      <p role="status">{share === null ? `${label}…` : `${label}… ${Math.round(share * 100)} %`}</p>
      <progress aria-label={label} {...(share === null ? {} : { value: share })} />
    </div>
  );
}
