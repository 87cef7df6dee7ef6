import { randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportOutcome } from '../../shared/contract/outcomes.ts';
import type { Companion, DocumentMetadata, Origin } from '../../shared/domain/document.ts';
import { ArchiveError, errorFromData } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import { errnoOf, ioError } from './durable-file.ts';
import { itemKey } from './import-list.ts';
import type { ContainerKind, UnpackedContainer, UnpackedMember } from './importers/unpack.ts';
import { inParallel } from './in-parallel.ts';
import { failedOutcome, importAs, nameOf } from './intake.ts';

/** Containers in containers that are opened; what lies deeper is refused. */
const DEEPEST = 3;
/** Files taken out of one file that was given, whatever the depth. */
const MOST_MEMBERS = 20_000;
/** Bytes taken out of one file that was given, whatever the depth. */
const MOST_BYTES = 8 * 1024 ** 3;
/** Milliseconds that unpacking may take. */
const TIME = 15 * 60_000;
/** Members read at once; the parser pool has as many processes. */
const AT_ONCE = 2;

const ZIP_STARTS = ['PK\x03\x04', 'PK\x05\x06', 'PK\x07\x08'];

/** A file that may hold others, and what its import is part of. */
export interface MemberContext {
  readonly path: string;
  readonly fileName: string;
  /** What outcomes call it. */
  readonly label: string;
  /** Of the journal entries. */
  readonly group: string;
  /** Number of the item of the import. */
  readonly item: number;
  /** What is known of all that is in it. */
  readonly metadata: Partial<DocumentMetadata>;
  readonly signal: AbortSignal;
  /** What was imported before the process was killed, by `itemKey`. */
  readonly finished: ReadonlyMap<string, Omit<ImportOutcome, 'file'>>;
  readonly begin: (file: string) => void;
  readonly end: (file: string, outcome: ImportOutcome) => void;
  /** A file has turned out to be a container, whose members count instead of it. */
  readonly drop: (file: string) => void;
  /** So many more files have come to light. Rejects if that cannot be written down. */
  readonly found: (count: number) => Promise<void>;
}

/** Where members come from, and what remains of the limits. */
interface Source {
  readonly context: MemberContext;
  /** What outcomes call the container. */
  readonly label: string;
  /** Names of the containers between the one that is preserved and this one. */
  readonly within: readonly string[];
  /** Distinguishes the members of this container from all others of the item. */
  readonly key: string;
  readonly origin: Omit<Origin, 'path'>;
  readonly companions: readonly Companion[];
  readonly depth: number;
  readonly budget: { members: number; bytes: number };
}

/** The sort of container that a file may be by its first bytes, or null. */
export async function sniffContainer(path: string): Promise<'zip' | 'warc' | null> {
  const head = Buffer.alloc(64);
  try {
    const file = await open(path);
    try {
      await file.read(head, 0, head.length, 0);
    } finally {
      await file.close();
    }
  } catch (error) {
    // The import itself says what is wrong with the file.
    if (errnoOf(error) !== null) return null;
    throw error;
  }
  const text = head.toString('latin1');
  if (ZIP_STARTS.some((start) => text.startsWith(start))) {
    // Office documents and books begin so; others of them are told by what is in them.
    return /^(?:\[Content_Types\]\.xml|mimetype)/.test(text.slice(30)) ? null : 'zip';
  }
  return text.startsWith('WARC/') || text.startsWith('\x1f\x8b') ? 'warc' : null;
}

/**
 * Imports what is in a ZIP or WARC file, each member as a document of its own beside which the bytes of the container
 * are kept once. One member that fails does not stop the others. Returns null if the file is no container after all.
 */
export async function importContainer(
  core: ArchiveCore,
  kind: 'zip' | 'warc',
  context: MemberContext,
): Promise<readonly ImportOutcome[] | null> {
  const unpacked = await unpack(
    core,
    kind,
    context.path,
    context.fileName,
    {
      members: MOST_MEMBERS,
      bytes: MOST_BYTES,
    },
    context.signal,
  );
  if (unpacked === null) return null;
  try {
    const { container } = unpacked;
    const hasFiles = container.members.some(({ file }) => file !== null);
    const kept = hasFiles ? await keepContainer(core, kind, context) : null;
    const source: Source = {
      context,
      label: context.label,
      within: [],
      key: '',
      origin: { kind, documentId: null },
      companions: kept ? [kept.companion] : [],
      depth: 1,
      budget: { members: MOST_MEMBERS, bytes: MOST_BYTES },
    };
    const outcomes = await importMembers(core, container, unpacked.folder, source);
    if (kept?.isNew && outcomes.every(isWithoutTrace)) await core.objects.withdraw(kept.companion.sha256);
    return outcomes;
  } finally {
    await rm(unpacked.folder, { recursive: true, force: true });
  }
}

