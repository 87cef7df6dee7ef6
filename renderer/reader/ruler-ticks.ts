import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { Mark, Span } from './document-view.ts';
import { pageIndexOf } from './pdf-layout.ts';

/** Share of the document's height that lies above an offset: about right, by the text of its page. */
export type ShareOf = (offset: number) => number;

/** Makes the function for a document; each page as high as it is, or none for a document without pages. */
export function shareOfHeight(
  pages: readonly Pick<PageInfo, 'start' | 'end' | 'height' | 'number' | 'label' | 'width'>[],
  textLength: number,
): ShareOf {
  if (pages.length === 0) return (offset) => (textLength === 0 ? 0 : Math.min(1, Math.max(0, offset / textLength)));
  const tops: number[] = [];
  let total = 0;
  for (const { height } of pages) {
    tops.push(total);
    total += height;
  }
  return (offset) => {
    const index = pageIndexOf(pages, offset);
    const page = pages[index];
    const top = tops[index];
    if (page === undefined || top === undefined || total === 0) return 0;
    const within =
      page.end > page.start ? Math.min(1, Math.max(0, (offset - page.start) / (page.end - page.start))) : 0;
    return (top + within * page.height) / total;
  };
}

/** One line of the ruler: where, and in which colour (null for that of its kind). */
export interface RulerTick {
  /** Line of the ruler, from the top. */
  readonly line: number;
  readonly color: string | null;
}

/** Lines of the ruler, of which it has so many, on which something stands: each line once. */
export function rulerTicks(
  places: readonly { readonly share: number; readonly color: string | null }[],
  lines: number,
): readonly RulerTick[] {
  const byLine = new Map<number, RulerTick>();
  for (const { share, color } of places) {
    const line = Math.min(lines - 1, Math.floor(share * lines));
    if (!byLine.has(line)) byLine.set(line, { line, color });
  }
  return [...byLine.values()];
}

/** The places of hits on the ruler. */
export function hitPlaces(hits: readonly Span[], share: ShareOf) {
  return hits.map(({ start }) => ({ share: share(start), color: null }));
}

/** The places of passages on the ruler, in the colour of their first stance. */
export function markPlaces(marks: readonly Mark[], share: ShareOf) {
  return marks.map(({ start, tints }) => ({ share: share(start), color: tints[0]?.color ?? null }));
}
