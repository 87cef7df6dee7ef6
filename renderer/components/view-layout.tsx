import type { ReactNode } from 'react';
import { errorMessage } from './toast.tsx';
import styles from './view-layout.module.css';

/** What ViewLayout takes. */
export interface ViewLayoutProps {
  readonly title: string;
  /** A few quiet words beside the title, for example a count. */
  readonly subtitle?: ReactNode;
  /** Controls on the line of the title, to its right. */
  readonly controls?: ReactNode;
  /** Main actions, at the end of that line. */
  readonly actions?: ReactNode;
  /** Line of filter chips. */
  readonly filters?: ReactNode;
  /** Line about what is selected, over the foot of the content: nothing moves when it appears. */
  readonly bulk?: ReactNode;
  /** Why the content could not be read. */
  readonly error?: unknown;
  readonly children: ReactNode;
}

/** Words of a button on the line of the title: where a view is narrow its icon alone is seen. */
export function RoomyLabel({ children }: { readonly children: ReactNode }) {
  return <span className={styles.label}>{children}</span>;
}

/** The skeleton that every view shares: title line, filter line, content. */
export function ViewLayout(props: ViewLayoutProps) {
  const { title, subtitle, controls, actions, filters, bulk, error, children } = props;
  return (
    <div className={styles.view}>
      <header className={styles.header}>
        <h1 className={styles.title}>{title}</h1>
        {subtitle && <span className={styles.subtitle}>{subtitle}</span>}
        {controls}
        <span className={styles.spacer} />
        {actions}
      </header>
      {filters && <div className={styles.filters}>{filters}</div>}
      {Boolean(error) && (
        <p role="alert" className={styles.failure}>
          {errorMessage(error)}
        </p>
      )}
      <div className={styles.body}>
        {children}
        {bulk && <div className={styles.bulk}>{bulk}</div>}
      </div>
    </div>
  );
}
