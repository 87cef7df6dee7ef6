import type { PassageGroup } from '../../shared/contract.ts';
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

type Named = ReadonlyMap<string, { readonly name: string }>;

/** Names groups and puts them in order: agencies by name, stances as in the codebook, documents as they come. */
export function nameGroups(
  groups: readonly PassageGroup[],
  groupBy: PassageGrouping,
  agencies: Named,
  stances: Named,
): NamedGroup[] {
  const titleOf = ({ key, title }: PassageGroup) => {
    if (groupBy === 'document') return title ?? '';
    if (key === '') return 'Not coded yet';
    return (groupBy === 'agency' ? agencies : stances).get(key)?.name ?? 'Unknown';
  };
  const named = groups.map((group) => ({ key: group.key, title: titleOf(group), ids: group.ids }));
  if (groupBy === 'document') return named;
  const order = [...stances.keys()];
  return named.sort((a, b) => {
    if ((a.key === '') !== (b.key === '')) return a.key === '' ? 1 : -1;
    return groupBy === 'stance' ? order.indexOf(a.key) - order.indexOf(b.key) : a.title.localeCompare(b.title);
  });
}

/** The rows of groups one below the other, each group under its heading. */
export function layRows(groups: readonly NamedGroup[]): PassageRow[] {
  const rows: PassageRow[] = [];
  for (const group of groups) {
    rows.push({ kind: 'heading', key: `heading ${group.key}`, group });
    for (const id of group.ids) rows.push({ kind: 'passage', key: `${group.key} ${id}`, id });
  }
  return rows;
}
