import type { QuarterTurns, Rect, Span } from './document-view.ts';
import { putAcross } from './tool-layer.ts';

/** Gives the rectangles of words in the coordinates of pointer events; none where they are not on screen. */
export type FindRects = (span: Span) => readonly Rect[];

/** The side of a character at which it begins or ends, as a rectangle of no width; on a page turned on its side, of no height. */
export function sideOf({ x, y, width, height }: Rect, side: 'start' | 'end', turns: QuarterTurns): Rect {
  const isNear = (side === 'start') === (turns === 0 || turns === 1);
  if (turns % 2 === 0) return { x: isNear ? x : x + width, y, width: 0, height };
  return { x, y: isNear ? y : y + height, width, height: 0 };
}

/**
 * The line at which a place in the text stands: of no width, as high as its words, or so once the page is turned back;
 * null if it is not on screen.
 */
export function caretRect(text: string, offset: number, rectsOf: FindRects, turns: QuarterTurns = 0): Rect | null {
  const begin = (rect: Rect | undefined) => (rect === undefined ? null : sideOf(rect, 'start', turns));
  const finish = (rect: Rect | undefined) => (rect === undefined ? null : sideOf(rect, 'end', turns));
  const isWord = (at: number): boolean => at >= 0 && at < text.length && /\S/u.test(text.charAt(at));
  if (isWord(offset)) {
    const rect = begin(rectsOf({ start: offset, end: offset + 1 })[0]);
    if (rect !== null) return rect;
  }
  if (isWord(offset - 1)) {
    const rect = finish(rectsOf({ start: offset - 1, end: offset })[0]);
    if (rect !== null) return rect;
  }
  // Between two blanks: at the next word, or behind the last one.
  let next = offset;
  while (next < text.length && !isWord(next)) next += 1;
  if (next < text.length) return begin(rectsOf({ start: next, end: next + 1 })[0]);
  let last = offset;
  while (last > 0 && !isWord(last - 1)) last -= 1;
  return last > 0 ? finish(rectsOf({ start: last - 1, end: last })[0]) : null;
}

/** In CSS pixels. */
const WIDTH = 2;

/** A caret in a text that is not for writing: shows where the keyboard stands. */
export class Caret {
  readonly #layer: HTMLElement;
  readonly #element: HTMLElement;
  readonly #rectAt: (offset: number) => Rect | null;
  readonly #turns: () => QuarterTurns;
  #offset: number | null = null;

  constructor(layer: HTMLElement, rectAt: (offset: number) => Rect | null, turns: () => QuarterTurns) {
    this.#layer = layer;
    this.#rectAt = rectAt;
    this.#turns = turns;
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
    if (rect !== null) putAcross(this.#element, this.#layer, rect, this.#turns(), WIDTH);
  }
}
