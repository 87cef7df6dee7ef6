import { readdir, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { PendingImport } from '../../shared/contract/import.ts';
import type { ImportOutcome } from '../../shared/contract/outcomes.ts';
import { documentMetadataSchema, instantSchema } from '../../shared/domain/document.ts';
import type { ArchiveCore } from './archive-core.ts';
import { errnoOf, ioError, makeFolder, setAside, syncFolder, writeFileDurably } from './durable-file.ts';
import { eventsOfGroup } from './index-queries.ts';

const faultSchema = z.strictObject({ code: z.enum(['unreadable', 'invalid-input']), message: z.string() });

const itemSchema = z.strictObject({
  /** Absolute path on this machine. */
  path: z.string(),
  /** Why it cannot be imported at all, or null. */
  fault: faultSchema.nullable(),
  /** What a table says of it. */
  metadata: documentMetadataSchema.partial().optional(),
  /** Name of the agency that issued it. */
  issuer: z.string().optional(),
  sha256: z.string().optional(),
  /** Id of the document whose next version it is. */
  versionOf: z.string().optional(),
  /** Number of the earlier item of this list whose document it is the next version of, from 0. */
  versionOfItem: z.number().int().nonnegative().optional(),
});

const listSchema = z.strictObject({
  /** Of the journal entries; also the name of the file. */
  group: z.string(),
  startedAt: instantSchema,
  /** The last journal entry before the import began. */
  seq: z.number().int().nonnegative(),
  /** Items and what was found in containers so far. */
  total: z.number().int(),
  collection: z.string().nullable(),
  createAgencies: z.boolean(),
  items: z.array(itemSchema),
});

/** One file of an import with what is known of it. */
export type ImportItem = z.infer<typeof itemSchema>;

/** Everything that one import is to bring in. */
export type ImportList = z.infer<typeof listSchema>;

/**
 * Writes down what an import is to bring in, so that it can go on after the process was killed. Lies in imports/ until
 * the import ends; the paths in it are of this machine. Rejects with `io`.
 */
export async function writeImportList(core: ArchiveCore, list: ImportList): Promise<void> {
  try {
    await makeFolder(folderOf(core));
    const { fileSystem } = core.context;
    // Whoever goes on with it may work in another folder.
    const items = list.items.map((item) => ({ ...item, path: resolve(item.path) }));
    const text = JSON.stringify({ ...list, items });
    await writeFileDurably(pathOf(core, list.group), `${text}\n`, core.temporaryFolder, fileSystem);
  } catch (error) {
    throw ioError('The list of files to import could not be written', error);
  }
}

/** Removes the list of an import that has ended. Does nothing if there is none. */
export async function removeImportList(core: ArchiveCore, group: string): Promise<void> {
  try {
    await rm(pathOf(core, group));
    await syncFolder(folderOf(core));
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw ioError('The list of an import that has ended could not be removed', error);
  }
}

/** The list of an import that was cut off, or null. A damaged one is set aside and reported. */
export async function readImportList(core: ArchiveCore, group: string): Promise<ImportList | null> {
  if (!/^[A-Za-z0-9_-]{1,100}$/.test(group)) return null;
  const path = pathOf(core, group);
  try {
    const parsed = listSchema.safeParse(parseJson(await readFile(path, 'utf8')));
    if (parsed.success && parsed.data.group === group) return parsed.data;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw ioError('The list of an import that was cut off could not be read', error);
  }
  await setAside(core.directory, path, core.context.now());
  core.report({
    kind: 'damaged-file',
    path: `imports/${group}.json`,
    message: `imports/${group}.json, the list of an import that was cut off, is damaged. Import its files again: those that are in the archive are recognised.`,
  });
  return null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Imports that were cut off, oldest first. `running`: groups of those that go on now. */
export async function listPendingImports(core: ArchiveCore, running: ReadonlySet<string>): Promise<PendingImport[]> {
  // A reader cannot tell an import that was cut off from one that the writer is at.
  if (core.readOnly) return [];
  const pending: PendingImport[] = [];
  for (const name of await namesIn(folderOf(core))) {
    const group = name.endsWith('.json') ? name.slice(0, -5) : '';
    const list = group === '' || running.has(group) ? null : await readImportList(core, group);
    if (list === null) continue;
    const done = (await finishedItems(core, list)).size;
    pending.push({ jobId: group, done, total: Math.max(done, list.total), startedAt: list.startedAt });
  }
  return pending.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw ioError('The lists of imports could not be read', error);
  }
}

const detailSchema = z.looseObject({
  item: z.number().int().nonnegative(),
  member: z.string().optional(),
  documentId: z.string(),
  sha256: z.string(),
});

/** How a file of an import is called in the journal: number of the item, and the name within it. */
export const itemKey = (item: number, member: string | null): string =>
  member === null ? `${item}` : `${item} ${member}`;

/** What an import has brought in so far, by `itemKey`, as the journal tells; what was undone since is left out. */
export async function finishedItems(
  core: ArchiveCore,
  { group, seq }: Pick<ImportList, 'group' | 'seq'>,
): Promise<ReadonlyMap<string, Omit<ImportOutcome, 'file'>>> {
  const finished = new Map<string, Omit<ImportOutcome, 'file'>>();
  for (const event of await core.index.use((index) => eventsOfGroup(index, group, seq))) {
    const parsed = detailSchema.safeParse(event.detail);
    if (!parsed.success) continue;
    const { item, member, documentId, sha256 } = parsed.data;
    const document = await core.store.document(documentId);
    if (!document?.versions.some((version) => version.sha256 === sha256)) continue;
    const outcome = event.type === 'document.version' ? 'new-version' : 'imported';
    finished.set(itemKey(item, member ?? null), { outcome, documentId, sha256, code: null, reason: null });
  }
  return finished;
}

const folderOf = (core: ArchiveCore): string => join(core.directory, 'imports');
const pathOf = (core: ArchiveCore, group: string): string => join(folderOf(core), `${group}.json`);
