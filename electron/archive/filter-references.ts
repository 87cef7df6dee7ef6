import type { Briefing } from '../../shared/domain/briefing.ts';
import { followInBody, followInFilter, type Replaced } from '../../shared/domain/briefing-references.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { ArchiveCore } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { listBriefingIds } from './index-queries.ts';

/**
 * The changes by which the filters of briefings, of their sections and of kept searches name what stands for the old
 * ids, by field. A thing that was deleted stays in them: an emptied filter would suddenly take in everything.
 */
export async function changeFilters(core: ArchiveCore, replaced: Replaced): Promise<readonly Change[]> {
  const changes = [...(await changeBriefingFilters(core, replaced))];
  for (const before of await core.store.searches()) {
    const after = { ...before, filter: followInFilter(before.filter, replaced) };
    if (!isSameJson(before, after)) changes.push({ entity: 'saved-search', id: before.id, before, after });
  }
  return changes;
}

/** The changes of briefings alone. Their kept states stay as they were kept. */
export async function changeBriefingFilters(core: ArchiveCore, replaced: Replaced): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const id of await core.index.use(listBriefingIds)) {
    const before = await core.store.briefing(id);
    if (before === null || before.versionOf !== undefined) continue;
    const after: Briefing = {
      ...before,
      filter: followInFilter(before.filter, replaced),
      ...(before.body === undefined ? {} : { body: followInBody(before.body, replaced) }),
    };
    if (!isSameJson(before, after)) changes.push({ entity: 'briefing', id, before, after });
  }
  return changes;
}
