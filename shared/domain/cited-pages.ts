import type { PageInfo } from '../contract/outcomes.ts';
import type { Passage } from './passage.ts';
import { piecesOf } from './passage-pieces.ts';

/** A page as it is cited. */
export interface CitedPage {
  /** 1-based. */
  readonly number: number;
  /** Its own label ("iv", "12"), or null. */
  readonly label: string | null;
}

/**
 * The pages that the words of a passage stand on, in their order, each once. `pages` are those of its version; of an
 * area it is the one page of the area.
 */
export function citedPages(
  passage: Pick<Passage, 'start' | 'end' | 'spans' | 'area' | 'page' | 'pageLabel'>,
  pages: readonly PageInfo[],
): readonly CitedPage[] {
  const own = passage.page === null ? [] : [{ number: passage.page, label: passage.pageLabel }];
  if (passage.area !== undefined) return own;
  const pieces = piecesOf(passage);
  const found = pages
    .filter((page) => pieces.some(({ start, end }) => start < page.end && end > page.start))
    .map(({ number, label }) => ({ number, label }));
  return found.length === 0 ? own : found;
}

/** Pages in print, "3–5, 9"; null for none. */
export function pagesInPrint(pages: readonly CitedPage[]): string | null {
  const parts: string[] = [];
  for (let at = 0; at < pages.length; ) {
    let last = at;
    while (isNext(pages[last], pages[last + 1])) last += 1;
    const [from, to] = [nameOf(pages[at]), nameOf(pages[last])];
    parts.push(from === to ? from : `${from}–${to}`);
    at = last + 1;
  }
  return parts.length === 0 ? null : parts.join(', ');
}

const nameOf = (page: CitedPage | undefined): string => (page === undefined ? '' : (page.label ?? String(page.number)));

/** Whether one page follows the other by what is printed on them: “iv–v” and “9–10”, but “iv, 1”. */
function isNext(page: CitedPage | undefined, next: CitedPage | undefined): boolean {
  if (page === undefined || next === undefined || next.number !== page.number + 1) return false;
  const [name, following] = [nameOf(page), nameOf(next)];
  if (/^\d+$/.test(name) || /^\d+$/.test(following)) return Number(following) === Number(name) + 1;
  return /^[ivxlcdm]+$/i.test(name) && /^[ivxlcdm]+$/i.test(following);
}
