import { GitCompareArrows, History, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { BriefingVersion } from '../../../shared/contract/composer.ts';
import { call } from '../../archive-client.ts';
import { useArchiveQuery } from '../../archive-query.ts';
import { useArchiveState } from '../../archive-state.ts';
import { Button, IconButton } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/dialog.tsx';
import { Field, TextInput } from '../../components/field.tsx';
import { errorMessage, notify } from '../../components/toast.tsx';
import { useTask } from '../../components/use-task.ts';
import { count, formatTime } from '../../formats.ts';
import { type ComparedStates, ComparisonDialog } from './comparison-dialog.tsx';
import styles from './versions.module.css';

/** What VersionsPanel takes. */
export interface VersionsPanelProps {
  readonly briefingId: string;
  /** Saves what waits, so that what is kept, compared or replaced is what is on screen. */
  readonly onFlush: () => Promise<void>;
}

const NONE: readonly BriefingVersion[] = [];

interface VersionLineProps {
  readonly version: BriefingVersion;
  readonly isReadOnly: boolean;
  /** Whether it is the one chosen to be compared with another. */
  readonly isPicked: boolean;
  readonly onPick: () => void;
  readonly onCompare: () => void;
  readonly onRestore: () => void;
}

function VersionLine({ version, isReadOnly, isPicked, onPick, onCompare, onRestore }: VersionLineProps) {
  const name = version.name === '' ? `Version ${version.number}` : version.name;
  return (
    <li className={styles.version} data-picked={isPicked || undefined}>
      <div className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.facts}>
          {version.name !== '' && `Version ${version.number} · `}
          {formatTime(version.keptAt)} · {count(version.quotes, 'quote')}
        </span>
      </div>
      <span className={styles.actions}>
        <Button size="s" onClick={onCompare} aria-label={`Compare ${name} with the page`}>
          Compare
        </Button>
        <IconButton label={`Compare ${name} with another version`} size="s" aria-pressed={isPicked} onClick={onPick}>
          <GitCompareArrows />
        </IconButton>
        <IconButton label={`Go back to ${name}`} size="s" disabled={isReadOnly} onClick={onRestore}>
          <RotateCcw />
        </IconButton>
      </span>
    </li>
  );
}

/** The former states of a briefing that were kept: keep one more, compare two, go back to one. */
export function VersionsPanel({ briefingId, onFlush }: VersionsPanelProps) {
  const { data, error } = useArchiveQuery('briefing.versions', { id: briefingId }, ['briefing']);
  const versions = data ?? NONE;
  const isReadOnly = useArchiveState((state) => state.status?.readOnly ?? false);
  const [name, setName] = useState('');
  const [picked, setPicked] = useState<BriefingVersion | null>(null);
  const [compared, setCompared] = useState<ComparedStates | null>(null);
  const [restored, setRestored] = useState<BriefingVersion | null>(null);
  const task = useTask<unknown>();
  const keep = async () => {
    const kept = await task.run(async () => {
      await onFlush();
      return call('briefing.keepVersion', { id: briefingId, name: name.trim() });
    });
    if (kept === null) return;
    setName('');
    notify('Version kept');
  };
  const compareWithPage = (version: BriefingVersion) => {
    void task.run(async () => {
      await onFlush();
      setCompared({ briefingId, from: version.id, fromName: nameOf(version), to: briefingId, toName: 'The page now' });
    });
  };
  const pick = (version: BriefingVersion) => {
    if (picked === null) setPicked(version);
    else if (picked.id === version.id) setPicked(null);
    else {
      const [older, newer] = picked.number < version.number ? [picked, version] : [version, picked];
      setPicked(null);
      setCompared({ briefingId, from: older.id, fromName: nameOf(older), to: newer.id, toName: nameOf(newer) });
    }
  };
  return (
    <div className={styles.panel}>
      <form
        className={styles.keep}
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <Field label="Keep the page as a version">
          {(ids) => (
            <TextInput
              {...ids}
              value={name}
              placeholder="Name, if you like"
              disabled={isReadOnly}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" icon={<History />} disabled={isReadOnly || task.isBusy}>
          Keep
        </Button>
      </form>
      {(task.failure !== null || Boolean(error)) && (
        <p role="alert" className={styles.failure}>
          {task.failure ?? errorMessage(error)}
        </p>
      )}
      {picked !== null && (
        <p role="status" className={styles.hint}>
          Choose the version to compare “{nameOf(picked)}” with.
          <Button size="s" variant="ghost" onClick={() => setPicked(null)}>
            Cancel
          </Button>
        </p>
      )}
      {data && versions.length === 0 ? (
        <p className={styles.none}>
          Nothing is kept yet. Everything you write is saved by itself; a version is a state to come back to, such as
          the one that was sent.
        </p>
      ) : (
        <ol className={styles.list} aria-label="Versions">
          {[...versions]
            .sort((a, b) => b.number - a.number)
            .map((version) => (
              <VersionLine
                key={version.id}
                version={version}
                isReadOnly={isReadOnly}
                isPicked={picked?.id === version.id}
                onPick={() => pick(version)}
                onCompare={() => compareWithPage(version)}
                onRestore={() => setRestored(version)}
              />
            ))}
        </ol>
      )}
      <ComparisonDialog states={compared} onClose={() => setCompared(null)} />
      <ConfirmDialog
        open={restored !== null}
        onClose={() => setRestored(null)}
        title={`Go back to “${restored === null ? '' : nameOf(restored)}”?`}
        description="The page becomes what it was then. What is on it now stays among the versions, and this can be undone too."
        confirmLabel="Go back"
        onConfirm={async () => {
          if (restored === null) return;
          await onFlush();
          await call('briefing.restoreVersion', { id: restored.id });
          notify(`Back at “${nameOf(restored)}”`);
        }}
      />
    </div>
  );
}

function nameOf({ name, number }: BriefingVersion): string {
  return name === '' ? `Version ${number}` : name;
}
