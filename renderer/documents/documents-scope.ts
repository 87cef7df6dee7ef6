import { create } from 'zustand';
import type { DocumentKind } from '../../shared/domain/document.ts';
import { onArchiveChange } from '../archive-state.ts';
import type { SearchFilter } from '../search/search-filter.ts';
import { openTab } from '../tabs-state.ts';

/** In what order hits are listed. */
export const HIT_SORTINGS = [
  { value: 'relevance', label: 'Best first' },
  { value: 'date', label: 'Newest first' },
  { value: 'title', label: 'By title' },
] as const;

/** The order of hits. */
export type HitSorting = (typeof HIT_SORTINGS)[number]['value'];

/** Which documents the view shows. */
export interface DocumentsScope {
  /** Collection path; null for all. */
  readonly collection: string | null;
  /** True shows the trash instead. */
  readonly isTrash: boolean;
  readonly kinds: readonly DocumentKind[];
  readonly issuerIds: readonly string[];
  /** What else they, or their passages, are limited to. */
  readonly filter: SearchFilter;
  /** As typed. */
  readonly query: string;
  readonly stemming: boolean;
  readonly sort: HitSorting;
  /** Id of the saved search that was opened, or null. */
  readonly savedId: string | null;
}

/** Everything that is not in the trash. */
export const EVERYTHING: DocumentsScope = {
  collection: null,
  isTrash: false,
  kinds: [],
  issuerIds: [],
  filter: {},
  query: '',
  stemming: true,
  sort: 'relevance',
  savedId: null,
};

/** Store behind the Documents view and the rail's collections. */
export const documentsScopeStore = create<DocumentsScope>(() => EVERYTHING);
onArchiveChange(() => documentsScopeStore.setState(EVERYTHING));

/** Opens the Documents view on a collection, on the trash, or on everything. */
export function showDocuments(scope: Partial<DocumentsScope>): void {
  documentsScopeStore.setState({ ...EVERYTHING, ...scope });
  openTab({ kind: 'view', view: 'documents' });
}

/** All that the view is limited to, as searches take it. */
export function filterOf({ collection, kinds, issuerIds, filter }: DocumentsScope): SearchFilter {
  return {
    ...filter,
    ...(kinds.length === 0 ? {} : { kinds: [...kinds] }),
    ...(issuerIds.length === 0 ? {} : { issuerIds: [...issuerIds] }),
    ...(collection === null ? {} : { collections: [collection] }),
  };
}
