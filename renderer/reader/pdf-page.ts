import type { PDFDocumentProxy, PDFPageProxy, RenderTask } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { Mark, PageColors, QuarterTurns, Rect, Span } from './document-view.ts';
import type { MarginEntry } from './margin-lanes.ts';
import { paintMargin } from './margin-painter.ts';
import { arrangeChildren, box, type LengthOf, paintMark, rectsOfPieces } from './mark-painter.ts';
import type { PageGeometry } from './page-geometry.ts';
import { turnRect, turnTransform } from './page-turn.ts';
import { keepPictures } from './pdf-dark.ts';
import { makeEaselCanvas } from './pdf-easel.ts';
import type { PageBox } from './pdf-layout.ts';
import type { PageLink } from './pdf-links.ts';
import { annotationModeOf } from './pdf-own-marks.ts';
import styles from './pdf-view.module.css';
import { TextMapping } from './text-mapping.ts';

/** Largest canvas in pixels; beyond it a page is painted coarser and stretched. */
const CANVAS_LIMIT = 16_000_000;

const inPoints: LengthOf = (value) => `calc(var(--scale) * ${Math.round(value * 100) / 100}px)`;

interface PaintedMark {
  readonly element: HTMLElement;
  readonly level: number;
  /** Its lines, in points. */
  readonly rects: readonly Rect[];
}

