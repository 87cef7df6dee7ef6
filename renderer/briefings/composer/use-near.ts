import { type RefObject, useEffect, useState } from 'react';

/** How far outside of the visible part of the page a node is drawn in full, in pixels. */
const MARGIN = 1_200;

interface Watch {
  readonly observer: IntersectionObserver;
  readonly listeners: Map<Element, () => void>;
}

/** One observer for each page that scrolls. */
const watches = new WeakMap<Element, Watch>();

function watchOf(scroller: Element): Watch {
  const known = watches.get(scroller);
  if (known !== undefined) return known;
  const listeners = new Map<Element, () => void>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) listeners.get(target)?.();
    },
    { root: scroller, rootMargin: `${MARGIN}px 0px` },
  );
  const watch = { observer, listeners };
  watches.set(scroller, watch);
  return watch;
}

/**
 * Whether an element of the page is in sight or was close to it before: what is far away need not be drawn in full yet.
 */
export function useNear(ref: RefObject<Element | null>): boolean {
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    const element = ref.current;
    if (element === null || isNear) return;
    const scroller = element.closest('[data-page-scroller]');
    if (scroller === null) {
      setIsNear(true);
      return;
    }
    const { observer, listeners } = watchOf(scroller);
    listeners.set(element, () => setIsNear(true));
    observer.observe(element);
    return () => {
      observer.unobserve(element);
      listeners.delete(element);
    };
  }, [ref, isNear]);
  return isNear;
}
