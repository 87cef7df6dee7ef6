import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { copyWritable } from '../../../electron/main/writable-copy.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standpoint-copy-'));
});
afterEach(async () => {
  for (const inside of ['installed', 'installed/objects', 'installed/objects/ab'])
    await chmod(join(folder, inside), 0o755);
  await rm(folder, { recursive: true });
});

const modeOf = async (path: string) => ((await stat(join(folder, path))).mode & 0o777).toString(8);

it('makes folders and files of a read-only archive writable, its originals excepted', async () => {
  const installed = join(folder, 'installed');
  await mkdir(join(installed, 'objects', 'ab'), { recursive: true });
  for (const file of ['archive.json', 'objects/ab/abcd']) {
    await writeFile(join(installed, file), file);
    await chmod(join(installed, file), 0o444);
  }
  for (const inside of ['objects/ab', 'objects', '']) await chmod(join(installed, inside), 0o555);
  const copy = join(folder, 'data', 'Sample Archive');

  await copyWritable(installed, copy);

  expect({
    root: await modeOf('data/Sample Archive'),
    file: await modeOf('data/Sample Archive/archive.json'),
    originals: await modeOf('data/Sample Archive/objects/ab'),
    original: await modeOf('data/Sample Archive/objects/ab/abcd'),
    text: await readFile(join(copy, 'archive.json'), 'utf8'),
    others: await readdir(join(folder, 'data')),
  }).toEqual({
    root: '755',
    file: '644',
    originals: '755',
    original: '444',
    text: 'archive.json',
    others: ['Sample Archive'],
  });
});

it('begins anew after a copy that was broken off', async () => {
  const installed = join(folder, 'installed');
  await mkdir(join(installed, 'objects', 'ab'), { recursive: true });
  await writeFile(join(installed, 'archive.json'), '{}');
  const copy = join(folder, 'copy');
  await mkdir(join(`${copy}.copying`, 'left'), { recursive: true });
  await chmod(`${copy}.copying`, 0o555);
  await copyWritable(installed, copy);
  expect((await readdir(copy)).sort()).toEqual(['archive.json', 'objects']);
});
