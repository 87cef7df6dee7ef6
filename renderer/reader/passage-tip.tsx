import type { Mark } from './document-view.ts';
import { UNCODED_TINT } from './mark-painter.ts';
import styles from './reader.module.css';

/** Passages named at most; of the others the number is told. */
const NAMED = 6;

/** What PassageTip takes. */
export interface PassageTipProps {
  /** The passages pointed at, the one that a click would choose first. */
  readonly marks: readonly Mark[];
  readonly selectedId: string | null;
  /** Where the pointer is, in the window. */
  readonly x: number;
  readonly y: number;
}

/** Names the passages under the pointer; of several also how to come to each. */
export function PassageTip({ marks, selectedId, x, y }: PassageTipProps) {
  const [only] = marks;
  if (only === undefined) return null;
  if (marks.length === 1) {
    return (
      <div role="tooltip" className={styles.tip} style={{ left: x, top: y }}>
        {only.label}
      </div>
    );
  }
  const more = marks.length - NAMED;
  return (
    <div role="tooltip" className={styles.tip} style={{ left: x, top: y }}>
      <ul className={styles.tipLines}>
        {marks.slice(0, NAMED).map(({ id, label, tints }) => (
          <li key={id} data-selected={id === selectedId || undefined}>
            <span aria-hidden className={styles.tipLetters}>
              {(tints.length === 0 ? [UNCODED_TINT] : tints).map(({ letter }) => letter).join('')}
            </span>
            {label}
          </li>
        ))}
      </ul>
      <span className={styles.tipHint}>
        {more > 0 && `and ${more} more · `}
        {marks.some(({ id }) => id === selectedId) ? 'Click for the next one' : 'Click again for the next one'}
      </span>
    </div>
  );
}
