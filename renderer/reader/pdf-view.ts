import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { DocumentContent } from '../../shared/contract.ts';
import {
  type DocumentView,
  type Mark,
  type OutlineEntry,
  type PageColors,
  type PageSize,
  type QuarterTurns,
  type Rect,
  type Span,
  type Spread,
  trimSpan,
  type ViewEvents,
  type ViewPosition,
  type Zoom,
} from './document-view.ts';
import { assignLevels, emphasise, startFlash } from './mark-painter.ts';
import { NativeSelection } from './native-selection.ts';
import { PdfDestinations } from './pdf-destinations.ts';
import type { OpenPdf } from './pdf-engine.ts';
import { ACTUAL_SCALE, fitWidthScale, layoutPages, type PdfLayout, pageIndexAt, pageIndexOf } from './pdf-layout.ts';
import { PdfPage } from './pdf-page.ts';
import { PdfPainting } from './pdf-painting.ts';
import { type LoadRuns, PdfPlaces } from './pdf-places.ts';
import { type PageHit, PdfSelection } from './pdf-selection.ts';
import { paintThumbnail } from './pdf-thumbnail.ts';
import styles from './pdf-view.module.css';
import { systemAdvances } from './run-measure.ts';

/** What a view of a PDF is made from. Everything may arrive in any order after the content. */
export interface PdfSource {
  readonly content: DocumentContent;
  readonly text: Promise<string>;
  readonly pdf: Promise<OpenPdf>;
  readonly loadRuns: LoadRuns;
}

/** How many canvases stay beside those on screen, on each side. */
const KEEP_PAINTED = 2;
const MIN_SCALE = 0.25 * ACTUAL_SCALE;
const MAX_SCALE = 5 * ACTUAL_SCALE;
const TEXT_FONT = '"Times New Roman", "Liberation Serif", serif';

/** Shows a PDF: pages scroll, and only those near the viewport exist. */
export class PdfView implements DocumentView {
  readonly #events: ViewEvents;
  readonly #viewport: HTMLElement;
  readonly #content: HTMLElement;
  readonly #infos: readonly PageInfo[];
  readonly #pages = new Map<number, PdfPage>();
  readonly #places: PdfPlaces;
  readonly #painting: PdfPainting;
  readonly #selection: PdfSelection;
  readonly #native: NativeSelection;
  readonly #resizing: ResizeObserver;
  readonly #advances = systemAdvances(TEXT_FONT);
  readonly #abort = new AbortController();
  #layout: PdfLayout;
  #zoom: Zoom;
  #turns: QuarterTurns = 0;
  #spread: Spread = 'single';
  #destinations: PdfDestinations | null = null;
  readonly #pdf: Promise<OpenPdf>;
  #text: string | null = null;
  #marks: readonly Mark[] = [];
  #levels: ReadonlyMap<string, number> = new Map();
  #hits: readonly Span[] = [];
  #current: Span | null = null;
  #emphasis: { readonly selected: string | null; readonly hovered: string | null } = { selected: null, hovered: null };
  #target: Span | null = null;
  #flashing: string | null = null;
  #reportedPage = 0;
  #viewportWidth: number;

