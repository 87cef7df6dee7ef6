import { AlertTriangle, CircleX } from 'lucide-react';
import type { BagFault, BagWarning } from '../../shared/contract/bag.ts';
import { count } from '../formats.ts';
import styles from './bag-dialog.module.css';

/** Findings that a list shows at once. */
const SHOWN = 200;

/** What is wrong with a bag, or may make trouble: each with its name, where it is, and what to do. */
export function BagFindings(props: {
  readonly kind: 'fault' | 'warning';
  readonly findings: readonly (BagFault | BagWarning)[];
}) {
  const { kind, findings } = props;
  if (findings.length === 0) return null;
  const Icon = kind === 'fault' ? CircleX : AlertTriangle;
  const shown = findings.slice(0, SHOWN).map((finding, index) => ({ ...finding, key: `${index} ${finding.code}` }));
  return (
    <section className={styles.findings} data-kind={kind} aria-label={kind === 'fault' ? 'Faults' : 'Warnings'}>
      <h3>
        <Icon aria-hidden="true" />
        {count(findings.length, kind)}
      </h3>
      <ul>
        {shown.map(({ key, code, message }) => (
          <li key={key}>
            <p>{message}</p>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      {findings.length > SHOWN && <p className={styles.faint}>and {count(findings.length - SHOWN, `more ${kind}`)}</p>}
    </section>
  );
}
