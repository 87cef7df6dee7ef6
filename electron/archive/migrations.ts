import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Change } from '../../shared/domain/event.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import { FORMAT } from './archive-format.ts';
import type { Backups } from './backups.ts';
import { errnoOf } from './durable-file.ts';

/** Takes an archive from one format to the next, by changes that the journal records. */
export interface Migration {
  readonly from: number;
  /** What the new format holds that the older one does not; for the journal. */
  readonly reason: string;
  /** What must become of things so that they fit the new format, besides the number of the format itself. */
  plan(core: ArchiveCore): Promise<readonly Change[]>;
}

/** In order; each takes the archive from `from` to `from + 1`. */
const MIGRATIONS: readonly Migration[] = [
  {
    from: 1,
    reason: 'files kept beside an original, captures, withdrawals, placements in other versions, fixity schedule',
    // All of it is optional, here as below: nothing that is there has to change.
    plan: async () => [],
  },
  {
    from: 2,
    reason:
      'topics, voice and certainty of codings, state of review, passages of several pieces and of areas, saved searches',
    plan: async () => [],
  },
  {
    from: 3,
    reason: 'composed briefings, their former states and templates, citation styles, internal passages and notes',
    plan: async () => [],
  },
];

/**
 * Looks at the format of an archive before anything else is read. Throws `archive-newer` for a format of the future.
 * Does nothing if the format cannot be read: the journal then tells.
 */
export async function requireKnownFormat(archive: string): Promise<void> {
  const format = await readFormat(archive);
  if (format !== null) requireKnown(format);
}

function requireKnown(format: number): void {
  if (format <= FORMAT) return;
  throw new ArchiveError(
    'archive-newer',
    `This archive has format ${format}; this version of Standpoint reads up to format ${FORMAT}. Update Standpoint to open it.`,
  );
}

/**
 * Brings an archive that is open for writing to the present format, after a backup: each step is an entry of the
 * journal, and the description on disk says so before anything else happens. A reader reads an older format as it is.
 */
export async function migrateArchive(
  core: ArchiveCore,
  backups: Backups,
  migrations: readonly Migration[] = MIGRATIONS,
  target: number = FORMAT,
): Promise<void> {
  const { format } = await core.info();
  // Where archive.json was missing or damaged only the journal has told it.
  requireKnown(format);
  if (core.readOnly || format >= target) return;
  const { backup } = await backups.create(`before-format-${target}`);
  for (const { from, reason, plan } of migrations) {
    if (from < format || from >= target) continue;
    await core.change(async () => {
      const before = await core.info();
      const after = { ...before, format: from + 1 };
      return {
        value: null,
        event: {
          type: 'archive.migrate',
          label: `Bring the archive from format ${from} to format ${from + 1}`,
          changes: [...(await plan(core)), { entity: 'archive', id: before.id, before, after }],
          detail: { from, to: from + 1, reason, backup: backup.name },
        },
      };
    });
  }
  // An older program tells by archive.json alone that it must not write here.
  await core.store.flush();
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
