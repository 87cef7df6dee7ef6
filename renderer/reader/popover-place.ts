import type { Rect } from './document-view.ts';

/** Where a popover of some size goes, in window coordinates. */
export interface PopoverPlace {
  readonly left: number;
  readonly top: number;
  readonly side: 'above' | 'below';
}

const DISTANCE = 12;
const EDGE = 8;

/**
 * Places a popover above the words, below them if there is no room above, never over them while there is room
 * on either side. Rectangles are those of the words in the window; `bounds` is the part of the window to stay in.
 * Null if none of the words are on screen.
 */
export function placePopover(
  words: readonly Rect[],
  size: { readonly width: number; readonly height: number },
  bounds: Rect,
): PopoverPlace | null {
  const seen = words.filter((rect) => rect.y + rect.height > bounds.y && rect.y < bounds.y + bounds.height);
  const first = seen[0];
  if (first === undefined) return null;
  const top = Math.min(...seen.map((rect) => rect.y));
  const bottom = Math.max(...seen.map((rect) => rect.y + rect.height));
  const wanted = first.x + first.width / 2 - size.width / 2;
  const left = Math.max(bounds.x + EDGE, Math.min(wanted, bounds.x + bounds.width - size.width - EDGE));
  const roomAbove = top - bounds.y;
  const roomBelow = bounds.y + bounds.height - bottom;
  const needed = size.height + DISTANCE + EDGE;
  const side = roomAbove >= needed || roomAbove >= roomBelow ? 'above' : 'below';
  const ideal = side === 'above' ? top - DISTANCE - size.height : bottom + DISTANCE;
  const lowest = bounds.y + bounds.height - size.height - EDGE;
  return { left, top: Math.max(bounds.y + EDGE, Math.min(ideal, lowest)), side };
}
