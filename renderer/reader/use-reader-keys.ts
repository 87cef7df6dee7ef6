import { type RefObject, useEffect, useRef } from 'react';
import { isTextInput } from '../text-input.ts';

/** What the keys of the reader do. Each returns true if it did something with the key. */
export interface ReaderKeys {
  digit(key: string): boolean;
  highlight(): boolean;
  note(): boolean;
  remove(): boolean;
  step(direction: 1 | -1): boolean;
  /** To the next passage that needs review, or the one before. */
  stepToReview(direction: 1 | -1): boolean;
  /** A letter that opens a part of the coding in hand, or does something with the selected passage. */
  letter(letter: string): boolean;
  find(): boolean;
  cancel(): boolean;
  /** Enter in the document. */
  submit(): boolean;
  /** Tab (1) or Shift and Tab (−1) in the document. */
  walk(direction: 1 | -1): boolean;
  scroll(step: 'page-up' | 'page-down' | 'home' | 'end'): boolean;
  /** Letters that mean nothing else: the beginning of an agency's name. */
  type(letters: string): boolean;
  /** Whether an agency's name could be typed now, so that `h` and `n` may be its first letter. */
  isTypable(): boolean;
}

/** Time in milliseconds within which a second letter makes a word of a first that is a command by itself. */
const WORD_PAUSE = 300;

const SCROLL_KEYS: Readonly<Record<string, 'page-up' | 'page-down' | 'home' | 'end'>> = {
  PageUp: 'page-up',
  PageDown: 'page-down',
  Home: 'home',
  End: 'end',
};

/** A letter that is a command unless another follows at once. */
interface HeldLetter {
  readonly letter: string;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** Letters that are commands for selected words too, where other letters begin an agency's name. */
const HELD = 'hntvc';

function command(keys: ReaderKeys, letter: string): boolean {
  if (letter === 'h') return keys.highlight();
  return letter === 'n' ? keys.note() : keys.letter(letter);
}

function act(
  keys: ReaderKeys,
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'>,
  isInDocument: boolean,
  held: { current: HeldLetter | null },
): boolean {
  const { key } = event;
  const before = held.current;
  if (before !== null) {
    clearTimeout(before.timer);
    held.current = null;
    if (/^\p{L}$/u.test(key) && !event.ctrlKey && !event.metaKey && !event.altKey)
      return keys.type(before.letter + key);
    command(keys, before.letter);
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  if (key === 'Tab') return isInDocument && keys.walk(event.shiftKey ? -1 : 1);
  if (/^[1-9]$/u.test(key)) return keys.digit(key);
  if (event.shiftKey && key.length > 1) return false;
  const scroll = SCROLL_KEYS[key];
  if (scroll !== undefined) return keys.scroll(scroll);
  if (/^\p{L}$/u.test(key)) {
    if (!keys.isTypable()) return command(keys, key) || keys.type(key);
    if (!HELD.includes(key)) return keys.type(key);
    const timer = setTimeout(() => {
      held.current = null;
      command(keys, key);
    }, WORD_PAUSE);
    held.current = { letter: key, timer };
    return true;
  }
  switch (key) {
    case 'Delete':
      return keys.remove();
    case '[':
      return keys.step(-1);
    case ']':
      return keys.step(1);
    case '{':
      return keys.stepToReview(-1);
    case '}':
      return keys.stepToReview(1);
    case '/':
      return keys.find();
    case 'Escape':
      return keys.cancel();
    case 'Enter':
      return isInDocument && keys.submit();
    default:
      return false;
  }
}

/** What useReaderKeys takes. */
export interface ReaderKeyScope {
  /** The whole reader. */
  readonly root: RefObject<HTMLElement | null>;
  /** The part of it that shows the document: only there are Enter and Tab keys of the reader. */
  readonly page: RefObject<HTMLElement | null>;
  readonly active: boolean;
}

/** Listens to the keys of the reader while its tab is active and the focus is in it, or nowhere. */
export function useReaderKeys({ root, page, active }: ReaderKeyScope, keys: ReaderKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  const held = useRef<HeldLetter | null>(null);
  useEffect(() => {
    if (!active) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || isTextInput(target)) return;
      const isNowhere = target === document.body;
      // The one inspector of two panes stands outside of both, and shows that of the active one.
      const isOurs =
        isNowhere ||
        (target !== null &&
          (root.current?.contains(target) === true || target.closest('[data-inspector-slot]') !== null));
      const isInDocument =
        isNowhere || (page.current?.contains(target) === true && target?.closest('button, a[href]') === null);
      if (isOurs && act(latest.current, event, isInDocument, held)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [root, page, active]);
}
