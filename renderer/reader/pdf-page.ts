import type { PDFDocumentProxy, PDFPageProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { Mark, Rect, Span } from './document-view.ts';
import { arrangeChildren, box, type LengthOf, type MarginEntry, paintLetters, paintMark } from './mark-painter.ts';
import type { PageGeometry } from './page-geometry.ts';
import styles from './pdf-view.module.css';
import { TextMapping } from './text-mapping.ts';

/** Largest canvas in pixels; beyond it a page is painted coarser and stretched. */
const CANVAS_LIMIT = 16_000_000;

const inPoints: LengthOf = (value) => `calc(var(--scale) * ${Math.round(value * 100) / 100}px)`;

interface PaintedMark {
  readonly element: HTMLElement;
  readonly level: number;
  /** Middle of its first line, in points. */
  readonly y: number;
}

/** One page on screen: its canvas, its invisible text, its highlights, and their letters in the margin. */
export class PdfPage {
  readonly info: PageInfo;
  readonly element: HTMLElement;
  readonly #canvasBox: HTMLElement;
  readonly #text: HTMLElement;
  readonly #overlay: HTMLElement;
  readonly #marks: HTMLElement;
  readonly #hits: HTMLElement;
  readonly #selection: HTMLElement;
  readonly #margin: HTMLElement;
  #geometry: PageGeometry | null = null;
  #mapping: TextMapping | null = null;
  #task: RenderTask | null = null;
  #page: PDFPageProxy | null = null;
  #paintedFor = '';
  #painted: ReadonlyMap<Mark, PaintedMark> = new Map();

  constructor(info: PageInfo) {
    this.info = info;
    this.element = document.createElement('div');
    this.element.className = styles.page ?? '';
    this.element.dataset.page = String(info.number);
    this.element.setAttribute('role', 'group');
    this.element.setAttribute('aria-label', `Page ${info.label ?? info.number}`);
    const part = (className: string | undefined, parent: HTMLElement) => {
      const element = document.createElement('div');
      element.className = className ?? '';
      parent.append(element);
      return element;
    };
    const paper = part(`${styles.paper} sp-paper`, this.element);
    this.#canvasBox = part(styles.canvas, paper);
    this.#text = part(styles.text, paper);
    this.#overlay = part('sp-overlay', paper);
    this.#marks = part('', this.#overlay);
    this.#hits = part('', this.#overlay);
    this.#selection = part('', this.#overlay);
    this.#margin = part(styles.margin, this.element);
  }

  /** Between the text layer and the canonical text; without pieces until `setText`. */
  get mapping(): TextMapping {
    this.#mapping ??= new TextMapping(this.#text);
    return this.#mapping;
  }

  get hasText(): boolean {
    return this.#geometry !== null;
  }

  /** Puts the canonical text over the page, invisible, for the native selection and assistive technology. */
  setText(geometry: PageGeometry, text: string, widthOf: (text: string) => number): void {
    this.#geometry = geometry;
    const spans = geometry.runs.map(([start, end, x, y, width, height, angle]) => {
      const span = document.createElement('span');
      const words = text.slice(start, end);
      span.dataset.start = String(start);
      span.textContent = words;
      const natural = widthOf(words) * height;
      const stretch = natural > 0 ? width / natural : 1;
      span.style.left = `${x}px`;
      span.style.top = `${y}px`;
      span.style.fontSize = `${height}px`;
      span.style.transform = `rotate(${angle}deg) scaleX(${stretch})`;
      return span;
    });
    this.#text.replaceChildren(...spans);
    this.#mapping = null;
  }

  /** Paints the passages that touch this page; those that are the same as before stay untouched. */
  setMarks(marks: readonly Mark[], levels: ReadonlyMap<string, number>): void {
    const geometry = this.#geometry;
    if (geometry === null) return;
    const painted = new Map<Mark, PaintedMark>();
    for (const mark of marks) {
      const level = levels.get(mark.id) ?? 0;
      const known = this.#painted.get(mark);
      if (known !== undefined && known.level === level) {
        painted.set(mark, known);
        continue;
      }
      const rects = geometry.rectsOf(mark);
      const first = rects[0];
      if (first === undefined) continue;
      const element = paintMark(document, mark, rects, level, inPoints);
      painted.set(mark, { element, level, y: first.y + first.height / 2 });
    }
    this.#painted = painted;
    arrangeChildren(
      this.#marks,
      [...painted.values()].map(({ element }) => element),
    );
    this.layoutLetters();
  }

  /** Puts the letters beside their lines; again after every change of zoom. */
  layoutLetters(): void {
    const scale = Number(this.element.style.getPropertyValue('--scale')) || 1;
    const entries: MarginEntry[] = [];
    for (const [mark, { y }] of this.#painted) {
      if (mark.start >= this.info.start) entries.push({ mark, y: y * scale - 9 });
    }
    paintLetters(document, this.#margin, entries);
  }

  /** Paints the selected words. */
  setSelection(span: Span | null): void {
    this.#fill(this.#selection, 'sp-selection', span === null ? [] : [span]);
  }

  /** Paints search hits; `current` is the one to stand out. */
  setHits(hits: readonly Span[], current: Span | null): void {
    this.#fill(this.#hits, 'sp-hit', hits, current);
  }

  #fill(parent: HTMLElement, className: string, spans: readonly Span[], current: Span | null = null): void {
    const geometry = this.#geometry;
    const boxes = spans.flatMap((span) =>
      (geometry?.rectsOf(span) ?? []).map((rect) => {
        const element = box(document, className, rect, inPoints);
        element.toggleAttribute('data-current', span === current);
        return element;
      }),
    );
    parent.replaceChildren(...boxes);
  }

  /** Rectangles of the span in points of this page. */
  rectsOf(span: Span): readonly Rect[] {
    return this.#geometry?.rectsOf(span) ?? [];
  }

  /**
   * Paints the page at a scale (CSS pixels a point), sharp for this screen; the old picture stays until the new
   * one is done. Resolves to true if something was painted.
   */
  async render(pdf: PDFDocumentProxy, scale: number): Promise<boolean> {
    const { width, height } = this.info;
    const wanted = scale * (window.devicePixelRatio || 1);
    const limit = Math.sqrt(CANVAS_LIMIT / Math.max(1, width * height));
    const resolution = Math.min(wanted, limit);
    const key = resolution.toFixed(4);
    if (this.#paintedFor === key) return false;
    this.cancel();
    this.#paintedFor = key;
    try {
      const page = this.#page ?? (await pdf.getPage(this.info.number));
      this.#page = page;
      if (this.#paintedFor !== key) return false;
      const viewport = page.getViewport({ scale: resolution });
      const canvas = document.createElement('canvas');
      canvas.width = Math.max(1, Math.round(viewport.width));
      canvas.height = Math.max(1, Math.round(viewport.height));
      canvas.setAttribute('aria-hidden', 'true');
      const isFirst = this.#canvasBox.firstChild === null;
      if (isFirst) this.#canvasBox.append(canvas);
      this.#task = page.render({ canvas, viewport, background: '#ffffff' });
      await this.#task.promise;
      this.#task = null;
      const old = [...this.#canvasBox.children].filter((each) => each !== canvas);
      if (!isFirst) this.#canvasBox.append(canvas);
      for (const each of old) releaseCanvas(each);
      this.element.dataset.painted = 'true';
      return true;
    } catch (error) {
      if (this.#paintedFor === key) this.#paintedFor = '';
      if (error instanceof Error && error.name === 'RenderingCancelledException') return false;
      throw error;
    }
  }

  /** Stops a painting that is under way. */
  cancel(): void {
    this.#task?.cancel();
    this.#task = null;
    this.#paintedFor = this.element.dataset.painted === 'true' ? this.#paintedFor : '';
  }

  /** Gives back the memory of the picture. The text and the highlights stay. */
  release(): void {
    this.cancel();
    for (const canvas of [...this.#canvasBox.children]) releaseCanvas(canvas);
    this.#paintedFor = '';
    delete this.element.dataset.painted;
    this.#page?.cleanup();
    this.#page = null;
  }

  /** Lets go of everything. */
  destroy(): void {
    this.release();
    this.element.remove();
  }
}

function releaseCanvas(element: Element): void {
  if (element instanceof HTMLCanvasElement) {
    element.width = 0;
    element.height = 0;
  }
  element.remove();
}
