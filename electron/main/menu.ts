import { app, Menu } from 'electron';
import { menuTemplate } from './menu-template.ts';

/** Sets the application's menu, made from the table of commands. `run` hands a chosen command to the window. */
export function setMenu(run: (command: string) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(run, process.platform, !app.isPackaged)));
}
