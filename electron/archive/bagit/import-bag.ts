import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { BagImport, BagReport } from '../../../shared/contract/bag.ts';
import type { ImportOutcome } from '../../../shared/contract/outcomes.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import type { ArchiveCore } from '../archive-core.ts';
import { importAttachments, importContainer, type MemberContext, sniffContainer } from '../containers.ts';
import { failedOutcome, importAs } from '../intake.ts';
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
    for (const [item, file] of files.entries()) {
      const notes = origin(source.name, file, report);
      const about = { group, item, notes, name: source.name, sha256: hashes.get(file.path), signal };
      outcomes.push(...(await importFile(core, file, scratch, about)));
      onProgress?.(item + 1, files.length);
    }
  } finally {
    core.openGroups.delete(group);
    await rm(scratch, { recursive: true, force: true });
  }
  return { kind: 'files', outcomes, passages: 0, agencies: 0, stances: 0, topics: 0, briefings: 0, searches: 0 };
}

interface PayloadFile {
  readonly group: string;
  /** Its number in the bag. */
  readonly item: number;
  readonly notes: string;
  /** Name of the bag. */
  readonly name: string;
  readonly sha256: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Imports one payload file, and what is in it if it is a container; what goes wrong with it is its outcome. */
async function importFile(
  core: ArchiveCore,
  file: BagFile,
  scratch: string,
  about: PayloadFile,
): Promise<readonly ImportOutcome[]> {
  const path = join(scratch, randomUUID());
  try {
    throwIfCancelled(about.signal);
    await pipeline(await file.open(), createWriteStream(path, { flags: 'wx' }));
    const context = contextOf(path, file, about);
    const kind = await sniffContainer(path);
    const members = kind === null ? null : await importContainer(core, kind, context);
    if (members !== null) return members;
    const outcome = await importAs(core, {
      path,
      fileName: context.fileName,
      label: file.path,
      metadata: context.metadata,
      group: about.group,
      detail: { bag: about.name, path: file.path },
      ...(about.sha256 === undefined ? {} : { expectedSha256: about.sha256 }),
    });
    return [outcome, ...(await importAttachments(core, outcome, context))];
  } catch (error) {
    return [failedOutcome(file.path, error)];
  } finally {
    await rm(path, { force: true });
  }
}

function contextOf(path: string, file: BagFile, { group, item, notes, name, signal }: PayloadFile): MemberContext {
  const nothing = (): void => undefined;
  return {
    path,
    fileName: basename(file.path),
    label: file.path,
    group,
    item,
    metadata: { collection: name.trim() || null, notes },
    signal: signal ?? new AbortController().signal,
    finished: new Map(),
    // A bag's progress counts its files, and an import of one that is cut off begins anew.
    begin: nothing,
    end: nothing,
    drop: nothing,
    found: async () => undefined,
  };
}

/** Where a document comes from, in words: the bag, the path in it, and what the bag says of itself. */
function origin(name: string, { path }: BagFile, { info }: BagReport): string {
  const said = info
    .filter(([label]) => /^(source-organization|external-identifier|external-description|bagging-date)$/i.test(label))
    .map(([label, value]) => `${label}: ${value}`);
  return [`From the bag ${name}, ${path}.`, ...said].join('\n');
}
