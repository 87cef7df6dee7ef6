import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { settingsSchema } from '../../shared/contract/window.ts';
import type { Settings } from '../../shared/contract.ts';
import { writeFileDurably } from '../archive/durable-file.ts';

/** Number of archives that the settings remember. */
const MAX_RECENT = 12;

/** The person's settings, kept outside any archive. */
export interface SettingsStore {
  /** As they stand. */
  readonly current: Settings;
  /** What the person should hear about the file, or null: that it was set aside, or can't be read now. */
  readonly problem: string | null;
  /** Changes some and writes them; resolves when they are on disk, or kept until the end where the file is closed to us. */
  update(change: Partial<Settings>): Promise<Settings>;
  /** Resolves when nothing is being written any more. */
  settled(): Promise<void>;
}

/**
 * Reads settings.json in `folder`. Only a file that is not there counts as none. One that is damaged is set aside
 * beside it; one that can't be read is left alone, and nothing is written over it. The defaults serve in both cases,
 * so that the app opens.
 */
export async function openSettings(folder: string, defaultCoder: string): Promise<SettingsStore> {
  const path = join(folder, 'settings.json');
  const read = await readSettings(path, defaultCoder);
  let { current } = read;
  let writing: Promise<void> = Promise.resolve();
  return {
    get current() {
      return current;
    },
    problem: read.problem,
    update: async (change) => {
      current = settingsSchema.parse({ ...current, ...change });
      if (!read.isWritable) return current;
      const text = `${JSON.stringify(current, null, 2)}\n`;
      // One at a time, in order; a failed write does not stop the next.
      const written = writing.then(() => writeFileDurably(path, text));
      writing = written.catch(() => undefined);
      await written;
      return current;
    },
    settled: () => writing,
  };
}

/** The archive moved or put to the front of those opened before. */
export function withRecentArchive(
  recent: Settings['recentArchives'],
  directory: string,
  title: string,
): Settings['recentArchives'] {
  return [{ directory, title }, ...recent.filter((one) => one.directory !== directory)].slice(0, MAX_RECENT);
}

interface ReadSettings {
  readonly current: Settings;
  readonly problem: string | null;
  /** False where writing would destroy what could not be read. */
  readonly isWritable: boolean;
}

async function readSettings(path: string, coder: string): Promise<ReadSettings> {
  const defaults: Settings = { theme: 'system', textSize: 100, coder, recentArchives: [], layout: {} };
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { current: defaults, problem: null, isWritable: true };
    const problem = `${path} can't be read. Settings changed now last until Standpoint is closed. (${error})`;
    return { current: defaults, problem, isWritable: false };
  }
  try {
    return { current: settingsSchema.parse({ ...defaults, ...JSON.parse(text) }), problem: null, isWritable: true };
  } catch (error) {
    return setAside(path, error, defaults);
  }
}

async function setAside(path: string, why: unknown, defaults: Settings): Promise<ReadSettings> {
  const aside = path.replace(/\.json$/, `.damaged-${Date.now()}.json`);
  const damage = why instanceof SyntaxError ? why.message : 'it does not hold settings';
  try {
    await rename(path, aside);
  } catch (error) {
    const problem = `${path} is damaged (${damage}) and can't be set aside: changes last until Standpoint is closed. (${error})`;
    return { current: defaults, problem, isWritable: false };
  }
  const problem = `${path} is damaged (${damage}). It was set aside as ${aside}, and Standpoint begins with the usual ones.`;
  return { current: defaults, problem, isWritable: true };
}
