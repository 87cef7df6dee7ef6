import DOMPurify from 'dompurify';
import type {
  DocumentView,
  Mark,
  OutlineEntry,
  PageSize,
  Rect,
  Span,
  ViewEvents,
  ViewPosition,
  Zoom,
} from './document-view.ts';
import { passageOfMargin, passagesOfMargin } from './margin-painter.ts';
import { emphasise, startFlash, withPieces } from './mark-painter.ts';
import { menuRequest } from './menu-request.ts';
import overlayStyle from './overlay.css?inline';
import renditionStyle from './rendition.css?inline';
import { anchorOffsets, anchorOfLink } from './rendition-links.ts';
import { RenditionMarks } from './rendition-marks.ts';
import { headingOutline } from './rendition-outline.ts';
import { SelectionTools } from './selection-tools.ts';
import { TextMapping } from './text-mapping.ts';

/** Nothing in the frame can run, and it can load nothing but pictures that it carries itself. */
const FRAME_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'";
/** Custom properties that the reading style takes from the window. */
const COPIED = [
  '--surface',
  '--surface-raised',
  '--surface-sunken',
  '--border',
  '--border-strong',
  '--text',
  '--text-muted',
  '--text-faint',
  '--accent',
  '--focus-ring',
  '--font-reading',
  '--font-mono',
  '--font-ui',
  '--shadow-card',
];

/** The rendition without anything that could run or load, with its data-start attributes. */
export function cleanRendition(html: string): string {
  return DOMPurify.sanitize(html, {
    USE_PROFILES: { html: true },
    FORBID_TAGS: [
      'style',
      'form',
      'input',
      'button',
      'select',
      'textarea',
      'video',
      'audio',
      'source',
      'track',
      'dialog',
    ],
    FORBID_ATTR: ['style', 'id', 'name', 'srcset', 'ping', 'target'],
    ALLOW_DATA_ATTR: true,
  });
}

/** Shows a rendition in a frame in which nothing can run. */
export class RenditionView implements DocumentView {
  readonly #events: ViewEvents;
  readonly #frame: HTMLIFrameElement;
  readonly #resizing: ResizeObserver;
  readonly #theming: MutationObserver;
  readonly #abort = new AbortController();
  readonly #rendition: string;
  #anchors: ReadonlyMap<string, number> | null = null;
  #canonical: string | null = null;
  #mapping: TextMapping | null = null;
  #painter: RenditionMarks | null = null;
  #tools: SelectionTools | null = null;
  #marks: readonly Mark[] = [];
  /** A passage with pieces that are not saved yet. */
  #preview: { readonly id: string; readonly pieces: readonly Span[] } | null = null;
  #snaps = false;
  #emphasis: { readonly selected: string | null; readonly hovered: string | null } = { selected: null, hovered: null };
  #pending: (() => void)[] = [];
  #factor = 1;
  #frameRequest = 0;

  /** @param host element that the view fills @param start where to begin; null for the top */
  constructor(
    host: HTMLElement,
    rendition: string,
    text: Promise<string>,
    events: ViewEvents,
    zoom: Zoom,
    start: ViewPosition | null,
  ) {
    this.#events = events;
    this.#rendition = rendition;
    this.#frame = document.createElement('iframe');
    this.#frame.setAttribute('sandbox', 'allow-same-origin');
    this.#frame.title = 'Document';
    this.#frame.setAttribute('aria-label', 'Document');
    Object.assign(this.#frame.style, {
      position: 'absolute',
      inset: '0',
      width: '100%',
      height: '100%',
      border: '0',
      visibility: 'hidden',
    });
    this.#frame.srcdoc = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${FRAME_POLICY}"></head><body><div class="sp-overlay"></div><main id="text">${cleanRendition(rendition)}</main><div class="sp-margin sp-side"></div></body></html>`;
    this.#frame.addEventListener('load', () => this.#onLoad(zoom, start), { once: true });
    host.replaceChildren(this.#frame);
    this.#resizing = new ResizeObserver(() => this.#repaintSoon());
    this.#theming = new MutationObserver(() => this.#copyTheme());
    text.then(
      (canonical) => {
        this.#canonical = canonical;
      },
      (error: unknown) => events.onTrouble(error instanceof Error ? error.message : String(error)),
    );
  }

  describe(): Span | null {
    return this.#tools?.describe() ?? null;
  }

  describePieces(): readonly Span[] {
    return this.#tools?.selection.pieces ?? [];
  }

  keepPiece(): boolean {
    return this.#tools?.selection.keepPiece() ?? false;
  }

