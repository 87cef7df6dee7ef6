import { cp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ArchiveError } from '../../shared/errors.ts';
import { errnoOf, exists, makeFolder } from './durable-file.ts';

/** The on-disk format that this version writes. */
export const FORMAT = 1;

/** Takes an archive from one format to the next. */
export interface Migration {
  readonly from: number;
  /** Changes the files of the archive; may be run again after it was interrupted. */
  run(archive: string): Promise<void>;
}

/** In order; each takes the archive from `from` to `from + 1`. */
const MIGRATIONS: readonly Migration[] = [];

/** What is copied before a migration: everything but originals and what is derived from them. */
const SMALL_FILES = ['archive.json', 'codebook.json', 'checkpoint.json', 'documents', 'briefings', 'journal'];

/**
 * Looks at the format of an archive before anything else is read. Throws `archive-newer` for a format of the future;
 * brings an older one up to date after a copy of its small files to backups/. Does nothing if the format cannot be
 * read: the journal then tells.
 */
export async function migrate(
  archive: string,
  options: { readonly readOnly: boolean; readonly now: () => Date },
  migrations: readonly Migration[] = MIGRATIONS,
  target: number = FORMAT,
): Promise<void> {
  const format = await readFormat(archive);
  if (format === null || format === target) return;
  if (format > target) {
    throw new ArchiveError(
      'archive-newer',
      `This archive has format ${format}; this version of Standpoint reads up to format ${target}. Update Standpoint to open it.`,
    );
  }
  const steps = migrations.filter(({ from }) => from >= format && from < target);
  if (steps.length === 0) return;
  if (options.readOnly) {
    throw new ArchiveError(
      'read-only',
      `This archive has the older format ${format}. Open it for writing once to convert it.`,
    );
  }
  const backup = join(archive, 'backups', `${options.now().toISOString().replace(/[:.]/g, '-')}-format-${format}`);
  await makeFolder(backup);
  for (const name of SMALL_FILES) {
    if (await exists(join(archive, name))) await cp(join(archive, name), join(backup, name), { recursive: true });
  }
  for (const step of steps) await step.run(archive);
}

async function readFormat(archive: string): Promise<number | null> {
  try {
    const value: unknown = JSON.parse(await readFile(join(archive, 'archive.json'), 'utf8'));
    return typeof value === 'object' && value !== null && 'format' in value && typeof value.format === 'number'
      ? value.format
      : null;
  } catch (error) {
    if (error instanceof SyntaxError || errnoOf(error) === 'ENOENT') return null;
    throw error;
  }
}
