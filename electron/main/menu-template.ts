import type { MenuItemConstructorOptions } from 'electron';
import { COMMANDS, type MenuName } from '../../shared/commands.ts';

/** The menu as data: the commands in their menus, with what every platform expects beside them. */
export function menuTemplate(
  run: (command: string) => void,
  platform: NodeJS.Platform,
  development: boolean,
): MenuItemConstructorOptions[] {
  const isMac = platform === 'darwin';
  const of = (menu: MenuName) =>
    COMMANDS.filter((command) => command.menu === menu).flatMap((command): MenuItemConstructorOptions[] => {
      const item: MenuItemConstructorOptions = {
        id: command.id,
        label: command.label,
        click: () => run(command.id),
        ...(command.accelerator === null ? {} : { accelerator: command.accelerator }),
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
  const history = [undo, redo].filter((item) => item !== undefined);
  return [
    ...(isMac ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    { label: '&File', submenu: [...of('File'), separator, leave] },
    { label: '&Edit', submenu: [...history, ...clipboard, ...editing] },
    {
      label: '&View',
      submenu: [
        ...of('View'),
        separator,
        { role: 'togglefullscreen' },
        ...(development ? [{ role: 'toggleDevTools' } satisfies MenuItemConstructorOptions] : []),
      ],
    },
    { label: '&Go', submenu: of('Go') },
    isMac
      ? { label: '&Window', role: 'windowMenu' }
      : // Spelled out: the role adds a Close that takes the keys of “Close Tab” and ends the application.
        { label: '&Window', submenu: [{ role: 'minimize' }, { role: 'zoom' }] },
    { label: '&Help', role: 'help', submenu: of('Help') },
  ];
}
