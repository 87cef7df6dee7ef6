import { Package } from 'lucide-react';
import { useState } from 'react';
import type { BagExport } from '../../shared/contract/bag.ts';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Segmented } from '../components/segmented.tsx';
import { notify, notifyError } from '../components/toast.tsx';
import { count, formatBytes } from '../formats.ts';
import styles from './bag-dialog.module.css';
import { BagProgressBar } from './bag-progress.tsx';
import { bagSelectionStore } from './bag-selection.ts';
import { useBagJob } from './use-bag-job.ts';

const FORMS = [
  { value: 'bag', label: 'Folder' },
  { value: 'zip', label: 'ZIP' },
] as const;

/** A name that every system takes for a file, from the title of the archive. */
function suggestName(title: string, isWhole: boolean): string {
  const words = title
    .replace(/[\\/:*?"<>|%\p{Cc}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 80);
  return `${words || 'Archive'}${isWhole ? '' : ' - selection'}`;
}

/** Asks for the form and the place of a bag, writes it, and offers to show it. */
export function ExportBagDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const ids = bagSelectionStore((state) => state.ids);
  const status = useArchiveState((state) => state.status);
  const job = useBagJob<BagExport>();
  const [form, setForm] = useState<'bag' | 'zip'>('bag');
  const close = () => {
    job.stop();
    job.clear();
    onClose();
  };
  const write = async (jobId: string, to: string): Promise<BagExport> => {
    const written = await call('bag.export', {
      to,
      zip: form === 'zip',
      jobId,
      ...(ids === null ? {} : { ids: [...ids] }),
    });
    onClose();
    job.clear();
    const reveal = () => {
      call('app.reveal', { what: 'export', path: written.path }).catch((error) =>
        notifyError('It was not shown', error),
      );
    };
    const { files, bytes } = written.payload;
    notify(
      'Bag written and checked',
      { label: 'Reveal', run: reveal },
      `${written.path} · ${count(written.documents, 'document')}, ${count(written.passages, 'passage')}, ${count(files, 'file')}, ${formatBytes(bytes)}`,
    );
    return written;
  };
  const choose = async () => {
    const suggestedName = suggestName(status?.info.title ?? '', ids === null);
    try {
      const to = await call('app.chooseSavePath', { suggestedName, extension: form });
      if (to !== null) job.start((jobId) => write(jobId, to));
    } catch (error) {
      notifyError('No place was chosen', error);
    }
  };
  const what = ids === null ? 'the whole archive' : ids.length === 1 ? 'one document' : `${ids.length} documents`;
  return (
    <Dialog
      open={open}
      onClose={close}
      title={ids === null ? 'Export archive as bag' : `Export ${what} as bag`}
      description={`A bag (BagIt 1.0, RFC 8493) of ${what}: originals under their own names, their text, passages as W3C Web Annotations, the codebook and the log. Anyone can read and check it without Standpoint.`}
      footer={
        job.isBusy ? (
          <Button onClick={job.stop}>Stop</Button>
        ) : (
          <>
            <Button onClick={close}>Cancel</Button>
            <Button variant="primary" icon={<Package />} onClick={() => void choose()}>
              Export…
            </Button>
          </>
        )
      }
    >
      <div className={styles.content}>
        <div>
          <Segmented label="Form" value={form} options={FORMS} onChange={setForm} />
        </div>
        <BagProgressBar job={job} label="Writing and checking" />
        {job.failure && (
          <p role="alert" className={styles.failure}>
            {job.failure.message}
          </p>
        )}
      </div>
    </Dialog>
  );
}
