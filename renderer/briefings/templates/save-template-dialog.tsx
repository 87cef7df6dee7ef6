import { useState } from 'react';
import { call } from '../../archive-client.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, TextArea, TextInput } from '../../components/field.tsx';
import { Refused } from '../../components/outcome.tsx';
import { notify } from '../../components/toast.tsx';
import { useTask } from '../../components/use-task.ts';
import styles from './templates.module.css';

/** What SaveTemplateDialog takes. */
export interface SaveTemplateDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly briefingId: string;
  /** Name to begin with. */
  readonly title: string;
  /** Saves what waits, so that the template holds what is on screen. */
  readonly onBeforeSave: () => Promise<void>;
}

/** Keeps a briefing as a pattern for new ones. */
export function SaveTemplateDialog({ open, onClose, briefingId, title, onBeforeSave }: SaveTemplateDialogProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const [description, setDescription] = useState('');
  const task = useTask<unknown>();
  const name = typed ?? title;
  const close = () => {
    task.clear();
    setTyped(null);
    setDescription('');
    onClose();
  };
  const save = async () => {
    const saved = await task.run(async () => {
      await onBeforeSave();
      return call('briefing.saveAsTemplate', {
        id: briefingId,
        name: name.trim(),
        ...(description.trim() === '' ? {} : { description: description.trim() }),
      });
    });
    if (saved === null) return;
    close();
    notify(`Template kept: ${name.trim()}`, undefined, 'It is offered with “New briefing”.');
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      size="s"
      title="Save as template"
      description="Headings, sections, tables and settings go into the template; quotes stay here."
      footer={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="primary" disabled={task.isBusy || name.trim() === ''} onClick={() => void save()}>
            Save template
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        <Field label="Name">
          {(ids) => <TextInput {...ids} value={name} onChange={(event) => setTyped(event.target.value)} />}
        </Field>
        <Field label="What it is for">
          {(ids) => (
            <TextArea {...ids} rows={2} value={description} onChange={(event) => setDescription(event.target.value)} />
          )}
        </Field>
        {task.failure !== null && <Refused>{task.failure}</Refused>}
      </div>
    </Dialog>
  );
}
