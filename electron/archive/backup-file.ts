import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise as openZip, type ZipFile } from 'yauzl';
import { ZipFile as ZipWriter } from 'yazl';
import { z } from 'zod';
import { type Backup, backupSchema } from '../../shared/contract/preservation.ts';
import { sha256Schema } from '../../shared/domain/document.ts';
import { ArchiveError } from '../../shared/errors.ts';
import {
  errnoOf,
  type FileSystem,
  ioError,
  makeFolder,
  nodeFileSystem,
  renameOver,
  syncFolder,
} from './durable-file.ts';
import type { JournalPosition } from './journal.ts';

const ZIP_NAME = 'archive.zip';
const MANIFEST_NAME = 'manifest.json';
/** In the ZIP: the hash of every other file of it, as sha256sum writes and reads them. */
const HASHES_NAME = 'manifest-sha256.txt';
const NAME = /^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z(-[a-z0-9-]+)?$/;
/** Nothing else is taken out of a backup. */
const SMALL_FILE =
  /^((archive|codebook|searches|checkpoint)\.json|documents\/[A-Za-z0-9_-]{1,100}\/(record|passages)\.json|briefings\/[A-Za-z0-9_-]{1,100}\.json|journal\/\d{6}\.ndjson)$/;

const manifestSchema = backupSchema.omit({ name: true }).extend({
  application: z.string(),
  archiveId: z.string(),
  /** Of the ZIP beside it. */
  sha256: sha256Schema,
});
export type BackupManifest = z.infer<typeof manifestSchema>;

/** What is to be written: the small files as they stand, and the journal up to its last entry. */
export interface BackupPlan {
  readonly archive: string;
  readonly temporaryFolder: string;
  readonly name: string;
  readonly position: JournalPosition;
  readonly particulars: Pick<BackupManifest, 'archiveId' | 'title' | 'format' | 'createdAt' | 'reason'>;
  readonly signal?: AbortSignal;
  readonly fileSystem?: FileSystem;
}

interface SmallFile {
  readonly path: string;
  /** Bytes of it that belong to the backup. */
  readonly end: number;
}

