import type { PassageView } from '../../shared/contract.ts';
import type { PassageGrouping } from './passages-filter.ts';

/** Passages under one heading. A passage coded for two agencies stands under both. */
export interface PassageGroup {
  readonly key: string;
  readonly title: string;
  readonly passages: readonly PassageView[];
}

type Named = ReadonlyMap<string, { readonly name: string }>;

function keysOf(passage: PassageView, groupBy: PassageGrouping): string[] {
  if (groupBy === 'document') return [passage.documentId];
  const ids = passage.codings.map((coding) => (groupBy === 'agency' ? coding.agencyId : coding.stanceId));
  return ids.length === 0 ? [''] : [...new Set(ids)];
}

/** Arranges passages; groups of agencies by name, of stances by the codebook's order, of documents as they come. */
export function groupPassages(
  passages: readonly PassageView[],
  groupBy: PassageGrouping,
  agencies: Named,
  stances: Named,
): PassageGroup[] {
  const groups = new Map<string, PassageView[]>();
  for (const passage of passages)
    for (const key of keysOf(passage, groupBy)) {
      const group = groups.get(key);
      if (group) group.push(passage);
      else groups.set(key, [passage]);
    }
  const titleOf = (key: string, first: PassageView | undefined) => {
    if (groupBy === 'document') return first?.documentTitle ?? '';
    if (key === '') return 'Not coded yet';
    return (groupBy === 'agency' ? agencies : stances).get(key)?.name ?? 'Unknown';
  };
  const result = [...groups].map(([key, members]) => ({ key, title: titleOf(key, members[0]), passages: members }));
  if (groupBy === 'document') return result;
  const order = [...stances.keys()];
  return result.sort((a, b) => {
    if ((a.key === '') !== (b.key === '')) return a.key === '' ? 1 : -1;
    return groupBy === 'stance' ? order.indexOf(a.key) - order.indexOf(b.key) : a.title.localeCompare(b.title);
  });
}
