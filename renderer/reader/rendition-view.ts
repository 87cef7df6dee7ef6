import DOMPurify from 'dompurify';
import {
  type DocumentView,
  type Mark,
  type OutlineEntry,
  type PageSize,
  type Rect,
  type Span,
  trimSpan,
  type ViewEvents,
  type ViewPosition,
  type Zoom,
} from './document-view.ts';
import { assignLevels, emphasise, type LengthOf, paintLetters, paintMark, startFlash } from './mark-painter.ts';
import overlayStyle from './overlay.css?inline';
import renditionStyle from './rendition.css?inline';
import { headingOutline } from './rendition-outline.ts';
import { TextMapping } from './text-mapping.ts';
import { sentenceAt } from './word-bounds.ts';

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

const inPixels: LengthOf = (value) => `${value}px`;

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
  #canonical: string | null = null;
  #mapping: TextMapping | null = null;
  #overlay: HTMLElement | null = null;
  #margin: HTMLElement | null = null;
  #marks: readonly Mark[] = [];
  #emphasis: { readonly selected: string | null; readonly hovered: string | null } = { selected: null, hovered: null };
  #pending: (() => void)[] = [];
  #factor = 1;
  #isPressed = false;
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
    this.#frame.srcdoc = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${FRAME_POLICY}"></head><body><div class="sp-overlay"></div><main id="text">${cleanRendition(rendition)}</main><div class="sp-margin"></div></body></html>`;
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
    const selection = this.#frame.contentWindow?.getSelection() ?? null;
    const mapping = this.#mapping;
    if (selection === null || selection.isCollapsed || mapping === null || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    const start = mapping.offsetOf(range.startContainer, range.startOffset);
    const end = mapping.offsetOf(range.endContainer, range.endOffset);
    if (start === null || end === null || start >= end) return null;
    return this.#canonical === null ? { start, end } : trimSpan(this.#canonical, { start, end });
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
    this.#whenReady(() => {
      const selection = this.#frame.contentWindow?.getSelection();
      if (!selection) return;
      selection.removeAllRanges();
      const range = span === null ? null : this.#mapping?.rangeOf(span);
      if (range) selection.addRange(range);
    });
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
    this.#whenReady(() => this.#repaint());
  }

  setEmphasis(selected: string | null, hovered: string | null): void {
    this.#emphasis = { selected, hovered };
    const body = this.#frame.contentDocument?.body;
    if (body) emphasise(body, selected, hovered);
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
    this.#overlay = inner.querySelector('.sp-overlay');
    this.#margin = inner.querySelector('.sp-margin');
    this.#mapping = new TextMapping(text);
    this.#factor = zoom.kind === 'factor' ? zoom.factor : 1;
    this.#copyTheme();
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
    const tell = (settled: boolean) => this.#events.onSelection(this.describe(), settled);
    inner.addEventListener('mousedown', () => (this.#isPressed = true), { signal });
    inner.addEventListener('selectionchange', () => tell(!this.#isPressed), { signal });
    inner.addEventListener('mouseup', (event) => this.#onMouseUp(event), { signal });
    inner.addEventListener('click', (event) => this.#onClick(event), { signal });
    inner.addEventListener('auxclick', (event) => event.preventDefault(), { signal });
    inner.addEventListener('dragstart', (event) => event.preventDefault(), { signal });
    inner.addEventListener('mousemove', (event) => this.#onMouseMove(event), { signal });
    inner.documentElement.addEventListener('mouseleave', () => this.#onLeave(), { signal });
    inner.addEventListener('scroll', () => this.#events.onMove(), { signal, passive: true });
    view.addEventListener('wheel', (event) => this.#onWheel(event), { signal, passive: false });
    inner.addEventListener('keydown', (event) => this.#passOn(event), { signal });
    // A drag that ends outside the frame.
    window.addEventListener('mouseup', () => this.#settle(), { signal });
  }

  #settle(): void {
    if (!this.#isPressed) return;
    this.#isPressed = false;
    this.#events.onSelection(this.describe(), true);
  }

  #onMouseUp(event: MouseEvent): void {
    this.#isPressed = false;
    const span = this.describe();
    if (event.detail === 3 && span !== null && this.#canonical !== null) {
      this.select(sentenceAt(this.#canonical, span.start));
    }
    this.#events.onSelection(this.describe(), true);
  }

  #onClick(event: MouseEvent): void {
    const target = elementOf(event.target);
    if (target?.closest('a[href]')) event.preventDefault();
    const letter = target?.closest('.sp-letter')?.getAttribute('data-passage-id');
    if (letter) this.#events.onActivate(letter);
    else if (this.describe() === null) this.#events.onActivate(this.#passageAt(event.clientX, event.clientY, true));
  }

  #onMouseMove(event: MouseEvent): void {
    if (event.buttons !== 0) return;
    const target = elementOf(event.target);
    const letter = target?.closest('button.sp-letter')?.getAttribute('data-passage-id') ?? null;
    const frame = this.#frame.getBoundingClientRect();
    const id = letter ?? this.#passageAt(event.clientX, event.clientY, false);
    this.#events.onHover(id, frame.x + event.clientX, frame.y + event.clientY);
    this.#events.onLink(target?.closest('a[href]')?.getAttribute('href') ?? null);
  }

  #onLeave(): void {
    this.#events.onHover(null, 0, 0);
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

  #passageAt(x: number, y: number, cycle: boolean): string | null {
    const mapping = this.#mapping;
    if (mapping === null) return null;
    const groups = [...(this.#overlay?.querySelectorAll<HTMLElement>('.sp-mark') ?? [])].filter((group) =>
      [...group.querySelectorAll('.sp-line')].some((line) => {
        const rect = line.getBoundingClientRect();
        return x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom + 2;
      }),
    );
    const ids = groups.map((group) => group.dataset.passageId);
    const under = this.#marks
      .filter((mark) => ids.includes(mark.id))
      .sort((a, b) => a.end - a.start - (b.end - b.start));
    const selected = under.findIndex((mark) => mark.id === this.#emphasis.selected);
    return (cycle && selected >= 0 ? under[(selected + 1) % under.length] : under[0])?.id ?? null;
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
      this.#repaint();
      this.#events.onMove();
    });
  }

  #repaint(): void {
    const inner = this.#frame.contentDocument;
    const mapping = this.#mapping;
    if (!inner || mapping === null || this.#overlay === null || this.#margin === null) return;
    const origin = inner.body.getBoundingClientRect();
    const levels = assignLevels(this.#marks);
    const groups: HTMLElement[] = [];
    const letters: { mark: Mark; y: number }[] = [];
    for (const mark of this.#marks) {
      const rects = mapping.rectsOf(mark).map((rect) => ({ ...rect, x: rect.x - origin.x, y: rect.y - origin.y }));
      const first = rects[0];
      if (first === undefined) continue;
      groups.push(paintMark(inner, mark, rects, levels.get(mark.id) ?? 0, inPixels));
      letters.push({ mark, y: first.y + first.height / 2 - 9 });
    }
    this.#overlay.replaceChildren(...groups);
    paintLetters(inner, this.#margin, letters);
    emphasise(inner.body, this.#emphasis.selected, this.#emphasis.hovered);
  }
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
