import { type RefObject, useEffect, useRef } from 'react';
import { isTextInput } from '../commands.ts';

/** What the keys of the reader do. Each returns true if it did something with the key. */
export interface ReaderKeys {
  digit(key: string): boolean;
  highlight(): boolean;
  note(): boolean;
  remove(): boolean;
  step(direction: 1 | -1): boolean;
  find(): boolean;
  cancel(): boolean;
  scroll(step: 'page-up' | 'page-down' | 'home' | 'end'): boolean;
  /** A letter that means nothing else: the beginning of an agency's name. */
  type(letter: string): boolean;
}

const SCROLL_KEYS: Readonly<Record<string, 'page-up' | 'page-down' | 'home' | 'end'>> = {
  PageUp: 'page-up',
  PageDown: 'page-down',
  Home: 'home',
  End: 'end',
};

function act(keys: ReaderKeys, event: KeyboardEvent): boolean {
  const { key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  if (/^[1-9]$/u.test(key)) return keys.digit(key);
  if (event.shiftKey && key.length > 1) return false;
  const scroll = SCROLL_KEYS[key];
  if (scroll !== undefined) return keys.scroll(scroll);
  switch (key) {
    case 'h':
      return keys.highlight();
    case 'n':
      return keys.note();
    case 'Delete':
      return keys.remove();
    case '[':
      return keys.step(-1);
    case ']':
      return keys.step(1);
    case '/':
      return keys.find();
    case 'Escape':
      return keys.cancel();
    default:
      return /^\p{L}$/u.test(key) && keys.type(key);
  }
}

/** Listens to the keys of the reader while its tab is active and the focus is in it, or nowhere. */
export function useReaderKeys(root: RefObject<HTMLElement | null>, active: boolean, keys: ReaderKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!active) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || isTextInput(target)) return;
      const isOurs = target === document.body || (target !== null && root.current?.contains(target) === true);
      if (isOurs && act(latest.current, event)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [root, active]);
}
