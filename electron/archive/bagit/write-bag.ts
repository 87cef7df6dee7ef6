import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { BagReport } from '../../../shared/contract/bag.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import {
  exists,
  type FileSystem,
  ioError,
  nodeFileSystem,
  placeFile,
  renameOver,
  syncFolder,
} from '../durable-file.ts';
import { throwIfCancelled } from './bag-hashes.ts';
import { encodePath } from './bag-paths.ts';
import { verifyBag } from './verify-bag.ts';

/** A file that goes into the payload. */
export interface PayloadFile {
  /** Below data/, parted by `/`; names that every system can hold. */
  readonly path: string;
  /** What is in it, the file that is copied, or how its text is made when its turn comes; null leaves it out. */
  readonly content: string | CopiedFile | (() => Promise<string | null>);
}

/** A file that goes into a bag byte by byte, and the hash that it must have. */
export interface CopiedFile {
  readonly from: string;
  readonly sha256: string;
  /** In bytes. */
  readonly byteLength: number;
}

/** What a bag is made from. */
export interface BagPlan {
  /** Folder or ZIP that must not exist yet. */
  readonly to: string;
  readonly zip: boolean;
  readonly files: readonly PayloadFile[];
  /** Elements of bag-info.txt; those about size are added. */
  readonly info: readonly (readonly [string, string])[];
}

