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

/** Puts a copy of a frozen archive where the tests open it. */
async function thaw(format: number): Promise<void> {
  await cp(resolve(`tests/fixtures/archives/format-${format}`), directory, { recursive: true });
}

const FROZEN = [
  {
    format: 1,
    counts: { documents: 3, passages: 3, agencies: 3, briefings: 1 },
    entries: 16,
    originals: 4,
    undo: 'Change agency Las Vegas Metropolitan Police Department',
  },
  {
    format: 2,
    counts: { documents: 4, passages: 4, agencies: 4, briefings: 1 },
    entries: 28,
    originals: 6,
    undo: 'Change agency City of Stockton',
  },
  {
    format: 3,
    counts: { documents: 4, passages: 6, agencies: 4, briefings: 2 },
    entries: 29,
    originals: 6,
    undo: 'Change agency Stockton Police Department',
  },
] as const;

describe.each(FROZEN)('the frozen archive of format $format', ({ format, counts, entries, originals, undo }) => {
  const title = `Frozen archive of format ${format}`;
  beforeEach(() => thaw(format));

  it('is brought to the present format at the first opening for writing, after a backup', async () => {
    const before = await takeSnapshot(await open(true));
    await sessions[0]?.session.close();
    const { call } = await open();
    expect(await call('archive.status', {})).toMatchObject({ info: { format: FORMAT, title }, counts, problems: [] });
    expect(await formatOnDisk()).toBe(FORMAT);
    const [backup] = await call('backup.list', {});
    expect(backup).toMatchObject({ reason: `before-format-${FORMAT}`, format });
    const steps = Array.from({ length: FORMAT - format }, (_, index) => FORMAT - index);
    expect((await call('history.list', { limit: steps.length })).map(({ type, detail }) => [type, detail])).toEqual(
      steps.map((to) => [
        'archive.migrate',
        expect.objectContaining({ from: to - 1, to, backup: backup?.name, reason: expect.stringMatching(/\w/) }),
      ]),
    );
    const verified = await call('archive.verify', {});
    expect(verified).toMatchObject({ ok: true, originals, passages: counts.passages, problems: [] });
    const after = await takeSnapshot(sessions[1] ?? startSession());
    expect(after).toEqual(before);
  });

  it('keeps its quotes, to the letter', async () => {
    const { call } = await open();
    const { passages } = await call('passage.list', {});
    const checks = await call('passage.verify', {});
    expect(checks.map(({ check }) => check.status)).toEqual(passages.map(() => 'exact'));
    for (const { documentId, version, start, end, quote, spans = [{ start, end }] } of passages) {
      const text = await call('document.text', { id: documentId, version });
      expect(spans.map((span) => text.slice(span.start, span.end)).join(' … ')).toBe(quote);
    }
  });

  it('takes topics, kept searches and the new marks', async () => {
    const first = await open();
    const { topics } = await first.call('codebook.get', {});
    const { passages } = await first.call('passage.list', {});
    await first.call('passage.code', {
      ids: passages.map(({ id }) => id),
      codings: [{ agency: 'New', stance: '1', topic: 'A / B', voice: 'spokesperson', certainty: 'probable' }],
    });
    await first.call('saved-search.add', { name: 'Kept' });
    const before = await takeSnapshot(first);
    await first.session.close();
    const second = await open();
    expect(await takeSnapshot(second)).toEqual(before);
    expect(await second.call('archive.verify', {})).toMatchObject({ ok: true });
    await second.call('history.undo', {});
    await second.call('history.undo', {});
    expect((await second.call('codebook.get', {})).topics).toEqual(topics);
  });

  it('takes composed briefings, their kept states, and passages that are kept in the house', async () => {
    const first = await open();
    for (const { id } of await first.call('briefing.list', {})) {
      const before = await first.call('briefing.preview', { id });
      await first.call('briefing.compose', { id });
      await first.call('briefing.keepVersion', { id, name: 'As it came' });
      const after = await first.call('briefing.preview', { id });
      expect(after.passages).toEqual(before.passages);
    }
    const [passage] = (await first.call('passage.list', {})).passages;
    await first.call('passage.update', { id: passage?.id ?? '', internal: 'passage' });
    const before = await takeSnapshot(first);
    await first.session.close();
    const second = await open();
    expect(await takeSnapshot(second)).toEqual(before);
    expect(await second.call('archive.verify', {})).toMatchObject({ ok: true });
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
    expect((await call('archive.status', {}))?.info.format).toBe(format);
    expect((await call('passage.list', {})).total).toBe(counts.passages);
    expect(await call('history.verify', {})).toMatchObject({ ok: true, entries, firstBroken: null });
    expect(await formatOnDisk()).toBe(format);
    expect(await readdir(directory)).not.toContain('backups');
  });

  it('keeps its undo stack, and undoing never takes the format back', async () => {
    const { call } = await open();
    expect((await call('archive.status', {}))?.history.undo).toBe(undo);
    const info = await call('archive.rename', { title: 'Renamed' });
    expect(info.format).toBe(FORMAT);
    for (let step = 0; step < 5; step += 1) await call('history.undo', {});
    expect((await call('archive.status', {}))?.info).toMatchObject({ title, format: FORMAT });
  });

  it('goes back to its backup without going back to its format', async () => {
    const { call } = await open();
    await call('archive.rename', { title: 'Renamed' });
    const [backup] = await call('backup.list', {});
    await call('backup.restore', { name: backup?.name ?? '' });
    expect((await call('archive.status', {}))?.info).toMatchObject({ title, format: FORMAT });
  });

  it('is brought there once archive.json has been made again from the journal', async () => {
    await rm(join(directory, 'archive.json'));
    const { call } = await open();
    expect((await call('archive.status', {}))?.info.format).toBe(FORMAT);
    expect(await call('archive.verify', {})).toMatchObject({ ok: true });
  });
});

it('undoes a renaming that was done before the change of format', async () => {
  await thaw(1);
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
  await thaw(1);
  await pretendFormat(FORMAT + 1);
  await expect(open(readOnly)).rejects.toMatchObject(
    new ArchiveError(
      'archive-newer',
      `This archive has format ${FORMAT + 1}; this version of Standpoint reads up to format ${FORMAT}. Update Standpoint to open it.`,
    ),
  );
  expect(await formatOnDisk()).toBe(FORMAT + 1);
});
