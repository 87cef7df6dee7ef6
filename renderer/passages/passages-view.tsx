import { ListChecks, Quote, Upload } from 'lucide-react';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { PassageGroup } from '../../shared/contract.ts';
import { useArchiveQuery, useLastKnown } from '../archive-query.ts';
import { useArchiveState } from '../archive-state.ts';
import { copyCited } from '../citations/copy-cited.ts';
import { useCommandHandler } from '../commands.ts';
import { Button, IconButton } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { SearchField } from '../components/search-field.tsx';
import { Select } from '../components/select.tsx';
import { topicRows } from '../components/topic-matching.ts';
import { ViewLayout } from '../components/view-layout.tsx';
import { openExchangeExport } from '../exchange/exchange-state.ts';
import { count } from '../formats.ts';
import { keepSelected, NO_SELECTION } from '../list-selection.ts';
import { setReview } from '../reader/coding-actions.ts';
import { FilterChips, type FilterName } from '../search/filter-chips.tsx';
import { SaveSearch } from '../search/save-search.tsx';
import { bodyOfPassages } from '../search/saved-search-actions.ts';
import { activeFilter, isFiltering } from '../search/search-filter.ts';
import { SearchNote, SearchTools } from '../search/search-tools.tsx';
import { soughtWords } from '../search/sought-words.ts';
import { openTab } from '../tabs-state.ts';
import { BulkActions } from './bulk-actions.tsx';
import { toggleInternal } from './internal-actions.ts';
import { deletePassages, openPassage, recodeStance } from './passage-actions.ts';
import { layRows, nameGroups } from './passage-groups.ts';
import { PassageList } from './passage-list.tsx';
import { PassageRowMenu, type RowMenu } from './passage-row-menu.tsx';
import { GROUPINGS, NO_LIMITS, passagesFilterStore, SORTINGS } from './passages-filter.ts';
import styles from './passages-view.module.css';
import { RecodeDialog } from './recode-dialog.tsx';
import { useHiddenSelection } from './use-hidden-selection.ts';

const NO_GROUPS: readonly PassageGroup[] = [];
const ALWAYS: readonly FilterName[] = ['agency', 'stance', 'topic', 'document'];
const OTHERS: readonly FilterName[] = [
  'kind',
  'issuer',
  'date',
  'collection',
  'voice',
  'certainty',
  'coder',
  'verification',
  'review',
  'uncoded',
  'internal',
];

/** Names of agencies, stances and topics, for headings. */
function useGroupNames() {
  const agencies = useArchiveState((state) => state.agenciesById);
  const stances = useArchiveState((state) => state.stancesById);
  const topics = useArchiveState((state) => state.codebook.topics);
  return useMemo(
    () => ({ agencies, stances, topics: new Map(topicRows(topics).map(({ topic, path }) => [topic.id, path])) }),
    [agencies, stances, topics],
  );
}

