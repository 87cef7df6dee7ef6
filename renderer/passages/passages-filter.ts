import { create } from 'zustand';
import type { PassageFilter } from '../../shared/domain/briefing.ts';
import { onArchiveChange } from '../archive-state.ts';
import { openTab } from '../tabs-state.ts';

/** How the Passages view arranges its cards. */
export type PassageGrouping = 'document' | 'agency' | 'stance';

/** Filter and arrangement of the Passages view. */
export interface PassagesFilterState extends PassageFilter {
  /** Only those that moved in a newer version or are lost in it. */
  readonly needsReview: boolean;
  readonly groupBy: PassageGrouping;
}

/** No limit at all. */
export const NO_FILTER: PassageFilter = { agencyIds: [], stanceIds: [], documentIds: [], text: '' };

/** Store behind the Passages view. */
export const passagesFilterStore = create<PassagesFilterState>(() => ({
  ...NO_FILTER,
  needsReview: false,
  groupBy: 'document',
}));
onArchiveChange(() => passagesFilterStore.setState({ ...NO_FILTER, needsReview: false, groupBy: 'document' }));

/** Opens the Passages view with this filter and no other. */
export function showPassages(filter: Partial<PassageFilter>): void {
  passagesFilterStore.setState({ ...NO_FILTER, needsReview: false, ...filter });
  openTab({ kind: 'view', view: 'passages' });
}
