import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSettings } from '../../../electron/main/settings.ts';
import { readStartSettings } from '../../../electron/main/start-settings.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standpoint-start-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('readStartSettings', () => {
  it.each(['light', 'dark', 'system'] as const)('reads what the settings wrote, theme %s', async (theme) => {
    const recentArchives = [
      { directory: '/papers/new', title: 'New' },
      { directory: '/papers/old', title: 'Old' },
    ];
    await (await openSettings(folder, 'ortiz')).update({ theme, recentArchives });
    expect(await readStartSettings(folder)).toEqual({ theme, coder: 'ortiz', lastArchive: '/papers/new' });
  });

  it.each([
    ['missing', null],
    ['torn', '{"theme": "da'],
    ['of another shape', '{"theme": 1, "coder": {}, "recentArchives": [{"directory": 2}]}'],
    ['not an object', 'null'],
  ])('takes the defaults if the settings are %s', async (_name, text) => {
    if (text !== null) await writeFile(join(folder, 'settings.json'), text);
    expect(await readStartSettings(folder)).toEqual({ theme: 'system', coder: null, lastArchive: null });
  });
});
