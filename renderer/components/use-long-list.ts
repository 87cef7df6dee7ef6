import {
  type RefCallback,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useReducer,
  useRef,
} from 'react';
import { flushSync } from 'react-dom';
import { RowSizes } from './row-sizes.ts';

/** What a long list is made of. */
export interface LongListOptions {
  /** Keys of the rows in their order; the same array as long as they are the same. */
  readonly keys: readonly string[];
  readonly scroll: RefObject<HTMLElement | null>;
  /** The height that a row has before it was measured, in pixels. */
  readonly estimate: (index: number) => number;
  /** Rows made beyond each edge of what is in sight. */
  readonly overscan: number;
  /** Pixels at the foot that something lies over. */
  readonly paddingEnd: number;
}

/** A row that is to be made. */
export interface LongListRow {
  readonly index: number;
  readonly key: string;
  /** Pixels from the top of the list. */
  readonly start: number;
}

/** What useLongList gives. */
export interface LongList {
  readonly rows: readonly LongListRow[];
  /** Height of the whole list in pixels. */
  readonly height: number;
  /** For the element of a row that is to be measured; it carries its index in `data-index`. */
  readonly measure: RefCallback<HTMLElement>;
  /** Scrolls no further than needed for a row to be in sight. */
  readonly scrollTo: (index: number) => void;
}

/**
 * Rows of very different height, of which only those in sight are made, however many there are. The heights of rows
 * are kept by key, so that a list that is filtered anew does not jump.
 */
export function useLongList({ keys, scroll, estimate, overscan, paddingEnd }: LongListOptions): LongList {
  const [, render] = useReducer((count: number) => count + 1, 0);
  const known = useRef(new Map<string, number>());
  const sizes = useMemo(
    () => new RowSizes(Float64Array.from(keys, (key, index) => known.current.get(key) ?? estimate(index))),
    [keys, estimate],
  );
  const latest = useRef({ sizes, keys });
  latest.current = { sizes, keys };
  const wanted = useRef<number | null>(null);

  const bring = useCallback(
    (index: number) => {
      const element = scroll.current;
      if (element === null) return;
      const { sizes: now } = latest.current;
      const top = now.startOf(index);
      const bottom = top + now.sizeOf(index) + paddingEnd;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
    },
    [scroll, paddingEnd],
  );
  const observer = useMemo(
    () =>
      new ResizeObserver((entries) => {
        const element = scroll.current;
        const { sizes: now, keys: rows } = latest.current;
        let isChanged = false;
        let above = 0;
        for (const { target, borderBoxSize } of entries) {
          const index = Number(target instanceof HTMLElement ? target.dataset.index : Number.NaN);
          const key = rows[index];
          const size = borderBoxSize[0]?.blockSize ?? 0;
          // A row that is no longer shown has no height that counts.
          if (key === undefined || size === 0 || !target.isConnected) continue;
          const change = size - now.sizeOf(index);
          if (Math.abs(change) < 0.5) continue;
          if (element !== null && now.startOf(index) + now.sizeOf(index) <= element.scrollTop) above += change;
          known.current.set(key, size);
          now.resize(index, size);
          isChanged = true;
        }
        if (!isChanged) return;
        // Before the next paint: what is in sight stays where it is.
        flushSync(render);
        if (above !== 0 && element !== null) element.scrollTop += above;
        if (wanted.current !== null) bring(wanted.current);
      }),
    [scroll, bring],
  );
  useEffect(() => () => observer.disconnect(), [observer]);
  useLayoutEffect(() => {
    const element = scroll.current;
    if (element === null) return;
    const onScroll = () => render();
    const onOwnScroll = () => {
      wanted.current = null;
    };
    const resized = new ResizeObserver(() => render());
    resized.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    for (const type of ['wheel', 'pointerdown'] as const)
      element.addEventListener(type, onOwnScroll, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', onScroll);
      for (const type of ['wheel', 'pointerdown'] as const) element.removeEventListener(type, onOwnScroll);
    };
  }, [scroll]);

  const measure: RefCallback<HTMLElement> = useCallback(
    (element) => {
      if (element === null) return;
      observer.observe(element, { box: 'border-box' });
      return () => observer.unobserve(element);
    },
    [observer],
  );
  const scrollTo = useCallback(
    (index: number) => {
      wanted.current = index;
      bring(index);
      render();
    },
    [bring],
  );

  const top = scroll.current?.scrollTop ?? 0;
  const height = scroll.current?.clientHeight ?? 0;
  const rows: LongListRow[] = [];
  if (sizes.count > 0 && height > 0) {
    const first = Math.max(0, sizes.indexAt(top) - overscan);
    const last = Math.min(sizes.count - 1, sizes.indexAt(top + height) + overscan);
    let start = sizes.startOf(first);
    for (let index = first; index <= last; index += 1) {
      rows.push({ index, key: keys[index] ?? '', start });
      start += sizes.sizeOf(index);
    }
  }
  return { rows, height: sizes.total, measure, scrollTo };
}
