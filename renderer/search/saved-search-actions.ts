import type { PassageFilter } from '../../shared/domain/briefing.ts';
import type { SavedSearch } from '../../shared/domain/saved-search.ts';
import { call } from '../archive-client.ts';
import { notify, notifyError } from '../components/toast.tsx';
import {
  type DocumentsScope,
  documentsScopeStore,
  EVERYTHING,
  filterOf,
  HIT_SORTINGS,
} from '../documents/documents-scope.ts';
import {
  INITIAL_PASSAGES,
  type PassagesFilterState,
  passagesFilterStore,
  readArrangement,
  writeArrangement,
} from '../passages/passages-filter.ts';
import { openTab } from '../tabs-state.ts';
import { isChangeOf, undoable } from '../undoable.ts';
import { keptFilter } from './search-filter.ts';

/** All of a saved search but its name. */
export type SearchBody = Pick<SavedSearch, 'view' | 'query' | 'stemming' | 'filter' | 'sort'>;

/** What the Passages view looks for now. */
export function bodyOfPassages(state: PassagesFilterState): SearchBody {
  const { query, stemming, filter } = state;
  return { view: 'passages', query, stemming, filter: keptFilter(filter), sort: writeArrangement(state) };
}

/** What the Documents view looks for now. */
export function bodyOfDocuments(scope: DocumentsScope): SearchBody {
  const { query, stemming, sort } = scope;
  return { view: 'documents', query, stemming, filter: keptFilter(filterOf(scope)), sort };
}

/** Whether a saved search looks for the same. */
export function isSameSearch(search: SearchBody, body: SearchBody): boolean {
  const keyOf = ({ query, stemming, filter, sort }: SearchBody) =>
    JSON.stringify([query.trim(), stemming, Object.entries(keptFilter(filter)).sort(), sort]);
  return keyOf(search) === keyOf(body);
}

/** Opens a saved search in its view. */
export function openSavedSearch(search: SavedSearch): void {
  const { id, view, query, stemming, filter, sort } = search;
  if (view === 'passages') {
    passagesFilterStore.setState({
      ...INITIAL_PASSAGES,
      query,
      stemming,
      filter,
      ...readArrangement(sort),
      savedId: id,
    });
  } else {
    const { kinds = [], issuerIds = [], collections = [], ...rest } = filter;
    const [collection] = collections;
    documentsScopeStore.setState({
      ...EVERYTHING,
      query,
      stemming,
      kinds,
      issuerIds,
      // The table stands in one collection at a time; several are a filter beside it.
      collection: collections.length === 1 ? (collection ?? null) : null,
      filter: collections.length > 1 ? { ...rest, collections } : rest,
      sort: HIT_SORTINGS.find(({ value }) => value === sort)?.value ?? 'relevance',
      savedId: id,
    });
  }
  openTab({ kind: 'view', view });
}

/** Keeps a search under a name. Rejects if the name is taken. */
export async function saveSearch(name: string, body: SearchBody): Promise<SavedSearch> {
  const filter: Partial<PassageFilter> = body.filter;
  const saved = await call('saved-search.add', { name, ...body, filter });
  notify(`Search “${saved.name}” saved`);
  return saved;
}

/** Puts what is looked for now in place of what a saved search looks for. */
export async function updateSearch(search: SavedSearch, body: SearchBody): Promise<void> {
  try {
    await call('saved-search.update', { id: search.id, ...body });
    notify(`Search “${search.name}” updated`);
  } catch (error) {
    notifyError('The search was not updated', error);
  }
}

/** Gives a saved search another name. Rejects if it is taken. */
export async function renameSearch(id: string, name: string): Promise<void> {
  await call('saved-search.update', { id, name });
}

/** Deletes a saved search; Undo brings it back. */
export async function deleteSearch(search: SavedSearch): Promise<void> {
  const words = `Search “${search.name}” deleted`;
  try {
    const { undo } = await undoable(words, isChangeOf('saved-search.delete', [search.id]), () =>
      call('saved-search.delete', { id: search.id }),
    );
    notify(words, undo);
  } catch (error) {
    notifyError('The search was not deleted', error);
  }
}
