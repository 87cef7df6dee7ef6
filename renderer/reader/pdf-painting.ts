import type { PageColors } from './document-view.ts';
import type { OpenPdf } from './pdf-engine.ts';
import { hideOwnMarks } from './pdf-own-marks.ts';
import type { PdfPage } from './pdf-page.ts';

/** What the painting of pages asks of the view. */
interface PaintingHost {
  /** The page at an index, if it is mounted. */
  page(index: number): PdfPage | undefined;
  /** Indices of the first and the last page in sight. */
  visible(): { readonly first: number; readonly last: number };
  /** CSS pixels a point. */
  scale(): number;
  colors(): PageColors;
  onPainted(index: number, page: PdfPage): void;
  onTrouble(error: unknown): void;
}

/** Pages painted after which pdf.js lets go of their fonts and pictures as soon as there is nothing more to paint. */
const TIDY_AFTER = 30;
/** Pages painted after which it does so in any case. */
const TIDY_AT_LAST = 150;
/** Pause in ms after which there is nothing more to paint. */
const PAUSE_MS = 1000;

/** Paints the pages of a PDF one after the other, those in sight first. */
export class PdfPainting {
  readonly #host: PaintingHost;
  #open: OpenPdf | null = null;
  #hidden: readonly string[] = [];
  #timer = 0;
  #isRunning = false;
  #isWanted = false;
  #isEnded = false;
  #hasPainted = false;
  #sinceTidied = 0;
  #tidying = 0;

  constructor(host: PaintingHost) {
    this.#host = host;
  }

  /** Begins with the opened original; closes it at once if the view is gone already. */
  begin(open: OpenPdf): void {
    if (this.#isEnded) {
      open.close();
      return;
    }
    this.#open = open;
    this.#tellHidden([]);
    this.soon(0);
  }

  /** Leaves these annotations of the PDF's own out, by their ids in pdf.js; pages in sight are painted anew. */
  hideAnnotations(ids: readonly string[]): void {
    if (ids.join() === this.#hidden.join()) return;
    const before = this.#hidden;
    this.#hidden = ids;
    this.#tellHidden(before);
    this.soon(0);
  }

  #tellHidden(before: readonly string[]): void {
    if (this.#open !== null) hideOwnMarks(this.#open.pdf, before, this.#hidden);
  }

  /** Paints what is in sight and lacks its picture, after a delay in milliseconds. */
  soon(delay: number): void {
    window.clearTimeout(this.#timer);
    if (delay === 0) void this.#run();
    else this.#timer = window.setTimeout(() => void this.#run(), delay);
  }

  /** Stops and closes the original. */
  end(): void {
    this.#isEnded = true;
    window.clearTimeout(this.#timer);
    window.clearTimeout(this.#tidying);
    this.#open?.close();
  }

  async #run(): Promise<void> {
    const pdf = this.#open?.pdf;
    this.#isWanted = true;
    if (pdf === undefined || this.#isRunning) return;
    this.#isRunning = true;
    try {
      // A scroll may cancel a painting and ask for other pages while this one is awaited.
      while (this.#isWanted && !this.#isEnded) {
        this.#isWanted = false;
        if (this.#sinceTidied >= TIDY_AT_LAST) await this.#tidy(pdf);
        if (await this.#paintNext(pdf)) this.#isWanted = true;
      }
      this.#tidySoon(pdf);
    } catch (error) {
      if (!this.#isEnded) this.#host.onTrouble(error);
    } finally {
      this.#isRunning = false;
    }
  }

  /** Counts a small picture of a page that was painted beside the view. */
  countThumbnail(): void {
    this.#sinceTidied += 1;
    if (this.#open !== null) this.#tidySoon(this.#open.pdf);
  }

  #tidySoon(pdf: OpenPdf['pdf']): void {
    window.clearTimeout(this.#tidying);
    if (this.#isEnded || this.#sinceTidied < TIDY_AFTER) return;
    this.#tidying = window.setTimeout(() => {
      // What is being painted comes first; it asks again when it is done.
      if (!this.#isRunning) void this.#tidy(pdf);
    }, PAUSE_MS);
  }

  /** Fonts and pictures of pages gone by stay with pdf.js until it is told; what is on screen does not need them. */
  async #tidy(pdf: OpenPdf['pdf']): Promise<void> {
    if (this.#isEnded) return;
    this.#sinceTidied = 0;
    try {
      await pdf.cleanup();
    } catch {
      // A small picture of a page is being painted: at the next opportunity then.
      this.#sinceTidied = TIDY_AFTER;
    }
  }

  /** Paints the first page in sight or beside it that lacks its picture; false if none does. */
  async #paintNext(pdf: OpenPdf['pdf']): Promise<boolean> {
    const { first, last } = this.#host.visible();
    const order: number[] = [];
    for (let index = first; index <= last; index += 1) order.push(index);
    order.push(last + 1, first - 1);
    for (const index of order) {
      const page = this.#host.page(index);
      if (page === undefined) continue;
      const hidden = this.#hidden.join();
      if (!(await page.render(pdf, this.#host.scale(), this.#host.colors(), hidden))) continue;
      this.#sinceTidied += 1;
      if (!this.#hasPainted) {
        this.#hasPainted = true;
        performance.mark('reader:first-page-painted');
      }
      if (!this.#isEnded) this.#host.onPainted(index, page);
      return true;
    }
    return false;
  }
}
