import { useVirtualizer } from '@tanstack/react-virtual';
import { ChevronDown, FileText, SearchX } from 'lucide-react';
import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import type { DocumentMatch, SearchHit } from '../../shared/contract/search.ts';
import type { MethodInput } from '../../shared/contract.ts';
import { call } from '../archive-client.ts';
import { Button } from '../components/button.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { notifyError } from '../components/toast.tsx';
import { formatPartialDate } from '../formats.ts';
import { openTab } from '../tabs-state.ts';
import styles from './search-results.module.css';
import { Snippet } from './snippet.tsx';

/** One line of the results. */
export type HitRow =
  | { readonly kind: 'document'; readonly match: DocumentMatch }
  | { readonly kind: 'hit'; readonly hit: SearchHit; readonly key: string }
  | { readonly kind: 'more'; readonly match: DocumentMatch; readonly more: number };

/** Places read of a document whose other places are asked for. */
const ALL_PLACES = 200;

const NONE: ReadonlyMap<string, DocumentMatch> = new Map();

const FIELD_NAMES = { text: null, metadata: 'Metadata', quote: 'Passage', note: 'Note' } as const;

/** Documents with their hits below them, all of those whose other places were asked for, and how many more there are. */
export function layHits(
  documents: readonly DocumentMatch[],
  opened: ReadonlyMap<string, DocumentMatch>,
): readonly HitRow[] {
  return documents.flatMap((match): HitRow[] => {
    const { documentId: id } = match;
    const { hits, count } = opened.get(id) ?? match;
    const more = opened.has(id) ? 0 : Math.max(0, count - hits.length);
    return [
      { kind: 'document', match },
      ...hits.map((hit, index): HitRow => ({ kind: 'hit', hit, key: `${id} ${index}` })),
      ...(more === 0 ? [] : [{ kind: 'more' as const, match, more }]),
    ];
  });
}

function openHit(hit: SearchHit): void {
  openTab({
    kind: 'document',
    documentId: hit.documentId,
    title: hit.title,
    ...(hit.passageId === null ? {} : { passageId: hit.passageId, version: hit.version }),
    ...(hit.start === null || hit.end === null ? {} : { start: hit.start, end: hit.end }),
    ...(hit.page === null ? {} : { page: hit.page }),
  });
}

/** What SearchResults takes. */
export interface SearchResultsProps {
  /** What was asked, to ask for the other places of one document. */
  readonly asked: MethodInput<'search.find'>;
  readonly documents: readonly DocumentMatch[];
  /** Documents found, of which some may not be read yet. */
  readonly total: number;
  readonly onMore: () => void;
}

/** What a search found: snippets with the words marked; a click goes to the place. Arrows walk. */
export function SearchResults({ asked, documents, total, onMore }: SearchResultsProps) {
  const { limit: _limit, ...question } = asked;
  const key = JSON.stringify(question);
  const [others, setOthers] = useState({ key, opened: NONE });
  // The places asked for of another question are none of this one.
  const opened = others.key === key ? others.opened : NONE;
  const rows = useMemo(() => layHits(documents, opened), [documents, opened]);
  const scroll = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (rows[index]?.kind === 'document' ? 40 : 48),
    overscan: 10,
  });
  const openAll = async (id: string) => {
    try {
      const filter = { ...asked.filter, documentIds: [id] };
      const { documents: found } = await call('search.find', { ...question, filter, places: ALL_PLACES });
      const match = found[0];
      if (match) setOthers({ key, opened: new Map([...opened, [id, match]]) });
    } catch (error) {
      notifyError('The other places were not read', error);
    }
  };
  if (rows.length === 0)
    return (
      <EmptyState icon={<SearchX />} title={`Nothing found for “${asked.query}”`}>
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
              <Row row={row} onAll={(id) => void openAll(id)} />
            </li>
          );
        })}
      </ul>
      {documents.length < total && (
        <div className={styles.foot}>
          <Button size="s" onClick={onMore}>
            Show more of {total.toLocaleString('en-GB')} documents
          </Button>
        </div>
      )}
    </div>
  );
}

function Row({ row, onAll }: { readonly row: HitRow; readonly onAll: (documentId: string) => void }) {
  switch (row.kind) {
    case 'document':
      return (
        <button
          type="button"
          className={styles.document}
          onClick={() => openTab({ kind: 'document', documentId: row.match.documentId, title: row.match.title })}
        >
          <FileText aria-hidden />
          <span className={styles.title}>{row.match.title}</span>
          <span className={styles.date}>{formatPartialDate(row.match.dateIssued)}</span>
        </button>
      );
    case 'more':
      return (
        <button type="button" className={styles.more} onClick={() => onAll(row.match.documentId)}>
          <ChevronDown aria-hidden />
          {row.more} more in this document
        </button>
      );
    case 'hit':
      return (
        <button type="button" className={styles.hit} onClick={() => openHit(row.hit)}>
          <span className={styles.text}>
            <Snippet text={row.hit.snippet} marks={row.hit.marks} />
          </span>
          <span className={styles.where}>
            {FIELD_NAMES[row.hit.field] ?? (row.hit.page === null ? '' : `p. ${row.hit.page}`)}
          </span>
        </button>
      );
  }
}
