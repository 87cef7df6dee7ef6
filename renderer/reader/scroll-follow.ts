import type { ComparedSegment } from '../../shared/contract/versions.ts';
import type { ViewPosition } from './document-view.ts';

/** What a pane shows, as far as its place can be compared with that of another. */
export interface ScrolledText {
  readonly textLength: number;
  /** Offsets of the pages in the text; empty for a document without pages. */
  readonly pages: readonly { readonly start: number; readonly end: number }[];
}

/** The pieces of two compared texts that belong together. */
export type Correspondence = readonly Pick<ComparedSegment, 'from' | 'to'>[];

/** About the offset that is at the top of the view. */
export function offsetAt({ pages, textLength }: ScrolledText, { page, fraction }: ViewPosition): number {
  const range = pages.length === 0 ? { start: 0, end: textLength } : pages[page - 1];
  if (range === undefined) return textLength;
  return range.start + Math.min(1, Math.max(0, fraction)) * (range.end - range.start);
}

/** The inverse of `offsetAt`. */
export function positionOf({ pages, textLength }: ScrolledText, offset: number): ViewPosition {
  if (pages.length === 0) return { page: 1, fraction: textLength === 0 ? 0 : offset / textLength };
  const after = pages.findIndex(({ start }) => start > offset);
  const index = Math.max(0, after === -1 ? pages.length - 1 : after - 1);
  const { start, end } = pages[index] ?? { start: 0, end: 0 };
  return { page: index + 1, fraction: end > start ? Math.min(1, (offset - start) / (end - start)) : 0 };
}

/** Where the words at an offset of one text stand in the other; where they are gone, where they would stand. */
export function correspondingOffset(segments: Correspondence, offset: number, way: 'forth' | 'back'): number {
  let reached = 0;
  for (const segment of segments) {
    const [here, there] = way === 'forth' ? [segment.from, segment.to] : [segment.to, segment.from];
    if (here === null) continue;
    if (offset < here[0]) return reached;
    if (there === null) {
      if (offset < here[1]) return reached;
      continue;
    }
    if (offset < here[1]) return there[0] + ((offset - here[0]) / (here[1] - here[0])) * (there[1] - there[0]);
    reached = there[1];
  }
  return reached;
}

/**
 * Where the other pane goes when one stands at a place. Of two versions the same words stand at the top; of two
 * documents the same page, or the same share of the whole where one has no pages.
 */
export function followingPosition(
  leader: ScrolledText,
  follower: ScrolledText,
  position: ViewPosition,
  versions: { readonly segments: Correspondence; readonly way: 'forth' | 'back' } | null,
): ViewPosition {
  if (versions !== null) {
    const offset = offsetAt(leader, position);
    return positionOf(follower, correspondingOffset(versions.segments, offset, versions.way));
  }
  if (leader.pages.length > 0 && follower.pages.length > 0) {
    return position.page <= follower.pages.length ? position : { page: follower.pages.length, fraction: 1 };
  }
  const share = leader.textLength === 0 ? 0 : offsetAt(leader, position) / leader.textLength;
  return positionOf(follower, share * follower.textLength);
}
