import { Download } from 'lucide-react';
import { useState } from 'react';
import type { SourceDocument, Version } from '../../shared/domain/document.ts';
import { call } from '../archive-client.ts';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { Dialog } from '../components/dialog.tsx';
import { errorMessage, notify, notifyError } from '../components/toast.tsx';
import { count } from '../formats.ts';
import styles from './annotations.module.css';

/** What ExportAnnotatedDialog takes. */
export interface ExportAnnotatedDialogProps {
  readonly document: SourceDocument;
  readonly version: Version;
  readonly onClose: () => void;
}

/** Asks what the highlights of an annotated copy are to tell, then where to, and writes it. */
export function ExportAnnotatedDialog({ document, version, onClose }: ExportAnnotatedDialogProps) {
  const [includeNotes, setIncludeNotes] = useState(true);
  const [includeCoder, setIncludeCoder] = useState(true);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const exportNow = async () => {
    setIsBusy(true);
    setFailure(null);
    try {
      const suggestedName = `${version.fileName.replace(/\.pdf$/i, '')} – annotated.pdf`;
      const to = await call('app.chooseSavePath', { suggestedName, extension: 'pdf' });
      if (to === null) return;
      const written = await call('document.exportAnnotated', {
        ...{ id: document.id, version: version.number, to },
        ...{ includeNotes, includeCoder },
      });
      onClose();
      const left = written.skipped.length === 0 ? '' : ` · ${count(written.skipped.length, 'passage')} left out`;
      notify(
        'Annotated PDF exported',
        {
          label: 'Reveal',
          run: () => {
            call('app.reveal', { what: 'export', path: written.file }).catch((error) =>
              notifyError('The file was not shown', error),
            );
          },
        },
        `${written.file} · ${count(written.passages, 'passage')}${left}${written.warning === null ? '' : ` · ${written.warning}`}`,
      );
    } catch (error) {
      setFailure(errorMessage(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      size="s"
      title="Export annotated PDF"
      description="A copy with its passages as highlights that every PDF reader shows. It begins with the very bytes of the original."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" icon={<Download />} disabled={isBusy} onClick={() => void exportNow()}>
            Export…
          </Button>
        </>
      }
    >
      <div className={styles.options}>
        <Checkbox isLabelShown label="Include notes" checked={includeNotes} onChange={setIncludeNotes} />
        <Checkbox isLabelShown label="Name who marked them" checked={includeCoder} onChange={setIncludeCoder} />
      </div>
      {failure && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
    </Dialog>
  );
}
