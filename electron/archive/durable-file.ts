import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, type FileHandle, link, mkdir, open, rename, rm, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ArchiveError } from '../../shared/errors.ts';

/** The one door through which the core opens files for writing; tests put a failing disk in its place. */
export interface FileSystem {
  open(path: string, flags: string | number, mode?: number): Promise<FileHandle>;
}

/** The real disk. */
export const nodeFileSystem: FileSystem = { open };

/** The errno code of a system error ("ENOSPC"), or null if it is another kind of error. */
export function errnoOf(error: unknown): string | null {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code)) {
    return error.code;
  }
  return null;
}

const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: free some space and try again.',
  EDQUOT: 'The disk quota is used up: free some space and try again.',
  EACCES: 'Permission is refused: check the rights of the folder.',
  EPERM: 'Permission is refused: check the rights of the folder.',
  EROFS: 'The disk is read-only: open the archive read-only or copy it to another disk.',
  EIO: 'The disk reports a fault: copy the archive to another disk.',
  ENOENT: 'It is not there: check the path.',
  EMFILE: 'Too many files are open: close other programs and try again.',
};

/** Turns a failed system call into an `io` error that says what was being done and what to do. */
export function ioError(what: string, error: unknown): ArchiveError {
  if (error instanceof ArchiveError) return error;
  const code = errnoOf(error);
  const remedy = code === null ? (error instanceof Error ? error.message : String(error)) : REMEDIES[code];
  return new ArchiveError('io', `${what}. ${remedy ?? `The system reports ${code}.`}`, { cause: error });
}

/** What file systems answer, network shares above all, that do not know the call at all. */
const UNKNOWN_CALL = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EPERM', 'EBADF']);

/** Flushes the names in a folder to disk. A no-op on systems and shares that cannot open or flush folders. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } catch (error) {
    if (!UNKNOWN_CALL.has(errnoOf(error) ?? '')) throw error;
  } finally {
    await handle.close();
  }
}

/** Makes a folder with its parents and flushes the name of each new one. */
export async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  const top = dirname(first);
  for (let folder = dirname(path); folder.length >= top.length; folder = dirname(folder)) {
    await syncFolder(folder);
    if (folder === dirname(folder)) break;
  }
}

/** Whether something exists under the path. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return false;
    throw error;
  }
}

const BUSY = new Set(['EPERM', 'EBUSY', 'EACCES']);

/** Renames over what is there, trying again for a second while a virus scanner or indexer holds the target. */
export async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await rename(from, to);
      return;
    } catch (error) {
      if (attempt >= 10 || !BUSY.has(errnoOf(error) ?? '')) throw error;
      await new Promise((resolve) => setTimeout(resolve, 10 * (attempt + 1)));
    }
  }
}

/**
 * Replaces a file whole: after a crash at any moment it holds either the old or the new bytes.
 * `temporaryFolder` must be on the same disk; the target's folder must exist. Rejects with the system's error and
 * leaves the old file as it was.
 */
export async function writeFileDurably(
  path: string,
  data: string | Uint8Array,
  temporaryFolder: string = dirname(path),
  fileSystem: FileSystem = nodeFileSystem,
): Promise<void> {
  const temporary = join(temporaryFolder, `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    const handle = await fileSystem.open(temporary, 'wx');
    try {
      await handle.writeFile(data);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await renameOver(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Takes the right to write a file away; file systems without rights leave it as it is. */
export async function makeReadOnly(path: string): Promise<void> {
  try {
    await chmod(path, 0o444);
  } catch (error) {
    if (!UNKNOWN_CALL.has(errnoOf(error) ?? '')) throw error;
  }
}

/**
 * Gives a file its final name without ever replacing another. Returns false, and leaves the temporary file, if the
 * name is taken.
 */
export async function placeFile(temporary: string, path: string): Promise<boolean> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    // File systems without hard links (FAT, some network shares) leave only the check before the rename.
    if (await exists(path)) return false;
    await renameOver(temporary, path);
    await syncFolder(dirname(path));
    return true;
  }
  await unlink(temporary);
  await syncFolder(dirname(path));
  return true;
}

/**
 * Moves a damaged file into the archive's damaged/ folder under a name that was never used, so that its bytes stay.
 * Returns the new path.
 */
export async function setAside(archiveFolder: string, path: string, at: Date): Promise<string> {
  const folder = join(archiveFolder, 'damaged');
  await makeFolder(folder);
  const target = join(folder, `${asideName(path, archiveFolder)}.${stamp(at)}.${randomUUID().slice(0, 8)}`);
  await renameOver(path, target);
  await syncFolder(folder);
  await syncFolder(dirname(path));
  return target;
}

/** Keeps bytes that are about to be cut off a file. Returns the path they went to. */
export async function setBytesAside(
  archiveFolder: string,
  name: string,
  bytes: Uint8Array | string,
  at: Date,
): Promise<string> {
  const folder = join(archiveFolder, 'damaged');
  await makeFolder(folder);
  const target = join(folder, `${name}.${stamp(at)}.${randomUUID().slice(0, 8)}`);
  await writeFileDurably(target, bytes);
  return target;
}

const stamp = (at: Date): string => at.toISOString().replace(/[:.]/g, '-');

const asideName = (path: string, archiveFolder: string): string =>
  path.startsWith(archiveFolder)
    ? path
        .slice(archiveFolder.length)
        .replace(/^[\\/]+/, '')
        .replace(/[\\/]/g, '_')
    : basename(path);
