import { FileInput, FilePlus2, FolderInput, Globe, Trash2 } from 'lucide-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { DocumentSummary } from '../../shared/contract.ts';
import { useArchiveQuery, useLastKnown } from '../archive-query.ts';
import { useArchiveState } from '../archive-state.ts';
import { runCommand, useCommandHandler } from '../commands.ts';
import { Button } from '../components/button.tsx';
import { ConfirmDialog } from '../components/dialog.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FilterMenu } from '../components/filter-menu.tsx';
import { InspectorLayout } from '../components/inspector-layout.tsx';
import { PointMenu } from '../components/menu.tsx';
import type { WindowPoint } from '../components/menu-point.ts';
import { SearchField } from '../components/search-field.tsx';
import { Select } from '../components/select.tsx';
import { Tooltip } from '../components/tooltip.tsx';
import { RoomyLabel, ViewLayout } from '../components/view-layout.tsx';
import { count, kindName } from '../formats.ts';
import { FORMAT_WORDS } from '../frame/import-jobs.ts';
import { keepExisting, NO_SELECTION } from '../list-selection.ts';
import { FilterChips, type FilterName } from '../search/filter-chips.tsx';
import { SaveSearch } from '../search/save-search.tsx';
import { bodyOfDocuments } from '../search/saved-search-actions.ts';
import { keptFilter } from '../search/search-filter.ts';
import { SearchNote, SearchTools } from '../search/search-tools.tsx';
import { openTab } from '../tabs-state.ts';
import { trashConsequences, trashDocuments } from './document-actions.ts';
import { DocumentInspector } from './document-inspector.tsx';
import { documentMenu } from './document-menu.tsx';
import { isInScope, type Sorting, sortDocuments } from './document-sorting.ts';
import { documentsScopeStore, EVERYTHING, filterOf, HIT_SORTINGS } from './documents-scope.ts';
import { DocumentsTable } from './documents-table.tsx';
import { SearchResults } from './search-results.tsx';

/** Documents with hits that are read at first, and how many more each time. */
const MATCHES = 20;
/** What the table can be limited to beside kind, issuer and collection, which have chips of their own. */
const OTHERS: readonly FilterName[] = [
  'agency',
  'stance',
  'topic',
  'date',
  'voice',
  'certainty',
  'coder',
  'verification',
  'review',
  'uncoded',
  'internal',
];
const NO_DOCUMENTS: readonly DocumentSummary[] = [];

function ImportButtons() {
  return (
    <>
      <Button variant="primary" icon={<FilePlus2 />} onClick={() => runCommand('document.import')}>
        Import documents
      </Button>
      <Button icon={<FolderInput />} onClick={() => runCommand('document.importFolder')}>
        Import folder
      </Button>
    </>
  );
}

