import { useEffect, useMemo, useRef, useState } from 'react';
import type { PassageView } from '../../shared/contract.ts';
import { useArchiveQuery } from '../archive-query.ts';

/** Rows read together: whoever scrolls a little finds the next ones there. */
const PAGE = 24;
/** Passages kept that are out of sight: going back shows them at once. */
const KEPT = 2000;

/** The rows to read for those on screen, `first` to `last`, in whole pages: [from, to), to at most `count`. */
export function pagesAround(first: number, last: number, count: number): readonly [number, number] {
  const from = Math.max(0, Math.floor(first / PAGE) * PAGE);
  return [from, Math.max(from, Math.min(count, (Math.floor(last / PAGE) + 1) * PAGE))];
}

/**
 * Passages by id, as far as they are known: those wanted are read, and read again when they change. While one reading
 * runs the next waits, so that scrolling far asks for where it ends and not for all that flew by.
 */
export function usePassages(wanted: readonly string[]): ReadonlyMap<string, PassageView> {
  const key = wanted.join(' ');
  const [asked, setAsked] = useState(key);
  const query = useArchiveQuery('passage.list', asked === '' ? null : { ids: asked.split(' ') }, [
    'passage',
    'document',
    'agency',
    'stance',
    'topic',
  ]);
  const isWaiting = asked !== '' && query.isLoading;
  useEffect(() => {
    if (!isWaiting) setAsked(key);
  }, [key, isWaiting]);

  const known = useRef<ReadonlyMap<string, PassageView>>(new Map());
  const { data } = query;
  return useMemo(() => {
    if (data === undefined) return known.current;
    const base = known.current.size > KEPT ? [] : known.current;
    known.current = new Map([...base, ...data.passages.map((passage) => [passage.id, passage] as const)]);
    return known.current;
  }, [data]);
}
