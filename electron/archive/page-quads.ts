import type { PageInfo, TextRun } from '../../shared/contract/outcomes.ts';
import type { PageQuadsSelector } from '../../shared/domain/selector.ts';
import { joinLineRects, type LinePiece } from '../../shared/join-line-rects.ts';

type Quad = [number, number, number, number];

/**
 * Where a span of the canonical text stands on its pages: one selector per page with words of it, one rectangle per
 * line. `runsOf` gives the runs of a page by its place in `pages`.
 */
export function describeQuads(
  start: number,
  end: number,
  pages: readonly PageInfo[],
  runsOf: (index: number) => readonly TextRun[],
): readonly PageQuadsSelector[] {
  return pages.flatMap((page, index): PageQuadsSelector[] => {
    if (page.end <= start || page.start >= end) return [];
    const within: LinePiece[] = [];
    const runs = runsOf(index);
    for (const run of runs) {
      if (run[1] > start && run[0] < end) within.push({ rect: cutRun(run, start, end), angle: run[6] });
    }
    const others = () =>
      runs
        .filter((run) => run[1] <= start || run[0] >= end)
        .map((run): LinePiece => ({ rect: cutRun(run, run[0], run[1]), angle: run[6] }));
    const quads = joinLineRects(within, others).map(
      ([x, y, width, height]): Quad => [round(x), round(y), round(width), round(height)],
    );
    return quads.length === 0 ? [] : [{ type: 'PageQuadsSelector', page: page.number, quads }];
  });
}

/** The rectangle of the part of a run between two offsets; letters are taken to be equally wide. */
/** Where the words of a run from `start` to `end` stand on its page, as [x, y, width, height]. */
export function cutRun([from, to, x, y, width, height, angle]: TextRun, start: number, end: number): Quad {
  const length = Math.max(1, to - from);
  const left = (width * (Math.max(start, from) - from)) / length;
  const right = (width * (Math.min(end, to) - from)) / length;
  const radians = (angle * Math.PI) / 180;
  const corners = [
    [left, 0],
    [right, 0],
    [left, height],
    [right, height],
  ].map(([along = 0, across = 0]): [number, number] => [
    x + along * Math.cos(radians) - across * Math.sin(radians),
    y + along * Math.sin(radians) + across * Math.cos(radians),
  ]);
  const xs = corners.map(([cx]) => cx);
  const ys = corners.map(([, cy]) => cy);
  const [minX, minY] = [Math.min(...xs), Math.min(...ys)];
  return [minX, minY, Math.max(...xs) - minX, Math.max(...ys) - minY];
}

const round = (value: number): number => Math.round(value * 100) / 100;
