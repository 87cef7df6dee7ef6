import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { DocumentView, Span, ViewPosition } from './document-view.ts';
import { type FindOptions, findInText, hitsAround, indexForFind } from './find-in-text.ts';
import { recallFind, rememberFind } from './reader-memory.ts';

/** Most hits that are painted at a time: those around the one in sight. */
const PAINTED = 1500;

/** Which end of the document the search went on from. */
export type FindWrap = 'top' | 'end' | null;

/** Finding words in the open document. */
export interface Find {
  readonly isOpen: boolean;
  readonly query: string;
  readonly options: FindOptions;
  /** Whether all hits are painted, or only the one in sight. */
  readonly isAllMarked: boolean;
  readonly hits: readonly Span[];
  /** Index of the hit in sight, −1 if there is none. */
  readonly current: number;
  readonly wrapped: FindWrap;
  /** Words that the reader was sent to, marked while the bar is closed; or null. */
  readonly pointed: Span | null;
  setQuery(query: string): void;
  setOptions(options: FindOptions): void;
  setAllMarked(isAllMarked: boolean): void;
  /** Opens the bar; with `query`, for those words, else for those of the last search. */
  open(query?: string): void;
  close(): void;
  /** Closes the bar as Escape does: a hit that was gone to becomes the selection. */
  leave(): void;
  /** Closes the bar and selects the hit in sight. */
  select(): void;
  step(step: 1 | -1): void;
  /** Marks words found elsewhere and closes the bar; null takes the mark away. */
  point(span: Span | null): void;
}

/** What a search asks of the view. */
export type FoundView = Pick<DocumentView, 'describe' | 'firstOffset' | 'position' | 'setHits' | 'scrollTo' | 'select'>;

/** What useFind takes. */
export interface FindScope {
  readonly view: FoundView | null;
  readonly text: string | null;
  /** Told the place that the search leads away from. */
  readonly onLeave: (from: ViewPosition) => void;
}

/** Keeps query, hits and the hit in sight, and paints them. The first hit is the one nearest below where it began. */
export function useFind({ view, text, onLeave }: FindScope): Find {
  const [isOpen, setIsOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [options, setOptions] = useState(() => recallFind().options);
  const [isAllMarked, setAllMarked] = useState(() => recallFind().isAllMarked);
  const [current, setCurrent] = useState(-1);
  const [wrapped, setWrapped] = useState<FindWrap>(null);
  const [pointed, setPointed] = useState<Span | null>(null);
  const begin = useRef(0);
  const hasStepped = useRef(false);
  const origin = useRef<ViewPosition | null>(null);
  const deferred = useDeferredValue(query);
  const { matchCase, matchDiacritics, wholeWord } = options;
  const index = useMemo(
    () => (isOpen && text !== null ? indexForFind(text, { matchCase, matchDiacritics }) : null),
    [isOpen, text, matchCase, matchDiacritics],
  );
  const hits = useMemo(
    () => (index === null ? [] : findInText(index, deferred, wholeWord)),
    [index, deferred, wholeWord],
  );
  const leavePlace = useRef(onLeave);
  leavePlace.current = onLeave;

  useEffect(() => {
    const first = hits.findIndex((hit) => hit.start >= begin.current);
    setWrapped(null);
    setCurrent(hits.length === 0 ? -1 : Math.max(0, first));
  }, [hits]);
  useEffect(() => {
    if (!isOpen) {
      view?.setHits(pointed === null ? [] : [pointed], 0);
      return;
    }
    const hit = hits[current];
    if (isAllMarked) {
      const painted = hitsAround(hits, current, PAINTED);
      view?.setHits(painted.hits, painted.current);
    } else view?.setHits(hit === undefined ? [] : [hit], 0);
    if (hit === undefined) return;
    if (origin.current !== null) leavePlace.current(origin.current);
    origin.current = null;
    view?.scrollTo(hit);
  }, [view, isOpen, hits, current, pointed, isAllMarked]);
  useEffect(() => {
    if (isOpen) rememberFind({ query, options, isAllMarked });
  }, [isOpen, query, options, isAllMarked]);

  const point = useCallback((span: Span | null) => {
    setPointed(span);
    if (span !== null) setIsOpen(false);
  }, []);
  const open = (words?: string) => {
    const last = recallFind();
    if (words !== undefined && words !== '') setQuery(words);
    else if (!isOpen) setQuery(last.query);
    if (isOpen) return;
    setOptions(last.options);
    setAllMarked(last.isAllMarked);
    begin.current = view?.describe()?.start ?? view?.firstOffset() ?? 0;
    hasStepped.current = false;
    origin.current = view?.position() ?? null;
    setPointed(null);
    setIsOpen(true);
  };
  const close = () => setIsOpen(false);
  const select = () => {
    const hit = hits[current];
    setIsOpen(false);
    if (hit !== undefined) view?.select(hit);
  };
  return {
    ...{ isOpen, query, options, isAllMarked, hits, current, wrapped, pointed },
    ...{ setQuery, setOptions, setAllMarked, open, close, select, point },
    leave: () => (hasStepped.current ? select() : close()),
    step: (step) => {
      if (!isOpen) open();
      else if (hits.length > 0) {
        hasStepped.current = true;
        const next = (current + step + hits.length) % hits.length;
        setWrapped(hits.length > 1 && (next - current) * step < 0 ? (step === 1 ? 'top' : 'end') : null);
        begin.current = hits[next]?.start ?? 0;
        setCurrent(next);
      }
    },
  };
}
