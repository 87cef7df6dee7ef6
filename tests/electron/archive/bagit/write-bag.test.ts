import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { writeBag } from '../../../../electron/archive/bagit/write-bag.ts';
import { nodeFileSystem } from '../../../../electron/archive/durable-file.ts';

it('says so and leaves nothing behind when a file goes before it is packed', async () => {
  const root = await mkdtemp(join(tmpdir(), 'standpoint-'));
  try {
    const writing = writeBag(
      {
        to: join(root, 'evidence.zip'),
        zip: true,
        files: [{ path: 'memo.txt', content: 'A memorandum.' }],
        info: [],
      },
      {
        fileSystem: {
          async open(path, flags, mode) {
            const isLast = basename(path) === 'tagmanifest-sha512.txt';
            if (isLast) await rm(join(dirname(path), 'data', 'memo.txt'));
            return nodeFileSystem.open(path, flags, mode);
          },
        },
      },
    );
    await expect(writing).rejects.toMatchObject({
      code: 'io',
      message: expect.stringContaining('could not be written'),
    });
    expect(await readdir(root)).toEqual([]);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
});
