import { execFileSync } from 'node:child_process';
import { mkdir, open, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FORMAT } from '../../../electron/archive/archive-format.ts';
import { extractBackup } from '../../../electron/archive/backup-extract.ts';
import type { FileSystem } from '../../../electron/archive/durable-file.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import { takeSnapshot } from '../../support/change-sequence.ts';
import { createFailingDisk } from '../../support/failing-disk.ts';
import { createTempArchive, startSession, type TempArchive } from '../../support/temp-archive.ts';

let archive: TempArchive;
let ids: string[];
beforeEach(async () => {
  archive = await createTempArchive();
  ids = await archive.importTexts({ 'one.txt': 'Our officers will not take part.', 'two.txt': 'Another statement.' });
  await mark(ids[0], 'Omaha Police');
});
afterEach(() => archive.dispose());

async function mark(documentId: string | undefined, agency: string): Promise<void> {
  await archive.call('passage.add', {
    documentId: documentId ?? '',
    start: 0,
    end: 12,
    codings: [{ agency, stance: 'declines to participate' }],
  });
}

const zipOf = (name: string): string => join(archive.directory, 'backups', name, 'archive.zip');

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'done';
  } catch (error) {
    return error instanceof ArchiveError ? error.code : String(error);
  }
};

describe('a backup', () => {
  it('holds the small files as they stand and can be checked without this program', async () => {
    await archive.call('saved-search.add', { name: 'Warrants', query: 'warrant*' });
    const { backup } = await archive.call('backup.create', {});
    expect(backup).toMatchObject({ reason: 'manual', documents: 2, format: FORMAT, title: 'Test archive' });
    const files = unzipSync(await readFile(zipOf(backup.name)));
    expect(Object.keys(files).sort()).toEqual(
      [
        'archive.json',
        'checkpoint.json',
        'codebook.json',
        ...ids.map((id) => `documents/${id}/record.json`),
        `documents/${ids[0]}/passages.json`,
        'journal/000001.ndjson',
        'manifest-sha256.txt',
        'searches.json',
      ].sort(),
    );
    const folder = join(archive.root, 'unpacked');
    for (const [path, bytes] of Object.entries(files)) {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), bytes);
    }
    const checked = execFileSync('sha256sum', ['-c', 'manifest-sha256.txt'], { cwd: folder, encoding: 'utf8' });
    expect(checked.match(/: OK/g)).toHaveLength(backup.files);
    expect(await archive.call('backup.verify', { name: backup.name })).toMatchObject({ ok: true, faults: [] });
  });

  it('is not made again while nothing changes', async () => {
    const first = await archive.call('backup.create', {});
    expect(await archive.call('backup.create', {})).toEqual({ backup: first.backup, isNew: false });
    await archive.call('archive.rename', { title: 'Renamed' });
    expect(await archive.call('backup.create', {})).toMatchObject({ isNew: true, backup: { title: 'Renamed' } });
    expect(await archive.call('backup.list', {})).toHaveLength(2);
  });

  it('stands still at one entry while changes go on', async () => {
    const making = archive.call('backup.create', {});
    const renaming = Array.from({ length: 30 }, (_, index) =>
      archive.call('archive.rename', { title: `Title ${index}` }),
    );
    const { backup } = await making;
    await Promise.all(renaming);
    const files = unzipSync(await readFile(zipOf(backup.name)));
    const lines = Buffer.from(files['journal/000001.ndjson'] ?? [])
      .toString('utf8')
      .trimEnd()
      .split('\n');
    expect(JSON.parse(lines[lines.length - 1] ?? '{}')).toMatchObject({ seq: backup.seq, hash: backup.hash });
    const checkpoint = JSON.parse(Buffer.from(files['checkpoint.json'] ?? []).toString('utf8'));
    expect(checkpoint.seq).toBe(backup.seq);
    expect(JSON.parse(Buffer.from(files['archive.json'] ?? []).toString('utf8')).title).toBe(backup.title);
  });

  it('that is damaged is found out and never restored', async () => {
    const { backup } = await archive.call('backup.create', {});
    const bytes = await readFile(zipOf(backup.name));
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    await writeFile(zipOf(backup.name), bytes);
    const { ok, faults } = await archive.call('backup.verify', { name: backup.name });
    expect([ok, faults.length > 0]).toEqual([false, true]);
    const before = await takeSnapshot(archive);
    expect(await codeOf(archive.call('backup.restore', { name: backup.name }))).toBe('damaged');
    expect(await takeSnapshot(archive)).toEqual(before);
  });

  it.each(['../../etc', 'none', '2026-01-01T00-00-00-000Z'])('called %j is refused by name', async (name) => {
    expect(await codeOf(archive.call('backup.verify', { name }))).toBe('not-found');
  });

  it('that is ended by closing the archive, at whatever step, leaves no trace', async () => {
    for (let steps = 0; steps < 60; steps += 3) {
      await archive.call('archive.rename', { title: `Before step ${steps}` });
      const made = codeOf(archive.call('backup.create', {}));
      for (let step = 0; step < steps; step += 1) await new Promise((resolve) => setImmediate(resolve));
      await archive.call('archive.close', {});
      expect(['done', 'cancelled']).toContain(await made);
      expect(await readdir(join(archive.directory, '.tmp'))).toEqual([]);
      await archive.call('archive.open', { directory: archive.directory });
    }
  });

  it('is not begun by a reader', async () => {
    await archive.session.close();
    const reader = archive.reopen();
    await reader.call('archive.open', { directory: archive.directory, readOnly: true });
    expect(await codeOf(reader.call('backup.create', {}))).toBe('read-only');
    expect(await reader.call('backup.list', {})).toEqual([]);
  });
});

