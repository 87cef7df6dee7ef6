import { ChevronLeft, Combine, Copy, Plus, Quote, Scissors, Trash2, UnfoldHorizontal } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { REVIEW_OPTIONS } from '../coding-words.ts';
import { commandKeys } from '../commands.ts';
import { Button, IconButton } from '../components/button.tsx';
import type { CodingPart, CodingPartsHandle } from '../components/coding-parts.tsx';
import { Keys } from '../components/keys.tsx';
import { Menu, type MenuEntry } from '../components/menu.tsx';
import { Segmented } from '../components/segmented.tsx';
import { VerificationButton } from '../components/verification-mark.tsx';
import { formatPage, formatTime } from '../formats.ts';
import { INTERNAL_OPTIONS } from '../passages/internal-badge.tsx';
import { openTab } from '../tabs-state.ts';
import { AreaPicture } from './area-picture.tsx';
import { addCoding, changeCodings, removeCoding } from './coding-actions.ts';
import { CodingRow, NewCoding } from './coding-rows.tsx';
import styles from './inspector.module.css';
import type { PassageActions } from './passage-actions.ts';
import { PassageNote } from './passage-note.tsx';
import { SplitQuote } from './split-quote.tsx';

/** What a key or a command may ask the detail to open. */
export type DetailPart = CodingPart | 'note' | 'split';

