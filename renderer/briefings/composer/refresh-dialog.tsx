import { CircleMinus, CirclePlus, type LucideIcon, Pencil, UserMinus } from 'lucide-react';
import type { SectionChange, SectionRefresh } from '../../../shared/contract/composer.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { count, formatPartialDate } from '../../formats.ts';
import styles from './dialogs.module.css';

/** What RefreshDialog takes. */
export interface RefreshDialogProps {
  /** The query in words. */
  readonly query: string;
  readonly refresh: SectionRefresh;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

interface ChangesProps {
  readonly title: string;
  readonly icon: LucideIcon;
  readonly tone: 'new' | 'changed' | 'gone' | 'left';
  readonly changes: readonly SectionChange[];
}

function Changes({ title, icon: Icon, tone, changes }: ChangesProps) {
  if (changes.length === 0) return null;
  return (
    <section className={styles.changes} data-tone={tone}>
      <h3>
        <Icon aria-hidden /> {title} <span>{changes.length}</span>
      </h3>
      <ul>
        {changes.map((change) => (
          <li key={change.passageId}>
            <p className={styles.changeQuote}>{change.quote}</p>
            <p className={styles.changeFacts}>
              {change.source} · {formatPartialDate(change.dateIssued)} · {change.reason}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Shows what became of a section's query before anything in the section is replaced. */
export function RefreshDialog({ query, refresh, onDone, onClose }: RefreshDialogProps) {
  const { added, changed, gone, leftOut, unchanged } = refresh;
  const isSame = added.length + changed.length + gone.length === 0;
  return (
    <Dialog
      open
      onClose={onClose}
      title="Refresh the section"
      description={`${query}. ${isSame ? 'Nothing has changed since it was filled.' : 'Nothing is replaced before you say so; Undo brings the section back.'}`}
      size="l"
      footer={
        isSame ? (
          <Button variant="primary" onClick={onClose}>
            Close
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>Leave it as it is</Button>
            <Button variant="primary" onClick={onDone}>
              Refresh the section
            </Button>
          </>
        )
      }
    >
      <Changes title="New" icon={CirclePlus} tone="new" changes={added} />
      <Changes title="Changed" icon={Pencil} tone="changed" changes={changed} />
      <Changes title="Gone" icon={CircleMinus} tone="gone" changes={gone} />
      <Changes title="Taken out by you, stays out" icon={UserMinus} tone="left" changes={leftOut} />
      <p className={styles.total}>{count(unchanged, 'passage')} unchanged.</p>
    </Dialog>
  );
}