/** What the writing may take from its caller. */
export interface WriteOptions {
  readonly fileSystem?: FileSystem;
  readonly signal?: AbortSignal;
  /** Called as it goes on, in bytes of the payload: written and checked count once each. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What was written. */
export interface WrittenBag {
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
  readonly report: BagReport;
}

const ALGORITHMS = ['sha256', 'sha512'] as const;
type Algorithm = (typeof ALGORITHMS)[number];
type Sums = Readonly<Record<Algorithm, string>>;

/**
 * Writes a bag of version 1.0 beside its place, flushes it, checks it from the disk and only then gives it its name.
 * Whatever goes wrong leaves nothing behind. Throws `archive-exists`, `damaged`, `cancelled`, `io`.
 */
export async function writeBag(plan: BagPlan, options: WriteOptions = {}): Promise<WrittenBag> {
  const to = resolve(plan.to);
  await requireFree(to);
  const staging = join(dirname(to), `.${basename(to)}.${randomUUID()}.tmp`);
  try {
    await mkdir(staging);
    const name = plan.zip ? basename(to).replace(/\.zip$/i, '') : basename(to);
    const folder = join(staging, name);
    const writer = new BagWriter(folder, options);
    const { files, bytes } = await writer.write(plan);
    const made = plan.zip ? join(staging, basename(to)) : folder;
    if (plan.zip) await pack(folder, name, writer.paths, made, options.signal);
    const report = await verifyBag(made, {
      ...(options.signal ? { signal: options.signal } : {}),
      onProgress: (done) => options.onProgress?.(bytes + Math.min(done, bytes), bytes * 2),
    });
    if (!report.valid) {
      const [first] = report.faults;
      throw new ArchiveError('io', `The bag did not come out whole, so it was thrown away: ${first?.message ?? ''}`);
    }
    throwIfCancelled(options.signal);
    await give(made, to, plan.zip);
    return { path: to, files, bytes, report };
  } catch (error) {
    throw error instanceof ArchiveError ? error : ioError(`The bag could not be written to ${to}`, error);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function requireFree(to: string): Promise<void> {
  if (await exists(to)) {
    throw new ArchiveError('archive-exists', `${to} is there already. Choose another name; nothing is replaced.`);
  }
  if (!(await exists(dirname(to)))) {
    throw new ArchiveError('io', `There is no folder ${dirname(to)}. Make it, or choose another.`);
  }
}

async function give(made: string, to: string, isFile: boolean): Promise<void> {
  if (isFile) {
    if (await placeFile(made, to)) return;
    throw new ArchiveError('archive-exists', `${to} has come to be meanwhile. Choose another name.`);
  }
  await requireFree(to);
  await renameOver(made, to);
  await syncFolder(dirname(to));
}

class BagWriter {
  /** Everything that was written, in the bag. */
  readonly paths: string[] = [];
  readonly #folder: string;
  readonly #options: WriteOptions;
  readonly #folders = new Set<string>();

  constructor(folder: string, options: WriteOptions) {
    this.#folder = folder;
    this.#options = options;
  }

  async write({ files, info }: BagPlan): Promise<{ readonly files: number; readonly bytes: number }> {
    await this.#makeFolder(join(this.#folder, 'data'));
    const total = files.reduce((sum, { content }) => sum + sizeOf(content), 0);
    const payload = new Map<string, Sums>();
    let bytes = 0;
    let done = 0;
    for (const { path, content } of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
      throwIfCancelled(this.#options.signal);
      const made = typeof content === 'function' ? await content() : content;
      if (made === null) continue;
      payload.set(`data/${path}`, await this.#put(`data/${path}`, made));
      bytes += sizeOf(made);
      done += sizeOf(content);
      this.#options.onProgress?.(done, total * 2);
    }
    const tags = new Map<string, Sums>();
    const put = async (path: string, text: string): Promise<void> => void tags.set(path, await this.#put(path, text));
    await put('bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
    const elements = [...info, ['Payload-Oxum', `${bytes}.${payload.size}`], ['Bag-Size', readableSize(bytes)]];
    await put('bag-info.txt', elements.map(([label, value = '']) => `${label}: ${oneLine(value)}\n`).join(''));
    for (const algorithm of ALGORITHMS) await put(`manifest-${algorithm}.txt`, listing(payload, algorithm));
    for (const algorithm of ALGORITHMS) await this.#put(`tagmanifest-${algorithm}.txt`, listing(tags, algorithm));
    for (const folder of this.#folders) await syncFolder(folder);
    return { files: payload.size, bytes };
  }

  async #put(path: string, content: string | CopiedFile): Promise<Sums> {
    const target = join(this.#folder, ...path.split('/'));
    await this.#makeFolder(dirname(target));
    const hashes = ALGORITHMS.map((algorithm) => createHash(algorithm));
    const handle = await (this.#options.fileSystem ?? nodeFileSystem).open(target, 'wx');
    try {
      const source = typeof content === 'string' ? Readable.from([Buffer.from(content)]) : readOriginal(content.from);
      for await (const chunk of source) {
        throwIfCancelled(this.#options.signal);
        if (!Buffer.isBuffer(chunk)) continue;
        for (const hash of hashes) hash.update(chunk);
        await handle.writeFile(chunk);
      }
      await handle.sync();
    } finally {
      await handle.close();
    }
    const [sha256 = '', sha512 = ''] = hashes.map((hash) => hash.digest('hex'));
    if (typeof content !== 'string' && content.sha256 !== sha256) {
      throw new ArchiveError(
        'damaged',
        `The original of ${basename(path)} is altered: its SHA-256 is ${sha256}, not ${content.sha256}. Restore it from a backup or a bag first.`,
      );
    }
    this.paths.push(path);
    return { sha256, sha512 };
  }

  async #makeFolder(folder: string): Promise<void> {
    if (this.#folders.has(folder)) return;
    await mkdir(folder, { recursive: true });
    for (let each = folder; each.length >= this.#folder.length; each = dirname(each)) this.#folders.add(each);
  }
}

const readOriginal = (path: string): Readable => createReadStream(path, { highWaterMark: 1 << 18 });

/** In bytes; what is still to be made counts nothing. */
function sizeOf(content: PayloadFile['content']): number {
  if (typeof content === 'string') return Buffer.byteLength(content);
  return typeof content === 'function' ? 0 : content.byteLength;
}

const listing = (sums: ReadonlyMap<string, Sums>, algorithm: Algorithm): string =>
  [...sums].map(([path, sum]) => `${sum[algorithm]}  ${encodePath(path)}\n`).join('');

const oneLine = (value: string): string => value.replace(/\s+/g, ' ').trim();

function readableSize(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  for (; size >= 1000 && unit < units.length - 1; unit += 1) size /= 1000;
  return `${unit === 0 ? size : size.toFixed(1)} ${units[unit]}`;
}

async function pack(
  folder: string,
  name: string,
  paths: readonly string[],
  file: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const zip = new ZipFile();
  const stop = new AbortController();
  signal?.addEventListener('abort', () => stop.abort(), { once: true });
  let fault: unknown = null;
  // Without a listener a file that cannot be read would end the process.
  zip.on('error', (error: unknown) => {
    fault = error;
    stop.abort();
  });
  if (!paths.some((path) => path.startsWith('data/'))) zip.addEmptyDirectory(`${name}/data/`);
  for (const path of paths) zip.addFile(join(folder, ...path.split('/')), `${name}/${path}`);
  zip.end();
  try {
    throwIfCancelled(signal);
    await pipeline(zip.outputStream, createWriteStream(file, { flags: 'wx' }), { signal: stop.signal });
  } catch (error) {
    throwIfCancelled(signal);
    throw fault ?? error;
  }
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
