import { Download } from 'lucide-react';
import { useState } from 'react';
import type { MethodOutput, PassageView } from '../../shared/contract.ts';
import { call } from '../archive-client.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Segmented } from '../components/segmented.tsx';
import { errorMessage, notify, notifyError } from '../components/toast.tsx';
import { VerificationMark } from '../components/verification-mark.tsx';
import { count } from '../formats.ts';
import styles from './export-dialog.module.css';
import { isFlagged, verificationSummary } from './verification-summary.ts';

const EXPORT_FORMATS = [
  { value: 'docx', label: 'Word (.docx)' },
  { value: 'html', label: 'Web page (.html)' },
  { value: 'md', label: 'Markdown (.md)' },
] as const;

type ExportFormat = (typeof EXPORT_FORMATS)[number]['value'];

/** What ExportDialog takes. */
export interface ExportDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly briefingId: string;
  readonly title: string;
  readonly passages: readonly PassageView[];
  readonly checks: MethodOutput<'briefing.preview'>['passages'];
  /** Passages that the export takes; more than `checks` if only the beginning was checked so far. */
  readonly total: number;
  /** Saves what waits, so that the file holds what is on screen. */
  readonly onBeforeExport: () => Promise<void>;
}

function fileNameFor(title: string, format: ExportFormat): string {
  const name = title
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 100);
  return `${name || 'Briefing'}.${format}`;
}

/** Names every quote that did not verify before anything is written, then asks where to and exports. */
export function ExportDialog(props: ExportDialogProps) {
  const { open, onClose, briefingId, title, passages, checks, total, onBeforeExport } = props;
  const [format, setFormat] = useState<ExportFormat>('docx');
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const quotes = new Map(passages.map((passage) => [passage.id, passage]));
  const flagged = checks.filter((one) => isFlagged(one.check));
  const exportNow = async () => {
    setIsBusy(true);
    setFailure(null);
    try {
      await onBeforeExport();
      const to = await call('app.chooseSavePath', { suggestedName: fileNameFor(title, format), extension: format });
      if (to !== null) {
        const written = await call('briefing.export', { id: briefingId, to });
        const marked = written.flagged.length === 0 ? '' : `, ${written.flagged.length} of them marked`;
        onClose();
        notify(
          written.quotes === 0 ? 'Briefing exported: it holds no quotes' : 'Briefing exported',
          {
            label: 'Reveal',
            run: () => {
              call('app.reveal', { what: 'export', path: written.file }).catch((error) =>
                notifyError('The file was not shown', error),
              );
            },
          },
          `${written.file} · ${count(written.quotes, 'verified quote', 'verified quotes')}${marked}`,
        );
      }
    } catch (error) {
      setFailure(errorMessage(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Export briefing"
      description={
        total > checks.length
          ? `${count(total, 'passage')}: every quote is checked against the preserved text while the file is written, and marked in it if it does not verify. The first ${checks.length} are checked already: ${verificationSummary(checks.map((one) => one.check))}.`
          : `${count(checks.length, 'quote')} checked against the preserved text: ${verificationSummary(checks.map((one) => one.check))}.`
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            icon={<Download />}
            disabled={isBusy || checks.length === 0}
            onClick={() => void exportNow()}
          >
            {flagged.length === 0 ? 'Export…' : `Export with ${count(flagged.length, 'marked quote')}…`}
          </Button>
        </>
      }
    >
      <Segmented label="Format" value={format} options={EXPORT_FORMATS} onChange={setFormat} />
      {checks.length === 0 && <p className={styles.note}>The briefing holds no passage yet.</p>}
      {flagged.length > 0 && (
        <section className={styles.flagged} aria-label="Flagged quotes">
          <h3>
            {flagged.length === 1
              ? 'This quote does not verify and will be marked in the file'
              : 'These quotes do not verify and will be marked in the file'}
          </h3>
          <ul>
            {flagged.map((one) => (
              <li key={one.id}>
                <p className={styles.quote}>
                  {one.number}. “{quotes.get(one.id)?.quote ?? ''}”
                </p>
                <p className={styles.reason}>
                  <VerificationMark check={one.check} /> {one.check.reason}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
    </Dialog>
  );
}