/** Every passage of the archive: search, filter, arrange, code, verify, hand on. */
export function PassagesView({ active }: { readonly active: boolean }) {
  const state = passagesFilterStore();
  const { filter, groupBy, sort, needsReview, stemming } = state;
  const query = useDeferredValue(state.query.trim());
  const stances = useArchiveState((all) => all.codebook.stances);
  const review = useArchiveQuery('passage.outline', { needsReview: true }, ['passage', 'document'], 1000);
  const waiting = review.data?.total ?? 0;
  const outline = useArchiveQuery(
    'passage.outline',
    {
      ...activeFilter(filter),
      groupBy,
      ...(query === '' ? {} : { query, stemming }),
      ...(sort === 'document' ? {} : { sort }),
      ...(needsReview ? { needsReview } : {}),
    },
    ['passage', 'document', 'agency', 'stance', 'topic'],
  );
  // An answer to another arrangement would be named wrongly while the new one is read.
  const result = useLastKnown(useMemo(() => outline.data && { ...outline.data, groupBy }, [outline.data, groupBy]));
  const [selection, setSelection] = useState(NO_SELECTION);
  const [listed, setListed] = useState<ReadonlySet<string>>(NO_SELECTION.selected);
  const [menu, setMenu] = useState<RowMenu | null>(null);
  const [recoded, setRecoded] = useState<readonly string[] | null>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const content = useRef<HTMLDivElement>(null);
  useCommandHandler('reader.find', () => searchField.current?.select(), active);

  const words = useMemo(() => soughtWords(query, stemming), [query, stemming]);
  const names = useGroupNames();
  const groups = useMemo(
    () => nameGroups(result?.groups ?? NO_GROUPS, result?.groupBy ?? 'document', names),
    [result, names],
  );
  const rows = useMemo(() => layRows(groups, result?.groupBy !== 'none'), [groups, result]);
  const before = useRef<readonly string[]>([]);
  useEffect(() => {
    const ids = [...new Set(groups.flatMap((group) => group.ids))];
    setSelection((current) => keepSelected(current, before.current, ids));
    before.current = ids;
    setListed(new Set(ids));
  }, [groups]);
  const { shown, hidden } = useHiddenSelection(selection.selected, listed, setSelection);
  const selected = useMemo(() => [...shown, ...hidden], [shown, hidden]);

  // What a command is about: the passages selected, or the one that the keyboard stands on.
  const meant = selected.length > 0 ? selected : selection.focus === null ? [] : [selection.focus];
  useCommandHandler('passage.copyWithCitation', () => void copyCited(meant), active);
  useCommandHandler('passage.toggleInternal', () => void toggleInternal(meant), active);
  const isMeant = active && meant.length > 0;
  useCommandHandler('passage.code', () => setRecoded(meant), isMeant);
  useCommandHandler('passage.markCoded', () => void setReview(meant, 'coded'), isMeant);
  useCommandHandler('passage.markNeedsReview', () => void setReview(meant, 'needs-review'), isMeant);
  useCommandHandler('passage.markReviewed', () => void setReview(meant, 'reviewed'), isMeant);
  useCommandHandler('passage.delete', () => void deletePassages(meant), isMeant);

  const focusList = () => content.current?.querySelector<HTMLElement>('[role=grid]')?.focus({ preventScroll: true });
  const isLimited = isFiltering(filter) || query !== '' || needsReview;
  const clear = () => passagesFilterStore.setState({ ...NO_LIMITS, savedId: null });
  const empty = isLimited ? (
    <EmptyState
      icon={<Quote />}
      title={query === '' ? 'No passage fits the filters' : `No passage fits “${query}”`}
      actions={<Button onClick={clear}>Clear the filters</Button>}
    />
  ) : (
    <EmptyState
      icon={<Quote />}
      title="No passages yet"
      actions={<Button onClick={() => openTab({ kind: 'view', view: 'documents' })}>Go to Documents</Button>}
    >
      Open a document, select a sentence and press the digit of a stance. The passage appears here with its quote, its
      source and its verification.
    </EmptyState>
  );

  return (
    <ViewLayout
      title="Passages"
      subtitle={result ? count(result.total, 'passage') : ''}
      controls={
        <>
          <SearchField
            ref={searchField}
            label="Search passages"
            placeholder="Search quotes and notes"
            value={state.query}
            onChange={(value) => passagesFilterStore.setState({ query: value })}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown') return;
              event.preventDefault();
              focusList();
            }}
          />
          <SearchTools stemming={stemming} onStemming={(value) => passagesFilterStore.setState({ stemming: value })} />
        </>
      }
      actions={
        <div className={styles.arrangement}>
          <Select
            label="Sort by"
            size="s"
            value={sort}
            options={SORTINGS}
            onChange={(value) => passagesFilterStore.setState({ sort: value })}
          />
          <Select
            label="Group by"
            size="s"
            value={groupBy}
            options={GROUPINGS}
            onChange={(value) => passagesFilterStore.setState({ groupBy: value })}
          />
        </div>
      }
      filters={
        <>
          <FilterChips
            filter={filter}
            always={ALWAYS}
            others={OTHERS}
            onChange={(change) => passagesFilterStore.setState({ filter: { ...filter, ...change } })}
          />
          {(waiting > 0 || needsReview) && (
            <Button
              size="s"
              icon={<ListChecks />}
              aria-pressed={needsReview}
              variant={needsReview ? 'primary' : 'secondary'}
              onClick={() => passagesFilterStore.setState({ needsReview: !needsReview })}
            >
              Needs review ({waiting})
            </Button>
          )}
          <span className={styles.spacer} />
          <SaveSearch
            body={bodyOfPassages(state)}
            savedId={state.savedId}
            onSaved={(savedId) => passagesFilterStore.setState({ savedId })}
          />
          {isLimited && (
            <Button size="s" variant="ghost" onClick={clear}>
              Clear
            </Button>
          )}
          <IconButton label="Export for other programs" size="s" onClick={() => openExchangeExport()}>
            <Upload />
          </IconButton>
          <SearchNote words={query === '' ? null : result?.fallback} />
        </>
      }
      bulk={
        selected.length > 0 && (
          <BulkActions
            ids={selected}
            hidden={hidden.length}
            onShow={clear}
            onDone={() => setSelection((now) => ({ ...NO_SELECTION, focus: now.focus }))}
          />
        )
      }
      error={outline.error}
    >
      <div ref={content} className={styles.content}>
        {rows.length === 0 ? (
          !outline.isLoading && empty
        ) : (
          <PassageList
            rows={rows}
            selection={selection}
            onSelect={setSelection}
            isDocumentShown={groupBy !== 'document'}
            words={words}
            onOpen={openPassage}
            onDigit={(ids, digit) => {
              const stance = stances.find((one) => one.digit !== null && String(one.digit) === digit);
              if (stance) void recodeStance(ids, stance.id);
            }}
            onDelete={(ids) => void deletePassages(ids)}
            onMenu={(passage, ids, at) => setMenu({ passage, ids, at })}
          />
        )}
      </div>
      <PassageRowMenu menu={menu} onClose={() => setMenu(null)} onRecode={setRecoded} onReturn={focusList} />
      {recoded !== null && <RecodeDialog ids={recoded} onClose={() => setRecoded(null)} />}
    </ViewLayout>
  );
}
