import { useCallback, useEffect, useRef, useState } from 'react';
import type { Briefing } from '../../shared/domain/briefing.ts';
import { call } from '../archive-client.ts';
import { errorMessage } from '../components/toast.tsx';

/** The fields a person edits. */
export type BriefingFields = Omit<Briefing, 'id' | 'createdAt' | 'updatedAt'>;

/** A briefing being edited, and how its saving stands. */
export interface BriefingDraft {
  readonly fields: BriefingFields;
  readonly state: 'saved' | 'saving' | 'refused';
  /** Why the last save was refused. */
  readonly error: string | null;
  /** Changes fields; they are saved soon, or at once if `isNow`. */
  readonly change: (change: Partial<BriefingFields>, isNow?: boolean) => void;
  /** Saves what waits; resolves when everything is saved, rejects if it was refused. */
  readonly flush: () => Promise<void>;
}

/** Pause in typing after which a draft is saved, in milliseconds. */
const DELAY = 300;

function fieldsOf({ title, asOf, introduction, groupBy, filter, include, exclude, order }: Briefing): BriefingFields {
  return { title, asOf, introduction, groupBy, filter, include, exclude, order };
}

/**
 * Edits a briefing with automatic saving. Calls run one after another; a refused change stays in the fields
 * beside its reason. What changes elsewhere (undo) is taken over while nothing waits to be saved.
 */
export function useBriefingDraft(briefing: Briefing): BriefingDraft {
  const { id } = briefing;
  const [fields, setFields] = useState(() => fieldsOf(briefing));
  const [state, setState] = useState<BriefingDraft['state']>('saved');
  const [error, setError] = useState<string | null>(null);
  const pending = useRef<Partial<BriefingFields>>({});
  const latest = useRef(fields);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const isBusy = useRef(false);

  useEffect(() => {
    if (isBusy.current) return;
    latest.current = fieldsOf(briefing);
    setFields(latest.current);
  }, [briefing]);

  const flush = useCallback((): Promise<void> => {
    if (timer.current !== null) clearTimeout(timer.current);
    timer.current = null;
    const run = async () => {
      const change = pending.current;
      if (Object.keys(change).length === 0) return;
      pending.current = {};
      try {
        await call('briefing.update', { id, title: latest.current.title, ...change });
        if (Object.keys(pending.current).length === 0) {
          isBusy.current = false;
          setState('saved');
          setError(null);
        }
      } catch (reason) {
        pending.current = { ...change, ...pending.current };
        setState('refused');
        setError(errorMessage(reason));
        throw reason;
      }
    };
    const next = queue.current.then(run, run);
    queue.current = next;
    return next;
  }, [id]);

  const change = useCallback(
    (part: Partial<BriefingFields>, isNow = false) => {
      isBusy.current = true;
      pending.current = { ...pending.current, ...part };
      latest.current = { ...latest.current, ...part };
      setFields(latest.current);
      setState('saving');
      if (timer.current !== null) clearTimeout(timer.current);
      // A refusal is shown by `state` and `error`.
      timer.current = setTimeout(() => void flush().catch(() => undefined), isNow ? 0 : DELAY);
    },
    [flush],
  );

  useEffect(
    () => () => {
      if (timer.current !== null) void flush().catch(() => undefined);
    },
    [flush],
  );
  return { fields, state, error, change, flush };
}
