import { appendFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes past which the log begins anew; the one before is kept beside it. */
const ROTATE_AT = 256 * 1024;

/** The file in which faults of the program are kept for whoever mends it: nobody reads a window's console. */
export interface FaultLog {
  /** Adds an entry. Never rejects: a log that can't be written is told on the console. */
  note(what: string): Promise<void>;
}

/** Opens `faults.log` in a folder; it is made with its first entry. */
export function openFaultLog(folder: string, now: () => Date = () => new Date()): FaultLog {
  const path = join(folder, 'faults.log');
  let turn: Promise<void> = Promise.resolve();
  const write = async (entry: string): Promise<void> => {
    // A log that is not there, or can't be looked at, is no reason not to write the entry.
    const size = await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
    if (size > ROTATE_AT) await rename(path, join(folder, 'faults.old.log'));
    await appendFile(path, entry);
  };
  return {
    note: (what) => {
      console.error(what);
      turn = turn
        .then(() => write(`${now().toISOString()} ${what.trimEnd()}\n`))
        .catch((error: unknown) => console.error('The log of faults could not be written:', error));
      return turn;
    },
  };
}