/**
 * Imports what is attached to an e-mail that has just come in, each attachment as a document that names the e-mail.
 * Gives nothing for documents of other formats.
 */
export async function importAttachments(
  core: ArchiveCore,
  outcome: ImportOutcome,
  context: MemberContext,
): Promise<readonly ImportOutcome[]> {
  const budget = { members: MOST_MEMBERS, bytes: MOST_BYTES };
  return attachmentsOf(core, outcome, { context, label: context.label, key: '', depth: 1, budget });
}

async function attachmentsOf(
  core: ArchiveCore,
  { outcome, documentId, sha256 }: ImportOutcome,
  source: Omit<Source, 'origin' | 'companions' | 'within'>,
): Promise<readonly ImportOutcome[]> {
  if ((outcome !== 'imported' && outcome !== 'new-version') || documentId === null) return [];
  const version = (await core.document(documentId)).versions.find((one) => one.sha256 === sha256);
  if (version?.format !== 'eml') return [];
  try {
    // From what was preserved: the file that was given may have changed or gone since.
    const unpacked = await unpack(core, 'eml', core.objects.pathOf(version.sha256), version.fileName, source.budget);
    if (unpacked === null) return [];
    try {
      // Most e-mails have nothing attached: that is no failure.
      if (unpacked.container.members.length === 0) return [];
      if (source.depth > DEEPEST) throw tooDeep(version.fileName, source.depth);
      const origin = { kind: 'eml', documentId } as const;
      // The e-mail is an original: it need not be kept a second time beside what came with it.
      const inner: Source = { ...source, within: [], origin, companions: [] };
      return await importMembers(core, unpacked.container, unpacked.folder, inner);
    } finally {
      await rm(unpacked.folder, { recursive: true, force: true });
    }
  } catch (error) {
    const failed = failedOutcome(`${source.label} › attachments`, error);
    await source.context.found(1);
    source.context.end(failed.file, failed);
    return [failed];
  }
}

async function importMembers(
  core: ArchiveCore,
  container: UnpackedContainer,
  folder: string,
  source: Source,
): Promise<readonly ImportOutcome[]> {
  const { context, label } = source;
  await context.found(container.members.length + (container.skipped === null ? 0 : 1));
  const outcomes: (readonly ImportOutcome[])[] = [];
  const latest = new Map<string, Promise<unknown>>();
  if (container.members.length === 0 && container.skipped === null) {
    await context.found(1);
    const message = `${context.fileName} holds no files to import. Look into it with a program that opens it.`;
    outcomes.push([report(context, failedOutcome(label, new ArchiveError('empty', message)))]);
  }
  await inParallel(container.members, AT_ONCE, async (member, index) => {
    // Captures of one address become versions in the order in which they were taken.
    const address = member.capture?.url;
    const before = address === undefined ? undefined : latest.get(address);
    const importing = (before ?? Promise.resolve([])).then(() => importMember(core, member, folder, source));
    if (address !== undefined) latest.set(address, importing);
    outcomes[index] = await importing;
  });
  if (container.skipped !== null) {
    const skipped = { outcome: 'skipped', documentId: null, sha256: null, code: null } as const;
    outcomes.push([report(context, { ...skipped, file: label, reason: container.skipped })]);
  }
  return outcomes.flat();
}

async function importMember(
  core: ArchiveCore,
  member: UnpackedMember,
  folder: string,
  source: Source,
): Promise<readonly ImportOutcome[]> {
  const { context } = source;
  const key = `${source.key}/${member.name}`;
  const label = `${source.label} › ${member.shown}`;
  context.begin(label);
  try {
    if (context.signal.aborted) throw new ArchiveError('cancelled', 'The import was stopped.');
    if (member.fault) throw errorFromData(member.fault);
    const path = join(folder, member.file ?? '');
    const nested = await importNested(core, member, path, { ...source, label, key });
    if (nested !== null) return nested;
    const known = context.finished.get(itemKey(context.item, key));
    const outcome = known
      ? { ...known, file: label }
      : await importAs(core, {
          path,
          fileName: member.fileName,
          label,
          group: context.group,
          metadata: withoutTitle(context.metadata),
          origin: { ...source.origin, path: [...source.within, member.name].join(' › ') },
          companions: source.companions,
          detail: { item: context.item, member: key },
          ...(member.capture === null ? {} : { capture: member.capture }),
        });
    const { depth, budget } = source;
    return [
      report(context, withoutPath(outcome, path, label)),
      ...(await attachmentsOf(core, outcome, { context, label, key, depth: depth + 1, budget })),
    ];
  } catch (error) {
    return [report(context, failedOutcome(label, error))];
  }
}

