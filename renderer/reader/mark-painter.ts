import type { Mark, Rect } from './document-view.ts';

/** Colour of a passage that carries no coding. */
const UNCODED_COLOR = '#7a756b';
/** Letter of a passage that carries no coding. */
const UNCODED_LETTER = '•';
/** Distance between stacked underlines. */
const STRIPE_STEP = 2.75;
/** Height that a row of letters takes in the margin, in CSS pixels. */
const LETTER_STEP = 21;
/** How many letters stand side by side. */
const LETTERS_A_ROW = 2;

/** Turns a length of the painted space into CSS: points times the zoom, or pixels. */
export type LengthOf = (value: number) => string;

/** Passages that overlap get different levels, so that their underlines stack. Greedy, in the order given. */
export function assignLevels(marks: readonly Mark[]): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  const placed: { readonly mark: Mark; readonly from: number; readonly to: number }[] = [];
  for (const mark of [...marks].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const height = Math.max(1, mark.tints.length);
    const others = placed.filter((other) => other.mark.start < mark.end && mark.start < other.mark.end);
    let from = 0;
    while (others.some((other) => from < other.to && other.from < from + height)) from += 1;
    placed.push({ mark, from, to: from + height });
    levels.set(mark.id, from);
  }
  return levels;
}

/** Paints one passage: a tint under its words and one underline per stance. */
export function paintMark(
  ownerDocument: Document,
  mark: Mark,
  rects: readonly Rect[],
  level: number,
  lengthOf: LengthOf,
): HTMLElement {
  const group = ownerDocument.createElement('div');
  group.className = 'sp-mark';
  group.dataset.passageId = mark.id;
  group.toggleAttribute('data-uncoded', mark.tints.length === 0);
  group.toggleAttribute('data-carried', mark.isCarried === true);
  const colors = mark.tints.length === 0 ? [UNCODED_COLOR] : mark.tints.map((tint) => tint.color);
  group.style.setProperty('--sp-color', colors[0] ?? UNCODED_COLOR);
  for (const rect of rects) {
    const line = box(ownerDocument, 'sp-line', rect, lengthOf);
    line.dataset.passageId = mark.id;
    group.append(line);
    colors.forEach((color, index) => {
      const y = rect.y + rect.height + (level + index) * STRIPE_STEP - 1;
      const stripe = box(ownerDocument, 'sp-stripe', { x: rect.x, y, width: rect.width, height: 0 }, lengthOf);
      stripe.style.height = '';
      stripe.style.setProperty('--sp-color', color);
      group.append(stripe);
    });
  }
  return group;
}

/** Paints a plain box, for selections and hits. */
export function box(ownerDocument: Document, className: string, rect: Rect, lengthOf: LengthOf): HTMLElement {
  const element = ownerDocument.createElement('div');
  element.className = className;
  element.style.left = lengthOf(rect.x);
  element.style.top = lengthOf(rect.y);
  element.style.width = lengthOf(rect.width);
  element.style.height = lengthOf(rect.height);
  return element;
}

/** A passage's letters for the margin, at a height in CSS pixels. */
export interface MarginEntry {
  readonly mark: Mark;
  readonly y: number;
}

/**
 * Paints the letters of passages into a margin, each row beside the line its passage starts on, or as near
 * below as there is room.
 */
export function paintLetters(ownerDocument: Document, margin: HTMLElement, entries: readonly MarginEntry[]): void {
  let next = Number.NEGATIVE_INFINITY;
  const known = paintedLetters.get(margin);
  const painted = new Map<Mark, HTMLElement>();
  for (const { mark, y } of [...entries].sort((a, b) => a.y - b.y)) {
    const top = Math.max(y, next);
    next = top + LETTER_STEP * Math.max(1, Math.ceil(mark.tints.length / LETTERS_A_ROW));
    const row = known?.get(mark) ?? makeLetters(ownerDocument, mark);
    row.style.top = `${top}px`;
    painted.set(mark, row);
  }
  paintedLetters.set(margin, painted);
  arrangeChildren(margin, [...painted.values()]);
}

/** The letters that a margin holds, so that those of an unchanged passage stay. */
const paintedLetters = new WeakMap<HTMLElement, ReadonlyMap<Mark, HTMLElement>>();

function makeLetters(ownerDocument: Document, mark: Mark): HTMLElement {
  const row = ownerDocument.createElement('div');
  row.className = 'sp-letters';
  const tints = mark.tints.length === 0 ? [{ color: UNCODED_COLOR, letter: UNCODED_LETTER }] : mark.tints;
  tints.forEach((tint, index) => {
    const letter = ownerDocument.createElement(index === 0 ? 'button' : 'span');
    letter.className = 'sp-letter';
    letter.dataset.passageId = mark.id;
    letter.textContent = tint.letter;
    letter.style.setProperty('--sp-color', tint.color);
    letter.toggleAttribute('data-carried', mark.isCarried === true);
    if (index === 0) {
      letter.setAttribute('type', 'button');
      letter.setAttribute('aria-label', mark.label);
    } else {
      letter.setAttribute('aria-hidden', 'true');
    }
    row.append(letter);
  });
  return row;
}

/** Gives an element these children in this order and touches none that is in its place already. */
export function arrangeChildren(parent: HTMLElement, children: readonly HTMLElement[]): void {
  const wanted = new Set<Element>(children);
  for (const child of [...parent.children]) if (!wanted.has(child)) child.remove();
  let place = parent.firstElementChild;
  for (const child of children) {
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
  }
}

/** Shows which passage is selected and which is pointed at, on everything painted under `root`. */
export function emphasise(root: ParentNode, selectedId: string | null, hoveredId: string | null): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-passage-id]')) {
    const id = element.dataset.passageId;
    element.toggleAttribute('data-selected', id === selectedId);
    element.toggleAttribute('data-hovered', id === hoveredId);
  }
}

/** Starts the flash of a passage on everything painted under `root`. */
export function startFlash(root: ParentNode, passageId: string): void {
  for (const element of root.querySelectorAll<HTMLElement>('.sp-mark')) {
    if (element.dataset.passageId !== passageId) continue;
    element.removeAttribute('data-flash');
    // Reading a layout property restarts an animation that is running.
    element.getBoundingClientRect();
    element.setAttribute('data-flash', '');
    element.ownerDocument.defaultView?.setTimeout(() => element.removeAttribute('data-flash'), 1500);
  }
}
