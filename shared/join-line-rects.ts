/** A rectangle as [x, y, width, height]; y grows downwards. */
export type LineRect = readonly [number, number, number, number];

/** A rectangle around some words of a line, and how the line runs. */
export interface LinePiece {
  readonly rect: LineRect;
  /** Degrees clockwise. */
  readonly angle: number;
}

/** Gaps up to this many line heights are closed: wider than a justified blank, narrower than the gutter of columns. */
const WIDEST_GAP = 1;
/** Gaps up to this many line heights are too narrow for another word. */
const NO_WORD_GAP = 0.2;

/**
 * Joins rectangles that follow each other on one line into one, so that a highlight has no seams. A gap stays open
 * where another word stands in it, as in lines of mixed direction; `others` are the words that are not to be covered.
 */
export function joinLineRects(pieces: readonly LinePiece[], others: () => readonly LinePiece[]): LineRect[] {
  const joined: LinePiece[] = [];
  for (const piece of pieces) {
    const last = joined[joined.length - 1];
    const both = last === undefined ? null : joinTwo(last, piece, others);
    if (both === null) joined.push(piece);
    else joined[joined.length - 1] = both;
  }
  return joined.map(({ rect }) => rect);
}

/** Along and across the line: where a piece begins and ends. */
interface Extent {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly bottom: number;
}

const quarterOf = (angle: number): number => ((Math.round(angle / 90) % 4) + 4) % 4;

function extentOf({ rect: [x, y, width, height], angle }: LinePiece): Extent {
  return quarterOf(angle) % 2 === 0
    ? { from: x, to: x + width, top: y, bottom: y + height }
    : { from: y, to: y + height, top: x, bottom: x + width };
}

function joinTwo(a: LinePiece, b: LinePiece, others: () => readonly LinePiece[]): LinePiece | null {
  if (a.angle !== b.angle || a.angle % 90 !== 0) return null;
  const [one, two] = [extentOf(a), extentOf(b)];
  const shared = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top);
  const [lower, higher] = [one.bottom - one.top, two.bottom - two.top].sort((p, q) => p - q);
  if (lower === undefined || higher === undefined || shared <= lower / 2) return null;
  const gap = Math.max(one.from, two.from) - Math.min(one.to, two.to);
  if (gap > WIDEST_GAP * higher) return null;
  const [x, y] = [Math.min(a.rect[0], b.rect[0]), Math.min(a.rect[1], b.rect[1])];
  const right = Math.max(a.rect[0] + a.rect[2], b.rect[0] + b.rect[2]);
  const bottom = Math.max(a.rect[1] + a.rect[3], b.rect[1] + b.rect[3]);
  const both: LinePiece = { rect: [x, y, right - x, bottom - y], angle: a.angle };
  if (gap > NO_WORD_GAP * higher && others().some((other) => standsIn(other, one, two))) return null;
  return both;
}

/** Whether most of the height of a word stands between two pieces of a line. */
function standsIn(other: LinePiece, one: Extent, two: Extent): boolean {
  const { from, to, top, bottom } = extentOf(other);
  const middle = (from + to) / 2;
  const isBetween = middle > Math.min(one.to, two.to) && middle < Math.max(one.from, two.from);
  const shared = Math.min(bottom, Math.max(one.bottom, two.bottom)) - Math.max(top, Math.min(one.top, two.top));
  return isBetween && shared > (bottom - top) / 2;
}
