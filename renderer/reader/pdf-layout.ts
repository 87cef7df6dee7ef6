import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { QuarterTurns, Spread } from './document-view.ts';
import { type Size, turnedSize } from './page-turn.ts';

/** CSS pixels a point at 100 %. */
export const ACTUAL_SCALE = 96 / 72;
/** Room to the left of the widest page. */
const GUTTER = 20;
/** Room to its right, for the letters of highlights; in pairs on both outer sides. */
const LETTER_GUTTER = 44;
/** Between one page and the next. */
const GAP = 16;
/** Between the two pages of a pair. */
const FOLD = 4;

/** How pages are turned and whether they lie in pairs. */
export interface Arrangement {
  readonly turns: QuarterTurns;
  readonly spread: Spread;
}

/** Pages upright, one below the other. */
export const PLAIN: Arrangement = { turns: 0, spread: 'single' };

/** Where one page lies in the scrolled content, in CSS pixels, turned. */
export interface PageBox {
  readonly top: number;
  readonly left: number;
  readonly width: number;
  readonly height: number;
  /** On which side its letters stand. */
  readonly letters: 'left' | 'right';
}

/** Where all pages lie at one zoom. */
export interface PdfLayout {
  /** CSS pixels a point. */
  readonly scale: number;
  readonly arrangement: Arrangement;
  /** One a page; both of a pair have the same top. */
  readonly boxes: readonly PageBox[];
  readonly width: number;
  readonly height: number;
}

/** Stacks the pages or pairs, each centred, at a scale (CSS pixels a point) in a viewport of some width. */
export function layoutPages(
  pages: readonly PageInfo[],
  scale: number,
  viewportWidth: number,
  arrangement: Arrangement = PLAIN,
): PdfLayout {
  const { turns, spread } = arrangement;
  const step = spread === 'double' ? 2 : 1;
  const room = roomBeside(spread);
  const widest = widestRow(pages, arrangement);
  const width = Math.max(viewportWidth, Math.ceil(widest * scale) + room.left + room.right);
  const middle = (width + room.left - room.right) / 2;
  const boxes: PageBox[] = [];
  let top = GAP;
  for (let index = 0; index < pages.length; index += step) {
    const sizes = pages.slice(index, index + step).map((page) => {
      const size = turnedSize(page, turns);
      return { width: Math.round(size.width * scale), height: Math.round(size.height * scale) };
    });
    // The last page of an uneven number stays on its side of the fold.
    let left = Math.round(
      middle - (spread === 'double' ? (sizes[0]?.width ?? 0) + FOLD / 2 : (sizes[0]?.width ?? 0) / 2),
    );
    sizes.forEach((size, side) => {
      boxes.push({ top, left, ...size, letters: spread === 'double' && side === 0 ? 'left' : 'right' });
      left += size.width + FOLD;
    });
    top += Math.max(...sizes.map(({ height }) => height)) + GAP;
  }
  return { scale, arrangement, boxes, width, height: top };
}

/** The scale at which the widest page or pair fills the viewport. */
export function fitWidthScale(
  pages: readonly PageInfo[],
  viewportWidth: number,
  arrangement: Arrangement = PLAIN,
): number {
  const { left, right } = roomBeside(arrangement.spread);
  return Math.max(0.1, (viewportWidth - left - right) / Math.max(1, widestRow(pages, arrangement)));
}

/** The scale at which the page at an index, or its pair, is wholly in sight. */
export function fitPageScale(
  pages: readonly PageInfo[],
  index: number,
  viewport: Size,
  arrangement: Arrangement = PLAIN,
): number {
  const { spread, turns } = arrangement;
  const first = spread === 'double' ? index - (index % 2) : index;
  const row = pages.slice(first, first + (spread === 'double' ? 2 : 1));
  const highest = row.reduce((most, page) => Math.max(most, turnedSize(page, turns).height), 1);
  const wide = fitWidthScale(row, viewport.width, arrangement);
  return Math.max(0.1, Math.min(wide, (viewport.height - GAP) / highest));
}

/** Index of the last page whose top is at or above `y`, by halving; 0 for a place above all. Of a pair, the right one. */
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

/** Index of the first page of the row at a height: of a pair, the left one. */
export function rowIndexAt({ boxes }: PdfLayout, y: number): number {
  const last = pageIndexAt(boxes, y);
  return last > 0 && boxes[last - 1]?.top === boxes[last]?.top ? last - 1 : last;
}

/** Indices of the first and the last page of which something is in sight; of a gap between two, the one below. */
export function pagesInSight(
  layout: PdfLayout,
  top: number,
  height: number,
): { readonly first: number; readonly last: number } {
  const { boxes } = layout;
  const last = pageIndexAt(boxes, top + height);
  const begin = pageIndexAt(boxes, top);
  const row = rowIndexAt(layout, top);
  const isAbove = Math.max(bottomOf(boxes[row]), bottomOf(boxes[begin])) <= top;
  // What was scrolled by must not be painted before what is read.
  return { first: isAbove && begin < last ? begin + 1 : row, last };
}

/** Index of the page at or nearest to a place of the scrolled content. */
export function pageIndexNear(layout: PdfLayout, x: number, y: number): number {
  const { boxes } = layout;
  let last = pageIndexAt(boxes, y);
  let first = rowIndexAt(layout, y);
  const bottom = Math.max(bottomOf(boxes[first]), bottomOf(boxes[last]));
  const after = boxes[last + 1];
  // In the gap between two pages the nearer one counts.
  if (after !== undefined && y - bottom > after.top - y) {
    first = last + 1;
    last = pageIndexAt(boxes, after.top);
  }
  const fold = boxes[last]?.left ?? 0;
  return first !== last && x < fold - FOLD / 2 ? first : last;
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

function roomBeside(spread: Spread): { readonly left: number; readonly right: number } {
  return { left: spread === 'double' ? LETTER_GUTTER : GUTTER, right: LETTER_GUTTER };
}

/** Widest page in points; of pairs, twice the widest side, as the fold stays in the middle. */
function widestRow(pages: readonly PageInfo[], { turns, spread }: Arrangement): number {
  const widest = pages.reduce((most, page) => Math.max(most, turnedSize(page, turns).width), 0);
  return spread === 'double' ? widest * 2 : widest;
}

function bottomOf(box: PageBox | undefined): number {
  return box === undefined ? 0 : box.top + box.height;
}
