import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSettings } from '../../../electron/main/settings.ts';
import { readTheme } from '../../../electron/main/theme-at-start.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standpoint-theme-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('readTheme', () => {
  it.each(['light', 'dark', 'system'] as const)('reads %s as the settings wrote it', async (theme) => {
    await (await openSettings(folder, 'ortiz')).update({ theme });
    expect(await readTheme(folder)).toBe(theme);
  });

  it.each([
    ['missing', null],
    ['damaged', '{"theme": "da'],
  ])('follows the system if the settings are %s', async (_name, text) => {
    if (text !== null) await writeFile(join(folder, 'settings.json'), text);
    expect(await readTheme(folder)).toBe('system');
  });
});
