import { FolderOpen, Package } from 'lucide-react';
import { call } from '../archive-client.ts';
import { Button } from '../components/button.tsx';
import { notifyError } from '../components/toast.tsx';
import styles from './bag-dialog.module.css';

/** What ChooseBag takes. */
export interface ChooseBagProps {
  readonly path: string | null;
  readonly disabled: boolean;
  readonly onChoose: (path: string) => void;
}

/** Two ways to name a bag, for no system's dialog takes a folder or a file at once. */
export function ChooseBag({ path, disabled, onChoose }: ChooseBagProps) {
  const choose = (asked: Promise<string | null | undefined>) => {
    asked.then(
      (chosen) => chosen && onChoose(chosen),
      (error) => notifyError('No bag was chosen', error),
    );
  };
  const chooseZip = async () => (await call('app.chooseFiles', { purpose: 'bag' }))[0];
  return (
    <div className={styles.choices}>
      <Button
        icon={<FolderOpen />}
        disabled={disabled}
        onClick={() => choose(call('app.chooseFolder', { purpose: 'bag' }))}
      >
        Choose folder…
      </Button>
      <Button icon={<Package />} disabled={disabled} onClick={() => choose(chooseZip())}>
        Choose ZIP…
      </Button>
      {path !== null && <span className={styles.path}>{path}</span>}
    </div>
  );
}
