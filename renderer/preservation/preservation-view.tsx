import { FileDown, ShieldCheck, Square } from 'lucide-react';
import { useState } from 'react';
import type { FixityStatus } from '../../shared/contract/preservation.ts';
import type { MethodOutput } from '../../shared/contract.ts';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { Button } from '../components/button.tsx';
import { Segmented } from '../components/segmented.tsx';
import { notifyError } from '../components/toast.tsx';
import { ViewLayout } from '../components/view-layout.tsx';
import { count, formatBytes, formatTime } from '../formats.ts';
import { openTab } from '../tabs-state.ts';
import { AlarmList } from './alarm-list.tsx';
import { BackupTable } from './backup-table.tsx';
import { checkFixity, exportLog, faultWords, stopCheck } from './preservation-actions.ts';
import styles from './preservation-view.module.css';
import { useAnswer } from './use-answer.ts';

const INTERVALS = [
  { value: 'off', label: 'Off' },
  { value: 'weekly', label: 'Weekly' },
  { value: 'monthly', label: 'Monthly' },
  { value: 'quarterly', label: 'Quarterly' },
] as const;

function coverageWords(status: FixityStatus): string {
  if (status.objects === 0) return 'No files are preserved here yet.';
  const files = count(status.objects, 'preserved file');
  const size = formatBytes(status.byteLength);
  if (status.checked === 0) return `${files}, ${size}. None has been hashed again since it came.`;
  const waiting = status.objects - status.checked;
  const rest =
    waiting === 0 ? 'each hashed again since it came' : `${waiting.toLocaleString('en-GB')} not hashed again yet`;
  return `${files}, ${size}; ${rest}.`;
}

