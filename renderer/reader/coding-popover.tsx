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
import { type CodingPart, CodingParts, type CodingPartsHandle } from '../components/coding-parts.tsx';
import { Keys } from '../components/keys.tsx';
import { StanceMark, stanceStyle } from '../components/stance.tsx';
import { errorMessage } from '../components/toast.tsx';
import {
  type CodingDraft,
  chooseAgency,
  chooseStance,
  type DraftStep,
  isRepeated,
  stanceOfDigit,
  submitDraft,
  withLater,
} from './coding-draft.ts';
import styles from './coding-popover.module.css';
import { draftWords } from './coding-sentences.ts';
import type { Rect } from './document-view.ts';
import { type PopoverPlace, placePopover } from './popover-place.ts';

/** What the reader may ask of an open popover. */
export interface CodingPopoverHandle {
  /** A digit was pressed: marks its stance, saves if the agency is known. False if no stance has that digit. */
  pressDigit(key: string): boolean;
  /** Enter was pressed in the document: saves what is whole, repeats the last coding, or asks for what is missing. */
  submit(): void;
  /** Repeats the last coding, whatever was chosen; false if there is none. */
  repeat(): boolean;
  /** Takes an agency, a stance, a topic … chosen elsewhere; saves if that makes the coding whole. */
  take(change: Partial<Omit<CodingDraft, 'note'>>): void;
  /** Saves the words without a coding, with the note if there is one. */
  highlight(): void;
  /** Letters were typed in the document: they begin an agency's name. */
  typeAgency(letters: string): void;
  /** Tab was pressed in the document: moves the focus to the first part (1) or the last (−1). */
  walkIn(direction: 1 | -1): void;
  /** Opens the note. */
  openNote(): void;
  /** Opens topic, voice or certainty. */
  openPart(part: CodingPart): void;
  /** Asks for its place anew after a scroll. */
  place(): void;
}

/** What CodingPopover takes. */
export interface CodingPopoverProps {
  readonly ref: Ref<CodingPopoverHandle>;
  readonly codebook: Codebook;
  /** What is known already: an agency to begin with, or all that was typed before it was last hidden. */
  readonly initial: CodingDraft;
  /** What Enter repeats where nothing is chosen, or null. */
  readonly last: CodingDraft | null;
  /** Agencies that the text names. */
  readonly mentioned: readonly string[];
  /** Agencies used in this document, the last first. */
  readonly recent: readonly string[];
  /** Words for assistive technology: the beginning of the quote. */
  readonly quote: string;
  /** False where the words are a passage already, which has a note of its own and needs no highlight. */
  readonly isNew: boolean;
  /** True while it stays out of sight: its keys work all the same. */
  readonly isQuiet?: boolean;
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

const PART_KEYS: Readonly<Record<string, CodingPart>> = { KeyT: 'topic', KeyV: 'voice', KeyC: 'certainty' };

/** Milliseconds after which a saving that goes on is shown: most end sooner, and what is drawn meanwhile holds them up. */
const SHOW_SAVING_AFTER = 120;

const ARROWS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 2, ArrowLeft: -1, ArrowUp: -2 };

