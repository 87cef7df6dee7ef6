import { ShieldAlert } from 'lucide-react';
import { useArchiveState } from '../archive-state.ts';
import { Button } from '../components/button.tsx';
import { openTab } from '../tabs-state.ts';
import styles from './fixity-banner.module.css';
import { faultWords } from './preservation-actions.ts';

const NO_ALARMS: readonly never[] = [];

/** Says that bytes of a document fail fixity, for as long as nobody has dealt with it; nothing otherwise. */
export function FixityBanner({ documentId }: { readonly documentId: string }) {
  const alarms = useArchiveState((state) => state.status?.alarms ?? NO_ALARMS);
  const own = alarms.filter(({ documents }) => documents.some(({ id }) => id === documentId));
  const [first] = own;
  if (!first) return null;
  return (
    <div role="alert" className={styles.banner}>
      <ShieldAlert aria-hidden />
      <p>
        <strong>{first.fileName} fails fixity.</strong> {faultWords(first)} What you see may not be what was preserved;
        do not quote it before it is restored.
      </p>
      <Button size="s" onClick={() => openTab({ kind: 'view', view: 'preservation' })}>
        Deal with it
      </Button>
    </div>
  );
}
