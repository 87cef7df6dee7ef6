import { useCallback, useState } from 'react';

/** Where more stands beside what an element shows. */
export interface Overflow {
  readonly isMoreBefore: boolean;
  readonly isMoreAfter: boolean;
}

const NONE: Overflow = { isMoreBefore: false, isMoreAfter: false };

/**
 * Whether an element that scrolls sideways has more to its left or right, kept in step as it is scrolled or gets another
 * size. Give `ref` to that element, whose only child is what it shows.
 */
export function useOverflow(): Overflow & { readonly ref: (element: HTMLElement | null) => (() => void) | undefined } {
  const [overflow, setOverflow] = useState(NONE);
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return;
    const read = () => {
      const { scrollLeft, scrollWidth, clientWidth } = element;
      // Widths are rounded: a pixel more is none.
      const isMoreBefore = scrollLeft > 1;
      const isMoreAfter = scrollLeft + clientWidth < scrollWidth - 1;
      setOverflow((before) =>
        before.isMoreBefore === isMoreBefore && before.isMoreAfter === isMoreAfter
          ? before
          : { isMoreBefore, isMoreAfter },
      );
    };
    read();
    const resizing = new ResizeObserver(read);
    resizing.observe(element);
    for (const child of element.children) resizing.observe(child);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      resizing.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, []);
  return { ...overflow, ref };
}
