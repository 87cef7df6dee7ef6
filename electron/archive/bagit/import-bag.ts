import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BagImport, BagReport } from '../../../shared/contract/bag.ts';
import type { ImportOutcome } from '../../../shared/contract/outcomes.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import type { ArchiveCore } from '../archive-core.ts';
import { importAs } from '../intake.ts';
import { throwIfCancelled } from './bag-hashes.ts';
import { MARKER, markerSchema } from './bag-layout.ts';
import { isSystemFile } from './bag-paths.ts';
import type { BagFile, BagSource } from './bag-source.ts';
import { filesByHash, readJson, restoreBag } from './restore-bag.ts';
import { openBag, type VerifyOptions, verifySource } from './verify-bag.ts';

/**
 * Takes in a bag, after it was found valid: one of Standpoint's with everything that it holds, anyone else's as
 * documents of a collection with the bag's name. Throws `damaged` with the report as details if it is not valid.
 */
export async function importBag(core: ArchiveCore, path: string, options: VerifyOptions): Promise<BagImport> {
  const source = await openBag(path);
  try {
    const report = await verifySource(source, options);
    requireValid(report, source.name);
    const marker = source.files.get(`data/${MARKER}`);
    if (!marker) return await importFiles(core, source, report, options);
    await readJson(marker, markerSchema);
    return await restoreBag(core, source, options);
  } finally {
    await source.close();
  }
}

function requireValid({ valid, faults }: BagReport, name: string): void {
  if (valid) return;
  const told = faults.slice(0, 3).map(({ message }) => message);
  const more = faults.length > told.length ? ` And ${faults.length - told.length} more.` : '';
  throw new ArchiveError(
    'damaged',
    `${name} is not a valid bag, so nothing of it was imported. ${told.join(' ')}${more}`,
    {
      details: faults.slice(0, 1000),
    },
  );
}

async function importFiles(
  core: ArchiveCore,
  source: BagSource,
  report: BagReport,
  { signal, onProgress }: VerifyOptions,
): Promise<BagImport> {
  const group = core.context.newId();
  const hashes = new Map([...(await filesByHash(source))].map(([hash, { path }]) => [path, hash]));
  const files = [...source.files.values()].filter(({ path }) => path.startsWith('data/') && !isSystemFile(path));
  const scratch = join(core.temporaryFolder, `bag.${randomUUID()}`);
  const outcomes: ImportOutcome[] = [];
  core.openGroups.add(group);
  await mkdir(scratch, { recursive: true });
  try {
    for (const [index, file] of files.entries()) {
      throwIfCancelled(signal);
      const notes = origin(source.name, file, report);
      outcomes.push(
        await importFile(core, file, scratch, { group, notes, name: source.name, sha256: hashes.get(file.path) }),
      );
      onProgress?.(index + 1, files.length);
    }
  } finally {
    core.openGroups.delete(group);
    await rm(scratch, { recursive: true, force: true });
  }
  return { kind: 'files', outcomes, passages: 0, agencies: 0, stances: 0, briefings: 0 };
}

async function importFile(
  core: ArchiveCore,
  file: BagFile,
  scratch: string,
  about: { readonly group: string; readonly notes: string; readonly name: string; readonly sha256: string | undefined },
): Promise<ImportOutcome> {
  const path = join(scratch, randomUUID());
  await pipeline(await file.open(), createWriteStream(path, { flags: 'wx' }));
  try {
    return await importAs(core, {
      path,
      fileName: basename(file.path),
      label: file.path,
      metadata: { collection: about.name.trim() || null, notes: about.notes },
      group: about.group,
      detail: { bag: about.name, path: file.path },
      ...(about.sha256 === undefined ? {} : { expectedSha256: about.sha256 }),
    });
  } finally {
    await rm(path, { force: true });
  }
}

/** Where a document comes from, in words: the bag, the path in it, and what the bag says of itself. */
function origin(name: string, { path }: BagFile, { info }: BagReport): string {
  const said = info
    .filter(([label]) => /^(source-organization|external-identifier|external-description|bagging-date)$/i.test(label))
    .map(([label, value]) => `${label}: ${value}`);
  return [`From the bag ${name}, ${path}.`, ...said].join('\n');
}
