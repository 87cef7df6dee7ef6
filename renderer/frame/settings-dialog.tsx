import { Minus, Monitor, Moon, Plus, Sun } from 'lucide-react';
import type { Settings } from '../../shared/contract.ts';
import { call } from '../archive-client.ts';
import { useArchiveState } from '../archive-state.ts';
import { IconButton } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { DraftField } from '../components/draft-field.tsx';
import { Segmented } from '../components/segmented.tsx';
import { notifyError } from '../components/toast.tsx';
import { stepTextSize } from '../theme.ts';
import styles from './settings-dialog.module.css';

function update(change: Partial<Settings>): void {
  call('app.updateSettings', change).catch((error) => notifyError('The setting was not saved', error));
}

function ArchiveTitle() {
  const title = useArchiveState((state) => state.status?.info.title ?? null);
  if (title === null) return null;
  const rename = (changed: string) => call('archive.rename', { title: changed });
  return <DraftField label="Archive title" layout="row" value={title} onSave={rename} />;
}

/** Theme, text size, the coder's name, and the archive's title. Everything applies at once. */
export function SettingsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const settings = useArchiveState((state) => state.settings);
  return (
    <Dialog open={open} onClose={onClose} title="Settings">
      <div className={styles.settings}>
        <DraftField
          label="Your name"
          layout="row"
          hint="Stored with every passage and coding you make from now on."
          placeholder="Name or initials"
          value={settings.coder}
          isOfArchive={false}
          onSave={(coder) => call('app.updateSettings', { coder: coder.trim() })}
        />
        <ArchiveTitle />
        <hr className={styles.line} />
        <div className={styles.row}>
          <span id="settings-theme" className={styles.label}>
            Theme
          </span>
          <Segmented
            label="Theme"
            value={settings.theme}
            options={[
              { value: 'system', label: 'System', icon: <Monitor /> },
              { value: 'light', label: 'Light', icon: <Sun /> },
              { value: 'dark', label: 'Dark', icon: <Moon /> },
            ]}
            onChange={(theme) => update({ theme })}
          />
        </div>
        <div className={styles.row}>
          <span className={styles.label}>Text size</span>
          <div className={styles.stepper}>
            <IconButton label="Smaller text" disabled={settings.textSize <= 75} onClick={() => stepTextSize(-1)}>
              <Minus />
            </IconButton>
            <output aria-label="Text size" className={styles.size}>
              {settings.textSize} %
            </output>
            <IconButton label="Larger text" disabled={settings.textSize >= 200} onClick={() => stepTextSize(1)}>
              <Plus />
            </IconButton>
          </div>
        </div>
      </div>
    </Dialog>
  );
}
