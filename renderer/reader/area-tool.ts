import { announce } from '../components/announcer.tsx';
import { asSeen, moveRect, rectBetween, roundRect, SMALLEST, sizeRect } from './area-shape.ts';
import type { PageArea, QuarterTurns, Rect } from './document-view.ts';
import type { PagePoint } from './page-geometry.ts';
import type { Size } from './page-turn.ts';
import { putAt } from './tool-layer.ts';

/** What drawing rectangles asks of the view. Pages are told by their index. */
interface AreaHost {
  placeAt(clientX: number, clientY: number): { readonly index: number; readonly point: PagePoint } | null;
  /** The index of the page that is looked at. */
  pageInSight(): number;
  sizeOf(index: number): Size | null;
  /** The rectangle in the coordinates of pointer events. */
  rectOf(index: number, rect: Rect): Rect | null;
  /** The quarter turns of the pages: arrows go the way they point on the screen. */
  turns(): QuarterTurns;
  showRect(index: number, rect: Rect): void;
  onTaken(area: PageArea): void;
  /** The tool was put away without anything being taken. */
  onGivenUp(): void;
}

/** Points that an arrow moves a rectangle by; with Ctrl (Cmd) one. */
const STEP = 8;

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Draws a rectangle on a page, by pointer or by keys. */
export class AreaTool {
  readonly #layer: HTMLElement;
  readonly #host: AreaHost;
  readonly #element: HTMLElement;
  #isOn = false;
  #index = 0;
  #rect: Rect | null = null;
  #corner: PagePoint | null = null;

  constructor(layer: HTMLElement, viewport: HTMLElement, host: AreaHost, signal: AbortSignal) {
    this.#layer = layer;
    this.#host = host;
    this.#element = layer.ownerDocument.createElement('div');
    this.#element.className = 'sp-area-draft';
    this.#element.hidden = true;
    layer.append(this.#element);
    viewport.addEventListener('mousedown', (event) => this.#onDown(event), { signal });
    window.addEventListener('mousemove', (event) => this.#onMove(event), { signal });
    window.addEventListener('mouseup', (event) => this.#onUp(event), { signal });
  }

  /** Whether presses draw. */
  get isOn(): boolean {
    return this.#isOn;
  }

  /** Whether a rectangle was taken and is still shown: letters then belong to what is said of it. */
  get isTaken(): boolean {
    return !this.#isOn && this.#rect !== null;
  }

  /** Takes the tool up or puts it away; what was drawn goes. */
  setOn(on: boolean): void {
    if (this.#isOn === on) return;
    this.#isOn = on;
    this.#corner = null;
    if (!on) return;
    this.show(null);
    announce('Area: drag a rectangle, or use the arrows to move one, Shift and arrows to size it, Enter to take it');
  }

  /** Shows a rectangle as chosen, or none. */
  show(area: PageArea | null): void {
    this.#index = area === null ? this.#index : area.page - 1;
    this.#rect = area?.rect ?? null;
    this.place();
  }

  /** Puts the rectangle where its page is now. */
  place(): void {
    const rect = this.#rect === null ? null : this.#host.rectOf(this.#index, this.#rect);
    this.#element.hidden = rect === null;
    if (rect !== null) putAt(this.#element, this.#layer, rect);
  }

  /** Moves, sizes, takes or gives up the rectangle; true if the key was meant for it. */
  handleKey(event: KeyboardEvent): boolean {
    if (!this.#isOn || event.altKey) return false;
    if (event.key === 'Escape') {
      this.setOn(false);
      this.show(null);
      this.#host.onGivenUp();
      return true;
    }
    if (event.key === 'Enter') {
      this.#rect ??= this.#firstRect();
      this.#take();
      return true;
    }
    const arrow = ARROWS[event.key];
    if (arrow === undefined) return false;
    if (this.#rect === null) this.#rect = this.#firstRect();
    else this.#change(arrow, event.shiftKey, event.ctrlKey || event.metaKey);
    if (this.#rect !== null) this.#host.showRect(this.#index, this.#rect);
    this.place();
    this.#tell();
    return true;
  }

  #change([right, down]: readonly [number, number], isSizing: boolean, isFine: boolean): void {
    const page = this.#host.sizeOf(this.#index);
    if (this.#rect === null || page === null) return;
    const step = isFine ? 1 : STEP;
    const change = isSizing ? sizeRect : moveRect;
    // An arrow points on the screen; the rectangle is of the page as it was before it was turned.
    this.#rect = asSeen(this.#rect, page, this.#host.turns(), (seen, seenPage) =>
      change(seen, right * step, down * step, seenPage),
    );
  }

  /** A rectangle in the middle of what is looked at. */
  #firstRect(): Rect | null {
    this.#index = this.#host.pageInSight();
    const page = this.#host.sizeOf(this.#index);
    if (page === null) return null;
    const [width, height] = [page.width / 3, page.height / 8];
    return { x: (page.width - width) / 2, y: (page.height - height) / 3, width, height };
  }

  #tell(): void {
    if (this.#rect === null) return;
    const { x, y, width, height } = this.#rect;
    const points = [x, y, width, height].map(Math.round);
    announce(
      `Area on page ${this.#index + 1}: left ${points[0]}, top ${points[1]}, ${points[2]} by ${points[3]} points`,
    );
  }

  #onDown(event: MouseEvent): void {
    if (!this.#isOn || event.button !== 0) return;
    if (event.target instanceof Element && event.target.closest('button') !== null) return;
    const place = this.#host.placeAt(event.clientX, event.clientY);
    event.preventDefault();
    if (place === null) return;
    this.#index = place.index;
    this.#corner = place.point;
    this.#rect = null;
    this.place();
  }

  #onMove(event: MouseEvent): void {
    const rect = this.#drawn(event);
    if (rect === null) return;
    this.#rect = rect;
    this.place();
  }

  #onUp(event: MouseEvent): void {
    const rect = this.#drawn(event);
    this.#corner = null;
    if (rect === null) return;
    this.#rect = rect;
    if (rect.width < SMALLEST || rect.height < SMALLEST) {
      this.#rect = null;
      this.place();
      return;
    }
    this.#take();
  }

  #drawn(event: MouseEvent): Rect | null {
    const page = this.#host.sizeOf(this.#index);
    const corner = this.#corner;
    if (corner === null || page === null) return null;
    const place = this.#host.placeAt(event.clientX, event.clientY);
    // A rectangle stays on the page where it was begun.
    if (place === null || place.index !== this.#index) return this.#rect;
    return rectBetween(corner, place.point, page);
  }

  #take(): void {
    if (this.#rect === null) return;
    this.#isOn = false;
    this.#rect = roundRect(this.#rect);
    this.place();
    this.#host.onTaken({ page: this.#index + 1, rect: this.#rect });
  }
}
