import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { type Entry, getFileNameLowLevel, openPromise, type ZipFile } from 'yauzl';
import { ArchiveError } from '../../../shared/errors.ts';
import { updateCrc } from './crc-32.ts';

/** Bits of `externalFileAttributes` that tell a symbolic link made on Unix. */
const LINK = 0xa000;

/** One entry of a ZIP's directory that is no folder. */
export interface ZipMember {
  readonly entry: Entry;
  /** As the directory gives it: data, never a path. */
  readonly name: string;
  readonly isLink: boolean;
}

/** An open ZIP file. */
export interface OpenedZip {
  readonly members: readonly ZipMember[];
  /** Entries and folders in its directory. */
  readonly names: readonly string[];
  /** True if its entries claim more packed bytes than the file has: they lie on top of each other, as in a bomb. */
  readonly isOverlapping: boolean;
  /** Writes one member to a new file. Rejects with `corrupt`, and with the system's error of a full disk. */
  extract(member: ZipMember, to: string): Promise<void>;
  close(): void;
}

/**
 * Opens a ZIP file and reads its directory, of at most `maxEntries` entries. Rejects with `corrupt` or `too-large`.
 */
export async function openZip(path: string, byteLength: number, maxEntries: number): Promise<OpenedZip> {
  let zip: ZipFile;
  try {
    // Names stay bytes here: the engine would refuse the whole file for one bad name.
    zip = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false });
  } catch (error) {
    throw corrupt(error);
  }
  try {
    if (zip.entryCount > maxEntries) {
      throw new ArchiveError(
        'too-large',
        `This ZIP holds ${zip.entryCount} files; up to ${maxEntries} are taken out of one. Unpack it, and import its folders in turn.`,
      );
    }
    const members: ZipMember[] = [];
    const names: string[] = [];
    let packed = 0;
    for await (const entry of zip.eachEntry()) {
      const name = nameOfEntry(entry);
      names.push(name);
      packed += entry.compressedSize;
      if (/[\\/]$/.test(name)) continue;
      members.push({ entry, name, isLink: ((entry.externalFileAttributes >>> 16) & 0xf000) === LINK });
    }
    return {
      members,
      names,
      isOverlapping: packed > byteLength,
      extract: (member, to) => extractMember(zip, member.entry, to),
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error instanceof ArchiveError ? error : corrupt(error);
  }
}

function nameOfEntry(entry: Entry): string {
  const raw = entry.fileNameRaw;
  const isMarked = (entry.generalPurposeBitFlag & 0x800) !== 0 || entry.extraFields.some(({ id }) => id === 0x7075);
  if (isMarked) return getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, true);
  // Many programs write UTF-8 without saying so; what is no UTF-8 is the old code page.
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return getFileNameLowLevel(entry.generalPurposeBitFlag, raw, entry.extraFields, true);
  }
}

async function extractMember(zip: ZipFile, entry: Entry, to: string): Promise<void> {
  let source: Readable;
  try {
    source = await zip.openReadStreamPromise(entry);
  } catch (error) {
    throw corrupt(error);
  }
  const target = createWriteStream(to, { flags: 'wx' });
  const failed = new Promise<never>((_, reject) => {
    target.once('error', reject);
  });
  // Whoever waits for it hears of it; when nobody does, the stream has been written.
  failed.catch(() => undefined);
  let crc = 0xffffffff;
  try {
    for await (const chunk of chunksOf(source)) {
      crc = updateCrc(crc, chunk);
      if (!target.write(chunk)) await Promise.race([once(target, 'drain'), failed]);
    }
    target.end();
    await Promise.race([once(target, 'close'), failed]);
  } finally {
    source.destroy();
    target.destroy();
  }
  if ((crc ^ 0xffffffff) >>> 0 !== entry.crc32) {
    throw corrupt(new Error('its checksum does not fit'));
  }
}

/** Reads a member; the engine sees to it that it gives exactly as many bytes as the directory states. */
async function* chunksOf(source: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of source) if (Buffer.isBuffer(chunk)) yield chunk;
  } catch (error) {
    throw corrupt(error);
  }
}

function corrupt(error: unknown): ArchiveError {
  const why = error instanceof Error ? error.message : String(error);
  return new ArchiveError(
    'corrupt',
    `It cannot be unpacked (${why}). It may not have been copied whole: fetch it again from its source.`,
    { cause: error },
  );
}
