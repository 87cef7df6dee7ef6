import { useDeferredValue, useState } from 'react';
import { useArchiveQuery, useLastKnown } from '../archive-query.ts';
import { useArchiveState } from '../archive-state.ts';
import {
  CERTAINTY_OPTIONS,
  type Certainty,
  REVIEW_OPTIONS,
  type ReviewState,
  VOICE_OPTIONS,
  type Voice,
} from '../coding-words.ts';
import { AgencyCombobox } from '../components/agency-combobox.tsx';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { Segmented } from '../components/segmented.tsx';
import { Select } from '../components/select.tsx';
import { StanceMark } from '../components/stance.tsx';
import { errorMessage } from '../components/toast.tsx';
import { TopicCombobox } from '../components/topic-combobox.tsx';
import { count } from '../formats.ts';
import { type AlterationOf, alterPassages, effectWords } from './passage-actions.ts';
import styles from './recode-dialog.module.css';

const MODES = [
  { value: 'set', label: 'Change codings' },
  { value: 'add', label: 'Add a coding' },
  { value: 'remove', label: 'Remove codings' },
] as const;

type Mode = (typeof MODES)[number]['value'];

/** What the dialog's fields say; `keep` leaves what is there, `none` takes it off. */
interface Draft {
  readonly mode: Mode;
  /** Limits to codings of this stance. */
  readonly onlyStance: string;
  readonly agency: string | null;
  readonly stance: string;
  readonly topic: string | null;
  readonly isTopicTaken: boolean;
  readonly voice: Voice | 'keep' | 'none';
  readonly certainty: Certainty | 'keep' | 'none';
  readonly review: ReviewState | 'keep';
}

const EMPTY: Draft = {
  mode: 'set',
  onlyStance: 'any',
  agency: null,
  stance: 'keep',
  topic: null,
  isTopicTaken: false,
  voice: 'keep',
  certainty: 'keep',
  review: 'keep',
};

/** What the fields come to; null while they say nothing. */
function alterationOf(draft: Draft): AlterationOf | null {
  const { mode, onlyStance, agency, stance, topic, isTopicTaken, voice, certainty, review } = draft;
  const only = onlyStance === 'any' || mode === 'add' ? {} : { only: { stanceIds: [onlyStance] } };
  const reviewed = review === 'keep' ? {} : { review };
  if (mode === 'remove') return { ...only, remove: true, ...reviewed };
  if (mode === 'add') {
    if (agency === null || stance === 'keep') return review === 'keep' ? null : reviewed;
    const details = {
      ...(topic === null ? {} : { topic }),
      ...(voice === 'keep' || voice === 'none' ? {} : { voice }),
      ...(certainty === 'keep' || certainty === 'none' ? {} : { certainty }),
    };
    return { add: { agency, stance, ...details }, ...reviewed };
  }
  const set = {
    ...(agency === null ? {} : { agency }),
    ...(stance === 'keep' ? {} : { stance }),
    ...(isTopicTaken ? { topic: null } : topic === null ? {} : { topic }),
    ...(voice === 'keep' ? {} : { voice: voice === 'none' ? null : voice }),
    ...(certainty === 'keep' ? {} : { certainty: certainty === 'none' ? null : certainty }),
  };
  if (Object.keys(set).length === 0) return review === 'keep' ? null : reviewed;
  return { ...only, set, ...reviewed };
}

/** What RecodeDialog takes. */
export interface RecodeDialogProps {
  readonly ids: readonly string[];
  readonly onClose: () => void;
}