/** What PassageDetail takes. */
export interface PassageDetailProps {
  readonly passage: Passage;
  readonly actions: PassageActions;
  /** Number of the version that is shown; the passage may have been made on an older one. */
  readonly shown: number;
  readonly check: QuoteCheck | null;
  /** Agency that a new coding begins with. */
  readonly agency: string | null;
  /** Agencies used in this document, the last first. */
  readonly recent: readonly string[];
  /** What is to be opened, or null. */
  readonly request: DetailPart | null;
  /** It was opened. */
  readonly onServed: () => void;
  /** Saves the note; rejects with why it was refused. */
  readonly onNote: (note: string) => Promise<void>;
  readonly onDelete: () => void;
  readonly onShow: () => void;
  /** What was asked for is done: the keys belong to the document again. */
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Words of a passage that it may be merged with. */
const NEIGHBOUR = 36;

/** What the passage may be merged with. */
function mergeEntries({ next, before, mergeWith }: PassageActions): readonly MenuEntry[] {
  const entry = (label: string, other: Passage, keys: readonly string[]): MenuEntry => ({
    label: `${label}: ${readableQuote(other.quote).slice(0, NEIGHBOUR)}…`,
    keys,
    run: () => mergeWith(other),
  });
  const entries = [
    ...(next === null ? [] : [entry('With the next', next, ['M'])]),
    ...(before === null ? [] : [entry('With the one before', before, [])]),
  ];
  return entries.length === 0 ? [{ kind: 'label', label: 'There is no other passage here' }] : entries;
}

/** One passage with all that may be done with it. */
export function PassageDetail(props: PassageDetailProps) {
  const { passage, actions, check, request, onDone } = props;
  const [isAdding, setIsAdding] = useState(false);
  const [isSplitting, setIsSplitting] = useState(false);
  const addButton = useRef<HTMLButtonElement>(null);
  const parts = useRef<CodingPartsHandle>(null);
  const [noteTurn, setNoteTurn] = useState(0);
  const { onServed } = props;
  useEffect(() => {
    if (request === null) return;
    if (request === 'split') setIsSplitting(true);
    else if (request === 'note') setNoteTurn((before) => before + 1);
    else if (parts.current === null) setIsAdding(true);
    else parts.current.open(request);
    onServed();
  }, [request, onServed]);
  const quote = readableQuote(passage.quote);
  const page = formatPage(passage.page, passage.pageLabel);
  const { isOfThisVersion } = actions;
  // A coding that was changed has another id, and must not lose the focus for it.
  const rows = passage.codings.map((coding, at) => ({
    ...{ key: `coding ${at}`, coding },
    isLast: at === passage.codings.length - 1,
  }));
  const stopAdding = () => {
    setIsAdding(false);
    setTimeout(() => addButton.current?.focus(), 0);
  };
  const remove = (codingId: string) => {
    // The row that is gone can't keep the focus.
    addButton.current?.focus();
    void removeCoding(passage.id, codingId);
  };
  return (
    <div className={styles.detail}>
      <header className={styles.detailHeader}>
        <Button variant="ghost" size="s" icon={<ChevronLeft />} onClick={props.onClose}>
          All passages
        </Button>
        <span className={styles.space} />
        <div role="toolbar" aria-label="Passage" className={styles.tools}>
          {isOfThisVersion && passage.area === undefined && (
            <IconButton label="Extend to sentence" keys={['E']} size="s" onClick={() => actions.extend('sentence')}>
              <UnfoldHorizontal />
            </IconButton>
          )}
          {actions.isSplittable && (
            <IconButton
              label="Split"
              keys={['X']}
              size="s"
              aria-pressed={isSplitting}
              onClick={() => setIsSplitting(!isSplitting)}
            >
              <Scissors />
            </IconButton>
          )}
          {isOfThisVersion && (
            <Menu
              align="end"
              trigger={
                <IconButton label="Merge" keys={['M']} size="s">
                  <Combine />
                </IconButton>
              }
              entries={mergeEntries(actions)}
            />
          )}
          <IconButton label="Copy quote" keys={['Y']} size="s" onClick={actions.copy}>
            <Copy />
          </IconButton>
          <IconButton
            label="Copy quote with citation"
            keys={commandKeys('passage.copyWithCitation')}
            size="s"
            onClick={actions.cite}
          >
            <Quote />
          </IconButton>
          <IconButton label="Delete passage" keys={['Del']} size="s" onClick={props.onDelete}>
            <Trash2 />
          </IconButton>
        </div>
      </header>
      {passage.area !== undefined && (
        <AreaPicture
          passageId={passage.id}
          documentId={passage.documentId}
          version={passage.version}
          area={passage.area}
          hasWords={quote !== ''}
        />
      )}
      {isSplitting ? (
        <SplitQuote
          quote={passage.quote}
          onSplit={(at) => {
            setIsSplitting(false);
            actions.split(passage.start + at);
            onDone();
          }}
          onCancel={() => {
            setIsSplitting(false);
            onDone();
          }}
        />
      ) : (
        quote !== '' && <blockquote className={styles.quote}>{quote}</blockquote>
      )}
      <p className={styles.facts}>
        {page !== null && (
          <button type="button" className={styles.link} onClick={props.onShow}>
            {page}
          </button>
        )}
        {passage.spans !== undefined && <span>{passage.spans.length} pieces</span>}
        <VerificationButton check={check} onOpen={actions.showVerification} />
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
      <h2 className={styles.heading}>
        Review
        <span aria-hidden className={styles.headingKeys}>
          <Keys keys={['R']} />
        </span>
      </h2>
      <div className={styles.segments}>
        <Segmented
          label="Review"
          value={passage.review ?? 'coded'}
          options={REVIEW_OPTIONS}
          onChange={actions.review}
        />
      </div>
      <h2 className={styles.heading}>Codings</h2>
      <ul className={styles.codings} aria-label="Codings">
        {rows.map(({ key, coding, isLast }) => (
          <CodingRow
            key={key}
            coding={coding}
            {...(isLast ? { partsRef: parts } : {})}
            onChange={(change) => void changeCodings(passage.id, [coding.id], change)}
            onRemove={() => remove(coding.id)}
          />
        ))}
      </ul>
      {isAdding ? (
        <NewCoding
          agency={props.agency}
          recent={props.recent}
          onCancel={stopAdding}
          onAdd={(coding) => {
            addCoding(passage.id, coding).then((isAdded) => isAdded && stopAdding());
          }}
        />
      ) : (
        <Button
          ref={addButton}
          variant="ghost"
          size="s"
          className={styles.add ?? ''}
          icon={<Plus />}
          onClick={() => setIsAdding(true)}
        >
          Add coding
        </Button>
      )}
      <h2 className={styles.heading}>Note</h2>
      <PassageNote key={passage.id} value={passage.note} request={noteTurn} onSave={props.onNote} onDone={onDone} />
      <h2 className={styles.heading}>Work product</h2>
      <div className={styles.segments}>
        <Segmented
          label="Work product"
          value={passage.internal ?? 'none'}
          options={INTERNAL_OPTIONS}
          onChange={actions.keepInternal}
        />
      </div>
      <p className={styles.fine}>
        Marked {formatTime(passage.createdAt)}
        {passage.coder === '' ? '' : ` by ${passage.coder}`}
      </p>
    </div>
  );
}
