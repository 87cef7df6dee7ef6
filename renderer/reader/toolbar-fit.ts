/** A group of tools of the toolbar. */
export interface ToolGroup {
  readonly id: string;
  /** In rem, gap included. */
  readonly width: number;
  /** Groups of a lower rank go into the menu first; those of rank 0 never do. */
  readonly rank: number;
}

/** Room of the button that opens the menu of what did not fit, in rem. */
const MENU_WIDTH = 2.375;

/** Which groups fit into the toolbar beside each other, in rem; what is left out goes into a menu, whose button has room. */
export function fitGroups(groups: readonly ToolGroup[], available: number): ReadonlySet<string> {
  const shown = new Set(groups.map(({ id }) => id));
  let used = groups.reduce((sum, { width }) => sum + width, 0);
  if (used <= available) return shown;
  used += MENU_WIDTH;
  const leaving = groups.filter(({ rank }) => rank > 0).sort((a, b) => a.rank - b.rank);
  for (const { id, width } of leaving) {
    if (used <= available) break;
    shown.delete(id);
    used -= width;
  }
  return shown;
}
