import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, type ErrorData } from '../../../shared/errors.ts';
import type { UnpackedContainer, UnpackedMember, UnpackTask } from './unpack.ts';
import { type OpenedZip, openZip, type ZipMember } from './zip-container.ts';

/** Largest member that is taken out, in bytes: no importer reads more. */
const LARGEST = 1024 ** 3;
/** From this size on, what unpacks to many times its packed size is taken for a bomb, in bytes. */
const LARGE = 16 * 1024 ** 2;
const RATIO = 200;

/** Entries of a ZIP's directory that are read, whatever may be taken out of it. */
const MOST_ENTRIES = 100_000;

/** Takes the files out of a ZIP, see `unpackContainer`. Names that begin with a dot are left out, as in folders. */
export async function unpackZip(task: UnpackTask): Promise<UnpackedContainer | null> {
  const { size } = await stat(task.path);
  const zip = await openZip(task.path, size, MOST_ENTRIES);
  try {
    if (isOfficeDocument(zip.names)) return null;
    const visible = zip.members.filter(({ name }) => !isHidden(name));
    if (visible.length > task.maxMembers) {
      throw new ArchiveError(
        'too-large',
        `It holds ${visible.length} files; ${task.maxMembers} can be taken out of one container. Unpack it, and import its folders in turn.`,
      );
    }
    if (zip.isOverlapping) {
      throw new ArchiveError(
        'too-large',
        'Its files lie on top of each other, so that it unpacks to many times what it holds: it is built to fill the disk, and nothing was taken out of it.',
      );
    }
    return { members: await takeOut(zip, visible, task), skipped: null };
  } finally {
    zip.close();
  }
}

/** Office documents, books and the like are ZIP packages; they are documents, not containers. */
const isOfficeDocument = (names: readonly string[]): boolean =>
  names[0] === 'mimetype' || names.includes('[Content_Types].xml');

const isHidden = (name: string): boolean =>
  name.split(/[\\/]/).some((part) => (part.startsWith('.') && part !== '.' && part !== '..') || part === '__MACOSX');

async function takeOut(
  zip: OpenedZip,
  members: readonly ZipMember[],
  { into, maxBytes }: UnpackTask,
): Promise<readonly UnpackedMember[]> {
  const taken = new Set<string>();
  const unpacked: UnpackedMember[] = [];
  let total = 0;
  for (const [number, member] of members.entries()) {
    const { name, entry } = member;
    // Names that differ in composition or case alone are one name on many disks.
    const key = name.normalize('NFC').toLowerCase();
    let fault = faultOf(member) ?? (taken.has(key) ? TWICE(name) : null);
    if (fault === null && total + entry.uncompressedSize > maxBytes) fault = TOO_MUCH;
    taken.add(key);
    let file: string | null = null;
    if (fault === null) {
      const path = join(into, `${number}`);
      try {
        await zip.extract(member, path);
        total += entry.uncompressedSize;
        file = `${number}`;
      } catch (error) {
        await rm(path, { force: true });
        if (!(error instanceof ArchiveError)) throw error;
        fault = error.toData();
      }
    }
    const fileName = name.split(/[\\/]/).pop() || name || `file ${number + 1}`;
    const byteLength = file === null ? 0 : entry.uncompressedSize;
    const shown = name || fileName;
    unpacked.push({ name: shown, shown, fileName, file, byteLength, fault, capture: null });
  }
  return unpacked;
}

/** Why a member may not be taken out, by what the directory says of it; null if it may. */
function faultOf({ entry, name, isLink }: ZipMember): ErrorData | null {
  if (/[\0]/.test(name) || name === '')
    return { code: 'unsupported', message: 'It has no proper name. Pack it again under another name.' };
  if (/^(?:[\\/]|[A-Za-z]:)/.test(name)) {
    return {
      code: 'unsupported',
      message:
        'Its name is that of a place on a disk, not in the archive: made by a faulty program, or to do harm. Unpack the archive with care and import the file.',
    };
  }
  if (name.split(/[\\/]/).includes('..')) {
    return {
      code: 'unsupported',
      message:
        'Its name leads out of the archive: made by a faulty program, or to do harm. Unpack the archive with care and import the file.',
    };
  }
  if (isLink)
    return {
      code: 'unsupported',
      message: 'It is a link to another file, not a file. Import the file that it leads to.',
    };
  if (entry.isEncrypted()) {
    return {
      code: 'encrypted',
      message: 'It is locked with a password. Unpack the archive with the password and import the file.',
    };
  }
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    return {
      code: 'unsupported',
      message: `It is packed by a method (${entry.compressionMethod}) that Standpoint does not know. Unpack the archive with the program that made it and import the file.`,
    };
  }
  if (entry.uncompressedSize > LARGEST) {
    return {
      code: 'too-large',
      message: `It has ${Math.round(entry.uncompressedSize / 1024 ** 2)} MB; ${LARGEST / 1024 ** 2} MB can be read. Unpack it, split it and import the parts.`,
    };
  }
  if (entry.uncompressedSize > LARGE && entry.uncompressedSize > entry.compressedSize * RATIO) {
    return {
      code: 'too-large',
      message: `It unpacks to ${Math.round(entry.uncompressedSize / Math.max(1, entry.compressedSize))} times its packed size, as nothing does that people wrote. If you trust it, unpack it yourself and import it.`,
    };
  }
  return null;
}

const TWICE = (name: string): ErrorData => ({
  code: 'conflict',
  message: `The archive holds another file under the same name, ${name}; the first one came in. Unpack it, and import the other one if it is wanted.`,
});

const TOO_MUCH: ErrorData = {
  code: 'too-large',
  message:
    'So much was taken out of the archive before it that this was left out. Unpack it yourself and import what is missing.',
};