  selectSentence(step: 1 | -1): boolean {
    return this.#tools?.selectSentence(step) ?? false;
  }

  setSnap(on: boolean): void {
    this.#snaps = on;
    this.#tools?.setSnap(on);
  }

  setTool(): void {
    // A rendition has no pages to draw on.
  }

  selectArea(): void {
    // A rendition has no pages to draw on.
  }

  rectsOfArea(): readonly Rect[] {
    return [];
  }

  select(span: Span | null): void {
    this.#whenReady(() => this.#tools?.selection.set(span));
  }

  rectsOf(span: Span): readonly Rect[] {
    const frame = this.#frame.getBoundingClientRect();
    const rects = this.#mapping?.rectsOf(span) ?? [];
    return rects.map((rect) => ({ ...rect, x: rect.x + frame.x, y: rect.y + frame.y }));
  }

  scrollTo(span: Span): void {
    this.#whenReady(() => {
      const rect = this.#mapping?.rectsOf(span)[0];
      const view = this.#frame.contentWindow;
      if (rect === undefined || view === null) return;
      const height = view.innerHeight;
      if (rect.y < height * 0.08 || rect.y > height * 0.8) view.scrollBy(0, rect.y - height * 0.3);
    });
  }

  setMarks(marks: readonly Mark[]): void {
    this.#marks = marks;
    this.#whenReady(() => {
      this.#repaint();
      this.#tools?.setSelected(this.#selectedMark());
    });
  }

  setEmphasis(selected: string | null, hovered: string | null): void {
    this.#emphasis = { selected, hovered };
    const body = this.#frame.contentDocument?.body;
    if (body) emphasise(body, selected, hovered);
    this.#tools?.setSelected(this.#selectedMark());
  }

  flash(passageId: string): void {
    this.#whenReady(() => {
      const body = this.#frame.contentDocument?.body;
      if (body) startFlash(body, passageId);
    });
  }

  setHits(hits: readonly Span[], current: number): void {
    this.#whenReady(() => {
      const view = this.#frame.contentDocument?.defaultView;
      const mapping = this.#mapping;
      if (!view || mapping === null) return;
      const now = hits[current];
      if (now !== undefined) this.#tools?.setHit(now);
      const others = hits.filter((hit) => hit !== now).flatMap((hit) => mapping.rangesOf(hit));
      view.CSS.highlights.set('sp-hit', new view.Highlight(...others));
      view.CSS.highlights.set(
        'sp-current-hit',
        new view.Highlight(...(now === undefined ? [] : mapping.rangesOf(now))),
      );
    });
  }

  setZoom(zoom: Zoom): void {
    this.#factor = zoom.kind === 'factor' ? Math.min(3, Math.max(0.5, zoom.factor)) : 1;
    this.#whenReady(() => {
      const place = this.position();
      this.#copyTheme();
      this.restore(place);
      this.#repaint();
      this.#events.onMove();
    });
    this.#events.onZoom(this.#factor);
  }

  goToPage(): void {
    this.scrollBy('home');
  }

  setRotation(): void {
    // A rendition has no pages to turn.
  }

  setSpread(): void {
    // A rendition has no pages to pair.
  }

  hideAnnotations(): void {
    // A rendition shows no annotations.
  }

  setPageColors(): void {
    // A rendition follows the theme of the window.
  }

  pageSizes(): readonly PageSize[] {
    return [];
  }

  async thumbnail(): Promise<void> {
    // A rendition has no pages to show small.
  }

  outline(): Promise<readonly OutlineEntry[]> {
    return new Promise((resolve) => {
      this.#whenReady(() => {
        const root = this.#frame.contentDocument?.documentElement;
        resolve(root ? headingOutline(root) : []);
      });
    });
  }

  firstOffset(): number {
    const pieces = this.#frame.contentDocument?.querySelectorAll('[data-start]') ?? [];
    for (const piece of pieces) {
      if (piece.getBoundingClientRect().bottom > 0) return Number(piece.getAttribute('data-start'));
    }
    return 0;
  }

  position(): ViewPosition {
    const root = this.#frame.contentDocument?.documentElement;
    return { page: 1, fraction: root && root.scrollHeight > 0 ? root.scrollTop / root.scrollHeight : 0 };
  }

  restore({ fraction }: ViewPosition): void {
    this.#whenReady(() => {
      const root = this.#frame.contentDocument?.documentElement;
      if (root) root.scrollTop = fraction * root.scrollHeight;
    });
  }

  focus(): void {
    this.#whenReady(() => this.#frame.contentWindow?.focus());
  }

  scrollBy(step: 'page-up' | 'page-down' | 'home' | 'end'): void {
    const root = this.#frame.contentDocument?.documentElement;
    const view = this.#frame.contentWindow;
    if (!root || !view) return;
    const screen = view.innerHeight * 0.9;
    if (step === 'home') root.scrollTop = 0;
    else if (step === 'end') root.scrollTop = root.scrollHeight;
    else root.scrollTop += step === 'page-down' ? screen : -screen;
  }

  destroy(): void {
    this.#abort.abort();
    this.#resizing.disconnect();
    this.#theming.disconnect();
    cancelAnimationFrame(this.#frameRequest);
    this.#frame.remove();
  }

  #whenReady(run: () => void): void {
    if (this.#mapping === null) this.#pending.push(run);
    else run();
  }

  #onLoad(zoom: Zoom, start: ViewPosition | null): void {
    const inner = this.#frame.contentDocument;
    const view = inner?.defaultView;
    const text = inner?.getElementById('text');
    if (!inner || !view || !text) {
      this.#events.onTrouble('The rendition of this document could not be shown. Close the tab and open it again.');
      return;
    }
    // A constructed style sheet is not subject to the policy of the window, which the frame inherits.
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(`${renditionStyle}\n${overlayStyle}`);
    inner.adoptedStyleSheets = [sheet];
    const mapping = new TextMapping(text);
    this.#mapping = mapping;
    this.#painter = new RenditionMarks(inner, mapping);
    this.#factor = zoom.kind === 'factor' ? zoom.factor : 1;
    this.#copyTheme();
    this.#tools = this.#makeTools(inner, view, text, mapping);
    this.#tools.setSnap(this.#snaps);
    this.#listen(inner, view);
    this.#resizing.observe(this.#frame);
    this.#theming.observe(document.documentElement, { attributes: true });
    this.#frame.style.visibility = '';
    if (start === null) skipFurniture(text, view);
    else this.restore(start);
    for (const run of this.#pending.splice(0)) run();
    this.#frame.dataset.painted = 'true';
    performance.mark('reader:first-page-painted');
    this.#events.onZoom(this.#factor);
    this.#events.onPage(1);
  }

  #listen(inner: Document, view: Window): void {
    const { signal } = this.#abort;
    inner.addEventListener('click', (event) => this.#onClick(event), { signal });
    inner.addEventListener('contextmenu', (event) => this.#onContextMenu(event), { signal });
    inner.addEventListener('auxclick', (event) => event.preventDefault(), { signal });
    inner.addEventListener('dragstart', (event) => event.preventDefault(), { signal });
    inner.addEventListener('mousemove', (event) => this.#onMouseMove(event), { signal });
    inner.documentElement.addEventListener('mouseleave', () => this.#onLeave(), { signal });
    inner.addEventListener('scroll', () => this.#events.onMove(), { signal, passive: true });
    view.addEventListener('wheel', (event) => this.#onWheel(event), { signal, passive: false });
    inner.addEventListener('keydown', (event) => this.#onKeyDown(event), { signal });
    inner.addEventListener('copy', (event) => this.#onCopy(event), { signal });
    // A drag that ends outside the frame.
    window.addEventListener('mouseup', () => this.#tools?.release(), { signal });
  }

  #makeTools(inner: Document, view: Window, text: HTMLElement, mapping: TextMapping): SelectionTools {
    const rectsOf = (span: Span) => mapping.rectsOf(span);
    const offsetAt = (x: number, y: number) => this.#offsetAt(inner, text, x, y);
    const viewport = () => ({ top: 0, bottom: view.innerHeight });
    const tools = new SelectionTools(
      {
        ...{ target: inner.documentElement, content: inner.body, window: view, events: this.#events },
        ...{ text: () => this.#canonical, rectsOf, offsetAt, viewport, turns: () => 0 },
        offsetInLine: (offset, step) => nextLine({ offset, step, rectsOf, offsetAt, view }),
        firstOffset: () => this.firstOffset(),
        scrollBy: (pixels) => view.scrollBy(0, pixels),
        scrollTo: (span) => this.scrollTo(span),
        focus: () => view.focus(),
        isElsewhere: (event) => this.#isElsewhere(inner, event),
        paint: () => this.#paintSelection(view, mapping),
        preview: (id, pieces) => {
          this.#preview = pieces === null ? null : { id, pieces };
          this.#repaint();
        },
        onClick: (x, y) => this.#events.onActivate(this.#passageAt(x, y)),
      },
      this.#abort.signal,
    );
    return tools;
  }

  /** The offset nearest to a place of the frame: beside the text, that of the line's end. */
  #offsetAt(inner: Document, text: HTMLElement, x: number, y: number): number | null {
    const column = text.getBoundingClientRect();
    const height = inner.defaultView?.innerHeight ?? 0;
    const range = inner.caretRangeFromPoint(
      Math.min(column.right - 2, Math.max(column.left + 1, x)),
      Math.min(height - 2, Math.max(1, y)),
    );
    return range === null ? null : (this.#mapping?.offsetOf(range.startContainer, range.startOffset) ?? null);
  }

  #isElsewhere(inner: Document, event: MouseEvent): boolean {
    const target = elementOf(event.target);
    if (target?.closest('button, .sp-lane')) return true;
    return event.clientX > inner.documentElement.clientWidth;
  }

  #paintSelection(view: Window, mapping: TextMapping): void {
    const selection = this.#tools?.selection;
    const native = view.getSelection();
    if (selection === undefined || native === null) return;
    const { ends, kept, span } = selection;
    const scope = this.#frame.contentDocument?.defaultView;
    if (scope) {
      scope.CSS.highlights.set('sp-piece', new scope.Highlight(...kept.flatMap((piece) => mapping.rangesOf(piece))));
    }
    if (ends === null || span === null) {
      native.removeAllRanges();
      return;
    }
    const isForward = ends.anchor <= ends.focus;
    const anchor = mapping.pointOf(ends.anchor, isForward ? 'start' : 'end');
    const focus = mapping.pointOf(ends.focus, isForward ? 'end' : 'start');
    if (anchor !== null && focus !== null) {
      native.setBaseAndExtent(anchor.node, anchor.offset, focus.node, focus.offset);
    }
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (this.#tools?.handleKey(event)) event.preventDefault();
    else this.#passOn(event);
  }

  #onCopy(event: ClipboardEvent): void {
    const words = this.#tools?.words() ?? null;
    if (words === null || event.clipboardData === null) return;
    event.clipboardData.setData('text/plain', words);
    event.preventDefault();
  }

  #onClick(event: MouseEvent): void {
    const target = elementOf(event.target);
    const link = target?.closest('a[href]') ?? null;
    if (link !== null) {
      event.preventDefault();
      this.#follow(anchorOfLink(link.getAttribute('href')));
    }
    const beside = passageOfMargin(target, this.#emphasis.selected);
    if (beside !== null) this.#events.onActivate(beside);
  }

  /** Goes where a link within the document leads: to a note, and from it back. */
  #follow(anchor: string | null): void {
    if (anchor === null) return;
    this.#anchors ??= anchorOffsets(this.#rendition);
    const start = this.#anchors.get(anchor);
    if (start === undefined) return;
    this.#events.onJump(this.position());
    this.scrollTo({ start, end: start + 1 });
  }

  #onMouseMove(event: MouseEvent): void {
    if (event.buttons !== 0) return;
    const target = elementOf(event.target);
    const beside = passagesOfMargin(target);
    const frame = this.#frame.getBoundingClientRect();
    const ids = beside.length > 0 ? beside : this.#passagesAt(event.clientX, event.clientY);
    this.#events.onHover(ids, frame.x + event.clientX, frame.y + event.clientY);
    this.#events.onLink(target?.closest('a[href]')?.getAttribute('href') ?? null);
  }

  #onContextMenu(event: MouseEvent): void {
    event.preventDefault();
    const beside = passagesOfMargin(elementOf(event.target));
    const frame = this.#frame.getBoundingClientRect();
    const selection = this.#tools?.selection;
    const spans =
      selection === undefined ? [] : [...selection.kept, ...(selection.span === null ? [] : [selection.span])];
    const mark = this.#selectedMark();
    const places = {
      passageIds: beside.length > 0 ? beside : this.#passagesAt(event.clientX, event.clientY),
      selection: spans.flatMap((span) => this.rectsOf(span)),
      selected: mark === null ? [] : this.rectsOf(mark),
      viewport: frame,
    };
    this.#events.onMenu(menuRequest(event, places, frame));
  }

  #onLeave(): void {
    this.#events.onHover([], 0, 0);
    this.#events.onLink(null);
  }

  #onWheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.setZoom({ kind: 'factor', factor: this.#factor * Math.exp(-event.deltaY / 400) });
  }

  /** Keys pressed in the frame would be lost to the window; send it a copy. */
  #passOn(event: KeyboardEvent): void {
    const { key, code, ctrlKey, metaKey, altKey, shiftKey, repeat, isComposing } = event;
    const copy = new KeyboardEvent('keydown', {
      ...{ key, code, ctrlKey, metaKey, altKey, shiftKey, repeat, isComposing },
      bubbles: true,
      cancelable: true,
    });
    if (!this.#frame.dispatchEvent(copy)) event.preventDefault();
  }

  /** The passages at a place of the frame, the shortest first. */
  #passagesAt(x: number, y: number): readonly string[] {
    const ids = new Set(this.#painter?.idsAt(x, y));
    const under = this.#marks.filter(({ id }) => ids.has(id)).sort((a, b) => a.end - a.start - (b.end - b.start));
    return under.map(({ id }) => id);
  }

  /** The passage that a click at a place means: the next one there if the selected one is. */
  #passageAt(x: number, y: number): string | null {
    const under = this.#passagesAt(x, y);
    return under[(under.indexOf(this.#emphasis.selected ?? '') + 1) % under.length] ?? null;
  }

  #selectedMark(): Mark | null {
    return this.#marks.find(({ id }) => id === this.#emphasis.selected) ?? null;
  }

  #copyTheme(): void {
    const root = this.#frame.contentDocument?.documentElement;
    if (!root) return;
    const computed = getComputedStyle(document.documentElement);
    for (const name of COPIED) root.style.setProperty(name, computed.getPropertyValue(name));
    root.style.setProperty('--sp-chip', computed.getPropertyValue('--surface-raised'));
    root.style.setProperty('--sp-chip-text', computed.getPropertyValue('--text'));
    root.style.setProperty('--sp-font', computed.getPropertyValue('--font-ui'));
    root.style.setProperty('--sp-focus', computed.getPropertyValue('--focus-ring'));
    root.style.colorScheme = computed.colorScheme;
    root.style.fontSize = `${Number.parseFloat(computed.fontSize) * this.#factor}px`;
    this.#repaintSoon();
  }

  #repaintSoon(): void {
    cancelAnimationFrame(this.#frameRequest);
    this.#frameRequest = requestAnimationFrame(() => {
      this.#painter?.forgetLayout();
      this.#repaint();
      this.#tools?.place();
      this.#events.onMove();
    });
  }

  #repaint(): void {
    const preview = this.#preview;
    const shown =
      preview === null
        ? this.#marks
        : this.#marks.map((mark) => (mark.id === preview.id ? withPieces(mark, preview.pieces) : mark));
    this.#painter?.paint(shown);
    const body = this.#frame.contentDocument?.body;
    if (body) emphasise(body, this.#emphasis.selected, this.#emphasis.hovered);
  }
}

