import { useVirtualizer } from '@tanstack/react-virtual';
import { Check, GripVertical, MessageSquareQuote, TextQuote } from 'lucide-react';
import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from 'react';
import type { PassageView } from '../../../shared/contract.ts';
import { useArchiveQuery, useLastKnown } from '../../archive-query.ts';
import { useArchiveState } from '../../archive-state.ts';
import { announce } from '../../components/announcer.tsx';
import { IconButton } from '../../components/button.tsx';
import { SearchField } from '../../components/search-field.tsx';
import { StanceChip } from '../../components/stance.tsx';
import { count, formatPage, formatPartialDate } from '../../formats.ts';
import { pagesAround, usePassages } from '../../passages/use-passages.ts';
import { FilterChips } from '../../search/filter-chips.tsx';
import { activeFilter, type SearchFilter } from '../../search/search-filter.ts';
import { passagesUsed } from './body-walk.ts';
import { useComposer, useComposerBody } from './composer-context.ts';
import { dragPassages } from './passage-drag.ts';
import styles from './passages-panel.module.css';
import { shortWords, wholeWords } from './quote-words.ts';

const OF_PASSAGES = ['passage', 'document', 'agency', 'stance', 'topic'] as const;
const NONE: readonly never[] = [];

interface CardProps {
  readonly passage: PassageView;
  readonly isUsed: boolean;
  readonly onInsert: (passageId: string, as: 'quote' | 'inlineQuote') => void;
}

const Card = memo(function Card({ passage, isUsed, onInsert }: CardProps) {
  const agencies = useArchiveState((state) => state.agenciesById);
  const stances = useArchiveState((state) => state.stancesById);
  const words = wholeWords(passage);
  const page = formatPage(passage.page, passage.pageLabel);
  const short = shortWords(words);
  return (
    <article
      className={styles.card}
      aria-label={short}
      data-used={isUsed}
      draggable
      onDragStart={(event) => dragPassages(event.dataTransfer, [passage.id], words)}
    >
      <span className={styles.grip} aria-hidden>
        <GripVertical />
      </span>
      <button
        type="button"
        className={styles.words}
        data-passage=""
        title="Insert as a block (Enter). Drag it to its place; hold Alt to put it in a sentence."
        aria-label={`Insert quote: ${short}${isUsed ? ' (used already)' : ''}`}
        onClick={() => onInsert(passage.id, 'quote')}
      >
        {words}
      </button>
      <span className={styles.facts}>
        {passage.codings.slice(0, 2).map((coding) => {
          const stance = stances.get(coding.stanceId);
          return stance === undefined ? null : (
            <StanceChip key={coding.id} stance={stance} agency={agencies.get(coding.agencyId)?.name ?? ''} />
          );
        })}
        {passage.codings.length > 2 && <span>+{passage.codings.length - 2}</span>}
      </span>
      <span className={styles.foot}>
        <span className={styles.source}>
          {passage.documentTitle}
          {page === null ? '' : `, ${page}`} · {formatPartialDate(passage.dateIssued)}
        </span>
        {isUsed && (
          <span className={styles.used}>
            <Check aria-hidden /> Used
          </span>
        )}
        <span className={styles.tools}>
          <IconButton
            label={`Insert in the sentence: ${short}`}
            hasTooltip={false}
            title="Insert in the sentence"
            size="s"
            onClick={() => onInsert(passage.id, 'inlineQuote')}
          >
            <TextQuote />
          </IconButton>
          <IconButton
            label={`Insert as a block: ${short}`}
            hasTooltip={false}
            title="Insert as a block"
            size="s"
            onClick={() => onInsert(passage.id, 'quote')}
          >
            <MessageSquareQuote />
          </IconButton>
        </span>
      </span>
    </article>
  );
});

