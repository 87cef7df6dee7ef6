import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../shared/contract.ts';

/** What of the settings is needed before their schema has been loaded: it would hold up the window. */
export interface StartSettings {
  readonly theme: Settings['theme'];
  /** The person's name, or null if none was set. */
  readonly coder: string | null;
  /** Folder of the archive opened last, or null. */
  readonly lastArchive: string | null;
}

/** Reads them. Anything unreadable counts as the default; openSettings deals with it a moment later. */
export async function readStartSettings(folder: string): Promise<StartSettings> {
  const text = await readFile(join(folder, 'settings.json'), 'utf8').catch(() => '{}');
  try {
    const {
      theme,
      coder,
      recentArchives,
    }: Readonly<Record<'theme' | 'coder', unknown>> & {
      recentArchives?: { directory?: unknown }[];
    } = JSON.parse(text);
    const directory = recentArchives?.[0]?.directory;
    return {
      theme: theme === 'light' || theme === 'dark' ? theme : 'system',
      coder: typeof coder === 'string' ? coder : null,
      lastArchive: typeof directory === 'string' ? directory : null,
    };
  } catch {
    // openSettings reads the same file in a moment, says so and sets it aside.
    return { theme: 'system', coder: null, lastArchive: null };
  }
}
