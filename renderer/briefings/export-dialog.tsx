import { BookOpenCheck, Download, FileCode2, FileText, FileType2, FolderOpen, Globe, Loader } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { LintReport } from '../../shared/contract/lint.ts';
import type { MethodInput, MethodOutput } from '../../shared/contract.ts';
import type { DismissedFinding } from '../../shared/domain/briefing.ts';
import { withoutDismissed } from '../../shared/lint/finding-fingerprint.ts';
import { call } from '../archive-client.ts';
import { useArchiveQuery } from '../archive-query.ts';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { type ChoiceCard, ChoiceCards } from '../components/choice-cards.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Outcome, Refused } from '../components/outcome.tsx';
import { errorMessage, notifyError } from '../components/toast.tsx';
import { ExportProgressLine } from '../exchange/export-progress.tsx';
import { useExportJob } from '../exchange/use-export-job.ts';
import { count, formatBytes } from '../formats.ts';
import { useBriefingRecord } from '../use-record.ts';
import { BriefingSettings } from './export/briefing-settings.tsx';
import styles from './export/export.module.css';
import { type BriefingFormat, fileNameFor, hasPaper, notCleanOf } from './export/export-choices.ts';
import { NotCleanList } from './export/not-clean-list.tsx';
import { verificationSummary, withFaults } from './verification-summary.ts';

const FORMATS: readonly ChoiceCard<BriefingFormat>[] = [
  {
    value: 'docx',
    label: 'Word',
    hint: 'With real footnotes, headings and bookmarks around every quote.',
    icon: <FileText />,
  },
  { value: 'pdf', label: 'PDF', hint: 'To print or to file: nothing moves any more.', icon: <FileType2 /> },
  { value: 'html', label: 'Web page', hint: 'One file; a click on a quote shows its context.', icon: <Globe /> },
  { value: 'md', label: 'Markdown', hint: 'Plain text with marks, for wikis and repositories.', icon: <FileCode2 /> },
  {
    value: 'zip',
    label: 'Evidence package',
    hint: 'All formats, the quoted originals and a page that checks them in any browser.',
    icon: <BookOpenCheck />,
  },
];

/** Passages composed beforehand at most; where there are more, the rest is checked while the file is written. */
const CHECKED_AT_ONCE = 2000;
const ANYTHING = ['briefing', 'passage', 'document', 'agency', 'stance', 'topic', 'archive'] as const;

/** What was written, whatever its form. */
interface Written {
  readonly file: string;
  readonly byteLength: number;
  readonly quotes: number;
  readonly flagged: number;
  /** What else there is to say, each in a line. */
  readonly more: readonly string[];
}

/** What ExportDialog takes. */
export interface ExportDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly briefingId: string;
  /** Saves what waits, so that the file holds what is on screen. */
  readonly onBeforeExport: () => Promise<void>;
  /** Shows what may be wrong in the briefing; without it the number alone is told. */
  readonly onShowFindings?: () => void;
}

function reveal(path: string): void {
  call('app.reveal', { what: 'export', path }).catch((error) => notifyError('The file was not shown', error));
}

async function write(asked: MethodInput<'briefing.export'>, format: BriefingFormat): Promise<Written> {
  if (format !== 'zip') {
    const written = await call('briefing.export', asked);
    return { ...written, flagged: written.flagged.length, more: [] };
  }
  const { path, payload, quotes, flagged, originals, formats, withoutPdf } = await call('briefing.package', asked);
  const more = [
    `${count(originals, 'original')}, the briefing as ${formats.join(', ')}, and a page that checks them`,
    ...(withoutPdf === null ? [] : [`Without a PDF: ${withoutPdf}`]),
  ];
  return { file: path, byteLength: payload.bytes, quotes, flagged: flagged.length, more };
}

/** What the check of prose and quotes found, once; null while that is not known. */
function useFindings(briefingId: string | null): LintReport | null {
  const [report, setReport] = useState<LintReport | null>(null);
  useEffect(() => {
    setReport(null);
    if (briefingId === null) return;
    let isCurrent = true;
    call('briefing.lint', { id: briefingId }).then(
      (found) => isCurrent && setReport(found),
      // The export does not depend on it.
      (error: unknown) => console.error('The briefing was not looked through', error),
    );
    return () => {
      isCurrent = false;
    };
  }, [briefingId]);
  return report;
}

function Findings({
  report,
  dismissed,
  onShow,
}: {
  readonly report: LintReport | null;
  readonly dismissed: readonly DismissedFinding[] | undefined;
  readonly onShow: (() => void) | undefined;
}) {
  const left = withoutDismissed(report?.findings ?? [], dismissed);
  const grave = left.filter(({ severity }) => severity !== 'note').length;
  if (grave === 0) return null;
  return (
    <p className={styles.findings}>
      {count(grave, 'thing')} in the text may be wrong: claims without a source, quotes cut short, outdated statements.
      {onShow !== undefined && (
        <Button size="s" variant="ghost" onClick={onShow}>
          Show
        </Button>
      )}
    </p>
  );
}

type Preview = MethodOutput<'briefing.preview'>;