function FixityCard({ status }: { readonly status: FixityStatus }) {
  const progress = useArchiveState((state) => state.fixity);
  const isReadOnly = useArchiveState((state) => state.status?.readOnly ?? false);
  const isRunning = progress !== null && !progress.finished;
  const faulty = status.alarms.length + status.dismissed.length;
  const failing = Math.min(status.alarms.length, status.checked);
  const percent = (files: number) => `${(files / Math.max(1, status.objects)) * 100}%`;
  return (
    <section className={styles.card} aria-labelledby="preservation-fixity">
      <header className={styles.cardHeader}>
        <h2 id="preservation-fixity">Fixity</h2>
        <span className={styles.quiet}>
          {status.newestCheck === null ? 'Never checked' : `Last check ${formatTime(status.newestCheck)}`}
        </span>
        {isRunning ? (
          <Button size="s" icon={<Square />} onClick={stopCheck}>
            Stop
          </Button>
        ) : (
          <Button size="s" icon={<ShieldCheck />} disabled={status.objects === 0} onClick={() => void checkFixity()}>
            Check all now
          </Button>
        )}
      </header>
      <p className={styles.coverage}>{coverageWords(status)}</p>
      <div
        role="meter"
        aria-label={isRunning ? 'Files checked' : 'Files hashed again since they came'}
        aria-valuemin={0}
        aria-valuemax={isRunning ? progress.total : status.objects}
        aria-valuenow={isRunning ? progress.done : status.checked}
        className={styles.bar}
      >
        {isRunning ? (
          <span style={{ width: `${(progress.done / Math.max(1, progress.total)) * 100}%` }} />
        ) : (
          <>
            <span style={{ width: percent(status.checked - failing) }} />
            {failing > 0 && <span style={{ width: percent(failing) }} data-alarm="true" />}
          </>
        )}
      </div>
      <p className={styles.quiet} role="status">
        {isRunning
          ? `Checking ${progress.done.toLocaleString('en-GB')} of ${progress.total.toLocaleString('en-GB')}…`
          : status.oldestCheck === null
            ? ''
            : `Every file was known to be intact on ${formatTime(status.oldestCheck)} or later${faulty > 0 ? ', but for those named here' : ''}.${status.due > 0 ? ` ${count(status.due, 'file')} due.` : ''}`}
      </p>
      <div className={styles.setting}>
        <span>
          Hash every file again
          <span className={styles.quiet}>While the archive is open, slowly, those checked longest ago first.</span>
        </span>
        {isReadOnly ? (
          <span>{INTERVALS.find(({ value }) => value === status.interval)?.label}</span>
        ) : (
          <Segmented
            label="Hash every file again"
            value={status.interval}
            options={INTERVALS}
            onChange={(interval) => {
              call('fixity.schedule', { interval }).catch((error) =>
                notifyError('The schedule was not changed', error),
              );
            }}
          />
        )}
      </div>
      {status.dismissed.length > 0 && (
        <details className={styles.dismissed}>
          <summary>{count(status.dismissed.length, 'dismissed fault')}</summary>
          <ul>
            {status.dismissed.map((object) => (
              <li key={`${object.documentId} ${object.version} ${object.sha256}`}>
                <button
                  type="button"
                  className={styles.link}
                  onClick={() => openTab({ kind: 'document', documentId: object.documentId })}
                >
                  {object.fileName}
                </button>{' '}
                {object.outcome && faultWords({ outcome: object.outcome, reason: null })}{' '}
                {object.dismissed && (
                  <span className={styles.quiet}>
                    {object.dismissed.by || 'Someone'}, {formatTime(object.dismissed.at)}: {object.dismissed.reason}
                  </span>
                )}
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function ChainResult({ result }: { readonly result: MethodOutput<'history.verify'> }) {
  const { firstBroken } = result;
  if (firstBroken === null)
    return (
      <p role="status" className={styles.good}>
        The chain holds: {count(result.entries, 'entry', 'entries')}, each bound to the one before.
      </p>
    );
  return (
    <p role="alert" className={styles.bad}>
      The chain breaks at entry {firstBroken.seq}: {firstBroken.fault}. ({firstBroken.path}
      {firstBroken.line === null ? '' : `, line ${firstBroken.line}`}) Compare it with a copy of the archive.
    </p>
  );
}

/** Checks the chain of the log and tells at which entry it breaks. */
function ChainCheck() {
  const [checked, setChecked] = useState<MethodOutput<'history.verify'> | null>(null);
  const newest = useAnswer('history.list', { limit: 1 }).data?.[0] ?? null;
  const [isBusy, setIsBusy] = useState(false);
  const check = () => {
    setIsBusy(true);
    call('history.verify', {})
      .then(setChecked, (error) => notifyError('The chain was not checked', error))
      .finally(() => setIsBusy(false));
  };
  // A verdict is one on the log as it was: entries that came since are not part of it.
  const isOvertaken = newest !== null && checked?.firstBroken === null && checked.lastHash !== newest.hash;
  const result = isOvertaken ? null : checked;
  const lastHash = newest?.hash ?? result?.lastHash;
  return (
    <>
      <div className={styles.buttons}>
        <Button size="s" icon={<ShieldCheck />} disabled={isBusy} onClick={check}>
          {isBusy ? 'Checking…' : 'Check the chain'}
        </Button>
        <Button size="s" icon={<FileDown />} onClick={() => void exportLog('xml')}>
          Export as PREMIS…
        </Button>
        <Button size="s" icon={<FileDown />} onClick={() => void exportLog('csv')}>
          Export as CSV…
        </Button>
      </div>
      {result && <ChainResult result={result} />}
      {isOvertaken && (
        <p className={styles.quiet} role="status">
          Entries came after the check. Check again.
        </p>
      )}
      {lastHash !== undefined && (
        <p className={styles.quiet}>
          Hash of the last entry: <code className={styles.code}>{lastHash}</code>. Whoever notes it elsewhere can tell
          later whether the log was written anew.
        </p>
      )}
    </>
  );
}

/** How the archive keeps what it holds: fixity, alarms, the log, backups. */
export function PreservationView() {
  const events = useArchiveState((state) => state.status?.counts.events ?? 0);
  const { data, error } = useAnswer('fixity.status', {});
  return (
    <ViewLayout title="Preservation" error={error}>
      <div className={styles.page} tabIndex={-1}>
        <div className={styles.column}>
          {data && <AlarmList alarms={data.alarms} />}
          {data && <FixityCard status={data} />}
          <section className={styles.card} aria-labelledby="preservation-log">
            <header className={styles.cardHeader}>
              <h2 id="preservation-log">Log</h2>
              <span className={styles.quiet}>{count(events, 'entry', 'entries')}</span>
              <Button size="s" variant="ghost" onClick={() => openTab({ kind: 'view', view: 'activity' })}>
                Read it
              </Button>
            </header>
            <p className={styles.explanation}>
              Who did what and when. Every entry carries the hash of the one before, so nothing can be altered, taken
              out or put in without breaking the chain from there on.
            </p>
            <ChainCheck />
          </section>
          <BackupTable />
        </div>
      </div>
    </ViewLayout>
  );
}
