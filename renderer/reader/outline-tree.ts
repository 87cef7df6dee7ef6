import type { OutlineEntry, ViewPosition } from './document-view.ts';

/** A heading as it stands in the text, in the order of the text. */
export interface FlatHeading {
  readonly title: string;
  /** 1 for the uppermost kind of heading. */
  readonly rank: number;
  readonly destination: ViewPosition | null;
}

/** Puts each heading under the nearest one before it that ranks higher; levels count from 0 without gaps. */
export function outlineTree(headings: readonly FlatHeading[]): readonly OutlineEntry[] {
  const roots: OutlineEntry[] = [];
  const open: { readonly rank: number; readonly children: OutlineEntry[] }[] = [];
  for (const { title, rank, destination } of headings) {
    while ((open[open.length - 1]?.rank ?? 0) >= rank) open.pop();
    const children: OutlineEntry[] = [];
    (open[open.length - 1]?.children ?? roots).push({ title, level: open.length, destination, children });
    open.push({ rank, children });
  }
  return roots;
}
