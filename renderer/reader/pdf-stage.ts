import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { PageColors, Rect, ViewPosition, Zoom } from './document-view.ts';
import type { PagePoint } from './page-geometry.ts';
import { turnBack, turnRect } from './page-turn.ts';
import type { OpenPdf } from './pdf-engine.ts';
import {
  ACTUAL_SCALE,
  type Arrangement,
  fitPageScale,
  fitWidthScale,
  layoutPages,
  type PdfLayout,
  PLAIN,
  pageIndexNear,
  pagesInSight,
  rowIndexAt,
} from './pdf-layout.ts';
import { PdfPage } from './pdf-page.ts';
import { PdfPainting } from './pdf-painting.ts';
import styles from './pdf-view.module.css';

/** What the stage tells the view it belongs to. */
export interface StageEvents {
  /** A page came into the window; it stands on the stage already. */
  onMount(index: number, page: PdfPage): void;
  /** A page's picture is there. */
  onPainted(index: number, page: PdfPage): void;
  /** What is on the stage is in step with what is in sight. */
  onUpdate(): void;
  /** The page at the top, 1-based. */
  onPage(page: number): void;
  /** The factor of the actual size in use. */
  onZoom(factor: number): void;
  /** Places in the window moved. */
  onMove(): void;
  onTrouble(error: unknown): void;
}

/** How many pages stay beside those in sight, on each side. */
const KEEP = 2;
const MIN_SCALE = 0.1 * ACTUAL_SCALE;
const MAX_SCALE = 5 * ACTUAL_SCALE;
/** Wait after the last change of zoom until pages are painted sharp again, in ms. */
const SHARPEN_AFTER_MS = 90;

/** The scrolled pages of a PDF: where they lie, which of them exist, and the way about among them. */
export class PdfStage {
  /** The scrolling element. */
  readonly viewport: HTMLElement;
  /** What is scrolled: holds the pages. */
  readonly content: HTMLElement;
  readonly #infos: readonly PageInfo[];
  readonly #events: StageEvents;
  readonly #pages = new Map<number, PdfPage>();
  readonly #painting: PdfPainting;
  readonly #abort = new AbortController();
  readonly #resizing: ResizeObserver;
  #layout: PdfLayout;
  #zoom: Zoom;
  #arrangement: Arrangement = PLAIN;
  #colors: PageColors = 'original';
  #size: { readonly width: number; readonly height: number };
  #pinned: readonly number[] = [];
  #reportedPage = 0;