/** Codes the selected words: agency, stance, and what else is asked for. Takes the focus only to ask. */
export function CodingPopover(props: CodingPopoverProps) {
  const { codebook, initial, last, quote, isNew, wordRects, bounds, onSave, onDraft, onClose, ref } = props;
  const [draft, setDraft] = useState(initial);
  const [begun] = useState(initial);
  const [isNoteOpen, setIsNoteOpen] = useState(initial.note !== '');
  const [noteRequest, setNoteRequest] = useState(0);
  const [agencyRequest, setAgencyRequest] = useState(0);
  const [layouts, setLayouts] = useState(0);
  const [isStanceMissing, setIsStanceMissing] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const isUnderWay = useRef(false);
  const [savings, setSavings] = useState(0);
  const [failure, setFailure] = useState<string | null>(null);
  const [position, setPosition] = useState<PopoverPlace | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const stances = useRef<HTMLFieldSetElement>(null);
  const parts = useRef<CodingPartsHandle>(null);
  const agencyInput = useRef<HTMLInputElement>(null);
  const noteInput = useRef<HTMLTextAreaElement>(null);

  const place = useCallback(() => {
    const element = box.current;
    if (element === null) return;
    const size = { width: element.offsetWidth, height: element.offsetHeight };
    setPosition(placePopover(wordRects(), size, bounds()));
  }, [wordRects, bounds]);
  // Its own height changes with the note, the fields and with messages.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useLayoutEffect(place, [place, isNoteOpen, failure, layouts]);
  useEffect(() => {
    if (noteRequest > 0) noteInput.current?.focus();
  }, [noteRequest]);
  // The words are saved: a key that comes before React has taken the popover away saves them no second time. One that
  // stays is for something else.
  useEffect(() => {
    if (savings === 0) return;
    isUnderWay.current = false;
    setIsSaving(false);
  }, [savings]);
  const isAgencyAsked = initial.stanceId !== null && initial.agency === null;
  const isStanceAsked = !isNew && initial.stanceId === null;
  const isPlaced = position !== null;
  useEffect(() => {
    if (!isPlaced) return;
    if (isAgencyAsked) {
      agencyInput.current?.focus();
      setAgencyRequest(1);
    } else if (isStanceAsked) stances.current?.focus();
  }, [isAgencyAsked, isStanceAsked, isPlaced]);

  const change = (next: CodingDraft) => {
    setDraft(next);
    onDraft(next);
  };
  const openNote = () => {
    if (!isNew) return;
    setIsNoteOpen(true);
    setNoteRequest((before) => before + 1);
  };
  const walkable = () => [...(box.current?.querySelectorAll<HTMLElement>(PARTS) ?? [])];
  const save = async (next: CodingDraft, show: () => void = () => undefined) => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    const showing = setTimeout(() => {
      show();
      setIsSaving(true);
    }, SHOW_SAVING_AFTER);
    setFailure(null);
    try {
      await onSave(next);
      setSavings((before) => before + 1);
    } catch (error) {
      show();
      setFailure(errorMessage(error));
      setIsSaving(false);
      isUnderWay.current = false;
    } finally {
      clearTimeout(showing);
    }
  };
  const take = ({ draft: next, outcome }: DraftStep) => {
    setIsStanceMissing(outcome === 'ask-stance');
    if (outcome === 'save' && next.agency === draft.agency && !isUnderWay.current) {
      onDraft(next);
      void save(next, () => setDraft((now) => withLater(next, draft, now)));
      return;
    }
    change(next);
    if (outcome === 'save') void save(next);
    else if (outcome === 'ask-agency') {
      agencyInput.current?.focus();
      setAgencyRequest((before) => before + 1);
    } else if (outcome === 'ask-stance') stances.current?.focus();
  };
  const submit = () => take(submitDraft(draft, begun, last));
  const pressDigit = (key: string) => {
    const stance = stanceOfDigit(codebook, key);
    if (stance !== null) take(chooseStance(draft, stance.id));
    return stance !== null;
  };
  useImperativeHandle(ref, () => ({
    pressDigit,
    submit,
    repeat: () => {
      if (last !== null) take({ draft: { ...last, note: draft.note }, outcome: 'save' });
      return last !== null;
    },
    take: ({ agency, stanceId, ...details }) => {
      const next = { ...draft, ...details };
      if (agency !== undefined) take(chooseAgency({ ...next, stanceId: stanceId ?? next.stanceId }, agency));
      else if (typeof stanceId === 'string') take(chooseStance(next, stanceId));
      else {
        change(next);
        stances.current?.focus();
      }
    },
    highlight: () => void save({ ...draft, stanceId: null }),
    typeAgency: (letters) => {
      agencyInput.current?.focus();
      // Left to the browser, a letter typed in a frame would be lost between the frame and the field.
      document.execCommand('insertText', false, letters);
    },
    walkIn: (direction) =>
      walkable()
        .at(direction === 1 ? 0 : -1)
        ?.focus(),
    openNote,
    openPart: (part) => parts.current?.open(part),
    place,
  }));

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const { target, key } = event;
    // A menu of a chip stands elsewhere and has its own keys.
    if (event.nativeEvent.isComposing || !(target instanceof Element) || !event.currentTarget.contains(target)) return;
    const isText = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    const isListOpen = target.getAttribute('aria-expanded') === 'true';
    const part = PART_KEYS[event.code];
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const stop = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (key === 'Escape') {
      if (isListOpen || event.defaultPrevented) return;
      stop();
      onClose();
    } else if (key === 'Tab') {
      if (target !== walkable().at(event.shiftKey ? 0 : -1)) return;
      event.preventDefault();
      props.onLeave();
    } else if (part !== undefined && !event.ctrlKey && !event.metaKey && (event.altKey || !isText)) {
      stop();
      parts.current?.open(part);
    } else if (key === 'n' && isPlain && !isText && isNew) {
      stop();
      openNote();
    } else if (key === 'Enter' && target instanceof HTMLTextAreaElement && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (key === 'Enter' && target === stances.current) {
      stop();
      submit();
    } else if (!isText && isPlain && pressDigit(key)) stop();
  };
  const onStanceKeyDown = (event: KeyboardEvent<HTMLFieldSetElement>) => {
    const step = ARROWS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const at = buttons.findIndex((button) => button.contains(document.activeElement));
    const next = at === -1 ? (step > 0 ? 0 : buttons.length - 1) : at + step;
    buttons[Math.max(0, Math.min(buttons.length - 1, next))]?.focus();
  };
  const onAgencyKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const known = codebook.agencies.find((agency) => agency.id === draft.agency)?.name ?? draft.agency ?? '';
    const isAsUntyped = input.value === '' || input.value === known;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (isAsUntyped && stanceOfDigit(codebook, event.key) !== null) {
      event.preventDefault();
      event.stopPropagation();
      pressDigit(event.key);
    } else if (event.key === 'Enter' && input.getAttribute('aria-expanded') !== 'true') {
      event.preventDefault();
      submit();
    }
  };

  const repeated = isRepeated(draft, begun, last) ? draftWords(last, codebook) : null;
  const onEnter = repeated
    ? `${repeated.agency} · ${repeated.rest}, as last`
    : draft.stanceId !== null
      ? draft.agency === null
        ? 'asks for the agency'
        : 'saves'
      : draft.note.trim() === ''
        ? 'asks for the stance'
        : 'saves the note, not coded';

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
        visibility: position === null || props.isQuiet === true ? 'hidden' : 'visible',
      }}
      onKeyDown={onKeyDown}
    >
      <p className="visually-hidden" role="status">
        {isStanceMissing
          ? 'Choose a stance: press its digit, or an arrow key.'
          : `Selected: ${quote.slice(0, 120)}. Press a digit to code it. Enter: ${onEnter}.`}
      </p>
      <div className={styles.top}>
        <div className={styles.agency}>
          <AgencyCombobox
            value={draft.agency}
            onChange={(agency) => take(chooseAgency(draft, agency))}
            label="Agency"
            placeholder="Which agency? Type a name"
            inputRef={agencyInput}
            mentioned={props.mentioned}
            recent={props.recent}
            openRequest={agencyRequest}
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
      <fieldset
        ref={stances}
        className={styles.stances}
        aria-label="Stance"
        tabIndex={-1}
        data-missing={isStanceMissing || undefined}
        onKeyDown={onStanceKeyDown}
      >
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
      <div className={styles.parts}>
        <CodingParts
          ref={parts}
          value={draft}
          onChange={(details) => change({ ...draft, ...details })}
          hasKeys
          finalFocus={stances}
          onResize={() => setLayouts((before) => before + 1)}
        />
      </div>
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
        {isStanceMissing ? (
          <strong className={styles.missing}>Choose a stance: press its digit, or an arrow key</strong>
        ) : (
          <span className={styles.enter} title={onEnter}>
            <Keys keys={['Enter']} />
            {repeated === null ? (
              onEnter
            ) : (
              <span className={styles.repeated}>
                <span className={styles.repeatedAgency}>{repeated.agency}</span>
                <span className={styles.repeatedRest}>· {repeated.rest}</span>, as last
              </span>
            )}
          </span>
        )}
        <span className={styles.cancel}>
          <Keys keys={['Esc']} /> cancels
        </span>
      </p>
    </div>
  );
}
