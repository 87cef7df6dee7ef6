import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, type Stats } from 'node:fs';
import { lstat, open, readdir, rm } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise as openZip } from 'yauzl';
import type { MethodOutput } from '../../shared/contract.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import { errnoOf, ioError, setAside } from './durable-file.ts';
import { checkObjects } from './fixity-check.ts';
import { objectPath, objectsToCheck } from './preservation-index.ts';

/** Files and entries of containers looked at, at most. */
const MOST_FILES = 500_000;

/** Bytes that may be the ones looked for: of the right size. */
interface Candidate {
  /** For a person: where it was found, below what was given. */
  readonly name: string;
  open(): Promise<Readable>;
}

/**
 * Puts the bytes of an object back from a file, a folder (a copy of the archive, a bag) or a ZIP, if some file there has
 * exactly the recorded hash. What lies altered in its place is set aside first, never deleted. Throws `conflict` if the
 * object is intact, `not-found` if no such bytes are there.
 */
export async function restoreObject(
  core: ArchiveCore,
  sha256: string,
  from: string,
): Promise<MethodOutput<'fixity.restore'>> {
  const object = (await core.index.use((index) => objectsToCheck(index))).find((one) => one.sha256 === sha256);
  if (!object) throw new ArchiveError('not-found', `No document of the archive has a file with the hash ${sha256}.`);
  const { findings } = await checkObjects(core, [object]);
  if (findings[0]?.outcome === 'intact') {
    throw new ArchiveError('conflict', `${object.fileName} is intact: its hash is the recorded one. Check it again.`);
  }
  const place = await placeOf(from);
  let looked = 0;
  for await (const candidate of candidates(from, sha256, object.byteLength)) {
    looked += 1;
    if (!(await hasHash(candidate, sha256))) continue;
    const kept = await keep(core, sha256, candidate, object.fileName, place);
    return { sha256, source: candidate.name, byteLength: object.byteLength, setAside: kept };
  }
  const what = looked === 0 ? 'No file there has its size' : `${looked} files there have its size, none its hash`;
  throw new ArchiveError(
    'not-found',
    `${object.fileName} was not restored: ${what}. Nothing was changed. Look for another copy; its SHA-256 is ${sha256}.`,
  );
}

/** Copies the bytes, hashes the copy, and puts it in place; returns where the altered bytes went, or null. */
async function keep(
  core: ArchiveCore,
  sha256: string,
  candidate: Candidate,
  fileName: string,
  place: string,
): Promise<string | null> {
  const copy = join(core.temporaryFolder, `restore.${randomUUID()}.tmp`);
  try {
    await pipeline(await candidate.open(), createWriteStream(copy, { flags: 'wx' }));
    const staged = await core.objects.stage(copy);
    try {
      if (staged.sha256 !== sha256) {
        throw new ArchiveError('unreadable', `${candidate.name} changed while it was read. Try again.`);
      }
      return await core.exclusively(async () => {
        const path = core.objects.pathOf(sha256);
        const aside = (await isThere(path)) ? await setAside(core.directory, path, core.context.now()) : null;
        await core.objects.keep(staged);
        const setAsideTo = aside === null ? null : relative(core.directory, aside).replaceAll('\\', '/');
        await core.record([
          {
            type: 'fixity.restore',
            label: `Restore the bytes of ${fileName} from ${place}`,
            changes: [],
            detail: { sha256, fileName, byteLength: staged.byteLength, source: candidate.name, setAside: setAsideTo },
          },
        ]);
        core.replaceProblems((problem) => problem.path === objectPath(sha256), []);
        return setAsideTo;
      });
    } finally {
      await core.objects.discard(staged);
    }
  } catch (error) {
    throw ioError(`${fileName} was not restored`, error);
  } finally {
    await rm(copy, { force: true });
  }
}

/** The place that a person named, without the way to it: an archive names no folder of this machine. */
async function placeOf(from: string): Promise<string> {
  const name = basename(resolve(from));
  if (name === '') return 'a drive';
  return (await statOf(from)).isDirectory() ? `the folder “${name}”` : `“${name}”`;
}

