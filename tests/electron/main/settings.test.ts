import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSettings, withRecentArchive } from '../../../electron/main/settings.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standpoint-settings-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('openSettings', () => {
  it('begins with defaults that carry the name of the person', async () => {
    const { current } = await openSettings(folder, 'ortiz');
    expect(current).toEqual({ theme: 'system', textSize: 100, coder: 'ortiz', recentArchives: [], layout: {} });
  });

  it('reads what was written', async () => {
    const settings = await openSettings(folder, 'ortiz');
    await settings.update({ theme: 'dark', layout: { a: { tabs: ['x'] } } });
    await settings.update({ textSize: 120 });
    expect((await openSettings(folder, 'other')).current).toEqual({
      theme: 'dark',
      textSize: 120,
      coder: 'ortiz',
      recentArchives: [],
      layout: { a: { tabs: ['x'] } },
    });
  });

  it('writes changes made at once in their order and leaves nothing else behind', async () => {
    const settings = await openSettings(folder, 'ortiz');
    await Promise.all([75, 100, 125, 150].map((textSize) => settings.update({ textSize })));
    expect(JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8')).textSize).toBe(150);
    expect(await readdir(folder)).toEqual(['settings.json']);
  });

  it.each([
    ['torn', '{"theme": "da'],
    ['of another shape', '{"theme": "purple"}'],
  ])('sets a file that is %s aside and begins anew', async (_name, text) => {
    await writeFile(join(folder, 'settings.json'), text);
    const settings = await openSettings(folder, 'ortiz');
    const [aside = ''] = await readdir(folder);
    expect([settings.current.theme, aside, await readFile(join(folder, aside), 'utf8')]).toEqual([
      'system',
      expect.stringMatching(/^settings\.damaged-\d+\.json$/),
      text,
    ]);
    expect(settings.problem).toContain(aside);
  });

  it('writes nothing over settings that it could not read', async () => {
    // A folder in the file's place fails to be read for root too.
    await mkdir(join(folder, 'settings.json'));
    const settings = await openSettings(folder, 'ortiz');
    const changed = await settings.update({ theme: 'dark' });
    expect([changed.theme, settings.current.theme, settings.problem]).toEqual([
      'dark',
      'dark',
      expect.stringContaining('EISDIR'),
    ]);
    expect([await readdir(folder), await readdir(join(folder, 'settings.json'))]).toEqual([['settings.json'], []]);
  });

  it('has nothing to say of settings that are not there yet', async () => {
    expect((await openSettings(folder, 'ortiz')).problem).toBeNull();
  });

  it('adds what a later version knows to what an earlier one wrote', async () => {
    await writeFile(join(folder, 'settings.json'), '{"theme": "dark"}');
    expect((await openSettings(folder, 'ortiz')).current).toMatchObject({ theme: 'dark', textSize: 100 });
  });
});

describe('withRecentArchive', () => {
  it('puts the archive first, once, and keeps twelve', () => {
    const before = Array.from({ length: 12 }, (_, number) => ({ directory: `/a${number}`, title: `A ${number}` }));
    const after = withRecentArchive(before, '/a3', 'Renamed');
    expect([after[0], after.length, after.filter(({ directory }) => directory === '/a3').length]).toEqual([
      { directory: '/a3', title: 'Renamed' },
      12,
      1,
    ]);
    expect(withRecentArchive(before, '/new', 'New').length).toBe(12);
  });
});
