import { useEffect, useRef } from 'react';
import { isTextInput } from '../text-input.ts';

/** What each key does; true if it did something. */
export type StepKeys = Readonly<Record<string, () => boolean>>;

/** Listens to single keys while a tab is active and the focus is in no text field and no dialog. */
export function useStepKeys(active: boolean, keys: StepKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (!active) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const target = event.target instanceof Element ? event.target : null;
      const isTaken = target?.closest('[data-modal], [role="listbox"], [role="menu"], [role="combobox"]');
      if (isTextInput(target) || isTaken) return;
      // Arrows walk among choices and tabs, and move separators.
      const isWalk = event.key.startsWith('Arrow');
      if (isWalk && target?.closest('[role="radiogroup"], [role="tablist"], [role="separator"]')) return;
      if (latest.current[event.key.length === 1 ? event.key.toLowerCase() : event.key]?.() === true)
        event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [active]);
}
