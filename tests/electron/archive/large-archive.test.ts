import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLargeArchive } from '../../support/large-archive.ts';
import { startSession } from '../../support/temp-archive.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'standpoint-large-'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

it('opens, lists, counts and searches without reading any document file', async () => {
  const directory = join(root, 'archive');
  await createLargeArchive(directory, { documents: 40, passages: 400, textLength: 800 });
  const folders = await readdir(join(directory, 'documents'));
  expect(folders).toHaveLength(40);
  // A file that is read is found damaged and reported: no report means that none was read.
  for (const id of folders) {
    await writeFile(join(directory, 'documents', id, 'record.json'), 'damaged');
    await writeFile(join(directory, 'documents', id, 'passages.json'), 'damaged');
  }
  const { call, session } = startSession();
  const status = await call('archive.open', { directory });
  expect([status.counts.documents, status.counts.passages]).toEqual([40, 400]);
  expect(await call('document.list', {})).toHaveLength(40);
  expect(await call('passage.list', { limit: 10 })).toMatchObject({ total: 400 });
  expect((await call('search.query', { query: '"document number 7"' })).length).toBeGreaterThan(0);
  const { cells } = await call('position.matrix', {});
  expect(cells.reduce((sum, { count }) => sum + count, 0)).toBe(400);
  expect((await call('archive.status', {}))?.problems).toEqual([]);

  const id = folders[0] ?? '';
  expect((await call('document.get', { id })).title).toMatch(/^Document \d+$/);
  expect((await call('archive.status', {}))?.problems).toHaveLength(1);
  await session.close();
});
