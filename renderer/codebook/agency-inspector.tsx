import { Merge, Quote, Trash2, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { AgencyCombobox } from '../components/agency-combobox.tsx';
import { Button } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { DraftField } from '../components/draft-field.tsx';
import { Field, TextInput } from '../components/field.tsx';
import { Select } from '../components/select.tsx';
import { notify, notifyError } from '../components/toast.tsx';
import { useDraft } from '../components/use-draft.ts';
import { count } from '../formats.ts';
import { showPassages } from '../passages/passages-filter.ts';
import { flushAll } from '../pending-drafts.ts';
import { isChangeOf, undoable } from '../undoable.ts';
import { LEVEL_OPTIONS } from './agency-levels.ts';
import styles from './codebook.module.css';

interface AliasFieldProps {
  readonly aliases: readonly string[];
  readonly onSave: (aliases: string[]) => Promise<unknown>;
}

function AliasField({ aliases, onSave }: AliasFieldProps) {
  const draft = useDraft(
    '',
    async (typed) => {
      const alias = typed.trim();
      if (alias !== '' && !aliases.includes(alias)) await onSave([...aliases, alias]);
    },
    { label: 'Alias', isEntry: true },
  );
  const typed = draft.value;
  const onChange = (next: string[]) => {
    onSave(next).catch((error: unknown) => notifyError('The agency was not changed', error));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' || event.key === ',') {
      event.preventDefault();
      draft.commit();
    } else if (event.key === 'Backspace' && typed === '' && aliases.length > 0) onChange(aliases.slice(0, -1));
  };
  return (
    <Field label="Aliases" hint="Enter adds one. Typing an alias finds the agency while coding." error={draft.error}>
      {(ids) => (
        <div className={styles.aliasField}>
          {aliases.map((alias) => (
            <span key={alias} className={styles.alias}>
              {alias}
              <button
                type="button"
                aria-label={`Remove alias ${alias}`}
                onClick={() => onChange(aliases.filter((other) => other !== alias))}
              >
                <X />
              </button>
            </span>
          ))}
          <TextInput
            {...ids}
            value={typed}
            placeholder={aliases.length === 0 ? 'For example LVMPD' : ''}
            onChange={(event) => draft.set(event.target.value)}
            onKeyDown={onKeyDown}
            onBlur={draft.commit}
          />
        </div>
      )}
    </Field>
  );
}

/** What AgencyInspector takes. */
export interface AgencyInspectorProps {
  readonly agencyId: string | null;
  /** Codings that carry it. */
  readonly codings: number;
  readonly onSelect: (id: string | null) => void;
}

/** The chosen agency: every field saves itself; merge and delete say what follows. */
export function AgencyInspector({ agencyId, codings, onSelect }: AgencyInspectorProps) {
  const agency = useArchiveState((state) => (agencyId === null ? undefined : state.agenciesById.get(agencyId)));
  const [isMerging, setIsMerging] = useState(false);
  const [isDeleting, setIsDeleting] = useState(false);
  const [target, setTarget] = useState<string | null>(null);
  const targetName = useArchiveState((state) => (target === null ? undefined : state.agenciesById.get(target)?.name));
  if (!agency)
    return <p className={styles.hint}>Select an agency to edit its name, aliases, jurisdiction and level.</p>;
  const { id } = agency;
  const update = (change: Omit<Parameters<typeof call<'agency.update'>>[1], 'id'>) =>
    call('agency.update', { id, ...change });
  const updateLoudly = (change: Parameters<typeof update>[0]) => {
    update(change).catch((error) => notifyError('The agency was not changed', error));
  };
  return (
    <div className={styles.inspector}>
      <h2 className={styles.title}>{agency.name}</h2>
      <DraftField label="Name" value={agency.name} onSave={(name) => update({ name })} />
      <AliasField aliases={agency.aliases} onSave={(aliases) => update({ aliases })} />
      <DraftField
        label="Jurisdiction"
        placeholder="For example Clark County, Nevada"
        value={agency.jurisdiction}
        onSave={(jurisdiction) => update({ jurisdiction })}
      />
      <Field label="Level">
        {(ids) => (
          <Select
            id={ids.id}
            value={agency.level}
            options={LEVEL_OPTIONS}
            onChange={(level) => updateLoudly({ level })}
          />
        )}
      </Field>
      <Field label="Part of">
        {(ids) => (
          <AgencyCombobox
            id={ids.id}
            value={agency.parentId}
            placeholder="Parent agency"
            isClearable
            canCreate={false}
            exclude={[id]}
            onChange={(parentId) => updateLoudly({ parentId })}
          />
        )}
      </Field>
      <DraftField label="Notes" isLong value={agency.notes} onSave={(notes) => update({ notes })} />
      <div className={styles.actions}>
        <Button size="s" icon={<Quote />} onClick={() => showPassages({ agencyIds: [id] })}>
          {count(codings, 'coding')}
        </Button>
        <Button size="s" icon={<Merge />} onClick={() => setIsMerging(true)}>
          Merge…
        </Button>
        <Button size="s" icon={<Trash2 />} onClick={() => setIsDeleting(true)}>
          Delete…
        </Button>
      </div>
      <ConfirmDialog
        open={isMerging}
        onClose={() => setIsMerging(false)}
        title={`Merge “${agency.name}” into another agency`}
        description={
          targetName
            ? `“${targetName}” takes over ${count(codings, 'coding')}, the documents it issued, and its name and aliases as aliases. You can undo this.`
            : 'Choose the agency that takes over its codings, documents, name and aliases.'
        }
        confirmLabel="Merge"
        onConfirm={async () => {
          if (target === null) throw new Error('Choose the agency to merge into.');
          const words = `Merged into ${targetName}`;
          // What is typed here becomes part of what is merged.
          await flushAll();
          const { undo } = await undoable(words, isChangeOf('agency.merge', [id]), () =>
            call('agency.merge', { from: id, into: target }),
          );
          onSelect(target);
          notify(words, undo);
        }}
      >
        <AgencyCombobox
          label="Merge into"
          placeholder="Merge into"
          value={target}
          canCreate={false}
          exclude={[id]}
          onChange={setTarget}
        />
      </ConfirmDialog>
      <ConfirmDialog
        open={isDeleting}
        onClose={() => setIsDeleting(false)}
        title={`Delete “${agency.name}”?`}
        description={`${count(codings, 'coding')} with this agency will go; the passages and their quotes stay. You can undo this.`}
        confirmLabel="Delete agency"
        isDangerous
        onConfirm={async () => {
          const words = `Deleted: ${agency.name}`;
          await flushAll();
          const { undo } = await undoable(words, isChangeOf('agency.delete', [id]), () =>
            call('agency.delete', { id }),
          );
          onSelect(null);
          notify(words, undo);
        }}
      />
    </div>
  );
}
