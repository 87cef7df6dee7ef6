import { CircleCheck, CircleHelp, NotebookPen } from 'lucide-react';
import { memo } from 'react';
import type { QuoteCheck } from '../../shared/contract/outcomes.ts';
import type { Passage } from '../../shared/domain/passage.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { useArchiveState } from '../archive-state.ts';
import { reviewName } from '../coding-words.ts';
import { markdownWords } from '../components/markdown.tsx';
import { StanceChip } from '../components/stance.tsx';
import { VerificationMark } from '../components/verification-mark.tsx';
import { formatPage } from '../formats.ts';
import { InternalBadge } from '../passages/internal-badge.tsx';
import { codingRemarks } from './coding-sentences.ts';
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
  const topics = useArchiveState((state) => state.codebook.topics);
  const review = passage.review ?? 'coded';
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
        <span className={styles.cardQuote}>
          {passage.quote === '' ? `Area of the page${recognised(passage)}` : readableQuote(passage.quote)}
        </span>
        <span className={styles.cardCodings}>
          {passage.codings.map((coding) => {
            const stance = stancesById.get(coding.stanceId);
            const agency = agenciesById.get(coding.agencyId);
            if (stance === undefined) return null;
            return (
              <span key={coding.id} className={styles.cardCoding}>
                <StanceChip stance={stance} agency={agency?.name ?? 'Unknown agency'} />
                <span className={styles.badge}>{codingRemarks(coding, topics).join(' · ')}</span>
              </span>
            );
          })}
          {passage.codings.length === 0 && <span className={styles.uncoded}>• Not coded</span>}
        </span>
        {passage.note !== '' && (
          <span className={styles.cardNote}>
            <NotebookPen aria-label="Note:" />
            <span className={styles.cardNoteText}>{markdownWords(passage.note)}</span>
          </span>
        )}
        {(page !== null || isDoubtful || review !== 'coded' || passage.internal !== undefined) && (
          <span className={styles.cardFoot}>
            {page !== null && <span className={styles.cardPage}>{page}</span>}
            {review !== 'coded' && (
              <span className={styles.review} data-review={review}>
                {review === 'reviewed' ? <CircleCheck aria-hidden /> : <CircleHelp aria-hidden />}
                {reviewName(review)}
              </span>
            )}
            <InternalBadge internal={passage.internal} />
            {isDoubtful && <VerificationMark check={check} />}
          </span>
        )}
      </button>
    </li>
  );
});

function recognised({ area }: Passage): string {
  return area?.recognised ? `: ${area.recognised}` : '';
}
