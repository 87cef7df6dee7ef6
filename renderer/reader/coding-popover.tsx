import { Highlighter, NotebookPen } from 'lucide-react';
import {
  type KeyboardEvent,
  type Ref,
  useCallback,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { Codebook } from '../../shared/domain/codebook.ts';
import { AgencyCombobox } from '../components/agency-combobox.tsx';
import { IconButton } from '../components/button.tsx';
import { Keys } from '../components/keys.tsx';
import { StanceMark, stanceStyle } from '../components/stance.tsx';
import { errorMessage } from '../components/toast.tsx';
import {
  type CodingDraft,
  chooseAgency,
  chooseStance,
  type DraftStep,
  stanceOfDigit,
  submitDraft,
} from './coding-draft.ts';
import styles from './coding-popover.module.css';
import type { Rect } from './document-view.ts';
import { type PopoverPlace, placePopover } from './popover-place.ts';

/** What the reader may ask of an open popover. */
export interface CodingPopoverHandle {
  /** A digit was pressed: marks its stance, saves if the agency is known. False if no stance has that digit. */
  pressDigit(key: string): boolean;
  /** Enter was pressed in the document: saves what is whole, else moves the focus to what is missing. */
  submit(): void;
  /** Saves the words without a coding, with the note if there is one. */
  highlight(): void;
  /** Letters were typed in the document: they begin an agency's name. */
  typeAgency(letters: string): void;
  /** Tab was pressed in the document: moves the focus to the first part (1) or the last (−1). */
  walkIn(direction: 1 | -1): void;
  /** Opens the note. */
  openNote(): void;
  /** Asks for its place anew after a scroll. */
  place(): void;
}

/** What CodingPopover takes. */
export interface CodingPopoverProps {
  readonly ref: Ref<CodingPopoverHandle>;
  readonly codebook: Codebook;
  /** What is known already: an agency to begin with, or all that was typed before it was last hidden. */
  readonly initial: CodingDraft;
  /** Words for assistive technology: the beginning of the quote. */
  readonly quote: string;
  /** False where the words are a passage already, which has a note of its own and needs no highlight. */
  readonly isNew: boolean;
  readonly wordRects: () => readonly Rect[];
  readonly bounds: () => Rect;
  /** Saves; if it rejects the popover stays and shows why. */
  readonly onSave: (draft: CodingDraft) => Promise<void>;
  /** The draft changed. */
  readonly onDraft: (draft: CodingDraft) => void;
  /** Tab went past the last part, or Shift and Tab past the first. */
  readonly onLeave: () => void;
  readonly onClose: () => void;
}

/** What Tab walks through. */
const PARTS = 'input, textarea, button:not(:disabled, [tabindex="-1"])';

/** Codes the selected words: agency, stance, note. Takes the focus only to ask for the agency of a stance. */
export function CodingPopover(props: CodingPopoverProps) {
  const { codebook, initial, quote, isNew, wordRects, bounds, onSave, onDraft, onClose, ref } = props;
  const [draft, setDraft] = useState(initial);
  const [isNoteOpen, setIsNoteOpen] = useState(initial.note !== '');
  const [noteRequest, setNoteRequest] = useState(0);
  const [isSaving, setIsSaving] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const [position, setPosition] = useState<PopoverPlace | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const agencyInput = useRef<HTMLInputElement>(null);
  const noteInput = useRef<HTMLTextAreaElement>(null);

  const place = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    const size = { width: element.offsetWidth, height: element.offsetHeight };
    setPosition(placePopover(wordRects(), size, bounds()));
  }, [wordRects, bounds]);
  // Its own height changes with the note and with messages.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useLayoutEffect(place, [place, isNoteOpen, failure]);
  useEffect(() => {
    if (noteRequest > 0) noteInput.current?.focus();
  }, [noteRequest]);
  const isAsked = initial.stanceId !== null && initial.agency === null;
  const isPlaced = position !== null;
  useEffect(() => {
    if (isAsked && isPlaced) agencyInput.current?.focus();
  }, [isAsked, isPlaced]);

  const change = (next: CodingDraft) => {
    setDraft(next);
    onDraft(next);
  };
  const openNote = () => {
    if (!isNew) return;
    setIsNoteOpen(true);
    setNoteRequest((before) => before + 1);
  };
  const parts = () => [...(box.current?.querySelectorAll<HTMLElement>(PARTS) ?? [])];
  const save = async (next: CodingDraft) => {
    if (isSaving) return;
    setIsSaving(true);
    setFailure(null);
    try {
      await onSave(next);
    } catch (error) {
      setFailure(errorMessage(error));
      setIsSaving(false);
    }
  };
  const take = ({ draft: next, outcome }: DraftStep) => {
    change(next);
    if (outcome === 'save') void save(next);
    else if (outcome === 'ask-agency') agencyInput.current?.focus();
    else if (outcome === 'ask-stance') box.current?.querySelector<HTMLElement>('[data-stance]')?.focus();
  };
  const pressDigit = (key: string) => {
    const stance = stanceOfDigit(codebook, key);
    if (stance !== null) take(chooseStance(draft, stance.id));
    return stance !== null;
  };
  useImperativeHandle(ref, () => ({
    pressDigit,
    submit: () => take(submitDraft(draft)),
    highlight: () => void save({ ...draft, stanceId: null }),
    typeAgency: (letters) => {
      agencyInput.current?.focus();
      // Left to the browser, a letter typed in a frame would be lost between the frame and the field.
      document.execCommand('insertText', false, letters);
    },
    walkIn: (direction) =>
      parts()
        .at(direction === 1 ? 0 : -1)
        ?.focus(),
    openNote,
    place,
  }));

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.nativeEvent.isComposing) return;
    const { target, key } = event;
    const isText = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    const isListOpen = target instanceof Element && target.getAttribute('aria-expanded') === 'true';
    if (key === 'Escape') {
      if (isListOpen) return;
      event.preventDefault();
      event.stopPropagation();
      onClose();
    } else if (key === 'Tab') {
      if (target !== parts().at(event.shiftKey ? 0 : -1)) return;
      event.preventDefault();
      props.onLeave();
    } else if (key === 'Enter' && target instanceof HTMLTextAreaElement && !event.shiftKey) {
      event.preventDefault();
      take(submitDraft(draft));
    } else if (!isText && !event.ctrlKey && !event.metaKey && !event.altKey && pressDigit(key)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const onAgencyKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const known = codebook.agencies.find((agency) => agency.id === draft.agency)?.name ?? draft.agency ?? '';
    const isUntouched = input.value === '' || input.value === known;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isUntouched && stanceOfDigit(codebook, event.key) !== null) {
      event.preventDefault();
      event.stopPropagation();
      pressDigit(event.key);
    } else if (event.key === 'Enter' && input.getAttribute('aria-expanded') !== 'true') {
      event.preventDefault();
      take(submitDraft(draft));
    }
  };

  return (
    <div
      ref={box}
      role="dialog"
      aria-label="Code selection"
      className={styles.popover}
      data-side={position?.side}
      style={{
        left: position?.left ?? 0,
        top: position?.top ?? 0,
        visibility: position === null ? 'hidden' : 'visible',
      }}
      onKeyDown={onKeyDown}
    >
      <p className="visually-hidden" role="status">
        Selected: {quote.slice(0, 120)}. Press a digit to code it.
      </p>
      <div className={styles.top}>
        <div className={styles.agency}>
          <AgencyCombobox
            value={draft.agency}
            onChange={(agency) => take(chooseAgency(draft, agency))}
            label="Agency"
            placeholder="Which agency? Type a name"
            inputRef={agencyInput}
            onKeyDown={onAgencyKeyDown}
          />
        </div>
        {isNew && (
          <>
            <IconButton
              label="Note"
              keys={['N']}
              aria-pressed={isNoteOpen}
              onClick={() => (isNoteOpen ? setIsNoteOpen(false) : openNote())}
            >
              <NotebookPen />
            </IconButton>
            <IconButton
              label="Highlight without coding"
              keys={['H']}
              onClick={() => void save({ ...draft, stanceId: null })}
            >
              <Highlighter />
            </IconButton>
          </>
        )}
      </div>
      <fieldset className={styles.stances} aria-label="Stance">
        {codebook.stances.map((stance) => (
          <button
            key={stance.id}
            type="button"
            data-stance={stance.id}
            className={styles.stance}
            style={stanceStyle(stance.color)}
            aria-pressed={draft.stanceId === stance.id}
            title={stance.definition}
            disabled={isSaving}
            onClick={() => take(chooseStance(draft, stance.id))}
          >
            <StanceMark stance={stance} isNamed={false} />
            <span className={styles.name}>{stance.name}</span>
            {stance.digit !== null && <kbd className={styles.digit}>{stance.digit}</kbd>}
          </button>
        ))}
      </fieldset>
      {isNoteOpen && (
        <textarea
          ref={noteInput}
          className={styles.note}
          aria-label="Note"
          placeholder="Note: why this matters, what it answers …"
          rows={3}
          value={draft.note}
          onChange={(event) => change({ ...draft, note: event.target.value })}
        />
      )}
      {failure !== null && (
        <p role="alert" className={styles.failure}>
          {failure}
        </p>
      )}
      <p className={styles.hints} aria-hidden="true">
        <Keys keys={['Enter']} /> saves <Keys keys={['Esc']} /> cancels <Keys keys={['Tab']} /> walks
      </p>
    </div>
  );
}
