import type { TextRun } from '../../shared/contract/outcomes.ts';
import { joinLineRects, type LinePiece } from '../../shared/join-line-rects.ts';
import type { Rect, Span } from './document-view.ts';

/** A place on a page in points from its top left corner. */
export interface PagePoint {
  readonly x: number;
  readonly y: number;
}

/**
 * How far each code unit of a run reaches, as shares of the run's width: `length + 1` ascending numbers from 0
 * to 1.
 */
export type MeasureRun = (text: string, width: number, height: number) => readonly number[];

/** Hebrew, Arabic and the scripts beside them; their runs are words in one direction. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * Where the words of one page stand. Everything is computed from the text runs made at import, so that a
 * highlight does not depend on fonts of this machine or on what is mounted.
 */
export class PageGeometry {
  readonly #runs: readonly TextRun[];
  readonly #text: string;
  readonly #measure: MeasureRun;
  readonly #reaches = new Map<TextRun, readonly number[]>();

  /** @param runs of this page, offsets into `text` @param text the canonical text of the whole document */
  constructor(runs: readonly TextRun[], text: string, measure: MeasureRun) {
    this.#runs = [...runs].sort((a, b) => a[0] - b[0]);
    this.#text = text;
    this.#measure = measure;
  }

  /** The runs in the order of the text. */
  get runs(): readonly TextRun[] {
    return this.#runs;
  }

  /** Rectangles of the span on this page in points, one a line, in the order of the text. */
  rectsOf(span: Span): Rect[] {
    const pieces: LinePiece[] = [];
    for (const run of this.#runs) {
      const from = Math.max(span.start, run[0]);
      const to = Math.min(span.end, run[1]);
      if (from >= to) continue;
      // A blank at the end of a line would let the highlight hang over.
      if (this.#text.slice(from, to).trim() === '' && pieces.length === 0) continue;
      pieces.push(this.#pieceOf(run, from, to));
    }
    const others = () =>
      this.#runs
        .filter((run) => run[1] <= span.start || run[0] >= span.end)
        .map((run) => this.#pieceOf(run, run[0], run[1]));
    return joinLineRects(pieces, others).map(([x, y, width, height]) => ({ x, y, width, height }));
  }

  #pieceOf(run: TextRun, from: number, to: number): LinePiece {
    const { x, y, width, height } = this.#rectOf(run, from, to);
    return { rect: [x, y, width, height], angle: run[6] };
  }

  /** The offset nearest to a place on the page, or null on a page without text. */
  offsetAt(point: PagePoint): number | null {
    let best: TextRun | null = null;
    let bestDistance = Number.POSITIVE_INFINITY;
    for (const run of this.#runs) {
      const { along, across } = toRunSpace(run, point);
      const beside = Math.max(0, -along, along - run[4]);
      const above = Math.max(0, -across, across - run[5]);
      // Leaving a line sideways stays on it; a neighbouring line wins only by being really nearer in height.
      const distance = above * 6 + beside;
      if (distance < bestDistance) {
        bestDistance = distance;
        best = run;
      }
    }
    if (best === null) return null;
    const along = toRunSpace(best, point).along / (best[4] || 1);
    const share = this.#isBackwards(best) ? 1 - along : along;
    const reaches = this.#reachesOf(best);
    for (let index = 0; index + 1 < reaches.length; index += 1) {
      const middle = ((reaches[index] ?? 0) + (reaches[index + 1] ?? 1)) / 2;
      if (share < middle) return best[0] + index;
    }
    return best[1];
  }

  /** Whether a place lies on a word, within `slack` points. */
  isOnText(point: PagePoint, slack: number): boolean {
    return this.#runs.some((run) => {
      const { along, across } = toRunSpace(run, point);
      return along >= -slack && along <= run[4] + slack && across >= -slack && across <= run[5] + slack;
    });
  }

  /** The offset one line up or down from another, at about the same place across; null beyond the page. */
  offsetInLine(offset: number, step: -1 | 1): number | null {
    const run = this.#runs.find((each) => offset >= each[0] && offset <= each[1]);
    if (run === undefined) return null;
    const here = this.#rectOf(run, offset, offset);
    const middle = here.y + here.height / 2;
    let best: TextRun | null = null;
    let bestGap = Number.POSITIVE_INFINITY;
    for (const each of this.#runs) {
      const gap = (each[3] + each[5] / 2 - middle) * step;
      const beside = Math.max(0, each[2] - here.x, here.x - each[2] - each[4]);
      if (gap > here.height * 0.6 && gap + beside / 4 < bestGap) {
        bestGap = gap + beside / 4;
        best = each;
      }
    }
    return best === null ? null : this.offsetAt({ x: here.x, y: best[3] + best[5] / 2 });
  }

  #rectOf(run: TextRun, from: number, to: number): Rect {
    const [start, , x, y, width, height, angle] = run;
    const reaches = this.#reachesOf(run);
    const first = reaches[from - start] ?? 0;
    const last = reaches[to - start] ?? 1;
    const [left, right] = this.#isBackwards(run)
      ? [(1 - last) * width, (1 - first) * width]
      : [first * width, last * width];
    if (angle === 0) return { x: x + left, y, width: right - left, height };
    const radians = (angle * Math.PI) / 180;
    const cos = Math.cos(radians);
    const sin = Math.sin(radians);
    const xs: number[] = [];
    const ys: number[] = [];
    for (const along of [left, right]) {
      for (const across of [0, height]) {
        xs.push(x + along * cos - across * sin);
        ys.push(y + along * sin + across * cos);
      }
    }
    const minX = Math.min(...xs);
    const minY = Math.min(...ys);
    return { x: minX, y: minY, width: Math.max(...xs) - minX, height: Math.max(...ys) - minY };
  }

  /** Whether the first letter of a run stands at its right end. */
  #isBackwards(run: TextRun): boolean {
    return rightToLeft.test(this.#text.slice(run[0], run[1]));
  }

  #reachesOf(run: TextRun): readonly number[] {
    let reaches = this.#reaches.get(run);
    if (reaches === undefined) {
      reaches = this.#measure(this.#text.slice(run[0], run[1]), run[4], run[5]);
      this.#reaches.set(run, reaches);
    }
    return reaches;
  }
}

function toRunSpace(run: TextRun, point: PagePoint): { readonly along: number; readonly across: number } {
  const dx = point.x - run[2];
  const dy = point.y - run[3];
  if (run[6] === 0) return { along: dx, across: dy };
  const radians = (run[6] * Math.PI) / 180;
  const cos = Math.cos(radians);
  const sin = Math.sin(radians);
  return { along: dx * cos + dy * sin, across: dy * cos - dx * sin };
}
