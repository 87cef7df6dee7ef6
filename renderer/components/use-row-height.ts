import type { Virtualizer } from '@tanstack/react-virtual';
import { useEffect } from 'react';
import { useArchiveState } from '../archive-state.ts';

/** Height in pixels of `rem` at the text size in force: virtual rows must grow with the text. */
export function useRowHeight(rem: number): number {
  const textSize = useArchiveState((state) => state.settings.textSize);
  return (rem * 16 * textSize) / 100;
}

/** Lays the rows out anew when their height changes. */
export function useMeasureOnChange(virtualizer: Virtualizer<HTMLDivElement, Element>, rowHeight: number): void {
  useEffect(() => {
    if (rowHeight > 0) virtualizer.measure();
  }, [virtualizer, rowHeight]);
}