/** Opens a container within a container; null if the member is none. `source` is the member itself. */
async function importNested(
  core: ArchiveCore,
  member: UnpackedMember,
  path: string,
  source: Source,
): Promise<readonly ImportOutcome[] | null> {
  const { context } = source;
  const kind = member.capture === null ? await sniffContainer(path) : null;
  if (kind === null) return null;
  const unpacked = await unpack(core, kind, path, member.fileName, source.budget, context.signal);
  if (unpacked === null) return null;
  try {
    if (source.depth >= DEEPEST) {
      throw tooDeep(member.fileName, source.depth);
    }
    const within = [...source.within, member.name];
    const inner: Source = { ...source, within, depth: source.depth + 1 };
    const outcomes = await importMembers(core, unpacked.container, unpacked.folder, inner);
    // Its members count instead of it.
    context.drop(source.label);
    return outcomes;
  } finally {
    await rm(unpacked.folder, { recursive: true, force: true });
  }
}

/** Writes the members of a container into a temporary folder, within what remains of the limits. */
async function unpack(
  core: ArchiveCore,
  kind: ContainerKind,
  path: string,
  fileName: string,
  budget: { members: number; bytes: number },
  signal?: AbortSignal,
): Promise<{ readonly container: UnpackedContainer; readonly folder: string } | null> {
  const folder = join(core.temporaryFolder, `unpacked.${randomUUID()}`);
  try {
    await mkdir(folder);
    const input = { path, fileName, into: folder, kind, maxMembers: budget.members, maxBytes: budget.bytes };
    const container = await core.context
      .pool()
      .run('unpack', input, { timeoutMs: TIME, ...(signal ? { signal } : {}) });
    if (container === null) {
      await rm(folder, { recursive: true, force: true });
      return null;
    }
    budget.members -= container.members.length;
    budget.bytes -= container.members.reduce((sum, { byteLength }) => sum + byteLength, 0);
    return { container, folder };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw ioError(`${fileName} could not be unpacked`, error);
  }
}

/** Puts the container itself into objects/, before any event names it. */
async function keepContainer(
  core: ArchiveCore,
  kind: 'zip' | 'warc',
  { path, fileName }: MemberContext,
): Promise<{ readonly companion: Companion; readonly isNew: boolean }> {
  const staged = await core.objects.stage(path);
  try {
    const { sha256, byteLength } = staged;
    const isNew = await core.objects.keep(staged);
    const mediaType = kind === 'zip' ? 'application/zip' : 'application/warc';
    return { companion: { role: 'container', sha256, byteLength, fileName, mediaType }, isNew };
  } finally {
    await core.objects.discard(staged);
  }
}

const tooDeep = (fileName: string, depth: number): ArchiveError =>
  new ArchiveError(
    'too-large',
    `${fileName} is packed ${depth} times over; Standpoint opens ${DEEPEST} layers. Unpack it and import what is in it.`,
  );

function report(context: MemberContext, outcome: ImportOutcome): ImportOutcome {
  context.end(outcome.file, outcome);
  return outcome;
}

/** Whether an outcome leaves no event behind, for certain. */
const isWithoutTrace = ({ outcome, code }: ImportOutcome): boolean =>
  outcome === 'duplicate' ||
  outcome === 'skipped' ||
  outcome === 'cancelled' ||
  (outcome === 'failed' && code !== 'io' && code !== 'internal');

/** Nobody knows a member by the path it had for a moment. */
const withoutPath = (outcome: ImportOutcome, path: string, label: string): ImportOutcome =>
  outcome.reason === null ? outcome : { ...outcome, reason: outcome.reason.replaceAll(path, nameOf(label)) };

const withoutTitle = ({ title: _title, ...rest }: Partial<DocumentMetadata>): Partial<DocumentMetadata> => rest;
