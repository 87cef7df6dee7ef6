import { NotebookPen } from 'lucide-react';
import { memo } from 'react';
import type { QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { useArchiveState } from '../archive-state.ts';
import { StanceChip } from '../components/stance.tsx';
import { VerificationMark } from '../components/verification-mark.tsx';
import { formatPage } from '../formats.ts';
import styles from './inspector.module.css';

/** What PassageCard takes. */
export interface PassageCardProps {
  readonly passage: Passage;
  readonly check: QuoteCheck | null;
  readonly isHovered: boolean;
  readonly onSelect: (id: string) => void;
  readonly onHover: (id: string | null) => void;
}

/** A passage in the inspector's list: its words, its codings, its page. */
export const PassageCard = memo(function PassageCard(props: PassageCardProps) {
  const { passage, check, isHovered, onSelect, onHover } = props;
  const stancesById = useArchiveState((state) => state.stancesById);
  const agenciesById = useArchiveState((state) => state.agenciesById);
  const page = formatPage(passage.page, passage.pageLabel);
  const isDoubtful = check !== null && check.status !== 'exact' && check.status !== 'normalised';
  return (
    <li>
      <button
        type="button"
        className={styles.card}
        data-passage-card={passage.id}
        data-hovered={isHovered || undefined}
        onClick={() => onSelect(passage.id)}
        onMouseEnter={() => onHover(passage.id)}
        onMouseLeave={() => onHover(null)}
        onFocus={() => onHover(passage.id)}
        onBlur={() => onHover(null)}
      >
        <span className={styles.cardQuote}>{readableQuote(passage.quote)}</span>
        <span className={styles.cardCodings}>
          {passage.codings.map((coding) => {
            const stance = stancesById.get(coding.stanceId);
            const agency = agenciesById.get(coding.agencyId);
            if (stance === undefined) return null;
            return <StanceChip key={coding.id} stance={stance} agency={agency?.name ?? 'Unknown agency'} />;
          })}
          {passage.codings.length === 0 && <span className={styles.uncoded}>• Not coded</span>}
        </span>
        {passage.note !== '' && (
          <span className={styles.cardNote}>
            <NotebookPen aria-label="Note:" />
            <span className={styles.cardNoteText}>{passage.note}</span>
          </span>
        )}
        {(page !== null || isDoubtful) && (
          <span className={styles.cardFoot}>
            <span className={styles.cardPage}>{page}</span>
            {isDoubtful && <VerificationMark check={check} />}
          </span>
        )}
      </button>
    </li>
  );
});
