import { CircleCheck, CircleX } from 'lucide-react';
import { useState } from 'react';
import type { BagFault, BagImport } from '../../shared/contract/bag.ts';
import type { ArchiveError } from '../../shared/errors.ts';
import { call } from '../archive-client.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { count } from '../formats.ts';
import styles from './bag-dialog.module.css';
import { BagFindings } from './bag-findings.tsx';
import { BagProgressBar } from './bag-progress.tsx';
import { ChooseBag } from './choose-bag.tsx';
import { useBagJob } from './use-bag-job.ts';

/** Takes a bag into the archive and shows what came of it. A bag that is not valid shows its faults instead. */
export function ImportBagDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const job = useBagJob<BagImport>();
  const [path, setPath] = useState<string | null>(null);
  const close = () => {
    job.stop();
    job.clear();
    setPath(null);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      size="l"
      title="Import a bag"
      description="A bag of Standpoint comes in with passages, codings, agencies and briefings. Of any other bag, each file becomes a document. Every file is checked by its hash first."
      footer={
        job.isBusy ? (
          <Button onClick={job.stop}>Stop</Button>
        ) : (
          <>
            <Button onClick={close}>{job.result ? 'Close' : 'Cancel'}</Button>
            {!job.result && (
              <Button
                variant="primary"
                disabled={path === null}
                onClick={() => path !== null && job.start((jobId) => call('bag.import', { path, jobId }))}
              >
                Import
              </Button>
            )}
          </>
        )
      }
    >
      <div className={styles.content}>
        <ChooseBag
          path={path}
          disabled={job.isBusy}
          onChoose={(chosen) => {
            job.clear();
            setPath(chosen);
          }}
        />
        <BagProgressBar job={job} label="Checking and importing" />
        {job.failure && <Refusal error={job.failure} />}
        {job.result && <Outcome outcome={job.result} />}
      </div>
    </Dialog>
  );
}

function Refusal({ error }: { readonly error: ArchiveError }) {
  const faults = faultsOf(error);
  if (faults.length === 0) {
    return (
      <p role="alert" className={styles.failure}>
        {error.message}
      </p>
    );
  }
  return (
    <>
      <div className={styles.verdict} role="alert">
        <CircleX aria-hidden="true" />
        <div>
          <h3>The bag is not valid</h3>
          <p>Nothing of it was imported.</p>
        </div>
      </div>
      <BagFindings kind="fault" findings={faults} />
    </>
  );
}

/** The faults that a refusal carries, if it is one of a bag that is not valid. */
function faultsOf({ code, details }: ArchiveError): readonly BagFault[] {
  return code === 'damaged' && Array.isArray(details) ? details.filter(isFault) : [];
}

const isFault = (value: unknown): value is BagFault =>
  typeof value === 'object' && value !== null && 'code' in value && 'message' in value;

function Outcome({ outcome }: { readonly outcome: BagImport }) {
  const of = (kind: string) => outcome.outcomes.filter((one) => one.outcome === kind);
  const [imported, duplicates, failed] = [of('imported'), of('duplicate'), of('failed')];
  const more = [
    [outcome.passages, 'passage'],
    [outcome.agencies, 'new agency', 'new agencies'],
    [outcome.stances, 'new stance'],
    [outcome.topics, 'new topic'],
    [outcome.briefings, 'briefing'],
    [outcome.searches, 'kept search', 'kept searches'],
  ] as const;
  const words = more.flatMap(([number, one, many]) => (number === 0 ? [] : [count(number, one, many)]));
  return (
    <>
      <div className={styles.verdict} data-valid={failed.length === 0} role="status">
        {failed.length === 0 ? <CircleCheck aria-hidden="true" /> : <CircleX aria-hidden="true" />}
        <div>
          <h3>{imported.length === 0 ? 'Nothing new came in' : `${count(imported.length, 'document')} imported`}</h3>
          <p>{[...words, ...(duplicates.length === 0 ? [] : [`${duplicates.length} here already`])].join(' · ')}</p>
        </div>
      </div>
      {failed.length > 0 && (
        <section className={styles.findings} data-kind="fault" aria-label="Failed">
          <h3>{count(failed.length, 'document')} not imported</h3>
          <ul>
            {failed.map(({ file, reason }) => (
              <li key={file}>
                <p>{reason}</p>
                <code>{file}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
