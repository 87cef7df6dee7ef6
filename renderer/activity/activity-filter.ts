import { create } from 'zustand';
import type { EventSummary } from '../../shared/contract/preservation.ts';
import type { MethodInput } from '../../shared/contract.ts';
import { onArchiveChange } from '../archive-state.ts';
import { type EventKind, typesOf } from './event-kinds.ts';

/** Since when events are shown. */
export type Since = 'today' | 'week' | 'month' | 'year';

/** What the Activity view is limited to. */
export interface ActivityFilter {
  readonly text: string;
  readonly kinds: readonly EventKind[];
  readonly coders: readonly string[];
  readonly outcomes: readonly EventSummary['outcome'][];
  readonly since: readonly Since[];
  readonly document: { readonly id: string; readonly title: string } | null;
}

/** Everything is shown. */
export const NO_FILTER: ActivityFilter = { text: '', kinds: [], coders: [], outcomes: [], since: [], document: null };

/** Store behind the filter of the Activity view. */
export const activityFilterStore = create<ActivityFilter>(() => NO_FILTER);

onArchiveChange(() => activityFilterStore.setState(NO_FILTER));

const DAYS: Readonly<Record<Since, number>> = { today: 0, week: 6, month: 29, year: 364 };

/** The input of history.list for a filter; `today` is the present instant. */
export function toListInput(filter: ActivityFilter, today: Date): MethodInput<'history.list'> {
  const { text, kinds, coders, outcomes, since, document } = filter;
  const [coder] = coders;
  const [outcome] = outcomes;
  const [period] = since;
  const from = period === undefined ? undefined : new Date(today.getTime() - DAYS[period] * 86_400_000);
  return {
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(kinds.length === 0 ? {} : { types: typesOf(kinds) }),
    ...(coder === undefined ? {} : { coder }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(from === undefined ? {} : { from: from.toISOString().slice(0, 10) }),
    ...(document === null ? {} : { documentId: document.id }),
  };
}
