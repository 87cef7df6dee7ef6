import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { BagImport } from '../../../shared/contract/bag.ts';
import type { ImportOutcome } from '../../../shared/contract/outcomes.ts';
import { type Briefing, briefingSchema, isSetAside } from '../../../shared/domain/briefing.ts';
import type { BriefingBody } from '../../../shared/domain/briefing-body.ts';
import { followInBody, followPassagesInBody } from '../../../shared/domain/briefing-references.ts';
import { codebookSchema } from '../../../shared/domain/codebook.ts';
import { documentSchema, type SourceDocument } from '../../../shared/domain/document.ts';
import type { Change } from '../../../shared/domain/event.ts';
import { type Passage, passageSchema } from '../../../shared/domain/passage.ts';
import { savedSearchSchema } from '../../../shared/domain/saved-search.ts';
import { objectsOf } from '../../../shared/domain/stored-objects.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import type { ArchiveCore, PlannedEvent } from '../archive-core.ts';
import { isSameJson } from '../canonical-json.ts';
import { versionOf } from '../documents.ts';
import { isSafeId } from '../file-kinds.ts';
import { fold } from '../fold-name.ts';
import { documentsWithOriginal } from '../index-queries.ts';
import { failedOutcome } from '../intake.ts';
import type { IndexedText } from '../search-index.ts';
import { throwIfCancelled } from './bag-hashes.ts';
import { CODEBOOK, PASSAGES, SEARCHES } from './bag-layout.ts';
import { decodePath } from './bag-paths.ts';
import type { BagFile, BagSource } from './bag-source.ts';
import { adaptCoding, adaptFilter, type CodebookMerge, mergeCodebook } from './merge-codebook.ts';
import { parseManifest } from './tag-files.ts';
import type { VerifyOptions } from './verify-bag.ts';

/** Largest file of ours that is read whole, in bytes. */
const MAX_JSON = 256 * 1024 * 1024;
/** Changes of one journal entry; more make several entries of one group. */
const MOST_CHANGES = 5_000;

/** A document that goes into the archive, with everything that it brings. */
interface Restored {
  /** Place of its outcome. */
  readonly place: number;
  /** Its id in the bag. */
  readonly cameAs: string;
  readonly document: SourceDocument;
  readonly passages: readonly Passage[];
  readonly text: IndexedText;
}

/** A document that is here already. */
interface Twin {
  readonly id: string;
  readonly title: string;
  readonly isTrashed: boolean;
  /** SHA-256 of its originals. */
  readonly hashes: ReadonlySet<string>;
}

const twinOf = ({ id, title, versions, trashedAt }: SourceDocument): Twin => ({
  id,
  title,
  isTrashed: trashedAt !== null,
  hashes: new Set(versions.map(({ sha256 }) => sha256)),
});

/** Ids here by the ids in the bag, for things that had to get another or have none. */
interface Ids {
  readonly documents: Map<string, string>;
  readonly passages: Map<string, string>;
}

/**
 * Restores a bag of Standpoint's that was found valid: documents with their versions, passages and codings, agencies
 * and stances (merged with those of the same id or name), briefings. One action to undo. A document that is here already is a
 * duplicate and left as it is.
 */
export async function restoreBag(core: ArchiveCore, source: BagSource, options: VerifyOptions): Promise<BagImport> {
  return new Restoring(core, source, options).run();
}

class Restoring {
  readonly #core: ArchiveCore;
  readonly #source: BagSource;
  readonly #options: VerifyOptions;
  readonly #ids: Ids = { documents: new Map(), passages: new Map() };
  /** Objects that were added and that no event names yet. */
  readonly #added = new Set<string>();
  #bySha256: ReadonlyMap<string, BagFile> = new Map();

  constructor(core: ArchiveCore, source: BagSource, options: VerifyOptions) {
    this.#core = core;
    this.#source = source;
    this.#options = options;
  }

