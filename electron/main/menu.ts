import { app, Menu } from 'electron';
import type { Broadcast, HistoryStatus } from '../../shared/contract.ts';
import { menuTemplate, NO_HISTORY } from './menu-template.ts';

/** Time over which changes are gathered before the menu is made anew, in milliseconds. */
const PAUSE = 150;

/**
 * Sets the application's menu, made from the table of commands. `run` hands a chosen command to the window. Returns what
 * the archive's broadcasts are shown to, so that Undo and Redo say what they would do.
 */
export function setMenu(run: (command: string) => void): (broadcast: Broadcast) => void {
  let history: HistoryStatus = NO_HISTORY;
  let isWaiting = false;
  const show = (): void => {
    isWaiting = false;
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(run, process.platform, !app.isPackaged, history)));
  };
  show();
  return (broadcast) => {
    const now =
      broadcast.type === 'archive'
        ? (broadcast.status?.history ?? NO_HISTORY)
        : broadcast.type === 'changes'
          ? broadcast.history
          : history;
    if (now.undo === history.undo && now.redo === history.redo) return;
    history = now;
    if (isWaiting) return;
    isWaiting = true;
    setTimeout(show, PAUSE);
  };
}
