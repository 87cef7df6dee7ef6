import { create } from 'zustand';
import type { PassageFilter } from '../../shared/domain/briefing.ts';
import { onArchiveChange } from '../archive-state.ts';
import type { SearchFilter } from '../search/search-filter.ts';
import { openTab } from '../tabs-state.ts';

/** By what the Passages view arranges its cards under headings. */
export const GROUPINGS = [
  { value: 'document', label: 'By document' },
  { value: 'agency', label: 'By agency' },
  { value: 'stance', label: 'By stance' },
  { value: 'topic', label: 'By topic' },
  { value: 'voice', label: 'By voice' },
  { value: 'review', label: 'By review' },
  { value: 'coder', label: 'By coder' },
  { value: 'none', label: 'No groups' },
] as const;

/** In what order the Passages view lists them. */
export const SORTINGS = [
  { value: 'document', label: 'Document order' },
  { value: 'newest', label: 'Newest first' },
  { value: 'date', label: 'Oldest first' },
  { value: 'agency', label: 'Agency' },
  { value: 'stance', label: 'Stance' },
  { value: 'topic', label: 'Topic' },
  { value: 'coded', label: 'Coded last first' },
  { value: 'coder', label: 'Coder' },
  { value: 'review', label: 'To review first' },
] as const;

/** How the Passages view arranges its cards. */
export type PassageGrouping = (typeof GROUPINGS)[number]['value'];

/** The order of its cards. */
export type PassageSorting = (typeof SORTINGS)[number]['value'];

/** Filter and arrangement of the Passages view. */
export interface PassagesFilterState {
  /** As typed. */
  readonly query: string;
  readonly stemming: boolean;
  readonly filter: SearchFilter;
  /** Only those that moved in a newer version or are lost in it. */
  readonly needsReview: boolean;
  readonly groupBy: PassageGrouping;
  readonly sort: PassageSorting;
  /** Id of the saved search that was opened, or null. */
  readonly savedId: string | null;
}

/** No limit at all. */
export const NO_LIMITS: Pick<PassagesFilterState, 'query' | 'filter' | 'needsReview'> = {
  query: '',
  filter: {},
  needsReview: false,
};

/** The view as it is at first. */
export const INITIAL_PASSAGES: PassagesFilterState = {
  ...NO_LIMITS,
  stemming: true,
  groupBy: 'document',
  sort: 'document',
  savedId: null,
};

/** Store behind the Passages view. */
export const passagesFilterStore = create<PassagesFilterState>(() => INITIAL_PASSAGES);
onArchiveChange(() => passagesFilterStore.setState(INITIAL_PASSAGES));

/** Opens the Passages view with this filter and no other. */
export function showPassages(filter: Partial<PassageFilter>): void {
  passagesFilterStore.setState({ ...NO_LIMITS, filter, savedId: null });
  openTab({ kind: 'view', view: 'passages' });
}

/** Order and grouping in one word, as saved searches keep them; the inverse of `readArrangement`. */
export function writeArrangement({ sort, groupBy }: Pick<PassagesFilterState, 'sort' | 'groupBy'>): string {
  return `${sort} by ${groupBy}`;
}

/** Order and grouping of a saved search; what is not known is as at first. */
export function readArrangement(words: string): Pick<PassagesFilterState, 'sort' | 'groupBy'> {
  const [sort, groupBy] = words.split(' by ');
  return {
    sort: SORTINGS.find(({ value }) => value === sort)?.value ?? 'document',
    groupBy: GROUPINGS.find(({ value }) => value === groupBy)?.value ?? 'document',
  };
}