/** Writes a backup whole or not at all: flushed, then renamed into backups/. State files must not change meanwhile. */
export async function writeBackup(plan: BackupPlan): Promise<Backup> {
  const { archive, temporaryFolder, name, position, signal } = plan;
  const folder = join(temporaryFolder, `backup.${randomUUID()}`);
  try {
    await makeFolder(folder);
    const files = await smallFiles(archive, position);
    const { byteLength, sha256 } = await writeZip(join(folder, ZIP_NAME), archive, files, plan);
    signal?.throwIfAborted();
    const manifest: BackupManifest = {
      application: 'Standpoint',
      ...plan.particulars,
      seq: position.seq,
      hash: position.hash,
      files: files.length,
      documents: files.filter(({ path }) => path.endsWith('/record.json')).length,
      byteLength,
      sha256,
    };
    await writeFlushed(join(folder, MANIFEST_NAME), `${JSON.stringify(manifest, null, 2)}\n`, plan.fileSystem);
    await syncFolder(folder);
    await makeFolder(join(archive, 'backups'));
    await renameOver(folder, join(archive, 'backups', name));
    await syncFolder(join(archive, 'backups'));
    return toBackup(name, manifest);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function smallFiles(archive: string, { place }: JournalPosition): Promise<readonly SmallFile[]> {
  const files: SmallFile[] = [];
  const add = async (path: string, end?: number): Promise<void> => {
    try {
      files.push({ path, end: end ?? (await stat(join(archive, path))).size });
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'ENOTDIR') throw error;
    }
  };
  for (const path of ['archive.json', 'codebook.json', 'searches.json', 'checkpoint.json']) await add(path);
  for (const id of await namesIn(join(archive, 'documents'))) {
    for (const file of ['record.json', 'passages.json']) await add(`documents/${id}/${file}`);
  }
  for (const file of await namesIn(join(archive, 'briefings'))) await add(`briefings/${file}`);
  for (const file of await namesIn(join(archive, 'journal'))) {
    const segment = Number(file.slice(0, 6));
    if (place === null || segment > place.segment) continue;
    await add(`journal/${file}`, segment === place.segment ? place.offset + place.length : undefined);
  }
  return files.filter(({ path }) => SMALL_FILE.test(path));
}

/** Names in a folder in order; none if it is not there. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).sort();
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function writeZip(
  target: string,
  archive: string,
  files: readonly SmallFile[],
  { fileSystem = nodeFileSystem, signal, particulars }: BackupPlan,
): Promise<{ readonly byteLength: number; readonly sha256: string }> {
  signal?.throwIfAborted();
  const handle = await fileSystem.open(target, 'wx');
  try {
    const zip = new ZipWriter();
    const stop = new AbortController();
    let fault: unknown = null;
    let source: Readable | null = null;
    const fail = (error: unknown): void => {
      fault ??= error;
      stop.abort();
    };
    zip.on('error', fail);
    const options = { mtime: new Date(particulars.createdAt), mode: 0o100644 };
    const lines: string[] = [];
    for (const { path, end } of files) {
      zip.addReadStreamLazy(path, options, (give) => {
        if (signal?.aborted) fail(signal.reason);
        if (stop.signal.aborted) return;
        source = end === 0 ? Readable.from([]) : createReadStream(join(archive, path), { end: end - 1 });
        source.on('error', fail);
        give(null, source.pipe(hashingStream((hash) => lines.push(`${hash}  ${path}\n`))));
      });
    }
    // Written last, when every hash is known.
    zip.addReadStreamLazy(HASHES_NAME, options, (give) => give(null, Readable.from([Buffer.from(lines.join(''))])));
    zip.end();
    const hash = createHash('sha256');
    let byteLength = 0;
    const write = async (chunks: AsyncIterable<string | Buffer>): Promise<void> => {
      for await (const chunk of chunks) {
        const bytes = Buffer.from(chunk);
        hash.update(bytes);
        byteLength += bytes.length;
        await handle.writeFile(bytes);
      }
    };
    try {
      // Unlike a stream that is destroyed by hand, a pipeline never fails while nobody listens: that would end the process.
      await pipeline(zip.outputStream, write, { signal: stop.signal });
    } catch (error) {
      closeSource(source);
      throw fault ?? error;
    }
    await handle.sync();
    return { byteLength, sha256: hash.digest('hex') };
  } finally {
    await handle.close();
  }
}

/** A file that is no longer read keeps no handle. */
function closeSource(source: Readable | null): void {
  source?.destroy();
}

function hashingStream(onHash: (hash: string) => void): Transform {
  const hash = createHash('sha256');
  return new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      onHash(hash.digest('hex'));
      done();
    },
  });
}

async function writeFlushed(path: string, text: string, fileSystem: FileSystem = nodeFileSystem): Promise<void> {
  const handle = await fileSystem.open(path, 'wx');
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function toBackup(name: string, manifest: BackupManifest): Backup {
  const { application: _application, archiveId: _archiveId, sha256: _sha256, ...rest } = manifest;
  return { name, ...rest };
}

/** The backups of an archive, newest first. Folders without a readable manifest are left out. */
export async function listBackups(archive: string): Promise<Backup[]> {
  const backups: Backup[] = [];
  for (const name of await namesIn(join(archive, 'backups'))) {
    if (!NAME.test(name)) continue;
    const manifest = await readManifest(archive, name);
    if (manifest !== null) backups.push(toBackup(name, manifest));
  }
  return backups.sort((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));
}

async function readManifest(archive: string, name: string): Promise<BackupManifest | null> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(archive, 'backups', name, MANIFEST_NAME), 'utf8')));
  } catch (error) {
    if (error instanceof z.ZodError || error instanceof SyntaxError) return null;
    if (['ENOENT', 'ENOTDIR'].includes(errnoOf(error) ?? '')) return null;
    throw ioError(`The backup ${name} cannot be read`, error);
  }
}

/** The manifest of a backup. Throws `not-found`. */
export async function requireBackup(archive: string, name: string): Promise<BackupManifest> {
  const manifest = NAME.test(name) ? await readManifest(archive, name) : null;
  if (manifest === null) {
    const names = (await listBackups(archive)).slice(0, 5).map((backup) => backup.name);
    const choice = names.length === 0 ? 'There are none.' : `The newest are: ${names.join(', ')}.`;
    throw new ArchiveError('not-found', `There is no backup “${name}”. ${choice}`);
  }
  return manifest;
}

