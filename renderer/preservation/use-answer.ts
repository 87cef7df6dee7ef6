import { useCallback, useEffect, useRef, useState } from 'react';
import type { Method, MethodInput, MethodOutput } from '../../shared/contract.ts';
import { call } from '../archive-client.ts';
import { archiveKey, useArchiveState } from '../archive-state.ts';

/** What is known of a method's answer. */
export interface Answer<T> {
  /** Undefined until the first answer. */
  readonly data: T | undefined;
  readonly error: unknown;
  /** Asks again now. */
  readonly reload: () => void;
}

/** Changes that come in quick succession are answered together, in milliseconds. */
const DELAY = 200;

/**
 * Calls a reading method, and again after every entry of the journal: for what follows from the log itself (fixity,
 * backups, activity), whatever kind of thing an entry is about.
 */
export function useAnswer<M extends Method>(method: M, input: MethodInput<M>): Answer<MethodOutput<M>> {
  const revision = useArchiveState((state) => state.revision);
  const archive = useArchiveState((state) => archiveKey(state.status));
  const [state, setState] = useState<{ readonly data: MethodOutput<M> | undefined; readonly error: unknown }>({
    data: undefined,
    error: null,
  });
  const [asked, setAsked] = useState(0);
  const question = JSON.stringify(input);
  /** Changes whenever the question is to be put again. */
  const occasion = `${archive} ${question} ${revision} ${asked}`;
  const last = useRef({ about: '', occasion: '' });
  useEffect(() => {
    let isStale = false;
    const about = `${archive} ${question}`;
    const isAnswered = last.current.about === about;
    last.current = { about, occasion };
    const timer = setTimeout(
      () => {
        call(method, JSON.parse(question)).then(
          (data) => !isStale && setState({ data, error: null }),
          (error) => !isStale && setState((before) => ({ ...before, error })),
        );
      },
      isAnswered ? DELAY : 0,
    );
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [method, question, archive, occasion]);
  return { ...state, reload: useCallback(() => setAsked((count) => count + 1), []) };
}