  /** @param host element that the view fills @param start where to begin; null for the top */
  constructor(host: HTMLElement, source: PdfSource, events: ViewEvents, zoom: Zoom, start: ViewPosition | null) {
    this.#events = events;
    this.#zoom = zoom;
    this.#infos = source.content.pages;
    this.#pdf = source.pdf;
    this.#places = new PdfPlaces(this.#infos, source.loadRuns, this.#advances);
    this.#viewport = document.createElement('div');
    this.#viewport.className = styles.viewport ?? '';
    this.#viewport.tabIndex = 0;
    this.#viewport.setAttribute('role', 'region');
    this.#viewport.setAttribute('aria-label', 'Document');
    this.#content = document.createElement('div');
    this.#content.className = styles.content ?? '';
    this.#viewport.append(this.#content);
    host.replaceChildren(this.#viewport);
    this.#viewportWidth = this.#viewport.clientWidth;
    this.#layout = this.#makeLayout();
    this.#applyLayout();
    if (start !== null) this.restore(start);

    this.#painting = new PdfPainting({
      page: (index) => this.#pages.get(index),
      visible: () => this.#visible(),
      scale: () => this.#layout.scale,
      onTrouble: (error) => this.#tell(error),
    });
    this.#native = new NativeSelection(
      this.#content,
      (offset, edge) =>
        this.#pages
          .get(pageIndexOf(this.#infos, edge === 'end' ? Math.max(0, offset - 1) : offset))
          ?.mapping.pointOf(offset, edge) ?? null,
    );
    this.#selection = new PdfSelection(this.#viewport, {
      text: () => this.#text,
      hitAt: (x, y) => this.#hitAt(x, y),
      offsetInLine: (offset, step) => this.#places.offsetInLine(offset, step),
      onChange: (span, settled) => {
        this.#paintSelection(settled);
        events.onSelection(span, settled);
      },
      onClick: (x, y) => events.onActivate(this.#passageAt(x, y, true)),
    });
    const { signal } = this.#abort;
    this.#viewport.addEventListener('scroll', () => this.#onScroll(), { signal, passive: true });
    this.#viewport.addEventListener('wheel', (event) => this.#onWheel(event), { signal, passive: false });
    this.#viewport.addEventListener('mousemove', (event) => this.#onMouseMove(event), { signal });
    this.#viewport.addEventListener('mouseleave', () => events.onHover(null, 0, 0), { signal });
    this.#viewport.addEventListener('click', (event) => this.#onClick(event), { signal });
    this.#viewport.addEventListener('keydown', (event) => this.#onKeyDown(event), { signal });
    this.#viewport.addEventListener('copy', (event) => this.#onCopy(event), { signal });
    this.#resizing = new ResizeObserver(() => this.#onResize());
    this.#resizing.observe(this.#viewport);

    this.#update();
    events.onZoom(this.#layout.scale / ACTUAL_SCALE);
    source.pdf.then(
      (open) => this.#painting.begin(open),
      (error: unknown) => this.#tell(error),
    );
    source.text.then(
      (text) => {
        this.#text = text;
        this.#loadPlaces();
      },
      (error: unknown) => this.#tell(error),
    );
  }

  describe(): Span | null {
    const span = this.#selection.span;
    return span === null || this.#text === null ? null : trimSpan(this.#text, span);
  }

  describePieces(): readonly Span[] {
    const span = this.describe();
    return span === null ? [] : [span];
  }

  keepPiece(): boolean {
    return false;
  }

  selectSentence(): boolean {
    return false;
  }

  setSnap(): void {}

  setTool(): void {}

  selectArea(): void {}

  rectsOfArea(): readonly Rect[] {
    return [];
  }

  select(span: Span | null): void {
    this.#selection.set(span);
  }

  rectsOf(span: Span): readonly Rect[] {
    const rects: Rect[] = [];
    for (const page of this.#mounted()) {
      if (span.end <= page.info.start || span.start > page.info.end) continue;
      const box = page.element.getBoundingClientRect();
      const { scale } = this.#layout;
      for (const { x, y, width, height } of page.rectsOf(span)) {
        rects.push({ x: box.x + x * scale, y: box.y + y * scale, width: width * scale, height: height * scale });
      }
    }
    return rects;
  }

