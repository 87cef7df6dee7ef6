import { useState } from 'react';
import type { UseState } from '../../../shared/contract/composer.ts';
import { VerificationButton } from '../../components/verification-mark.tsx';
import { count } from '../../formats.ts';
import { QuoteVerification } from '../verification/verification-dialog.tsx';
import type { VerifiedQuote } from '../verification/verification-state.ts';
import styles from './export.module.css';
import type { NotClean } from './export-choices.ts';

/** Uses shown one by one. */
const SHOWN = 100;

function FlaggedUse({ use, onShow }: { readonly use: UseState; readonly onShow: () => void }) {
  const check = use.status === null ? null : { status: use.status, reason: use.reason, start: null, end: null };
  return (
    <li>
      <p className={styles.quote}>
        {use.number}. {use.printed === '' ? 'A citation without words' : `“${use.printed}”`}
      </p>
      <p className={styles.reason}>
        <VerificationButton check={check} fault={use.fault} wording={use.wording} onOpen={onShow} />
        <span>{[use.fault, use.reason].filter((part) => part !== null).join(' ')}</span>
      </p>
    </li>
  );
}

/** Every quote that is not clean with the reason, each beside its source on a click, and what is not printed at all. */
export function NotCleanList({ flagged, left }: NotClean) {
  const [shown, setShown] = useState<VerifiedQuote | null>(null);
  return (
    <>
      {flagged.length > 0 && (
        <section className={styles.flagged} aria-label="Quotes that are not clean">
          <h3>
            {flagged.length === 1
              ? 'This quote is not clean and will be marked in the file'
              : `${flagged.length} quotes are not clean and will be marked in the file`}
          </h3>
          <ul>
            {flagged.slice(0, SHOWN).map((use) => (
              <FlaggedUse
                key={use.useId}
                use={use}
                onShow={() => setShown({ passageId: use.passageId, printed: use.printed === '' ? null : use.printed })}
              />
            ))}
          </ul>
          {flagged.length > SHOWN && <p className={styles.note}>and {flagged.length - SHOWN} more</p>}
        </section>
      )}
      {left.length > 0 && (
        <section className={styles.flagged} aria-label="Not printed">
          <h3>{count(left.length, 'quote')} will not be printed</h3>
          <ul>
            {left.slice(0, SHOWN).map((use) => (
              <li key={use.useId}>
                <p className={styles.reason}>{use.reason ?? 'What it quotes is no longer in the archive.'}</p>
              </li>
            ))}
          </ul>
        </section>
      )}
      {shown !== null && <QuoteVerification quote={shown} onClose={() => setShown(null)} />}
    </>
  );
}
