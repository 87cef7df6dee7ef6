import { useEffect, useRef, useState } from 'react';
import { errorMessage } from './toast.tsx';

/** A text being edited that saves itself when it is left. */
export interface Draft {
  readonly value: string;
  readonly error: string | null;
  readonly set: (value: string) => void;
  /** Saves now if it changed. */
  readonly commit: () => void;
}

/**
 * Keeps what is typed until it is saved. A refused value stays in the field beside its reason; a value that
 * changed elsewhere replaces the draft only while nobody has typed.
 */
export function useDraft(stored: string, save: (value: string) => Promise<unknown>): Draft {
  const [value, setValue] = useState(stored);
  const [error, setError] = useState<string | null>(null);
  const isDirty = useRef(false);
  useEffect(() => {
    if (!isDirty.current) setValue(stored);
  }, [stored]);
  return {
    value,
    error,
    set: (next) => {
      isDirty.current = true;
      setValue(next);
    },
    commit: () => {
      if (!isDirty.current) return;
      if (value === stored) {
        isDirty.current = false;
        setError(null);
        return;
      }
      save(value).then(
        () => {
          isDirty.current = false;
          setError(null);
        },
        (reason) => setError(errorMessage(reason)),
      );
    },
  };
}
