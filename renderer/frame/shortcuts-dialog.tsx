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
  { label: 'Previous, next passage', keys: ['[', ']'] },
  { label: 'Previous, next passage to review', keys: ['{', '}'] },
  { label: 'Find in the document', keys: ['/'] },
  { label: 'Find: select the hit, to code it', keys: acceleratorKeys('CmdOrCtrl+Enter') },
  { label: 'Caret on and off', keys: ['F7'] },
];

const SELECTING: readonly Shortcut[] = [
  { label: 'Select this sentence, one more', keys: ['S'] },
  { label: 'One sentence less', keys: ['Shift', 'S'] },
  { label: 'Select by characters and lines', keys: ['Shift', '←', '→', '↑', '↓'] },
  { label: 'By words and paragraphs', keys: ['Ctrl', 'Shift', '←', '→', '↑', '↓'] },
  { label: 'By sentences', keys: ['Shift', 'Alt', '↑', '↓'] },
  { label: 'To the ends of the line', keys: ['Shift', 'Home', 'End'] },
  { label: 'Keep these words, select another piece', keys: ['+'] },
  { label: 'Mark an area of the page', keys: ['A'] },
  { label: 'Move the area, size it, take it', keys: ['↑', '↓', 'Shift', 'Enter'] },
];

const CODING: readonly Shortcut[] = [
  { label: 'Set the stance', keys: ['1', '…', '9'] },
  { label: 'Same as last', keys: ['Enter'] },
  { label: 'Topic, voice, certainty', keys: ['T', 'V', 'C'] },
  { label: 'The same while typing', keys: ['Alt', 'T', 'V', 'C'] },
  { label: 'Highlight without coding', keys: ['H'] },
  { label: 'Note', keys: ['N'] },
];

const PASSAGE: readonly Shortcut[] = [
  { label: 'Topic, voice, certainty of its coding', keys: ['T', 'V', 'C'] },
  { label: 'Coded, needs review, reviewed', keys: ['R'] },
  { label: 'Extend to sentence', keys: ['E'] },
  { label: 'Extend to paragraph', keys: ['Shift', 'E'] },
  { label: 'Split', keys: ['X'] },
  { label: 'Move its end by words', keys: ['Shift', 'Alt', '←', '→'] },
  { label: 'Move its start by words', keys: ['Ctrl', 'Shift', 'Alt', '←', '→'] },
  { label: 'An area: its lower right corner', keys: ['Shift', 'Alt', '←', '→', '↑', '↓'] },
  { label: 'An area: its upper left corner', keys: ['Ctrl', 'Shift', 'Alt', '←', '→', '↑', '↓'] },
  { label: 'Add the selected words to it', keys: ['Shift', 'H'] },
  { label: 'Merge with the next', keys: ['M'] },
  { label: 'Copy quote', keys: ['Y'] },
  { label: 'Delete', keys: ['Del'] },
];

const TOPICS: readonly Shortcut[] = [
  { label: 'Move among its siblings', keys: ['Alt', '↑', '↓'] },
  { label: 'Move below the one before, out', keys: ['Alt', '→', '←'] },
  { label: 'Add beside, below', keys: ['Ins', 'Shift'] },
  { label: 'Rename', keys: ['F2'] },
];

const VERSIONS: readonly Shortcut[] = [
  { label: 'Review: it stands here, it is gone', keys: ['A'] },
  { label: 'Review: not this place', keys: ['R'] },
  { label: 'Review: previous, next passage', keys: ['↑', '↓', '←', '→'] },
  { label: 'Compare: next change', keys: ['N'] },
  { label: 'Compare: previous change', keys: ['P'] },
];

const COMPOSING: readonly Shortcut[] = [
  { label: 'Insert a quote, a block, a note', keys: acceleratorKeys('CmdOrCtrl+/') },
  { label: 'The same, after a blank', keys: ['/'] },
  { label: 'Bold', keys: acceleratorKeys('CmdOrCtrl+B') },
  { label: 'Italic', keys: acceleratorKeys('CmdOrCtrl+I') },
  { label: 'Link', keys: acceleratorKeys('CmdOrCtrl+K') },
  { label: 'Heading', keys: [...acceleratorKeys('CmdOrCtrl+Alt+1'), '…', '3'] },
  { label: 'Body text', keys: acceleratorKeys('CmdOrCtrl+Alt+0') },
  { label: 'Numbered list, bullets', keys: [...acceleratorKeys('CmdOrCtrl+Shift+7'), '8'] },
  { label: 'Selected quote: its controls', keys: ['Tab'] },
  { label: 'Selected quote: a line after it', keys: ['Enter'] },
  { label: 'From the controls back to the page', keys: ['Esc'] },
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
    { title: 'Selecting', shortcuts: SELECTING },
    { title: 'Coding selected words', shortcuts: CODING },
    { title: 'The selected passage', shortcuts: PASSAGE },
    { title: 'Topics', shortcuts: TOPICS },
    { title: 'Versions', shortcuts: VERSIONS },
    { title: 'Composing a briefing', shortcuts: COMPOSING },
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
