import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openFaultLog } from '../../../electron/main/fault-log.ts';

const NOW = (): Date => new Date('2026-11-23T01:02:03Z');

describe('the log of faults', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'standpoint-faults-'));
    vi.spyOn(console, 'error').mockReturnValue(undefined);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  it('is not there until something went wrong', async () => {
    openFaultLog(folder);
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps entries in the order in which they were told, and tells them on the console', async () => {
    const log = openFaultLog(folder, NOW);
    await Promise.all([log.note('One (exit code 1).\nError: it broke\n'), log.note('Two')]);
    const first = '2026-11-23T01:02:03.000Z One (exit code 1).\nError: it broke\n';
    expect(await readFile(join(folder, 'faults.log'), 'utf8')).toBe(`${first}2026-11-23T01:02:03.000Z Two\n`);
    expect(vi.mocked(console.error).mock.calls).toEqual([['One (exit code 1).\nError: it broke\n'], ['Two']]);
  });

  it('begins anew when it is long, and keeps the one before', async () => {
    await writeFile(join(folder, 'faults.log'), 'x'.repeat(300_000));
    await openFaultLog(folder, NOW).note('New');
    expect(await readFile(join(folder, 'faults.log'), 'utf8')).toBe('2026-11-23T01:02:03.000Z New\n');
    expect(await readFile(join(folder, 'faults.old.log'), 'utf8')).toHaveLength(300_000);
  });

  it('says on the console that it cannot be written, and goes on', async () => {
    const log = openFaultLog(join(folder, 'missing'), NOW);
    await log.note('Lost');
    expect(vi.mocked(console.error).mock.calls.map(([text]) => text)).toEqual([
      'Lost',
      'The log of faults could not be written:',
    ]);
  });
});
