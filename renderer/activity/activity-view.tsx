import { useVirtualizer } from '@tanstack/react-virtual';
import { History, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import type { EventSummary } from '../../shared/contract/preservation.ts';
import { premisTerm } from '../../shared/domain/premis.ts';
import { useArchiveState } from '../archive-state.ts';
import { useCommandHandler } from '../commands.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { FilterMenu } from '../components/filter-menu.tsx';
import { InspectorLayout } from '../components/inspector-layout.tsx';
import { SearchField } from '../components/search-field.tsx';
import { useMeasureOnChange, useRowHeight } from '../components/use-row-height.ts';
import { ViewLayout } from '../components/view-layout.tsx';
import { count, formatDay } from '../formats.ts';
import { useAnswer } from '../preservation/use-answer.ts';
import { activityFilterStore, NO_FILTER, type Since, toListInput } from './activity-filter.ts';
import styles from './activity-view.module.css';
import { EventDetails, OUTCOMES } from './event-details.tsx';
import { EVENT_KINDS, kindOf } from './event-kinds.ts';
import { useJournal } from './use-journal.ts';

const SINCE: readonly { readonly value: Since; readonly label: string }[] = [
  { value: 'today', label: 'Today' },
  { value: 'week', label: 'Last 7 days' },
  { value: 'month', label: 'Last 30 days' },
  { value: 'year', label: 'Last 365 days' },
];

type Row = { readonly kind: 'day'; readonly day: string } | { readonly kind: 'event'; readonly line: EventSummary };

/** Entries parted by days, in the zone of this machine. */
function toRows(lines: readonly EventSummary[]): readonly Row[] {
  const rows: Row[] = [];
  let last = '';
  for (const line of lines) {
    const day = formatDay(line.time);
    if (day !== last) rows.push({ kind: 'day', day });
    last = day;
    rows.push({ kind: 'event', line });
  }
  return rows;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

function EventRow({ line }: { readonly line: EventSummary }) {
  const Icon = EVENT_KINDS.find(({ kind }) => kind === kindOf(line.type))?.icon ?? History;
  const { icon: OutcomeIcon, label } = OUTCOMES[line.outcome];
  return (
    <>
      <time dateTime={line.time} className={styles.time}>
        {CLOCK.format(new Date(line.time))}
      </time>
      <span className={styles.icon} data-outcome={line.outcome} title={label}>
        {line.outcome === 'success' ? <Icon aria-hidden /> : <OutcomeIcon aria-label={label} />}
      </span>
      <span className={styles.label} title={line.label}>
        {line.label}
      </span>
      <span className={styles.term}>{premisTerm(line.type).label}</span>
      <span className={styles.coder}>{line.coder || '—'}</span>
      <span className={styles.number}>{line.seq}</span>
    </>
  );
}

function Filters() {
  const filter = activityFilterStore();
  const coders = useAnswer('history.coders', {}).data ?? [];
  const set = activityFilterStore.setState;
  /** These hold one choice at a time. */
  const newest = <T,>(selected: readonly T[]): readonly T[] => selected.slice(-1);
  const isFiltered = JSON.stringify(filter) !== JSON.stringify(NO_FILTER);
  return (
    <>
      <FilterMenu
        label="About"
        options={EVENT_KINDS.map(({ kind, label, icon: Icon }) => ({ value: kind, label, icon: <Icon /> }))}
        selected={filter.kinds}
        onChange={(kinds) => set({ kinds })}
      />
      <FilterMenu
        label="Outcome"
        options={(['success', 'warning', 'failure'] as const).map((value) => {
          const { label, icon: Icon } = OUTCOMES[value];
          return { value, label, icon: <Icon /> };
        })}
        selected={filter.outcomes}
        onChange={(outcomes) => set({ outcomes: newest(outcomes) })}
      />
      <FilterMenu
        label="When"
        options={SINCE}
        selected={filter.since}
        onChange={(since) => set({ since: newest(since) })}
      />
      <FilterMenu
        label="Who"
        options={coders.map((coder) => ({ value: coder, label: coder }))}
        selected={filter.coders}
        onChange={(names) => set({ coders: newest(names) })}
      />
      {filter.document && (
        <Button size="s" icon={<X />} onClick={() => set({ document: null })}>
          {filter.document.title}
        </Button>
      )}
      {isFiltered && (
        <Button size="s" variant="ghost" onClick={() => set(NO_FILTER)}>
          Show everything
        </Button>
      )}
    </>
  );
}

/** The journal, newest first, day by day: who did what and when, each entry chained to the one before by its hash. */
export function ActivityView({ active }: { readonly active: boolean }) {
  const events = useArchiveState((state) => state.status?.counts.events ?? 0);
  const filter = activityFilterStore();
  const input = useMemo(() => toListInput(filter, new Date()), [filter]);
  const { lines, error, isRead, more } = useJournal(input);
  const rows = useMemo(() => toRows(lines), [lines]);
  const [selected, setSelected] = useState<number | null>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  useCommandHandler('reader.find', () => searchField.current?.select(), active);
  const rowHeight = useRowHeight(2.125);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  useMeasureOnChange(virtualizer, rowHeight);
  const items = virtualizer.getVirtualItems();
  const lastIndex = items[items.length - 1]?.index ?? 0;
  useEffect(() => {
    if (lastIndex >= rows.length - 20) more();
  });
  const isShown = lines.some(({ seq }) => seq === selected);

  const move = (step: number) => {
    const at = lines.findIndex(({ seq }) => seq === selected);
    const next = lines[Math.min(lines.length - 1, Math.max(0, at + step))];
    if (!next) return;
    setSelected(next.seq);
    virtualizer.scrollToIndex(rows.findIndex((row) => row.kind === 'event' && row.line.seq === next.seq));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 12,
      PageUp: -12,
      Home: -lines.length,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    move(step);
  };
  return (
    <InspectorLayout
      active={active}
      label="Entry"
      isEmpty={!isShown || selected === null}
      inspector={selected === null ? null : <EventDetails seq={selected} />}
    >
      <ViewLayout
        title="Activity"
        subtitle={count(events, 'event')}
        controls={
          <SearchField
            ref={searchField}
            label="Search the log"
            placeholder="Search the log"
            value={filter.text}
            onChange={(text) => activityFilterStore.setState({ text })}
          />
        }
        filters={<Filters />}
        error={error}
      >
        {isRead && lines.length === 0 ? (
          <EmptyState
            icon={<History />}
            title={events === 0 ? 'Nothing has happened yet' : 'No entry fits these filters'}
          >
            Every change is written here before it counts: who, when, what. Nothing is ever taken out.
          </EmptyState>
        ) : (
          <div
            role="listbox"
            aria-label="Events"
            aria-activedescendant={isShown && selected !== null ? `event-${selected}` : undefined}
            tabIndex={0}
            className={styles.scroll}
            ref={scroll}
            onKeyDown={onKeyDown}
          >
            <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
              {items.map((item) => {
                const row = rows[item.index];
                if (!row) return null;
                const place = { height: item.size, transform: `translateY(${item.start}px)` };
                if (row.kind === 'day')
                  return (
                    <div key={`day ${row.day}`} role="presentation" className={styles.day} style={place}>
                      {row.day}
                    </div>
                  );
                const { line } = row;
                return (
                  <div
                    key={line.seq}
                    id={`event-${line.seq}`}
                    role="option"
                    aria-selected={line.seq === selected}
                    tabIndex={-1}
                    className={styles.row}
                    style={place}
                    onClick={() => setSelected(line.seq)}
                    onKeyDown={(event) => event.key === 'Enter' && setSelected(line.seq)}
                  >
                    <EventRow line={line} />
                  </div>
                );
              })}
            </div>
          </div>
        )}
      </ViewLayout>
    </InspectorLayout>
  );
}
