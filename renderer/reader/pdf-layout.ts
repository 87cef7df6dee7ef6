import type { PageInfo } from '../../shared/contract/outcomes.ts';

/** CSS pixels a point at 100 %. */
export const ACTUAL_SCALE = 96 / 72;
/** Room to the left of the widest page. */
const GUTTER = 20;
/** Room to its right, for the letters of highlights. */
const LETTER_GUTTER = 44;
const GAP = 16;

/** Where one page lies in the scrolled content, in CSS pixels. */
export interface PageBox {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
}

/** Where all pages lie at one zoom. */
export interface PdfLayout {
  readonly scale: number;
  readonly boxes: readonly PageBox[];
  readonly width: number;
  readonly height: number;
}

/** Stacks the pages, each centred, at a scale (CSS pixels a point) in a viewport of some width. */
export function layoutPages(pages: readonly PageInfo[], scale: number, viewportWidth: number): PdfLayout {
  const widest = pages.reduce((most, page) => Math.max(most, page.width), 0);
  const width = Math.max(viewportWidth, Math.ceil(widest * scale) + GUTTER + LETTER_GUTTER);
  const boxes: PageBox[] = [];
  let top = GAP;
  for (const page of pages) {
    const pageWidth = Math.round(page.width * scale);
    const pageHeight = Math.round(page.height * scale);
    boxes.push({
      top,
      left: Math.round((width - pageWidth + GUTTER - LETTER_GUTTER) / 2),
      width: pageWidth,
      height: pageHeight,
    });
    top += pageHeight + GAP;
  }
  return { scale, boxes, width, height: top };
}

/** The scale at which the widest page fills the viewport. */
export function fitWidthScale(pages: readonly PageInfo[], viewportWidth: number): number {
  const widest = pages.reduce((most, page) => Math.max(most, page.width), 1);
  return Math.max(0.1, (viewportWidth - GUTTER - LETTER_GUTTER) / widest);
}

/** Index of the last page whose top is at or above `y`, by halving; 0 for a place above all. */
export function pageIndexAt(boxes: readonly PageBox[], y: number): number {
  let low = 0;
  let high = boxes.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((boxes[middle]?.top ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** Index of the page that holds an offset of the canonical text, by halving. */
export function pageIndexOf(pages: readonly PageInfo[], offset: number): number {
  let low = 0;
  let high = pages.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pages[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
