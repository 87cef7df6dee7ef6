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
import { SearchField } from '../components/search-field.tsx';
import { ViewLayout } from '../components/view-layout.tsx';
import { count, kindName } from '../formats.ts';
import { FORMAT_WORDS } from '../frame/import-jobs.ts';
import { keepExisting, NO_SELECTION } from '../list-selection.ts';
import { openTab } from '../tabs-state.ts';
import { trashConsequences, trashDocuments } from './document-actions.ts';
import { DocumentInspector } from './document-inspector.tsx';
import { isInScope, type Sorting, sortDocuments } from './document-sorting.ts';
import { documentsScopeStore, EVERYTHING } from './documents-scope.ts';
import { DocumentsTable } from './documents-table.tsx';
import { SearchResults } from './search-results.tsx';

/** Hits asked for at most. */
const HIT_LIMIT = 300;
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
  const list = useArchiveQuery('document.list', { trashed: scope.isTrash }, ['document', 'passage']);
  const all = useLastKnown(list.data) ?? NO_DOCUMENTS;
  const query = useDeferredValue(scope.query.trim());
  const search = useArchiveQuery('search.query', query === '' ? null : { query, limit: HIT_LIMIT }, [
    'document',
    'passage',
  ]);
  const hits = useLastKnown(search.data);
  const [sorting, setSorting] = useState<Sorting>({ column: 'addedAt', isDescending: true });
  const [selection, setSelection] = useState(NO_SELECTION);
  const [isConfirming, setIsConfirming] = useState(false);
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
  const isFiltered = scope.collection !== null || scope.kinds.length > 0 || scope.issuerIds.length > 0;
  const inScope = useMemo(() => new Set(shown.map((document) => document.id)), [shown]);
  const shownHits = isFiltered ? hits?.filter((hit) => inScope.has(hit.documentId)) : hits;
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
      ?.querySelector<HTMLElement>(query === '' ? '[role=grid]' : '[aria-label="Search results"] button')
      ?.focus();

  const body =
    query !== '' ? (
      shownHits && <SearchResults hits={shownHits} query={query} />
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
      />
    ) : scope.isTrash ? (
      <EmptyState icon={<Trash2 />} title="The trash is empty">
        Documents moved here keep their passages and their places in briefings, and come back whole. Nothing in the
        trash is ever deleted: the log names its originals.
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
          query === '' ? count(shown.length, 'document') : shownHits ? count(shownHits.length, 'place', 'places') : ''
        }
        controls={
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
        }
        actions={
          <>
            <Button icon={<Globe />} onClick={() => runCommand('document.capture')}>
              Capture page
            </Button>
            <Button icon={<FilePlus2 />} onClick={() => runCommand('document.import')}>
              Import
            </Button>
          </>
        }
        filters={
          all.length > 0 && (
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
            </>
          )
        }
        error={list.error ?? search.error}
      >
        <div ref={content} style={{ height: '100%' }}>
          {body}
        </div>
      </ViewLayout>
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
