import type { PassageFilter } from '../../shared/domain/briefing.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { ArchiveCore } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { listBriefingIds } from './index-queries.ts';

/** Fields of a filter that name things of the codebook. */
type ReferenceField = 'agencyIds' | 'stanceIds' | 'topicIds' | 'issuerIds';

/**
 * The changes by which the filters of briefings and kept searches name what stands for the old ids, by field. A thing
 * that was deleted stays in them: an emptied filter would suddenly take in everything.
 */
export async function changeFilters(
  core: ArchiveCore,
  replaced: Readonly<Partial<Record<ReferenceField, ReadonlyMap<string, string>>>>,
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const id of await core.index.use(listBriefingIds)) {
    const before = await core.store.briefing(id);
    if (before === null) continue;
    const after = { ...before, filter: follow(before.filter, replaced) };
    if (!isSameJson(before, after)) changes.push({ entity: 'briefing', id, before, after });
  }
  for (const before of await core.store.searches()) {
    const after = { ...before, filter: follow(before.filter, replaced) };
    if (!isSameJson(before, after)) changes.push({ entity: 'saved-search', id: before.id, before, after });
  }
  return changes;
}

function follow<Filter extends Partial<PassageFilter>>(
  filter: Filter,
  replaced: Readonly<Partial<Record<ReferenceField, ReadonlyMap<string, string>>>>,
): Filter {
  const followed = (field: ReferenceField): Partial<Pick<PassageFilter, ReferenceField>> => {
    const ids = filter[field];
    const map = replaced[field];
    if (ids === undefined || map === undefined) return {};
    return { [field]: [...new Set(ids.map((id) => map.get(id) ?? id))] };
  };
  return {
    ...filter,
    ...followed('agencyIds'),
    ...followed('stanceIds'),
    ...followed('topicIds'),
    ...followed('issuerIds'),
  };
}
