import { GitCompare, History, ListChecks } from 'lucide-react';
import type { SourceDocument } from '../../shared/domain/document.ts';
import { Button } from '../components/button.tsx';
import { count, formatDay } from '../formats.ts';
import styles from './notices.module.css';
import { newestNumber, openComparison, openReview, openVersion } from './version-actions.ts';

/** What VersionNotice takes. */
export interface VersionNoticeProps {
  readonly document: SourceDocument;
  /** The version that is shown. */
  readonly version: number;
  /** Passages of older versions that wait for a look in the version shown. */
  readonly waiting: number;
}

/** Says that an older version is shown, or that passages wait for a look in the newest one; nothing otherwise. */
export function VersionNotice({ document, version, waiting }: VersionNoticeProps) {
  const newest = newestNumber(document);
  if (version < newest) {
    const shown = document.versions.find(({ number }) => number === version);
    return (
      <div className={styles.notice} role="note">
        <History aria-hidden />
        <span>
          You read version {version} of {newest}
          {shown ? `, imported ${formatDay(shown.importedAt)}` : ''}.
        </span>
        <span className={styles.actions}>
          <Button size="s" icon={<GitCompare />} onClick={() => openComparison(document, newest, version)}>
            Compare
          </Button>
          <Button size="s" onClick={() => openVersion(document, newest)}>
            Open newest
          </Button>
        </span>
      </div>
    );
  }
  if (waiting === 0) return null;
  return (
    <div className={`${styles.notice} ${styles.review}`} role="note">
      <ListChecks aria-hidden />
      <span>
        {count(waiting, 'passage')} of older versions {waiting === 1 ? 'waits' : 'wait'} for a look: moved, or not found
        here.
      </span>
      <span className={styles.actions}>
        <Button size="s" icon={<ListChecks />} onClick={() => openReview(document)}>
          Review
        </Button>
      </span>
    </div>
  );
}
