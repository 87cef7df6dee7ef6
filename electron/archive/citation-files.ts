import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUILT_IN_STYLES, CITATION_LOCALES } from '../../shared/citations/built-in-styles.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { errnoOf } from './durable-file.ts';

const here = dirname(fileURLToPath(import.meta.url));
/** Beside the bundle, above one of its chunks, or in the sources. */
const FOLDERS = [join(here, 'csl'), join(here, '..', 'csl'), join(here, '..', '..', 'resources', 'csl')];
const LARGEST = 2_000_000;

/** The rules of a style that comes with Standpoint. Throws `not-found` for another id. */
export async function readBuiltInStyle(id: string): Promise<string> {
  if (!BUILT_IN_STYLES.some((style) => style.id === id)) {
    throw new ArchiveError('not-found', `No citation style “${id}” comes with Standpoint.`);
  }
  return readResource(`${id}.csl`);
}

let locales: Promise<Readonly<Record<string, string>>> | null = null;

/** Files of terms by language. */
export function readLocales(): Promise<Readonly<Record<string, string>>> {
  locales ??= Promise.all(
    CITATION_LOCALES.map(async (language) => [language, await readResource(`locales-${language}.xml`)] as const),
  ).then((read) => Object.fromEntries(read));
  // The next one who asks tries again.
  locales.catch(() => {
    locales = null;
  });
  return locales;
}

async function readResource(name: string): Promise<string> {
  for (const folder of FOLDERS) {
    try {
      return await readFile(join(folder, name), 'utf8');
    } catch (error) {
      if (errnoOf(error) !== 'ENOENT' && errnoOf(error) !== 'ENOTDIR') throw error;
    }
  }
  throw new ArchiveError('internal', `The citation style file ${name} is missing from Standpoint. Install it again.`);
}

/** The text of a .csl file of a person's. Throws `unreadable`, `too-large`, `corrupt`. */
export async function readStyleFile(path: string): Promise<string> {
  const name = basename(path);
  let bytes: Uint8Array;
  try {
    const found = await stat(path);
    if (!found.isFile()) throw new ArchiveError('unreadable', `${path} is not a file. Choose a .csl file.`);
    if (found.size > LARGEST) {
      throw new ArchiveError(
        'too-large',
        `${name} has more than ${LARGEST / 1_000_000} MB; no citation style is that large.`,
      );
    }
    bytes = await readFile(path);
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    const why = errnoOf(error) === 'ENOENT' ? 'there is no such file. Check the path' : 'check its rights';
    throw new ArchiveError('unreadable', `${path} cannot be read: ${why}.`, { cause: error });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ArchiveError('corrupt', `${name} is not text in UTF-8, as a citation style is.`, { cause: error });
  }
}
