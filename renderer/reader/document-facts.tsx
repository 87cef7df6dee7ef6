import { FolderOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import type { SourceDocument, Version } from '../../shared/domain/document.ts';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { CaptureRecord } from '../capture/capture-record.tsx';
import { Button } from '../components/button.tsx';
import { notify, notifyError } from '../components/toast.tsx';
import { count, formatBytes, formatPartialDate, formatTime, kindName } from '../formats.ts';
import { VersionsList, WithdrawalControl } from '../versions/versions-list.tsx';
import styles from './inspector.module.css';
import { describeQuality } from './page-quality.ts';

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  if (children === null || children === '' || children === undefined) return null;
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function capturedAt(date: string): string {
  return date.length > 10 ? formatTime(date) : formatPartialDate(date);
}

/** What is known of a document and where its bytes came from; to read, not to change. */
export function DocumentFacts({ record, version }: { readonly record: SourceDocument; readonly version: Version }) {
  const issuer = useArchiveState((state) =>
    record.issuerId === null ? undefined : state.agenciesById.get(record.issuerId),
  );
  const reveal = () => {
    call('app.reveal', { what: 'original', sha256: version.sha256 }).catch((error: unknown) =>
      notifyError('The original could not be shown in its folder', error),
    );
  };
  const copyHash = () => {
    navigator.clipboard.writeText(version.sha256).then(
      () => notify('SHA-256 copied'),
      () => notify('The SHA-256 could not be copied. Select it and press Ctrl+C.'),
    );
  };
  return (
    <>
      <dl className={styles.factList}>
        <Fact name="Kind">{kindName(record.kind)}</Fact>
        <Fact name="Issuer">{issuer?.name ?? null}</Fact>
        <Fact name="Author">{record.author}</Fact>
        <Fact name="Issued">{record.dateIssued === null ? null : formatPartialDate(record.dateIssued)}</Fact>
        <Fact name="Source">
          {record.sourceUrl === null ? null : <span className={styles.selectable}>{record.sourceUrl}</span>}
        </Fact>
        <Fact name="Captured">{record.dateCaptured === null ? null : capturedAt(record.dateCaptured)}</Fact>
        <Fact name="Collection">{record.collection}</Fact>
        <Fact name="Notes">{record.notes}</Fact>
        <Fact name="File">
          <span className={styles.selectable}>{version.fileName}</span>
          <span className={styles.factMore}>
            {version.format.toUpperCase()}, {formatBytes(version.byteLength)}
            {version.pageCount === null ? '' : `, ${count(version.pageCount, 'page')}`}
          </span>
        </Fact>
        <Fact name="Text">{version.quality === undefined ? null : describeQuality(version.quality)}</Fact>
        <Fact name="Imported">{formatTime(version.importedAt)}</Fact>
        <Fact name="SHA-256">
          <button type="button" className={styles.hash} title="Copy" onClick={copyHash}>
            {version.sha256}
          </button>
        </Fact>
        <div className={styles.factActions}>
          <Button size="s" icon={<FolderOpen />} onClick={reveal}>
            Reveal original
          </Button>
        </div>
      </dl>
      <CaptureRecord version={version} />
      <VersionsList document={record} shown={version.number} />
      <WithdrawalControl document={record} />
    </>
  );
}
