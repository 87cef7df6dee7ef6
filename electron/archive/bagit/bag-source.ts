import { createReadStream } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import type { Readable } from 'node:stream';
import type { BagFault, BagWarning } from '../../../shared/contract/bag.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import { errnoOf, ioError } from '../durable-file.ts';
import { printable } from './bag-paths.ts';

/** A file of a bag. */
export interface BagFile {
  /** Relative to the bag's base, parted by `/`. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  open(): Promise<Readable>;
}

/** A bag's files, wherever they are. */
export interface BagSource {
  /** Name of the folder or of the top-level folder in a package. */
  readonly name: string;
  readonly files: ReadonlyMap<string, BagFile>;
  /** Paths of all folders, empty ones included. */
  readonly folders: ReadonlySet<string>;
  /** What was found while the files were listed. */
  readonly faults: readonly BagFault[];
  readonly warnings: readonly BagWarning[];
  close(): Promise<void>;
}

const MAX_FILES = 1_000_000;
const MAX_DEPTH = 200;
const CHUNK = 1 << 20;

/** The bag in a folder. Links are followed to files within the folder alone. Throws `not-found`, `too-large`, `io`. */
export async function openFolder(path: string): Promise<BagSource> {
  const base = await realpath(path);
  const listing = new FolderListing(base);
  await listing.add(base, '', 0);
  return {
    name: basename(base),
    files: listing.files,
    folders: listing.folders,
    faults: listing.faults,
    warnings: listing.warnings,
    close: () => Promise.resolve(),
  };
}

class FolderListing {
  readonly files = new Map<string, BagFile>();
  readonly folders = new Set<string>();
  readonly faults: BagFault[] = [];
  readonly warnings: BagWarning[] = [];
  readonly #base: string;

  constructor(base: string) {
    this.#base = base;
  }

  async add(folder: string | Buffer, prefix: string, depth: number): Promise<void> {
    if (depth > MAX_DEPTH) {
      throw new ArchiveError('too-large', `The folder ${prefix} is more than ${MAX_DEPTH} folders deep. No bag is.`);
    }
    let names: readonly Buffer[];
    try {
      names = await readdir(folder, { encoding: 'buffer' });
    } catch (error) {
      if (depth === 0) throw ioError(`The folder ${this.#base} cannot be read`, error);
      this.#fault('unreadable', prefix, `The folder cannot be read (${reasonOf(error)}). Check its rights.`);
      return;
    }
    for (const name of [...names].sort(Buffer.compare)) {
      const full = Buffer.concat([asBuffer(folder), Buffer.from(sep), name]);
      await this.#addEntry(full, `${prefix}${prefix === '' ? '' : '/'}${nameOf(name)}`, depth);
    }
  }

  async #addEntry(full: Buffer, path: string, depth: number): Promise<void> {
    const found = await lstat(full);
    if (found.isDirectory()) {
      this.folders.add(path);
      await this.add(full, path, depth + 1);
    } else if (found.isFile()) this.#addFile(full, path, found.size);
    else if (found.isSymbolicLink()) await this.#addLink(full, path);
    else {
      this.#fault('special-file', path, 'It is a device, a pipe or a socket, which no bag can hold. Remove it.');
    }
  }

  async #addLink(full: Buffer, path: string): Promise<void> {
    const target = await targetOf(full);
    if (target === null) {
      this.#fault('symbolic-link', path, 'The link points to nothing. Put the file itself in its place.');
    } else if (!target.startsWith(`${this.#base}${sep}`)) {
      const message = 'The link leads out of the bag, and was not followed. Put the file itself in its place.';
      this.#fault('symbolic-link', path, message);
    } else {
      const found = await stat(target);
      if (!found.isFile()) {
        this.#fault('symbolic-link', path, 'The link is not to a file, and was not followed. Put copies in its place.');
        return;
      }
      this.warnings.push({
        code: 'symbolic-link',
        path,
        message: `${printable(path)} is a link to another file of the bag. Not every system keeps links: put a copy in its place.`,
      });
      this.#addFile(Buffer.from(target), path, found.size);
    }
  }

  #addFile(full: Buffer, path: string, size: number): void {
    if (this.files.size >= MAX_FILES) {
      throw new ArchiveError('too-large', `The bag holds more than ${MAX_FILES} files. Split it into several bags.`);
    }
    this.files.set(path, {
      path,
      size,
      open: async () => createReadStream(full, { highWaterMark: CHUNK }),
    });
  }

  #fault(code: BagFault['code'], path: string, message: string): void {
    this.faults.push({ code, path, message: `${printable(path)}: ${message}` });
  }
}

/** Where a link leads in the end, or null if nowhere. */
async function targetOf(link: Buffer): Promise<string | null> {
  try {
    return await realpath(link);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ELOOP' || errnoOf(error) === 'ENOTDIR') return null;
    throw error;
  }
}

const asBuffer = (path: string | Buffer): Buffer => (typeof path === 'string' ? Buffer.from(path) : path);

/** A file's name: UTF-8, or byte by byte for names that another system wrote in one of its own character sets. */
function nameOf(name: Buffer): string {
  const text = name.toString('utf8');
  return Buffer.from(text, 'utf8').equals(name) ? text : name.toString('latin1');
}

const reasonOf = (error: unknown): string => errnoOf(error) ?? (error instanceof Error ? error.message : String(error));
