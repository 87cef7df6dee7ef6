import { ArchiveRestore, DatabaseBackup, ShieldCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Backup } from '../../shared/contract/preservation.ts';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { Button, IconButton } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { errorMessage, notify, notifyError } from '../components/toast.tsx';
import { count, formatBytes, formatTime } from '../formats.ts';
import { undoable } from '../undoable.ts';
import { backUpNow } from './preservation-actions.ts';
import styles from './preservation-view.module.css';
import { useAnswer } from './use-answer.ts';

const REASONS: Readonly<Record<string, string>> = {
  start: 'At the start',
  daily: 'Daily',
  manual: 'By hand',
  'before-restore': 'Before a restoration',
};

function reasonWords(reason: string): string {
  return REASONS[reason] ?? (reason.startsWith('before-format-') ? 'Before a change of format' : reason);
}

async function verify(backup: Backup): Promise<void> {
  try {
    const { ok, files, faults } = await call('backup.verify', { name: backup.name });
    if (ok) notify(`The backup is intact: ${count(files, 'file')} checked`);
    else notifyError('The backup is damaged', new Error(faults.slice(0, 3).join(' ')));
  } catch (error) {
    notifyError('The backup was not checked', error);
  }
}

function RestoreDialog({ backup, onClose }: { readonly backup: Backup | null; readonly onClose: () => void }) {
  const events = useArchiveState((state) => state.status?.counts.events ?? 0);
  const later = backup === null ? 0 : events - backup.seq;
  return (
    <ConfirmDialog
      open={backup !== null}
      onClose={onClose}
      title={backup === null ? '' : `Go back to ${formatTime(backup.createdAt)}?`}
      description={`${count(later, 'later entry', 'later entries')} of the log ${later === 1 ? 'is' : 'are'} taken back in one step: metadata, passages, codebook and briefings become what they were. Documents that came later go to the trash. Originals stay, the log goes on, a backup of the present state is made first, and you can undo all of it.`}
      confirmLabel="Restore"
      isDangerous
      onConfirm={async () => {
        if (backup === null) return;
        const { value, undo } = await undoable(
          `Restoration of ${formatTime(backup.createdAt)}`,
          ({ eventType }) => eventType === 'archive.restore',
          () => call('backup.restore', { name: backup.name }),
        );
        const { changes, trashed } = value;
        const more = trashed === 0 ? undefined : `${count(trashed, 'later document')} moved to the trash.`;
        if (changes === 0) notify('Nothing has changed since that backup');
        else notify(`Restored: ${count(changes, 'change')}`, undo, more);
      }}
    />
  );
}

/** The dated backups of the small files: make one, check one, go back to one. */
export function BackupTable() {
  const isReadOnly = useArchiveState((state) => state.status?.readOnly ?? false);
  const { data, error, reload } = useAnswer('backup.list', {});
  const [restoring, setRestoring] = useState<Backup | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  // The backup at the start is made a moment after the archive was opened, and is no entry of the log.
  useEffect(() => {
    const timer = setTimeout(reload, 4_000);
    return () => clearTimeout(timer);
  }, [reload]);
  const make = () => {
    setIsBusy(true);
    void backUpNow().finally(() => {
      setIsBusy(false);
      reload();
    });
  };
  const [newest] = data ?? [];
  return (
    <section className={styles.card} aria-labelledby="preservation-backups">
      <header className={styles.cardHeader}>
        <h2 id="preservation-backups">Backups</h2>
        <span className={styles.quiet}>{newest ? `Newest ${formatTime(newest.createdAt)}` : 'None yet'}</span>
        <Button size="s" icon={<DatabaseBackup />} disabled={isBusy || isReadOnly} onClick={make}>
          Back up now
        </Button>
      </header>
      <p className={styles.explanation}>
        Everything but the originals, at each start and daily, in the folder “backups”. Keep a copy of the whole archive
        on another disk as well: a disk that fails takes its backups with it.
      </p>
      {Boolean(error) && <p role="alert">{errorMessage(error)}</p>}
      {data && data.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">Made</th>
              <th scope="col">Why</th>
              <th scope="col" className={styles.number}>
                Documents
              </th>
              <th scope="col" className={styles.number}>
                Log entries
              </th>
              <th scope="col" className={styles.number}>
                Size
              </th>
              <th scope="col">
                <span className="visually-hidden">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {data.map((backup) => (
              <tr key={backup.name}>
                <td>{formatTime(backup.createdAt)}</td>
                <td className={styles.muted}>{reasonWords(backup.reason)}</td>
                <td className={styles.number}>{backup.documents.toLocaleString('en-GB')}</td>
                <td className={styles.number}>{backup.seq.toLocaleString('en-GB')}</td>
                <td className={styles.number}>{formatBytes(backup.byteLength)}</td>
                <td className={styles.rowActions}>
                  <IconButton
                    size="s"
                    label={`Check the backup of ${formatTime(backup.createdAt)}`}
                    onClick={() => void verify(backup)}
                  >
                    <ShieldCheck />
                  </IconButton>
                  <IconButton
                    size="s"
                    label={`Restore the backup of ${formatTime(backup.createdAt)}`}
                    disabled={isReadOnly}
                    onClick={() => setRestoring(backup)}
                  >
                    <ArchiveRestore />
                  </IconButton>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <RestoreDialog backup={restoring} onClose={() => setRestoring(null)} />
    </section>
  );
}
