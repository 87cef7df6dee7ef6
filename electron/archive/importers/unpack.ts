import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Capture } from '../../../shared/domain/document.ts';
import type { CONTAINER_KINDS } from '../../../shared/domain/vocabulary.ts';
import type { ErrorData } from '../../../shared/errors.ts';
import { readAttachments } from './eml.ts';
import type { FileTask } from './extraction.ts';
import { unpackWarc } from './unpack-warc.ts';
import { unpackZip } from './unpack-zip.ts';

/** What kind of file holds others. */
export type ContainerKind = (typeof CONTAINER_KINDS)[number];

/** A container whose members are to be written into a folder. */
export interface UnpackTask extends FileTask {
  readonly kind: ContainerKind;
  /** An empty folder. Members are written there as "0", "1", "2" …: no name of theirs is ever a path. */
  readonly into: string;
  /** Files that may be taken out of it. */
  readonly maxMembers: number;
  /** Bytes that may be taken out of it. */
  readonly maxBytes: number;
}

/** One file in a container. */
export interface UnpackedMember {
  /** What it is called there. Data, never a path. */
  readonly name: string;
  /** What a person knows it by: its name, or its address. */
  readonly shown: string;
  /** The last part of that name, or a name made for it. */
  readonly fileName: string;
  /** Name of the file in the folder; null if it was not taken out. */
  readonly file: string | null;
  readonly byteLength: number;
  /** Why it was not taken out, or null. */
  readonly fault: ErrorData | null;
  /** How it was taken from the web, or null. */
  readonly capture: Capture | null;
}

/** What a container holds. */
export interface UnpackedContainer {
  readonly members: readonly UnpackedMember[];
  /** What was left out of it and why, in words; null for nothing. */
  readonly skipped: string | null;
}

/**
 * Takes the members out of a container, within limits. Null if the file is not one: an office document is a ZIP file,
 * too. Rejects with `corrupt` or `too-large`; what is wrong with one member is its fault.
 */
export async function unpackContainer(task: UnpackTask): Promise<UnpackedContainer | null> {
  switch (task.kind) {
    case 'zip':
      return unpackZip(task);
    case 'warc':
      return unpackWarc(task);
    case 'eml':
      return unpackEml(task);
  }
}

async function unpackEml({ path, into, maxMembers, maxBytes }: UnpackTask): Promise<UnpackedContainer> {
  const members: UnpackedMember[] = [];
  const taken = new Set<string>();
  let total = 0;
  for (const { fileName, bytes } of await readAttachments(await readFile(path))) {
    const number = members.length;
    total += bytes.length;
    const isTooMuch = number >= maxMembers || total > maxBytes;
    const fault: ErrorData | null = isTooMuch
      ? {
          code: 'too-large',
          message:
            'So much is attached to this e-mail that this was left out. Save it from a mail program and import it.',
        }
      : null;
    if (fault === null) await writeFile(join(into, `${number}`), bytes);
    // Two attachments of one name are two documents all the same: their place tells them apart.
    const name = taken.has(fileName) ? `${fileName} (${number + 1})` : fileName;
    taken.add(name);
    members.push({
      name,
      shown: name,
      fileName,
      file: fault ? null : `${number}`,
      byteLength: bytes.length,
      fault,
      capture: null,
    });
  }
  return { members, skipped: null };
}
