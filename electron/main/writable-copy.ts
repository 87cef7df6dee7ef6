import { chmod, cp, lstat, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The bits that let the owner read and write. */
const OWNER = 0o600;

/**
 * Copies an archive from where everything may be read-only, an installation for instance, so that its owner can
 * change the copy; originals keep their mode. Copied under another name first: an archive that is half there must
 * never be opened. Throws what the file system throws.
 */
export async function copyWritable(source: string, target: string): Promise<void> {
  const copying = `${target}.copying`;
  await mkdir(dirname(target), { recursive: true });
  // A copy that was broken off may hold folders out of which nothing can be deleted.
  await makeWritable(copying, '').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
  });
  await rm(copying, { recursive: true, force: true });
  await cp(source, copying, { recursive: true });
  await makeWritable(copying, '');
  await rename(copying, target);
}

async function makeWritable(root: string, inside: string): Promise<void> {
  const path = join(root, inside);
  const { mode } = await lstat(path);
  // A folder must also be one that can be entered.
  await chmod(path, mode | OWNER | 0o100);
  for (const entry of await readdir(path, { withFileTypes: true })) {
    const one = join(inside, entry.name);
    if (entry.isDirectory()) await makeWritable(root, one);
    else if (entry.isFile() && !/^objects[\\/]/.test(one)) {
      const file = join(root, one);
      await chmod(file, (await lstat(file)).mode | OWNER);
    }
  }
}
