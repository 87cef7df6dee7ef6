import { type RefObject, useLayoutEffect, useState } from 'react';

/** Width of an element in pixels, kept in step; null before it is known. */
export function useWidth(element: RefObject<HTMLElement | null>): number | null {
  const [width, setWidth] = useState<number | null>(null);
  useLayoutEffect(() => {
    const observed = element.current;
    if (observed === null) return;
    const read = () => {
      // A hidden panel has no width: what it had stays true.
      const { clientWidth } = observed;
      if (clientWidth > 0) setWidth(clientWidth);
    };
    read();
    const resizing = new ResizeObserver(read);
    resizing.observe(observed);
    return () => resizing.disconnect();
  }, [element]);
  return width;
}

/**
 * Outer width of an element in pixels as it is now, 0 while it is hidden or empty. Read when the layout is done anyway:
 * to ask for it at each drawing would make the browser lay the page out twice.
 */
export function useOuterWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const observed = element.current;
    if (observed === null) return;
    const resizing = new ResizeObserver(() => setWidth(observed.offsetWidth));
    resizing.observe(observed);
    return () => resizing.disconnect();
  }, [element]);
  return width;
}
