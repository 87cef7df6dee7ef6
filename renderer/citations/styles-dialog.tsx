import { Plus, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { Button, IconButton } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { errorMessage, notify } from '../components/toast.tsx';
import { setCopyStyle, useCopyStyle } from './copy-style.ts';
import { CitationStylePicker, type ListedStyle, useCitationStyles } from './style-picker.tsx';
import styles from './styles-dialog.module.css';

interface StyleLineProps {
  readonly style: ListedStyle;
  readonly isBusy: boolean;
  readonly onRemove: (() => void) | null;
}

function StyleLine({ style, isBusy, onRemove }: StyleLineProps) {
  return (
    <li className={styles.line}>
      <span className={styles.name}>{style.title}</span>
      <span className={styles.kind}>{style.kind === 'note' ? 'Notes' : 'In the text'}</span>
      {onRemove === null ? (
        <span className={styles.origin}>Comes with Standpoint</span>
      ) : (
        <IconButton label={`Remove ${style.title}`} size="s" disabled={isBusy} onClick={onRemove}>
          <Trash2 />
        </IconButton>
      )}
    </li>
  );
}

/** The citation styles of the archive: those that come with Standpoint, and files that a person adds. */
export function CitationStylesDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { styles: known, error } = useCitationStyles();
  const copyStyle = useCopyStyle();
  const isReadOnly = useArchiveState((state) => state.status?.readOnly ?? false);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const addButton = useRef<HTMLButtonElement>(null);
  const attempt = async (work: () => Promise<string | null>) => {
    setIsBusy(true);
    setFailure(null);
    try {
      const done = await work();
      if (done !== null) notify(done);
    } catch (reason) {
      setFailure(errorMessage(reason));
    } finally {
      setIsBusy(false);
    }
  };
  const add = async () => {
    const [path] = await call('app.chooseFiles', { purpose: 'citation-style' });
    if (path === undefined) return null;
    const style = await call('citation.addStyle', { path });
    return `Added: ${style.title}`;
  };
  const remove = async ({ id, title }: ListedStyle) => {
    // The button that goes with its line can't keep the focus.
    addButton.current?.focus();
    await call('citation.removeStyle', { id });
    return `Removed: ${title}`;
  };
  const close = () => {
    setFailure(null);
    onClose();
  };
  return (
    <Dialog
      open={open}
      onClose={close}
      title="Citation styles"
      description="Any style of the Citation Style Language works: a .csl file from Zotero or from a journal. It is kept in this archive and goes along with it."
      initialFocus={addButton}
      footer={
        <>
          <Button
            ref={addButton}
            icon={<Plus />}
            disabled={isBusy || isReadOnly}
            onClick={() => void attempt(add)}
            className={styles.add ?? ''}
          >
            Add a .csl file…
          </Button>
          <Button variant="primary" onClick={close}>
            Done
          </Button>
        </>
      }
    >
      <div className={styles.content}>
        {(failure !== null || Boolean(error)) && (
          <p role="alert" className={styles.failure}>
            {failure ?? errorMessage(error)}
          </p>
        )}
        <ul className={styles.list} aria-label="Citation styles">
          {known.map((style) => (
            <StyleLine
              key={style.id}
              style={style}
              isBusy={isBusy}
              onRemove={style.isOwn && !isReadOnly ? () => void attempt(() => remove(style)) : null}
            />
          ))}
        </ul>
        <Field label="Style of copied quotes" hint="For “Copy Quote with Citation” in the reader and in Passages.">
          {({ id }) => <CitationStylePicker id={id} value={copyStyle} onChange={setCopyStyle} />}
        </Field>
      </div>
    </Dialog>
  );
}
