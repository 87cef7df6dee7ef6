import { FolderOpen, ShieldAlert, ShieldCheck } from 'lucide-react';
import { useArchiveState } from '../archive-state.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { count } from '../formats.ts';
import { openTab } from '../tabs-state.ts';
import { revealArchive, verifyArchive } from './archive-actions.ts';
import styles from './problems-dialog.module.css';

const NOTHING: readonly never[] = [];

/** What is wrong with the archive, thing by thing, and what to do. */
export function ProblemsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const problems = useArchiveState((state) => state.status?.problems ?? NOTHING);
  const alarms = useArchiveState((state) => state.status?.alarms ?? NOTHING);
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Problems of this archive"
      size="l"
      footer={
        <>
          <Button icon={<FolderOpen />} onClick={() => void revealArchive()}>
            Reveal in folder
          </Button>
          <Button icon={<ShieldCheck />} onClick={() => void verifyArchive()}>
            Verify again
          </Button>
        </>
      }
    >
      {problems.length === 0 && alarms.length === 0 && <EmptyState icon={<ShieldCheck />} title="Nothing is wrong" />}
      {alarms.length > 0 && (
        <p className={styles.problem}>
          {count(alarms.length, 'preserved file')} {alarms.length === 1 ? 'fails' : 'fail'} fixity.{' '}
          <Button
            size="s"
            icon={<ShieldAlert />}
            onClick={() => {
              onClose();
              openTab({ kind: 'view', view: 'preservation' });
            }}
          >
            Deal with it
          </Button>
        </p>
      )}
      <ul className={styles.list}>
        {problems.map((problem) => (
          <li key={`${problem.kind} ${problem.path} ${problem.message}`} className={styles.problem}>
            <p>{problem.message}</p>
            {problem.path && <code className={styles.path}>{problem.path}</code>}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
