import { chmod, cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ArchiveError } from '../../../shared/errors.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

const TEXT = 'Our officers will not take part in enforcement operations.';
const OTHER = 'The Department supports the memorandum without reservation.';

let archive: TempArchive;
let ids: string[];
beforeEach(async () => {
  archive = await createTempArchive();
  ids = await archive.importTexts({ 'one.txt': TEXT, 'two.txt': OTHER });
});
afterEach(() => archive.dispose());

async function hashOf(id: string | undefined): Promise<string> {
  const { versions } = await archive.call('document.get', { id: id ?? '' });
  return versions[0]?.sha256 ?? '';
}

const objectPath = (sha256: string): string => join(archive.directory, 'objects', sha256.slice(0, 2), sha256);

async function alter(sha256: string, text: string): Promise<void> {
  await chmod(objectPath(sha256), 0o644);
  await writeFile(objectPath(sha256), text);
}

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    return error instanceof ArchiveError ? error.code : String(error);
  }
};

describe('a fixity check', () => {
  it('hashes every original and records it as one entry', async () => {
    expect(await archive.call('fixity.check', {})).toEqual({
      checked: 2,
      byteLength: TEXT.length + OTHER.length,
      intact: 2,
      faults: [],
      isCancelled: false,
    });
    const [newest] = await archive.call('history.list', {});
    expect(newest).toMatchObject({ type: 'fixity.check', outcome: 'success', detail: { checked: 2 } });
    expect(await archive.call('fixity.status', {})).toMatchObject({ objects: 2, checked: 2, alarms: [] });
  });

  it('raises an alarm that stays over a restart until the bytes are right', async () => {
    const sha256 = await hashOf(ids[0]);
    await alter(sha256, TEXT.replace('not ', 'now '));
    const { faults } = await archive.call('fixity.check', { ids });
    expect(faults).toMatchObject([{ sha256, outcome: 'altered', documents: [{ id: ids[0], version: 1 }] }]);
    expect((await archive.call('archive.status', {}))?.alarms).toHaveLength(1);

    await archive.session.close();
    await rm(join(archive.directory, 'derived'), { recursive: true });
    const again = archive.reopen();
    expect((await again.call('archive.open', { directory: archive.directory })).alarms).toMatchObject([{ sha256 }]);

    await alter(sha256, TEXT);
    expect(await again.call('fixity.check', { ids: [ids[0] ?? ''] })).toMatchObject({ intact: 1, faults: [] });
    expect((await again.call('archive.status', {}))?.alarms).toEqual([]);
  });

  it('tells missing from unreadable files and goes on with the rest', async () => {
    const [first, second] = [await hashOf(ids[0]), await hashOf(ids[1])];
    await rm(objectPath(first));
    await rm(objectPath(second));
    await mkdir(objectPath(second));
    const { checked, faults } = await archive.call('fixity.check', {});
    expect(checked).toBe(2);
    expect(new Map(faults.map(({ sha256, outcome }) => [sha256, outcome]))).toEqual(
      new Map([
        [first, 'missing'],
        [second, 'unreadable'],
      ]),
    );
  });

  it('counts what archive verify finds', async () => {
    const sha256 = await hashOf(ids[1]);
    await rm(objectPath(sha256));
    expect(await archive.call('archive.verify', {})).toMatchObject({ ok: false });
    expect((await archive.call('archive.status', {}))?.alarms).toMatchObject([{ sha256, outcome: 'missing' }]);
  });

  it('works on an archive that is open for reading, and leaves the log alone', async () => {
    const sha256 = await hashOf(ids[0]);
    await archive.session.close();
    await alter(sha256, OTHER);
    const reader = archive.reopen();
    const { counts } = await reader.call('archive.open', { directory: archive.directory, readOnly: true });
    expect((await reader.call('fixity.check', {})).faults).toMatchObject([{ sha256, outcome: 'altered' }]);
    expect((await reader.call('archive.status', {}))?.counts.events).toBe(counts.events);
  });

  it('has no alarm about a document whose import was undone', async () => {
    await rm(objectPath(await hashOf(ids[0])));
    await archive.call('fixity.check', {});
    await archive.call('history.undo', {});
    expect((await archive.call('archive.status', {}))?.alarms).toEqual([]);
  });
});

describe('an alarm', () => {
  it('can be dismissed with a reason, and sounds again when something else is wrong', async () => {
    const sha256 = await hashOf(ids[0]);
    await alter(sha256, 'altered');
    await archive.call('fixity.check', {});
    await archive.call('fixity.dismiss', { sha256, reason: 'the source is being asked' });
    const status = await archive.call('fixity.status', {});
    expect(status.alarms).toEqual([]);
    expect(status.dismissed).toMatchObject([{ sha256, dismissed: { reason: 'the source is being asked' } }]);
    await archive.call('fixity.check', {});
    expect((await archive.call('fixity.status', {})).alarms).toEqual([]);
    await alter(sha256, 'altered otherwise');
    await archive.call('fixity.check', {});
    expect((await archive.call('fixity.status', {})).alarms).toHaveLength(1);
    expect(await codeOf(archive.call('fixity.dismiss', { sha256: 'f'.repeat(64), reason: 'none' }))).toBe('not-found');
  });
});

