import { announce } from '../components/announcer.tsx';
import { asSeen, rectBetween, roundRect, SMALLEST, sizeRect, sizeRectStart } from './area-shape.ts';
import type { Mark, PageArea, QuarterTurns, Rect } from './document-view.ts';
import type { PagePoint } from './page-geometry.ts';
import type { Size } from './page-turn.ts';
import { putAt } from './tool-layer.ts';

/** What the handles ask of the view. Pages are told by their index. */
interface AreaHandleHost {
  placeAt(clientX: number, clientY: number): { readonly index: number; readonly point: PagePoint } | null;
  sizeOf(index: number): Size | null;
  /** The rectangle in the coordinates of pointer events; null if its page is not laid out. */
  rectOf(index: number, rect: Rect): Rect | null;
  turns(): QuarterTurns;
  showRect(index: number, rect: Rect): void;
  /** Paints a passage with another rectangle for the time being, or as it is again (null). */
  preview(passageId: string, rect: Rect | null): void;
  /** A corner was taken hold of. */
  onGrab(): void;
  /** Saves the rectangle; resolves when that is done or was refused. */
  onResize(passageId: string, area: PageArea): Promise<void>;
}

/** A corner of the page's own rectangle: 0 is left or top, 1 right or bottom, before the page is turned. */
type Corner = readonly [0 | 1, 0 | 1];

const CORNERS: readonly Corner[] = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
];

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Points that an arrow moves a corner by. */
const STEP = 4;
/** Side of a handle, in CSS pixels. */
const GRIP = 14;
/** Wait after the last key until a rectangle is saved, in ms; letting the keys go saves it at once. */
const KEY_PAUSE = 3000;
/** Time in ms within which the archive tells of a change after it was saved. */
const TOLD_WITHIN = 600;

/** The corners of the selected area: four handles to drag, and the keys that move two of them. */
export class AreaHandles {
  readonly #layer: HTMLElement;
  readonly #host: AreaHandleHost;
  readonly #handles: readonly { readonly corner: Corner; readonly element: HTMLButtonElement }[];
  #mark: Mark | null = null;
  #rect: Rect | null = null;
  #drag: Corner | null = null;
  /** The corner that stays while another one is dragged, once it moves. */
  #fixed: PagePoint | null = null;
  #isMoved = false;
  #timer = 0;
  #telling = 0;
  /** What was saved last and the archive has not told of yet. It is painted as a preview unless it is being changed again. */
  #saved: Rect | null = null;

