import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { DocumentContent } from '../../shared/contract.ts';
import { AreaHandles } from './area-handles.ts';
import { AreaTool } from './area-tool.ts';
import type {
  DocumentView,
  Mark,
  OutlineEntry,
  PageArea,
  PageColors,
  PageSize,
  QuarterTurns,
  Rect,
  Span,
  Spread,
  Tool,
  ViewEvents,
  ViewPosition,
  Zoom,
} from './document-view.ts';
import { passageOfMargin, passagesOfMargin } from './margin-painter.ts';
import { assignLevels, emphasise, startFlash, withPieces } from './mark-painter.ts';
import { menuRequest } from './menu-request.ts';
import { NativeSelection } from './native-selection.ts';
import { turnedSize } from './page-turn.ts';
import { PdfDestinations } from './pdf-destinations.ts';
import type { OpenPdf } from './pdf-engine.ts';
import { pageIndexOf } from './pdf-layout.ts';
import { type PageLink, PdfLinks } from './pdf-links.ts';
import type { PdfPage } from './pdf-page.ts';
import { type LoadRuns, PdfPlaces } from './pdf-places.ts';
import { PdfStage } from './pdf-stage.ts';
import { paintThumbnail } from './pdf-thumbnail.ts';
import { WordsAtRest } from './pdf-words.ts';
import { systemAdvances } from './run-measure.ts';
import { SelectionTools } from './selection-tools.ts';

/** What a view of a PDF is made from. Everything may arrive in any order after the content. */
export interface PdfSource {
  readonly content: DocumentContent;
  readonly text: Promise<string>;
  readonly pdf: Promise<OpenPdf>;
  readonly loadRuns: LoadRuns;
}

const TEXT_FONT = '"Times New Roman", "Liberation Serif", serif';

/** Shows a PDF: pages scroll, and only those near the viewport exist. */
export class PdfView implements DocumentView {
  readonly #events: ViewEvents;
  readonly #infos: readonly PageInfo[];
  readonly #stage: PdfStage;
  readonly #places: PdfPlaces;
  readonly #pdf: Promise<OpenPdf>;
  readonly #tools: SelectionTools;
  readonly #area: AreaTool;
  readonly #corners: AreaHandles;
  readonly #native: NativeSelection;
  readonly #advances = systemAdvances(TEXT_FONT);
  readonly #abort = new AbortController();
  #destinations: PdfDestinations | null = null;
  #links: PdfLinks | null = null;
  #turns: QuarterTurns = 0;
  #text: string | null = null;
  #marks: readonly Mark[] = [];
  /** A passage with pieces that are not saved yet. */
  #preview: { readonly id: string; readonly pieces?: readonly Span[]; readonly rect?: Rect } | null = null;
  #levels: ReadonlyMap<string, number> = new Map();
  #hits: readonly Span[] = [];
  #current: Span | null = null;
  #emphasis: { readonly selected: string | null; readonly hovered: string | null } = { selected: null, hovered: null };
  #target: Span | null = null;
  #flashing: string | null = null;
  #shownLink: PageLink | null = null;
  readonly #words: WordsAtRest;

