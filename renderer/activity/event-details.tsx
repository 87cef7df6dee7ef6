import { CircleAlert, CircleCheck, CircleX, FileText } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { MethodOutput } from '../../shared/contract.ts';
import { outcomeNote, premisTerm, premisUri, subjectsOf } from '../../shared/domain/premis.ts';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { Button } from '../components/button.tsx';
import { errorMessage } from '../components/toast.tsx';
import { count, formatTime } from '../formats.ts';
import { openTab } from '../tabs-state.ts';
import { type ChangeWords, describeChanges } from './change-words.ts';
import styles from './event-details.module.css';

type JournalEntry = MethodOutput<'history.get'>;

/** Changes of one event that are described; a restoration may have thousands. */
const MOST_CHANGES = 40;

/** Words and icon of an outcome. */
export const OUTCOMES: Readonly<
  Record<JournalEntry['outcome'], { readonly label: string; readonly icon: typeof CircleCheck }>
> = {
  success: { label: 'Success', icon: CircleCheck },
  warning: { label: 'Warning', icon: CircleAlert },
  failure: { label: 'Failure', icon: CircleX },
};

function useEntry(seq: number): { readonly entry: JournalEntry | null; readonly error: unknown } {
  const [state, setState] = useState<{ readonly entry: JournalEntry | null; readonly error: unknown }>({
    entry: null,
    error: null,
  });
  useEffect(() => {
    let isStale = false;
    call('history.get', { seq }).then(
      (entry) => !isStale && setState({ entry, error: null }),
      (error) => !isStale && setState({ entry: null, error }),
    );
    return () => {
      isStale = true;
    };
  }, [seq]);
  return state.entry?.seq === seq || state.entry === null ? state : { entry: null, error: null };
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Change({ words }: { readonly words: ChangeWords }) {
  return (
    <li className={styles.change}>
      <p className={styles.changeTitle}>
        {words.title} <span className={styles.verb}>{words.verb}</span>
      </p>
      <dl className={styles.fields}>
        {words.fields.map(({ field, before, after }) => (
          <div key={field}>
            <dt>{field}</dt>
            <dd>
              {before !== null && (
                <del>
                  <span className="visually-hidden">before: </span>
                  {before}
                </del>
              )}
              {before !== null && after !== null && <span aria-hidden> → </span>}
              {after !== null && (
                <ins>
                  <span className="visually-hidden">after: </span>
                  {after}
                </ins>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

/** One entry of the journal: agent, time, outcome in the words of PREMIS, what it changed, its place in the chain. */
export function EventDetails({ seq }: { readonly seq: number }) {
  const { entry, error } = useEntry(seq);
  const agencies = useArchiveState((state) => state.agenciesById);
  const stances = useArchiveState((state) => state.stancesById);
  if (error) return <p role="alert" className={styles.hint}>{`The entry cannot be read. ${errorMessage(error)}`}</p>;
  if (entry === null) return null;
  const term = premisTerm(entry.type);
  const note = outcomeNote(entry);
  const { label, icon: Icon } = OUTCOMES[entry.outcome];
  const documents = subjectsOf(entry).filter(({ kind }) => kind === 'document');
  const changes = describeChanges(entry.changes.slice(0, MOST_CHANGES), {
    agency: (id) => agencies.get(id)?.name ?? 'an agency since removed',
    stance: (id) => stances.get(id)?.name ?? 'a stance since removed',
  });
  const [first] = documents;
  return (
    <div className={styles.details}>
      <h2 className={styles.title}>{entry.label}</h2>
      {first && documents.length === 1 && (
        <div>
          <Button size="s" icon={<FileText />} onClick={() => openTab({ kind: 'document', documentId: first.id })}>
            Open document
          </Button>
        </div>
      )}
      <dl className={styles.facts}>
        <Fact name="When">{formatTime(entry.time)}</Fact>
        <Fact name="Who">{entry.coder || 'Not named'}</Fact>
        <Fact name="Program">
          {typeof entry.detail.software === 'string' ? entry.detail.software : 'Version not recorded'}
        </Fact>
        <Fact name="Outcome">
          <span className={styles.outcome} data-outcome={entry.outcome}>
            <Icon aria-hidden />
            {label}
          </span>
          {note !== null && <span className={styles.note}>{note}</span>}
        </Fact>
        <Fact name="PREMIS">
          {term.label}
          <span className={styles.note}>{premisUri(term)}</span>
        </Fact>
        <Fact name="Type">
          <code>{entry.type}</code>
        </Fact>
        {entry.inverts.length > 0 && <Fact name="Takes back">{`entry ${entry.inverts.join(', ')}`}</Fact>}
      </dl>
      {changes.length > 0 && (
        <section aria-label="Changes">
          <h3 className={styles.heading}>{count(entry.changes.length, 'change')}</h3>
          <ul className={styles.changes}>
            {changes.map((words) => (
              <Change key={`${words.title} ${words.id}`} words={words} />
            ))}
          </ul>
          {entry.changes.length > MOST_CHANGES && (
            <p className={styles.note}>and {(entry.changes.length - MOST_CHANGES).toLocaleString('en-GB')} more</p>
          )}
        </section>
      )}
      <section aria-label="Chain">
        <h3 className={styles.heading}>Chain</h3>
        <dl className={styles.facts}>
          <Fact name="Entry">{entry.seq.toLocaleString('en-GB')}</Fact>
          <Fact name="Hash">
            <code className={styles.hash}>{entry.hash}</code>
          </Fact>
          <Fact name="Before">
            <code className={styles.hash}>{entry.prev}</code>
          </Fact>
        </dl>
      </section>
    </div>
  );
}
