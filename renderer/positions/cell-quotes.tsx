import type { PassageView } from '../../shared/contract.ts';
import { useArchiveQuery } from '../archive-query.ts';
import { useArchiveState } from '../archive-state.ts';
import { Button } from '../components/button.tsx';
import { StanceChip } from '../components/stance.tsx';
import { VerificationMark } from '../components/verification-mark.tsx';
import { count, formatPage, formatPartialDate } from '../formats.ts';
import { openPassage } from '../passages/passage-actions.ts';
import { showPassages } from '../passages/passages-filter.ts';
import { useVerification } from '../verification.ts';
import { WithdrawalBadge } from '../versions/withdrawal-notice.tsx';
import styles from './cell-quotes.module.css';
import { isWithin } from './matrix-model.ts';

function QuoteLine({ passage }: { readonly passage: PassageView }) {
  const check = useVerification(passage);
  const page = formatPage(passage.page, passage.pageLabel);
  return (
    <li className={styles.line}>
      <button type="button" className={styles.quote} onClick={() => openPassage(passage)}>
        “{passage.quote}”
      </button>
      <p className={styles.source}>
        {passage.documentTitle}
        {page ? `, ${page}` : ''} · {formatPartialDate(passage.dateIssued)}
      </p>
      {passage.withdrawal && <WithdrawalBadge withdrawal={passage.withdrawal} />}
      <VerificationMark check={check} />
    </li>
  );
}

/** What CellQuotes takes: the cell, or nulls while none is open. */
export interface CellQuotesProps {
  readonly agencyId: string | null;
  readonly stanceId: string | null;
  readonly asOf: string | null;
}

/** The quotes behind a cell of the matrix; each opens its document at the place. */
export function CellQuotes({ agencyId, stanceId, asOf }: CellQuotesProps) {
  const agency = useArchiveState((state) => (agencyId === null ? undefined : state.agenciesById.get(agencyId)));
  const stance = useArchiveState((state) => (stanceId === null ? undefined : state.stancesById.get(stanceId)));
  const { data } = useArchiveQuery(
    'passage.list',
    agencyId === null || stanceId === null ? null : { agencyIds: [agencyId], stanceIds: [stanceId] },
    ['passage', 'document', 'agency', 'stance'],
  );
  if (!agency || !stance)
    return (
      <p className={styles.hint}>
        Choose a cell with the pointer, or with the arrow keys and Enter, to read its quotes.
      </p>
    );
  const passages = (data?.passages ?? []).filter(
    (passage) =>
      isWithin(passage.dateIssued, asOf) &&
      passage.codings.some((coding) => coding.agencyId === agency.id && coding.stanceId === stance.id),
  );
  return (
    <div className={styles.panel}>
      <header className={styles.header}>
        <h2>{agency.name}</h2>
        <div className={styles.stance}>
          <StanceChip stance={stance} />
          <span>{data ? count(passages.length, 'quote') : ''}</span>
        </div>
        {stance.definition && <p className={styles.definition}>{stance.definition}</p>}
      </header>
      <ul className={styles.list}>
        {passages.map((passage) => (
          <QuoteLine key={passage.id} passage={passage} />
        ))}
      </ul>
      {passages.length > 0 && (
        <Button size="s" onClick={() => showPassages({ agencyIds: [agency.id], stanceIds: [stance.id] })}>
          Show in Passages
        </Button>
      )}
    </div>
  );
}
