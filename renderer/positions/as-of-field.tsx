import { X } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { IconButton } from '../components/button.tsx';
import { TextInput } from '../components/field.tsx';
import styles from './as-of-field.module.css';

const PARTIAL_DATE = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;

/** A date, as precise as known, up to which things count; empty for no limit. */
export function AsOfField({
  value,
  onChange,
}: {
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}) {
  const id = useId();
  const [draft, setDraft] = useState(value ?? '');
  useEffect(() => setDraft(value ?? ''), [value]);
  const text = draft.trim();
  const isValid = text === '' || PARTIAL_DATE.test(text);
  return (
    <div className={styles.field}>
      <label htmlFor={id}>As of</label>
      <TextInput
        id={id}
        className={styles.input ?? ''}
        placeholder="any date"
        value={draft}
        aria-invalid={isValid ? undefined : true}
        title="YYYY, YYYY-MM or YYYY-MM-DD"
        onChange={(event) => {
          const next = event.target.value;
          setDraft(next);
          if (next.trim() === '') onChange(null);
          else if (PARTIAL_DATE.test(next.trim())) onChange(next.trim());
        }}
      />
      {value !== null && (
        <IconButton label="Show all dates" size="s" onClick={() => onChange(null)}>
          <X />
        </IconButton>
      )}
    </div>
  );
}
