import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import type { BagFault, BagWarning } from '../../../shared/contract/bag.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import { printable, toSafePath } from './bag-paths.ts';
import type { BagFile, BagSource } from './bag-source.ts';

/** Unpacked bytes beyond which the ratio to the packed ones is looked at. */
const SMALL = 256 * 1024 * 1024;
/** No bag of documents packs better; deflate itself ends at 1,032. */
const MAX_RATIO = 250;
const MAX_ENTRIES = 1_000_000;

const FOLDER = 0o040000;
const LINK = 0o120000;
const KIND = 0o170000;

/**
 * The bag in a ZIP. Nothing is unpacked to disk. Throws `corrupt` if it is not a ZIP, `too-large` if it is a bomb,
 * `empty` if it holds nothing.
 */
export async function openZip(path: string): Promise<BagSource> {
  const { size } = await stat(path);
  let zip: ZipFile;
  try {
    zip = await openPromise(path, { decodeStrings: false, autoClose: false, validateEntrySizes: true });
  } catch (error) {
    throw corrupt(path, error);
  }
  try {
    const listing = new ZipListing(zip);
    await listing.read(path, size);
    return listing.toSource(path);
  } catch (error) {
    zip.close();
    throw error;
  }
}

interface Packed {
  readonly path: string;
  readonly entry: Entry;
}

class ZipListing {
  readonly #zip: ZipFile;
  readonly #faults: BagFault[] = [];
  readonly #warnings: BagWarning[] = [];
  readonly #packed: Packed[] = [];
  readonly #folders = new Set<string>();
  readonly #seen = new Set<string>();

  constructor(zip: ZipFile) {
    this.#zip = zip;
  }

  async read(file: string, size: number): Promise<void> {
    let unpacked = 0;
    let packed = 0;
    let entries = 0;
    try {
      for await (const entry of this.#zip.eachEntry()) {
        entries += 1;
        unpacked += entry.uncompressedSize;
        packed += entry.compressedSize;
        // Entries that share their bytes make a small file as large as they like.
        if (entries > MAX_ENTRIES || packed > size || (unpacked > SMALL && unpacked > size * MAX_RATIO)) {
          throw new ArchiveError(
            'too-large',
            `${basename(file)} is built to unpack to far more than its size, as a bomb is: ${unpacked} bytes from ${size}. Ask its sender for the bag as a folder.`,
          );
        }
        this.#add(entry);
      }
    } catch (error) {
      throw error instanceof ArchiveError ? error : corrupt(file, error);
    }
    if (entries === 0)
      throw new ArchiveError('empty', `${basename(file)} holds nothing. Get it again from its source.`);
  }

  #add(entry: Entry): void {
    const name = entryName(entry);
    const isFolder = name.endsWith('/') || (unixMode(entry) & KIND) === FOLDER;
    const safe = toSafePath(isFolder ? name.replace(/\/+$/, '') : name);
    if (!safe.ok) this.#fault('unsafe-path', name, `${safe.reason}. It was not read; ask the sender for another bag.`);
    else if (isFolder) this.#folders.add(safe.path);
    else this.#addFile(entry, safe.path);
  }

  #addFile(entry: Entry, path: string): void {
    if (this.#seen.has(path)) {
      this.#fault('serialization', path, 'it is twice in the ZIP. The second was not read.');
    } else if ((unixMode(entry) & KIND) === LINK) {
      this.#fault('symbolic-link', path, 'it is a link, and was not followed. Pack the file itself.');
    } else if (entry.isEncrypted()) {
      this.#fault('encrypted', path, 'it is encrypted. Unpack the ZIP with its password and check the folder.');
    } else if (!entry.canDecodeFileData()) {
      this.#fault('unreadable', path, 'it is packed by a method that is not known. Pack the bag with deflate.');
    } else {
      this.#packed.push({ path, entry });
    }
    this.#seen.add(path);
  }

  toSource(file: string): BagSource {
    const top = this.#topFolder(file);
    const inside = (path: string): string | null => {
      if (top === null) return path;
      return path.startsWith(`${top}/`) ? path.slice(top.length + 1) : null;
    };
    const files = new Map<string, BagFile>();
    const folders = new Set<string>();
    for (const { path, entry } of this.#packed) {
      const within = inside(path);
      if (within === null) continue;
      for (let end = within.lastIndexOf('/'); end > 0; end = within.lastIndexOf('/', end - 1)) {
        folders.add(within.slice(0, end));
      }
      files.set(within, {
        path: within,
        size: entry.uncompressedSize,
        open: () => this.#zip.openReadStreamPromise(entry),
      });
    }
    for (const path of this.#folders) {
      const within = inside(path);
      if (within !== null && within !== '') folders.add(within);
    }
    const strip = <T extends { readonly path: string | null }>(finding: T): T => ({
      ...finding,
      path: finding.path === null ? null : (inside(finding.path) ?? finding.path),
    });
    return {
      name: top ?? basename(file),
      files,
      folders,
      faults: this.#faults.map(strip),
      warnings: this.#warnings,
      close: async () => this.#zip.close(),
    };
  }

  /** The folder at the top that holds the bag; null if the bag lies in the ZIP without one. */
  #topFolder(file: string): string | null {
    const all = [...this.#packed.map(({ path }) => path), ...this.#folders];
    const tops = new Set(all.map((path) => path.split('/')[0] ?? ''));
    // A Mac puts what its file system knows of the files beside them.
    if (tops.delete('__MACOSX')) {
      const message =
        'The ZIP holds the folder __MACOSX beside the bag, which a Mac puts there. It is not part of the bag.';
      this.#warnings.push({ code: 'serialization', path: '__MACOSX', message });
    }
    const inFolder = this.#packed.find(({ path }) => /^[^/]+\/bagit\.txt$/.test(path))?.path.split('/')[0];
    if (this.#packed.some(({ path }) => path === 'bagit.txt')) {
      this.#fault(
        'serialization',
        '',
        'The bag lies in the ZIP without a folder around it. Pack its folder, not what is in it.',
      );
      return null;
    }
    const top = inFolder ?? [...tops][0] ?? '';
    for (const other of tops) {
      if (other === top) continue;
      this.#fault(
        'serialization',
        other,
        'it is beside the bag. A ZIP must hold the folder of the bag and nothing else.',
      );
    }
    if (`${top}.zip`.toLowerCase() !== basename(file).toLowerCase()) {
      this.#warnings.push({
        code: 'serialization',
        path: null,
        message: `The folder in the ZIP is called ${top}; it should have the name of the ZIP, ${basename(file).replace(/\.zip$/i, '')}.`,
      });
    }
    return top;
  }

  #fault(code: BagFault['code'], path: string, message: string): void {
    this.#faults.push({
      code,
      path: path === '' ? null : path,
      message: path === '' ? message : `${printable(path)}: ${message}`,
    });
  }
}

const unixMode = (entry: Entry): number => (entry.versionMadeBy >>> 8 === 3 ? entry.externalFileAttributes >>> 16 : 0);

/** The name as its maker says; names that say nothing and are UTF-8 are taken as such. */
function entryName(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const text = raw.toString('utf8');
  const isUtf8 = Buffer.from(text, 'utf8').equals(raw);
  return isUtf8 ? text : getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, true);
}

function corrupt(path: string, error: unknown): ArchiveError {
  const reason = error instanceof Error ? error.message : String(error);
  return new ArchiveError(
    'corrupt',
    `${basename(path)} is not a whole ZIP (${reason}). Get it again from its source.`,
    { cause: error },
  );
}
