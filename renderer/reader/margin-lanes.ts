import type { Mark } from './document-view.ts';

/** How many stripes stand side by side; what overlaps more is counted. */
export const MAX_LANES = 3;
/** Height that a letter takes in the margin, in CSS pixels. */
const LETTER_STEP = 20;
/** What is higher than this, in CSS pixels, is no line of text. */
const HIGHEST_LINE = 48;
/** How far below its line a letter may be pushed by those above it, in letters. */
const MAX_PUSH = 4;

/** A stretch of the margin in CSS pixels from the top. */
export interface Extent {
  readonly top: number;
  readonly bottom: number;
}

/** A passage with the lines that it takes on a page, from top to bottom. */
export interface MarginEntry {
  readonly mark: Mark;
  readonly extents: readonly Extent[];
  /** False where it goes on from the page before: its letter stands there. */
  readonly isFirst: boolean;
}

/** A stripe beside the lines of a passage. */
export interface Stripe {
  readonly mark: Mark;
  /** 0 is next to the page. */
  readonly lane: number;
  readonly extents: readonly Extent[];
}

/** The letters of a passage, or the count of passages that there is no room for. */
export type MarginLabel =
  | { readonly kind: 'letters'; readonly mark: Mark; readonly top: number }
  | { readonly kind: 'more'; readonly marks: readonly Mark[]; readonly top: number };

/** What stands in the margin of a page. */
export interface MarginLayout {
  readonly stripes: readonly Stripe[];
  readonly labels: readonly MarginLabel[];
  /** Lanes that are in use. */
  readonly lanes: number;
}

/** Gives every passage a lane for its stripe that no other one takes beside the same lines, and a place for its letters. */
export function layoutMargin(entries: readonly MarginEntry[]): MarginLayout {
  const inOrder = entries
    .filter(({ extents }) => extents.length > 0)
    .sort((a, b) => topOf(a) - topOf(b) || bottomOf(b) - bottomOf(a) || a.mark.start - b.mark.start);
  const stripes: Stripe[] = [];
  const more: MarginEntry[] = [];
  const ends: number[] = [];
  for (const entry of inOrder) {
    let lane = 0;
    while (lane < ends.length && (ends[lane] ?? 0) > topOf(entry)) lane += 1;
    if (lane >= MAX_LANES) {
      more.push(entry);
      continue;
    }
    ends[lane] = bottomOf(entry);
    stripes.push({ mark: entry.mark, lane, extents: joinExtents(entry.extents) });
  }
  return { stripes, labels: placeLabels(inOrder, new Set(more)), lanes: ends.length };
}

function placeLabels(inOrder: readonly MarginEntry[], more: ReadonlySet<MarginEntry>): readonly MarginLabel[] {
  const labels: MarginLabel[] = [];
  let next = Number.NEGATIVE_INFINITY;
  let rest: { marks: Mark[]; top: number } | null = null;
  for (const entry of inOrder) {
    if (!entry.isFirst) continue;
    const wanted = labelTop(entry);
    if (rest !== null && wanted >= rest.top + LETTER_STEP) rest = null;
    const top = Math.max(wanted, next);
    if (more.has(entry) || rest !== null || top - wanted > MAX_PUSH * LETTER_STEP) {
      if (rest === null) {
        rest = { marks: [], top };
        labels.push({ kind: 'more', ...rest });
        next = top + LETTER_STEP;
      }
      rest.marks.push(entry.mark);
      continue;
    }
    labels.push({ kind: 'letters', mark: entry.mark, top });
    next = top + LETTER_STEP * Math.max(1, entry.mark.tints.length);
  }
  return labels;
}

/** Lines that follow each other are one stretch: only a gap of more than a line shows as one. */
function joinExtents(extents: readonly Extent[]): readonly Extent[] {
  const joined: Extent[] = [];
  for (const extent of [...extents].sort((a, b) => a.top - b.top)) {
    const last = joined[joined.length - 1];
    const line = extent.bottom - extent.top;
    if (last !== undefined && extent.top - last.bottom < Math.max(8, line * 1.2)) {
      joined[joined.length - 1] = { top: last.top, bottom: Math.max(last.bottom, extent.bottom) };
    } else {
      joined.push(extent);
    }
  }
  return joined;
}

/** Beside the middle of the first line, in the order of the text. */
function labelTop({ extents }: MarginEntry): number {
  const first = extents[0];
  if (first === undefined) return 0;
  // Of an area, beside its upper edge.
  const bottom = Math.min(first.bottom, first.top + HIGHEST_LINE);
  return (first.top + bottom) / 2 - LETTER_STEP / 2 + 1;
}

const topOf = ({ extents }: MarginEntry): number => Math.min(...extents.map(({ top }) => top));
const bottomOf = ({ extents }: MarginEntry): number => Math.max(...extents.map(({ bottom }) => bottom));
