import type { QuarterTurns, Rect } from './document-view.ts';

/** A layer over the scrolled content for what belongs to no page: the caret, handles, a rectangle being drawn. */
export function makeToolLayer(ownerDocument: Document, parent: HTMLElement): HTMLElement {
  const layer = ownerDocument.createElement('div');
  layer.className = 'sp-tools';
  parent.append(layer);
  return layer;
}

/** Puts an element of the layer at a rectangle given in the coordinates of pointer events. */
export function putAt(element: HTMLElement, layer: HTMLElement, { x, y, width, height }: Rect): void {
  const origin = layer.getBoundingClientRect();
  const { style } = element;
  style.left = `${x - origin.x}px`;
  style.top = `${y - origin.y}px`;
  style.width = `${width}px`;
  style.height = `${height}px`;
}

/**
 * Puts an element of a width over the middle of a line across the direction of the text, as `sideOf` gives it, and turns
 * it with the page.
 */
export function putAcross(
  element: HTMLElement,
  layer: HTMLElement,
  line: Rect,
  turns: QuarterTurns,
  width: number,
): void {
  const height = turns % 2 === 0 ? line.height : line.width;
  const middle = { x: line.x + line.width / 2, y: line.y + line.height / 2 };
  putAt(element, layer, { x: middle.x - width / 2, y: middle.y - height / 2, width, height });
  element.style.transform = turns === 0 ? '' : `rotate(${turns * 90}deg)`;
}
