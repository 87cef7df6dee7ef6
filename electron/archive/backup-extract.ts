import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ArchiveError } from '../../shared/errors.ts';
import { collect, damagedBackup, filesOfBackup, namesIn, verifyBackup } from './backup-file.ts';
import {
  errnoOf,
  exists,
  type FileSystem,
  ioError,
  makeFolder,
  makeReadOnly,
  nodeFileSystem,
  syncFolder,
} from './durable-file.ts';

/** What an archive made of a backup holds. */
export interface ExtractedBackup {
  readonly files: number;
  readonly originals: number;
  /** Originals that could not be copied unaltered, by path, with what is wrong. */
  readonly faults: readonly string[];
}

/** What makes a folder an archive: these come last, so that half a copy is none. */
const LAST = new Set(['archive.json', 'journal/000001.ndjson']);
const PARTS = [
  'archive.json',
  'codebook.json',
  'searches.json',
  'checkpoint.json',
  'documents',
  'briefings',
  'journal',
  'objects',
];

/**
 * Makes an archive in a new folder from a backup and the originals that lie beside it; the archive itself is only read,
 * and need not be one that can be opened. What fails or is stopped leaves nothing in the folder.
 */
export async function extractBackup(
  archive: string,
  name: string,
  to: string,
  options: { readonly signal?: AbortSignal; readonly fileSystem?: FileSystem } = {},
): Promise<ExtractedBackup> {
  const { faults: damage } = await verifyBackup(archive, name);
  if (damage.length > 0) throw damagedBackup(name, damage);
  if ((await exists(to)) && (await namesIn(to)).length > 0) {
    throw new ArchiveError('archive-exists', `${to} is not empty. Choose a new or empty folder.`);
  }
  const { signal, fileSystem = nodeFileSystem } = options;
  try {
    await makeFolder(to);
    let files = 0;
    const last: { readonly path: string; readonly bytes: Buffer }[] = [];
    for await (const { path, bytes } of filesOfBackup(archive, name)) {
      signal?.throwIfAborted();
      files += 1;
      const content = await collect(bytes);
      if (LAST.has(path)) last.unshift({ path, bytes: content });
      else await put(join(to, path), content, fileSystem);
    }
    const { originals, faults } = await copyOriginals(archive, to, fileSystem, signal);
    for (const { path, bytes } of last) await put(join(to, path), bytes, fileSystem);
    return { files, originals, faults };
  } catch (error) {
    for (const part of PARTS) await rm(join(to, part), { recursive: true, force: true });
    throw ioError(`The backup ${name} was not restored to ${to}`, error);
  }
}

/** Writes a file that is not there yet; bytes and name are on disk when it resolves. */
async function put(path: string, bytes: Uint8Array, fileSystem: FileSystem): Promise<void> {
  await makeFolder(dirname(path));
  const handle = await fileSystem.open(path, 'wx');
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(path));
}

async function copyOriginals(
  archive: string,
  to: string,
  fileSystem: FileSystem,
  signal: AbortSignal | undefined,
): Promise<Omit<ExtractedBackup, 'files'>> {
  const faults: string[] = [];
  let originals = 0;
  for (const folder of await namesIn(join(archive, 'objects'))) {
    if (!/^[0-9a-f]{2}$/.test(folder)) continue;
    await makeFolder(join(to, 'objects', folder));
    for (const sha256 of await namesIn(join(archive, 'objects', folder))) {
      if (!/^[0-9a-f]{64}$/.test(sha256)) continue;
      const path = `objects/${folder}/${sha256}`;
      const fault = await copyOriginal(join(archive, path), join(to, path), sha256, fileSystem, signal);
      if (fault !== null) faults.push(`${path} ${fault}.`);
      if (fault === null || fault === ALTERED) originals += 1;
    }
    await syncFolder(join(to, 'objects', folder));
  }
  return { originals, faults };
}

const ALTERED = 'is altered';
/** What ails one file and says nothing of the next. */
const UNREADABLE = new Set(['ENOENT', 'EIO', 'EACCES', 'EPERM', 'EISDIR', 'ELOOP']);

/** Copies one original and flushes the copy; returns what is wrong with it, or null. */
async function copyOriginal(
  from: string,
  to: string,
  sha256: string,
  fileSystem: FileSystem,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const handle = await fileSystem.open(to, 'wx');
  const hash = createHash('sha256');
  let isWriting = false;
  try {
    for await (const chunk of createReadStream(from, { highWaterMark: 1 << 18 })) {
      signal?.throwIfAborted();
      if (!Buffer.isBuffer(chunk)) continue;
      hash.update(chunk);
      isWriting = true;
      await handle.writeFile(chunk);
      isWriting = false;
    }
    isWriting = true;
    await handle.sync();
  } catch (error) {
    if (isWriting || !UNREADABLE.has(errnoOf(error) ?? '')) throw error;
    await rm(to, { force: true });
    return `cannot be read (${errnoOf(error)})`;
  } finally {
    await handle.close();
  }
  await makeReadOnly(to);
  return hash.digest('hex') === sha256 ? null : ALTERED;
}