  scrollTo(span: Span): void {
    const index = pageIndexOf(this.#infos, span.start);
    const geometry = this.#places.page(index);
    const pageBox = this.#layout.boxes[index];
    if (pageBox === undefined) return;
    if (geometry === undefined) {
      this.#target = span;
      const top = this.#viewport.scrollTop;
      if (pageBox.top > top + this.#viewport.clientHeight || pageBox.top + pageBox.height < top) {
        this.#viewport.scrollTop = pageBox.top - 16;
      }
      this.#update();
      return;
    }
    this.#target = null;
    const rects = geometry.rectsOf(span);
    const first = rects[0];
    if (first === undefined) return;
    const { scale } = this.#layout;
    const top = pageBox.top + first.y * scale;
    const left = pageBox.left + first.x * scale;
    const view = this.#viewport;
    const isSeen = top > view.scrollTop + view.clientHeight * 0.08 && top < view.scrollTop + view.clientHeight * 0.8;
    if (!isSeen) view.scrollTop = top - view.clientHeight * 0.3;
    if (left < view.scrollLeft || left > view.scrollLeft + view.clientWidth - 40) view.scrollLeft = left - 60;
    this.#update();
  }

  setMarks(marks: readonly Mark[]): void {
    this.#marks = marks;
    this.#levels = assignLevels(marks);
    for (const page of this.#mounted()) this.#paintMarks(page);
  }

  setEmphasis(selected: string | null, hovered: string | null): void {
    this.#emphasis = { selected, hovered };
    emphasise(this.#content, selected, hovered);
  }

  flash(passageId: string): void {
    this.#flashing = passageId;
    const mark = this.#marks.find((each) => each.id === passageId);
    if (mark !== undefined && this.#places.page(pageIndexOf(this.#infos, mark.start))) this.#runFlash();
  }

  setHits(hits: readonly Span[], current: number): void {
    this.#hits = hits;
    this.#current = hits[current] ?? null;
    for (const page of this.#mounted()) this.#paintHits(page);
  }

  setZoom(zoom: Zoom): void {
    this.#zoomAround(zoom, this.#viewport.clientHeight / 3);
  }

  setRotation(quarterTurns: QuarterTurns): void {
    this.#turns = quarterTurns;
  }

  setSpread(spread: Spread): void {
    this.#spread = spread;
  }

  setPageColors(colors: PageColors): void {
    this.#viewport.dataset.pageColors = colors;
  }

  async outline(): Promise<readonly OutlineEntry[]> {
    const { pdf } = await this.#pdf;
    this.#destinations ??= new PdfDestinations(pdf, this.#infos);
    return this.#destinations.outline();
  }

  pageSizes(): readonly PageSize[] {
    return this.#infos.map(({ number, label, width, height }) =>
      this.#turns % 2 === 0 ? { number, label, width, height } : { number, label, width: height, height: width },
    );
  }

  async thumbnail(page: number, canvas: HTMLCanvasElement, width: number, signal: AbortSignal): Promise<void> {
    await paintThumbnail((await this.#pdf).pdf, { page, turns: this.#turns, width }, canvas, signal);
  }

  goToPage(page: number): void {
    const pageBox = this.#layout.boxes[page - 1];
    if (pageBox !== undefined) this.#viewport.scrollTop = pageBox.top - 8;
  }

  firstOffset(): number {
    const box = this.#viewport.getBoundingClientRect();
    const hit = this.#hitAt(box.left + box.width / 4, box.top + 4);
    return hit?.offset ?? this.#infos[this.position().page - 1]?.start ?? 0;
  }

  position(): ViewPosition {
    const top = this.#viewport.scrollTop;
    const index = pageIndexAt(this.#layout.boxes, top + 1);
    const pageBox = this.#layout.boxes[index];
    if (pageBox === undefined) return { page: 1, fraction: 0 };
    return { page: index + 1, fraction: (top - pageBox.top) / pageBox.height };
  }

  restore({ page, fraction }: ViewPosition): void {
    const pageBox = this.#layout.boxes[page - 1];
    if (pageBox !== undefined) this.#viewport.scrollTop = pageBox.top + fraction * pageBox.height;
    this.#target = null;
  }

  focus(): void {
    this.#viewport.focus({ preventScroll: true });
  }

  scrollBy(step: 'page-up' | 'page-down' | 'home' | 'end'): void {
    const view = this.#viewport;
    const screen = view.clientHeight * 0.9;
    if (step === 'home') view.scrollTop = 0;
    else if (step === 'end') view.scrollTop = this.#layout.height;
    else view.scrollTop += step === 'page-down' ? screen : -screen;
  }

  destroy(): void {
    this.#abort.abort();
    this.#resizing.disconnect();
    this.#selection.destroy();
    this.#native.cancel();
    this.#painting.end();
    for (const page of this.#pages.values()) page.destroy();
    this.#pages.clear();
    this.#viewport.remove();
  }

  #mounted(): readonly PdfPage[] {
    return [...this.#pages.values()];
  }

  #makeLayout(): PdfLayout {
    const fit = fitWidthScale(this.#infos, this.#viewportWidth || 800);
    const scale = Math.min(MAX_SCALE, Math.max(MIN_SCALE, this.#wantedScale(fit)));
    return layoutPages(this.#infos, scale, this.#viewportWidth || 800);
  }

  #wantedScale(fitWidth: number): number {
    const zoom = this.#zoom;
    if (zoom.kind === 'factor') return zoom.factor * ACTUAL_SCALE;
    if (zoom.kind === 'fit-width') return Math.min(fitWidth, (zoom.most ?? MAX_SCALE) * ACTUAL_SCALE);
    const highest = this.#infos.reduce((most, page) => Math.max(most, page.height), 1);
    return Math.min(fitWidth, (this.#viewport.clientHeight - 32) / highest);
  }

  #applyLayout(): void {
    this.#content.style.width = `${this.#layout.width}px`;
    this.#content.style.height = `${this.#layout.height}px`;
    for (const page of this.#mounted()) this.#placePage(page);
  }

  #placePage(page: PdfPage): void {
    const pageBox = this.#layout.boxes[page.info.number - 1];
    if (pageBox === undefined) return;
    const { style } = page.element;
    style.left = `${pageBox.left}px`;
    style.top = `${pageBox.top}px`;
    style.width = `${pageBox.width}px`;
    style.height = `${pageBox.height}px`;
    style.setProperty('--scale', String(this.#layout.scale));
    page.layoutLetters();
    emphasise(page.element, this.#emphasis.selected, this.#emphasis.hovered);
  }

  #visible(): { readonly first: number; readonly last: number } {
    const top = this.#viewport.scrollTop;
    const first = pageIndexAt(this.#layout.boxes, top);
    const last = pageIndexAt(this.#layout.boxes, top + Math.max(1, this.#viewport.clientHeight));
    return { first, last };
  }

  /** Brings what is mounted in step with what is on screen. */
  #update(): void {
    const { first, last } = this.#visible();
    const wanted = new Set<number>();
    for (let index = first - 1; index <= last + 1; index += 1) {
      if (index >= 0 && index < this.#infos.length) wanted.add(index);
    }
    const ends = this.#selection?.span;
    if (ends) {
      wanted.add(pageIndexOf(this.#infos, ends.start));
      wanted.add(pageIndexOf(this.#infos, ends.end));
    }
    for (const [index, page] of this.#pages) {
      if (index < first - KEEP_PAINTED || index > last + KEEP_PAINTED) {
        if (wanted.has(index)) page.release();
        else {
          page.destroy();
          this.#pages.delete(index);
        }
      }
    }
    for (const index of [...wanted].sort((a, b) => a - b)) if (!this.#pages.has(index)) this.#mount(index);
    this.#loadPlaces();
    this.#painting.soon(0);
    if (first + 1 !== this.#reportedPage || this.#reportedPage === 0) this.#reportPage();
  }

  #reportPage(): void {
    const { boxes } = this.#layout;
    const page = pageIndexAt(boxes, this.#viewport.scrollTop + this.#viewport.clientHeight / 3) + 1;
    if (page === this.#reportedPage) return;
    this.#reportedPage = page;
    this.#events.onPage(page);
  }

  #mount(index: number): void {
    const info = this.#infos[index];
    if (info === undefined) return;
    const page = new PdfPage(info);
    this.#pages.set(index, page);
    const next = [...this.#pages.keys()].filter((other) => other > index).sort((a, b) => a - b)[0];
    this.#content.insertBefore(page.element, next === undefined ? null : (this.#pages.get(next)?.element ?? null));
    this.#placePage(page);
    this.#fillText(index, page);
  }

  #fillText(index: number, page: PdfPage): void {
    const geometry = this.#places.page(index);
    if (geometry === undefined || this.#text === null || page.hasText) return;
    page.setText(geometry, this.#text, (words) => [...words].reduce((sum, each) => sum + this.#advances(each), 0));
    this.#paintMarks(page);
    this.#paintHits(page);
    page.setSelection(this.#selection?.span ?? null);
  }

  /** Tells the reader what went wrong, unless the view is gone. */
  #tell(error: unknown): void {
    if (!this.#abort.signal.aborted) this.#events.onTrouble(error instanceof Error ? error.message : String(error));
  }

  #loadPlaces(): void {
    if (this.#text === null) return;
    this.#places.load([...this.#pages.keys()], this.#text).then(
      (isNew) => {
        if (!isNew || this.#abort.signal.aborted) return;
        for (const [index, page] of this.#pages) this.#fillText(index, page);
        this.#native.follow(this.#selection.ends);
        if (this.#target !== null) this.scrollTo(this.#target);
        this.#runFlash();
        this.#events.onMove();
        this.#loadPlaces();
      },
      (error: unknown) => this.#tell(error),
    );
  }

  #runFlash(): void {
    if (this.#flashing === null || this.#target !== null) return;
    startFlash(this.#content, this.#flashing);
    this.#flashing = null;
  }

  #paintMarks(page: PdfPage): void {
    const touching = this.#marks.filter((mark) => mark.start < page.info.end && mark.end > page.info.start);
    page.setMarks(touching, this.#levels);
    emphasise(page.element, this.#emphasis.selected, this.#emphasis.hovered);
  }

  #paintHits(page: PdfPage): void {
    const touching = this.#hits.filter((hit) => hit.start < page.info.end && hit.end > page.info.start);
    page.setHits(touching, this.#current);
  }

  #paintSelection(settled: boolean): void {
    const { span } = this.#selection;
    if (span !== null) this.#update();
    for (const page of this.#mounted()) page.setSelection(span);
    if (settled) this.#native.follow(this.#selection.ends);
  }

  #onScroll(): void {
    this.#update();
    this.#reportPage();
    this.#events.onMove();
  }

  #onResize(): void {
    const width = this.#viewport.clientWidth;
    if (width === this.#viewportWidth || width === 0) {
      this.#update();
      return;
    }
    this.#viewportWidth = width;
    this.#zoomAround(this.#zoom, 0);
  }

  /** Changes the zoom so that what stands `anchorY` pixels below the top of the viewport stays there. */
  #zoomAround(zoom: Zoom, anchorY: number): void {
    const view = this.#viewport;
    const before = this.#layout;
    const y = view.scrollTop + anchorY;
    const index = pageIndexAt(before.boxes, y);
    const old = before.boxes[index];
    const centre = (view.scrollLeft + view.clientWidth / 2) / before.width;
    this.#zoom = zoom;
    this.#layout = this.#makeLayout();
    this.#applyLayout();
    const now = this.#layout.boxes[index];
    if (old !== undefined && now !== undefined) {
      view.scrollTop = now.top + ((y - old.top) / old.height) * now.height - anchorY;
      view.scrollLeft = centre * this.#layout.width - view.clientWidth / 2;
    }
    this.#update();
    this.#painting.soon(90);
    this.#events.onZoom(this.#layout.scale / ACTUAL_SCALE);
    this.#events.onMove();
  }

  #onWheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const factor = (this.#layout.scale / ACTUAL_SCALE) * Math.exp(-event.deltaY / 400);
    const anchor = event.clientY - this.#viewport.getBoundingClientRect().top;
    this.#zoomAround({ kind: 'factor', factor: Math.min(5, Math.max(0.25, factor)) }, anchor);
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (!this.#selection.handleKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
    const ends = this.#selection.ends;
    if (ends !== null && event.shiftKey) this.scrollTo({ start: ends.focus, end: ends.focus + 1 });
  }

  #onCopy(event: ClipboardEvent): void {
    const span = this.describe();
    if (span === null || this.#text === null || event.clipboardData === null) return;
    event.clipboardData.setData('text/plain', this.#text.slice(span.start, span.end));
    event.preventDefault();
  }

  #onMouseMove(event: MouseEvent): void {
    if (event.buttons !== 0) return;
    const letter = event.target instanceof Element ? event.target.closest<HTMLElement>('button.sp-letter') : null;
    const id = letter?.dataset.passageId ?? this.#passageAt(event.clientX, event.clientY, false);
    this.#events.onHover(id, event.clientX, event.clientY);
  }

  #onClick(event: MouseEvent): void {
    const letter = event.target instanceof Element ? event.target.closest<HTMLElement>('.sp-letter') : null;
    if (letter?.dataset.passageId !== undefined) this.#events.onActivate(letter.dataset.passageId);
  }

  #hitAt(clientX: number, clientY: number): PageHit | null {
    const box = this.#content.getBoundingClientRect();
    return this.#places.hitAt(this.#layout, clientX - box.left, clientY - box.top);
  }

  /** The passage under a place in the window; with `cycle`, the next one under it if the selected one is there. */
  #passageAt(clientX: number, clientY: number, cycle: boolean): string | null {
    const hit = this.#hitAt(clientX, clientY);
    if (hit === null) return null;
    const under = this.#places.marksAt(hit, this.#marks);
    const selected = under.findIndex((mark) => mark.id === this.#emphasis.selected);
    return (cycle && selected >= 0 ? under[(selected + 1) % under.length] : under[0])?.id ?? null;
  }
}
