import { CircleCheck, CircleDashed, History, ShieldAlert, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { FixityObject } from '../../shared/contract/preservation.ts';
import { activityFilterStore, NO_FILTER } from '../activity/activity-filter.ts';
import { useArchiveState } from '../archive-state.ts';
import { Button } from '../components/button.tsx';
import { formatTime } from '../formats.ts';
import { openTab } from '../tabs-state.ts';
import styles from './document-fixity.module.css';
import { checkFixity, faultWords } from './preservation-actions.ts';
import { useAnswer } from './use-answer.ts';

function stateOf(object: FixityObject) {
  if (object.outcome === null || object.checkedAt === null)
    return {
      icon: <CircleDashed aria-hidden />,
      tone: 'faint',
      words: `Not checked since ${formatTime(object.storedAt)}`,
    };
  if (object.outcome === 'intact')
    return { icon: <CircleCheck aria-hidden />, tone: 'good', words: `Intact on ${formatTime(object.checkedAt)}` };
  const known = object.dismissed === null ? '' : ` Known: ${object.dismissed.reason}`;
  const words = `${faultWords({ outcome: object.outcome, reason: null })}${known}`;
  return { icon: <ShieldAlert aria-hidden />, tone: 'bad', words };
}

/** Fixity of everything that a document keeps: when each file was last hashed and what came of it. */
export function DocumentFixity({ documentId, title }: { readonly documentId: string; readonly title: string }) {
  const isReadOnly = useArchiveState((state) => state.status?.readOnly ?? false);
  const { data } = useAnswer('fixity.status', { ids: [documentId] });
  const [isBusy, setIsBusy] = useState(false);
  if (!data) return null;
  const check = () => {
    setIsBusy(true);
    void checkFixity([documentId]).finally(() => setIsBusy(false));
  };
  const showHistory = () => {
    activityFilterStore.setState({ ...NO_FILTER, document: { id: documentId, title } });
    openTab({ kind: 'view', view: 'activity' });
  };
  return (
    <section className={styles.section} aria-label="Fixity">
      <h3 className={styles.heading}>Fixity</h3>
      <ul className={styles.list}>
        {data.entries.map((object) => {
          const { icon, tone, words } = stateOf(object);
          return (
            <li key={`${object.version} ${object.sha256}`} className={styles.object} data-tone={tone}>
              {icon}
              <span>
                {data.entries.length > 1 && <span className={styles.name}>{object.fileName}</span>}
                {words}
              </span>
            </li>
          );
        })}
      </ul>
      <Button size="s" icon={<ShieldCheck />} disabled={isBusy} onClick={check}>
        {isBusy ? 'Checking…' : isReadOnly ? 'Check now (not recorded)' : 'Check now'}
      </Button>
      <Button size="s" variant="ghost" icon={<History />} onClick={showHistory}>
        Its history
      </Button>
    </section>
  );
}