/** The documents of the archive: table, search over everything, filters, metadata. */
export function DocumentsView({ active }: { readonly active: boolean }) {
  const scope = documentsScopeStore();
  const agencies = useArchiveState((state) => state.agenciesById);
  const filter = keptFilter(scope.filter);
  const isLimited = Object.keys(filter).length > 0;
  const list = useArchiveQuery('document.list', { trashed: scope.isTrash, ...(isLimited ? { filter } : {}) }, [
    'document',
    'passage',
    'topic',
  ]);
  const all = useLastKnown(list.data) ?? NO_DOCUMENTS;
  const query = useDeferredValue(scope.query.trim());
  const [read, setRead] = useState({ key: '', limit: MATCHES });
  const kept = keptFilter(filterOf(scope));
  const question = {
    query,
    ...(scope.stemming ? {} : { stemming: false }),
    ...(Object.keys(kept).length === 0 ? {} : { filter: kept }),
    ...(scope.sort === 'relevance' ? {} : { sort: scope.sort }),
  };
  const key = JSON.stringify(question);
  // Another question begins with its first documents.
  const limit = read.key === key ? read.limit : MATCHES;
  const asked = { ...question, limit };
  const isSearching = query !== '' && !scope.isTrash;
  const search = useArchiveQuery('search.find', isSearching ? asked : null, ['document', 'passage', 'agency', 'topic']);
  const found = useLastKnown(search.data);
  const [sorting, setSorting] = useState<Sorting>({ column: 'addedAt', isDescending: true });
  const [selection, setSelection] = useState(NO_SELECTION);
  const [isConfirming, setIsConfirming] = useState(false);
  const [menuAt, setMenuAt] = useState<WindowPoint | null>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const content = useRef<HTMLDivElement>(null);
  useCommandHandler('reader.find', () => searchField.current?.select(), active);

  const shown = useMemo(
    () =>
      sortDocuments(
        all.flatMap((document) => {
          if (!isInScope(document, scope)) return [];
          // In the trash the day that counts is the one on which it came there.
          return [scope.isTrash ? { ...document, addedAt: document.trashedAt ?? document.addedAt } : document];
        }),
        sorting,
        agencies,
      ),
    [all, scope, sorting, agencies],
  );
  const before = useRef<readonly string[]>([]);
  useEffect(() => {
    const ids = shown.map((document) => document.id);
    setSelection((current) => keepExisting(current, before.current, ids));
    before.current = ids;
  }, [shown]);

  const selected = shown.filter((document) => selection.selected.has(document.id));
  const kinds = [...new Set(all.map((document) => document.kind))].map((kind) => ({
    value: kind,
    label: kindName(kind),
  }));
  const collections = [...new Set(all.flatMap((document) => document.collection ?? []))].sort();
  const issuers = [...new Set(all.flatMap((document) => document.issuerId ?? []))]
    .map((id) => ({ value: id, label: agencies.get(id)?.name ?? 'Unknown agency' }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const isFiltered = isLimited || scope.collection !== null || scope.kinds.length > 0 || scope.issuerIds.length > 0;
  const confirmed = isConfirming ? selected.map((document) => document.id) : null;
  const { data: impact } = useArchiveQuery(
    'document.trashImpact',
    confirmed === null || confirmed.length === 0 ? null : { ids: confirmed },
    ['document', 'passage', 'briefing'],
  );
  const askToTrash = () => {
    if (!scope.isTrash && selected.length > 0) setIsConfirming(true);
  };
  const focusList = () =>
    content.current
      ?.querySelector<HTMLElement>(!isSearching ? '[role=grid]' : '[aria-label="Search results"] button')
      ?.focus();

  const body = isSearching ? (
    found && (
      <SearchResults
        asked={asked}
        documents={found.documents}
        total={found.total}
        onMore={() => setRead({ key, limit: limit + 2 * MATCHES })}
      />
    )
  ) : list.isLoading ? null : shown.length > 0 ? (
    <DocumentsTable
      label={scope.isTrash ? 'Documents in the trash' : 'Documents'}
      dateHeading={scope.isTrash ? 'Moved here' : 'Added'}
      documents={shown}
      sorting={sorting}
      onSort={setSorting}
      selection={selection}
      onSelect={setSelection}
      onOpen={(document) => openTab({ kind: 'document', documentId: document.id, title: document.title })}
      onDelete={askToTrash}
      onMenu={(_id, at) => setMenuAt(at)}
    />
  ) : scope.isTrash ? (
    <EmptyState icon={<Trash2 />} title="The trash is empty">
      Documents moved here keep their passages and their places in briefings, and come back whole. Nothing in the trash
      is ever deleted: the log names its originals.
    </EmptyState>
  ) : isFiltered ? (
    <EmptyState
      title="No document fits the filters"
      actions={<Button onClick={() => documentsScopeStore.setState(EVERYTHING)}>Clear the filters</Button>}
    />
  ) : (
    <EmptyState icon={<FileInput />} title="Drop documents here" actions={<ImportButtons />}>
      {FORMAT_WORDS}, singly or as whole folders. Each original is kept as it came, named by its SHA-256, and never
      changed.
    </EmptyState>
  );

  return (
    <InspectorLayout
      active={active}
      label="Document details"
      isEmpty={selected.length === 0}
      inspector={<DocumentInspector documents={selected} isTrash={scope.isTrash} onTrash={askToTrash} />}
    >
      <ViewLayout
        title={scope.isTrash ? 'Trash' : (scope.collection?.split(' / ').pop() ?? 'Documents')}
        subtitle={
          !isSearching ? count(shown.length, 'document') : found ? `${count(found.total, 'document')} found` : ''
        }
        controls={
          <>
            <SearchField
              ref={searchField}
              label="Search documents"
              placeholder="Search full text, metadata, quotes and notes"
              value={scope.query}
              onChange={(value) => documentsScopeStore.setState({ query: value })}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowDown') return;
                event.preventDefault();
                focusList();
              }}
            />
            <SearchTools
              stemming={scope.stemming}
              onStemming={(stemming) => documentsScopeStore.setState({ stemming })}
            />
            {isSearching && (
              <Select
                label="Sort by"
                size="s"
                value={scope.sort}
                options={HIT_SORTINGS}
                onChange={(sort) => documentsScopeStore.setState({ sort })}
              />
            )}
          </>
        }
        actions={
          <>
            <Tooltip label="Capture a page of the web">
              <Button icon={<Globe />} onClick={() => runCommand('document.capture')}>
                <RoomyLabel>Capture page</RoomyLabel>
              </Button>
            </Tooltip>
            <Tooltip label="Import documents">
              <Button icon={<FilePlus2 />} onClick={() => runCommand('document.import')}>
                <RoomyLabel>Import</RoomyLabel>
              </Button>
            </Tooltip>
          </>
        }
        filters={
          (all.length > 0 || isFiltered) && (
            <>
              <FilterMenu
                label="Kind"
                options={kinds}
                selected={scope.kinds}
                onChange={(values) => documentsScopeStore.setState({ kinds: values })}
              />
              <FilterMenu
                label="Issuer"
                options={issuers}
                selected={scope.issuerIds}
                onChange={(values) => documentsScopeStore.setState({ issuerIds: values })}
              />
              <FilterMenu
                label="Collection"
                options={collections.map((path) => ({ value: path, label: path }))}
                selected={scope.collection === null ? [] : [scope.collection]}
                onChange={(values) => documentsScopeStore.setState({ collection: values[values.length - 1] ?? null })}
              />
              <FilterChips
                filter={scope.filter}
                always={[]}
                others={OTHERS}
                onChange={(change) => documentsScopeStore.setState({ filter: { ...scope.filter, ...change } })}
              />
              <span style={{ flex: 1 }} />
              {!scope.isTrash && (
                <SaveSearch
                  body={bodyOfDocuments(scope)}
                  savedId={scope.savedId}
                  onSaved={(savedId) => documentsScopeStore.setState({ savedId })}
                />
              )}
              <SearchNote words={isSearching ? found?.understood : null} />
            </>
          )
        }
        error={list.error ?? search.error}
      >
        <div ref={content} style={{ height: '100%' }}>
          {body}
        </div>
      </ViewLayout>
      <PointMenu
        at={menuAt}
        label={selected.length === 1 ? 'Document' : `${selected.length} documents`}
        entries={documentMenu({ documents: selected, isTrash: scope.isTrash, onTrash: askToTrash })}
        onClose={() => setMenuAt(null)}
        onReturn={focusList}
      />
      <ConfirmDialog
        open={isConfirming}
        onClose={() => setIsConfirming(false)}
        title={
          selected.length === 1
            ? `Move “${selected[0]?.title}” to the trash?`
            : `Move ${selected.length} documents to the trash?`
        }
        description={trashConsequences(selected, impact)}
        confirmLabel="Move to trash"
        isDangerous
        onConfirm={() => trashDocuments(selected)}
      />
    </InspectorLayout>
  );
}