/** The offset one line up or down at about the same place across; null where there is none. */
function nextLine({
  offset,
  step,
  rectsOf,
  offsetAt,
  view,
}: {
  readonly offset: number;
  readonly step: -1 | 1;
  readonly rectsOf: (span: Span) => readonly Rect[];
  readonly offsetAt: (x: number, y: number) => number | null;
  readonly view: Window;
}): number | null {
  const rectAt = (at: number) => rectsOf({ start: at, end: at + 1 })[0] ?? rectsOf({ start: at - 1, end: at })[0];
  const from = rectAt(offset);
  if (from === undefined) return null;
  // Only what is in sight can be asked for.
  if (step === 1 && from.y + from.height * 4 > view.innerHeight) view.scrollBy(0, from.height * 4);
  if (step === -1 && from.y < from.height * 3) view.scrollBy(0, -from.height * 4);
  const here = rectAt(offset) ?? from;
  const middle = here.y + here.height / 2;
  for (let lines = 1; lines <= 6; lines += 0.5) {
    const next = offsetAt(here.x, middle + step * lines * here.height);
    const rect = next === null ? undefined : rectAt(next);
    if (next === null || rect === undefined) continue;
    const gone = (rect.y + rect.height / 2 - middle) * step;
    if (gone > here.height / 2) return next;
  }
  return null;
}

/** A web page begins with its menus; the reader begins with what it says. */
function skipFurniture(text: HTMLElement, view: Window): void {
  for (const piece of text.querySelectorAll('[data-start]')) {
    if (piece.closest('.page-furniture') !== null || (piece.textContent ?? '').trim().length < 3) continue;
    const { top } = piece.getBoundingClientRect();
    if (top > view.innerHeight * 0.35) view.scrollTo(0, top - 48);
    return;
  }
}

/** The element of an event's target, whichever window it belongs to. */
function elementOf(target: EventTarget | null): Element | null {
  if (target === null || !('nodeType' in target)) return null;
  const node = target as Node;
  return node.nodeType === Node.ELEMENT_NODE ? (node as Element) : node.parentElement;
}