  async run(): Promise<BagImport> {
    this.#bySha256 = await filesByHash(this.#source);
    const incoming = await this.#read(`data/${CODEBOOK}`, codebookSchema);
    const outcomes: ImportOutcome[] = [];
    const restored: Restored[] = [];
    const records = [...this.#source.files.keys()].filter((path) =>
      /^data\/documents\/[^/]+\/record\.json$/.test(path),
    );
    try {
      for (const [index, path] of records.entries()) {
        throwIfCancelled(this.#options.signal);
        outcomes.push(await this.#takeDocument(path, index, restored));
        this.#options.onProgress?.(index + 1, records.length);
      }
      return await this.#core.exclusively(async () => {
        return this.#record(incoming, await this.#recheck(restored, outcomes), outcomes);
      });
    } finally {
      for (const hash of this.#added) await this.#core.objects.withdraw(hash);
    }
  }

  async #takeDocument(path: string, place: number, restored: Restored[]): Promise<ImportOutcome> {
    const file = path.slice('data/'.length);
    try {
      const document = await this.#read(path, documentSchema);
      const twin = await this.#findTwin(document);
      if (twin !== null) return this.#duplicate(file, document, twin);
      const passagesPath = path.replace(/record\.json$/, PASSAGES);
      const passages = this.#source.files.has(passagesPath)
        ? await this.#read(passagesPath, z.array(passageSchema))
        : [];
      await this.#keepObjects(document);
      const id = await this.#freeDocumentId(document.id);
      const newest = versionOf(document);
      const { text, pages } = await this.#core.derived.load(newest);
      restored.push({ place, cameAs: document.id, document: { ...document, id }, passages, text: { text, pages } });
      this.#ids.documents.set(document.id, id);
      return { file, outcome: 'imported', documentId: id, sha256: newest.sha256, code: null, reason: null };
    } catch (error) {
      if (error instanceof ArchiveError && (error.code === 'cancelled' || error.code === 'io')) throw error;
      return failedOutcome(file, error);
    }
  }

