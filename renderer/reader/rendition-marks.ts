import type { Mark, Rect } from './document-view.ts';
import type { MarginEntry } from './margin-lanes.ts';
import { paintMargin } from './margin-painter.ts';
import { arrangeChildren, assignLevels, type LengthOf, paintMark, rectsOfPieces } from './mark-painter.ts';
import type { TextMapping } from './text-mapping.ts';

const inPixels: LengthOf = (value) => `${value}px`;

interface PaintedMark {
  readonly element: HTMLElement;
  readonly level: number;
  /** Its lines, in pixels of the body. */
  readonly rects: readonly Rect[];
}

/** The passages of a rendition: painted under its words, with stripes and letters beside it. */
export class RenditionMarks {
  readonly #document: Document;
  readonly #mapping: TextMapping;
  readonly #overlay: HTMLElement | null;
  readonly #margin: HTMLElement | null;
  #painted: ReadonlyMap<Mark, PaintedMark> = new Map();

  /** @param inner document with an element .sp-overlay and an element .sp-margin */
  constructor(inner: Document, mapping: TextMapping) {
    this.#document = inner;
    this.#mapping = mapping;
    this.#overlay = inner.querySelector('.sp-overlay');
    this.#margin = inner.querySelector('.sp-margin');
  }

  /** Forgets where lines stood: the text was laid out anew. */
  forgetLayout(): void {
    this.#painted = new Map();
  }

  /** Paints the passages; those that are the same as before stay untouched. */
  paint(marks: readonly Mark[]): void {
    if (this.#overlay === null || this.#margin === null) return;
    const origin = this.#document.body.getBoundingClientRect();
    const levels = assignLevels(marks);
    const painted = new Map<Mark, PaintedMark>();
    const entries: MarginEntry[] = [];
    for (const mark of marks) {
      const level = levels.get(mark.id) ?? 0;
      const known = this.#painted.get(mark);
      const shown = known !== undefined && known.level === level ? known : this.#paintOne(mark, level, origin);
      if (shown.rects.length === 0) continue;
      painted.set(mark, shown);
      const extents = shown.rects.map(({ y, height }) => ({ top: y, bottom: y + height }));
      entries.push({ mark, extents, isFirst: true });
    }
    this.#painted = painted;
    arrangeChildren(
      this.#overlay,
      [...painted.values()].map(({ element }) => element),
    );
    paintMargin(this.#margin, entries);
  }

  /** Ids of the passages at a place of the window. */
  idsAt(clientX: number, clientY: number): readonly string[] {
    const origin = this.#document.body.getBoundingClientRect();
    const x = clientX - origin.x;
    const y = clientY - origin.y;
    const isAt = (rect: Rect) =>
      x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height + 2;
    return [...this.#painted].filter(([, { rects }]) => rects.some(isAt)).map(([{ id }]) => id);
  }

  #paintOne(mark: Mark, level: number, origin: Rect): PaintedMark {
    const rects = rectsOfPieces(mark, (span) => this.#mapping.rectsOf(span)).map((rect) => ({
      ...rect,
      x: rect.x - origin.x,
      y: rect.y - origin.y,
    }));
    return { element: paintMark(this.#document, mark, rects, level, inPixels), level, rects };
  }
}
