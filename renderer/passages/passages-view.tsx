import { useVirtualizer } from '@tanstack/react-virtual';
import { ListChecks, Quote, ScrollText, Tags, Trash2, X } from 'lucide-react';
import { memo, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { PassageGroup, PassageView } from '../../shared/contract.ts';
import { useArchiveQuery, useLastKnown } from '../archive-query.ts';
import { useArchiveState } from '../archive-state.ts';
import { useCommandHandler } from '../commands.ts';
import { Button } from '../components/button.tsx';
import { Checkbox } from '../components/checkbox.tsx';
import { CodingForm } from '../components/coding-form.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FilterMenu } from '../components/filter-menu.tsx';
import { Menu } from '../components/menu.tsx';
import { Popover } from '../components/popover.tsx';
import { SearchField } from '../components/search-field.tsx';
import { Segmented } from '../components/segmented.tsx';
import { StanceMark } from '../components/stance.tsx';
import { ViewLayout } from '../components/view-layout.tsx';
import { count } from '../formats.ts';
import { openTab } from '../tabs-state.ts';
import { DocumentFilter } from './document-filter.tsx';
import { addCoding, deletePassages, replaceCodings, sendToBriefing } from './passage-actions.ts';
import { PassageCard } from './passage-card.tsx';
import { layRows, nameGroups } from './passage-groups.ts';
import { NO_FILTER, passagesFilterStore } from './passages-filter.ts';
import styles from './passages-view.module.css';
import { pagesAround, usePassages } from './use-passages.ts';

const GROUPINGS = [
  { value: 'document', label: 'Document' },
  { value: 'agency', label: 'Agency' },
  { value: 'stance', label: 'Stance' },
] as const;

const NO_GROUPS: readonly PassageGroup[] = [];

interface CardProps {
  readonly passage: PassageView;
  readonly isSelected: boolean;
  readonly onSelect: (ids: readonly string[], isOn: boolean) => void;
  readonly isDocumentShown: boolean;
}

/** A card that scrolling does not make anew. */
const Card = memo(function Card({ passage, isSelected, onSelect, isDocumentShown }: CardProps) {
  return (
    <PassageCard
      passage={passage}
      isSelected={isSelected}
      onSelect={(isOn) => onSelect([passage.id], isOn)}
      isDocumentShown={isDocumentShown}
    />
  );
});

function BulkActions({ ids, onDone }: { readonly ids: readonly string[]; readonly onDone: () => void }) {
  const [mode, setMode] = useState<'add' | 'replace' | null>(null);
  const { data: briefings } = useArchiveQuery('briefing.list', {}, ['briefing']);
  const form = (how: 'add' | 'replace', label: string) => (
    <Popover
      open={mode === how}
      onOpenChange={(open) => setMode(open ? how : null)}
      label={label}
      trigger={
        <Button size="s" icon={<Tags />}>
          {label}
        </Button>
      }
    >
      <CodingForm
        onCancel={() => setMode(null)}
        onSubmit={async (coding) => {
          await (how === 'add' ? addCoding : replaceCodings)(ids, coding);
          setMode(null);
        }}
      />
    </Popover>
  );
  return (
    <>
      <span>{count(ids.length, 'passage')} selected</span>
      {form('add', 'Add coding')}
      {form('replace', 'Recode')}
      <Menu
        trigger={
          <Button size="s" icon={<ScrollText />}>
            Send to briefing
          </Button>
        }
        entries={[
          ...(briefings ?? []).map((briefing) => ({
            label: briefing.title,
            run: () => void sendToBriefing(ids, briefing.id),
          })),
          { kind: 'separator', id: 'new' },
          { label: 'New briefing', run: () => void sendToBriefing(ids, null) },
        ]}
      />
      <Button size="s" icon={<Trash2 />} onClick={() => void deletePassages(ids)}>
        Delete
      </Button>
      <span className={styles.spacer} />
      <Button size="s" variant="ghost" icon={<X />} onClick={onDone}>
        Clear selection
      </Button>
    </>
  );
}

/** Every passage of the archive: filter, arrange, code, verify, hand on. */
export function PassagesView({ active }: { readonly active: boolean }) {
  const filter = passagesFilterStore();
  const agencies = useArchiveState((state) => state.agenciesById);
  const stances = useArchiveState((state) => state.stancesById);
  const text = useDeferredValue(filter.text.trim());
  const { agencyIds, stanceIds, documentIds, groupBy, needsReview } = filter;
  const review = useArchiveQuery('passage.outline', { needsReview: true }, ['passage', 'document'], 1000);
  const waiting = review.data?.total ?? 0;
  const outline = useArchiveQuery(
    'passage.outline',
    {
      agencyIds: [...agencyIds],
      stanceIds: [...stanceIds],
      documentIds: [...documentIds],
      text,
      groupBy,
      ...(needsReview ? { needsReview } : {}),
    },
    ['passage', 'document', 'agency', 'stance'],
  );
  // An answer to another arrangement would be named wrongly while the new one is read.
  const result = useLastKnown(useMemo(() => outline.data && { ...outline.data, groupBy }, [outline.data, groupBy]));
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const scroll = useRef<HTMLDivElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  useCommandHandler('reader.find', () => searchField.current?.select(), active);

  const groups = useMemo(
    () => nameGroups(result?.groups ?? NO_GROUPS, result?.groupBy ?? 'document', agencies, stances),
    [result, agencies, stances],
  );
  const rows = useMemo(() => layRows(groups), [groups]);

  useEffect(() => {
    setSelected((before) => {
      if (before.size === 0) return before;
      const existing = new Set(groups.flatMap((group) => group.ids));
      const kept = new Set([...before].filter((id) => existing.has(id)));
      return kept.size === before.size ? before : kept;
    });
  }, [groups]);

  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (rows[index]?.kind === 'heading' ? 44 : 150),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 5,
  });
  const items = virtualizer.getVirtualItems();
  const [from, to] = pagesAround(items[0]?.index ?? 0, items[items.length - 1]?.index ?? 0, rows.length);
  const wanted = new Set(rows.slice(from, to).flatMap((row) => (row.kind === 'passage' ? [row.id] : [])));
  const passages = usePassages([...wanted]);
  const isFiltered =
    agencyIds.length > 0 || stanceIds.length > 0 || documentIds.length > 0 || text !== '' || needsReview;
  const select = useCallback((ids: readonly string[], isOn: boolean) => {
    setSelected((before) => {
      const next = new Set(before);
      for (const id of ids)
        if (isOn) next.add(id);
        else next.delete(id);
      return next;
    });
  }, []);

  const empty = isFiltered ? (
    <EmptyState
      icon={<Quote />}
      title="No passage fits the filters"
      actions={
        <Button onClick={() => passagesFilterStore.setState({ ...NO_FILTER, needsReview: false })}>
          Clear the filters
        </Button>
      }
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
        <SearchField
          ref={searchField}
          label="Search passages"
          placeholder="Words in quote or note"
          value={filter.text}
          onChange={(value) => passagesFilterStore.setState({ text: value })}
        />
      }
      actions={
        <Segmented
          label="Group by"
          value={groupBy}
          options={GROUPINGS}
          onChange={(value) => passagesFilterStore.setState({ groupBy: value })}
        />
      }
      filters={
        <>
          <FilterMenu
            label="Agency"
            options={[...agencies.values()].map((agency) => ({ value: agency.id, label: agency.name }))}
            selected={agencyIds}
            onChange={(values) => passagesFilterStore.setState({ agencyIds: [...values] })}
          />
          <FilterMenu
            label="Stance"
            options={[...stances.values()].map((stance) => ({
              value: stance.id,
              label: stance.name,
              icon: <StanceMark stance={stance} isNamed={false} />,
            }))}
            selected={stanceIds}
            onChange={(values) => passagesFilterStore.setState({ stanceIds: [...values] })}
          />
          <DocumentFilter
            selected={documentIds}
            onChange={(values) => passagesFilterStore.setState({ documentIds: [...values] })}
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
        </>
      }
      bulk={selected.size > 0 && <BulkActions ids={[...selected]} onDone={() => setSelected(new Set())} />}
      error={outline.error}
    >
      {rows.length === 0 ? (
        !outline.isLoading && empty
      ) : (
        <div className={styles.scroll} ref={scroll} role="region" aria-label="Passages">
          <div className={styles.column} style={{ height: virtualizer.getTotalSize() }}>
            {items.map((item) => {
              const row = rows[item.index];
              if (!row) return null;
              const ids = row.kind === 'heading' ? row.group.ids : [];
              const on = selected.size === 0 ? 0 : ids.filter((id) => selected.has(id)).length;
              const passage = row.kind === 'passage' ? passages.get(row.id) : undefined;
              return (
                <div
                  key={item.key}
                  // A place holder has the height that was guessed; to measure it would lay out everything twice.
                  ref={row.kind === 'heading' || passage ? virtualizer.measureElement : null}
                  data-index={item.index}
                  className={styles.row}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  {row.kind === 'heading' ? (
                    <div className={styles.heading}>
                      <Checkbox
                        label={`Select all of ${row.group.title}`}
                        checked={on > 0 && on === ids.length}
                        isMixed={on > 0 && on < ids.length}
                        onChange={(isOn) => select(ids, isOn)}
                      />
                      <h2>{row.group.title}</h2>
                      <span className={styles.count}>{ids.length}</span>
                    </div>
                  ) : passage ? (
                    <Card
                      passage={passage}
                      isSelected={selected.has(passage.id)}
                      onSelect={select}
                      isDocumentShown={groupBy !== 'document'}
                    />
                  ) : (
                    <div className={styles.placeholder} aria-hidden />
                  )}
                </div>
              );
            })}
          </div>
        </div>
      )}
    </ViewLayout>
  );
}