/** Changes codings and review state of many passages; says beforehand what that comes to. */
export function RecodeDialog({ ids, onClose }: RecodeDialogProps) {
  const [draft, setDraft] = useState(EMPTY);
  const [failure, setFailure] = useState<string | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const alteration = alterationOf(draft);
  const asked = useDeferredValue(alteration);
  const preview = useArchiveQuery('passage.alterEffect', asked === null ? null : { ids: [...ids], ...asked }, [
    'passage',
  ]);
  const effect = useLastKnown(preview.data);
  const isShown = alteration !== null && effect !== undefined;
  const submit = async () => {
    if (alteration === null || isBusy) return;
    setIsBusy(true);
    try {
      await alterPassages(ids, alteration);
      onClose();
    } catch (error) {
      setFailure(errorMessage(error));
    } finally {
      setIsBusy(false);
    }
  };
  const change = (part: Partial<Draft>) => {
    setFailure(null);
    setDraft((before) => ({ ...before, ...part }));
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Recode ${count(ids.length, 'passage')}`}
      footer={
        <>
          <p className={styles.preview} role="status">
            {isShown ? effectWords(effect) : 'Choose what changes.'}
          </p>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant={draft.mode === 'remove' ? 'danger' : 'primary'}
            disabled={alteration === null || isBusy || effect?.changed === 0}
            onClick={() => void submit()}
          >
            {draft.mode === 'remove' ? 'Remove' : 'Recode'}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Segmented label="What happens" value={draft.mode} options={MODES} onChange={(mode) => change({ mode })} />
        <RecodeFields draft={draft} onChange={change} />
        {(failure !== null || Boolean(preview.error)) && (
          <p role="alert" className={styles.failure}>
            {failure ?? errorMessage(preview.error)}
          </p>
        )}
      </div>
    </Dialog>
  );
}

interface FieldsProps {
  readonly draft: Draft;
  readonly onChange: (part: Partial<Draft>) => void;
}

const KEEP = { value: 'keep', label: 'As it is' } as const;
const NONE = { value: 'none', label: 'Take off' } as const;

function RecodeFields({ draft, onChange }: FieldsProps) {
  const stances = useArchiveState((state) => state.codebook.stances);
  const stanceOptions = stances.map((stance) => ({
    value: stance.id,
    label: stance.name,
    icon: <StanceMark stance={stance} isNamed={false} />,
  }));
  const isAdding = draft.mode === 'add';
  const unset = isAdding ? { value: 'keep' as const, label: 'Not said' } : KEEP;
  const removable = isAdding ? [] : [NONE];
  return (
    <>
      {!isAdding && (
        <Field label="Which codings" layout="row">
          {(ids) => (
            <Select
              {...ids}
              value={draft.onlyStance}
              options={[{ value: 'any', label: 'All of them' }, ...stanceOptions]}
              onChange={(onlyStance) => onChange({ onlyStance })}
            />
          )}
        </Field>
      )}
      {draft.mode !== 'remove' && (
        <>
          <Field label="Agency" layout="row">
            {(ids) => (
              <AgencyCombobox
                id={ids.id}
                value={draft.agency}
                isClearable
                placeholder={isAdding ? 'Agency' : 'As it is'}
                onChange={(agency) => onChange({ agency })}
              />
            )}
          </Field>
          <Field label="Stance" layout="row">
            {(ids) => (
              <Select
                {...ids}
                value={draft.stance}
                options={[isAdding ? { value: 'keep', label: 'Choose a stance' } : KEEP, ...stanceOptions]}
                onChange={(stance) => onChange({ stance })}
              />
            )}
          </Field>
          <Field label="Topic" layout="row">
            {(ids) => (
              <div className={styles.topic}>
                <TopicCombobox
                  id={ids.id}
                  value={draft.topic}
                  isClearable
                  placeholder={draft.isTopicTaken ? 'Taken off' : isAdding ? 'Not said' : 'As it is'}
                  onChange={(topic) => onChange({ topic, isTopicTaken: false })}
                />
                {!isAdding && (
                  <Button
                    size="s"
                    aria-pressed={draft.isTopicTaken}
                    onClick={() => onChange({ topic: null, isTopicTaken: !draft.isTopicTaken })}
                  >
                    Take off
                  </Button>
                )}
              </div>
            )}
          </Field>
          <Field label="Voice" layout="row">
            {(ids) => (
              <Select
                {...ids}
                value={draft.voice}
                options={[unset, ...VOICE_OPTIONS, ...removable]}
                onChange={(voice) => onChange({ voice })}
              />
            )}
          </Field>
          <Field label="Certainty" layout="row">
            {(ids) => (
              <Select
                {...ids}
                value={draft.certainty}
                options={[unset, ...CERTAINTY_OPTIONS, ...removable]}
                onChange={(certainty) => onChange({ certainty })}
              />
            )}
          </Field>
        </>
      )}
      <Field label="Review" layout="row">
        {(ids) => (
          <Select
            {...ids}
            value={draft.review}
            options={[KEEP, ...REVIEW_OPTIONS]}
            onChange={(review) => onChange({ review })}
          />
        )}
      </Field>
    </>
  );
}
