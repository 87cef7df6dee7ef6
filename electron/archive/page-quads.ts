import type { PageInfo, TextRun } from '../../shared/contract/outcomes.ts';
import type { PageQuadsSelector } from '../../shared/domain/selector.ts';

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
    const quads: Quad[] = [];
    for (const run of runsOf(index)) {
      if (run[1] <= start || run[0] >= end) continue;
      addQuad(quads, cutRun(run, start, end));
    }
    return quads.length === 0 ? [] : [{ type: 'PageQuadsSelector', page: page.number, quads }];
  });
}

/** The rectangle of the part of a run between two offsets; letters are taken to be equally wide. */
function cutRun([from, to, x, y, width, height, angle]: TextRun, start: number, end: number): Quad {
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
  return [round(minX), round(minY), round(Math.max(...xs) - minX), round(Math.max(...ys) - minY)];
}

/** Adds a rectangle, joined to the last one if it goes on in the same line. */
function addQuad(quads: Quad[], quad: Quad): void {
  const last = quads[quads.length - 1];
  if (last) {
    const [lx, ly, lw, lh] = last;
    const [x, y, w, h] = quad;
    const isSameLine = Math.abs(y - ly) < lh / 2 && Math.abs(h - lh) < lh / 2;
    if (isSameLine && x >= lx && x - (lx + lw) < Math.max(lh, h)) {
      const top = Math.min(y, ly);
      const bottom = Math.max(y + h, ly + lh);
      quads[quads.length - 1] = [lx, top, round(Math.max(lx + lw, x + w) - lx), round(bottom - top)];
      return;
    }
  }
  quads.push(quad);
}

const round = (value: number): number => Math.round(value * 100) / 100;
