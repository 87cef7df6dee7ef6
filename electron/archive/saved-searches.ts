import type { ArchiveMethods } from '../../shared/contract.ts';
import type { Change } from '../../shared/domain/event.ts';
import type { SavedSearch } from '../../shared/domain/saved-search.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, Planned } from './archive-core.ts';
import { isSameJson } from './canonical-json.ts';
import { withoutUndefined } from './documents.ts';
import { fold } from './fold-name.ts';

type SavedSearchMethods = Pick<
  ArchiveMethods,
  'saved-search.list' | 'saved-search.add' | 'saved-search.update' | 'saved-search.delete'
>;

/** The methods that keep searches under a name. */
export function savedSearchMethods(core: ArchiveCore): SavedSearchMethods {
  return {
    'saved-search.list': async () => [...(await core.store.searches())],
    'saved-search.add': (input) =>
      core.change(async (): Promise<Planned<SavedSearch>> => {
        const time = core.context.now().toISOString();
        const after: SavedSearch = {
          id: core.context.newId(),
          name: input.name,
          view: input.view ?? 'passages',
          query: input.query ?? '',
          stemming: input.stemming ?? true,
          filter: input.filter ?? {},
          sort: input.sort ?? '',
          createdAt: time,
          updatedAt: time,
        };
        requireFreeName(after, await core.store.searches());
        return {
          value: after,
          event: {
            type: 'saved-search.add',
            label: `Keep the search ${after.name}`,
            changes: [searchChange(null, after)],
          },
        };
      }),
    'saved-search.update': ({ id, ...fields }) =>
      core.change(async (): Promise<Planned<SavedSearch>> => {
        const searches = await core.store.searches();
        const before = requireSearch(searches, id);
        const after: SavedSearch = { ...before, ...withoutUndefined(fields) };
        if (isSameJson(before, after)) return { value: before, event: null };
        requireFreeName(after, searches);
        const stamped = { ...after, updatedAt: core.context.now().toISOString() };
        return {
          value: stamped,
          event: {
            type: 'saved-search.update',
            label: `Change the search ${after.name}`,
            changes: [searchChange(before, stamped)],
          },
        };
      }),
    'saved-search.delete': ({ id }) =>
      core.change(async () => {
        const before = requireSearch(await core.store.searches(), id);
        return {
          value: null,
          event: {
            type: 'saved-search.delete',
            label: `Delete the search ${before.name}`,
            changes: [searchChange(before, null)],
          },
        };
      }),
  };
}

function requireSearch(searches: readonly SavedSearch[], id: string): SavedSearch {
  const found = searches.find((search) => search.id === id);
  if (!found) throw new ArchiveError('not-found', `There is no saved search with the id ${id}.`);
  return found;
}

function requireFreeName(search: SavedSearch, searches: readonly SavedSearch[]): void {
  const twin = searches.find(({ id, name }) => id !== search.id && fold(name) === fold(search.name));
  if (twin) {
    throw new ArchiveError('conflict', `There is a saved search “${twin.name}” already. Use another name.`, {
      details: { id: twin.id, name: twin.name },
    });
  }
}

const searchChange = (before: SavedSearch | null, after: SavedSearch | null): Change => ({
  entity: 'saved-search',
  id: after?.id ?? before?.id ?? '',
  before,
  after,
});
