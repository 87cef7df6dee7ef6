import type { Mark, MarkTint, Rect, Span } from './document-view.ts';

/** How a passage looks that carries no coding. */
export const UNCODED_TINT: MarkTint = { color: '#7a756b', letter: '•' };
/** Distance between stacked underlines. */
const STRIPE_STEP = 2.75;
/** Underlines below each other that do not run into the next line. The margin tells of the others. */
const MAX_UNDERLINES = 2;
/** Share of its usual tint that a passage gets at each level: many on the same words must leave them readable. */
const FADING = [1, 0.5, 0.3, 0.15];

/** Turns a length of the painted space into CSS: points times the zoom, or pixels. */
export type LengthOf = (value: number) => string;

/** Passages that overlap get different levels, the longest the lowest: their tints fade and their underlines stack by them. */
export function assignLevels(marks: readonly Mark[]): ReadonlyMap<string, number> {
  const levels = new Map<string, number>();
  for (const cluster of clustersOf(marks)) {
    const placed: { readonly mark: Mark; readonly from: number; readonly to: number }[] = [];
    for (const mark of cluster.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)) {
      const height = Math.max(1, mark.tints.length);
      const others = placed.filter((other) => other.mark.start < mark.end && mark.start < other.mark.end);
      let from = 0;
      while (from < FADING.length - 1 && others.some((other) => from < other.to && other.from < from + height))
        from += 1;
      placed.push({ mark, from, to: from + height });
      levels.set(mark.id, from);
    }
  }
  return levels;
}

/** Passages that hang together by overlapping; those of one document are thousands, those of one cluster few. */
function clustersOf(marks: readonly Mark[]): readonly Mark[][] {
  const clusters: Mark[][] = [];
  let reach = -1;
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    const last = clusters[clusters.length - 1];
    if (last !== undefined && mark.start < reach) last.push(mark);
    else clusters.push([mark]);
    reach = Math.max(reach, mark.end);
  }
  return clusters;
}

/** The passage as it would be with other pieces. */
export function withPieces(mark: Mark, pieces: readonly Span[]): Mark {
  const { spans: _, ...rest } = mark;
  const start = pieces[0]?.start ?? mark.start;
  const end = pieces[pieces.length - 1]?.end ?? mark.end;
  return { ...rest, start, end, ...(pieces.length > 1 ? { spans: pieces } : {}) };
}

/** The rectangles that a passage takes where `rectsOf` knows the words: those of all its pieces. */
export function rectsOfPieces(mark: Mark, rectsOf: (span: Span) => readonly Rect[]): readonly Rect[] {
  return mark.spans === undefined ? rectsOf(mark) : mark.spans.flatMap((span) => rectsOf(span));
}

/** Paints one passage: a tint under its words (or a frame around its area) and one underline per stance. */
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
  const colors = mark.tints.length === 0 ? [UNCODED_TINT.color] : mark.tints.map((tint) => tint.color);
  group.style.setProperty('--sp-color', colors[0] ?? UNCODED_TINT.color);
  group.toggleAttribute('data-area', mark.area !== undefined);
  group.style.setProperty('--sp-share', String(FADING[Math.min(level, FADING.length - 1)]));
  for (const rect of rects) {
    const line = box(ownerDocument, 'sp-line', rect, lengthOf);
    line.dataset.passageId = mark.id;
    group.append(line);
    colors.forEach((color, index) => {
      if (mark.area !== undefined || (level > 0 && level + index >= MAX_UNDERLINES)) return;
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
  emphasiseBy(root, 'data-selected', selectedId);
  emphasiseBy(root, 'data-hovered', hoveredId);
}

/** Only what changes is touched: there may be thousands of passages, and the pointer passes over many. */
function emphasiseBy(root: ParentNode, attribute: string, id: string | null): void {
  for (const element of root.querySelectorAll<HTMLElement>(`[data-passage-id][${attribute}]`)) {
    if (element.dataset.passageId !== id) element.removeAttribute(attribute);
  }
  if (id === null) return;
  for (const element of root.querySelectorAll(`[data-passage-id=${JSON.stringify(id)}]:not([${attribute}])`)) {
    element.setAttribute(attribute, '');
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
