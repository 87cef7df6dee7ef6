import { useVirtualizer } from '@tanstack/react-virtual';
import { History } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { MethodOutput } from '../../shared/contract.ts';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { useMeasureOnChange, useRowHeight } from '../components/use-row-height.ts';
import { ViewLayout } from '../components/view-layout.tsx';
import { count, formatTime } from '../formats.ts';
import styles from './activity-view.module.css';

type JournalLine = MethodOutput<'history.list'>[number];

/** Entries read at once. */
const PAGE = 200;
/** Changes that come in quick succession are read together, in milliseconds. */
const DELAY = 250;

function useJournal(): { readonly lines: readonly JournalLine[]; readonly error: unknown; readonly more: () => void } {
  const revision = useArchiveState((state) => state.revision);
  const archiveId = useArchiveState((state) => state.status?.info.id);
  const [lines, setLines] = useState<readonly JournalLine[]>([]);
  const [error, setError] = useState<unknown>(null);
  const isReading = useRef(false);
  const isComplete = useRef(false);
  const shown = useRef({ archiveId, revision: -1 });

  useEffect(() => {
    const isOther = shown.current.archiveId !== archiveId;
    const timer = setTimeout(
      () => {
        call('history.list', { limit: PAGE }).then(
          (newest) => {
            setError(null);
            setLines((before) => {
              const oldest = newest[newest.length - 1]?.seq ?? 0;
              return isOther ? newest : [...newest, ...before.filter((line) => line.seq < oldest)];
            });
            if (isOther) isComplete.current = false;
          },
          (reason) => setError(reason),
        );
      },
      shown.current.revision < 0 ? 0 : DELAY,
    );
    shown.current = { archiveId, revision };
    return () => clearTimeout(timer);
  }, [revision, archiveId]);

  const more = () => {
    const oldest = lines[lines.length - 1]?.seq;
    if (isReading.current || isComplete.current || oldest === undefined || oldest <= 1) return;
    isReading.current = true;
    call('history.list', { limit: PAGE, before: oldest }).then(
      (older) => {
        isReading.current = false;
        isComplete.current = older.length === 0;
        setLines((before) => [...before, ...older]);
      },
      (reason) => {
        isReading.current = false;
        setError(reason);
      },
    );
  };
  return { lines, error, more };
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  archive: 'Archive',
  document: 'Document',
  passage: 'Passage',
  agency: 'Agency',
  stance: 'Stance',
  briefing: 'Briefing',
  history: 'History',
};

/** The journal, newest first: who did what and when, each entry chained to the one before by its hash. */
export function ActivityView() {
  const events = useArchiveState((state) => state.status?.counts.events ?? 0);
  const { lines, error, more } = useJournal();
  const scroll = useRef<HTMLDivElement>(null);
  const rowHeight = useRowHeight(2.25);
  const virtualizer = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 12,
  });
  useMeasureOnChange(virtualizer, rowHeight);
  const items = virtualizer.getVirtualItems();
  const lastIndex = items[items.length - 1]?.index ?? 0;
  useEffect(() => {
    if (lastIndex >= lines.length - 20) more();
  });
  return (
    <ViewLayout title="Activity" subtitle={count(events, 'event')} error={error}>
      {lines.length === 0 ? (
        <EmptyState icon={<History />} title="Nothing has happened yet">
          Every change is written here before it counts: who, when, what. Nothing is ever taken out.
        </EmptyState>
      ) : (
        <div className={styles.table} role="table" aria-label="Activity" aria-rowcount={events + 1}>
          <div role="rowgroup">
            <div role="row" className={styles.headings}>
              <span role="columnheader" className={styles.number}>
                No.
              </span>
              <span role="columnheader">When</span>
              <span role="columnheader">What</span>
              <span role="columnheader">Coder</span>
              <span role="columnheader">Hash</span>
            </div>
          </div>
          <div role="rowgroup" aria-label="Events" className={styles.scroll} ref={scroll} tabIndex={0}>
            <div role="presentation" style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
              {items.map((item) => {
                const line = lines[item.index];
                if (!line) return null;
                return (
                  <div
                    key={line.seq}
                    role="row"
                    className={styles.row}
                    style={{ height: item.size, transform: `translateY(${item.start}px)` }}
                  >
                    <span role="cell" className={styles.number}>
                      {line.seq}
                    </span>
                    <span role="cell" className={styles.muted}>
                      <time dateTime={line.time}>{formatTime(line.time)}</time>
                    </span>
                    <span role="cell" className={styles.label} title={line.label}>
                      <span className={styles.type}>{TYPE_WORDS[line.type.split('.')[0] ?? ''] ?? line.type}</span>
                      {line.label}
                    </span>
                    <span role="cell" className={styles.muted}>
                      {line.coder || '—'}
                    </span>
                    <span role="cell" className={styles.hash} title={line.hash}>
                      {line.hash.slice(0, 12)}
                    </span>
                  </div>
                );
              })}
            </div>
          </div>
        </div>
      )}
    </ViewLayout>
  );
}
