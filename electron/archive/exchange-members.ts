import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError, errorFromData } from '../../shared/errors.ts';
import type { IncomingProject } from '../../shared/exchange/incoming.ts';
import type { ArchiveCore } from './archive-core.ts';
import { decodeText } from './importers/charset.ts';
import type { UnpackedMember } from './importers/unpack.ts';
import { nameOf } from './intake.ts';

const TIME = 15 * 60_000;
const MOST_MEMBERS = 20_000;
const MOST_BYTES = 8 * 1024 ** 3;
/** Largest text of a source or a note, in bytes. */
const LARGEST_TEXT = 64 * 1024 ** 2;
const INTERNAL = 'internal://';

/** An unpacked project: its description and its files. */
export interface OpenedProject {
  readonly project: IncomingProject;
  /** Path of the unpacked file that an address in the project means; throws if it is none in the project. */
  pathOf(address: string): string;
  /** The text of such a file. */
  textOf(address: string): Promise<string>;
  /** A path for a file of its own beside them. */
  newPath(): string;
  readonly warnings: readonly string[];
}

/**
 * Unpacks a REFI-QDA project, reads what it says of itself and lets `work` look at it; nothing of it is left behind.
 * Files are taken out by number: no name in the project is ever a path. Rejects with `corrupt` or `too-large`.
 */
export async function withProject<T>(
  core: ArchiveCore,
  path: string,
  work: (opened: OpenedProject) => Promise<T>,
): Promise<T> {
  const folder = join(core.temporaryFolder, `exchange.${randomUUID()}`);
  await mkdir(folder, { recursive: true });
  try {
    const into = join(folder, 'members');
    await mkdir(into);
    const input = {
      path,
      fileName: nameOf(path),
      into,
      kind: 'zip',
      maxMembers: MOST_MEMBERS,
      maxBytes: MOST_BYTES,
    } as const;
    const container = await core.context.pool().run('unpack', input, { timeoutMs: TIME });
    const members = container?.members ?? [];
    const description = members.find(({ name }) => /^[^/\\]*\.qde$/i.test(name));
    if (description === undefined) {
      throw new ArchiveError('corrupt', `${nameOf(path)} is no REFI-QDA project: there is no project.qde in it.`);
    }
    const project = await core.context.pool().run('readRefi', { path: fileOf(into, description) }, { timeoutMs: TIME });
    const pathOf = (address: string): string => fileOf(into, memberAt(members, address));
    return await work({
      project,
      pathOf,
      textOf: (address) => readText(pathOf(address)),
      newPath: () => join(folder, randomUUID()),
      warnings: members.flatMap(({ name, fault }) => (fault === null ? [] : [`${name}: ${fault.message}`])),
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function fileOf(folder: string, { file, fault, name }: UnpackedMember): string {
  if (fault !== null) throw errorFromData(fault);
  if (file === null) throw new ArchiveError('not-found', `${name} was not taken out of the project.`);
  return join(folder, file);
}

function memberAt(members: readonly UnpackedMember[], address: string): UnpackedMember {
  if (!address.toLowerCase().startsWith(INTERNAL)) {
    throw new ArchiveError(
      'not-found',
      'The project only names a place on a disk for it and does not hold it. Export the project with its sources inside, or import the file by itself.',
    );
  }
  const name = address.slice(INTERNAL.length).replace(/^\/+/, '').toLowerCase();
  const decoded = name.includes('%') ? safeDecode(name) : name;
  const found = members.find((member) => {
    const own = member.name.replaceAll('\\', '/').toLowerCase();
    return [name, decoded].some((each) => own === `sources/${each}` || own === each);
  });
  if (found !== undefined) return found;
  throw new ArchiveError('not-found', `The project names the file ${address}, but does not hold it. Export it again.`);
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return text;
  }
}

/** A text file of a project, with its byte order mark if it has one: some programs count it. */
async function readText(path: string): Promise<string> {
  if ((await stat(path)).size > LARGEST_TEXT) {
    throw new ArchiveError('too-large', `A text of the project has more than ${LARGEST_TEXT / 1024 ** 2} MB.`);
  }
  const bytes = await readFile(path);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return decodeText(bytes);
  }
}
