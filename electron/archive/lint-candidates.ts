import type { ArchiveCore } from './archive-core.ts';
import { findDocuments } from './full-text.ts';

/** A document in which some words may stand. */
export interface Candidate {
  readonly id: string;
  readonly title: string;
}

/** Documents that fit a query of the search, the likeliest first. */
export type SearchCandidates = (query: string, stemming: boolean) => Promise<readonly Candidate[]>;

/** Searches the texts of an archive for at most so many documents. */
export function candidateSearch(core: ArchiveCore, limit: number): SearchCandidates {
  return async (query, stemming) => {
    const codebook = await core.store.codebook();
    const { documents } = await core.index.useComplete((index) =>
      findDocuments(index, { query, stemming, limit, places: 0 }, codebook),
    );
    return documents.map(({ documentId, title }) => ({ id: documentId, title }));
  };
}
