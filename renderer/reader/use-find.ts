import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { DocumentView, Span } from './document-view.ts';
import { findInText } from './find-in-text.ts';

/** Finding words in the open document. */
export interface Find {
  readonly isOpen: boolean;
  readonly query: string;
  readonly hits: readonly Span[];
  /** Index of the hit in sight, −1 if there is none. */
  readonly current: number;
  /** Words that the reader was sent to, marked while the bar is closed; or null. */
  readonly pointed: Span | null;
  setQuery(query: string): void;
  /** Opens the bar; with `query`, for those words. */
  open(query?: string): void;
  close(): void;
  step(step: 1 | -1): void;
  /** Marks words found elsewhere and closes the bar; null takes the mark away. */
  point(span: Span | null): void;
}

/** Keeps query, hits and the hit in sight, and paints them. The first hit is the one nearest below `from()`. */
export function useFind(view: DocumentView | null, text: string | null, from: () => number): Find {
  const [isOpen, setIsOpen] = useState(false);
  const [query, setQuery] = useState('');
  const [current, setCurrent] = useState(-1);
  const [pointed, setPointed] = useState<Span | null>(null);
  const deferred = useDeferredValue(query);
  const hits = useMemo(() => (isOpen && text !== null ? findInText(text, deferred) : []), [isOpen, text, deferred]);
  const start = useRef(from);
  start.current = from;

  useEffect(() => {
    const begin = start.current();
    const first = hits.findIndex((hit) => hit.start >= begin);
    setCurrent(hits.length === 0 ? -1 : Math.max(0, first));
  }, [hits]);
  useEffect(() => {
    if (!isOpen) {
      view?.setHits(pointed === null ? [] : [pointed], 0);
      return;
    }
    view?.setHits(hits, current);
    const hit = hits[current];
    if (hit !== undefined) view?.scrollTo(hit);
  }, [view, isOpen, hits, current, pointed]);

  const point = useCallback((span: Span | null) => {
    setPointed(span);
    if (span !== null) setIsOpen(false);
  }, []);
  const open = (words?: string) => {
    if (words !== undefined && words !== '') setQuery(words);
    setPointed(null);
    setIsOpen(true);
  };
  return {
    isOpen,
    query,
    hits,
    current,
    pointed,
    setQuery,
    open,
    close: () => setIsOpen(false),
    step: (step) => {
      if (!isOpen) open();
      else if (hits.length > 0) setCurrent((current + step + hits.length) % hits.length);
    },
    point,
  };
}
