import { useMemo } from 'react';
import type { Passage } from '../../shared/domain/passage.ts';
import { isUndecided, spanInVersion } from '../../shared/domain/placement.ts';
import { useArchiveQuery, useLastKnown } from '../archive-query.ts';
import type { CarriedPassage } from '../reader/passage-marks.ts';

/** The passages of older versions of a document, as they stand in the version shown. */
export interface CarriedState {
  /** Those that stand there for certain, or where a person accepted it, in reading order. */
  readonly placed: readonly CarriedPassage[];
  /** Those that were not found. */
  readonly lost: readonly Passage[];
  /** How many nobody has decided on: moved or lost. */
  readonly waiting: number;
  readonly isLoaded: boolean;
}

const NONE: CarriedState = { placed: [], lost: [], waiting: 0, isLoaded: true };
const LOADING: CarriedState = { ...NONE, isLoaded: false };

/** Keeps up with the passages of older versions; asks nothing for a document that has one version. */
export function useCarried(documentId: string, version: number, versionCount: number): CarriedState {
  const hasOlder = versionCount > 1 && version > 1;
  const query = useArchiveQuery('passage.list', hasOlder ? { documentIds: [documentId] } : null, [
    'passage',
    'document',
  ]);
  const data = useLastKnown(query.data);
  return useMemo(() => {
    if (!hasOlder) return NONE;
    if (data === undefined) return query.error === null ? LOADING : NONE;
    const placed: CarriedPassage[] = [];
    const lost: Passage[] = [];
    let waiting = 0;
    for (const passage of data.passages) {
      if (passage.version >= version) continue;
      const placement = passage.placements?.find((candidate) => candidate.version === version);
      if (placement === undefined) continue;
      const span = spanInVersion(passage, version);
      if (span !== null) placed.push({ passage, ...span });
      if (placement.outcome === 'lost') lost.push(passage);
      if (isUndecided(placement)) waiting += 1;
    }
    placed.sort((a, b) => a.start - b.start || a.end - b.end || a.passage.id.localeCompare(b.passage.id));
    return { placed, lost, waiting, isLoaded: true };
  }, [hasOlder, data, query.error, version]);
}
