import { Ban } from 'lucide-react';
import type { Withdrawal } from '../../shared/domain/document.ts';
import { formatPartialDate } from '../formats.ts';
import styles from './notices.module.css';

const NAMES = { withdrawn: 'Withdrawn', rescinded: 'Rescinded' } as const;

/** "Rescinded 3 Feb 2026". */
function withdrawalName({ status, date }: Withdrawal): string {
  return `${NAMES[status]} ${formatPartialDate(date)}`;
}

/** Says across the whole width that a statement no longer stands, since when, and where that is said. */
export function WithdrawalNotice({ withdrawal }: { readonly withdrawal: Withdrawal }) {
  return (
    <p className={`${styles.notice} ${styles.withdrawn}`} role="note">
      <Ban aria-hidden />
      <span>
        <strong>{withdrawalName(withdrawal)}</strong> · {withdrawal.source}
      </span>
    </p>
  );
}

/** The same in a few words, for lists. */
export function WithdrawalBadge({ withdrawal }: { readonly withdrawal: Withdrawal }) {
  return (
    <span className={styles.badge} title={withdrawal.source}>
      <Ban aria-hidden />
      {withdrawalName(withdrawal)}
    </span>
  );
}
