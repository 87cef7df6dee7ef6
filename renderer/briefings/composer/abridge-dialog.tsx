import { CircleAlert, CircleCheck } from 'lucide-react';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { checkAbridgement, hasWordsOfAuthor } from '../../../shared/domain/abridgement.ts';
import { abridgementFault } from '../../../shared/domain/abridgement-replacements.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field, TextArea } from '../../components/field.tsx';
import styles from './dialogs.module.css';
import { type ExcerptState, keptExcerpt, removeWords, typeInto } from './excerpt-edit.ts';

/** What AbridgeDialog takes. */
export interface AbridgeDialogProps {
  /** The whole words of the passage as they are printed. */
  readonly whole: string;
  readonly excerpt: string | null;
  /** Gets the words to show, or null for the whole quote. */
  readonly onDone: (excerpt: string | null) => void;
  readonly onClose: () => void;
}

const FORWARD = ['deleteContentForward', 'deleteWordForward', 'deleteSoftLineForward', 'deleteHardLineForward'];

function after(state: ExcerptState, type: string, data: string | null): ExcerptState | null {
  if (type.startsWith('delete')) return removeWords(state, FORWARD.includes(type) ? 1 : -1);
  if (type.startsWith('insert') && data !== null) return typeInto(state, data);
  return null;
}

/** The quote with what is left out struck through. */
function Whole({ whole, text }: { readonly whole: string; readonly text: string }) {
  const parts = useMemo(() => {
    const { pieces } = checkAbridgement(whole, text);
    const found: { readonly from: number; readonly words: string; readonly isKept: boolean }[] = [];
    let at = 0;
    for (const piece of pieces) {
      if (piece.kind !== 'quoted' || piece.start === null || piece.end === null || piece.start < at) continue;
      if (piece.start > at) found.push({ from: at, words: whole.slice(at, piece.start), isKept: false });
      found.push({ from: piece.start, words: whole.slice(piece.start, piece.end), isKept: true });
      at = piece.end;
    }
    if (at < whole.length) found.push({ from: at, words: whole.slice(at), isKept: false });
    return found;
  }, [whole, text]);
  return (
    <blockquote className={styles.whole} aria-label="The whole quote">
      {parts.map(({ from, words, isKept }) =>
        isKept ? <span key={from}>{words}</span> : <del key={from}>{words}</del>,
      )}
    </blockquote>
  );
}

/** Shortens a quote: words taken out are marked by `…`, words typed in stand in brackets; what is wrong is said at once. */
export function AbridgeDialog({ whole, excerpt, onDone, onClose }: AbridgeDialogProps) {
  const [state, setState] = useState<ExcerptState>(() => {
    const text = excerpt ?? whole;
    return { text, start: 0, end: 0 };
  });
  const [past, setPast] = useState<readonly ExcerptState[]>([]);
  const area = useRef<HTMLTextAreaElement>(null);
  const problem = useMemo(() => abridgementFault(whole, state.text), [whole, state.text]);
  // Words that brackets replace are told here and wherever the quote stands; whether it is a fault, a person judges.
  const isUnmarked = useMemo(() => checkAbridgement(whole, state.text).problem !== null, [whole, state.text]);
  useLayoutEffect(() => {
    const element = area.current;
    if (element !== null && element === document.activeElement) element.setSelectionRange(state.start, state.end);
  }, [state]);
  const take = (next: ExcerptState | null, before: ExcerptState) => {
    if (next === null) return;
    if (next.text !== before.text) setPast((all) => [...all, before]);
    setState(next);
  };
  const back = () => {
    const before = past[past.length - 1];
    if (before === undefined) return;
    setPast(past.slice(0, -1));
    setState(before);
  };
  const isWhole = keptExcerpt(whole, state.text) === null;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Abridge the quote"
      description="Select words and delete them: an ellipsis marks the gap. What you type stands in brackets. Nothing else can change."
      size="l"
      initialFocus={area}
      footer={
        <>
          <Button variant="ghost" disabled={isWhole} onClick={() => take({ text: whole, start: 0, end: 0 }, state)}>
            Show whole quote
          </Button>
          <span className={styles.push} />
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={isUnmarked} onClick={() => onDone(keptExcerpt(whole, state.text))}>
            {isWhole ? 'Keep it whole' : 'Abridge'}
          </Button>
        </>
      }
    >
      <Whole whole={whole} text={state.text} />
      <Field label="Words shown">
        {(ids) => (
          <TextArea
            {...ids}
            ref={area}
            rows={6}
            className={styles.excerpt ?? ''}
            value={state.text}
            spellCheck={false}
            onChange={() => undefined}
            onKeyDown={(event) => {
              const isUndo = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z';
              if (!isUndo) return;
              event.preventDefault();
              back();
            }}
          />
        )}
      </Field>
      <NativeInput area={area} state={state} onInput={(type, data, now) => take(after(now, type, data), now)} />
      <p className={styles.verdict} data-fault={problem !== null} role="status">
        {problem === null ? <CircleCheck aria-hidden /> : <CircleAlert aria-hidden />}
        {problem ??
          (isWhole
            ? 'The whole quote.'
            : hasWordsOfAuthor(state.text)
              ? 'Marked as it should be. The words in [ ] are yours: no check can say whether they keep the sense.'
              : 'A faithful abridgement: the checker understands it.')}
      </p>
    </Dialog>
  );
}

interface NativeInputProps {
  readonly area: { readonly current: HTMLTextAreaElement | null };
  readonly state: ExcerptState;
  readonly onInput: (type: string, data: string | null, now: ExcerptState) => void;
}

/**
 * Hands every edit of the field over before the field makes it. React's own event does not say which edit it is, and
 * comes for a blank with the key: refused there, the edit never comes.
 */
function NativeInput({ area, state, onInput }: NativeInputProps) {
  const latest = useRef({ state, onInput });
  latest.current = { state, onInput };
  useLayoutEffect(() => {
    const element = area.current;
    if (element === null) return;
    const onBeforeInput = (event: InputEvent) => {
      if (event.isComposing) return;
      event.preventDefault();
      const { selectionStart: start, selectionEnd: end } = element;
      const data = event.data ?? event.dataTransfer?.getData('text/plain') ?? null;
      latest.current.onInput(event.inputType, data, { text: latest.current.state.text, start, end });
    };
    element.addEventListener('beforeinput', onBeforeInput);
    return () => element.removeEventListener('beforeinput', onBeforeInput);
  }, [area]);
  return null;
}