/** What the check of all quotes came to, in a line. */
function checkedWords(preview: Preview): string {
  const unfaithful = preview.uses.filter(({ fault }) => fault !== null).length;
  const checks = verificationSummary(withFaults(preview.passages, preview.uses));
  const summary = unfaithful === 0 ? checks : `${checks} · ${unfaithful} abridged otherwise than marked`;
  return preview.passages.length < CHECKED_AT_ONCE
    ? `${count(preview.passages.length, 'quote')} checked against the preserved text: ${summary}.`
    : `The first ${CHECKED_AT_ONCE} quotes are checked already: ${summary}. The others are while the file is written.`;
}

/** Names everything that is not clean before anything is written, then asks where to, and writes a briefing. */
export function ExportDialog(props: ExportDialogProps) {
  const { open, onClose, briefingId, onBeforeExport, onShowFindings } = props;
  const [format, setFormat] = useState<BriefingFormat>('docx');
  const [isStrict, setIsStrict] = useState(false);
  const [isReady, setIsReady] = useState(false);
  const task = useExportJob<Written>();
  const { record } = useBriefingRecord(briefingId);
  const { data: preview, error } = useArchiveQuery(
    'briefing.preview',
    open && isReady ? { id: briefingId, limit: CHECKED_AT_ONCE } : null,
    ANYTHING,
  );
  const findings = useFindings(open && isReady ? briefingId : null);
  const notClean = useMemo(() => notCleanOf(preview?.uses ?? []), [preview]);
  const save = useRef(onBeforeExport);
  save.current = onBeforeExport;
  useEffect(() => {
    if (!open) return;
    setIsReady(false);
    let isCurrent = true;
    save.current().then(
      () => isCurrent && setIsReady(true),
      (reason: unknown) => {
        if (!isCurrent) return;
        notifyError('Not saved yet', reason);
        setIsReady(true);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [open]);
  const close = () => {
    task.stop();
    task.clear();
    onClose();
  };
  const exportNow = async () => {
    const title = record?.title ?? '';
    try {
      await onBeforeExport();
      const to = await call('app.chooseSavePath', {
        suggestedName: fileNameFor(title, format),
        extension: format,
        title: format === 'zip' ? 'Export Evidence Package' : 'Export Briefing',
      });
      if (to !== null) await task.run((jobId) => write({ id: briefingId, to, strict: isStrict, jobId }, format));
    } catch (reason) {
      notifyError('Nothing was exported', reason);
    }
  };
  const { result } = task;
  const flagged = notClean.flagged.length;
  const isRefused = isStrict && flagged + notClean.left.length > 0;
  const words = flagged === 0 ? 'Export…' : `Export with ${count(flagged, 'marked quote')}…`;
  return (
    <Dialog
      open={open}
      onClose={close}
      size="l"
      title="Export briefing"
      footer={
        <>
          <Button onClick={close}>{result === null ? 'Cancel' : 'Close'}</Button>
          {result === null ? (
            <Button
              variant="primary"
              icon={<Download />}
              disabled={task.isBusy || preview === undefined || isRefused}
              onClick={() => void exportNow()}
            >
              {words}
            </Button>
          ) : (
            <Button variant="primary" icon={<FolderOpen />} onClick={() => reveal(result.file)}>
              Show in folder
            </Button>
          )}
        </>
      }
    >
      <div className={styles.content}>
        {result === null ? (
          <>
            <ChoiceCards label="Format" value={format} options={FORMATS} onChange={setFormat} disabled={task.isBusy} />
            {record !== null && (
              <BriefingSettings briefing={record} hasPaper={hasPaper(format)} disabled={task.isBusy} />
            )}
            <Checkbox
              label="Strict: write nothing unless every quote is clean"
              isLabelShown
              checked={isStrict}
              onChange={setIsStrict}
            />
            {preview === undefined && !error && (
              <p role="status" className={styles.checking}>
                <Loader aria-hidden /> Every quote is being checked…
              </p>
            )}
            {preview !== undefined && (
              <p role="status" className={styles.note}>
                {preview.passages.length === 0 ? 'The briefing holds no quote yet.' : checkedWords(preview)}
              </p>
            )}
            {isRefused && (
              <Refused>Not all quotes are clean: a strict export is refused. Mend them, or switch it off.</Refused>
            )}
            <NotCleanList {...notClean} />
            <Findings
              report={findings}
              dismissed={record?.dismissedFindings}
              onShow={
                onShowFindings &&
                (() => {
                  close();
                  onShowFindings();
                })
              }
            />
          </>
        ) : (
          <Outcome tone={result.flagged === 0 ? 'good' : 'doubtful'} title="Briefing exported">
            <p>
              {result.quotes === 0 ? 'It holds no quotes' : count(result.quotes, 'verified quote')}
              {result.flagged === 0 ? '' : `, ${result.flagged} of them marked`} · {formatBytes(result.byteLength)}
            </p>
            {result.more.map((words) => (
              <p key={words}>{words}</p>
            ))}
            <p>{result.file}</p>
          </Outcome>
        )}
        <ExportProgressLine job={task} />
        {(task.failure !== null || Boolean(error)) && <Refused>{task.failure ?? errorMessage(error)}</Refused>}
      </div>
    </Dialog>
  );
}