  /** @param signal ends the listening */
  constructor(layer: HTMLElement, host: AreaHandleHost, signal: AbortSignal) {
    this.#layer = layer;
    this.#host = host;
    this.#handles = CORNERS.map((corner) => ({ corner, element: this.#make(corner, signal) }));
    window.addEventListener('keydown', (event) => this.#onEscape(event), { signal, capture: true });
    window.addEventListener('keyup', (event) => this.#onKeyUp(event), { signal });
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(this.#timer);
        clearTimeout(this.#telling);
      },
      { once: true },
    );
  }

  /** Shows the corners of a passage's area, or none. What was being changed of another one is given up. */
  show(mark: Mark | null): void {
    const area = mark?.isCarried === true ? undefined : mark?.area;
    const next = area === undefined ? null : mark;
    const isSame = next !== null && next.id === this.#mark?.id;
    if (isSame && (this.#isMoved || this.#drag !== null)) {
      this.#mark = next;
      if (isSameRect(area?.rect ?? null, this.#saved)) this.#forgetSaved();
      return;
    }
    if (isSame && this.#saved !== null && !isSameRect(area?.rect ?? null, this.#saved)) {
      // The archive has not told of what was saved.
      this.#mark = next;
      return;
    }
    if (!isSame) this.#cancel();
    this.#forgetSaved();
    this.#mark = next;
    this.#rect = area?.rect ?? null;
    this.place();
  }

  /** Puts the handles where the corners are now. */
  place(): void {
    const { turns } = this.#host;
    for (const { corner, element } of this.#handles) {
      const at = this.#cornerOnScreen(corner);
      element.hidden = at === null;
      if (at === null) continue;
      putAt(element, this.#layer, { x: at.x - GRIP / 2, y: at.y - GRIP / 2, width: GRIP, height: GRIP });
      element.dataset.slope = (corner[0] + corner[1] + turns()) % 2 === 0 ? 'down' : 'up';
    }
  }

  /**
   * Moves a corner: Shift+Alt and an arrow the lower right one as it is seen, with Ctrl (Cmd) the upper left one. True if
   * the key was meant for it.
   */
  handleKey(event: KeyboardEvent): boolean {
    const arrow = ARROWS[event.key];
    const index = this.#index();
    const page = index === null ? null : this.#host.sizeOf(index);
    if (arrow === undefined || !event.shiftKey || !event.altKey || this.#rect === null || page === null) return false;
    const [dx, dy] = [arrow[0] * STEP, arrow[1] * STEP];
    const isStart = event.ctrlKey || event.metaKey;
    this.#take(
      asSeen(this.#rect, page, this.#host.turns(), (seen, seenPage) =>
        isStart ? sizeRectStart(seen, dx, dy) : sizeRect(seen, dx, dy, seenPage),
      ),
    );
    const { x, y, width, height } = roundRect(this.#rect);
    announce(`Area: left ${x}, top ${y}, ${width} by ${height} points`);
    if (index !== null) this.#host.showRect(index, this.#rect);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => void this.#save(), KEY_PAUSE);
    return true;
  }

  #make(corner: Corner, signal: AbortSignal): HTMLButtonElement {
    const handle = this.#layer.ownerDocument.createElement('button');
    handle.type = 'button';
    handle.className = 'sp-area-handle';
    handle.hidden = true;
    // The keys work from the document itself.
    handle.tabIndex = -1;
    handle.setAttribute('aria-label', 'Corner of the selected area');
    handle.addEventListener('pointerdown', (event) => this.#onDown(corner, event), { signal });
    handle.addEventListener('pointermove', (event) => this.#onMove(event), { signal });
    handle.addEventListener('pointerup', () => this.#onUp(), { signal });
    handle.addEventListener('pointercancel', () => this.#cancel(), { signal });
    this.#layer.append(handle);
    return handle;
  }

  #index(): number | null {
    return this.#mark?.area === undefined ? null : this.#mark.area.page - 1;
  }

  #cornerOnScreen([right, bottom]: Corner): { readonly x: number; readonly y: number } | null {
    const index = this.#index();
    if (index === null || this.#rect === null) return null;
    const { x, y, width, height } = this.#rect;
    return this.#host.rectOf(index, { x: x + right * width, y: y + bottom * height, width: 0, height: 0 });
  }

  #onDown(corner: Corner, event: PointerEvent): void {
    if (event.button !== 0 || this.#mark === null || !(event.currentTarget instanceof Element)) return;
    event.preventDefault();
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    this.#drag = corner;
    this.#fixed = null;
    this.#host.onGrab();
  }

  #onMove(event: PointerEvent): void {
    const index = this.#index();
    const page = index === null ? null : this.#host.sizeOf(index);
    if (this.#drag === null || this.#rect === null || page === null) return;
    const place = this.#host.placeAt(event.clientX, event.clientY);
    // A rectangle stays on its page.
    if (place === null || place.index !== index) return;
    const [right, bottom] = this.#drag;
    const { x, y, width, height } = this.#rect;
    this.#fixed ??= { x: x + (1 - right) * width, y: y + (1 - bottom) * height };
    const rect = rectBetween(this.#fixed, place.point, page);
    if (rect.width >= SMALLEST && rect.height >= SMALLEST) this.#take(rect);
  }

  #onUp(): void {
    if (this.#drag === null) return;
    this.#drag = null;
    if (this.#isMoved) void this.#save();
    else this.#showKnown();
  }

  #take(rect: Rect): void {
    if (this.#mark === null) return;
    this.#rect = rect;
    this.#isMoved = true;
    this.#host.preview(this.#mark.id, rect);
    this.place();
  }

  async #save(): Promise<void> {
    clearTimeout(this.#timer);
    const mark = this.#mark;
    if (mark?.area === undefined || this.#rect === null || !this.#isMoved) return;
    this.#isMoved = false;
    const rect = roundRect(this.#rect);
    this.#rect = rect;
    if (isSameRect(rect, this.#known())) {
      this.#host.preview(mark.id, this.#saved);
      return;
    }
    this.#saved = rect;
    // The wait that an earlier save began is not this one's.
    clearTimeout(this.#telling);
    await this.#host.onResize(mark.id, { page: mark.area.page, rect });
    if (this.#saved !== rect) return;
    this.#telling = window.setTimeout(() => {
      this.#forgetSaved();
      if (!this.#isMoved) this.#showKnown();
    }, TOLD_WITHIN);
  }

  /** The rectangle as it was saved last, or as the archive told it; what is being changed is not in it. */
  #known(): Rect | null {
    return this.#saved ?? this.#mark?.area?.rect ?? null;
  }

  #showKnown(): void {
    this.#rect = this.#known();
    this.place();
  }

  /** Paints the passage as the archive has it: it has told of the change, or has refused it. */
  #forgetSaved(): void {
    if (this.#saved === null) return;
    clearTimeout(this.#telling);
    this.#saved = null;
    if (this.#mark !== null && !this.#isMoved) this.#host.preview(this.#mark.id, null);
  }

  #onEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !(this.#isMoved || this.#drag !== null)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#cancel();
    announce('The area is as it was');
  }

  #onKeyUp(event: KeyboardEvent): void {
    if (this.#drag === null && this.#isMoved && (event.key === 'Alt' || event.key === 'Shift')) void this.#save();
  }

  #cancel(): void {
    this.#drag = null;
    clearTimeout(this.#timer);
    if (this.#mark === null) return;
    if (this.#isMoved) this.#host.preview(this.#mark.id, this.#saved);
    this.#isMoved = false;
    this.#showKnown();
  }
}

function isSameRect(a: Rect | null, b: Rect | null): boolean {
  return a !== null && b !== null && a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
