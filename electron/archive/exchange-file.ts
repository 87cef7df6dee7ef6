import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { open, realpath, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { ZipFile } from 'yazl';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import { sha256 } from './canonical-json.ts';
import { ioError, renameOver, syncFolder, writeFileDurably } from './durable-file.ts';
import { type ExportRun, throwIfStopped } from './export-jobs.ts';

/** A file that was written. */
export interface WrittenFile {
  /** Whole path. */
  readonly file: string;
  readonly byteLength: number;
  readonly sha256: string;
}

/** The path for a file outside of the archive, in a folder that is there. Throws `io` or `conflict`. */
export async function requirePlace(core: ArchiveCore, to: string): Promise<string> {
  const file = resolve(to);
  let folder: string;
  try {
    folder = await realpath(dirname(file));
  } catch (error) {
    throw ioError(`The file could not be written to ${file}`, error);
  }
  const archive = await realpath(core.directory);
  if (folder === archive || folder.startsWith(archive + sep)) {
    throw new ArchiveError('conflict', `${folder} belongs to the archive. Choose a folder outside of it.`);
  }
  return join(folder, basename(file));
}

/** Writes a file whole: whatever goes wrong, what was there before stays. Rejects with `io`. */
export async function writeWhole(core: ArchiveCore, file: string, data: string | Uint8Array): Promise<WrittenFile> {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  try {
    await writeFileDurably(file, bytes, dirname(file), core.context.fileSystem);
  } catch (error) {
    throw ioError(`The file could not be written to ${file}`, error);
  }
  return { file, byteLength: bytes.byteLength, sha256: sha256(bytes) };
}

/**
 * Writes a ZIP whole, member by member as they are asked for; the caller has added them and ended it. What was there
 * before stays unless all goes well. Rejects with `cancelled` or `io`.
 */
export async function writeZip(zip: ZipFile, file: string, run: ExportRun): Promise<WrittenFile> {
  const temporary = join(dirname(file), `.${basename(file)}.${randomUUID()}.tmp`);
  const stop = new AbortController();
  const cancel = () => stop.abort();
  if (run.signal.aborted) cancel();
  else run.signal.addEventListener('abort', cancel, { once: true });
  let fault: unknown = null;
  // Without a listener a member that cannot be read would end the process.
  zip.on('error', (error: unknown) => {
    fault = error;
    stop.abort();
  });
  const hash = createHash('sha256');
  let byteLength = 0;
  try {
    await pipeline(
      zip.outputStream,
      async function* (source: AsyncIterable<string | Buffer>) {
        for await (const chunk of source) {
          if (!Buffer.isBuffer(chunk)) continue;
          hash.update(chunk);
          byteLength += chunk.length;
          run.tell('write', byteLength, 0);
          yield chunk;
        }
      },
      createWriteStream(temporary, { flags: 'wx' }),
      { signal: stop.signal },
    );
    const handle = await open(temporary, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    throwIfStopped(run.signal);
    await renameOver(temporary, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(temporary, { force: true });
    if (fault === null) throwIfStopped(run.signal);
    throw ioError(`The file could not be written to ${file}`, fault ?? error);
  } finally {
    run.signal.removeEventListener('abort', cancel);
  }
  return { file, byteLength, sha256: hash.digest('hex') };
}