/** One page on screen: its canvas, its invisible text, its highlights, and their letters in the margin. */
export class PdfPage {
  readonly info: PageInfo;
  readonly element: HTMLElement;
  readonly #paper: HTMLElement;
  readonly #canvasBox: HTMLElement;
  readonly #text: HTMLElement;
  readonly #overlay: HTMLElement;
  readonly #marks: HTMLElement;
  readonly #hits: HTMLElement;
  readonly #selection: HTMLElement;
  readonly #links: HTMLElement;
  readonly #margin: HTMLElement;
  #geometry: PageGeometry | null = null;
  #mapping: TextMapping | null = null;
  #task: RenderTask | null = null;
  /** The picture in sight. */
  #picture: HTMLCanvasElement | null = null;
  #page: PDFPageProxy | null = null;
  #paintedFor = '';
  #scale = 1;
  #turns: QuarterTurns = 0;
  #hasWords = false;
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
    this.#paper = paper;
    this.#canvasBox = part(styles.canvas, paper);
    this.#text = part(styles.text, paper);
    this.#overlay = part('sp-overlay', paper);
    this.#marks = part('', this.#overlay);
    this.#hits = part('', this.#overlay);
    this.#selection = part('', this.#overlay);
    this.#links = part(styles.links, paper);
    this.#margin = part(`${styles.margin} sp-side`, this.element);
  }

  /** Between the text layer and the canonical text; without pieces until `setText`. */
  get mapping(): TextMapping {
    this.#mapping ??= new TextMapping(this.#text);
    return this.#mapping;
  }

  /** Whether it is known where the words stand. */
  get hasGeometry(): boolean {
    return this.#geometry !== null;
  }

  /** Whether the words lie over the page. */
  get hasText(): boolean {
    return this.#hasWords;
  }

  /** Puts the page where it belongs, at a scale (CSS pixels a point), turned. */
  place(place: PageBox, scale: number, turns: QuarterTurns): void {
    const { style } = this.element;
    style.left = `${place.left}px`;
    style.top = `${place.top}px`;
    style.width = `${place.width}px`;
    style.height = `${place.height}px`;
    if (this.#scale !== scale || style.getPropertyValue('--scale') === '') {
      style.setProperty('--scale', String(scale));
    }
    this.element.dataset.letters = place.letters;
    const size = {
      width: turns % 2 === 0 ? place.width : place.height,
      height: turns % 2 === 0 ? place.height : place.width,
    };
    // Everything on the paper is turned with it; only the letters beside it stay upright.
    this.#paper.style.width = `${size.width}px`;
    this.#paper.style.height = `${size.height}px`;
    this.#paper.style.transform = turnTransform(size, turns);
    this.#scale = scale;
    this.#turns = turns;
    this.#layoutLetters();
  }

  /** Tells the page where its words stand; passages, hits and the selection can be painted from then on. */
  setGeometry(geometry: PageGeometry): void {
    this.#geometry = geometry;
  }

  /** Puts the canonical text over the page, invisible, for the native selection and assistive technology. */
  setText(text: string, widthOf: (text: string) => number): void {
    this.#hasWords = true;
    const spans = (this.#geometry?.runs ?? []).map(([start, end, x, y, width, height, angle]) => {
      const span = document.createElement('span');
      const words = text.slice(start, end);
      span.dataset.start = String(start);
      span.textContent = words;
      const natural = widthOf(words) * height;
      const stretch = natural > 0 ? width / natural : 1;
      span.style.cssText = `left:${x}px;top:${y}px;font-size:${height}px;transform:rotate(${angle}deg) scaleX(${stretch})`;
      return span;
    });
    this.#text.replaceChildren(...spans);
    this.#mapping = null;
  }

  /** Paints the passages that touch this page; those that are the same as before stay untouched. */
  setMarks(marks: readonly Mark[], levels: ReadonlyMap<string, number>): void {
    if (this.#geometry === null) return;
    const painted = new Map<Mark, PaintedMark>();
    for (const mark of marks) {
      const level = levels.get(mark.id) ?? 0;
      const known = this.#painted.get(mark);
      if (known !== undefined && known.level === level) {
        painted.set(mark, known);
        continue;
      }
      const rects = this.rectsOfMark(mark);
      if (rects.length === 0) continue;
      painted.set(mark, { element: paintMark(document, mark, rects, level, inPoints), level, rects });
    }
    this.#painted = painted;
    arrangeChildren(
      this.#marks,
      [...painted.values()].map(({ element }) => element),
    );
    this.#layoutLetters();
  }

  /** Puts stripes and letters beside their lines. */
  #layoutLetters(): void {
    const entries: MarginEntry[] = [];
    for (const [mark, { rects }] of this.#painted) {
      const extents = rects.map((rect) => {
        const { y, height } = turnRect(this.info, this.#turns, rect);
        return { top: y * this.#scale, bottom: (y + height) * this.#scale };
      });
      entries.push({ mark, extents, isFirst: mark.area !== undefined || mark.start >= this.info.start });
    }
    paintMargin(this.#margin, entries);
  }

  /** Paints the selected words. */
  setSelection(spans: readonly Span[]): void {
    this.#fill(this.#selection, 'sp-selection', spans);
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

  /** Lays the links over the page, so that the keyboard and assistive technology find them. */
  setLinks(links: readonly PageLink[]): void {
    const elements = links.flatMap((link, index) => {
      const { target } = link;
      if (target.kind !== 'place') return [];
      const element = document.createElement('button');
      element.type = 'button';
      element.className = styles.link ?? '';
      element.style.cssText = box(document, '', link.rect, inPoints).style.cssText;
      element.setAttribute('aria-label', `Link to page ${target.label}`);
      element.dataset.link = String(index);
      return [element];
    });
    this.#links.replaceChildren(...elements);
  }

  /** Rectangles of a passage in points of this page: its lines, or its area. */
  rectsOfMark(mark: Mark): readonly Rect[] {
    if (mark.area !== undefined) return mark.area.page === this.info.number ? [mark.area.rect] : [];
    return rectsOfPieces(mark, (span) => this.rectsOf(span));
  }

  /** Rectangles of the span in points of this page. */
  rectsOf(span: Span): readonly Rect[] {
    return this.#geometry?.rectsOf(span) ?? [];
  }

  /**
   * Paints the page at a scale (CSS pixels a point), sharp for this screen; the old picture stays until the new
   * one is done. Resolves to true if something was painted. `hidden` tells which marks of the PDF's own are left out,
   * as its storage has them: the page is painted anew when it changes.
   */
  async render(pdf: PDFDocumentProxy, scale: number, colors: PageColors, hidden: string): Promise<boolean> {
    const { width, height } = this.info;
    const wanted = scale * (window.devicePixelRatio || 1);
    const limit = Math.sqrt(CANVAS_LIMIT / Math.max(1, width * height));
    const resolution = Math.min(wanted, limit);
    const key = `${resolution.toFixed(4)} ${colors} ${hidden}`;
    if (this.#paintedFor === key) return false;
    this.cancel();
    this.#paintedFor = key;
    let canvas: HTMLCanvasElement | null = null;
    try {
      const page = this.#page ?? (await pdf.getPage(this.info.number));
      this.#page = page;
      if (this.#paintedFor !== key) return false;
      const viewport = page.getViewport({ scale: resolution });
      canvas = makeEaselCanvas(viewport.width, viewport.height);
      canvas.setAttribute('aria-hidden', 'true');
      const isDark = colors === 'dark';
      this.#task = page.render({
        ...{ canvas, viewport, background: '#ffffff', recordImages: isDark },
        annotationMode: annotationModeOf(pdf),
      });
      await this.#task.promise;
      this.#task = null;
      if (isDark) keepPictures(canvas, page.imageCoordinates);
      canvas.dataset.colors = colors;
      const old = this.#picture;
      this.#picture = canvas;
      this.#canvasBox.append(canvas);
      releaseCanvas(old);
      this.element.dataset.painted = 'true';
      return true;
    } catch (error) {
      releaseCanvas(canvas);
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
    releaseCanvas(this.#picture);
    this.#picture = null;
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

/** Gives back the memory of a picture at once, not when it is collected. */
function releaseCanvas(canvas: HTMLCanvasElement | null): void {
  if (canvas === null) return;
  canvas.width = 0;
  canvas.height = 0;
  canvas.remove();
}
