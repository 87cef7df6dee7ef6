/** A place in the window, in CSS pixels. */
export interface WindowPoint {
  readonly x: number;
  readonly y: number;
}

/** Where a menu opens that was asked for by an event: at the pointer, or beside the element if a key asked for it. */
export function menuPoint(
  event: Pick<MouseEvent, 'clientX' | 'clientY' | 'button' | 'ctrlKey'>,
  element: Element | null,
): WindowPoint {
  if (isByKey(event) && element !== null) {
    const { left, top, height, width } = element.getBoundingClientRect();
    return { x: left + Math.min(48, width / 2), y: top + Math.min(height, 40) };
  }
  return { x: event.clientX, y: event.clientY };
}

/** Whether a menu was asked for by a key: the menu key, or Shift and F10. */
export function isByKey({ button, ctrlKey }: Pick<MouseEvent, 'button' | 'ctrlKey'>): boolean {
  // On a Mac the first button with Ctrl asks for it too.
  return button !== 2 && !ctrlKey;
}
