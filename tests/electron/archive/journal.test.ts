import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Journal, type JournalOptions, openJournal } from '../../../electron/archive/journal.ts';
import { type EventDraft, FIRST_PREV } from '../../../electron/archive/journal-entry.ts';
import { createFailingDisk } from '../../support/failing-disk.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standpoint-journal-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const draft = (label: string): EventDraft => ({
  id: `event-${label}`,
  time: '2026-03-18T09:00:00.000Z',
  coder: 'A. Coder',
  type: 'archive.verify',
  label,
  group: null,
  inverts: [],
  changes: [],
  detail: { words: 'ü “quoted”\n\ud800' },
});
const options: JournalOptions = { readOnly: false, now: () => new Date(0) };
const start = async (other: Partial<JournalOptions> = {}): Promise<Journal> =>
  (await openJournal(folder, null, { ...options, ...other })).journal;
const file = (): string => join(folder, 'journal', '000001.ndjson');
const labels = async (): Promise<string[]> => {
  const { journal, tail } = await openJournal(folder, null, options);
  await journal.close();
  return tail.map(({ event }) => event.label);
};

describe('the journal', () => {
  it('chains every entry to the one before and reads them back', async () => {
    const journal = await start();
    await journal.append([draft('a')]);
    await journal.append([draft('b'), draft('c')]);
    await journal.close();
    const { tail, problems } = await openJournal(folder, null, options);
    expect(problems).toEqual([]);
    expect(tail.map(({ event }) => [event.seq, event.label])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
    expect(tail.map(({ event }) => event.prev)).toEqual([FIRST_PREV, tail[0]?.event.hash, tail[1]?.event.hash]);
    expect(tail[0]?.event.detail).toEqual({ words: 'ü “quoted”\n\ud800' });
  });

  it('keeps the order of concurrent appends', async () => {
    const journal = await start();
    const names = Array.from({ length: 30 }, (_value, index) => `n${index}`);
    await Promise.all(names.map((name) => journal.append([draft(name)])));
    await journal.close();
    expect(await labels()).toEqual(names);
  });

  it('begins a new file past its limit and goes on there', async () => {
    const journal = await start({ rotateAt: 1000 });
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await journal.append([draft(name)]);
    const { position } = journal;
    await journal.append([draft('h')]);
    await journal.close();
    expect((await readdir(join(folder, 'journal'))).length).toBeGreaterThan(1);
    expect(await labels()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
    const { tail, isContinuation } = await openJournal(folder, position, options);
    expect([isContinuation, tail.map(({ event }) => event.label)]).toEqual([true, ['h']]);
  });

  it('opens at any cut to the entries that are whole, keeps the rest aside, and goes on', async () => {
    const journal = await start();
    const ends = [0];
    for (const name of ['a', 'b', 'c']) {
      const [placed] = await journal.append([draft(name)]);
      ends.push((placed?.place.offset ?? 0) + (placed?.place.length ?? 0));
    }
    await journal.close();
    const whole = await readFile(file());
    for (let cut = 0; cut <= whole.length; cut += 1) {
      const isNearEnd = ends.some((end) => Math.abs(end - cut) < 4);
      if (!isNearEnd && cut % 31 !== 0) continue;
      await writeFile(file(), whole.subarray(0, cut));
      const opened = await openJournal(folder, null, options);
      // An entry without only its newline is whole.
      const expected = ['a', 'b', 'c'].filter((_name, index) => (ends[index + 1] ?? 0) - 1 <= cut);
      expect(opened.tail.map(({ event }) => event.label)).toEqual(expected);
      expect(opened.problems).toEqual([]);
      if (isNearEnd) {
        await opened.journal.append([draft('next')]);
        await opened.journal.close();
        expect(await labels()).toEqual([...expected, 'next']);
      }
      await opened.journal.close();
    }
    const kept = await readdir(join(folder, 'damaged'));
    expect(kept.length).toBeGreaterThan(20);
  });

  it('reports damage in the middle, cuts nothing, and reads what follows', async () => {
    const journal = await start();
    for (const name of ['a', 'b', 'c']) await journal.append([draft(name)]);
    await journal.close();
    const damaged = (await readFile(file(), 'utf8')).replace('event-b', 'event-B');
    await writeFile(file(), damaged);
    const opened = await openJournal(folder, null, options);
    await opened.journal.close();
    expect(opened.tail.map(({ event }) => event.label)).toEqual(['a', 'c']);
    expect(opened.problems.map(({ kind, path }) => [kind, path])).toEqual([['journal', 'journal/000001.ndjson']]);
    expect(opened.problems[0]?.message).toContain('its hash does not fit');
    expect(await readFile(file(), 'utf8')).toBe(damaged);
  });

  it('notices an entry that was taken out', async () => {
    const journal = await start();
    for (const name of ['a', 'b', 'c']) await journal.append([draft(name)]);
    await journal.close();
    const lines = (await readFile(file(), 'utf8')).split('\n');
    await writeFile(file(), [lines[0], lines[2], ''].join('\n'));
    const { problems, journal: again } = await openJournal(folder, null, options);
    await again.close();
    expect(problems[0]?.message).toContain('entry 3 does not continue entry 1');
  });

  it('says so when the position it is to continue from is gone', async () => {
    const journal = await start();
    await journal.append([draft('a')]);
    await journal.append([draft('b')]);
    const { position } = journal;
    await journal.close();
    await truncate(file(), 100);
    const opened = await openJournal(folder, position, options);
    await opened.journal.close();
    expect([opened.isContinuation, opened.tail]).toEqual([false, []]);
  });

  it.each(['full', 'short', 'no-flush'] as const)(
    'takes back an entry that the disk did not take (%s)',
    async (fault) => {
      const disk = createFailingDisk((path) => path.includes('journal'));
      const journal = await start({ fileSystem: disk });
      await journal.append([draft('a')]);
      const before = await readFile(file());
      disk.fault = fault;
      await expect(journal.append([draft('lost')])).rejects.toMatchObject({ code: 'io' });
      disk.fault = 'none';
      expect(await readFile(file())).toEqual(before);
      await journal.append([draft('b')]);
      await journal.close();
      expect(await labels()).toEqual(['a', 'b']);
    },
  );

  it('takes nothing more once a failed entry could not be taken back', async () => {
    const disk = createFailingDisk((path) => path.includes('journal'));
    const journal = await start({ fileSystem: disk });
    await journal.append([draft('a')]);
    disk.fault = 'dead';
    await expect(journal.append([draft('lost')])).rejects.toMatchObject({ code: 'io' });
    disk.fault = 'none';
    await expect(journal.append([draft('b')])).rejects.toMatchObject({
      code: 'io',
      message: expect.stringContaining('open it again'),
    });
    await journal.close();
    expect(await labels()).toEqual(['a']);
  });

  it('writes nothing when it is open for reading only', async () => {
    const journal = await start();
    await journal.append([draft('a')]);
    await journal.close();
    await writeFile(file(), `${await readFile(file(), 'utf8')}{"torn`);
    const before = await readFile(file());
    const reader = await openJournal(folder, null, { ...options, readOnly: true });
    expect(reader.tail.map(({ event }) => event.label)).toEqual(['a']);
    await expect(reader.journal.append([draft('b')])).rejects.toMatchObject({ code: 'read-only' });
    expect(await readFile(file())).toEqual(before);
  });
});
