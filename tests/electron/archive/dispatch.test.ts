import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FORMAT } from '../../../electron/archive/archive-format.ts';
import { createFailingDisk } from '../../support/failing-disk.ts';
import { createTempArchive, startSession, type TempArchive } from '../../support/temp-archive.ts';
import { createTextParserPool } from '../../support/text-parser-pool.ts';

let archive: TempArchive;
beforeEach(async () => {
  archive = await createTempArchive();
});
afterEach(() => archive.dispose());

describe('the door', () => {
  it('names the method or the field that does not fit', async () => {
    expect(await archive.session.invoke('document.burn', {})).toMatchObject({
      ok: false,
      error: { code: 'invalid-input', message: expect.stringContaining('document.burn') },
    });
    expect(await archive.session.invoke('toString', {})).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(await archive.session.invoke('passage.add', { documentId: 'x', start: -1 })).toMatchObject({
      ok: false,
      error: { code: 'invalid-input', message: expect.stringContaining('start:') },
    });
    expect(await archive.session.invoke('document.get', { id: '../../etc' })).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
  });

  it('opens one archive at a time and says which', async () => {
    const { directory } = archive;
    await expect(archive.call('archive.create', { directory, title: 'Again' })).rejects.toMatchObject({
      code: 'archive-exists',
    });
    await expect(archive.call('archive.open', { directory: archive.root })).rejects.toMatchObject({
      code: 'no-archive',
    });
    expect((await archive.call('archive.status', {}))?.info.title).toBe('Test archive');
    await archive.call('archive.create', { directory: join(archive.root, 'second'), title: 'Second' });
    expect((await archive.call('archive.status', {}))?.info.title).toBe('Second');
    await archive.call('archive.open', { directory });
    await archive.call('archive.open', { directory });
    await archive.call('archive.close', {});
    expect(await archive.call('archive.status', {})).toBeNull();
    await expect(archive.call('document.list', {})).rejects.toMatchObject({ code: 'no-archive' });
    expect(archive.broadcasts.at(-1)).toEqual({ type: 'archive', status: null });
  });

  it('opens another archive although the one before cannot be closed properly, and says so', async () => {
    const disk = createFailingDisk((path) => path.includes(join('one', '.tmp')));
    const session = archive.reopen({ fileSystem: disk, storeDelay: 1e9 });
    await session.call('archive.create', { directory: join(archive.root, 'one'), title: 'One' });
    await session.call('archive.rename', { title: 'Uno' });
    disk.fault = 'full';
    const status = await session.call('archive.create', { directory: join(archive.root, 'two'), title: 'Two' });
    expect([status.info.title, status.problems.map(({ kind }) => kind)]).toEqual(['Two', ['damaged-file']]);
    expect(session.broadcasts.at(-1)).toEqual({ type: 'archive', status });
    expect((await session.call('archive.status', {}))?.info.title).toBe('Two');
  });

  it('ends the parsers although the archive cannot be closed properly', async () => {
    const disk = createFailingDisk((path) => path.includes('.tmp'));
    let closed = 0;
    const session = startSession({
      fileSystem: disk,
      storeDelay: 1e9,
      createPool: () => ({
        ...createTextParserPool(),
        close: async () => {
          closed += 1;
        },
      }),
    });
    await session.call('archive.create', { directory: join(archive.root, 'one'), title: 'One' });
    await writeFile(join(archive.root, 'a.txt'), 'Words.');
    await session.call('document.import', { paths: [join(archive.root, 'a.txt')] });
    disk.fault = 'full';
    await expect(session.session.close()).rejects.toMatchObject({ code: 'io' });
    expect(closed).toBe(1);
  });

  it('creates an archive where creating one was broken off', async () => {
    const disk = createFailingDisk((path) => path.includes('journal'));
    const session = archive.reopen({ fileSystem: disk });
    const directory = join(archive.root, 'new');
    disk.fault = 'full';
    await expect(session.call('archive.create', { directory, title: 'New' })).rejects.toMatchObject({ code: 'io' });
    expect((await readdir(directory)).length).toBeGreaterThan(0);
    disk.fault = 'none';
    expect((await session.call('archive.create', { directory, title: 'New' })).problems).toEqual([]);
    await session.call('archive.close', {});
    expect((await session.call('archive.open', { directory })).info.title).toBe('New');
    await writeFile(join(archive.root, 'kept'), '');
    await expect(session.call('archive.create', { directory: archive.root, title: 'X' })).rejects.toMatchObject({
      code: 'archive-exists',
    });
  });

  it('lets others only read an archive that is open for writing', async () => {
    const { directory } = archive;
    const [id = ''] = await archive.importTexts({ 'a.txt': 'Alpha bravo charlie.' });
    const reader = archive.reopen();
    await expect(reader.call('archive.open', { directory })).rejects.toMatchObject({ code: 'archive-locked' });
    const status = await reader.call('archive.open', { directory, readOnly: true });
    expect([status.readOnly, status.counts.documents, status.problems]).toEqual([true, 1, []]);
    await expect(reader.call('document.trash', { ids: [id] })).rejects.toMatchObject({ code: 'read-only' });
    await archive.call('passage.add', { documentId: id, quote: 'bravo', codings: [{ agency: 'FBI', stance: '1' }] });
    await archive.call('document.update', { id, title: 'New title' });
    expect((await reader.call('passage.list', {})).passages.map(({ quote }) => quote)).toEqual(['bravo']);
    expect((await reader.call('document.get', { id })).title).toBe('New title');
    expect((await reader.call('codebook.get', {})).agencies.map(({ name }) => name)).toEqual(['FBI']);
    expect((await reader.call('archive.verify', {})).ok).toBe(true);
  });

  it('refuses an archive of a later version and leaves it alone', async () => {
    await archive.session.close();
    const path = join(archive.directory, 'archive.json');
    const newer = (await readFile(path, 'utf8')).replace(/"format": \d+/, `"format": ${FORMAT + 1}`);
    await writeFile(path, newer);
    await expect(archive.reopen().call('archive.open', { directory: archive.directory })).rejects.toMatchObject({
      code: 'archive-newer',
    });
    expect(await readFile(path, 'utf8')).toBe(newer);
    expect(await readdir(archive.directory)).not.toContain('archive.lock');
  });

  it('tells of every change once, with what it did and what can be undone', async () => {
    const { id } = await archive.call('agency.add', { name: 'FBI' });
    await archive.call('agency.update', { id, name: 'FBI' });
    expect(archive.broadcasts.filter(({ type }) => type === 'changes')).toEqual([
      expect.objectContaining({ eventType: 'archive.create', seq: 1 }),
      {
        type: 'changes',
        seq: 2,
        eventType: 'agency.add',
        label: 'Add agency FBI',
        changes: [
          { entity: 'agency', id, before: null, after: expect.objectContaining({ name: 'FBI', level: 'federal' }) },
        ],
        history: { undo: 'Add agency FBI', redo: null },
      },
    ]);
  });

  it.each(['full', 'short', 'no-flush'] as const)(
    'acknowledges nothing that a failing disk lost (%s)',
    async (fault) => {
      const disk = createFailingDisk((path) => path.includes('journal'));
      const other = join(archive.root, 'other');
      const writer = startSession({ fileSystem: disk });
      await writer.call('archive.create', { directory: other, title: 'Other' });
      await writer.call('agency.add', { name: 'Kept' });
      disk.fault = fault;
      const refused = await writer.session.invoke('agency.add', { name: 'Lost' });
      expect(refused).toMatchObject({ ok: false, error: { code: 'io' } });
      disk.fault = 'none';
      const names = async (session: typeof writer) =>
        (await session.call('codebook.get', {})).agencies.map(({ name }) => name);
      expect(await names(writer)).toEqual(['Kept']);
      await writer.call('agency.add', { name: 'Later' });
      await writer.session.close();
      const again = archive.reopen();
      await again.call('archive.open', { directory: other });
      expect(await names(again)).toEqual(['Kept', 'Later']);
      expect((await again.call('archive.verify', {})).problems).toEqual([]);
    },
  );

  it('keeps what is acknowledged when only the state files cannot be written', async () => {
    const disk = createFailingDisk((path) => path.includes('.tmp'));
    const other = join(archive.root, 'other');
    const writer = startSession({ fileSystem: disk, storeDelay: 1e9 });
    await writer.call('archive.create', { directory: other, title: 'Other' });
    disk.fault = 'full';
    await writer.call('agency.add', { name: 'Kept' });
    expect(await writer.session.invoke('archive.close', {})).toMatchObject({
      ok: false,
      error: { code: 'io', message: expect.stringContaining('the journal holds every change') },
    });
    const again = archive.reopen();
    const status = await again.call('archive.open', { directory: other });
    expect([status.counts.agencies, status.problems]).toEqual([1, []]);
    expect(await readdir(join(other, '.tmp'))).toEqual([]);
  });
});
