import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from '../../shared/errors.ts';
import {
  errnoOf,
  type FileSystem,
  ioError,
  makeFolder,
  makeReadOnly,
  nodeFileSystem,
  placeFile,
  setAside,
} from './durable-file.ts';

/** Outcome of recomputing the hash of an original. */
export type Fixity = 'intact' | 'altered' | 'missing';

/** A copy of an original on this disk, not yet part of the archive. */
export interface StagedOriginal {
  readonly sha256: string;
  readonly byteLength: number;
  /** Where parsers may read it. */
  readonly path: string;
}

/** The originals of an archive, named by their SHA-256, write-once. */
export interface ObjectStore {
  /** Hash and size of a file outside the archive. Throws `unreadable`. */
  measure(path: string): Promise<{ readonly sha256: string; readonly byteLength: number }>;
  /** Copies a file to this disk and flushes it. Throws `unreadable` for the source, `io` for this disk. */
  stage(path: string): Promise<StagedOriginal>;
  /**
   * Makes a staged copy an original: read-only, under its hash, name flushed. Returns false if these bytes were there
   * already. An altered file under the same name is set aside first.
   */
  keep(staged: StagedOriginal): Promise<boolean>;
  /** Throws a staged copy away. */
  discard(staged: StagedOriginal): Promise<void>;
  /**
   * Takes back an original that `keep` has just added and that no event names. It stays if others have kept or claimed
   * the same bytes since: their events may name it.
   */
  withdraw(sha256: string): Promise<void>;
  /** Whether an original is there and whole; if so it stays, whoever added it and fails afterwards. */
  claim(sha256: string): Promise<boolean>;
  /** Recomputes the hash of an original. */
  verify(sha256: string): Promise<Fixity>;
  /** Where hosts read an original from. */
  pathOf(sha256: string): string;
}

/** Opens the originals of an archive folder. `temporaryFolder` lies on the same disk and exists when writing. */
export function openObjects(
  archive: string,
  temporaryFolder: string,
  now: () => Date,
  fileSystem: FileSystem = nodeFileSystem,
): ObjectStore {
  const folderOf = (sha256: string): string => join(archive, 'objects', sha256.slice(0, 2));
  const pathOf = (sha256: string): string => join(folderOf(sha256), sha256);

  /** Originals that one caller alone has added so far, and may take back. */
  const sole = new Set<string>();
  /** The last that was asked of each original. */
  const turns = new Map<string, Promise<unknown>>();
  /** Of those who add, rely on and take back the same original, lets one go after the other. */
  const inTurn = async <T>(sha256: string, work: () => Promise<T>): Promise<T> => {
    const before = turns.get(sha256);
    const running = Promise.allSettled([before]).then(work);
    turns.set(sha256, running);
    try {
      return await running;
    } finally {
      if (turns.get(sha256) === running) turns.delete(sha256);
    }
  };

  const verify = async (sha256: string): Promise<Fixity> => {
    try {
      return (await hashFile(pathOf(sha256))).sha256 === sha256 ? 'intact' : 'altered';
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return 'missing';
      throw ioError(`Original ${sha256} cannot be read`, error);
    }
  };

  return {
    pathOf,
    verify,
    async measure(path) {
      try {
        return await hashFile(path);
      } catch (error) {
        throw unreadable(path, error);
      }
    },
    async stage(path) {
      const target = join(temporaryFolder, `original.${randomUUID()}.tmp`);
      const onThisDisk = <T>(call: Promise<T>): Promise<T> =>
        call.catch((error: unknown) => {
          throw ioError('The original could not be copied into the archive', error);
        });
      try {
        const handle = await onThisDisk(fileSystem.open(target, 'wx'));
        try {
          const measured = await hashFile(path, (chunk) => onThisDisk(handle.writeFile(chunk)));
          await onThisDisk(handle.sync());
          return { ...measured, path: target };
        } finally {
          await handle.close();
        }
      } catch (error) {
        await rm(target, { force: true });
        throw error instanceof ArchiveError ? error : unreadable(path, error);
      }
    },
    keep(staged) {
      return inTurn(staged.sha256, async () => {
        const path = pathOf(staged.sha256);
        try {
          await makeFolder(folderOf(staged.sha256));
          await makeReadOnly(staged.path);
          if (await placeFile(staged.path, path)) {
            sole.add(staged.sha256);
            return true;
          }
          sole.delete(staged.sha256);
          if ((await verify(staged.sha256)) === 'intact') {
            await rm(staged.path, { force: true });
            return false;
          }
          await setAside(archive, path, now());
          return await placeFile(staged.path, path);
        } catch (error) {
          throw ioError('The original could not be stored', error);
        }
      });
    },
    async discard(staged) {
      try {
        // What was kept is gone from there already; `rm` would look first, for each document.
        await unlink(staged.path);
      } catch (error) {
        if (errnoOf(error) !== 'ENOENT') throw error;
      }
    },
    withdraw(sha256) {
      return inTurn(sha256, async () => {
        if (sole.delete(sha256)) await rm(pathOf(sha256), { force: true });
      });
    },
    claim(sha256) {
      return inTurn(sha256, async () => {
        sole.delete(sha256);
        return (await verify(sha256)) === 'intact';
      });
    },
  };
}

/** Empties the folder of temporary files at open: whatever is in it was never acknowledged. */
export async function clearTemporaryFolder(folder: string): Promise<void> {
  await makeFolder(folder);
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}

async function hashFile(
  path: string,
  onChunk?: (chunk: Buffer) => Promise<void>,
): Promise<{ readonly sha256: string; readonly byteLength: number }> {
  const hash = createHash('sha256');
  let byteLength = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 })) {
    if (!Buffer.isBuffer(chunk)) continue;
    hash.update(chunk);
    byteLength += chunk.length;
    await onChunk?.(chunk);
  }
  return { sha256: hash.digest('hex'), byteLength };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file. Check the path.',
  EACCES: 'permission is refused. Check the rights of the file.',
  EPERM: 'permission is refused. Check the rights of the file.',
  EISDIR: 'it is a folder.',
  EIO: 'the disk reports a fault. Try another copy.',
};

function unreadable(path: string, error: unknown): ArchiveError {
  const code = errnoOf(error) ?? '';
  return new ArchiveError('unreadable', `${path} cannot be read: ${REASONS[code] ?? String(error)}`, { cause: error });
}
