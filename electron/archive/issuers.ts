import type { Change } from '../../shared/domain/event.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { findAgency, newAgency } from './codings.ts';

/**
 * Ids of the agencies that are meant by names or aliases, by the name given. Unknown names are made agencies in one
 * event if that is wanted, else they are left out.
 */
export function ensureAgencies(
  core: ArchiveCore,
  names: readonly string[],
  { createAgencies, group }: { readonly createAgencies: boolean; readonly group: string },
): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return Promise.resolve(new Map());
  return core.change(async (): Promise<Planned<ReadonlyMap<string, string>>> => {
    const { agencies: known } = await core.store.codebook();
    const agencies = [...known];
    const ids = new Map<string, string>();
    const changes: Change[] = [];
    for (const name of new Set(names)) {
      let agency = findAgency(agencies, name);
      if (!agency && !createAgencies) continue;
      if (!agency) {
        agency = newAgency(name, core.context.newId());
        agencies.push(agency);
        changes.push({ entity: 'agency', id: agency.id, before: null, after: agency });
      }
      ids.set(name, agency.id);
    }
    if (changes.length === 0) return { value: ids, event: null };
    const label = changes.length === 1 ? `Add agency ${agencies.at(-1)?.name ?? ''}` : `Add ${changes.length} agencies`;
    return { value: ids, event: { type: 'agency.add', label, changes, group } };
  });
}
