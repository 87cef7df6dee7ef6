import { Pencil } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { IconButton } from '../components/button.tsx';
import { Markdown } from '../components/markdown.tsx';
import { useDraft } from '../components/use-draft.ts';
import styles from './passage-note.module.css';

/** What PassageNote takes. */
export interface PassageNoteProps {
  readonly value: string;
  /** Rises when the note is to be written. */
  readonly request: number;
  /** Saves; rejects with why it was refused. */
  readonly onSave: (note: string) => Promise<void>;
  /** The note is done: the keys belong to the document again. */
  readonly onDone: () => void;
}

/** The note on a passage: shown as it reads, written as Markdown. */
export function PassageNote({ value, request, onSave, onDone }: PassageNoteProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [isEditing, setIsEditing] = useState(request > 0);
  const [turn, setTurn] = useState(0);
  const draft = useDraft(value, onSave, { label: 'The note' });
  const errorId = useId();
  const edit = () => {
    setIsEditing(true);
    setTurn((before) => before + 1);
  };
  useEffect(() => {
    if (request === 0) return;
    setIsEditing(true);
    setTurn((before) => before + 1);
  }, [request]);
  useEffect(() => {
    if (turn > 0) area.current?.focus();
  }, [turn]);
  if (!isEditing && draft.value.trim() !== '' && draft.error === null) {
    return (
      <div className={styles.shown}>
        <Markdown text={draft.value} />
        <IconButton label="Edit note" keys={['N']} size="s" onClick={edit}>
          <Pencil />
        </IconButton>
      </div>
    );
  }
  return (
    <>
      <textarea
        ref={area}
        className={styles.area}
        aria-label="Note on this passage"
        aria-invalid={draft.error === null ? undefined : true}
        aria-describedby={draft.error === null ? undefined : errorId}
        placeholder="Add a note. *Emphasis*, lists and > quotes are shown as such."
        rows={4}
        value={draft.value}
        onChange={(event) => draft.set(event.target.value)}
        onBlur={() => {
          draft.commit();
          setIsEditing(false);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) {
            event.preventDefault();
            onDone();
          }
        }}
      />
      {draft.error !== null && (
        <p id={errorId} role="alert" className={styles.reason}>
          Not saved: {draft.error}
        </p>
      )}
    </>
  );
}
