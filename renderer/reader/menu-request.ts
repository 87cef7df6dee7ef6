import { isByKey } from '../components/menu-point.ts';
import type { MenuRequest, Rect } from './document-view.ts';

/** What a view knows where a menu is asked for. Rectangles are in window coordinates. */
interface MenuPlaces {
  readonly passageIds: readonly string[];
  /** Where the selected words stand. */
  readonly selection: readonly Rect[];
  /** Where the selected passage stands. */
  readonly selected: readonly Rect[];
  readonly viewport: Rect;
}

/** A menu as it was asked for: by a key it opens below what is selected, if that is in sight. */
export function menuRequest(
  event: Pick<MouseEvent, 'clientX' | 'clientY' | 'button' | 'ctrlKey'>,
  { passageIds, selection, selected, viewport }: MenuPlaces,
  /** Where the coordinates of the event begin in the window. */
  origin: { readonly x: number; readonly y: number } = { x: 0, y: 0 },
): MenuRequest {
  if (isByKey(event)) {
    const about = selection.length > 0 ? selection : selected;
    const seen = about.filter(({ y, height }) => y + height > viewport.y && y + height < viewport.y + viewport.height);
    const last = seen[seen.length - 1];
    const at =
      last === undefined ? { x: viewport.x + 48, y: viewport.y + 48 } : { x: last.x + 16, y: last.y + last.height };
    return { passageIds: [], isOnSelection: selection.length > 0, isByKey: true, at };
  }
  const at = { x: origin.x + event.clientX, y: origin.y + event.clientY };
  const isOnSelection = selection.some(
    ({ x, y, width, height }) => at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height,
  );
  return { passageIds, isOnSelection, isByKey: false, at };
}
