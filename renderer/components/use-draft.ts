import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { DraftSaver, type DraftSnapshot } from '../draft-saver.ts';
import { notifyError } from './toast.tsx';

/** The tab in which fields are rendered; null outside of tabs. */
export const DraftTab = createContext<string | null>(null);

/** Fields being edited that save themselves. */
export interface FieldsDraft<F extends object> extends DraftSnapshot<F> {
  /** Changes fields; they are saved after a pause, or at once if `isNow`. */
  readonly change: (part: Partial<F>, isNow?: boolean) => void;
  /** Saves now; resolves when everything is saved, rejects if it was refused. */
  readonly flush: () => Promise<void>;
  /** Saves now because the field was left. */
  readonly leave: () => void;
}

/** What a draft may be told besides its value. */
export interface DraftExtras {
  /** Names it in messages; "text" if left out. */
  readonly label?: string;
  /** False for what is kept outside of any archive. */
  readonly isOfArchive?: boolean;
  /** True where what is typed becomes one entry of a list: saved when it is left, then empty again. */
  readonly isEntry?: boolean;
}

function reportLoss(label: string, reason: unknown, change: object): void {
  const text = Object.values(change)
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))
    .join('\n');
  notifyError(`${label} was not saved`, reason, {
    label: 'Copy what was typed',
    run: () => {
      navigator.clipboard.writeText(text).catch((error: unknown) => notifyError('It was not copied', error));
    },
  });
}

/**
 * Edits fields with automatic saving: after a pause, when they are left, when they go from the screen, and before the
 * window closes. What is refused stays in the fields beside its reason.
 */
export function useFieldsDraft<F extends object>(
  stored: F,
  save: (change: Partial<F>) => Promise<unknown>,
  { label = 'Text', isOfArchive = true, isEntry = false }: DraftExtras = {},
): FieldsDraft<F> {
  const tabId = useContext(DraftTab);
  const options = { label, tabId, save, isOfArchive, isEntry, onLost: reportLoss };
  const [saver] = useState(() => new DraftSaver<F>(stored, options));
  const snapshot = useSyncExternalStore(saver.subscribe, saver.snapshot);
  useEffect(() => {
    saver.configure(options);
    saver.setStored(stored);
  });
  useEffect(() => {
    saver.revive();
    return () => saver.dispose();
  }, [saver]);
  const [actions] = useState(() => ({
    change: (part: Partial<F>, isNow?: boolean) => saver.change(part, isNow),
    flush: () => saver.flush(),
    leave: () => saver.leave(),
  }));
  return { ...snapshot, ...actions };
}

/** One text being edited that saves itself. */
export interface Draft {
  readonly value: string;
  readonly error: string | null;
  readonly set: (value: string) => void;
  /** Saves now if it changed. */
  readonly commit: () => void;
}

/** Edits one text with automatic saving; see `useFieldsDraft`. */
export function useDraft(stored: string, save: (value: string) => Promise<unknown>, extras?: DraftExtras): Draft {
  const draft = useFieldsDraft({ text: stored }, ({ text }) => save(text ?? ''), extras);
  return {
    value: draft.fields.text,
    error: draft.error,
    set: (text) => draft.change({ text }),
    commit: draft.leave,
  };
}
