import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import type { DocumentView, Rect, Span } from './document-view.ts';
import type { CodingTarget } from './use-coding.ts';

/** What was just selected, words or an area, and is no passage yet. */
export type NewTarget = Exclude<CodingTarget, { readonly kind: 'passage' }>;

/** Whether the target is to become a passage. */
export function isNewTarget(target: CodingTarget | null): target is NewTarget {
  return target !== null && target.kind !== 'passage';
}

/** Where the words of a target stand; of an area, the beginning of its page. Undefined for a passage that is gone. */
export function placeOfTarget(
  target: CodingTarget | null,
  passages: readonly Passage[],
  pages: readonly PageInfo[],
): Span | undefined {
  if (target === null) return undefined;
  if (target.kind === 'words') return target.span;
  if (target.kind === 'passage') return passages.find(({ id }) => id === target.id);
  const start = pages[target.area.page - 1]?.start ?? 0;
  return { start, end: start };
}

/** Tells one target from the next, so that each gets a popover of its own. */
export function keyOfTarget(target: CodingTarget, place: Span): string {
  if (target.kind !== 'area') return `${place.start}-${place.end}`;
  const { x, y, width, height } = target.area.rect;
  return `area ${target.area.page} ${x} ${y} ${width} ${height}`;
}

/** The words of a target as they read, or what it is if it has none. */
export function quoteOfTarget(target: CodingTarget, place: Span, text: string | null): string {
  if (target.kind === 'area') return `Area of page ${target.area.page}`;
  const pieces = target.kind === 'words' && target.spans !== undefined ? target.spans : [place];
  return text === null ? '' : pieces.map(({ start, end }) => readableQuote(text.slice(start, end))).join(' … ');
}

/** Where a target lies in the window; empty where it is not on screen. */
export function rectsOfTarget(
  view: DocumentView | null,
  target: CodingTarget | null,
  place: Span | undefined,
  passages: readonly Passage[],
): readonly Rect[] {
  if (view === null || target === null || place === undefined) return [];
  if (target.kind === 'area') return view.rectsOfArea(target.area);
  const area = target.kind === 'passage' ? passages.find(({ id }) => id === target.id)?.area : undefined;
  if (area === undefined) return view.rectsOf(place);
  const [x, y, width, height] = area.rect;
  return view.rectsOfArea({ page: area.page, rect: { x, y, width, height } });
}
