import { FolderOpen, ShieldCheck } from 'lucide-react';
import { useArchiveState } from '../archive-state.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { revealArchive, verifyArchive } from './archive-actions.ts';
import styles from './problems-dialog.module.css';

const NO_PROBLEMS: readonly never[] = [];

/** What is wrong with the archive, thing by thing, and what to do. */
export function ProblemsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const problems = useArchiveState((state) => state.status?.problems ?? NO_PROBLEMS);
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
      {problems.length === 0 && <EmptyState icon={<ShieldCheck />} title="Nothing is wrong" />}
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
