import { Ban, BookOpen, GitCompare, ListChecks, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { SourceDocument } from '../../shared/domain/document.ts';
import { useArchiveQuery } from '../archive-query.ts';
import { Button } from '../components/button.tsx';
import { count, formatBytes, formatTime } from '../formats.ts';
import { newestNumber, openComparison, openReview, openVersion, unwithdraw } from './version-actions.ts';
import styles from './versions-list.module.css';
import { WithdrawalDialog } from './withdrawal-dialog.tsx';
import { WithdrawalNotice } from './withdrawal-notice.tsx';

/** The versions of a document, newest first: what each is, with ways to read and compare it. */
export function VersionsList(props: {
  readonly document: SourceDocument;
  /** The version that is being read, if one is. */
  readonly shown?: number;
}) {
  const { document, shown } = props;
  const newest = newestNumber(document);
  const outline = useArchiveQuery(
    'passage.outline',
    newest > 1 ? { documentIds: [document.id], needsReview: true } : null,
    ['passage', 'document'],
  );
  const waiting = outline.data?.total ?? 0;
  if (newest === 1) return null;
  return (
    <section className={styles.section} aria-label="Versions">
      <header className={styles.header}>
        <h3 className={styles.heading}>Versions</h3>
        {waiting > 0 && (
          <Button size="s" icon={<ListChecks />} onClick={() => openReview(document)}>
            {count(waiting, 'passage')} to review
          </Button>
        )}
      </header>
      <ol className={styles.list}>
        {[...document.versions].reverse().map((version) => (
          <li key={version.number} className={styles.version} data-shown={version.number === shown}>
            <span className={styles.number}>{version.number}</span>
            <div className={styles.facts}>
              <p className={styles.file}>{version.fileName}</p>
              <p className={styles.more}>
                {formatTime(version.importedAt)} · {formatBytes(version.byteLength)} · {version.extractor}
              </p>
              <div className={styles.actions}>
                {version.number === shown ? (
                  <span className={styles.now}>Shown now</span>
                ) : (
                  <Button
                    size="s"
                    variant="ghost"
                    icon={<BookOpen />}
                    aria-label={`Open version ${version.number}`}
                    onClick={() => openVersion(document, version.number)}
                  >
                    Open
                  </Button>
                )}
                {version.number > 1 && (
                  <Button
                    size="s"
                    variant="ghost"
                    icon={<GitCompare />}
                    onClick={() => openComparison(document, version.number)}
                  >
                    Compare with {version.number - 1}
                  </Button>
                )}
              </div>
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Whether a statement was withdrawn, with ways to say so and to take that back. */
export function WithdrawalControl({ document }: { readonly document: SourceDocument }) {
  const [isAsking, setIsAsking] = useState(false);
  const { withdrawal } = document;
  return (
    <div className={styles.withdrawal}>
      {withdrawal && <WithdrawalNotice withdrawal={withdrawal} />}
      <div className={styles.actions}>
        <Button size="s" variant="ghost" icon={<Ban />} onClick={() => setIsAsking(true)}>
          {withdrawal ? 'Change' : 'Mark as withdrawn or rescinded'}
        </Button>
        {withdrawal && (
          <Button size="s" variant="ghost" icon={<Undo2 />} onClick={() => void unwithdraw(document)}>
            It stands
          </Button>
        )}
      </div>
      {isAsking && <WithdrawalDialog document={document} open onClose={() => setIsAsking(false)} />}
    </div>
  );
}