  /** @param host element that the stage fills @param start where to begin; null for the top */
  constructor(
    host: HTMLElement,
    infos: readonly PageInfo[],
    events: StageEvents,
    zoom: Zoom,
    start: ViewPosition | null,
  ) {
    this.#infos = infos;
    this.#events = events;
    this.#zoom = zoom;
    this.viewport = document.createElement('div');
    this.viewport.className = styles.viewport ?? '';
    this.viewport.tabIndex = 0;
    this.viewport.setAttribute('role', 'region');
    this.viewport.setAttribute('aria-label', 'Document');
    this.content = document.createElement('div');
    this.content.className = styles.content ?? '';
    this.viewport.append(this.content);
    host.replaceChildren(this.viewport);
    this.#size = this.#measure();
    this.#layout = this.#makeLayout(start === null ? 0 : start.page - 1);
    this.#applyLayout();
    if (start !== null) this.#scrollToPosition(start);
    this.#painting = new PdfPainting({
      page: (index) => this.#pages.get(index),
      visible: () => this.visible(),
      scale: () => this.#layout.scale,
      colors: () => this.#colors,
      onPainted: (index, page) => events.onPainted(index, page),
      onTrouble: (error) => events.onTrouble(error),
    });
    const { signal } = this.#abort;
    this.viewport.addEventListener('scroll', () => this.#onScroll(), { signal, passive: true });
    this.viewport.addEventListener('wheel', (event) => this.#onWheel(event), { signal, passive: false });
    this.#resizing = new ResizeObserver(() => this.#onResize());
    this.#resizing.observe(this.viewport);
  }

  /** Where all pages lie. */
  get layout(): PdfLayout {
    return this.#layout;
  }

  /** The factor of the actual size in use. */
  get factor(): number {
    return this.#layout.scale / ACTUAL_SCALE;
  }

  /** The pages that exist, with their indices. */
  get pages(): ReadonlyMap<number, PdfPage> {
    return this.#pages;
  }

  /** Begins to paint pages of the opened original. */
  begin(open: OpenPdf): void {
    this.#painting.begin(open);
  }

  /** Counts a small picture of a page that was painted beside the stage: it takes memory too. */
  countThumbnail(): void {
    this.#painting.countThumbnail();
  }

  /** Indices of the first and the last page in sight. */
  visible(): { readonly first: number; readonly last: number } {
    const top = this.viewport.scrollTop;
    return pagesInSight(this.#layout, top, Math.max(1, this.#size.height));
  }

  /** Keeps some pages (indices) even when they are out of sight. */
  pin(indices: readonly number[]): void {
    this.#pinned = indices;
  }

  /** Brings what exists in step with what is in sight. */
  update(): void {
    const { first, last } = this.visible();
    const wanted = new Set<number>(this.#pinned);
    for (let index = first - 1; index <= last + 1; index += 1) {
      if (index >= 0 && index < this.#infos.length) wanted.add(index);
    }
    for (const [index, page] of this.#pages) {
      if (index >= first - KEEP && index <= last + KEEP) continue;
      if (wanted.has(index)) page.release();
      else {
        page.destroy();
        this.#pages.delete(index);
      }
    }
    for (const index of [...wanted].sort((a, b) => a - b)) if (!this.#pages.has(index)) this.#mount(index);
    this.#events.onUpdate();
    this.#painting.soon(0);
    this.#reportPage();
  }

  /** Shows the pages as printed or light on dark. */
  setColors(colors: PageColors): void {
    this.#colors = colors;
    this.viewport.dataset.pageColors = colors;
    this.#painting.soon(0);
  }

  /** Paints the pages without these marks of the PDF's own. */
  hideAnnotations(ids: readonly string[]): void {
    this.#painting.hideAnnotations(ids);
  }

  /** Changes the zoom, keeping the place. */
  setZoom(zoom: Zoom): void {
    this.#zoom = zoom;
    this.#rearrange(this.#size.height / 3);
  }

  /** Turns or pairs the pages, keeping the place. */
  arrange(change: Partial<Arrangement>): void {
    this.#arrangement = { ...this.#arrangement, ...change };
    this.#rearrange(this.#size.height / 3);
  }

  /** Scrolls to the top of a page, 1-based. */
  goToPage(page: number): void {
    const pageBox = this.#layout.boxes[page - 1];
    if (pageBox === undefined) return;
    this.viewport.scrollTop = pageBox.top - 8;
    this.update();
  }

  /** Where the view stands. */
  position(): ViewPosition {
    const top = this.viewport.scrollTop;
    const index = rowIndexAt(this.#layout, top + 1);
    const pageBox = this.#layout.boxes[index];
    if (pageBox === undefined) return { page: 1, fraction: 0 };
    return { page: index + 1, fraction: (top - pageBox.top) / pageBox.height };
  }

  /** Goes to where it stood. */
  restore(position: ViewPosition): void {
    this.#scrollToPosition(position);
    this.update();
  }

  /** Brings a page (index) into sight if no part of it is. */
  showPage(index: number): void {
    const pageBox = this.#layout.boxes[index];
    if (pageBox === undefined) return;
    const top = this.viewport.scrollTop;
    if (pageBox.top > top + this.#size.height || pageBox.top + pageBox.height < top) {
      this.viewport.scrollTop = pageBox.top - 16;
    }
    this.update();
  }

  /** Brings a rectangle of a page (index; points of the page unturned) into sight if it is not. */
  showRect(index: number, rect: Rect): void {
    const pageBox = this.#layout.boxes[index];
    const info = this.#infos[index];
    if (pageBox === undefined || info === undefined) return;
    const { scale, arrangement } = this.#layout;
    const turned = turnRect(info, arrangement.turns, rect);
    const top = pageBox.top + turned.y * scale;
    const left = pageBox.left + turned.x * scale;
    const view = this.viewport;
    const { height, width } = this.#size;
    const isSeen = top > view.scrollTop + height * 0.08 && top < view.scrollTop + height * 0.8;
    if (!isSeen) view.scrollTop = top - height * 0.3;
    if (left < view.scrollLeft || left > view.scrollLeft + width - 40) view.scrollLeft = left - 60;
    this.update();
  }

  /** Scrolls by nine tenths of a screen, or to an end. */
  scrollBy(step: 'page-up' | 'page-down' | 'home' | 'end'): void {
    const screen = this.#size.height * 0.9;
    if (step === 'home') this.viewport.scrollTop = 0;
    else if (step === 'end') this.viewport.scrollTop = this.#layout.height;
    else this.viewport.scrollTop += step === 'page-down' ? screen : -screen;
  }

  /** The page (index) at or nearest to a place in the window, and the place on it in points, unturned. */
  placeAt(clientX: number, clientY: number): { readonly index: number; readonly point: PagePoint } | null {
    const box = this.content.getBoundingClientRect();
    const x = clientX - box.left;
    const y = clientY - box.top;
    const index = pageIndexNear(this.#layout, x, y);
    const pageBox = this.#layout.boxes[index];
    const info = this.#infos[index];
    if (pageBox === undefined || info === undefined) return null;
    const { scale, arrangement } = this.#layout;
    const shown = { x: (x - pageBox.left) / scale, y: (y - pageBox.top) / scale };
    return { index, point: turnBack(info, arrangement.turns, shown) };
  }

  /** Where rectangles of a page (index; points, unturned) lie in the window. */
  inWindow(index: number, rects: readonly Rect[]): readonly Rect[] {
    const pageBox = this.#layout.boxes[index];
    const info = this.#infos[index];
    if (pageBox === undefined || info === undefined || rects.length === 0) return [];
    const { scale, arrangement } = this.#layout;
    const box = this.content.getBoundingClientRect();
    return rects.map((rect) => {
      const { x, y, width, height } = turnRect(info, arrangement.turns, rect);
      return {
        x: box.x + pageBox.left + x * scale,
        y: box.y + pageBox.top + y * scale,
        width: width * scale,
        height: height * scale,
      };
    });
  }

  /** Lets go of everything, the opened original too. */
  destroy(): void {
    this.#abort.abort();
    this.#resizing.disconnect();
    this.#painting.end();
    for (const page of this.#pages.values()) page.destroy();
    this.#pages.clear();
    this.viewport.remove();
  }

  #measure(): { readonly width: number; readonly height: number } {
    return { width: this.viewport.clientWidth || 800, height: this.viewport.clientHeight || 600 };
  }

  #makeLayout(index: number): PdfLayout {
    const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, this.#wantedScale(index)));
    return layoutPages(this.#infos, scale, this.#size.width, this.#arrangement);
  }

  #wantedScale(index: number): number {
    const zoom = this.#zoom;
    if (zoom.kind === 'factor') return Math.max(0.25, zoom.factor) * ACTUAL_SCALE;
    if (zoom.kind === 'fit-page') return fitPageScale(this.#infos, index, this.#size, this.#arrangement);
    const fit = fitWidthScale(this.#infos, this.#size.width, this.#arrangement);
    return Math.min(fit, (zoom.most ?? MAX_SCALE) * ACTUAL_SCALE);
  }

  #applyLayout(): void {
    this.content.style.width = `${this.#layout.width}px`;
    this.content.style.height = `${this.#layout.height}px`;
    for (const [index, page] of this.#pages) this.#place(index, page);
  }

  #place(index: number, page: PdfPage): void {
    const pageBox = this.#layout.boxes[index];
    if (pageBox !== undefined) page.place(pageBox, this.#layout.scale, this.#layout.arrangement.turns);
  }

  #mount(index: number): void {
    const info = this.#infos[index];
    if (info === undefined) return;
    const page = new PdfPage(info);
    this.#pages.set(index, page);
    const next = [...this.#pages.keys()].filter((other) => other > index).sort((a, b) => a - b)[0];
    this.#place(index, page);
    this.content.insertBefore(page.element, next === undefined ? null : (this.#pages.get(next)?.element ?? null));
    this.#events.onMount(index, page);
  }

  #scrollToPosition({ page, fraction }: ViewPosition): void {
    const pageBox = this.#layout.boxes[page - 1];
    if (pageBox !== undefined) this.viewport.scrollTop = pageBox.top + fraction * pageBox.height;
  }

  #reportPage(): void {
    const page = rowIndexAt(this.#layout, this.viewport.scrollTop + this.#size.height / 3) + 1;
    if (page === this.#reportedPage) return;
    this.#reportedPage = page;
    this.#events.onPage(page);
  }

  #onScroll(): void {
    this.update();
    this.#events.onMove();
  }

  #onResize(): void {
    if (this.viewport.clientWidth === 0) return;
    const before = this.#size;
    this.#size = this.#measure();
    const isFit = this.#zoom.kind === 'fit-page' && before.height !== this.#size.height;
    if (before.width === this.#size.width && !isFit) this.update();
    else this.#rearrange(0);
  }

  /** Lays the pages out anew so that what stands `anchorY` pixels below the top of the viewport stays there. */
  #rearrange(anchorY: number): void {
    const view = this.viewport;
    const before = this.#layout;
    const y = view.scrollTop + anchorY;
    const index = rowIndexAt(before, y);
    const old = before.boxes[index];
    const centre = (view.scrollLeft + this.#size.width / 2) / before.width;
    this.#layout = this.#makeLayout(index);
    this.#applyLayout();
    const now = this.#layout.boxes[index];
    if (this.#zoom.kind === 'fit-page' && now !== undefined) view.scrollTop = now.top - 8;
    else if (old !== undefined && now !== undefined) {
      view.scrollTop = now.top + ((y - old.top) / old.height) * now.height - anchorY;
    }
    view.scrollLeft = centre * this.#layout.width - this.#size.width / 2;
    this.update();
    this.#painting.soon(SHARPEN_AFTER_MS);
    this.#events.onZoom(this.factor);
    this.#events.onMove();
  }

  #onWheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const factor = this.factor * Math.exp(-event.deltaY / 400);
    this.#zoom = { kind: 'factor', factor: Math.min(5, Math.max(0.25, factor)) };
    this.#rearrange(event.clientY - this.viewport.getBoundingClientRect().top);
  }
}