/** Passages to put on the page: searched, filtered, dragged or inserted; those used are marked. */
export function PassagesPanel() {
  const composer = useComposer();
  const body = useComposerBody();
  const used = useMemo(() => new Set(passagesUsed(body)), [body]);
  const [text, setText] = useState('');
  const [filter, setFilter] = useState<SearchFilter>({});
  const { unchecked: _unchecked, ...kept } = activeFilter(filter);
  const query = useArchiveQuery(
    'passage.outline',
    { ...kept, ...(text.trim() === '' ? {} : { text: text.trim() }) },
    OF_PASSAGES,
  );
  const outline = useLastKnown(query.data);
  const ids = useMemo(() => outline?.groups.flatMap((group) => group.ids) ?? NONE, [outline]);

  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller,
    estimateSize: () => 116,
    getItemKey: (index) => ids[index] ?? index,
    overscan: 6,
  });
  const items = virtualizer.getVirtualItems();
  const [from, to] = pagesAround(items[0]?.index ?? 0, items[items.length - 1]?.index ?? 0, ids.length);
  const passages = usePassages(items.length === 0 ? [] : ids.slice(from, to));

  // The line that is to have the focus as soon as it is drawn.
  const wanted = useRef<number | null>(null);
  useEffect(() => {
    if (wanted.current === null || scroller === null) return;
    const line = scroller.querySelector<HTMLElement>(`[data-index="${wanted.current}"] [data-passage]`);
    if (line === null) return;
    wanted.current = null;
    line.focus();
  });
  const goTo = (index: number) => {
    if (ids.length === 0) return;
    wanted.current = Math.max(0, Math.min(ids.length - 1, index));
    virtualizer.scrollToIndex(wanted.current);
    scroller?.querySelector<HTMLElement>(`[data-index="${wanted.current}"] [data-passage]`)?.focus();
  };
  const onListKeys = (event: KeyboardEvent<HTMLElement>) => {
    const line = event.target instanceof Element ? event.target.closest('[data-index]') : null;
    const at = Number(line?.getAttribute('data-index') ?? -1);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: ids.length - 1,
    };
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    goTo(next);
  };
  const latest = useRef(composer);
  latest.current = composer;
  const [insert] = useState(() => (passageId: string, as: 'quote' | 'inlineQuote') => {
    latest.current.insertPassages([passageId], as);
    announce(as === 'quote' ? 'Quote inserted' : 'Quote inserted in the sentence');
  });

  return (
    <section className={styles.panel} aria-label="Passages">
      <div className={styles.head}>
        <div className={styles.search}>
          <SearchField
            label="Search passages"
            placeholder="Search passages"
            value={text}
            onChange={setText}
            onKeyDown={(event) => {
              if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
              event.preventDefault();
              const first = ids[0];
              if (event.key === 'ArrowDown') goTo(0);
              else if (first !== undefined) insert(first, 'quote');
            }}
          />
        </div>
        <div className={styles.filters}>
          <FilterChips
            filter={filter}
            onChange={(change) => setFilter((before) => ({ ...before, ...change }))}
            always={['agency', 'stance']}
            others={['topic', 'document', 'date', 'voice', 'kind', 'verification', 'review']}
          />
        </div>
        <p className={styles.count} role="status">
          {outline === undefined ? 'Reading…' : count(outline.total, 'passage')}
        </p>
      </div>
      {outline !== undefined && ids.length === 0 && (
        <p className={styles.none}>
          {text.trim() === '' && Object.keys(kept).length === 0
            ? 'No passage is marked in this archive yet. Open a document and mark its words.'
            : 'No passage fits. Search for other words or clear a filter.'}
        </p>
      )}
      <div ref={setScroller} className={styles.scroller}>
        <ul
          aria-label="Passages to insert"
          className={styles.list}
          style={{ height: virtualizer.getTotalSize() }}
          onKeyDown={onListKeys}
        >
          {items.map((item) => {
            const id = ids[item.index] ?? '';
            const passage = passages.get(id);
            return (
              <li
                key={item.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                aria-setsize={ids.length}
                aria-posinset={item.index + 1}
                className={styles.place}
                style={{ transform: `translateY(${item.start}px)` }}
              >
                {passage === undefined ? (
                  <div className={styles.waiting} />
                ) : (
                  <Card passage={passage} isUsed={used.has(id)} onInsert={insert} />
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}
