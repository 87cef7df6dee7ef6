import { Copy, FolderOpen } from 'lucide-react';
import type { SourceDocument } from '../../shared/domain/document.ts';
import { call } from '../archive-client.ts';
import { CaptureRecord } from '../capture/capture-record.tsx';
import { Button, IconButton } from '../components/button.tsx';
import { notify, notifyError } from '../components/toast.tsx';
import { count, formatBytes, formatTime } from '../formats.ts';
import { openTab } from '../tabs-state.ts';
import styles from './document-inspector.module.css';

function copy(text: string): void {
  navigator.clipboard.writeText(text).then(
    () => notify('SHA-256 copied'),
    (error) => notifyError('Not copied', error),
  );
}

/** Where a document came from, what its bytes are, and its versions, newest first. */
export function DocumentProvenance({ document }: { readonly document: SourceDocument }) {
  const versions = [...document.versions].sort((a, b) => b.number - a.number);
  return (
    <section className={styles.section} aria-label="Provenance">
      <h3 className={styles.heading}>Provenance</h3>
      {versions.map((version) => (
        <div key={version.number} className={styles.arrival}>
          <dl className={styles.facts}>
            {versions.length > 1 && (
              <div>
                <dt>Version</dt>
                <dd className={styles.version}>
                  <strong>{version.number}</strong>
                  {version.number === versions[0]?.number ? ' (newest)' : ''}
                  <Button
                    size="s"
                    variant="ghost"
                    onClick={() =>
                      openTab({
                        kind: 'document',
                        documentId: document.id,
                        title: document.title,
                        version: version.number,
                      })
                    }
                  >
                    Open
                  </Button>
                </dd>
              </div>
            )}
            <div>
              <dt>File</dt>
              <dd>{version.fileName}</dd>
            </div>
            <div>
              <dt>SHA-256</dt>
              <dd className={styles.hash}>
                <code>{version.sha256}</code>
                <IconButton label="Copy SHA-256" size="s" onClick={() => copy(version.sha256)}>
                  <Copy />
                </IconButton>
              </dd>
            </div>
            <div>
              <dt>Size</dt>
              <dd>
                {formatBytes(version.byteLength)}
                {version.pageCount === null ? '' : ` · ${count(version.pageCount, 'page')}`}
              </dd>
            </div>
            <div>
              <dt>Imported</dt>
              <dd>{formatTime(version.importedAt)}</dd>
            </div>
            <div>
              <dt>Text by</dt>
              <dd>{version.extractor}</dd>
            </div>
            <div>
              <dt />
              <dd>
                <Button
                  size="s"
                  icon={<FolderOpen />}
                  onClick={() => {
                    call('app.reveal', { what: 'original', sha256: version.sha256 }).catch((error) =>
                      notifyError('The original was not shown', error),
                    );
                  }}
                >
                  Reveal original
                </Button>
              </dd>
            </div>
          </dl>
          <CaptureRecord version={version} />
        </div>
      ))}
    </section>
  );
}
