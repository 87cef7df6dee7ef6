import { type UnzipFileInfo, unzipSync, zipSync } from 'fflate';
import { ArchiveError } from '../../../shared/errors.ts';

/** Unpacked size of an office document beyond which it is taken for a bomb, in bytes. */
const MAX_UNPACKED = 256 * 1024 * 1024;
const MAX_ENTRIES = 20_000;
/** Documents of words shrink to a tenth; beyond this, and beyond what fits a long one, it is a bomb. */
const MAX_RATIO = 250;
const MAX_UNRATED = 32 * 1024 * 1024;

/** Unpacked files of a ZIP package by their path. */
export type Package = Readonly<Record<string, Uint8Array>>;

const isNeeded = (name: string): boolean =>
  /\.(?:xml|rels|png|jpe?g|gif|webp)$/i.test(name) && !name.startsWith('/') && !name.includes('..');

/** What begins the declaration of an entity, in UTF-8 and in both kinds of UTF-16. */
const DECLARATIONS = (['latin1', 'utf16le'] as const).map((encoding) => Buffer.from('<!ENTITY', encoding));

/**
 * Entities of its own have no place in the XML of an office document. They are how a small file grows without end
 * in its reader, or makes it open other files.
 */
function refuseEntities(files: Package): void {
  for (const [name, bytes] of Object.entries(files)) {
    if (!/\.(?:xml|rels)$/i.test(name)) continue;
    const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (DECLARATIONS.some((declaration) => content.includes(declaration))) {
      throw new ArchiveError(
        'corrupt',
        `This document declares entities in its XML (${name}), which no word processor does: it was made to harm its readers. It was not read.`,
      );
    }
  }
}

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
    const isBomb = total > MAX_UNRATED && total > bytes.length * MAX_RATIO;
    if (isBomb || total > MAX_UNPACKED || entries > MAX_ENTRIES) {
      throw new ArchiveError(
        'too-large',
        'This document unpacks to far more than a document of words does. If you trust it, open it in a word processor, remove its large pictures, save it, and import the result.',
      );
    }
    return true;
  };
  try {
    const files = unzipSync(bytes, { filter });
    refuseEntities(files);
    return files;
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
