import type { OutlineEntry, ViewPosition } from './document-view.ts';

/** One line of the outline as a tree shows it. */
export interface OutlineRow {
  /** Place in the tree: "0.2" is the third child of the first entry. */
  readonly key: string;
  readonly entry: OutlineEntry;
  /** Key of the entry that it is under, or null. */
  readonly parent: string | null;
  /** Null for an entry without children. */
  readonly isExpanded: boolean | null;
  /** 1-based place among its siblings, and how many they are. */
  readonly posInSet: number;
  readonly setSize: number;
}

/** The lines in sight: those whose ancestors are all expanded. */
export function outlineRows(
  entries: readonly OutlineEntry[],
  isExpanded: (key: string) => boolean,
  parent: string | null = null,
): readonly OutlineRow[] {
  return entries.flatMap((entry, index) => {
    const key = parent === null ? String(index) : `${parent}.${index}`;
    const hasChildren = entry.children.length > 0;
    const expanded = hasChildren ? isExpanded(key) : null;
    const row = { key, entry, parent, isExpanded: expanded, posInSet: index + 1, setSize: entries.length };
    return [row, ...(expanded === true ? outlineRows(entry.children, isExpanded, key) : [])];
  });
}

/** Number of all entries. */
export function countEntries(entries: readonly OutlineEntry[]): number {
  return entries.reduce((sum, { children }) => sum + 1 + countEntries(children), 0);
}

function isAtOrBefore(place: ViewPosition, position: ViewPosition): boolean {
  // An entry counts as reached when it is near the top of the view.
  return place.page < position.page || (place.page === position.page && place.fraction <= position.fraction + 0.02);
}

/** Key of the entry that the reader is in: the last one in reading order that begins at or before; null if none does. */
export function currentEntry(
  entries: readonly OutlineEntry[],
  position: ViewPosition,
  parent: string | null = null,
): string | null {
  let found: string | null = null;
  for (const [index, { destination, children }] of entries.entries()) {
    const key = parent === null ? String(index) : `${parent}.${index}`;
    if (destination !== null && !isAtOrBefore(destination, position)) break;
    if (destination !== null) found = key;
    found = currentEntry(children, position, key) ?? found;
  }
  return found;
}

/** The nearest line in sight for an entry that may be under a collapsed one. */
export function nearestRow(rows: readonly OutlineRow[], key: string | null): string | null {
  if (key === null) return null;
  for (let at = key; ; at = at.slice(0, at.lastIndexOf('.'))) {
    if (rows.some((row) => row.key === at)) return at;
    if (!at.includes('.')) return null;
  }
}
