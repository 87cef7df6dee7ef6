import { FolderOpen } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { call } from '../archive-client.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field, TextInput } from '../components/field.tsx';
import { errorMessage } from '../components/toast.tsx';
import { flushLayout } from '../layout-memory.ts';
import { flushAll } from '../pending-drafts.ts';
import styles from './new-archive-dialog.module.css';

/** Asks for title and folder of a new archive. */
export function NewArchiveDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const [title, setTitle] = useState('');
  const [directory, setDirectory] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const choose = () => {
    call('app.chooseFolder', { purpose: 'new-archive' }).then(
      (folder) => folder !== null && setDirectory(folder),
      (error) => setFailure(errorMessage(error)),
    );
  };
  const create = async (event: FormEvent) => {
    event.preventDefault();
    setIsBusy(true);
    setFailure(null);
    flushLayout();
    try {
      const [refused] = await flushAll();
      if (refused !== undefined) throw new Error(`Not saved yet: ${refused.label}. ${refused.reason}`);
      await call('archive.create', { directory, title });
      onClose();
      setTitle('');
      setDirectory('');
    } catch (error) {
      setFailure(errorMessage(error));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="New archive"
      description="An archive is one folder. It can be copied to another disk or computer and opened there."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            type="submit"
            form="new-archive"
            disabled={isBusy || title.trim() === '' || directory.trim() === ''}
          >
            Create archive
          </Button>
        </>
      }
    >
      <form id="new-archive" className={styles.form} onSubmit={(event) => void create(event)}>
        <Field label="Title">
          {(ids) => (
            <TextInput
              {...ids}
              value={title}
              placeholder="For example “Statements on the 2026 order”"
              onChange={(event) => setTitle(event.target.value)}
            />
          )}
        </Field>
        <Field label="Folder" hint="Choose an empty folder, or name a new one." error={failure}>
          {(ids) => (
            <div className={styles.folder}>
              <TextInput {...ids} value={directory} onChange={(event) => setDirectory(event.target.value)} />
              <Button icon={<FolderOpen />} onClick={choose}>
                Choose…
              </Button>
            </div>
          )}
        </Field>
      </form>
    </Dialog>
  );
}
