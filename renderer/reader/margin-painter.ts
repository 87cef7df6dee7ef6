import type { Mark, MarkTint } from './document-view.ts';
import { layoutMargin, type MarginEntry, type MarginLabel, type Stripe } from './margin-lanes.ts';
import { arrangeChildren, UNCODED_TINT } from './mark-painter.ts';

/** What a margin holds, so that the parts of an unchanged passage stay. */
interface Painted {
  readonly stripes: ReadonlyMap<Mark, HTMLElement>;
  readonly letters: ReadonlyMap<Mark, HTMLElement>;
}

const paintedIn = new WeakMap<HTMLElement, Painted>();

/** Distance from one lane to the next, in CSS pixels. */
const LANE_STEP = 6;

/** Paints the stripes and letters of passages into a margin: stripes next to the page, letters beside them. */
export function paintMargin(margin: HTMLElement, entries: readonly MarginEntry[]): void {
  const { stripes, labels, lanes } = layoutMargin(entries);
  const before = paintedIn.get(margin);
  const painted = { stripes: new Map<Mark, HTMLElement>(), letters: new Map<Mark, HTMLElement>() };
  const children: HTMLElement[] = [];
  margin.style.setProperty('--sp-lanes', String(lanes));
  for (const stripe of stripes) {
    const element = before?.stripes.get(stripe.mark) ?? makePart(margin, 'sp-lane', stripe.mark);
    placeStripe(element, stripe);
    painted.stripes.set(stripe.mark, element);
    children.push(element);
  }
  for (const label of labels) {
    const known = label.kind === 'letters' ? before?.letters.get(label.mark) : undefined;
    const element = known ?? makeLabel(margin, label);
    element.style.top = `${label.top}px`;
    if (label.kind === 'letters') painted.letters.set(label.mark, element);
    children.push(element);
  }
  paintedIn.set(margin, painted);
  arrangeChildren(margin, children);
}

/**
 * The passage that a press on something in a margin means, or null if it is none: of several counted together, the one
 * after the selected one.
 */
export function passageOfMargin(target: Element | null, selectedId: string | null): string | null {
  const part = target?.closest<HTMLElement>('.sp-letter, .sp-lane') ?? null;
  if (part === null) return null;
  const ids = part.dataset.passageIds?.split(' ');
  if (ids === undefined) return part.dataset.passageId ?? null;
  return ids[(ids.indexOf(selectedId ?? '') + 1) % ids.length] ?? null;
}

/** All passages that something in a margin stands for. */
export function passagesOfMargin(target: Element | null): readonly string[] {
  const part = target?.closest<HTMLElement>('.sp-letter, .sp-lane') ?? null;
  const { passageId, passageIds } = part?.dataset ?? {};
  return passageIds?.split(' ') ?? (passageId === undefined ? [] : [passageId]);
}

function tintsOf(mark: Mark): readonly MarkTint[] {
  return mark.tints.length === 0 ? [UNCODED_TINT] : mark.tints;
}

function makePart(margin: HTMLElement, className: string, mark: Mark): HTMLElement {
  const part = margin.ownerDocument.createElement('div');
  part.className = className;
  part.dataset.passageId = mark.id;
  part.toggleAttribute('data-carried', mark.isCarried === true);
  part.toggleAttribute('data-uncoded', mark.tints.length === 0);
  return part;
}

/** One bar for each stretch, with a thin line between them: pieces and columns of one passage belong together. */
function placeStripe(element: HTMLElement, { mark, lane, extents }: Stripe): void {
  const top = extents[0]?.top ?? 0;
  const bottom = extents[extents.length - 1]?.bottom ?? top;
  element.style.top = `${top}px`;
  element.style.height = `${bottom - top}px`;
  element.style.setProperty('--sp-lane', `${lane * LANE_STEP}px`);
  const tints = tintsOf(mark);
  const bars = extents.map((extent) => {
    const bar = element.ownerDocument.createElement('div');
    bar.className = 'sp-bar';
    bar.style.top = `${extent.top - top}px`;
    bar.style.height = `${Math.max(4, extent.bottom - extent.top)}px`;
    bar.style.background = bands(tints);
    return bar;
  });
  element.style.setProperty('--sp-color', tints[0]?.color ?? UNCODED_TINT.color);
  element.replaceChildren(...bars);
}

/** The colours of several stances, one below the other. */
function bands(tints: readonly MarkTint[]): string {
  if (tints.length === 1) return tints[0]?.color ?? '';
  const share = 100 / tints.length;
  const stops = tints.map(({ color }, at) => `${color} ${at * share}% ${(at + 1) * share}%`);
  return `linear-gradient(${stops.join(', ')})`;
}

function makeLabel(margin: HTMLElement, label: MarginLabel): HTMLElement {
  return label.kind === 'letters' ? makeLetters(margin, label.mark) : makeMore(margin, label.marks);
}

function makeLetters(margin: HTMLElement, mark: Mark): HTMLElement {
  const row = margin.ownerDocument.createElement('div');
  row.className = 'sp-letters';
  tintsOf(mark).forEach((tint, index) => {
    const letter = margin.ownerDocument.createElement(index === 0 ? 'button' : 'span');
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

function makeMore(margin: HTMLElement, marks: readonly Mark[]): HTMLElement {
  const row = margin.ownerDocument.createElement('div');
  row.className = 'sp-letters';
  const button = margin.ownerDocument.createElement('button');
  button.type = 'button';
  button.className = 'sp-letter sp-more';
  button.textContent = `+${marks.length}`;
  button.dataset.passageIds = marks.map(({ id }) => id).join(' ');
  button.setAttribute(
    'aria-label',
    `${marks.length} more passages here: ${marks.map(({ label }) => label).join('; ')}`,
  );
  row.append(button);
  return row;
}
