import { chmod, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FORMAT } from '../../../electron/archive/archive-format.ts';
import { chainEvent, parseEntry, serializeEntry } from '../../../electron/archive/journal-entry.ts';
import { archiveInfoSchema } from '../../../shared/domain/event.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import { takeSnapshot } from '../../support/change-sequence.ts';
import { startSession, type TestSession } from '../../support/temp-archive.ts';

let root: string;
let directory: string;
let sessions: TestSession[];
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'standpoint-format-'));
  directory = join(root, 'archive');
  sessions = [];
  await cp(resolve('tests/fixtures/archives/format-1'), directory, { recursive: true });
});
afterEach(async () => {
  for (const { session } of sessions) await session.close();
  await rm(root, { recursive: true, force: true });
});

async function open(readOnly = false, folder = directory): Promise<TestSession> {
  const session = startSession();
  sessions.push(session);
  await session.call('archive.open', { directory: folder, readOnly });
  return session;
}

async function formatOnDisk(folder = directory): Promise<unknown> {
  return JSON.parse(await readFile(join(folder, 'archive.json'), 'utf8')).format;
}

async function pretendFormat(format: number): Promise<void> {
  const path = join(directory, 'archive.json');
  await chmod(path, 0o644);
  await writeFile(path, JSON.stringify({ ...JSON.parse(await readFile(path, 'utf8')), format }));
}

describe('the frozen archive of format 1', () => {
  it('is brought to the present format at the first opening for writing, after a backup', async () => {
    const before = await takeSnapshot(await open(true));
    await sessions[0]?.session.close();
    const { call } = await open();
    expect(await call('archive.status', {})).toMatchObject({
      info: { format: FORMAT, title: 'Frozen archive of format 1' },
      counts: { documents: 3, passages: 3, agencies: 3, briefings: 1 },
      problems: [],
    });
    expect(await formatOnDisk()).toBe(FORMAT);
    const [backup] = await call('backup.list', {});
    expect(backup).toMatchObject({ reason: `before-format-${FORMAT}`, format: 1, documents: 4 });
    const [newest] = await call('history.list', {});
    expect(newest).toMatchObject({ type: 'archive.migrate', detail: { from: 1, to: 2, backup: backup?.name } });
    const verified = await call('archive.verify', {});
    expect(verified).toMatchObject({ ok: true, originals: 4, passages: 3, problems: [] });
    const after = await takeSnapshot(sessions[1] ?? startSession());
    expect(after).toEqual(before);
  });

  it('is not brought there twice', async () => {
    const first = await open();
    const events = (await first.call('archive.status', {}))?.counts.events;
    await first.session.close();
    const second = await open();
    expect((await second.call('archive.status', {}))?.counts.events).toBe(events);
    expect(await second.call('backup.list', {})).toHaveLength(1);
  });

  it('is read as it is by a reader, who changes nothing', async () => {
    const { call } = await open(true);
    expect((await call('archive.status', {}))?.info.format).toBe(1);
    expect((await call('passage.list', {})).total).toBe(3);
    expect(await call('history.verify', {})).toMatchObject({ ok: true, entries: 16, firstBroken: null });
    expect(await formatOnDisk()).toBe(1);
    expect(await readdir(directory)).not.toContain('backups');
  });

  it('keeps its undo stack, and undoing never takes the format back', async () => {
    const { call } = await open();
    expect((await call('archive.status', {}))?.history.undo).toBe(
      'Change agency Las Vegas Metropolitan Police Department',
    );
    const info = await call('archive.rename', { title: 'Renamed' });
    expect(info.format).toBe(FORMAT);
    for (let step = 0; step < 5; step += 1) await call('history.undo', {});
    expect((await call('archive.status', {}))?.info).toMatchObject({
      title: 'Frozen archive of format 1',
      format: FORMAT,
    });
  });

  it('goes back to its backup without going back to its format', async () => {
    const { call } = await open();
    await call('archive.rename', { title: 'Renamed' });
    const [backup] = await call('backup.list', {});
    await call('backup.restore', { name: backup?.name ?? '' });
    expect((await call('archive.status', {}))?.info).toMatchObject({
      title: 'Frozen archive of format 1',
      format: FORMAT,
    });
  });

  it('is brought there once archive.json has been made again from the journal', async () => {
    await rm(join(directory, 'archive.json'));
    const { call } = await open();
    expect((await call('archive.status', {}))?.info.format).toBe(FORMAT);
    expect(await call('archive.verify', {})).toMatchObject({ ok: true });
  });
});

it('undoes a renaming that was done before the change of format', async () => {
  const path = join(directory, 'journal', '000001.ndjson');
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  const last = parseEntry(lines[lines.length - 1] ?? '');
  const before = archiveInfoSchema.parse(JSON.parse(await readFile(join(directory, 'archive.json'), 'utf8')));
  if (typeof last === 'string') throw new Error(last);
  const renaming = chainEvent(
    {
      id: 'renaming',
      time: '2026-11-22T15:37:00.000Z',
      coder: 'A. Archivist',
      type: 'archive.update',
      label: 'Rename the archive to Renamed',
      group: null,
      inverts: [],
      changes: [{ entity: 'archive', id: before.id, before, after: { ...before, title: 'Renamed' } }],
      detail: {},
    },
    last,
  );
  await writeFile(path, `${lines.join('\n')}\n${serializeEntry(renaming)}`);
  const { call } = await open();
  expect((await call('archive.status', {}))?.info).toMatchObject({ title: 'Renamed', format: FORMAT });
  await call('history.undo', {});
  expect((await call('archive.status', {}))?.info).toMatchObject({ title: before.title, format: FORMAT });
  await call('history.redo', {});
  expect((await call('archive.status', {}))?.info).toMatchObject({ title: 'Renamed', format: FORMAT });
});

it.each([false, true])('refuses an archive of a format that comes later (for reading: %s)', async (readOnly) => {
  await pretendFormat(FORMAT + 1);
  await expect(open(readOnly)).rejects.toMatchObject(
    new ArchiveError(
      'archive-newer',
      `This archive has format ${FORMAT + 1}; this version of Standpoint reads up to format ${FORMAT}. Update Standpoint to open it.`,
    ),
  );
  expect(await formatOnDisk()).toBe(FORMAT + 1);
});
