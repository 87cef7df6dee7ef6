import { useRef, useState } from 'react';
import type { SourceDocument } from '../../shared/domain/document.ts';
import { WITHDRAWAL_STATUSES } from '../../shared/domain/vocabulary.ts';
import { call } from '../archive-client.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field, TextInput } from '../components/field.tsx';
import { Segmented } from '../components/segmented.tsx';
import { errorMessage } from '../components/toast.tsx';
import styles from './versions-list.module.css';

/** Whether words are a date of the calendar, as precise as a source gives it. */
function isPartialDate(words: string): boolean {
  if (!/^\d{4}(-\d{2}){0,2}$/.test(words)) return false;
  const [year = 0, month = 1, day = 1] = words.split('-').map(Number);
  const instant = new Date(Date.UTC(year, month - 1, day));
  return instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day;
}

const STATUSES = WITHDRAWAL_STATUSES.map((value) => ({
  value,
  label: value === 'withdrawn' ? 'Withdrawn' : 'Rescinded',
}));

/** Asks what became of a statement, since when, and where that is said. */
export function WithdrawalDialog(props: {
  readonly document: SourceDocument;
  readonly open: boolean;
  readonly onClose: () => void;
}) {
  const { document, open, onClose } = props;
  const [status, setStatus] = useState(document.withdrawal?.status ?? 'withdrawn');
  const [date, setDate] = useState(document.withdrawal?.date ?? '');
  const [source, setSource] = useState(document.withdrawal?.source ?? '');
  const [failure, setFailure] = useState<string | null>(null);
  const [isDateRefused, setIsDateRefused] = useState(false);
  const dateField = useRef<HTMLInputElement>(null);
  const save = () => {
    if (!isPartialDate(date.trim())) {
      setIsDateRefused(true);
      dateField.current?.focus();
      return;
    }
    call('document.withdraw', { id: document.id, status, date: date.trim(), source }).then(
      () => {
        setFailure(null);
        onClose();
      },
      (error: unknown) => setFailure(errorMessage(error)),
    );
  };
  return (
    <Dialog
      open={open}
      onClose={onClose}
      size="s"
      title="Withdrawn or rescinded"
      description="The statement stays readable and quotable; everything that shows it says that it no longer stands."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={date.trim() === '' || source.trim() === ''} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Segmented label="What became of it" value={status} options={STATUSES} onChange={setStatus} />
        <Field
          label="Date"
          hint="YYYY, YYYY-MM or YYYY-MM-DD"
          error={isDateRefused ? 'Write the date as 2026-02-03, 2026-02 or 2026.' : null}
        >
          {(ids) => (
            <TextInput
              {...ids}
              ref={dateField}
              value={date}
              onChange={(event) => {
                setDate(event.target.value);
                setIsDateRefused(false);
              }}
            />
          )}
        </Field>
        <Field label="Source" hint="Where that is said: an address, a title, a citation" error={failure}>
          {(ids) => <TextInput {...ids} value={source} onChange={(event) => setSource(event.target.value)} />}
        </Field>
        <button type="submit" hidden aria-hidden tabIndex={-1} />
      </form>
    </Dialog>
  );
}