/** Checks the ZIP and every file in it against the recorded hashes; returns what is wrong, in words. */
export async function verifyBackup(
  archive: string,
  name: string,
): Promise<{ readonly files: number; readonly faults: readonly string[] }> {
  const manifest = await requireBackup(archive, name);
  const path = join(archive, 'backups', name, ZIP_NAME);
  const faults: string[] = [];
  const found = new Map<string, string>();
  let recorded: ReadonlyMap<string, string> = new Map();
  try {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path)) hash.update(chunk);
    if (hash.digest('hex') !== manifest.sha256)
      faults.push(`${ZIP_NAME} is altered: its hash is not the recorded one.`);
    for await (const { fileName, bytes } of entriesOf(path)) {
      if (fileName === HASHES_NAME) recorded = parseHashes((await collect(bytes)).toString('utf8'));
      else found.set(fileName, await hashOf(bytes));
    }
  } catch (error) {
    faults.push(`${ZIP_NAME} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return { files: found.size, faults };
  }
  for (const [file, hash] of recorded) {
    const actual = found.get(file);
    if (actual === undefined) faults.push(`${file} is missing.`);
    else if (actual !== hash) faults.push(`${file} is altered.`);
  }
  for (const file of found.keys()) if (!recorded.has(file)) faults.push(`${file} has no recorded hash.`);
  if (recorded.size !== manifest.files)
    faults.push(`${manifest.files} files were recorded, ${recorded.size} are listed.`);
  return { files: found.size, faults };
}

/** Files of a backup, one after the other; `bytes` must be read before the next one is asked for. */
export async function* filesOfBackup(
  archive: string,
  name: string,
): AsyncGenerator<{ readonly path: string; readonly bytes: Readable }> {
  for await (const { fileName, bytes } of entriesOf(join(archive, 'backups', name, ZIP_NAME))) {
    if (SMALL_FILE.test(fileName)) yield { path: fileName, bytes };
    else bytes.resume();
  }
}

async function* entriesOf(path: string): AsyncGenerator<{ readonly fileName: string; readonly bytes: Readable }> {
  const zip: ZipFile = await openZip(path, { autoClose: false, lazyEntries: true });
  try {
    for await (const entry of zip.eachEntry()) {
      yield { fileName: nameOf(entry), bytes: await zip.openReadStreamPromise(entry) };
    }
  } finally {
    zip.close();
  }
}

const nameOf = (entry: Entry): string => entry.fileName;

function parseHashes(text: string): ReadonlyMap<string, string> {
  const hashes = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, hash, file] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line) ?? [];
    if (hash !== undefined && file !== undefined) hashes.set(file, hash);
  }
  return hashes;
}

/** All bytes of a stream. */
export async function collect(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

async function hashOf(stream: Readable): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of stream) hash.update(chunk);
  return hash.digest('hex');
}

/** The refusal to use a backup that does not hold what was put into it. */
export function damagedBackup(name: string, faults: readonly string[]): ArchiveError {
  return new ArchiveError(
    'damaged',
    `The backup ${name} is damaged: ${faults.slice(0, 3).join(' ')} Nothing was changed. Choose another backup.`,
    { details: faults },
  );
}

/** The folder name of a backup made at an instant. */
export function backupName(at: Date, suffix = ''): string {
  return `${at.toISOString().replace(/[:.]/g, '-')}${suffix === '' ? '' : `-${suffix}`}`;
}

/** Deletes backups: each whole or not at all, by way of the temporary folder, which is emptied at every open. */
export async function deleteBackups(archive: string, temporaryFolder: string, names: readonly string[]): Promise<void> {
  for (const name of names) {
    if (!NAME.test(name)) continue;
    const leaving = join(temporaryFolder, `pruned.${randomUUID()}`);
    await renameOver(join(archive, 'backups', name), leaving);
    await rm(leaving, { recursive: true, force: true });
  }
}
