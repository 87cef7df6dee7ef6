import type { Briefing } from '../../shared/domain/briefing.ts';

/** The parts of a briefing that say which passages it takes and in which order. */
export type Selection = Pick<Briefing, 'byHand' | 'include' | 'exclude' | 'order'>;

/**
 * Takes a passage into the briefing or out of it. `fitsFilter` says whether the filter takes it anyway: only
 * what differs from the filter is noted by hand. Where all is chosen by hand, what is taken out stays at hand.
 */
export function togglePassage(selection: Selection, id: string, isIn: boolean, fitsFilter: boolean): Selection {
  if (selection.byHand === true) {
    const without = selection.exclude.filter((other) => other !== id);
    if (isIn) return { ...selection, include: [...new Set([...selection.include, id])], exclude: without };
    return { ...selection, exclude: [...without, id], order: selection.order.filter((other) => other !== id) };
  }
  const include = selection.include.filter((other) => other !== id);
  const exclude = selection.exclude.filter((other) => other !== id);
  if (isIn) return { ...selection, include: fitsFilter ? include : [...include, id], exclude };
  return {
    include,
    exclude: fitsFilter ? [...exclude, id] : exclude,
    order: selection.order.filter((other) => other !== id),
  };
}

/** The order after a passage moved to another place among those shown; `shown` is the order on screen. */
export function movePassage(shown: readonly string[], id: string, to: number): string[] {
  const from = shown.indexOf(id);
  if (from < 0) return [...shown];
  const rest = shown.filter((other) => other !== id);
  rest.splice(Math.max(0, Math.min(rest.length, to)), 0, id);
  return rest;
}
