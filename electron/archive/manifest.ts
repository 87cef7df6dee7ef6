import { realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { ManifestPreview } from '../../shared/contract/import.ts';
import type { ArchiveMethods, ParsedInput } from '../../shared/contract.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import { findAgency } from './codings.ts';
import type { Importer } from './import-job.ts';
import { cellReader, findFile, guessMapping, planRows } from './manifest-rows.ts';
import { readManifestTable } from './manifest-table.ts';

/** Rows that a look at a table shows. */
const SHOWN = 8;
/** Names that a look at a table lists. */
const LISTED = 100;

/** The methods that import tables of files. */
export function manifestMethods(
  core: ArchiveCore,
  importer: Importer,
): Pick<ArchiveMethods, 'manifest.read' | 'manifest.import'> {
  return {
    'manifest.read': (input) => preview(core, input),
    'manifest.import': async ({ path, mapping, baseDirectory, intoCollection, createAgencies, jobId }) => {
      const table = await readManifestTable(path);
      const guessed = mapping ?? guessMapping(table.columns);
      if (guessed === null) {
        throw new ArchiveError(
          'invalid-input',
          `No column of the table looks like the name of the file. Say which one it is: ${table.columns.join(', ')}.`,
          { details: table.columns },
        );
      }
      const items = await planRows(core, table, guessed, await baseOf(path, baseDirectory));
      const plan = { items, collection: intoCollection ?? null, createAgencies: createAgencies ?? false };
      return importer.run(plan, jobId);
    },
  };
}

async function baseOf(path: string, baseDirectory: string | undefined): Promise<string> {
  const base = baseDirectory ?? dirname(resolve(path));
  try {
    return await realpath(base);
  } catch (error) {
    throw new ArchiveError('unreadable', `There is no folder ${base}. Choose the folder that holds the files.`, {
      cause: error,
    });
  }
}

async function preview(core: ArchiveCore, input: ParsedInput<'manifest.read'>): Promise<ManifestPreview> {
  const table = await readManifestTable(input.path);
  const base = await baseOf(input.path, input.baseDirectory);
  const mapping = input.mapping ?? guessMapping(table.columns);
  const cell = mapping === null ? null : cellReader(table, mapping);
  const { agencies } = await core.store.codebook();
  const missing: string[] = [];
  const newAgencies = new Set<string>();
  let found = 0;
  for (const row of cell === null ? [] : table.rows) {
    const name = cell?.(row, 'file') ?? '';
    if ('fault' in (await findFile(name, base))) missing.push(name);
    else found += 1;
    const issuer = cell?.(row, 'issuer') ?? '';
    if (issuer !== '' && !newAgencies.has(issuer) && !findAgency(agencies, issuer)) newAgencies.add(issuer);
  }
  return {
    format: table.format,
    columns: [...table.columns],
    rowCount: table.rows.length,
    rows: table.rows.slice(0, SHOWN).map((row) => [...row]),
    mapping,
    baseDirectory: base,
    found,
    missing: missing.slice(0, LISTED),
    missingCount: missing.length,
    newAgencies: [...newAgencies].slice(0, LISTED),
  };
}
