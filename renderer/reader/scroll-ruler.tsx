import { memo, useMemo } from 'react';
import type { PageInfo } from '../../shared/contract/outcomes.ts';
import type { Mark, Span } from './document-view.ts';
import { hitPlaces, markPlaces, rulerTicks, shareOfHeight } from './ruler-ticks.ts';
import styles from './scroll-ruler.module.css';

/** What ScrollRuler takes. */
export interface ScrollRulerProps {
  readonly pages: readonly PageInfo[];
  readonly textLength: number;
  readonly marks: readonly Mark[];
  readonly hits: readonly Span[];
  /** Index of the hit in sight, or −1. */
  readonly current: number;
}

/** Lines that are told apart: more are not seen. */
const LINES = 300;

/** Beside the scroll bar, for the eye alone: where passages and hits are in the whole document. */
export const ScrollRuler = memo(function ScrollRuler({ pages, textLength, marks, hits, current }: ScrollRulerProps) {
  const share = useMemo(() => shareOfHeight(pages, textLength), [pages, textLength]);
  const passages = useMemo(() => rulerTicks(markPlaces(marks, share), LINES), [marks, share]);
  const found = useMemo(() => rulerTicks(hitPlaces(hits, share), LINES), [hits, share]);
  const now = hits[current];
  const top = (line: number) => `${(100 * line) / LINES}%`;
  return (
    <div aria-hidden className={styles.ruler} data-ruler="">
      {passages.map(({ line, color }) => (
        <span
          key={line}
          className={styles.passage}
          style={{ top: top(line), ...(color === null ? {} : { background: color }) }}
        />
      ))}
      {found.map(({ line }) => (
        <span key={line} className={styles.hit} data-ruler-hit="" style={{ top: top(line) }} />
      ))}
      {now !== undefined && <span className={styles.current} style={{ top: `${100 * share(now.start)}%` }} />}
    </div>
  );
});
