import type { Rect, Span } from './document-view.ts';

/** A place in the DOM as Selection and Range name it. */
export interface DomPoint {
  readonly node: Node;
  readonly offset: number;
}

interface Piece {
  readonly start: number;
  readonly end: number;
  readonly text: Text;
}

/**
 * Translates between the DOM and the canonical text. Every text node that counts lies alone in an element with
 * data-start="N" and equals the canonical text from N on; other text nodes are skipped. The index is a snapshot:
 * make another after the DOM changed.
 */
export class TextMapping {
  readonly #root: Node;
  readonly #pieces: readonly Piece[];

  constructor(root: Element) {
    this.#root = root;
    const pieces: Piece[] = [];
    for (const element of root.querySelectorAll('[data-start]')) {
      const start = Number(element.getAttribute('data-start'));
      const text = element.firstChild;
      if (!Number.isInteger(start) || text === null || text.nodeType !== Node.TEXT_NODE) continue;
      pieces.push({ start, end: start + (text as Text).length, text: text as Text });
    }
    pieces.sort((a, b) => a.start - b.start || a.end - b.end);
    this.#pieces = pieces;
  }

  /** Canonical offset of a place in the DOM; between pieces it is the end of the piece before. Null outside. */
  offsetOf(node: Node, offset: number): number | null {
    if (!this.#root.contains(node)) return null;
    if (node.nodeType === Node.TEXT_NODE) {
      const start = node.parentElement?.getAttribute('data-start');
      if (start !== null && start !== undefined) {
        return Number(start) + Math.min(offset, (node as Text).length);
      }
    }
    return this.#offsetBetween(node, offset);
  }

  #offsetBetween(node: Node, offset: number): number | null {
    const range = (node.ownerDocument ?? document).createRange();
    range.setStart(node, offset);
    range.collapse(true);
    let before: Piece | null = null;
    for (const piece of this.#pieces) {
      const order = range.comparePoint(piece.text, 0);
      if (order >= 0) return before === null ? piece.start : before.end;
      before = piece;
    }
    return before === null ? null : before.end;
  }

  /**
   * The place in the DOM of a canonical offset. Where it falls between two pieces (white space that is not in
   * the DOM), `edge` says which: "start" the piece after, "end" the piece before.
   */
  pointOf(offset: number, edge: 'start' | 'end'): DomPoint | null {
    const pieces = this.#pieces;
    let low = 0;
    let high = pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const piece = pieces[middle];
      if (piece !== undefined && (edge === 'start' ? piece.end <= offset : piece.end < offset)) low = middle + 1;
      else high = middle;
    }
    const piece = pieces[low];
    if (piece !== undefined && offset >= piece.start) return { node: piece.text, offset: offset - piece.start };
    if (edge === 'start') {
      return piece === undefined ? null : { node: piece.text, offset: 0 };
    }
    const before = pieces[low - 1];
    return before === undefined ? null : { node: before.text, offset: before.text.length };
  }

  /** A range around the span, or null if none of it is here. */
  rangeOf(span: Span): Range | null {
    const from = this.pointOf(span.start, 'start');
    const to = this.pointOf(span.end, 'end');
    if (from === null || to === null) return null;
    const range = (from.node.ownerDocument ?? document).createRange();
    range.setStart(from.node, from.offset);
    range.setEnd(to.node, to.offset);
    return range.collapsed ? null : range;
  }

  /** Ranges that cover the words of the span and nothing else, one a piece. */
  rangesOf(span: Span): Range[] {
    const ranges: Range[] = [];
    let low = 0;
    let high = this.#pieces.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#pieces[middle]?.end ?? 0) <= span.start) low = middle + 1;
      else high = middle;
    }
    for (let index = low; index < this.#pieces.length; index += 1) {
      const piece = this.#pieces[index];
      if (piece === undefined || piece.start >= span.end) break;
      const from = Math.max(span.start, piece.start) - piece.start;
      const to = Math.min(span.end, piece.end) - piece.start;
      if (from >= to) continue;
      const range = (piece.text.ownerDocument ?? document).createRange();
      range.setStart(piece.text, from);
      range.setEnd(piece.text, to);
      ranges.push(range);
    }
    return ranges;
  }

  /** Rectangles of the words of the span in the coordinates of their own window, one a line. */
  rectsOf(span: Span): Rect[] {
    const rects: Rect[] = [];
    for (const range of this.rangesOf(span)) {
      for (const { x, y, width, height } of range.getClientRects()) {
        if (width > 0.5) rects.push({ x, y, width, height });
      }
    }
    return mergeLines(rects);
  }
}

/**
 * Joins rectangles that follow each other on one line into one, so that a highlight has no seams. Two belong to
 * one line if they overlap by more than half of the lower one's height and stand no further apart than twice it.
 */
export function mergeLines(rects: readonly Rect[]): Rect[] {
  const lines: Rect[] = [];
  for (const rect of rects) {
    const last = lines[lines.length - 1];
    if (last !== undefined && isSameLine(last, rect)) {
      const x = Math.min(last.x, rect.x);
      const y = Math.min(last.y, rect.y);
      lines[lines.length - 1] = {
        x,
        y,
        width: Math.max(last.x + last.width, rect.x + rect.width) - x,
        height: Math.max(last.y + last.height, rect.y + rect.height) - y,
      };
    } else {
      lines.push(rect);
    }
  }
  return lines;
}

function isSameLine(a: Rect, b: Rect): boolean {
  const overlap = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  const lower = Math.min(a.height, b.height);
  const gap = Math.max(a.x, b.x) - Math.min(a.x + a.width, b.x + b.width);
  return overlap > lower / 2 && gap < 2 * Math.max(a.height, b.height);
}
