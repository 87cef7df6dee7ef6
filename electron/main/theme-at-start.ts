import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../../shared/contract.ts';

/**
 * Reads the theme alone of the settings, before the window opens and their schema is loaded. Anything unreadable
 * counts as the default; openSettings deals with it a moment later.
 */
export async function readTheme(folder: string): Promise<Settings['theme']> {
  const text = await readFile(join(folder, 'settings.json'), 'utf8').catch(() => '');
  const [, theme] = /"theme":\s*"(light|dark)"/.exec(text) ?? [];
  return theme === 'light' || theme === 'dark' ? theme : 'system';
}
