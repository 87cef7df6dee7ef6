import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type DragEvent, type ReactNode, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { PassageView } from '../../shared/contract.ts';
import { pagesAround, usePassages } from '../passages/use-passages.ts';
import styles from './briefing-passages.module.css';

/** What VirtualLines takes. */
export interface VirtualLinesProps {
  /** What scrolls; null until it is there. */
  readonly scroller: HTMLElement | null;
  readonly label: string;
  readonly ids: readonly string[];
  /** A line that stays although it is out of sight: the one being dragged. */
  readonly kept: number | null;
  readonly renderLine: (passage: PassageView, index: number) => ReactNode;
  readonly onDragOver?: (event: DragEvent<HTMLElement>, index: number) => void;
}

/** Lines of passages inside something longer that scrolls; only those in sight are read and made. */
export function VirtualLines({ scroller, label, ids, kept, renderLine, onDragOver }: VirtualLinesProps) {
  const list = useRef<HTMLUListElement>(null);
  const [margin, setMargin] = useState(0);
  // What stands above the list grows and shrinks: its place is measured after every rendering.
  useLayoutEffect(() => {
    if (scroller === null || list.current === null) return;
    const top = list.current.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
    setMargin(Math.round(top));
  });
  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(range);
      return kept === null || kept >= range.count || indexes.includes(kept)
        ? indexes
        : [...indexes, kept].sort((a, b) => a - b);
    },
    [kept],
  );
  const virtualizer = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller,
    estimateSize: () => 104,
    getItemKey: (index) => ids[index] ?? index,
    scrollMargin: margin,
    overscan: 6,
    rangeExtractor,
  });
  const items = virtualizer.getVirtualItems();
  const [from, to] = pagesAround(items[0]?.index ?? 0, items[items.length - 1]?.index ?? 0, ids.length);
  const passages = usePassages(items.length === 0 ? [] : ids.slice(from, to));
  return (
    <ul ref={list} className={styles.list} aria-label={label} style={{ height: virtualizer.getTotalSize() }}>
      {items.map((item) => {
        const passage = passages.get(ids[item.index] ?? '');
        return (
          <li
            key={item.key}
            ref={virtualizer.measureElement}
            data-index={item.index}
            aria-setsize={ids.length}
            aria-posinset={item.index + 1}
            className={styles.place}
            onDragOver={(event) => onDragOver?.(event, item.index)}
            style={{ transform: `translateY(${item.start - margin}px)` }}
          >
            {passage ? renderLine(passage, item.index) : <div className={styles.waiting} />}
          </li>
        );
      })}
    </ul>
  );
}
