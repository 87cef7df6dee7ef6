import { CITATION_ATTRIBUTION } from '../../shared/citations/attribution.ts';
import { useArchiveQuery } from '../archive-query.ts';
import { Dialog } from '../components/dialog.tsx';
import styles from './about-dialog.module.css';

/** Name, version and promise of the product. */
export function AboutDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { data: info } = useArchiveQuery('app.info', open ? {} : null, []);
  return (
    <Dialog open={open} onClose={onClose} title="About Standpoint" size="s">
      <div className={styles.about}>
        <p className={styles.name}>Standpoint</p>
        <p className={styles.version}>
          {info ? `Version ${info.version} · Electron ${info.electron} · ${info.platform}` : 'Version …'}
        </p>
        <p>
          Preserves source documents, marks which agency takes which stance, and hands over briefings whose every quote
          is verified against the preserved text.
        </p>
        <p className={styles.version}>
          Works without a network. Nothing leaves this computer. Free software under the MIT License.
        </p>
        <p className={styles.version}>
          {CITATION_ATTRIBUTION.text} {CITATION_ATTRIBUTION.url}
        </p>
      </div>
    </Dialog>
  );
}
