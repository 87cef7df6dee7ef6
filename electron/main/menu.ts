import { app, Menu } from 'electron';
import { COMMANDS } from '../../shared/commands.ts';
import type { Broadcast, HistoryStatus } from '../../shared/contract.ts';
import { menuTemplate, NO_HISTORY, NOTHING_APPLIES } from './menu-template.ts';

/** Time over which changes are gathered before the menu is made anew, in milliseconds. */
const PAUSE = 150;

/** A menu that follows what goes on. */
interface ApplicationMenu {
  /** Is shown the archive's broadcasts, so that Undo and Redo say what they would do. */
  readonly follow: (broadcast: Broadcast) => void;
  /** Lets only these commands of the menu of passages be chosen, by their ids. */
  readonly apply: (commands: readonly string[]) => void;
}

/** Sets the application's menu, made from the table of commands. `run` hands a chosen command to the window. */
export function setMenu(run: (command: string) => void): ApplicationMenu {
  let history: HistoryStatus = NO_HISTORY;
  let applying: ReadonlySet<string> = NOTHING_APPLIES;
  let isWaiting = false;
  const show = (): void => {
    isWaiting = false;
    const template = menuTemplate(run, process.platform, !app.isPackaged, history, applying);
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };
  show();
  const follow = (broadcast: Broadcast): void => {
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
  const apply = (commands: readonly string[]): void => {
    applying = new Set(commands);
    for (const { id, menu } of COMMANDS) {
      const item = menu === 'Passage' ? Menu.getApplicationMenu()?.getMenuItemById(id) : null;
      if (item) item.enabled = applying.has(id);
    }
  };
  return { follow, apply };
}
