import {
  ChevronsUpDown,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  Eye,
  FolderOpen,
  Loader,
  Pause,
  Play,
  Plus,
  ScanText,
  ShieldAlert,
  ShieldCheck,
  X,
} from 'lucide-react';
import { useArchiveState } from '../archive-state.ts';
import { Menu, type MenuEntry } from '../components/menu.tsx';
import { count } from '../formats.ts';
import { pendingDraftsStore } from '../pending-drafts.ts';
import { cancelRecognition, describeRecognition, pauseRecognition, resumeRecognition } from '../recognition.ts';
import { SAVE_WORDS, useSaveState } from '../save-state.ts';
import { openTab } from '../tabs-state.ts';
import { writeActivityStore } from '../write-activity.ts';
import { closeArchive, openArchive, openFrameDialog, revealArchive, verifyArchive } from './archive-actions.ts';
import styles from './archive-foot.module.css';
import { cancelImport, importSheetStore } from './import-jobs.ts';

function StateLine() {
  const status = useArchiveState((state) => state.status);
  const saveState = useSaveState();
  const failure = writeActivityStore((state) => state.failure);
  const refused = pendingDraftsStore((state) => state.refused);
  const recognition = useArchiveState((state) => state.recognition);
  const running = useArchiveState((state) => state.imports.find((job) => !job.finished));
  if (running)
    return (
      <span className={styles.state}>
        <Loader aria-hidden className={styles.spin} />
        Importing {running.done} of {running.total}
      </span>
    );
  const [reason] = [...refused.values()];
  if (failure !== null || reason !== undefined)
    return (
      <span className={`${styles.state} ${styles.problem}`} title={failure ?? reason}>
        <CircleAlert aria-hidden />
        Not saved: {failure ?? reason}
      </span>
    );
  if (recognition.state !== 'idle')
    return (
      <span className={styles.state} title={describeRecognition(recognition).long}>
        {recognition.state === 'paused' ? <Pause aria-hidden /> : <ScanText aria-hidden />}
        <span className={styles.progress}>{describeRecognition(recognition).short}</span>
      </span>
    );
  if (saveState !== 'saved')
    return (
      <span className={styles.state}>
        {saveState === 'saving' ? <Loader aria-hidden className={styles.spin} /> : <CircleDashed aria-hidden />}
        {SAVE_WORDS[saveState]}
      </span>
    );
  if (status && status.alarms.length > 0)
    return (
      <span className={`${styles.state} ${styles.problem}`}>
        <ShieldAlert aria-hidden />
        {status.alarms.length === 1 ? '1 source fails fixity' : `${status.alarms.length} sources fail fixity`}
      </span>
    );
  if (status && status.problems.length > 0)
    return (
      <span className={`${styles.state} ${styles.problem}`}>
        <CircleAlert aria-hidden />
        {count(status.problems.length, 'problem')}
      </span>
    );
  if (status?.readOnly)
    return (
      <span className={styles.state}>
        <Eye aria-hidden />
        Read only
      </span>
    );
  return (
    <span className={styles.state}>
      <CircleCheck aria-hidden />
      {SAVE_WORDS.saved}
    </span>
  );
}

/** Title and state of the archive at the foot of the rail; opens a menu about the archive. */
export function ArchiveFoot() {
  const status = useArchiveState((state) => state.status);
  const running = useArchiveState((state) => state.imports.find((job) => !job.finished));
  const recognition = useArchiveState((state) => state.recognition.state);
  const recent = useArchiveState((state) => state.settings.recentArchives);
  if (!status) return null;
  const others = recent.filter((one) => one.directory !== status.directory).slice(0, 5);
  const entries: MenuEntry[] = [
    ...(running
      ? [
          {
            label: 'Show the import',
            icon: <Loader />,
            run: () => importSheetStore.setState({ jobId: running.jobId, isOpen: true, failure: null }),
          },
          { label: 'Cancel the import', icon: <X />, run: () => cancelImport(running.jobId) },
          { kind: 'separator' as const, id: 'import' },
        ]
      : []),
    ...(status.alarms.length > 0
      ? [
          {
            label: 'Show what fails fixity',
            icon: <ShieldAlert />,
            run: () => openTab({ kind: 'view' as const, view: 'preservation' as const }),
          },
        ]
      : []),
    ...(recognition === 'idle'
      ? []
      : [
          recognition === 'paused'
            ? { label: 'Resume text recognition', icon: <Play />, run: resumeRecognition }
            : { label: 'Pause text recognition', icon: <Pause />, run: pauseRecognition },
          { label: 'Cancel text recognition', icon: <X />, run: () => cancelRecognition() },
          { kind: 'separator' as const, id: 'recognition' },
        ]),
    ...(status.problems.length > 0
      ? [{ label: 'Show problems', icon: <CircleAlert />, run: () => openFrameDialog('problems') }]
      : []),
    { label: 'Verify archive', icon: <ShieldCheck />, run: () => void verifyArchive() },
    { label: 'Reveal in folder', icon: <FolderOpen />, run: () => void revealArchive() },
    { kind: 'separator', id: 'others' },
    ...others.map((one) => ({ id: one.directory, label: one.title, run: () => void openArchive(one.directory) })),
    { label: 'New archive…', icon: <Plus />, run: () => openFrameDialog('new-archive') },
    { label: 'Open archive…', icon: <FolderOpen />, run: () => void openArchive() },
    { label: 'Close archive', icon: <X />, run: () => void closeArchive() },
  ];
  return (
    <Menu
      trigger={
        <button type="button" className={styles.archive} aria-label={`Archive ${status.info.title}`}>
          <span className={styles.words}>
            <span className={styles.title}>{status.info.title}</span>
            <span role="status" aria-label="State of the archive">
              <StateLine />
            </span>
          </span>
          <ChevronsUpDown aria-hidden className={styles.chevron} />
        </button>
      }
      entries={entries}
    />
  );
}
