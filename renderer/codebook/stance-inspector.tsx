import { Check, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { MethodInput } from '../../shared/contract.ts';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { Button } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { DraftField } from '../components/draft-field.tsx';
import { Field } from '../components/field.tsx';
import { Select } from '../components/select.tsx';
import { StanceChip, stanceStyle } from '../components/stance.tsx';
import { notify, notifyError } from '../components/toast.tsx';
import { count } from '../formats.ts';
import { flushAll } from '../pending-drafts.ts';
import { isChangeOf, undoable } from '../undoable.ts';
import styles from './codebook.module.css';
import { STANCE_PALETTE } from './stance-palette.ts';

const POLARITIES = [
  { value: 'none', label: 'Not on the scale' },
  { value: '2', label: '+2 Supports' },
  { value: '1', label: '+1 Leans to support' },
  { value: '0', label: '0 Neutral' },
  { value: '-1', label: '−1 Leans to oppose' },
  { value: '-2', label: '−2 Opposes' },
] as const;

/** The chosen stance: every field saves itself; delete says what follows. */
export function StanceInspector({ stanceId, codings }: { readonly stanceId: string | null; readonly codings: number }) {
  const stance = useArchiveState((state) => (stanceId === null ? undefined : state.stancesById.get(stanceId)));
  const stances = useArchiveState((state) => state.codebook.stances);
  const [isDeleting, setIsDeleting] = useState(false);
  if (!stance)
    return <p className={styles.hint}>Select a stance to edit its name, definition, colour, letter and key.</p>;
  const { id } = stance;
  const update = (change: Omit<MethodInput<'stance.update'>, 'id'>) => call('stance.update', { id, ...change });
  const updateLoudly = (change: Omit<MethodInput<'stance.update'>, 'id'>) => {
    update(change).catch((error) => notifyError('The stance was not changed', error));
  };
  const digitOptions = [
    { value: 'none', label: 'None' },
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => {
      const owner = stances.find((other) => other.digit === digit && other.id !== id);
      return { value: String(digit), label: owner ? `${digit} (${owner.name})` : String(digit) };
    }),
  ];
  const polarity = POLARITIES.find((one) => one.value === String(stance.polarity))?.value ?? 'none';
  return (
    <div className={styles.inspector}>
      <div>
        <StanceChip stance={stance} />
      </div>
      <DraftField label="Name" value={stance.name} onSave={(name) => update({ name })} />
      <DraftField
        label="Definition"
        isLong
        placeholder="When does a passage count as this stance?"
        value={stance.definition}
        onSave={(definition) => update({ definition })}
      />
      <div className={styles.pair}>
        <DraftField
          label="Letter"
          hint="One or two characters"
          value={stance.letter}
          onSave={(letter) => update({ letter: letter.trim() })}
        />
        <Field label="Key">
          {(ids) => (
            <Select
              id={ids.id}
              value={stance.digit === null ? 'none' : String(stance.digit)}
              options={digitOptions}
              onChange={(value) => updateLoudly({ digit: value === 'none' ? null : Number(value) })}
            />
          )}
        </Field>
      </div>
      <Field label="Scale">
        {(ids) => (
          <Select
            id={ids.id}
            value={polarity}
            options={POLARITIES}
            onChange={(value) => updateLoudly({ polarity: value === 'none' ? null : Number(value) })}
          />
        )}
      </Field>
      <div>
        <span id="stance-color" className={styles.label}>
          Colour
        </span>
        <div role="group" aria-labelledby="stance-color" className={styles.palette}>
          {STANCE_PALETTE.map(({ name, color }) => (
            <button
              key={color}
              type="button"
              aria-label={name}
              aria-pressed={stance.color === color}
              title={name}
              className={styles.swatch}
              style={stanceStyle(color)}
              onClick={() => updateLoudly({ color })}
            >
              {stance.color === color && <Check aria-hidden />}
            </button>
          ))}
          <label className={styles.custom} style={stanceStyle(stance.color)}>
            <span className="visually-hidden">Own colour</span>
            <input
              type="color"
              value={stance.color}
              onChange={(event) => updateLoudly({ color: event.target.value.toLowerCase() })}
            />
          </label>
        </div>
      </div>
      <div className={styles.actions}>
        <Button size="s" icon={<Trash2 />} onClick={() => setIsDeleting(true)}>
          Delete…
        </Button>
      </div>
      <ConfirmDialog
        open={isDeleting}
        onClose={() => setIsDeleting(false)}
        title={`Delete “${stance.name}”?`}
        description={`${count(codings, 'coding')} with this stance will go; the passages and their quotes stay. You can undo this.`}
        confirmLabel="Delete stance"
        isDangerous
        onConfirm={async () => {
          const words = `Deleted: ${stance.name}`;
          await flushAll();
          const { undo } = await undoable(words, isChangeOf('stance.delete', [id]), () =>
            call('stance.delete', { id }),
          );
          notify(words, undo);
        }}
      />
    </div>
  );
}