describe('restoring', () => {
  const make: Readonly<Record<string, (folder: string, sha256: string) => Promise<string>>> = {
    'a file': async (folder) => {
      await writeFile(join(folder, 'copy.txt'), TEXT);
      return join(folder, 'copy.txt');
    },
    'a folder with others of the same size': async (folder) => {
      await mkdir(join(folder, 'data', 'deep'), { recursive: true });
      await writeFile(join(folder, 'data', 'a.txt'), TEXT.replace('not', 'now'));
      await writeFile(join(folder, 'data', 'deep', 'b.txt'), TEXT);
      return folder;
    },
    'a copy of the archive': async (folder, sha256) => {
      const path = join(folder, 'objects', sha256.slice(0, 2));
      await mkdir(path, { recursive: true });
      await writeFile(join(path, sha256), TEXT);
      return folder;
    },
    'a ZIP': async (folder) => {
      const zip = zipSync({ 'bag/data/one.txt': strToU8(TEXT), 'bag/data/two.txt': strToU8(OTHER) });
      await writeFile(join(folder, 'bag.zip'), zip);
      return join(folder, 'bag.zip');
    },
  };

  it.each(Object.keys(make))('puts the bytes back from %s and sets the altered ones aside', async (name) => {
    const sha256 = await hashOf(ids[0]);
    await alter(sha256, 'something else');
    await archive.call('fixity.check', {});
    const folder = join(archive.root, 'elsewhere');
    await mkdir(folder);
    const from = (await make[name]?.(folder, sha256)) ?? '';
    const { setAside } = await archive.call('fixity.restore', { sha256, from });
    expect(await readFile(objectPath(sha256), 'utf8')).toBe(TEXT);
    expect(await readFile(join(archive.directory, setAside ?? ''), 'utf8')).toBe('something else');
    expect((await archive.call('archive.status', {}))?.alarms).toEqual([]);
    const [newest] = await archive.call('history.list', {});
    expect(newest).toMatchObject({ type: 'fixity.restore', detail: { sha256 } });
    const isFolder = (await stat(from)).isDirectory();
    expect(newest?.label).toBe(`Restore the bytes of one.txt from ${isFolder ? 'the folder ' : ''}“${basename(from)}”`);
    expect(JSON.stringify(newest)).not.toContain(archive.root);
    expect(await archive.call('archive.verify', {})).toMatchObject({ ok: true });
  });

  it('makes a missing file anew', async () => {
    const sha256 = await hashOf(ids[0]);
    await rm(join(archive.directory, 'objects', sha256.slice(0, 2)), { recursive: true });
    await archive.call('fixity.check', {});
    expect(await archive.call('fixity.restore', { sha256, from: join(archive.root, 'one.txt') })).toMatchObject({
      setAside: null,
    });
    expect((await archive.call('fixity.check', {})).faults).toEqual([]);
  });

  it('changes nothing where no copy has the recorded hash', async () => {
    const sha256 = await hashOf(ids[0]);
    await alter(sha256, 'something else');
    await writeFile(join(archive.root, 'near.txt'), TEXT.replace('not', 'now'));
    expect(await codeOf(archive.call('fixity.restore', { sha256, from: join(archive.root, 'near.txt') }))).toBe(
      'not-found',
    );
    expect(await readFile(objectPath(sha256), 'utf8')).toBe('something else');
    expect(await readdir(archive.directory)).not.toContain('damaged');
  });

  it.each([
    ['an intact file', async () => hashOf(ids[0]), 'conflict'],
    ['a hash that nothing has', async () => 'e'.repeat(64), 'not-found'],
  ])('refuses %s', async (_what, hash, code) => {
    expect(await codeOf(archive.call('fixity.restore', { sha256: await hash(), from: archive.root }))).toBe(code);
  });

  it('names a path that is not there', async () => {
    const sha256 = await hashOf(ids[0]);
    await rm(objectPath(sha256));
    expect(await codeOf(archive.call('fixity.restore', { sha256, from: join(archive.root, 'none') }))).toBe(
      'unreadable',
    );
  });

  it('survives a damaged ZIP', async () => {
    const sha256 = await hashOf(ids[0]);
    await rm(objectPath(sha256));
    const zip = zipSync({ 'one.txt': strToU8(TEXT) });
    const from = join(archive.root, 'broken.zip');
    await writeFile(from, zip.subarray(0, zip.length - 30));
    expect(await codeOf(archive.call('fixity.restore', { sha256, from }))).toBe('not-found');
    await cp(join(archive.root, 'one.txt'), join(archive.root, 'whole.txt'));
    expect(await codeOf(archive.call('fixity.restore', { sha256, from: join(archive.root, 'whole.txt') }))).toBe(
      'done',
    );
  });
});

it('keeps the schedule with the archive, as a change that can be undone', async () => {
  expect((await archive.call('fixity.status', {})).interval).toBe('monthly');
  await archive.call('fixity.schedule', { interval: 'weekly' });
  expect((await archive.call('fixity.status', {})).interval).toBe('weekly');
  await archive.call('history.undo', {});
  expect((await archive.call('fixity.status', {})).interval).toBe('monthly');
});
