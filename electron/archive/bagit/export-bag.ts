import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { BagExport } from '../../../shared/contract/bag.ts';
import type { ParsedInput } from '../../../shared/contract.ts';
import { type Briefing, isSetAside } from '../../../shared/domain/briefing.ts';
import type { Codebook } from '../../../shared/domain/codebook.ts';
import { selectPassages } from '../../../shared/domain/compose-briefing.ts';
import type { SourceDocument, Version } from '../../../shared/domain/document.ts';
import type { ArchiveInfo, JournalEvent } from '../../../shared/domain/event.ts';
import type { Passage } from '../../../shared/domain/passage.ts';
import type { SavedSearch } from '../../../shared/domain/saved-search.ts';
import { withoutInternal, withoutInternalChanges } from '../../../shared/domain/work-product.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import { type AnnotationTarget, toWebAnnotations } from '../../../shared/exporters/web-annotation.ts';
import type { ArchiveCore } from '../archive-core.ts';
import { gatherReport } from '../briefing-report.ts';
import { listBriefingIds } from '../index-queries.ts';
import { JOURNAL_START } from '../journal.ts';
import { checkPassages } from '../passages.ts';
import {
  ANNOTATIONS,
  BAG_LAYOUT,
  CODEBOOK,
  MARKER,
  MEDIA_TYPES,
  PASSAGES,
  RECORD,
  readme,
  SEARCHES,
} from './bag-layout.ts';
import { FolderNames, safeName } from './bag-names.ts';
import { type PayloadFile, type WriteOptions, writeBag } from './write-bag.ts';

/** What goes into a bag, as it was at one moment. */
interface Contents {
  readonly holds: 'archive' | 'selection';
  readonly info: ArchiveInfo;
  readonly documents: readonly { readonly document: SourceDocument; readonly passages: readonly Passage[] }[];
  readonly codebook: Codebook;
  readonly searches: readonly SavedSearch[];
  readonly briefings: readonly Briefing[];
  readonly log: readonly PayloadFile[];
}

