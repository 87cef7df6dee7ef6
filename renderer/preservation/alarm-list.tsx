import { FileSearch, FolderSearch, ShieldAlert } from 'lucide-react';
import { useState } from 'react';
import type { FixityAlarm } from '../../shared/contract/preservation.ts';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { Button } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { Field, TextInput } from '../components/field.tsx';
import { notify } from '../components/toast.tsx';
import { formatTime } from '../formats.ts';
import { openTab } from '../tabs-state.ts';
import styles from './alarm-list.module.css';
import { faultWords, restoreFile } from './preservation-actions.ts';

function DismissDialog({ alarm, onClose }: { readonly alarm: FixityAlarm | null; readonly onClose: () => void }) {
  const [reason, setReason] = useState('');
  return (
    <ConfirmDialog
      open={alarm !== null}
      onClose={() => {
        // The reason for one file is none for the next.
        setReason('');
        onClose();
      }}
      title={`Dismiss the alarm about ${alarm?.fileName ?? ''}`}
      description="The file stays as it is. The alarm ends until something else is wrong with the file; your name and the reason go into the log."
      confirmLabel="Dismiss"
      onConfirm={async () => {
        if (alarm === null) return;
        if (reason.trim() === '') throw new Error('Say why the fault may stay as it is.');
        await call('fixity.dismiss', { sha256: alarm.sha256, reason });
        notify('Alarm dismissed');
      }}
    >
      <Field label="Reason">
        {(ids) => (
          <TextInput
            {...ids}
            value={reason}
            placeholder="The source was asked for another copy"
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </ConfirmDialog>
  );
}

function Alarm({ alarm, onDismiss }: { readonly alarm: FixityAlarm; readonly onDismiss: () => void }) {
  const isReadOnly = useArchiveState((state) => state.status?.readOnly ?? false);
  const [isBusy, setIsBusy] = useState(false);
  const restore = (from: 'file' | 'folder') => {
    setIsBusy(true);
    void restoreFile(alarm, from).finally(() => setIsBusy(false));
  };
  return (
    <li className={styles.alarm}>
      <ShieldAlert aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <p className={styles.name}>{alarm.fileName}</p>
        <p>
          {faultWords(alarm)} Found {formatTime(alarm.since)}.
        </p>
        <p className={styles.where}>
          {alarm.documents.map(({ id, title, version }) => (
            <button
              key={`${id} ${version}`}
              type="button"
              className={styles.link}
              onClick={() => openTab({ kind: 'document', documentId: id, title, version })}
            >
              {title}
            </button>
          ))}
          <code className={styles.path}>{alarm.path}</code>
        </p>
      </div>
      <div className={styles.actions}>
        <Button
          size="s"
          variant="primary"
          icon={<FolderSearch />}
          disabled={isBusy || isReadOnly}
          onClick={() => restore('folder')}
        >
          Restore from folder…
        </Button>
        <Button size="s" icon={<FileSearch />} disabled={isBusy || isReadOnly} onClick={() => restore('file')}>
          From file or ZIP…
        </Button>
        <Button size="s" variant="ghost" disabled={isBusy || isReadOnly} onClick={onDismiss}>
          Dismiss…
        </Button>
      </div>
    </li>
  );
}

/** Preserved files that fail fixity, each with what can be done about it. */
export function AlarmList({ alarms }: { readonly alarms: readonly FixityAlarm[] }) {
  const [dismissing, setDismissing] = useState<FixityAlarm | null>(null);
  if (alarms.length === 0) return null;
  return (
    <>
      <ul className={styles.list} aria-label="Files that fail fixity">
        {alarms.map((alarm) => (
          <Alarm key={alarm.sha256} alarm={alarm} onDismiss={() => setDismissing(alarm)} />
        ))}
      </ul>
      <DismissDialog alarm={dismissing} onClose={() => setDismissing(null)} />
    </>
  );
}
