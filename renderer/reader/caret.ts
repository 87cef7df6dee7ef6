import type { Rect, Span } from './document-view.ts';
import { putAt } from './tool-layer.ts';

/** Gives the rectangles of words in the coordinates of pointer events; none where they are not on screen. */
export type FindRects = (span: Span) => readonly Rect[];

/** The line at which a place in the text stands: of no width, as high as its words; null if it is not on screen. */
export function caretRect(text: string, offset: number, rectsOf: FindRects): Rect | null {
  const isWord = (at: number): boolean => at >= 0 && at < text.length && /\S/u.test(text.charAt(at));
  if (isWord(offset)) {
    const rect = rectsOf({ start: offset, end: offset + 1 })[0];
    if (rect !== undefined) return { ...rect, width: 0 };
  }
  if (isWord(offset - 1)) {
    const rect = rectsOf({ start: offset - 1, end: offset })[0];
    if (rect !== undefined) return { ...rect, x: rect.x + rect.width, width: 0 };
  }
  // Between two blanks: at the next word, or behind the last one.
  let next = offset;
  while (next < text.length && !isWord(next)) next += 1;
  if (next < text.length) {
    const rect = rectsOf({ start: next, end: next + 1 })[0];
    return rect === undefined ? null : { ...rect, width: 0 };
  }
  let last = offset;
  while (last > 0 && !isWord(last - 1)) last -= 1;
  const rect = last > 0 ? rectsOf({ start: last - 1, end: last })[0] : undefined;
  return rect === undefined ? null : { ...rect, x: rect.x + rect.width, width: 0 };
}

/** A caret in a text that is not for writing: shows where the keyboard stands. */
export class Caret {
  readonly #layer: HTMLElement;
  readonly #element: HTMLElement;
  readonly #rectAt: (offset: number) => Rect | null;
  #offset: number | null = null;

  constructor(layer: HTMLElement, rectAt: (offset: number) => Rect | null) {
    this.#layer = layer;
    this.#rectAt = rectAt;
    this.#element = layer.ownerDocument.createElement('div');
    this.#element.className = 'sp-caret';
    this.#element.hidden = true;
    layer.append(this.#element);
  }

  /** Shows the caret at an offset, or nowhere. */
  show(offset: number | null): void {
    this.#offset = offset;
    this.place();
    if (this.#element.hidden) return;
    // A caret that has just moved does not blink.
    const [blink] = this.#element.getAnimations();
    if (blink !== undefined) blink.currentTime = 0;
  }

  /** Puts it where its place is now: the content was laid out anew, or more of it is there. */
  place(): void {
    const rect = this.#offset === null ? null : this.#rectAt(this.#offset);
    this.#element.hidden = rect === null;
    if (rect !== null) putAt(this.#element, this.#layer, { ...rect, x: rect.x - 1, width: 2 });
  }
}
