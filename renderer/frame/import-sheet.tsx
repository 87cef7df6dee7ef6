import { useVirtualizer } from '@tanstack/react-virtual';
import {
  ChevronDown,
  CircleAlert,
  CircleCheck,
  CircleMinus,
  CircleSlash,
  Copy,
  CopyCheck,
  Files,
  X,
} from 'lucide-react';
import { type RefObject, useEffect, useMemo, useRef } from 'react';
import type { ImportOutcome } from '../../shared/contract/outcomes.ts';
import { type ImportJob, useArchiveState } from '../archive-state.ts';
import { Button, IconButton } from '../components/button.tsx';
import { notify, notifyError } from '../components/toast.tsx';
import { count } from '../formats.ts';
import { openTab } from '../tabs-state.ts';
import { cancelImport, importSheetStore } from './import-jobs.ts';
import { fileName, groupOutcomes, type OutcomeGroup, outcomesAsText } from './import-outcomes.ts';
import styles from './import-sheet.module.css';
import { PendingImports } from './pending-imports.tsx';
import { SimilarChoice, useDocumentNow, useUndecided } from './similar-choice.tsx';

const ICONS = {
  failed: CircleAlert,
  duplicate: Files,
  cancelled: CircleSlash,
  skipped: CircleMinus,
  'new-version': CircleCheck,
  imported: CircleCheck,
} as const;

type Row =
  | { readonly kind: 'heading'; readonly group: OutcomeGroup }
  | { readonly kind: 'outcome'; readonly outcome: ImportOutcome };

function OutcomeRow({ outcome }: { readonly outcome: ImportOutcome }) {
  const documentId = useDocumentNow(outcome.documentId);
  const similar = useUndecided(outcome);
  const Icon = similar === null ? ICONS[outcome.outcome] : CopyCheck;
  return (
    <div className={styles.outcome} data-outcome={similar === null ? outcome.outcome : 'similar'}>
      <Icon aria-hidden />
      <div className={styles.words}>
        <span className={styles.file} title={outcome.file}>
          {fileName(outcome.file)}
        </span>
        {outcome.reason && <span className={styles.reason}>{outcome.reason}</span>}
        {documentId !== null && similar !== null && <SimilarChoice documentId={documentId} similar={similar} />}
      </div>
      {documentId !== null && (
        <Button
          size="s"
          variant="ghost"
          aria-label={`Open ${fileName(outcome.file)}`}
          onClick={() => openTab({ kind: 'document', documentId, title: fileName(outcome.file) })}
        >
          Open
        </Button>
      )}
    </div>
  );
}

function OutcomeList({ groups }: { readonly groups: readonly OutcomeGroup[] }) {
  const rows = useMemo(
    () =>
      groups.flatMap((group): Row[] => [
        { kind: 'heading', group },
        ...group.outcomes.map((outcome): Row => ({ kind: 'outcome', outcome })),
      ]),
    [groups],
  );
  const scroll = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (rows[index]?.kind === 'heading' ? 30 : 34),
    overscan: 8,
  });
  return (
    <div className={styles.list} ref={scroll} tabIndex={0} role="group" aria-label="Files">
      <div style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            <div
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              className={styles.row}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {row?.kind === 'heading' ? (
                <h3 className={styles.heading}>
                  {row.group.title} <span>{row.group.outcomes.length}</span>
                </h3>
              ) : (
                row && <OutcomeRow outcome={row.outcome} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Time for which the sheet of an import that went well all through stays open by itself, in milliseconds. */
const READ_TIME = 6000;

/** Whether nothing of the import is left to be read or decided. */
function wentWell({ finished, outcomes }: ImportJob): boolean {
  return (
    finished &&
    outcomes.length > 0 &&
    outcomes.every(
      ({ outcome, reason, similar }) =>
        outcome === 'new-version' || (outcome === 'imported' && reason === null && similar === undefined),
    )
  );
}

/** Folds the sheet of an import that went well to a message at the foot, unless it is pointed at or has the focus. */
function useFolding(job: ImportJob | null, isOpen: boolean, sheet: RefObject<HTMLElement | null>): void {
  const folded = useRef<string | null>(null);
  const jobId = job?.jobId ?? null;
  const words = isOpen && job !== null && wentWell(job) ? summary(job) : null;
  useEffect(() => {
    // Who asked for the list again reads it as long as it takes.
    if (words === null || folded.current === jobId) return;
    const timer = setInterval(() => {
      if (sheet.current?.matches(':hover, :focus-within') === true) return;
      folded.current = jobId;
      importSheetStore.setState({ isOpen: false });
      notify(words, { label: 'Show', run: () => importSheetStore.setState({ isOpen: true }) });
    }, READ_TIME);
    return () => clearInterval(timer);
  }, [words, jobId, sheet]);
}

function summary(job: ImportJob): string {
  if (!job.finished) return `Importing ${job.done} of ${job.total}`;
  const number = (outcome: ImportOutcome['outcome']) => job.outcomes.filter((one) => one.outcome === outcome).length;
  const parts = [`${number('imported')} imported`];
  if (number('new-version') > 0) parts.push(count(number('new-version'), 'new version'));
  if (number('duplicate') > 0) parts.push(count(number('duplicate'), 'duplicate'));
  if (number('skipped') > 0) parts.push(`${number('skipped')} left out`);
  if (number('failed') > 0) parts.push(`${number('failed')} failed`);
  if (number('cancelled') > 0) parts.push(`${number('cancelled')} cancelled`);
  return parts.join(' · ');
}

/** Progress and outcomes of an import, docked at the corner: work goes on beside it. */
export function ImportSheet() {
  const { jobId, isOpen, failure } = importSheetStore();
  const job = useArchiveState((state) => state.imports.find((one) => one.jobId === jobId) ?? null);
  const groups = useMemo(() => groupOutcomes(job?.outcomes ?? []), [job?.outcomes]);
  const sheet = useRef<HTMLElement>(null);
  useFolding(failure === null ? job : null, isOpen, sheet);
  if (!isOpen || jobId === null) return <PendingImports />;
  const close = () => importSheetStore.setState({ isOpen: false });
  const copy = () => {
    navigator.clipboard.writeText(outcomesAsText(job?.outcomes ?? [])).then(
      () => notify('The list was copied'),
      (error) => notifyError('The list was not copied', error),
    );
  };
  const isRunning = failure === null && job !== null && !job.finished;
  return (
    <section ref={sheet} className={styles.sheet} aria-label="Import">
      <header className={styles.header}>
        <h2 className={styles.title} role="status">
          {failure !== null ? 'The import stopped' : job ? summary(job) : 'Looking for files…'}
        </h2>
        {job && job.outcomes.length > 0 && (
          <IconButton label="Copy the list" size="s" onClick={copy}>
            <Copy />
          </IconButton>
        )}
        <IconButton label={isRunning ? 'Hide, the import goes on' : 'Close'} size="s" onClick={close}>
          {isRunning ? <ChevronDown /> : <X />}
        </IconButton>
      </header>
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      {failure === null && (job === null || !job.finished) && (
        <div className={styles.progress}>
          <progress
            aria-label="Import progress"
            className={styles.bar}
            {...(job ? { value: job.done, max: Math.max(1, job.total) } : {})}
          />
          <div className={styles.now}>
            <span className={styles.current}>{(job?.current ?? []).map(fileName).join(', ') || 'Reading…'}</span>
            <Button size="s" onClick={() => cancelImport(jobId)}>
              Cancel
            </Button>
          </div>
        </div>
      )}
      {groups.length > 0 && <OutcomeList groups={groups} />}
    </section>
  );
}