  /** Notes that a document is here already; what the bag says of it means that one. */
  #duplicate(file: string, document: SourceDocument, twin: Twin, cameAs = document.id): ImportOutcome {
    this.#ids.documents.set(cameAs, twin.id);
    const missing = document.versions.filter(({ sha256 }) => !twin.hashes.has(sha256)).length;
    const more = missing === 0 ? '' : ` ${missing} versions in the bag are not here: import their files as versions.`;
    const reason = `The archive has “${twin.title}” (${twin.id}) already${twin.isTrashed ? ', in the trash' : ''}. It was left as it is.${more}`;
    const { sha256 } = versionOf(document);
    return { file, outcome: 'duplicate', documentId: twin.id, sha256, code: null, reason };
  }

  /** Looks again, while nothing else can change, for what has come in since by another import. */
  async #recheck(restored: readonly Restored[], outcomes: ImportOutcome[]): Promise<readonly Restored[]> {
    const remaining: Restored[] = [];
    const taken = new Set<string>();
    for (const item of restored) {
      const { place, cameAs, document } = item;
      const outcome = outcomes[place];
      if (!outcome) continue;
      const twin = await this.#findTwin(document);
      if (twin !== null) {
        outcomes[place] = this.#duplicate(outcome.file, document, twin, cameAs);
        continue;
      }
      const id = taken.has(document.id) ? this.#core.context.newId() : await this.#freeDocumentId(document.id);
      taken.add(id);
      this.#ids.documents.set(cameAs, id);
      outcomes[place] = { ...outcome, documentId: id };
      remaining.push(id === document.id ? item : { ...item, document: { ...document, id } });
    }
    return remaining;
  }

  /** The document here that has the same id and originals, or one of the originals. */
  async #findTwin(document: SourceDocument): Promise<Twin | null> {
    const hashes = document.versions.map(({ sha256 }) => sha256);
    const same = isSafeId(document.id) ? await this.#core.store.document(document.id) : null;
    if (same && hashes.every((hash) => same.versions.some(({ sha256 }) => sha256 === hash))) return twinOf(same);
    for (const hash of hashes) {
      const [twin] = await this.#core.index.use((index) => documentsWithOriginal(index, hash));
      if (twin) return twinOf(await this.#core.document(twin.id));
    }
    return null;
  }

  async #freeDocumentId(id: string): Promise<string> {
    const isFree = isSafeId(id) && (await this.#core.store.document(id)) === null;
    return isFree ? id : this.#core.context.newId();
  }

  /** Copies everything that the versions keep in objects/ and checks each by its hash. */
  async #keepObjects(document: SourceDocument): Promise<void> {
    for (const object of document.versions.flatMap(objectsOf)) {
      // What this import has added itself it may still take back.
      if (this.#added.has(object.sha256) || (await this.#core.objects.claim(object.sha256))) continue;
      const file = this.#bySha256.get(object.sha256);
      if (!file) {
        throw new ArchiveError(
          'damaged',
          `The bag does not hold ${object.fileName} (SHA-256 ${object.sha256}), which “${document.title}” needs. Get a whole bag.`,
        );
      }
      const unpacked = join(this.#core.temporaryFolder, `bag.${randomUUID()}.tmp`);
      try {
        await pipeline(await file.open(), createWriteStream(unpacked, { flags: 'wx' }));
        const staged = await this.#core.objects.stage(unpacked);
        try {
          if (staged.sha256 !== object.sha256) {
            throw new ArchiveError(
              'damaged',
              `${file.path} changed while it was read. Check the bag, and import it again.`,
            );
          }
          if (await this.#core.objects.keep(staged)) this.#added.add(staged.sha256);
        } finally {
          await this.#core.objects.discard(staged);
        }
      } finally {
        await rm(unpacked, { force: true });
      }
    }
  }

  async #record(
    incoming: z.infer<typeof codebookSchema>,
    restored: readonly Restored[],
    outcomes: readonly ImportOutcome[],
  ): Promise<BagImport> {
    const core = this.#core;
    const codebook = mergeCodebook(incoming, await core.store.codebook(), core.context.newId);
    const taken = await this.#takenPassages();
    const parts: { readonly changes: Change[]; readonly text: readonly [string, IndexedText][] }[] = [
      { changes: [...codebook.changes], text: [] },
    ];
    let passages = 0;
    for (const { document, passages: own, text } of restored) {
      const after = this.#adaptDocument(document, codebook);
      const changes: Change[] = [{ entity: 'document', id: after.id, before: null, after }];
      for (const passage of own) {
        const adapted = this.#adaptPassage(passage, after.id, codebook, taken);
        changes.push({ entity: 'passage', id: adapted.id, before: null, after: adapted });
      }
      passages += own.length;
      parts.push({ changes, text: [[after.id, text]] });
    }
    const briefings = await this.#briefings(codebook);
    const searches = await this.#searches(codebook);
    parts.push({ changes: [...briefings, ...searches], text: [] });
    const counts = {
      passages,
      agencies: codebook.newAgencies,
      stances: codebook.newStances,
      topics: codebook.newTopics,
      briefings: briefings.filter(({ entity, after }) => entity === 'briefing' && after !== null && !isSetAside(after))
        .length,
      searches: searches.length,
    };
    const events = toEvents(parts, `Import the bag “${this.#source.name}”`, core.context.newId(), {
      bag: this.#source.name,
      documents: restored.length,
      duplicates: outcomes.filter(({ outcome }) => outcome === 'duplicate').length,
      ...counts,
    });
    throwIfCancelled(this.#options.signal);
    const { eventCount } = core;
    try {
      await core.record(events);
    } catch (error) {
      // Withdraw what no event names; if the journal may hold one, nothing is withdrawn.
      if (core.eventCount !== eventCount || !core.journal.isCertain) this.#added.clear();
      throw error;
    }
    // What is left belongs to documents that failed or had come in by another way.
    for (const { document } of restored) {
      for (const { sha256 } of document.versions.flatMap(objectsOf)) this.#added.delete(sha256);
    }
    return { kind: 'archive', outcomes: [...outcomes], ...counts };
  }

  #adaptDocument(document: SourceDocument, { agencies }: CodebookMerge): SourceDocument {
    const issuerId = document.issuerId === null ? null : (agencies.get(document.issuerId) ?? null);
    const versions = document.versions.map((version) => {
      const { origin } = version;
      if (!origin || origin.documentId === null) return version;
      return { ...version, origin: { ...origin, documentId: this.#documentId(origin.documentId) } };
    });
    const distinctFrom = document.distinctFrom?.map((id) => this.#documentId(id));
    return { ...document, issuerId, versions, ...(distinctFrom ? { distinctFrom } : {}) };
  }

  #adaptPassage(passage: Passage, documentId: string, codebook: CodebookMerge, taken: Set<string>): Passage {
    const isFree = isSafeId(passage.id) && !taken.has(passage.id);
    const id = isFree ? passage.id : this.#core.context.newId();
    taken.add(id);
    this.#ids.passages.set(passage.id, id);
    const codings = passage.codings.flatMap((coding) => adaptCoding(coding, codebook) ?? []);
    return { ...passage, id, documentId, codings };
  }

  /** Ids of all passages here. */
  async #takenPassages(): Promise<Set<string>> {
    const taken = new Set<string>();
    for (const documentId of await this.#core.store.documentIds()) {
      for (const { id } of await this.#core.store.passages(documentId)) taken.add(id);
    }
    return taken;
  }

  async #briefings(codebook: CodebookMerge): Promise<readonly Change[]> {
    const changes: Change[] = [];
    const taken = new Set<string>();
    const renamed = new Map<string, string>();
    for (const path of this.#source.files.keys()) {
      if (!/^data\/briefings\/[^/]+\.json$/.test(path)) continue;
      const briefing = this.#adaptBriefing(await this.#read(path, briefingSchema), codebook);
      const here = isSafeId(briefing.id) ? await this.#core.store.briefing(briefing.id) : null;
      if (here && isSameJson(here, briefing)) continue;
      const isFree = here === null && isSafeId(briefing.id) && !taken.has(briefing.id);
      taken.add(briefing.id);
      const after = isFree ? briefing : { ...briefing, id: this.#core.context.newId() };
      renamed.set(briefing.id, after.id);
      changes.push({ entity: 'briefing', id: after.id, before: null, after });
    }
    // Kept states follow their briefing to its new id.
    return changes.map((change): Change => {
      const kept = change.entity === 'briefing' ? change.after?.versionOf : undefined;
      const briefingId = kept === undefined ? undefined : renamed.get(kept.briefingId);
      if (change.entity !== 'briefing' || change.after === null || kept === undefined || briefingId === undefined) {
        return change;
      }
      return { ...change, after: { ...change.after, versionOf: { ...kept, briefingId } } };
    });
  }

  /** Kept searches whose names are not in use here. */
  async #searches(codebook: CodebookMerge): Promise<readonly Change[]> {
    const path = `data/${SEARCHES}`;
    if (!this.#source.files.has(path)) return [];
    const here = await this.#core.store.searches();
    const names = new Set(here.map(({ name }) => fold(name)));
    const ids = new Set(here.map(({ id }) => id));
    const changes: Change[] = [];
    for (const search of await this.#read(path, savedSearchSchema.array())) {
      if (names.has(fold(search.name))) continue;
      names.add(fold(search.name));
      const id = ids.has(search.id) ? this.#core.context.newId() : search.id;
      ids.add(id);
      const filter = adaptFilter(search.filter, codebook, (documentId) => this.#documentId(documentId));
      changes.push({ entity: 'saved-search', id, before: null, after: { ...search, id, filter } });
    }
    return changes;
  }

  #adaptBriefing(briefing: Briefing, codebook: CodebookMerge): Briefing {
    const passageIds = (ids: readonly string[]): string[] => ids.map((id) => this.#ids.passages.get(id) ?? id);
    return {
      ...briefing,
      filter: adaptFilter(briefing.filter, codebook, (id) => this.#documentId(id)),
      include: passageIds(briefing.include),
      exclude: passageIds(briefing.exclude),
      order: passageIds(briefing.order),
      ...(briefing.body === undefined ? {} : { body: this.#adaptBody(briefing.body, codebook) }),
    };
  }

  #adaptBody(body: BriefingBody, { agencies, stances, topics }: CodebookMerge): BriefingBody {
    const named = followInBody(body, {
      agencyIds: agencies,
      issuerIds: agencies,
      stanceIds: stances,
      topicIds: topics,
      documentIds: this.#ids.documents,
    });
    return followPassagesInBody(named, this.#ids.passages);
  }

  #documentId(id: string): string {
    return this.#ids.documents.get(id) ?? id;
  }

  async #read<T>(path: string, schema: z.ZodType<T>): Promise<T> {
    const file = this.#source.files.get(path);
    if (!file)
      throw new ArchiveError('damaged', `The bag has no ${path}, which a bag of Standpoint has. Get a whole bag.`);
    return readJson(file, schema);
  }
}

/** Reads a JSON file of a bag. Throws `damaged` if it is not what it must be. */
export async function readJson<T>(file: BagFile, schema: z.ZodType<T>): Promise<T> {
  if (file.size > MAX_JSON) throw new ArchiveError('too-large', `${file.path} is larger than 256 MB. Split the bag.`);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.open()) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  try {
    return schema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8')));
  } catch (error) {
    const issue = error instanceof z.ZodError ? error.issues[0] : undefined;
    const reason = issue ? `${issue.path.join('.')} ${issue.message}` : error instanceof Error ? error.message : '';
    throw new ArchiveError(
      'damaged',
      `${file.path} is not what Standpoint writes (${reason.trim()}). A later version may have made the bag: bring Standpoint up to date.`,
      { cause: error },
    );
  }
}

/** The payload files by the SHA-256 that the bag's manifest gives, and that was found right. */
export async function filesByHash(source: BagSource): Promise<ReadonlyMap<string, BagFile>> {
  const manifest = source.files.get('manifest-sha256.txt');
  const files = new Map<string, BagFile>();
  if (!manifest) return files;
  const chunks: Buffer[] = [];
  for await (const chunk of await manifest.open()) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  for (const { checksum, path } of parseManifest(Buffer.concat(chunks).toString('utf8')).items) {
    const file = source.files.get(decodePath(path)) ?? source.files.get(path);
    if (file) files.set(checksum, file);
  }
  return files;
}

/** One entry if it is not too long, so that all comes in or nothing; else several of one group. */
function toEvents(
  parts: readonly { readonly changes: readonly Change[]; readonly text: readonly [string, IndexedText][] }[],
  label: string,
  group: string,
  detail: Readonly<Record<string, unknown>>,
): readonly PlannedEvent[] {
  interface Batch {
    readonly changes: Change[];
    readonly texts: Map<string, IndexedText>;
  }
  const batches: Batch[] = [];
  for (const { changes, text } of parts) {
    let batch = batches[batches.length - 1];
    if (batch === undefined || (batch.changes.length > 0 && batch.changes.length + changes.length > MOST_CHANGES)) {
      batch = { changes: [], texts: new Map() };
      batches.push(batch);
    }
    batch.changes.push(...changes);
    for (const [id, indexed] of text) batch.texts.set(id, indexed);
  }
  return batches.map(({ changes, texts }) => ({ type: 'bag.import', label, changes, group, texts, detail }));
}
