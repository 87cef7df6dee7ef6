import { basename, join } from 'node:path';
import type { ProgramCommand } from '../archive/role-process.ts';

/**
 * How the command line starts the desktop program for taking a page: with the Electron that ELECTRON_EXEC_PATH names,
 * and the switches of STANDPOINT_ELECTRON_ARGS. Null if none is named. `folder` is that of cli.js or of cli.ts.
 */
export function findCaptureCommand(
  environment: Readonly<Record<string, string | undefined>>,
  folder: string,
  isRoot = process.platform === 'linux' && process.getuid?.() === 0,
): ProgramCommand | null {
  const file = environment.ELECTRON_EXEC_PATH;
  if (!file) return null;
  const checkout = basename(folder) === 'electron' ? join(folder, '..') : join(folder, '..', '..');
  const given = environment.STANDPOINT_ELECTRON_ARGS?.split(' ').filter(Boolean);
  // Chromium's own sandbox refuses to run as root.
  return { file, args: [checkout, ...(given ?? (isRoot ? ['--no-sandbox'] : []))] };
}
