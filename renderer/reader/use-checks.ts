import { useEffect, useRef, useState } from 'react';
import type { QuoteCheck } from '../../shared/contract.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { call } from '../archive-client.ts';
import { notifyError } from '../components/toast.tsx';

/** Time after the last change before quotes are checked, in milliseconds: a check never delays a gesture. */
const DELAY = 300;

/** Checks the passages' quotes against the preserved text, each once for every place it has had. */
export function useChecks(passages: readonly Passage[]): ReadonlyMap<string, QuoteCheck> {
  const [checks, setChecks] = useState<ReadonlyMap<string, QuoteCheck>>(new Map());
  const checked = useRef(new Set<string>());
  useEffect(() => {
    const keyOf = (passage: Passage) => `${passage.id} ${passage.start} ${passage.end}`;
    const unchecked = passages.filter((passage) => !checked.current.has(keyOf(passage)));
    if (unchecked.length === 0) return;
    const timer = window.setTimeout(() => {
      for (const passage of unchecked) checked.current.add(keyOf(passage));
      call('passage.verify', { ids: unchecked.map((passage) => passage.id) }).then(
        (results) =>
          setChecks((before) => new Map([...before, ...results.map(({ id, check }) => [id, check] as const)])),
        (error: unknown) => {
          for (const passage of unchecked) checked.current.delete(keyOf(passage));
          notifyError('The quotes of this document could not be checked', error);
        },
      );
    }, DELAY);
    return () => window.clearTimeout(timer);
  }, [passages]);
  return checks;
}
