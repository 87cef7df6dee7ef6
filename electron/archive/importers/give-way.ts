import { setPriority } from 'node:os';

/** Lets other processes of this machine go first; `priority` is one of os.constants.priority. */
export function giveWay(priority: number): void {
  try {
    setPriority(priority);
  } catch (error) {
    // Some systems refuse; it works all the same.
    if (!(error instanceof Error)) throw error;
  }
}
