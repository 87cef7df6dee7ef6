import { CircleCheck, CircleX } from 'lucide-react';
import { useState } from 'react';
import type { BagReport } from '../../shared/contract/bag.ts';
import { call } from '../archive-client.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { count, formatBytes } from '../formats.ts';
import styles from './bag-dialog.module.css';
import { BagFindings } from './bag-findings.tsx';
import { BagProgressBar } from './bag-progress.tsx';
import { ChooseBag } from './choose-bag.tsx';
import { useBagJob } from './use-bag-job.ts';

/** Checks a bag of anyone's and shows the verdict with every finding. Needs no archive. */
export function VerifyBagDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const job = useBagJob<BagReport>();
  const [path, setPath] = useState<string | null>(null);
  const close = () => {
    job.stop();
    job.clear();
    setPath(null);
    onClose();
  };
  const check = (chosen: string) => {
    setPath(chosen);
    job.start((jobId) => call('bag.verify', { path: chosen, jobId }));
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      size="l"
      title="Verify a bag"
      description="Any bag of BagIt 0.93 to 1.0 (RFC 8493), whoever made it. It is read and nothing else: no file is written, nothing is fetched."
      footer={job.isBusy ? <Button onClick={job.stop}>Stop</Button> : <Button onClick={close}>Close</Button>}
    >
      <div className={styles.content}>
        <ChooseBag path={path} disabled={job.isBusy} onChoose={check} />
        <BagProgressBar job={job} label="Checking" />
        {job.failure && (
          <p role="alert" className={styles.failure}>
            {job.failure.message}
          </p>
        )}
        {job.result && <Verdict report={job.result} path={path} />}
      </div>
    </Dialog>
  );
}

function verdictOf({ valid, complete, faults }: BagReport, path: string | null): string {
  if (valid) return 'The bag is valid';
  if (faults.some(({ code }) => code === 'missing-declaration')) {
    return path?.toLowerCase().endsWith('.zip') ? 'This file is not a bag' : 'This folder is not a bag';
  }
  return complete ? 'Not valid: something was altered' : 'Not valid: not complete';
}

function Verdict({ report, path }: { readonly report: BagReport; readonly path: string | null }) {
  const { valid, version, payload, algorithms, faults, warnings, info } = report;
  const facts = [
    version === null ? 'no version' : `BagIt ${version}`,
    `${count(payload.files, 'file')}, ${formatBytes(payload.bytes)}`,
    ...(algorithms.length === 0 ? [] : [algorithms.join(', ')]),
  ];
  const keyed = info.map(([label, value], index) => ({ key: `${index} ${label}`, label, value }));
  return (
    <>
      <div className={styles.verdict} data-valid={valid} role="status">
        {valid ? <CircleCheck aria-hidden="true" /> : <CircleX aria-hidden="true" />}
        <div>
          <h3>{verdictOf(report, path)}</h3>
          <p>{facts.join(' · ')}</p>
        </div>
      </div>
      <BagFindings kind="fault" findings={faults} />
      <BagFindings kind="warning" findings={warnings} />
      {info.length > 0 && (
        <dl className={styles.info}>
          {keyed.map(({ key, label, value }) => (
            <BagInfo key={key} label={label} value={value} />
          ))}
        </dl>
      )}
    </>
  );
}

function BagInfo({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}
