import type { MenuItemConstructorOptions } from 'electron';
import { COMMANDS, type Command, type MenuName } from '../../shared/commands.ts';
import type { HistoryStatus } from '../../shared/contract.ts';

/** Longest name of an action in the menu, in characters. */
const LONGEST_NAME = 60;

/** No archive is open, or nothing was done in it. */
export const NO_HISTORY: HistoryStatus = { undo: null, redo: null };

/** Nothing is selected that could be coded. */
export const NOTHING_APPLIES: ReadonlySet<string> = new Set();

/**
 * The menu as data: the commands in their menus, with what every platform expects beside them. Undo and Redo say what
 * they would take back and make again; of the menu of passages only what is among `applying` can be chosen.
 */
export function menuTemplate(
  run: (command: string) => void,
  platform: NodeJS.Platform,
  development: boolean,
  history: HistoryStatus = NO_HISTORY,
  applying: ReadonlySet<string> = NOTHING_APPLIES,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const of = (menu: MenuName) =>
    COMMANDS.filter((command) => command.menu === menu).flatMap((command): MenuItemConstructorOptions[] => {
      const item: MenuItemConstructorOptions = {
        id: command.id,
        label: labelOf(command, history),
        click: () => run(command.id),
        ...(command.accelerator === null ? shownKeyOf(command, isMac) : { accelerator: command.accelerator }),
        ...(command.menu === 'Passage' ? { enabled: applying.has(command.id) } : {}),
      };
      const startsGroup = 'separatorBefore' in command && command.separatorBefore;
      return startsGroup ? [{ type: 'separator' }, item] : [item];
    });
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const [undo, redo, ...editing] = of('Edit');
  const clipboard: MenuItemConstructorOptions[] = [
    separator,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ];
  // Its own keys on a Mac are those of “Close Tab”.
  const leave: MenuItemConstructorOptions = isMac ? { role: 'close', accelerator: 'Shift+Cmd+W' } : { role: 'quit' };
  const steps = [undo, redo].filter((item) => item !== undefined);
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    { label: '&File', submenu: [...of('File'), separator, leave] },
    { label: '&Edit', submenu: [...steps, ...clipboard, ...editing] },
    {
      label: '&View',
      submenu: [
        ...of('View'),
        separator,
        { role: 'togglefullscreen' },
        ...(development ? [{ role: 'toggleDevTools' } satisfies MenuItemConstructorOptions] : []),
      ],
    },
    { label: '&Passage', submenu: of('Passage') },
    { label: '&Go', submenu: of('Go') },
    isMac
      ? { label: '&Window', role: 'windowMenu' }
      : // Spelled out: the role adds a Close that takes the keys of “Close Tab” and ends the application.
        { label: '&Window', submenu: [{ role: 'minimize' }, { role: 'zoom' }] },
    { label: '&Help', role: 'help', submenu: of('Help') },
  ];
}

/** A Mac would listen to a key that its menu shows. */
function shownKeyOf({ shownKey }: Command, isMac: boolean): MenuItemConstructorOptions {
  return shownKey === undefined || isMac ? {} : { accelerator: shownKey, registerAccelerator: false };
}

function labelOf(
  { id, label }: { readonly id: string; readonly label: string },
  { undo, redo }: HistoryStatus,
): string {
  const action = id === 'history.undo' ? undo : id === 'history.redo' ? redo : null;
  if (action === null) return label;
  const name = action.length <= LONGEST_NAME ? action : `${action.slice(0, LONGEST_NAME - 1).trimEnd()}…`;
  // A single ampersand would mark a letter as the key of the item.
  return `${label} ${name.replaceAll('&', '&&')}`;
}
