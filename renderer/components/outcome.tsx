import { CircleAlert, CircleCheck, CircleX, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './outcome.module.css';
import type { Task } from './use-task.ts';

const ICONS: Readonly<Record<OutcomeProps['tone'], LucideIcon>> = {
  good: CircleCheck,
  doubtful: CircleAlert,
  bad: CircleX,
};

/** What Outcome takes. */
export interface OutcomeProps {
  readonly tone: 'good' | 'doubtful' | 'bad';
  readonly title: string;
  /** Numbers, a path, what to do next. */
  readonly children?: ReactNode;
}

/** What came of something, in a box that is read out. */
export function Outcome({ tone, title, children }: OutcomeProps) {
  const Icon = ICONS[tone];
  return (
    <div className={styles.outcome} data-tone={tone} role="status">
      <Icon aria-hidden />
      <div className={styles.words}>
        <h3>{title}</h3>
        {children}
      </div>
    </div>
  );
}

/** Says that work goes on, once it has gone on for a while. */
export function Working({ task, label }: { readonly task: Pick<Task<unknown>, 'isShown'>; readonly label: string }) {
  if (!task.isShown) return null;
  return (
    <div className={styles.working}>
      <p role="status">{label}</p>
      <progress aria-label={label} />
    </div>
  );
}

/** Why something was refused. */
export function Refused({ children }: { readonly children: ReactNode }) {
  return (
    <p role="alert" className={styles.refused}>
      {children}
    </p>
  );
}

/** Lines of a list that a dialog shows at once. */
const SHOWN = 200;

/** What OutcomeList takes. */
export interface OutcomeListProps {
  readonly title: string;
  readonly tone?: 'doubtful' | 'bad';
  readonly lines: readonly {
    readonly key: string;
    readonly words: ReactNode;
    readonly detail?: ReactNode;
  }[];
}

/** What is to be known one by one: each with words and, below them, a reason. Nothing if there is none. */
export function OutcomeList({ title, tone, lines }: OutcomeListProps) {
  if (lines.length === 0) return null;
  return (
    <section className={styles.list} data-tone={tone} aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {lines.slice(0, SHOWN).map(({ key, words, detail }) => (
          <li key={key}>
            <p>{words}</p>
            {detail !== undefined && detail !== null && <p className={styles.detail}>{detail}</p>}
          </li>
        ))}
      </ul>
      {lines.length > SHOWN && (
        <p className={styles.detail}>and {(lines.length - SHOWN).toLocaleString('en-GB')} more</p>
      )}
    </section>
  );
}