  /** @param host element that the view fills @param start where to begin; null for the top */
  constructor(host: HTMLElement, source: PdfSource, events: ViewEvents, zoom: Zoom, start: ViewPosition | null) {
    this.#events = events;
    this.#infos = source.content.pages;
    this.#pdf = source.pdf;
    this.#words = this.#makeWords();
    this.#places = new PdfPlaces(this.#infos, source.loadRuns, this.#advances);
    const stageEvents = {
      onMount: (index: number, page: PdfPage) => this.#fillPage(index, page),
      onPainted: (index: number, page: PdfPage) => this.#readLinks(index, page),
      onUpdate: () => this.#loadPlaces(),
      onPage: (page: number) => events.onPage(page),
      onZoom: (factor: number) => events.onZoom(factor),
      onMove: () => this.#onMove(),
      onTrouble: (error: unknown) => this.#tell(error),
    };
    this.#stage = new PdfStage(host, this.#infos, stageEvents, zoom, start);
    const { viewport, content } = this.#stage;
    this.#native = new NativeSelection(content, (offset, edge) => {
      const index = pageIndexOf(this.#infos, edge === 'end' ? Math.max(0, offset - 1) : offset);
      return this.#stage.pages.get(index)?.mapping.pointOf(offset, edge) ?? null;
    });
    const { signal } = this.#abort;
    this.#area = this.#makeAreaTool(signal);
    this.#tools = this.#makeTools(signal);
    content.append(this.#tools.layer);
    this.#corners = this.#makeCorners(signal);
    viewport.addEventListener('mousemove', (event) => this.#onMouseMove(event), { signal });
    viewport.addEventListener('mouseleave', () => this.#onLeave(), { signal });
    viewport.addEventListener('contextmenu', (event) => this.#onContextMenu(event), { signal });
    viewport.addEventListener('click', (event) => this.#onClick(event), { signal });
    viewport.addEventListener('keydown', (event) => this.#onKeyDown(event), { signal });
    viewport.addEventListener('copy', (event) => this.#onCopy(event), { signal });

    this.#stage.update();
    events.onZoom(this.#stage.factor);
    source.pdf.then(
      (open) => this.#begin(open),
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
    return this.#tools.describe();
  }

  describePieces(): readonly Span[] {
    return this.#tools.selection.pieces;
  }

  keepPiece(): boolean {
    return this.#tools.selection.keepPiece();
  }

  selectSentence(step: 1 | -1): boolean {
    return this.#tools.selectSentence(step);
  }

  setSnap(on: boolean): void {
    this.#tools.setSnap(on);
  }

  setTool(tool: Tool): void {
    this.#area.setOn(tool === 'area');
    this.#stage.viewport.toggleAttribute('data-area-tool', tool === 'area');
    if (tool === 'area') this.#tools.selection.set(null);
  }

  selectArea(area: PageArea | null): void {
    this.#area.show(area);
  }

  rectsOfArea({ page, rect }: PageArea): readonly Rect[] {
    return this.#stage.pages.has(page - 1) ? this.#stage.inWindow(page - 1, [rect]) : [];
  }

  select(span: Span | null): void {
    this.#tools.selection.set(span);
  }

  rectsOf(span: Span): readonly Rect[] {
    return [...this.#stage.pages].flatMap(([index, page]) =>
      span.end <= page.info.start || span.start > page.info.end ? [] : this.#stage.inWindow(index, page.rectsOf(span)),
    );
  }

  scrollTo(span: Span): void {
    const index = pageIndexOf(this.#infos, span.start);
    const geometry = this.#places.page(index);
    this.#target = geometry === undefined ? span : null;
    const first = geometry?.rectsOf(span)[0];
    if (first === undefined) this.#stage.showPage(index);
    else this.#stage.showRect(index, first);
  }

  setMarks(marks: readonly Mark[]): void {
    this.#marks = marks;
    this.#repaintMarks();
    this.#showSelected();
  }

  setEmphasis(selected: string | null, hovered: string | null): void {
    this.#emphasis = { selected, hovered };
    emphasise(this.#stage.content, selected, hovered);
    this.#showSelected();
  }

  flash(passageId: string): void {
    this.#flashing = passageId;
    const mark = this.#marks.find((each) => each.id === passageId);
    // The words in an area, if any, may stand elsewhere on the page.
    if (mark?.area !== undefined) this.#stage.showRect(mark.area.page - 1, mark.area.rect);
    if (mark !== undefined && this.#places.page(pageIndexOf(this.#infos, mark.start))) this.#runFlash();
  }

  setHits(hits: readonly Span[], current: number): void {
    this.#hits = hits;
    this.#current = hits[current] ?? null;
    if (this.#current !== null) this.#tools.setHit(this.#current);
    for (const page of this.#stage.pages.values()) this.#paintHits(page);
  }

  setZoom(zoom: Zoom): void {
    this.#stage.setZoom(zoom);
  }

  setRotation(turns: QuarterTurns): void {
    this.#turns = turns;
    this.#stage.arrange({ turns });
  }

  setSpread(spread: Spread): void {
    this.#stage.arrange({ spread });
  }

  setPageColors(colors: PageColors): void {
    this.#stage.setColors(colors);
  }

  hideAnnotations(ids: readonly string[]): void {
    this.#stage.hideAnnotations(ids);
  }

  async outline(): Promise<readonly OutlineEntry[]> {
    return this.#destinationsOf(await this.#pdf).outline();
  }

  pageSizes(): readonly PageSize[] {
    return this.#infos.map((info) => ({
      ...{ number: info.number, label: info.label },
      ...turnedSize(info, this.#turns),
    }));
  }

  async thumbnail(page: number, canvas: HTMLCanvasElement, width: number, signal: AbortSignal): Promise<void> {
    await paintThumbnail((await this.#pdf).pdf, { page, turns: this.#turns, width }, canvas, signal);
    this.#stage.countThumbnail();
  }

  goToPage(page: number): void {
    this.#stage.goToPage(page);
  }

  firstOffset(): number {
    const box = this.#stage.viewport.getBoundingClientRect();
    return this.#offsetAt(box.left + box.width / 4, box.top + 4) ?? this.#infos[this.position().page - 1]?.start ?? 0;
  }

  position(): ViewPosition {
    return this.#stage.position();
  }

  restore(position: ViewPosition): void {
    this.#target = null;
    this.#stage.restore(position);
  }

  focus(): void {
    this.#stage.viewport.focus({ preventScroll: true });
  }

  scrollBy(step: 'page-up' | 'page-down' | 'home' | 'end'): void {
    this.#stage.scrollBy(step);
  }

  destroy(): void {
    this.#abort.abort();
    this.#words.cancel();
    this.#native.cancel();
    this.#stage.destroy();
  }

  #begin(open: OpenPdf): void {
    if (!this.#abort.signal.aborted) this.#links = new PdfLinks(open.pdf, this.#infos, this.#destinationsOf(open));
    this.#stage.begin(open);
  }

  #destinationsOf({ pdf }: OpenPdf): PdfDestinations {
    this.#destinations ??= new PdfDestinations(pdf, this.#infos);
    return this.#destinations;
  }

  /** Tells the reader what went wrong, unless the view is gone. */
  #tell(error: unknown): void {
    if (!this.#abort.signal.aborted) this.#events.onTrouble(error instanceof Error ? error.message : String(error));
  }

  #loadPlaces(): void {
    if (this.#text === null) return;
    this.#places.load([...this.#stage.pages.keys()], this.#text).then(
      (isNew) => {
        if (!isNew || this.#abort.signal.aborted) return;
        for (const [index, page] of this.#stage.pages) this.#fillPage(index, page);
        if (this.#target !== null) this.scrollTo(this.#target);
        this.#runFlash();
        this.#onMove();
        this.#loadPlaces();
      },
      (error: unknown) => this.#tell(error),
    );
  }

  /** Paints all that lies over a page, once it is known where its words stand. */
  #fillPage(index: number, page: PdfPage): void {
    const geometry = this.#places.page(index);
    if (geometry === undefined || page.hasGeometry) return;
    page.setGeometry(geometry);
    this.#paintMarks(page);
    this.#paintHits(page);
    page.setSelection(this.#selectedSpans());
    this.#words.want();
  }

  #makeWords(): WordsAtRest {
    return new WordsAtRest({
      layNext: () => {
        const text = this.#text;
        const page = [...this.#stage.pages.values()].find((each) => each.hasGeometry && !each.hasText);
        if (text === null || page === undefined) return false;
        page.setText(text, (words) => [...words].reduce((sum, each) => sum + this.#advances(each), 0));
        return true;
      },
      onDone: () => this.#native.follow(this.#tools.selection.ends),
      whenIdle: (callback, timeout) => window.requestIdleCallback(callback, { timeout }),
      cancelIdle: (request) => window.cancelIdleCallback(request),
    });
  }

  #readLinks(index: number, page: PdfPage): void {
    this.#links?.load(index).then(
      (links) => page.setLinks(links),
      // A page that can be painted but not its links is still worth reading.
      (error: unknown) => console.warn('The links of a page could not be read', error),
    );
  }

  #runFlash(): void {
    if (this.#flashing === null || this.#target !== null) return;
    startFlash(this.#stage.content, this.#flashing);
    this.#flashing = null;
  }

  #onMove(): void {
    this.#tools?.place();
    this.#area?.place();
    this.#corners?.place();
    this.#words.move();
    this.#events.onMove();
  }

  #selectedMark(): Mark | null {
    return this.#marks.find(({ id }) => id === this.#emphasis.selected) ?? null;
  }

  /** Shows what of the selected passage can be taken hold of. */
  #showSelected(): void {
    const mark = this.#selectedMark();
    this.#tools.setSelected(mark);
    this.#corners.show(mark);
  }

  #selectedSpans(): readonly Span[] {
    const { kept, span } = this.#tools.selection;
    return span === null ? kept : [...kept, span];
  }

  /** The passages as they are painted: one whose end is being moved stands where it would be. */
  #shownMarks(): readonly Mark[] {
    const preview = this.#preview;
    if (preview === null) return this.#marks;
    const { id, pieces, rect } = preview;
    return this.#marks.map((mark) => {
      if (mark.id !== id) return mark;
      if (pieces !== undefined) return withPieces(mark, pieces);
      return mark.area === undefined || rect === undefined ? mark : { ...mark, area: { ...mark.area, rect } };
    });
  }

  #repaintMarks(): void {
    this.#levels = assignLevels(this.#shownMarks());
    for (const page of this.#stage.pages.values()) this.#paintMarks(page);
  }

  #paintMarks(page: PdfPage): void {
    const { start, end, number } = page.info;
    const touching = this.#shownMarks().filter((mark) =>
      mark.area === undefined ? mark.start < end && mark.end > start : mark.area.page === number,
    );
    page.setMarks(touching, this.#levels);
    emphasise(page.element, this.#emphasis.selected, this.#emphasis.hovered);
  }

  #paintHits(page: PdfPage): void {
    const touching = this.#hits.filter((hit) => hit.start < page.info.end && hit.end > page.info.start);
    page.setHits(touching, this.#current);
  }

  #makeTools(signal: AbortSignal): SelectionTools {
    const { viewport, content } = this.#stage;
    const text = () => this.#text;
    return new SelectionTools(
      {
        ...{ target: viewport, content, window, events: this.#events, text },
        offsetAt: (x, y) => this.#offsetAt(x, y),
        rectsOf: (span) => this.rectsOf(span),
        turns: () => this.#turns,
        offsetInLine: (offset, step) => this.#places.offsetInLine(offset, step),
        firstOffset: () => this.#firstInSight(),
        viewport: () => viewport.getBoundingClientRect(),
        scrollBy: (pixels) => viewport.scrollBy(0, pixels),
        scrollTo: (span) => this.scrollTo(span),
        focus: () => this.focus(),
        isElsewhere: (event) => this.#isElsewhere(event),
        paint: (settled) => this.#paintSelection(settled),
        preview: (id, pieces) => {
          this.#preview = pieces === null ? null : { id, pieces };
          this.#repaintMarks();
        },
        onClick: (x, y) => {
          const link = this.#linkAt(x, y);
          if (link === null || !this.#follow(link)) this.#events.onActivate(this.#passageAt(x, y));
        },
      },
      signal,
    );
  }

  #makeAreaTool(signal: AbortSignal): AreaTool {
    const { viewport, content } = this.#stage;
    const putAway = () => {
      viewport.removeAttribute('data-area-tool');
      this.#events.onTool('text');
    };
    return new AreaTool(
      content,
      viewport,
      {
        placeAt: (x, y) => this.#stage.placeAt(x, y),
        pageInSight: () => this.position().page - 1,
        sizeOf: (index) => this.#infos[index] ?? null,
        rectOf: (index, rect) => this.#stage.inWindow(index, [rect])[0] ?? null,
        turns: () => this.#turns,
        showRect: (index, rect) => this.#stage.showRect(index, rect),
        onTaken: (area) => {
          putAway();
          this.#events.onArea(area);
        },
        onGivenUp: () => {
          putAway();
          this.#events.onArea(null);
        },
      },
      signal,
    );
  }

  #makeCorners(signal: AbortSignal): AreaHandles {
    return new AreaHandles(
      this.#tools.layer,
      {
        placeAt: (x, y) => this.#stage.placeAt(x, y),
        sizeOf: (index) => this.#infos[index] ?? null,
        rectOf: (index, rect) =>
          this.#stage.pages.has(index) ? (this.#stage.inWindow(index, [rect])[0] ?? null) : null,
        turns: () => this.#turns,
        showRect: (index, rect) => this.#stage.showRect(index, rect),
        preview: (id, rect) => {
          this.#preview = rect === null ? null : { id, rect };
          this.#repaintMarks();
        },
        onGrab: () => this.#events.onHover([], 0, 0),
        onResize: (id, area) => this.#events.onResize(id, area),
      },
      signal,
    );
  }

  #isElsewhere(event: MouseEvent): boolean {
    if (this.#area.isOn) return true;
    if (event.target instanceof Element && event.target.closest('button, .sp-lane') !== null) return true;
    const { viewport } = this.#stage;
    const box = viewport.getBoundingClientRect();
    return event.clientX > box.left + viewport.clientWidth || event.clientY > box.top + viewport.clientHeight;
  }

  #firstInSight(): number | null {
    const box = this.#stage.viewport.getBoundingClientRect();
    // The left edge is nearest to where a line begins: the first step must not start within a word.
    return this.#offsetAt(box.left, box.top + 24);
  }

  #paintSelection(settled: boolean): void {
    const { ends } = this.#tools.selection;
    const spans = this.#selectedSpans();
    const pinned = ends === null ? [] : [ends.anchor, ends.focus];
    this.#stage.pin(pinned.map((offset) => pageIndexOf(this.#infos, offset)));
    if (spans.length > 0) this.#stage.update();
    for (const page of this.#stage.pages.values()) page.setSelection(spans);
    if (settled) this.#native.follow(this.#tools.selection.span === null ? null : ends);
  }

  #onKeyDown(event: KeyboardEvent): void {
    const isAlone = !event.ctrlKey && !event.metaKey && !event.altKey;
    // They begin the name of the agency that the rectangle is coded for.
    if (this.#area.isTaken && isAlone && /^\p{L}$/u.test(event.key)) return;
    if (event.key === 'a' && isAlone && this.describe() === null) {
      this.setTool('area');
      this.#events.onTool('area');
    } else if (!this.#area.handleKey(event) && !this.#isCornerKey(event) && !this.#tools.handleKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** While words are selected the same keys are theirs. */
  #isCornerKey(event: KeyboardEvent): boolean {
    return this.#tools.selection.span === null && this.#corners.handleKey(event);
  }

  #onCopy(event: ClipboardEvent): void {
    const words = this.#tools.words();
    if (words === null || event.clipboardData === null) return;
    event.clipboardData.setData('text/plain', words);
    event.preventDefault();
  }

  #onMouseMove(event: MouseEvent): void {
    if (event.buttons !== 0) return;
    const target = event.target instanceof Element ? event.target : null;
    const beside = passagesOfMargin(target);
    const ids = beside.length > 0 ? beside : this.#passagesAt(event.clientX, event.clientY);
    this.#events.onHover(ids, event.clientX, event.clientY);
    this.#showLink(beside.length === 0 ? this.#linkAt(event.clientX, event.clientY) : null);
  }

  #onContextMenu(event: MouseEvent): void {
    event.preventDefault();
    const target = event.target instanceof Element ? event.target : null;
    const beside = passagesOfMargin(target);
    const mark = this.#selectedMark();
    this.#events.onMenu(
      menuRequest(event, {
        passageIds: beside.length > 0 ? beside : this.#passagesAt(event.clientX, event.clientY),
        selection: this.#selectedSpans().flatMap((span) => this.rectsOf(span)),
        selected: mark === null ? [] : mark.area === undefined ? this.rectsOf(mark) : this.rectsOfArea(mark.area),
        viewport: this.#stage.viewport.getBoundingClientRect(),
      }),
    );
  }

  #onLeave(): void {
    this.#events.onHover([], 0, 0);
    this.#showLink(null);
  }

  #showLink(link: PageLink | null): void {
    if (link === this.#shownLink) return;
    this.#shownLink = link;
    this.#stage.content.toggleAttribute('data-on-link', link?.target.kind === 'place');
    const target = link?.target;
    if (target === undefined) this.#events.onLink(null);
    else this.#events.onLink(target.kind === 'address' ? target.address : `Page ${target.label}`);
  }

  #onClick(event: MouseEvent): void {
    if (!(event.target instanceof HTMLElement)) return;
    const beside = passageOfMargin(event.target, this.#emphasis.selected);
    if (beside !== null) this.#events.onActivate(beside);
    const { link } = event.target.dataset;
    const page = Number(event.target.closest<HTMLElement>('[data-page]')?.dataset.page);
    const followed = link === undefined ? null : (this.#links?.nth(page - 1, Number(link)) ?? null);
    if (followed !== null) this.#follow(followed);
  }

  /** Goes where a link leads within the document; addresses outside are never followed. */
  #follow({ target }: PageLink): boolean {
    if (target.kind !== 'place') return false;
    this.#events.onJump(this.position());
    this.restore(target.position);
    this.focus();
    return true;
  }

  #linkAt(clientX: number, clientY: number): PageLink | null {
    const place = this.#stage.placeAt(clientX, clientY);
    return place === null ? null : (this.#links?.at(place.index, place.point) ?? null);
  }

  #offsetAt(clientX: number, clientY: number): number | null {
    const place = this.#stage.placeAt(clientX, clientY);
    return place === null ? null : (this.#places.page(place.index)?.offsetAt(place.point) ?? null);
  }

  /** The passages under a place in the window, the one that a click chooses first. */
  #passagesAt(clientX: number, clientY: number): readonly string[] {
    const place = this.#stage.placeAt(clientX, clientY);
    if (place === null) return [];
    return this.#places.marksAt(place.index, place.point, this.#marks).map(({ id }) => id);
  }

  /** The passage that a click at a place means: the next one under it if the selected one is there. */
  #passageAt(clientX: number, clientY: number): string | null {
    const under = this.#passagesAt(clientX, clientY);
    return under[(under.indexOf(this.#emphasis.selected ?? '') + 1) % under.length] ?? null;
  }
}
