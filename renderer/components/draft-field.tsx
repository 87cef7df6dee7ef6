import type { KeyboardEvent } from 'react';
import { Field, GrowingInput, TextArea, TextInput } from './field.tsx';
import { useDraft } from './use-draft.ts';

/** What DraftField takes. */
export interface DraftFieldProps {
  readonly label: string;
  readonly value: string;
  /** Rejects with a reason that is shown beside the field. */
  readonly onSave: (value: string) => Promise<unknown>;
  readonly isLong?: boolean;
  /** One line that wraps where it is long. */
  readonly isGrowing?: boolean;
  readonly placeholder?: string;
  readonly hint?: string;
  readonly layout?: 'stacked' | 'row';
  readonly disabled?: boolean;
  /** False for what is kept outside of any archive. */
  readonly isOfArchive?: boolean;
}

/** A labelled text field that saves itself: after a pause, when it is left, when Enter is pressed. */
export function DraftField(props: DraftFieldProps) {
  const { label, value, onSave, isLong, isGrowing, placeholder, hint, layout, disabled, isOfArchive = true } = props;
  const draft = useDraft(value, onSave, { label, isOfArchive });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (!isLong || event.ctrlKey || event.metaKey)) draft.commit();
  };
  return (
    <Field label={label} error={draft.error} {...(hint ? { hint } : {})} {...(layout ? { layout } : {})}>
      {(ids) => {
        const shared = {
          ...ids,
          value: draft.value,
          placeholder: placeholder ?? '',
          disabled: disabled ?? false,
          onBlur: draft.commit,
          onKeyDown,
        };
        if (isGrowing) return <GrowingInput {...ids} value={draft.value} onChange={draft.set} onBlur={draft.commit} />;
        return isLong ? (
          <TextArea {...shared} onChange={(event) => draft.set(event.target.value)} />
        ) : (
          <TextInput {...shared} onChange={(event) => draft.set(event.target.value)} />
        );
      }}
    </Field>
  );
}
