import type { QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import { PassageCard } from '../reader/passage-card.tsx';
import styles from './carried-list.module.css';
import type { CarriedState } from './use-carried.ts';
import { openReview } from './version-actions.ts';

/** What CarriedList takes. */
export interface CarriedListProps {
  readonly document: SourceDocument;
  readonly carried: CarriedState;
  readonly checks: ReadonlyMap<string, QuoteCheck>;
  readonly onSelect: (id: string | null) => void;
  readonly onHover: (id: string | null) => void;
}

/** The passages of older versions: those that stand in this one too, and those that were not found in it. */
export function CarriedList({ document, carried, checks, onSelect, onHover }: CarriedListProps) {
  const { placed, lost } = carried;
  return (
    <>
      {placed.length > 0 && (
        <section className={styles.section} aria-label="Passages of older versions">
          <h3 className={styles.heading}>Of older versions, found here</h3>
          <ul className={styles.list}>
            {placed.map(({ passage }) => (
              <PassageCard
                key={passage.id}
                passage={passage}
                check={checks.get(passage.id) ?? null}
                isHovered={false}
                onSelect={onSelect}
                onHover={onHover}
              />
            ))}
          </ul>
        </section>
      )}
      {lost.length > 0 && (
        <section className={styles.section} aria-label="Passages not found in this version">
          <h3 className={styles.heading}>Not found in this version</h3>
          <ul className={`${styles.list} ${styles.lost}`}>
            {lost.map((passage) => (
              <PassageCard
                key={passage.id}
                passage={passage}
                check={null}
                isHovered={false}
                onSelect={() => openReview(document)}
                onHover={() => undefined}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