it('leaves no trace of a backup for which the disk has no room', async () => {
  await archive.session.close();
  const disk = createFailingDisk((path) => path.includes('backup.'));
  const other = archive.reopen({ fileSystem: disk });
  await other.call('archive.open', { directory: archive.directory });
  disk.fault = 'full';
  expect(await codeOf(other.call('backup.create', {}))).toBe('io');
  expect(await other.call('backup.list', {})).toEqual([]);
  expect(await readdir(join(archive.directory, '.tmp'))).toEqual([]);
  disk.fault = 'none';
  expect(await other.call('backup.create', {})).toMatchObject({ isNew: true });
});

describe('restoring', () => {
  it('brings everything back to the backup, keeps what came later in the trash, and can be undone', async () => {
    const atBackup = await takeSnapshot(archive);
    const { backup } = await archive.call('backup.create', {});
    await archive.call('archive.rename', { title: 'Changed' });
    await archive.call('document.update', { id: ids[1] ?? '', title: 'Changed title' });
    await archive.call('passage.delete', { ids: atBackup.passages.passages.map(({ id }) => id) });
    const [later = ''] = await archive.importTexts({ 'later.txt': 'It came later than the backup.' });
    await mark(later, 'Sheriff');
    await archive.call('briefing.create', { title: 'Later briefing' });
    const beforeRestoring = await takeSnapshot(archive);

    const restored = await archive.call('backup.restore', { name: backup.name });
    expect(restored).toMatchObject({ name: backup.name, trashed: 1 });
    const seen = await takeSnapshot(archive);
    expect([seen.title, seen.documents, seen.briefings]).toEqual([
      atBackup.title,
      atBackup.documents,
      atBackup.briefings,
    ]);
    expect(seen.passages).toEqual(atBackup.passages);
    expect(seen.trash.map(({ id, passageCount }) => [id, passageCount])).toEqual([[later, 1]]);
    expect(seen.codebook.agencies.map(({ name }) => name).sort()).toEqual(['Omaha Police', 'Sheriff']);
    expect(await archive.call('archive.verify', {})).toMatchObject({ ok: true });
    expect((await archive.call('backup.list', {})).map(({ name }) => name)).toContain(restored.kept);

    await archive.call('history.undo', {});
    const undone = await takeSnapshot(archive);
    expect({ ...undone, history: null }).toEqual({ ...beforeRestoring, history: null });
    expect(await archive.call('archive.verify', {})).toMatchObject({ ok: true });
  });

  it('keeps with a later document the topics it is coded with and those above them', async () => {
    const { backup } = await archive.call('backup.create', {});
    const [documentId = ''] = await archive.importTexts({ 'later.txt': 'It came later than the backup.' });
    const coding = { agency: 'Sheriff', stance: '1', topic: 'Jail / Beds / Price' };
    await archive.call('passage.add', { documentId, quote: 'later', codings: [coding] });
    await archive.call('topic.add', { name: 'Used nowhere' });
    await archive.call('backup.restore', { name: backup.name });
    const { topics } = await archive.call('codebook.get', {});
    expect(topics.map(({ name }) => name).sort()).toEqual(['Beds', 'Jail', 'Price']);
    expect(topics.every(({ parentId }) => parentId === null || topics.some(({ id }) => id === parentId))).toBe(true);
  });

  it('undoes also the return of a document with its passages', async () => {
    const { backup } = await archive.call('backup.create', {});
    await archive.call('history.undo', {});
    await archive.call('history.undo', {});
    expect(await archive.call('document.list', {})).toEqual([]);
    await archive.call('backup.restore', { name: backup.name });
    expect((await archive.call('passage.list', {})).total).toBe(1);
    expect(await archive.call('search.query', { query: 'officers' })).not.toEqual([]);
    await archive.call('history.undo', {});
    expect(await archive.call('document.list', {})).toEqual([]);
    await archive.call('history.redo', {});
    expect((await archive.call('passage.list', {})).total).toBe(1);
    expect(await archive.call('archive.verify', {})).toMatchObject({ ok: true });
  });

  it('has nothing to do where nothing changed', async () => {
    const { backup } = await archive.call('backup.create', {});
    const events = (await archive.call('archive.status', {}))?.counts.events;
    expect(await archive.call('backup.restore', { name: backup.name })).toMatchObject({ changes: 0 });
    expect((await archive.call('archive.status', {}))?.counts.events).toBe(events);
  });

  it('takes back also what the next pruning would take away', async () => {
    // Each look at the clock of this session is two hours later: many backups in few days.
    let time = Date.UTC(2026, 4, 1);
    const later = archive.reopen({
      now: () => {
        time += 2_000_000;
        return new Date(time);
      },
    });
    await archive.session.close();
    await later.call('archive.open', { directory: archive.directory });
    const names: string[] = [];
    for (let number = 1; number <= 4; number += 1) {
      await later.call('archive.rename', { title: `Title ${number}` });
      names.push((await later.call('backup.create', {})).backup.name);
    }
    time += 30 * 3_600_000;
    await later.call('archive.rename', { title: 'Last title' });
    const restored = await later.call('backup.restore', { name: names[1] ?? '' });
    expect((await later.call('archive.status', {}))?.info.title).toBe('Title 2');
    expect((await later.call('backup.list', {})).map(({ name }) => name)).toEqual(
      expect.arrayContaining([names[1], restored.kept]),
    );
  });

  it('leaves no other backup if everything is as in it', async () => {
    const { backup } = await archive.call('backup.create', {});
    const names = async () => (await archive.call('backup.list', {})).map(({ name }) => name);
    const before = await names();
    expect(await archive.call('backup.restore', { name: backup.name })).toMatchObject({
      changes: 0,
      kept: backup.name,
    });
    expect(await names()).toEqual(before);
  });

  it('refuses the backup of another archive', async () => {
    const { backup } = await archive.call('backup.create', {});
    const other = startSession();
    const directory = join(archive.root, 'other');
    await other.call('archive.create', { directory, title: 'Other' });
    await mkdir(join(directory, 'backups', backup.name), { recursive: true });
    for (const file of ['archive.zip', 'manifest.json']) {
      const bytes = await readFile(join(archive.directory, 'backups', backup.name, file));
      await writeFile(join(directory, 'backups', backup.name, file), bytes);
    }
    expect(await codeOf(other.call('backup.restore', { name: backup.name }))).toBe('conflict');
    await other.session.close();
  });

  it('makes a new archive even of one that cannot be opened', async () => {
    const expected = await takeSnapshot(archive);
    const { backup } = await archive.call('backup.create', {});
    await archive.session.close();
    for (const name of ['archive.json', 'journal', 'documents', 'codebook.json', 'checkpoint.json', 'derived']) {
      await rm(join(archive.directory, name), { recursive: true });
    }
    const to = join(archive.root, 'restored');
    expect(await extractBackup(archive.directory, backup.name, to)).toMatchObject({ originals: 2, faults: [] });
    const again = archive.reopen();
    expect((await again.call('archive.open', { directory: to })).problems).toEqual([]);
    expect(await takeSnapshot(again)).toEqual(expected);
    expect(await again.call('archive.verify', {})).toMatchObject({ ok: true });
    expect(await codeOf(extractBackup(archive.directory, backup.name, to))).toBe('archive-exists');
  });

  it('into a new folder leaves nothing there that can be taken for an archive until all is there', async () => {
    const { backup } = await archive.call('backup.create', {});
    const to = join(archive.root, 'restored');
    const seen: boolean[] = [];
    const fileSystem: FileSystem = {
      async open(path, flags, mode) {
        const names = await readdir(to);
        if (path.includes('objects')) seen.push(names.includes('archive.json') || names.includes('journal'));
        return open(path, flags, mode);
      },
    };
    await extractBackup(archive.directory, backup.name, to, { fileSystem });
    expect(seen).toEqual([false, false]);
  });

  it('into a new folder leaves nothing there if the disk is full', async () => {
    const { backup } = await archive.call('backup.create', {});
    const to = join(archive.root, 'restored');
    const disk = createFailingDisk((path) => path.includes('objects'));
    disk.fault = 'full';
    expect(await codeOf(extractBackup(archive.directory, backup.name, to, { fileSystem: disk }))).toBe('io');
    expect(await readdir(to)).toEqual([]);
    disk.fault = 'none';
    expect(await extractBackup(archive.directory, backup.name, to)).toMatchObject({ originals: 2, faults: [] });
  });
});
