import { type KeyboardEvent, useState } from 'react';
import { useArchiveState } from '../archive-state.ts';
import { AgencyCombobox } from './agency-combobox.tsx';
import styles from './coding-form.module.css';
import { StanceMark, stanceStyle } from './stance.tsx';
import { errorMessage } from './toast.tsx';

/** What CodingForm takes. */
export interface CodingFormProps {
  readonly initialAgency?: string | null;
  /** Saves agency (id or new name) and stance id; if it rejects the form stays and says why. */
  readonly onSubmit: (coding: { readonly agency: string; readonly stance: string }) => Promise<void>;
  readonly onCancel: () => void;
}

/** Chooses agency and stance for a coding: type the agency, then click a stance or press its digit. */
export function CodingForm({ initialAgency = null, onSubmit, onCancel }: CodingFormProps) {
  const stances = useArchiveState((state) => state.codebook.stances);
  const [agency, setAgency] = useState<string | null>(initialAgency);
  const [isSaving, setIsSaving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (stance: string) => {
    if (agency === null || isSaving) return;
    setIsSaving(true);
    setFailure(null);
    try {
      await onSubmit({ agency, stance });
    } catch (error) {
      setFailure(errorMessage(error));
    } finally {
      setIsSaving(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel();
    else if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLInputElement) return;
    else {
      const stance = stances.find((one) => one.digit !== null && String(one.digit) === event.key);
      if (!stance) return;
      void submit(stance.id);
    }
    event.preventDefault();
  };
  return (
    <div className={styles.form} role="group" aria-label="Coding" onKeyDown={onKeyDown}>
      <AgencyCombobox label="Agency" value={agency} onChange={setAgency} autoFocus placeholder="Agency" />
      <div className={styles.stances} role="group" aria-label="Stance">
        {stances.map((stance) => (
          <button
            key={stance.id}
            type="button"
            className={styles.stance}
            style={stanceStyle(stance.color)}
            disabled={agency === null || isSaving}
            title={stance.definition}
            onClick={() => void submit(stance.id)}
          >
            <StanceMark stance={stance} isNamed={false} />
            {stance.name}
            {stance.digit !== null && <kbd aria-hidden>{stance.digit}</kbd>}
          </button>
        ))}
      </div>
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
    </div>
  );
}
