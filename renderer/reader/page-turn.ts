import type { QuarterTurns, Rect } from './document-view.ts';
import type { PagePoint } from './page-geometry.ts';

/** Width and height of a page, in points or pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size that a page takes once it is turned. */
export function turnedSize({ width, height }: Size, turns: QuarterTurns): Size {
  return turns % 2 === 0 ? { width, height } : { width: height, height: width };
}

/** Where a rectangle of an unturned page of a size lies once the page is turned. */
export function turnRect({ width: pageWidth, height: pageHeight }: Size, turns: QuarterTurns, rect: Rect): Rect {
  const { x, y, width, height } = rect;
  switch (turns) {
    case 0:
      return rect;
    case 1:
      return { x: pageHeight - y - height, y: x, width: height, height: width };
    case 2:
      return { x: pageWidth - x - width, y: pageHeight - y - height, width, height };
    case 3:
      return { x: y, y: pageWidth - x - width, width: height, height: width };
  }
}

/** The place on an unturned page of a size that stands at a place of the turned one. */
export function turnBack({ width, height }: Size, turns: QuarterTurns, { x, y }: PagePoint): PagePoint {
  switch (turns) {
    case 0:
      return { x, y };
    case 1:
      return { x: y, y: height - x };
    case 2:
      return { x: width - x, y: height - y };
    case 3:
      return { x: width - y, y: x };
  }
}

/** The CSS transform, about the upper left corner, that turns a box of a size (CSS pixels) into the place it came from. */
export function turnTransform({ width, height }: Size, turns: QuarterTurns): string {
  switch (turns) {
    case 0:
      return '';
    case 1:
      return `translate(${height}px, 0) rotate(90deg)`;
    case 2:
      return `translate(${width}px, ${height}px) rotate(180deg)`;
    case 3:
      return `translate(0, ${width}px) rotate(270deg)`;
  }
}
