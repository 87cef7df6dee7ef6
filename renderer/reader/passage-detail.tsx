import { ChevronLeft, Copy, Plus, Trash2 } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { Coding, Passage } from '../../shared/domain/passage.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { useArchiveState } from '../archive-state.ts';
import { AgencyCombobox } from '../components/agency-combobox.tsx';
import { Button, IconButton } from '../components/button.tsx';
import { Select } from '../components/select.tsx';
import { StanceMark, stanceStyle } from '../components/stance.tsx';
import { notify } from '../components/toast.tsx';
import { useDraft } from '../components/use-draft.ts';
import { VerificationMark } from '../components/verification-mark.tsx';
import { formatPage, formatTime } from '../formats.ts';
import { openTab } from '../tabs-state.ts';
import styles from './inspector.module.css';
import { addCoding, changeCoding, removeCoding } from './passage-changes.ts';

/** What PassageDetail takes. */
export interface PassageDetailProps {
  readonly passage: Passage;
  /** Number of the version that is shown; the passage may have been made on an older one. */
  readonly shown: number;
  readonly check: QuoteCheck | null;
  /** Agency that a new coding begins with. */
  readonly agency: string | null;
  /** Rises when the note is to take the focus. */
  readonly noteRequest: number;
  /** Saves the note; rejects with why it was refused. */
  readonly onNote: (note: string) => Promise<void>;
  readonly onDelete: () => void;
  readonly onShow: () => void;
  /** The note is done: the keys belong to the document again. */
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function CodingRow(props: {
  readonly coding: Coding;
  readonly onChange: (agency: string, stance: string) => void;
  readonly onRemove: () => void;
}) {
  const { coding, onChange, onRemove } = props;
  const stances = useArchiveState((state) => state.codebook.stances);
  const stance = useArchiveState((state) => state.stancesById.get(coding.stanceId));
  const agency = useArchiveState((state) => state.agenciesById.get(coding.agencyId));
  const name = `${agency?.name ?? 'Unknown agency'}: ${stance?.name ?? 'Unknown stance'}`;
  return (
    <li className={styles.coding} style={stanceStyle(stance?.color ?? '#7a756b')} aria-label={name}>
      <div className={styles.codingFields}>
        <AgencyCombobox
          value={coding.agencyId}
          label="Agency"
          onChange={(next) => {
            if (next !== null && next !== coding.agencyId) onChange(next, coding.stanceId);
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
          onChange={(next) => onChange(coding.agencyId, next)}
        />
      </div>
      <IconButton label={`Remove ${name}`} size="s" onClick={onRemove}>
        <Trash2 />
      </IconButton>
    </li>
  );
}

function NewCoding(props: {
  readonly agency: string | null;
  readonly onAdd: (agency: string, stance: string) => void;
  readonly onCancel: () => void;
}) {
  const stances = useArchiveState((state) => state.codebook.stances);
  const [agency, setAgency] = useState(props.agency);
  return (
    <div className={styles.newCoding}>
      <AgencyCombobox value={agency} label="Agency of the new coding" onChange={setAgency} autoFocus />
      <fieldset className={styles.chips} aria-label="Stance of the new coding">
        {stances.map((stance) => (
          <button
            key={stance.id}
            type="button"
            className={styles.chip}
            style={stanceStyle(stance.color)}
            disabled={agency === null}
            onClick={() => {
              if (agency !== null) props.onAdd(agency, stance.id);
            }}
          >
            <StanceMark stance={stance} isNamed={false} />
            {stance.name}
          </button>
        ))}
      </fieldset>
      <Button variant="ghost" size="s" onClick={props.onCancel}>
        Cancel
      </Button>
    </div>
  );
}

function Note(props: {
  readonly value: string;
  readonly request: number;
  readonly onSave: (note: string) => Promise<void>;
  readonly onDone: () => void;
}) {
  const { value, request, onSave, onDone } = props;
  const area = useRef<HTMLTextAreaElement>(null);
  const draft = useDraft(value, onSave, { label: 'The note' });
  const errorId = useId();
  useEffect(() => {
    if (request > 0) area.current?.focus();
  }, [request]);
  return (
    <>
      <textarea
        ref={area}
        className={styles.note}
        aria-label="Note on this passage"
        aria-invalid={draft.error === null ? undefined : true}
        aria-describedby={draft.error === null ? undefined : errorId}
        placeholder="Add a note"
        rows={4}
        value={draft.value}
        onChange={(event) => draft.set(event.target.value)}
        onBlur={draft.commit}
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

/** One passage with all that may be done with it. */
export function PassageDetail(props: PassageDetailProps) {
  const { passage, check } = props;
  const [isAdding, setIsAdding] = useState(false);
  const quote = readableQuote(passage.quote);
  const page = formatPage(passage.page, passage.pageLabel);
  const copy = () => {
    navigator.clipboard.writeText(quote).then(
      () => notify('Quote copied'),
      () => notify('The quote could not be copied. Select it and press Ctrl+C.'),
    );
  };
  return (
    <div className={styles.detail}>
      <header className={styles.detailHeader}>
        <Button variant="ghost" size="s" icon={<ChevronLeft />} onClick={props.onClose}>
          All passages
        </Button>
        <span className={styles.space} />
        <IconButton label="Copy quote" size="s" onClick={copy}>
          <Copy />
        </IconButton>
        <IconButton label="Delete passage" keys={['Del']} size="s" onClick={props.onDelete}>
          <Trash2 />
        </IconButton>
      </header>
      <blockquote className={styles.quote}>{quote}</blockquote>
      <p className={styles.facts}>
        {page !== null && (
          <button type="button" className={styles.link} onClick={props.onShow}>
            {page}
          </button>
        )}
        <VerificationMark check={check} />
      </p>
      {check?.reason && check.status !== 'exact' && <p className={styles.reason}>{check.reason}</p>}
      {passage.version !== props.shown && (
        <p className={styles.fine}>
          Marked on version {passage.version}; carried to this one.{' '}
          <button
            type="button"
            className={styles.link}
            onClick={() =>
              openTab({
                kind: 'document',
                documentId: passage.documentId,
                version: passage.version,
                passageId: passage.id,
              })
            }
          >
            Open there
          </button>
        </p>
      )}
      <h3 className={styles.heading}>Codings</h3>
      <ul className={styles.codings} aria-label="Codings">
        {passage.codings.map((coding) => (
          <CodingRow
            key={coding.id}
            coding={coding}
            onChange={(agency, stance) => void changeCoding(passage.id, coding.id, { agency, stance })}
            onRemove={() => void removeCoding(passage.id, coding.id)}
          />
        ))}
      </ul>
      {isAdding ? (
        <NewCoding
          agency={props.agency}
          onCancel={() => setIsAdding(false)}
          onAdd={(agency, stance) => {
            addCoding(passage.id, { agency, stance }).then((isAdded) => isAdded && setIsAdding(false));
          }}
        />
      ) : (
        <Button variant="ghost" size="s" className={styles.add ?? ''} icon={<Plus />} onClick={() => setIsAdding(true)}>
          Add coding
        </Button>
      )}
      <h3 className={styles.heading}>Note</h3>
      <Note
        key={passage.id}
        value={passage.note}
        request={props.noteRequest}
        onSave={props.onNote}
        onDone={props.onDone}
      />
      <p className={styles.fine}>
        Marked {formatTime(passage.createdAt)}
        {passage.coder === '' ? '' : ` by ${passage.coder}`}
      </p>
    </div>
  );
}
