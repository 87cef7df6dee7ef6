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