/** Writes the archive or a part of it as a bag, and says so in the log. Throws `archive-exists`, `damaged`, `io` … */
export async function exportBag(
  core: ArchiveCore,
  input: ParsedInput<'bag.export'>,
  options: WriteOptions,
): Promise<BagExport> {
  if (input.ids !== undefined && input.briefingId !== undefined) {
    throw new ArchiveError('invalid-input', 'Give either documents or a briefing, not both.');
  }
  const scratch = join(core.temporaryFolder, `bag.${randomUUID()}`);
  await mkdir(scratch, { recursive: true });
  try {
    const contents = await core.exclusively(() => gather(core, input, scratch));
    const at = core.context.now().toISOString();
    const files = payloadOf(core, contents, at);
    const zip = input.zip ?? /\.zip$/i.test(input.to);
    const to = zip && !/\.zip$/i.test(input.to) ? `${input.to}.zip` : input.to;
    const { fileSystem } = core.context;
    const written = await writeBag(
      { to, zip, files, info: describe(core, contents, at, input.sourceOrganization) },
      { ...options, ...(fileSystem ? { fileSystem } : {}) },
    );
    const { documents, briefings } = contents;
    const value: BagExport = {
      path: written.path,
      documents: documents.length,
      passages: documents.reduce((sum, { passages }) => sum + passages.length, 0),
      briefings: briefings.filter((briefing) => !isSetAside(briefing)).length,
      payload: { files: written.files, bytes: written.bytes },
      report: written.report,
    };
    const { path: _, report: __, ...detail } = value;
    const label = `Export ${nameOf(contents)} as the bag “${basename(written.path)}”`;
    return core.change(async () => ({
      value,
      event: {
        type: 'bag.export',
        label,
        changes: [],
        detail: { ...detail, fileName: basename(written.path), holds: contents.holds, ...selectionOf(contents) },
      },
    }));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const nameOf = ({ holds, documents }: Contents): string => {
  if (holds === 'archive') return 'the archive';
  return documents.length === 1 ? (documents[0]?.document.title ?? '') : `${documents.length} documents`;
};

const selectionOf = ({ holds, documents }: Contents) =>
  holds === 'archive' ? {} : { documentIds: documents.map(({ document }) => document.id) };

async function gather(core: ArchiveCore, input: ParsedInput<'bag.export'>, scratch: string): Promise<Contents> {
  const info = await core.info();
  const whole = await core.store.codebook();
  const briefing = input.briefingId === undefined ? null : await requireBriefing(core, input.briefingId);
  const chosen = await chooseDocuments(core, input, briefing);
  const ids = chosen ?? (await core.store.documentIds());
  const documents: { document: SourceDocument; passages: readonly Passage[] }[] = [];
  for (const id of ids) documents.push({ document: await core.document(id), passages: await core.store.passages(id) });
  if (chosen === null) {
    const briefings = await allBriefings(core);
    return {
      holds: 'archive',
      info,
      documents,
      codebook: whole,
      briefings,
      searches: await core.store.searches(),
      log: await copyLog(core, scratch),
    };
  }
  // What leaves in part leaves without what must stay; only the whole archive is handed over whole.
  const given = documents.map(({ document, passages }) => ({ document, passages: withoutInternal(passages) }));
  return {
    holds: 'selection',
    info,
    documents: given,
    codebook: usedBy(given, briefing, whole),
    briefings: briefing === null ? [] : [briefing],
    searches: [],
    log: await logOf(core, documents),
  };
}

/** Ids of the documents asked for, in their order and each once; null for all. */
async function chooseDocuments(
  core: ArchiveCore,
  { ids }: ParsedInput<'bag.export'>,
  briefing: Briefing | null,
): Promise<readonly string[] | null> {
  if (ids !== undefined) return [...new Set(ids)];
  if (briefing === null) return null;
  const input = await gatherReport(core, briefing);
  const all = selectPassages(input);
  const isByStatus = (briefing.filter.statuses ?? []).length > 0;
  const passages = isByStatus ? selectPassages({ ...input, checks: await checkPassages(core, all, false) }) : all;
  const quoted = [...new Set(passages.map(({ documentId }) => documentId))];
  if (quoted.length > 0) return quoted;
  throw new ArchiveError('empty', `“${briefing.title}” quotes nothing yet, so there is nothing to put into a bag.`);
}

async function requireBriefing(core: ArchiveCore, id: string): Promise<Briefing> {
  const briefing = await core.store.briefing(id);
  if (!briefing) throw new ArchiveError('not-found', `There is no briefing with the id ${id}.`);
  return briefing;
}

async function allBriefings(core: ArchiveCore): Promise<readonly Briefing[]> {
  const briefings: Briefing[] = [];
  for (const id of await core.index.use(listBriefingIds)) {
    const briefing = await core.store.briefing(id);
    if (briefing) briefings.push(briefing);
  }
  return briefings;
}

/** The agencies and topics that documents and briefing name, with those above them, and all stances: no more. */
function usedBy(
  documents: Contents['documents'],
  briefing: Briefing | null,
  { agencies, stances, topics }: Codebook,
): Codebook {
  const used = new Set<string>();
  const add = (id: string | null | undefined): void => {
    if (id == null || used.has(id)) return;
    used.add(id);
    add([...agencies, ...topics].find((entry) => entry.id === id)?.parentId ?? null);
  };
  for (const { document, passages } of documents) {
    add(document.issuerId);
    for (const { agencyId, topicId } of passages.flatMap(({ codings }) => codings)) {
      add(agencyId);
      add(topicId);
    }
  }
  for (const id of [...(briefing?.filter.agencyIds ?? []), ...(briefing?.filter.topicIds ?? [])]) add(id);
  for (const id of briefing?.filter.issuerIds ?? []) add(id);
  return {
    agencies: agencies.filter(({ id }) => used.has(id)),
    stances,
    topics: topics.filter(({ id }) => used.has(id)),
  };
}

/** The log as it lies on disk; copied first, for its last file grows. */
async function copyLog(core: ArchiveCore, scratch: string): Promise<readonly PayloadFile[]> {
  const folder = join(core.directory, 'journal');
  const files: PayloadFile[] = [];
  for (const name of (await readdir(folder)).filter((each) => each.endsWith('.ndjson')).sort()) {
    const from = join(scratch, name);
    await copyFile(join(folder, name), from);
    files.push({ path: `log/${name}`, content: { from, ...(await core.objects.measure(from)) } });
  }
  return files;
}

/** The entries that concern the documents. What they say of others is left out, so they cannot be chained. */
async function logOf(core: ArchiveCore, documents: Contents['documents']): Promise<readonly PayloadFile[]> {
  const ids = new Set(documents.map(({ document }) => document.id));
  const events: JournalEvent[] = [];
  for await (const { event } of core.journal.entries(JOURNAL_START, [...ids])) {
    const changes = event.changes.filter((change) => {
      if (change.entity === 'document') return ids.has(change.id);
      return change.entity === 'passage' && ids.has((change.after ?? change.before)?.documentId ?? '');
    });
    if (changes.length > 0) events.push({ ...event, changes });
  }
  const lines = withoutInternalChanges(events).map((event) => `${JSON.stringify(event)}\n`);
  return [{ path: 'log/entries.ndjson', content: lines.join('') }];
}

function payloadOf(core: ArchiveCore, contents: Contents, at: string): readonly PayloadFile[] {
  const { info, holds, codebook } = contents;
  const files: PayloadFile[] = [
    { path: 'README.txt', content: readme(info.title, holds, at) },
    { path: MARKER, content: toJson({ layout: BAG_LAYOUT, holds, archive: info, exportedAt: at }) },
    { path: CODEBOOK, content: toJson(codebook) },
    ...contents.log,
  ];
  if (contents.searches.length > 0) files.push({ path: SEARCHES, content: toJson(contents.searches) });
  const briefingNames = new FolderNames();
  for (const briefing of contents.briefings) {
    const name = briefingNames.take(`${safeName(briefing.title, 'Briefing')}.json`);
    files.push({ path: `briefings/${name}`, content: toJson(briefing) });
  }
  const names = new FolderNames();
  for (const { document, passages } of contents.documents) {
    const dated = [document.dateIssued, document.title].filter(Boolean).join(' ');
    const folder = `documents/${names.take(safeName(dated, 'Document'))}`;
    files.push(...documentFiles(core, folder, document, passages, codebook));
  }
  return files;
}

function documentFiles(
  core: ArchiveCore,
  folder: string,
  document: SourceDocument,
  passages: readonly Passage[],
  codebook: Codebook,
): readonly PayloadFile[] {
  const files: PayloadFile[] = [{ path: `${folder}/${RECORD}`, content: toJson(document) }];
  const originals = new Map<number, string>();
  for (const version of document.versions) {
    const { number } = version;
    // A file of its own could have the name of the folder beside it.
    const path = `v${number}/${new FolderNames(['companions']).take(safeName(version.fileName, 'original'))}`;
    originals.set(number, path);
    files.push({ path: `${folder}/${path}`, content: storedIn(core, version) });
    files.push(...companionFiles(core, `${folder}/v${number}/companions`, version));
    files.push({ path: `${folder}/text/v${number}.txt`, content: () => textOf(core, version) });
  }
  if (passages.length === 0) return files;
  return [
    ...files,
    { path: `${folder}/${PASSAGES}`, content: toJson(passages) },
    {
      path: `${folder}/${ANNOTATIONS}`,
      content: () => annotationsOf(core, document, passages, codebook, originals),
    },
  ];
}

async function annotationsOf(
  core: ArchiveCore,
  document: SourceDocument,
  passages: readonly Passage[],
  codebook: Codebook,
  originals: ReadonlyMap<number, string>,
): Promise<string> {
  const targets = new Map<number, AnnotationTarget>();
  for (const version of document.versions) {
    const { number, format } = version;
    if (!passages.some((passage) => passage.version === number)) continue;
    const text = await textOf(core, version);
    targets.set(number, {
      original: encodeURI(originals.get(number) ?? '').replace(/[?#]/g, encodeURIComponent),
      mediaType: MEDIA_TYPES[format] ?? 'application/octet-stream',
      textFile: text === null ? null : `text/v${number}.txt`,
      text,
    });
  }
  return toWebAnnotations({ document, passages, codebook, targetOf: (number) => targets.get(number) ?? NO_TARGET });
}

const NO_TARGET: AnnotationTarget = {
  original: '',
  mediaType: 'application/octet-stream',
  textFile: null,
  text: null,
};

function companionFiles(core: ArchiveCore, folder: string, version: Version): readonly PayloadFile[] {
  const names = new FolderNames();
  return (version.companions ?? []).map((companion) => ({
    path: `${folder}/${names.take(safeName(companion.fileName, companion.role))}`,
    content: storedIn(core, companion),
  }));
}

const storedIn = (core: ArchiveCore, object: { readonly sha256: string; readonly byteLength: number }) => ({
  from: core.objects.pathOf(object.sha256),
  sha256: object.sha256,
  byteLength: object.byteLength,
});

/** The canonical text, or null if it cannot be made here: the original goes into the bag all the same. */
async function textOf(core: ArchiveCore, version: Version): Promise<string | null> {
  try {
    return (await core.derived.load(version)).text;
  } catch (error) {
    if (!(error instanceof ArchiveError) || error.code === 'io' || error.code === 'internal') throw error;
    core.report({
      kind: 'derived',
      path: `derived/${version.sha256}`,
      message: `${version.fileName}: ${error.message}`,
    });
    return null;
  }
}

function describe(
  core: ArchiveCore,
  { info, holds, documents }: Contents,
  at: string,
  organisation: string | undefined,
): readonly [string, string][] {
  const count = documents.length === 1 ? '1 document' : `${documents.length} documents`;
  const what =
    holds === 'archive' ? `The archive “${info.title}” with ${count}` : `${count} of the archive “${info.title}”`;
  return [
    ...(organisation === undefined ? [] : [['Source-Organization', organisation] satisfies [string, string]]),
    ['External-Identifier', info.id],
    [
      'External-Description',
      `${what}: originals, their text, passages as W3C Web Annotations, codebook and log. See data/README.txt.`,
    ],
    ['Bagging-Date', at.slice(0, 10)],
    ['Bag-Software-Agent', core.context.software ?? 'Standpoint'],
  ];
}

const toJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
