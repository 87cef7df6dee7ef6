import { useVirtualizer } from '@tanstack/react-virtual';
import { FileText, SearchX } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef } from 'react';
import type { SearchHit } from '../../shared/contract/search.ts';
import { EmptyState } from '../components/empty-state.tsx';
import { openTab } from '../tabs-state.ts';
import styles from './search-results.module.css';
import { Snippet } from './snippet.tsx';

type Row =
  | { readonly kind: 'document'; readonly id: string; readonly title: string; readonly hits: number }
  | { readonly kind: 'hit'; readonly hit: SearchHit; readonly key: string };

const FIELD_NAMES = { text: null, metadata: 'Metadata', quote: 'Passage', note: 'Note' } as const;

/** Hits under their documents, in the order in which documents first appear. */
export function groupHits(hits: readonly SearchHit[]): Row[] {
  const byDocument = new Map<string, SearchHit[]>();
  for (const hit of hits) byDocument.set(hit.documentId, [...(byDocument.get(hit.documentId) ?? []), hit]);
  return [...byDocument].flatMap(([id, group]): Row[] => [
    { kind: 'document', id, title: group[0]?.title ?? '', hits: group.length },
    ...group.map((hit, index): Row => ({ kind: 'hit', hit, key: `${id} ${index}` })),
  ]);
}

function openHit(hit: SearchHit): void {
  openTab({
    kind: 'document',
    documentId: hit.documentId,
    title: hit.title,
    ...(hit.passageId === null ? {} : { passageId: hit.passageId }),
    ...(hit.start === null || hit.end === null ? {} : { start: hit.start, end: hit.end }),
    ...(hit.page === null ? {} : { page: hit.page }),
  });
}

/** What a search found: snippets with the words marked; a click goes to the place. Arrows walk. */
export function SearchResults({ hits, query }: { readonly hits: readonly SearchHit[]; readonly query: string }) {
  const rows = useMemo(() => groupHits(hits), [hits]);
  const scroll = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (rows[index]?.kind === 'document' ? 40 : 48),
    overscan: 10,
  });
  if (rows.length === 0)
    return (
      <EmptyState icon={<SearchX />} title={`Nothing found for “${query}”`}>
        The search covers the full text and the metadata of every document, quotes and notes.
      </EmptyState>
    );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const buttons = [...(scroll.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const active = document.activeElement;
    const index = active instanceof HTMLElement ? buttons.indexOf(active) : -1;
    buttons[index + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
    event.preventDefault();
  };
  return (
    <div className={styles.scroll} ref={scroll} role="region" aria-label="Search results" onKeyDown={onKeyDown}>
      <ul style={{ height: virtualizer.getTotalSize(), position: 'relative' }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          if (!row) return null;
          return (
            <li
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              className={styles.row}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {row.kind === 'document' ? (
                <button
                  type="button"
                  className={styles.document}
                  onClick={() => openTab({ kind: 'document', documentId: row.id, title: row.title })}
                >
                  <FileText aria-hidden />
                  <span className={styles.title}>{row.title}</span>
                </button>
              ) : (
                <button type="button" className={styles.hit} onClick={() => openHit(row.hit)}>
                  <span className={styles.text}>
                    <Snippet text={row.hit.snippet} marks={row.hit.marks} />
                  </span>
                  <span className={styles.where}>
                    {FIELD_NAMES[row.hit.field] ?? (row.hit.page === null ? '' : `p. ${row.hit.page}`)}
                  </span>
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
