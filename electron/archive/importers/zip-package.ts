import { type UnzipFileInfo, unzipSync, zipSync } from 'fflate';
import { ArchiveError } from '../../../shared/errors.ts';

/** Unpacked size of an office document beyond which it is taken for a bomb, in bytes. */
const MAX_UNPACKED = 256 * 1024 * 1024;
const MAX_ENTRIES = 20_000;

/** Unpacked files of a ZIP package by their path. */
export type Package = Readonly<Record<string, Uint8Array>>;

const isNeeded = (name: string): boolean =>
  /\.(?:xml|rels|png|jpe?g|gif|webp)$/i.test(name) && !name.startsWith('/') && !name.includes('..');

/**
 * Unpacks a ZIP package into memory. Sizes are those its directory states, and no entry gives more than it
 * states, so a bomb is known before it goes off. Throws `too-large` or `corrupt`.
 */
export function unpack(bytes: Uint8Array): Package {
  let total = 0;
  let entries = 0;
  const filter = (file: UnzipFileInfo): boolean => {
    entries++;
    if (!isNeeded(file.name)) return false;
    total += file.originalSize;
    if (total > MAX_UNPACKED || entries > MAX_ENTRIES) {
      throw new ArchiveError(
        'too-large',
        'This document unpacks to more than 256 MB, which no document of words does. If you trust it, open it in a word processor, remove its large pictures, save it, and import the result.',
      );
    }
    return true;
  };
  try {
    return unzipSync(bytes, { filter });
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    throw new ArchiveError(
      'corrupt',
      'This document is damaged: its package cannot be unpacked, perhaps because it was not copied whole. Fetch it again from its source, or open and save it in a word processor.',
      { cause: error },
    );
  }
}

/** Packs files again without compressing them, for a reader that wants a package. */
export function pack(files: Package): Buffer {
  return Buffer.from(zipSync({ ...files }, { level: 0 }));
}

/** Names of the entries in a ZIP's directory; empty if it cannot be read. */
export function listEntries(bytes: Uint8Array): string[] {
  const names: string[] = [];
  try {
    unzipSync(bytes, {
      filter: (file) => {
        if (names.length < MAX_ENTRIES) names.push(file.name);
        return false;
      },
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  return names;
}
