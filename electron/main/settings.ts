import { readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type Settings, settingsSchema } from '../../shared/contract.ts';
import { writeFileDurably } from '../archive/durable-file.ts';

/** Number of archives that the settings remember. */
const MAX_RECENT = 12;

/** The person's settings, kept outside any archive. */
export interface SettingsStore {
  /** As they stand. */
  readonly current: Settings;
  /** Changes some and writes them; resolves when they are on disk. */
  update(change: Partial<Settings>): Promise<Settings>;
  /** Resolves when nothing is being written any more. */
  settled(): Promise<void>;
}

/**
 * Reads settings.json in `folder`. A file that is damaged is set aside beside it and the defaults serve, so that
 * the app opens in any case.
 */
export async function openSettings(folder: string, defaultCoder: string): Promise<SettingsStore> {
  const path = join(folder, 'settings.json');
  let current = await readSettings(path, defaultCoder);
  let writing: Promise<void> = Promise.resolve();
  return {
    get current() {
      return current;
    },
    update: async (change) => {
      current = settingsSchema.parse({ ...current, ...change });
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

async function readSettings(path: string, coder: string): Promise<Settings> {
  const defaults: Settings = { theme: 'system', textSize: 100, coder, recentArchives: [], layout: {} };
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return defaults;
  try {
    return settingsSchema.parse({ ...defaults, ...JSON.parse(text) });
  } catch (error) {
    const aside = path.replace(/\.json$/, `.damaged-${Date.now()}.json`);
    console.error(`Settings could not be read and were set aside as ${aside}:`, error);
    await rename(path, aside);
    return defaults;
  }
}