async function statOf(from: string): Promise<Stats> {
  try {
    return await lstat(from);
  } catch (error) {
    const reason = errnoOf(error) === 'ENOENT' ? 'there is no such file or folder' : String(error);
    throw new ArchiveError('unreadable', `${from} cannot be read: ${reason}. Check the path.`, { cause: error });
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR') return false;
    throw error;
  }
}

async function hasHash(candidate: Candidate, sha256: string): Promise<boolean> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of await candidate.open()) hash.update(chunk);
  } catch (error) {
    // A damaged copy is no reason not to look at the next one.
    if (errnoOf(error) !== null || !(error instanceof ArchiveError)) return false;
    throw error;
  }
  return hash.digest('hex') === sha256;
}

async function* candidates(from: string, sha256: string, byteLength: number): AsyncGenerator<Candidate> {
  const found = await statOf(from);
  if (found.isDirectory()) yield* inFolder(from, sha256, byteLength);
  else if (found.isFile()) yield* inFile(from, basename(from), found.size, byteLength);
  else throw new ArchiveError('unreadable', `${from} is neither a file nor a folder.`);
}

async function* inFolder(folder: string, sha256: string, byteLength: number): AsyncGenerator<Candidate> {
  // In a copy of an archive it lies where it lies here.
  const usual = join(folder, objectPath(sha256));
  if (await isThere(usual)) yield* inFile(usual, objectPath(sha256), byteLength, byteLength);
  let left = MOST_FILES;
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    let names: Awaited<ReturnType<typeof listFolder>>;
    try {
      names = await listFolder(next);
    } catch (error) {
      if (errnoOf(error) === null) throw error;
      continue;
    }
    for (const entry of names) {
      left -= 1;
      if (left < 0) {
        throw new ArchiveError('too-large', `${folder} holds more than ${MOST_FILES} files. Choose a folder below it.`);
      }
      const path = join(next, entry.name);
      // Links are not followed: they may lead anywhere, also back up.
      if (entry.isDirectory()) waiting.push(path);
      if (!entry.isFile()) continue;
      const { size } = await lstat(path);
      yield* inFile(path, relative(folder, path).replaceAll('\\', '/'), size, byteLength);
    }
  }
}

const listFolder = (folder: string) => readdir(folder, { withFileTypes: true });

async function* inFile(path: string, name: string, size: number, byteLength: number): AsyncGenerator<Candidate> {
  if (size === byteLength) yield { name, open: async () => createReadStream(path) };
  if (await isZip(path)) yield* inZip(path, name, byteLength);
}

async function isZip(path: string): Promise<boolean> {
  try {
    const handle = await open(path, 'r');
    try {
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
      return bytesRead === 4 && buffer.toString('latin1') === 'PK\u0003\u0004';
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (errnoOf(error) === null) throw error;
    return false;
  }
}

async function* inZip(path: string, name: string, byteLength: number): AsyncGenerator<Candidate> {
  let zip: Awaited<ReturnType<typeof openZip>>;
  try {
    zip = await openZip(path, { autoClose: false, lazyEntries: true });
  } catch {
    // Not a ZIP after all, or a damaged one: nothing to be had from it.
    return;
  }
  try {
    if (zip.entryCount > MOST_FILES) {
      throw new ArchiveError('too-large', `${name} holds more than ${MOST_FILES} files. Unpack it and choose a file.`);
    }
    for await (const entry of zip.eachEntry()) {
      // yauzl ends a stream that gives more bytes than the entry declares.
      if (entry.uncompressedSize !== byteLength) continue;
      yield { name: `${name}: ${fileNameOf(entry)}`, open: () => zip.openReadStreamPromise(entry) };
    }
  } catch (error) {
    // A ZIP that is damaged further on has given what it could.
    if (error instanceof ArchiveError) throw error;
  } finally {
    zip.close();
  }
}

const fileNameOf = (entry: Entry): string => basename(entry.fileName);
