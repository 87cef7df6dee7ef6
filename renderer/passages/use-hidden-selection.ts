import { type Dispatch, type SetStateAction, useEffect, useMemo } from 'react';
import { useArchiveQuery } from '../archive-query.ts';
import type { ListSelection } from '../list-selection.ts';

const NONE: readonly string[] = [];

/**
 * Divides what is selected into what the list shows and what search and filters hide. Of the hidden only those that are
 * still in the archive count; what was deleted meanwhile leaves the selection.
 */
export function useHiddenSelection(
  selected: ReadonlySet<string>,
  listed: ReadonlySet<string>,
  setSelection: Dispatch<SetStateAction<ListSelection>>,
): { readonly shown: readonly string[]; readonly hidden: readonly string[] } {
  const shown = useMemo(() => [...selected].filter((id) => listed.has(id)), [selected, listed]);
  const absent = useMemo(() => [...selected].filter((id) => !listed.has(id)), [selected, listed]);
  const { data } = useArchiveQuery('passage.outline', absent.length > 0 ? { ids: absent } : null, [
    'passage',
    'document',
  ]);
  const hidden = useMemo(
    () => (absent.length === 0 ? NONE : (data?.groups.flatMap(({ ids }) => ids) ?? NONE)),
    [absent, data],
  );
  useEffect(() => {
    if (data === undefined || absent.length === 0 || hidden.length === absent.length) return;
    const there = new Set(hidden);
    const gone = new Set(absent.filter((id) => !there.has(id)));
    setSelection((now) => ({ ...now, selected: new Set([...now.selected].filter((id) => !gone.has(id))) }));
  }, [data, absent, hidden, setSelection]);
  return { shown, hidden };
}
