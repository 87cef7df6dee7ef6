import type { QuarterTurns, Rect } from './document-view.ts';
import type { PagePoint } from './page-geometry.ts';
import { type Size, turnedSize, turnRect } from './page-turn.ts';

/** The turn that undoes a turn. */
const BACK: Readonly<Record<QuarterTurns, QuarterTurns>> = { 0: 0, 1: 3, 2: 2, 3: 1 };

/** Smallest side of a rectangle worth keeping, in points. */
export const SMALLEST = 4;

/** The rectangle between two corners, as far as it lies on the page. */
export function rectBetween(a: PagePoint, b: PagePoint, page: Size): Rect {
  const clampX = (value: number) => Math.min(page.width, Math.max(0, value));
  const clampY = (value: number) => Math.min(page.height, Math.max(0, value));
  const [left, right] = [clampX(Math.min(a.x, b.x)), clampX(Math.max(a.x, b.x))];
  const [top, bottom] = [clampY(Math.min(a.y, b.y)), clampY(Math.max(a.y, b.y))];
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The rectangle moved, without leaving the page. */
export function moveRect(rect: Rect, dx: number, dy: number, page: Size): Rect {
  const x = Math.min(page.width - rect.width, Math.max(0, rect.x + dx));
  const y = Math.min(page.height - rect.height, Math.max(0, rect.y + dy));
  return { ...rect, x, y };
}

/** The rectangle with its lower right corner moved, without leaving the page. */
export function sizeRect(rect: Rect, dx: number, dy: number, page: Size): Rect {
  const width = Math.min(page.width - rect.x, Math.max(SMALLEST, rect.width + dx));
  const height = Math.min(page.height - rect.y, Math.max(SMALLEST, rect.height + dy));
  return { ...rect, width, height };
}

/** The rectangle with its upper left corner moved, without leaving the page. */
export function sizeRectStart(rect: Rect, dx: number, dy: number): Rect {
  const right = rect.x + rect.width;
  const bottom = rect.y + rect.height;
  const x = Math.max(0, Math.min(right - SMALLEST, rect.x + dx));
  const y = Math.max(0, Math.min(bottom - SMALLEST, rect.y + dy));
  return { x, y, width: right - x, height: bottom - y };
}

/** The rectangle changed as it is seen on the turned page: `change` gets both turned. */
export function asSeen(
  rect: Rect,
  page: Size,
  turns: QuarterTurns,
  change: (seen: Rect, seenPage: Size) => Rect,
): Rect {
  const seenPage = turnedSize(page, turns);
  const back = BACK[turns];
  return turnRect(seenPage, back, change(turnRect(page, turns, rect), seenPage));
}

/** The rectangle in tenths of a point: no screen shows more, and it reads better in a file. */
export function roundRect({ x, y, width, height }: Rect): Rect {
  const round = (value: number) => Math.round(value * 10) / 10;
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}
