import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { Mark } from './document-view.ts';
import { pageIndexOf } from './pdf-layout.ts';

/** The mark of a passage beside the small picture of its page. */
export interface ThumbnailTick {
  readonly id: string;
  /** Share of the page's height that lies above it. */
  readonly at: number;
  /** #rrggbb, or null for a passage that is not coded. */
  readonly color: string | null;
  /** The stance's letter, or null where another letter has the room. */
  readonly letter: string | null;
}

/** Room that a letter needs, as a share of the page's height. */
const LETTER_ROOM = 0.09;

/** Where the passages begin, page by page (by index), from top to bottom. Places are about right: by text, not by ink. */
export function thumbnailTicks(
  pages: readonly PageInfo[],
  marks: readonly Mark[],
): ReadonlyMap<number, readonly ThumbnailTick[]> {
  const byPage = new Map<number, ThumbnailTick[]>();
  const placed = marks.map((mark) => placeOf(pages, mark)).sort((a, b) => a.index - b.index || a.at - b.at);
  for (const { index, at, mark } of placed) {
    const ticks = byPage.get(index) ?? [];
    byPage.set(index, ticks);
    const { color, letter } = mark.tints[0] ?? { color: null, letter: null };
    const lettered = [...ticks].reverse().find((tick) => tick.letter !== null);
    const hasRoom = lettered === undefined || at - lettered.at >= LETTER_ROOM;
    ticks.push({ id: mark.id, at, color, letter: hasRoom ? letter : null });
  }
  return byPage;
}

function placeOf(pages: readonly PageInfo[], mark: Mark) {
  if (mark.area !== undefined) {
    const { page, rect } = mark.area;
    return { index: page - 1, at: clamp(rect.y / (pages[page - 1]?.height ?? 1)), mark };
  }
  const index = pageIndexOf(pages, mark.start);
  const page = pages[index];
  const length = page === undefined ? 0 : page.end - page.start;
  // Text begins and ends within the margins of a page.
  const at = length === 0 ? 0 : 0.08 + (0.84 * (mark.start - (page?.start ?? 0))) / length;
  return { index, at: clamp(at), mark };
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
