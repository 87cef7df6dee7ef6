import type { PageInfo, TextRun } from '../../shared/contract/outcomes.ts';
import type { Mark } from './document-view.ts';
import { rectsOfPieces } from './mark-painter.ts';
import { PageGeometry, type PagePoint } from './page-geometry.ts';
import { pageIndexOf } from './pdf-layout.ts';
import { type AdvanceOf, measureByAdvances } from './run-measure.ts';

/** Gives the text runs of pages, 1-based, both ends included. */
export type LoadRuns = (
  firstPage: number,
  lastPage: number,
) => Promise<readonly { readonly page: number; readonly runs: readonly TextRun[] }[]>;

/** Most pages asked for at once. */
const BATCH = 16;
/** Pages whose words are kept; those looked at longest ago go first. */
const KEPT = 64;

/** Where the words of a PDF stand: loads it page by page and answers what is at a place. */
export class PdfPlaces {
  readonly #infos: readonly PageInfo[];
  readonly #loadRuns: LoadRuns;
  readonly #advances: AdvanceOf;
  readonly #geometries = new Map<number, PageGeometry>();
  readonly #loading = new Set<number>();

  constructor(infos: readonly PageInfo[], loadRuns: LoadRuns, advances: AdvanceOf) {
    this.#infos = infos;
    this.#loadRuns = loadRuns;
    this.#advances = advances;
  }

  /** The page at an index, or undefined while it is not loaded. */
  page(index: number): PageGeometry | undefined {
    return this.#geometries.get(index);
  }

  /**
   * Loads pages of `wanted` (indices) that are neither loaded nor on their way, those in between with them. Resolves
   * to whether there is something new; the rest must be asked for again.
   */
  async load(wanted: readonly number[], text: string): Promise<boolean> {
    const missing = wanted.filter((index) => !this.#geometries.has(index) && !this.#loading.has(index));
    if (missing.length === 0) return false;
    const first = Math.min(...missing);
    const last = Math.min(Math.max(...missing), first + BATCH - 1);
    for (let index = first; index <= last; index += 1) this.#loading.add(index);
    try {
      const measure = measureByAdvances(this.#advances);
      for (const { page, runs } of await this.#loadRuns(first + 1, last + 1)) {
        this.#geometries.set(page - 1, new PageGeometry(runs, text, measure));
      }
      this.#forget(new Set(wanted));
      return true;
    } finally {
      for (let index = first; index <= last; index += 1) this.#loading.delete(index);
    }
  }

  /** Lets go of the pages loaded longest ago, but for those that are wanted. */
  #forget(wanted: ReadonlySet<number>): void {
    for (const index of this.#geometries.keys()) {
      if (this.#geometries.size <= KEPT) return;
      if (!wanted.has(index)) this.#geometries.delete(index);
    }
  }

  /** The passages under a place of a page (index), the shortest first, areas after words. */
  marksAt(index: number, { x, y }: PagePoint, marks: readonly Mark[]): readonly Mark[] {
    const geometry = this.#geometries.get(index);
    const info = this.#infos[index];
    if (info === undefined) return [];
    const isOn = (mark: Mark): boolean => {
      if (mark.area !== undefined && mark.area.page !== info.number) return false;
      if (mark.area === undefined && (mark.start >= info.end || mark.end <= info.start)) return false;
      const rects =
        mark.area === undefined ? rectsOfPieces(mark, (span) => geometry?.rectsOf(span) ?? []) : [mark.area.rect];
      return rects.some(
        (rect) => x >= rect.x && x <= rect.x + rect.width && y >= rect.y && y <= rect.y + rect.height + 2,
      );
    };
    const isArea = (mark: Mark) => Number(mark.area !== undefined);
    return marks.filter(isOn).sort((a, b) => isArea(a) - isArea(b) || a.end - a.start - (b.end - b.start));
  }

  /** The offset one line up or down, on the next page if there is none on this one; null at the document's end. */
  offsetInLine(offset: number, step: -1 | 1): number | null {
    const index = pageIndexOf(this.#infos, offset);
    const inPage = this.#geometries.get(index)?.offsetInLine(offset, step) ?? null;
    if (inPage !== null) return inPage;
    const beyond = this.#infos[index + step];
    if (beyond === undefined) return null;
    return step === 1 ? beyond.start : beyond.end;
  }
}
