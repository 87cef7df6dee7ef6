import { readFile, stat } from 'node:fs/promises';
import { ArchiveError } from '../../../shared/errors.ts';
import type { IncomingProject } from '../../../shared/exchange/incoming.ts';
import { readRefi } from '../../../shared/exchange/read-refi.ts';
import { decodeText } from './charset.ts';

/** Largest description of a project that is read, in bytes: a hundred thousand selections have about 60 MB. */
const LARGEST = 192 * 1024 ** 2;

/** Reads the description of a REFI-QDA project, or a codebook, from disk. Rejects with `corrupt` or `too-large`. */
export async function readRefiFile({ path }: { readonly path: string }): Promise<IncomingProject> {
  const { size } = await stat(path);
  if (size > LARGEST) {
    throw new ArchiveError(
      'too-large',
      `The description of the project has ${Math.round(size / 1024 ** 2)} MB; ${LARGEST / 1024 ** 2} MB can be read. Export a part of the project.`,
    );
  }
  return readRefi(decodeText(await readFile(path)).replace(/^\ufeff/, ''));
}
