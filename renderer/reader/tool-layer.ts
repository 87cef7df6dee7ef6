import type { Rect } from './document-view.ts';

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
