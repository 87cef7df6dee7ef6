import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { OutlineEntry, ViewPosition } from './document-view.ts';

/** Deepest table of contents that is shown; what lies deeper is left out. */
const DEEPEST = 12;
/** Most entries of a table of contents that are shown. */
const MOST_ENTRIES = 10_000;

type PdfOutline = Awaited<ReturnType<PDFDocumentProxy['getOutline']>>;

/** Finds where the links and the table of contents of one PDF lead. Asks for each page of it once. */
export class PdfDestinations {
  readonly #pdf: PDFDocumentProxy;
  readonly #infos: readonly PageInfo[];
  readonly #pages = new Map<number, Promise<PDFPageProxy>>();

  constructor(pdf: PDFDocumentProxy, infos: readonly PageInfo[]) {
    this.#pdf = pdf;
    this.#infos = infos;
  }

  /** The table of contents; empty if there is none. */
  async outline(): Promise<readonly OutlineEntry[]> {
    const left = { entries: MOST_ENTRIES };
    return this.#entries(await this.#pdf.getOutline(), 0, left);
  }

  /** Where a destination (its name, or the list that a PDF has for it) leads; null if nowhere in this document. */
  async resolve(destination: unknown): Promise<ViewPosition | null> {
    const list: unknown = typeof destination === 'string' ? await this.#pdf.getDestination(destination) : destination;
    if (!Array.isArray(list)) return null;
    const parts: readonly unknown[] = list;
    const number = await this.#pageNumber(parts[0]);
    const info = number === null ? undefined : this.#infos[number - 1];
    if (number === null || info === undefined) return null;
    const top = topOf(parts);
    if (top === null) return { page: number, fraction: 0 };
    const page = await this.#page(number);
    const [, y] = page.getViewport({ scale: 1 }).convertToViewportPoint(top.left, top.top);
    if (typeof y !== 'number') return { page: number, fraction: 0 };
    return { page: number, fraction: Math.min(1, Math.max(0, y / info.height)) };
  }

  async #entries(outline: PdfOutline, level: number, left: { entries: number }): Promise<OutlineEntry[]> {
    const entries: OutlineEntry[] = [];
    for (const { title, dest, items } of outline ?? []) {
      if (left.entries === 0) break;
      left.entries -= 1;
      entries.push({
        title: title.replace(/\s+/gu, ' ').trim(),
        level,
        destination: await this.resolveQuietly(dest),
        children: level + 1 < DEEPEST ? await this.#entries(items, level + 1, left) : [],
      });
    }
    return entries;
  }

  /** As `resolve`; null if it cannot be read: a link into nothing is common in PDFs and no reason to hide the rest. */
  async resolveQuietly(destination: unknown): Promise<ViewPosition | null> {
    try {
      return await this.resolve(destination);
    } catch {
      return null;
    }
  }

  async #pageNumber(target: unknown): Promise<number | null> {
    if (typeof target === 'number') return Number.isInteger(target) ? target + 1 : null;
    if (!isReference(target)) return null;
    return (this.#pdf.cachedPageNumber(target) ?? (await this.#pdf.getPageIndex(target)) + 1) || null;
  }

  #page(number: number): Promise<PDFPageProxy> {
    let page = this.#pages.get(number);
    if (page === undefined) {
      page = this.#pdf.getPage(number);
      this.#pages.set(number, page);
    }
    return page;
  }
}

function isReference(value: unknown): value is { readonly num: number; readonly gen: number } {
  return typeof value === 'object' && value !== null && 'num' in value && 'gen' in value;
}

/** The point that a destination brings to the top left, in the PDF's own units; null for the whole page. */
function topOf(parts: readonly unknown[]): { readonly left: number; readonly top: number } | null {
  const [, kind, ...values] = parts;
  const name = typeof kind === 'object' && kind !== null && 'name' in kind ? kind.name : null;
  const number = (index: number) => (typeof values[index] === 'number' ? values[index] : null);
  const point = (left: number | null, top: number | null) => (top === null ? null : { left: left ?? 0, top });
  if (name === 'XYZ') return point(number(0), number(1));
  if (name === 'FitH' || name === 'FitBH') return point(0, number(0));
  if (name === 'FitR') return point(number(0), number(3));
  return null;
}
