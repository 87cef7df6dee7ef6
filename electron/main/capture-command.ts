import { app } from 'electron';
import type { ProgramCommand } from '../archive/role-process.ts';

/** Switches that this process was started with because of the machine; another one needs them as well. */
const OF_THE_MACHINE = ['no-sandbox', 'disable-gpu', 'ozone-platform', 'ozone-platform-hint'];

/** How this very program is started again. */
export function captureCommand(): ProgramCommand {
  const switches = OF_THE_MACHINE.filter((name) => app.commandLine.hasSwitch(name)).map((name) => {
    const value = app.commandLine.getSwitchValue(name);
    return value === '' ? `--${name}` : `--${name}=${value}`;
  });
  return { file: process.execPath, args: [...(app.isPackaged ? [] : [app.getAppPath()]), ...switches] };
}
