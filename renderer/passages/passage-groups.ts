import type { PassageGroup } from '../../shared/contract.ts';
import { REVIEW_OPTIONS, VOICE_OPTIONS, type Wording } from '../coding-words.ts';
import type { PassageGrouping } from './passages-filter.ts';

/** Passages under one heading, by id. A passage coded for two agencies stands under both. */
export interface NamedGroup {
  readonly key: string;
  readonly title: string;
  readonly ids: readonly string[];
}

/** One row of a list of groups: a heading, or a passage under it. */
export type PassageRow =
  | { readonly kind: 'heading'; readonly key: string; readonly group: NamedGroup }
  | { readonly kind: 'passage'; readonly key: string; readonly id: string };

/** What gives groups their names. */
export interface GroupNames {
  readonly agencies: ReadonlyMap<string, { readonly name: string }>;
  readonly stances: ReadonlyMap<string, { readonly name: string }>;
  /** Paths, in the order of the tree. */
  readonly topics: ReadonlyMap<string, string>;
}

const WORDS: Readonly<Record<'voice' | 'review', readonly Wording<string>[]>> = {
  voice: VOICE_OPTIONS,
  review: REVIEW_OPTIONS,
};

function titleOf({ key, title }: PassageGroup, groupBy: PassageGrouping, names: GroupNames): string {
  switch (groupBy) {
    case 'document':
      return title ?? '';
    case 'none':
      return 'All passages';
    case 'agency':
      return key === '' ? 'Not coded yet' : (names.agencies.get(key)?.name ?? 'Unknown');
    case 'stance':
      return key === '' ? 'Not coded yet' : (names.stances.get(key)?.name ?? 'Unknown');
    case 'topic':
      return key === '' ? 'Without a topic' : (names.topics.get(key) ?? 'Unknown');
    case 'voice':
    case 'review':
      return WORDS[groupBy].find(({ value }) => value === key)?.label ?? 'Not said';
    case 'coder':
      return key === '' ? 'Nobody named' : key;
  }
}

/** Keys in the order of their groups, where the codebook or a vocabulary orders them; null where names do. */
function orderOf(groupBy: PassageGrouping, names: GroupNames): readonly string[] | null {
  if (groupBy === 'stance') return [...names.stances.keys()];
  if (groupBy === 'topic') return [...names.topics.keys()];
  return groupBy === 'voice' || groupBy === 'review' ? WORDS[groupBy].map(({ value }) => value) : null;
}

/** Names groups and puts them in order: by name or as in the codebook; documents as they come. */
export function nameGroups(groups: readonly PassageGroup[], groupBy: PassageGrouping, names: GroupNames): NamedGroup[] {
  const named = groups.map((group) => ({ key: group.key, title: titleOf(group, groupBy, names), ids: group.ids }));
  if (groupBy === 'document' || groupBy === 'none') return named;
  const order = orderOf(groupBy, names);
  return named.sort((a, b) => {
    if ((a.key === '') !== (b.key === '')) return a.key === '' ? 1 : -1;
    return order === null ? a.title.localeCompare(b.title) : order.indexOf(a.key) - order.indexOf(b.key);
  });
}

/** The rows of groups one below the other, each group under its heading if it has one. */
export function layRows(groups: readonly NamedGroup[], hasHeadings = true): PassageRow[] {
  const rows: PassageRow[] = [];
  for (const group of groups) {
    if (hasHeadings) rows.push({ kind: 'heading', key: `heading ${group.key}`, group });
    for (const id of group.ids) rows.push({ kind: 'passage', key: `${group.key} ${id}`, id });
  }
  return rows;
}
