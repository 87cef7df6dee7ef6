/** Which rows of a list are selected, and which one the keyboard stands on. */
export interface ListSelection {
  readonly selected: ReadonlySet<string>;
  /** The row the keyboard stands on. */
  readonly focus: string | null;
  /** Where a range begins. */
  readonly anchor: string | null;
}

/** Nothing selected. */
export const NO_SELECTION: ListSelection = { selected: new Set(), focus: null, anchor: null };

/** How a click or a key extends a selection. */
export interface Extend {
  /** Ctrl or Cmd: one row more or less. */
  readonly toggle: boolean;
  /** Shift: everything from the anchor on. */
  readonly range: boolean;
}

/** Just this row. */
const ONLY: Extend = { toggle: false, range: false };

/** The modifier keys of an event as they extend a selection. */
export function extendOf(event: {
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}): Extend {
  return { toggle: event.ctrlKey || event.metaKey, range: event.shiftKey };
}

/** The selection after a row was clicked. `ids` are the rows in their order on screen. */
export function selectRow(
  selection: ListSelection,
  ids: readonly string[],
  id: string,
  extend: Extend = ONLY,
): ListSelection {
  if (extend.range && selection.anchor !== null) {
    const from = ids.indexOf(selection.anchor);
    const to = ids.indexOf(id);
    if (from >= 0 && to >= 0) {
      const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
      return { selected: new Set(range), focus: id, anchor: selection.anchor };
    }
  }
  if (extend.toggle) {
    const selected = new Set(selection.selected);
    if (!selected.delete(id)) selected.add(id);
    return { selected, focus: id, anchor: id };
  }
  return { selected: new Set([id]), focus: id, anchor: id };
}

/** The selection after the focus moved by `step` rows (use ±Infinity for the ends). */
export function moveSelection(
  selection: ListSelection,
  ids: readonly string[],
  step: number,
  isRange = false,
): ListSelection {
  if (ids.length === 0) return NO_SELECTION;
  const index = selection.focus === null ? -1 : ids.indexOf(selection.focus);
  const start = index < 0 && step < 0 ? ids.length : index;
  const next = ids[Math.max(0, Math.min(ids.length - 1, start + step))];
  return next === undefined ? selection : selectRow(selection, ids, next, { toggle: false, range: isRange });
}

/** The selection without the rows that are no longer there; the focus stays at its place in the list. */
export function keepExisting(
  selection: ListSelection,
  before: readonly string[],
  ids: readonly string[],
): ListSelection {
  const existing = new Set(ids);
  const isGone = (id: string | null) => id !== null && !existing.has(id);
  if (!isGone(selection.focus) && !isGone(selection.anchor) && [...selection.selected].every((id) => existing.has(id)))
    return selection;
  const selected = new Set([...selection.selected].filter((id) => existing.has(id)));
  let focus = selection.focus;
  if (focus !== null && !existing.has(focus)) {
    const index = before.indexOf(focus);
    focus = before.slice(index + 1).find((id) => existing.has(id)) ?? ids[Math.min(index, ids.length) - 1] ?? null;
  }
  return { selected, focus, anchor: isGone(selection.anchor) ? focus : selection.anchor };
}

/** The same, but rows that are not listed now, for example for a filter, stay selected. */
export function keepSelected(
  selection: ListSelection,
  before: readonly string[],
  ids: readonly string[],
): ListSelection {
  const kept = keepExisting(selection, before, ids);
  return kept === selection ? selection : { ...kept, selected: selection.selected };
}
