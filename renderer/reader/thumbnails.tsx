import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, memo, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import { count } from '../formats.ts';
import type { DocumentView, Mark, PageColors, PageSize, QuarterTurns } from './document-view.ts';
import styles from './reader-sidebar.module.css';
import { type ThumbnailTick, thumbnailTicks } from './thumbnail-ticks.ts';

/** What Thumbnails takes. */
export interface ThumbnailsProps {
  readonly view: DocumentView;
  readonly pages: readonly PageInfo[];
  /** Page in sight, 1-based. */
  readonly page: number;
  readonly rotation: QuarterTurns;
  readonly colors: PageColors;
  readonly marks: readonly Mark[];
  /** Width of the sidebar in pixels. */
  readonly width: number;
  readonly onGo: (page: number) => void;
}

/** Room for the label under a picture, and between lines, in pixels. */
const LABEL = 34;
/** Room beside a picture, in pixels: margins, and the marks of passages. */
const BESIDE = 64;
const NO_TICKS: readonly ThumbnailTick[] = [];

/** Small pictures of all pages; only those in sight exist. Arrows walk, Enter goes there. */
export function Thumbnails(props: ThumbnailsProps) {
  const { view, pages, page, rotation, colors, marks, onGo } = props;
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const width = Math.round(Math.min(220, Math.max(72, props.width - BESIDE)));
  const sizes = useMemo(() => pages.map((each) => turned(each, rotation)), [pages, rotation]);
  const ticks = useMemo(() => thumbnailTicks(pages, marks), [pages, marks]);
  const [walked, setWalked] = useState<number | null>(null);
  const active = walked ?? page;

  const heightOf = (index: number) => {
    const size = sizes[index];
    return size === undefined ? width * 1.3 : (width * size.height) / Math.max(1, size.width);
  };
  const virtualizer = useVirtualizer({
    count: sizes.length,
    getScrollElement: () => list.current,
    estimateSize: (index) => Math.round(heightOf(index)) + LABEL,
    overscan: 2,
    paddingStart: 12,
    paddingEnd: 12,
  });
  useEffect(() => {
    if (width > 0 && sizes.length > 0) virtualizer.measure();
  }, [virtualizer, width, sizes]);
  useEffect(() => {
    setWalked(null);
    if (width > 0 && document.activeElement !== list.current) virtualizer.scrollToIndex(page - 1, { align: 'auto' });
  }, [virtualizer, page, width]);

  const walk = (to: number) => {
    const next = Math.min(sizes.length, Math.max(1, to));
    setWalked(next);
    virtualizer.scrollToIndex(next - 1, { align: 'auto' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const screen = Math.max(1, virtualizer.getVirtualItems().length - 3);
    if (event.key === 'ArrowDown' || event.key === 'ArrowRight') walk(active + 1);
    else if (event.key === 'ArrowUp' || event.key === 'ArrowLeft') walk(active - 1);
    else if (event.key === 'PageDown') walk(active + screen);
    else if (event.key === 'PageUp') walk(active - screen);
    else if (event.key === 'Home') walk(1);
    else if (event.key === 'End') walk(sizes.length);
    else if (event.key === 'Enter' || event.key === ' ') onGo(active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const items = virtualizer.getVirtualItems();
  const isMounted = items.some(({ index }) => index === active - 1);

  return (
    <div
      ref={list}
      role="listbox"
      aria-label="Thumbnails"
      tabIndex={0}
      className={styles.thumbnails}
      data-colors={colors}
      {...(isMounted ? { 'aria-activedescendant': `${id}-${active}` } : {})}
      onKeyDown={onKeyDown}
      onBlur={() => setWalked(null)}
      onClick={(event) => {
        const option = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-number]') : null;
        if (option !== null) onGo(Number(option.dataset.number));
      }}
    >
      <div role="presentation" className={styles.thumbnailSpace} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, start, size }) => {
          const at = sizes[index];
          if (at === undefined) return null;
          return (
            <div key={index} role="presentation" className={styles.row} style={{ top: start, height: size }}>
              <Thumbnail
                id={`${id}-${at.number}`}
                view={view}
                size={at}
                total={sizes.length}
                width={width}
                height={Math.round(heightOf(index))}
                rotation={rotation}
                ticks={ticks.get(index) ?? NO_TICKS}
                isCurrent={at.number === page}
                isActive={at.number === active}
              />
            </div>
          );
        })}
      </div>
    </div>
  );
}

function turned({ number, label, width, height }: PageInfo, turns: QuarterTurns): PageSize {
  return turns % 2 === 0 ? { number, label, width, height } : { number, label, width: height, height: width };
}

interface ThumbnailProps {
  readonly id: string;
  readonly view: DocumentView;
  readonly size: PageSize;
  readonly total: number;
  readonly width: number;
  readonly height: number;
  readonly rotation: QuarterTurns;
  readonly ticks: readonly ThumbnailTick[];
  readonly isCurrent: boolean;
  readonly isActive: boolean;
}

/** Time that a row must be there before its picture is painted, in milliseconds: what only flies by is not. */
const PAINT_DELAY = 60;

const Thumbnail = memo(function Thumbnail(props: ThumbnailProps) {
  const { id, view, size, total, width, height, rotation, ticks, isCurrent, isActive } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [state, setState] = useState<'waiting' | 'painted' | 'failed'>('waiting');
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      const element = canvas.current;
      if (element === null) return;
      element.dataset.turns = String(rotation);
      view.thumbnail(size.number, element, width, abort.signal).then(
        () => !abort.signal.aborted && setState('painted'),
        () => !abort.signal.aborted && setState('failed'),
      );
    }, PAINT_DELAY);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [view, size.number, width, rotation]);
  const label = size.label ?? String(size.number);
  const name =
    label === String(size.number) ? `Page ${label} of ${total}` : `Page ${label} (${size.number} of ${total})`;
  return (
    // The listbox has the keys.
    <div
      id={id}
      role="option"
      aria-selected={isCurrent}
      aria-setsize={total}
      aria-posinset={size.number}
      aria-label={ticks.length === 0 ? name : `${name}, ${count(ticks.length, 'passage')}`}
      className={styles.thumbnail}
      data-active={isActive}
      data-state={state}
      data-number={size.number}
    >
      <span className={styles.picture} style={{ width, height }}>
        <canvas ref={canvas} aria-hidden className={styles.canvas} />
        {state === 'failed' && <span className={styles.failed}>Not painted</span>}
      </span>
      <span aria-hidden className={styles.ticks} style={{ height }}>
        {ticks.map((tick) => (
          <span
            key={tick.id}
            className={styles.tick}
            data-letter={tick.letter !== null}
            style={{ top: `${tick.at * 100}%`, ...(tick.color === null ? {} : { borderColor: tick.color }) }}
          >
            {tick.letter}
          </span>
        ))}
      </span>
      <span aria-hidden className={styles.label}>
        {label}
      </span>
    </div>
  );
});
