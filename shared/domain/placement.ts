import type { Passage, Placement } from './passage.ts';

/** What of a passage tells where it stands in the versions of its document. */
export type PlacedPassage = Pick<Passage, 'version' | 'start' | 'end' | 'placements'>;

/** Whether nobody has yet looked at where a passage stands: it moved or it is lost, and no one has said a word to it. */
export function isUndecided({ outcome, decision }: Placement): boolean {
  return outcome !== 'anchored' && decision === null;
}

/** Whether a passage waits for a person to look at its place in the newest version that it was carried to. */
export function needsReview({ placements = [] }: Pick<Passage, 'placements'>): boolean {
  const newest = placements.reduce<Placement | null>(
    (latest, placement) => (latest === null || placement.version > latest.version ? placement : latest),
    null,
  );
  return newest !== null && isUndecided(newest);
}

/**
 * The span of a passage in a version: its own one, or the one where it is anchored or where a person accepted it. Null
 * where it does not stand, or where nobody has said yet that it does.
 */
export function spanInVersion(
  passage: PlacedPassage,
  version: number,
): { readonly start: number; readonly end: number } | null {
  if (passage.version === version) return { start: passage.start, end: passage.end };
  const placement = passage.placements?.find((candidate) => candidate.version === version);
  if (placement === undefined || placement.start === null || placement.end === null) return null;
  if (placement.outcome !== 'anchored' && placement.decision !== 'accepted') return null;
  return { start: placement.start, end: placement.end };
}
