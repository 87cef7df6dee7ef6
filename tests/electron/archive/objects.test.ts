import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ObjectStore, openObjects } from '../../../electron/archive/objects.ts';

let root: string;
let objects: ObjectStore;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'standpoint-'));
  await mkdir(join(root, '.tmp'));
  objects = openObjects(root, join(root, '.tmp'), () => new Date(0));
  await writeFile(join(root, 'memo.txt'), 'The same bytes.');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const stage = () => objects.stage(join(root, 'memo.txt'));

describe('an original that was just added', () => {
  it('goes when the one who added it takes it back', async () => {
    const { sha256, ...staged } = await stage();
    expect(await objects.keep({ sha256, ...staged })).toBe(true);
    await objects.withdraw(sha256);
    expect(await objects.verify(sha256)).toBe('missing');
    expect(await objects.keep(await stage())).toBe(true);
  });

  it('stays if somebody else has kept the same bytes meanwhile', async () => {
    const first = await stage();
    expect(await objects.keep(first)).toBe(true);
    expect(await objects.keep(await stage())).toBe(false);
    await objects.withdraw(first.sha256);
    expect(await objects.verify(first.sha256)).toBe('intact');
  });

  it('stays if somebody else relies on it, and is not claimed while it goes', async () => {
    const first = await stage();
    expect(await objects.claim(first.sha256)).toBe(false);
    await objects.keep(first);
    expect(await objects.claim(first.sha256)).toBe(true);
    await objects.withdraw(first.sha256);
    expect(await objects.verify(first.sha256)).toBe('intact');
    await rm(objects.pathOf(first.sha256), { force: true });
    await objects.keep(await stage());
    const going = objects.withdraw(first.sha256);
    expect(await objects.claim(first.sha256)).toBe(false);
    await going;
  });

  it('stays if somebody else keeps the same bytes at the same moment', async () => {
    for (let round = 0; round < 10; round++) {
      const [first, second] = await Promise.all([stage(), stage()]);
      const results = await Promise.all([objects.keep(first), objects.keep(second)]);
      expect(results.sort()).toEqual([false, true]);
      await objects.withdraw(first.sha256);
      expect(await objects.verify(first.sha256)).toBe('intact');
      await rm(objects.pathOf(first.sha256), { force: true });
    }
  });
});
