import { COMMANDS } from '../../shared/commands.ts';
import { acceleratorKeys } from '../commands.ts';
import { Dialog } from '../components/dialog.tsx';
import { Keys } from '../components/keys.tsx';
import styles from './shortcuts-dialog.module.css';

interface Shortcut {
  readonly label: string;
  readonly keys: readonly string[];
}

const READER: readonly Shortcut[] = [
  { label: 'Set the stance of the selection', keys: ['1', '…', '9'] },
  { label: 'Mark the selection', keys: ['H'] },
  { label: 'Note on the passage', keys: ['N'] },
  { label: 'Previous, next passage', keys: ['[', ']'] },
  { label: 'Find in the document', keys: ['/'] },
  { label: 'Delete the passage', keys: ['Del'] },
];

const VERSIONS: readonly Shortcut[] = [
  { label: 'Review: it stands here, it is gone', keys: ['A'] },
  { label: 'Review: not this place', keys: ['R'] },
  { label: 'Review: previous, next passage', keys: ['↑', '↓', '←', '→'] },
  { label: 'Compare: next change', keys: ['N'] },
  { label: 'Compare: previous change', keys: ['P'] },
];

const LISTS: readonly Shortcut[] = [
  { label: 'Walk through a list or the matrix', keys: ['↑', '↓', '←', '→'] },
  { label: 'Open', keys: ['Enter'] },
  { label: 'Select several', keys: ['Shift', '↑', '↓'] },
  { label: 'Move to the trash, delete', keys: ['Del'] },
  { label: 'These shortcuts', keys: ['?'] },
];

function groups(): readonly { readonly title: string; readonly shortcuts: readonly Shortcut[] }[] {
  const menus = ['File', 'Edit', 'View', 'Go'] as const;
  const fromMenus = menus.map((menu) => ({
    title: menu,
    shortcuts: COMMANDS.flatMap((command) =>
      command.menu === menu && command.accelerator !== null
        ? [{ label: command.label.replace('…', ''), keys: acceleratorKeys(command.accelerator) }]
        : [],
    ),
  }));
  return [
    { title: 'Reading', shortcuts: READER },
    { title: 'Versions', shortcuts: VERSIONS },
    { title: 'Lists', shortcuts: LISTS },
    ...fromMenus,
  ];
}

/** Every shortcut of the window. */
export function ShortcutsDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} title="Keyboard shortcuts" size="l">
      <div className={styles.columns}>
        {groups().map((group) => (
          <section key={group.title} className={styles.group} aria-label={group.title}>
            <h3 className={styles.title}>{group.title}</h3>
            <dl>
              {group.shortcuts.map((shortcut) => (
                <div key={shortcut.label} className={styles.line}>
                  <dt>{shortcut.label}</dt>
                  <dd>
                    <Keys keys={shortcut.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
