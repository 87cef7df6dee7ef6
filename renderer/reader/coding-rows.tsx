import { Trash2 } from 'lucide-react';
import { type KeyboardEvent, type Ref, useRef, useState } from 'react';
import type { Coding } from '../../shared/domain/passage.ts';
import { useArchiveState } from '../archive-state.ts';
import { AgencyCombobox } from '../components/agency-combobox.tsx';
import { Button, IconButton } from '../components/button.tsx';
import { type CodingDetails, CodingParts, type CodingPartsHandle } from '../components/coding-parts.tsx';
import { Select } from '../components/select.tsx';
import { StanceMark, stanceStyle } from '../components/stance.tsx';
import type { CodingChange } from './coding-actions.ts';
import { type CodingInput, codingInput, detailsOf, EMPTY_DRAFT, stanceOfDigit } from './coding-draft.ts';
import styles from './coding-rows.module.css';

/** What CodingRow takes. */
export interface CodingRowProps {
  readonly coding: Coding;
  readonly partsRef?: Ref<CodingPartsHandle>;
  readonly onChange: (change: CodingChange) => void;
  readonly onRemove: () => void;
}

/** One coding of a passage; everything in it can be changed. */
export function CodingRow({ coding, partsRef, onChange, onRemove }: CodingRowProps) {
  const stances = useArchiveState((state) => state.codebook.stances);
  const stance = useArchiveState((state) => state.stancesById.get(coding.stanceId));
  const agency = useArchiveState((state) => state.agenciesById.get(coding.agencyId));
  const name = `${agency?.name ?? 'Unknown agency'}: ${stance?.name ?? 'Unknown stance'}`;
  return (
    <li className={styles.coding} style={stanceStyle(stance?.color ?? '#7a756b')} aria-label={name}>
      <div className={styles.fields}>
        <AgencyCombobox
          value={coding.agencyId}
          label="Agency"
          onChange={(next) => {
            if (next !== null && next !== coding.agencyId) onChange({ agency: next });
          }}
        />
        <Select
          label="Stance"
          value={coding.stanceId}
          options={stances.map((each) => ({
            value: each.id,
            label: each.name,
            icon: <StanceMark stance={each} isNamed={false} />,
          }))}
          onChange={(next) => {
            if (next !== coding.stanceId) onChange({ stance: next });
          }}
        />
        <CodingParts
          {...(partsRef ? { ref: partsRef } : {})}
          value={detailsOf(coding)}
          onChange={onChange}
          hasKeys={partsRef !== undefined}
        />
      </div>
      <IconButton label={`Remove ${name}`} size="s" onClick={onRemove}>
        <Trash2 />
      </IconButton>
    </li>
  );
}

/** What NewCoding takes. */
export interface NewCodingProps {
  readonly agency: string | null;
  /** Agencies used in this document, the last first. */
  readonly recent: readonly string[];
  readonly onAdd: (coding: CodingInput) => void;
  readonly onCancel: () => void;
}

/** Asks for one more coding of a passage: a stance, clicked or by its digit, is what adds it. */
export function NewCoding(props: NewCodingProps) {
  const stances = useArchiveState((state) => state.codebook.stances);
  const [agency, setAgency] = useState(props.agency);
  const [details, setDetails] = useState<CodingDetails>(EMPTY_DRAFT);
  const chips = useRef<HTMLFieldSetElement>(null);
  const add = (stance: string) => {
    if (agency !== null) props.onAdd(codingInput({ ...details, agency, stance }));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const { target, key } = event;
    if (!(target instanceof Element) || !event.currentTarget.contains(target)) return;
    const isList = target.getAttribute('aria-expanded') === 'true';
    const isText = target instanceof HTMLInputElement;
    const stance = stanceOfDigit({ stances }, key);
    if (key === 'Escape' && !isList && !event.defaultPrevented) props.onCancel();
    else if (
      stance !== null &&
      agency !== null &&
      !event.ctrlKey &&
      !event.metaKey &&
      !event.altKey &&
      !(isText && isList)
    )
      add(stance.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.fresh} role="group" aria-label="New coding" onKeyDown={onKeyDown}>
      <AgencyCombobox
        value={agency}
        label="Agency of the new coding"
        recent={props.recent}
        onChange={(next) => {
          setAgency(next);
          if (next !== null) setTimeout(() => chips.current?.querySelector('button')?.focus(), 0);
        }}
        autoFocus
      />
      <fieldset ref={chips} tabIndex={-1} className={styles.chips} aria-label="Stance of the new coding">
        {stances.map((stance) => (
          <button
            key={stance.id}
            type="button"
            className={styles.chip}
            style={stanceStyle(stance.color)}
            disabled={agency === null}
            title={stance.definition}
            onClick={() => add(stance.id)}
          >
            <StanceMark stance={stance} isNamed={false} />
            {stance.name}
            {stance.digit !== null && <kbd aria-hidden>{stance.digit}</kbd>}
          </button>
        ))}
      </fieldset>
      <CodingParts value={details} onChange={(change) => setDetails({ ...details, ...change })} finalFocus={chips} />
      <Button variant="ghost" size="s" onClick={props.onCancel}>
        Cancel
      </Button>
    </div>
  );
}
