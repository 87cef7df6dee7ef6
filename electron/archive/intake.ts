import { basename } from 'node:path';
import type { ImportOutcome } from '../../shared/contract/outcomes.ts';
import type { Capture, Companion, DocumentMetadata, Origin, SourceDocument } from '../../shared/domain/document.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore, PlannedEvent } from './archive-core.ts';
import { planCarry } from './carry.ts';
import { type Arrival, describeDocument, describeVersion } from './describe-document.ts';
import { documentChange } from './documents.ts';
import { errnoOf } from './durable-file.ts';
import { documentFromAddress, documentsWithOriginal } from './index-queries.ts';
import { findSimilar } from './near-duplicates.ts';
import type { IndexedText } from './search-index.ts';

/** Bytes to be kept beside an original that comes in. */
export interface NewCompanion extends Pick<Companion, 'role' | 'fileName' | 'mediaType'> {
  /** A file outside objects/; it is copied. */
  readonly path: string;
}

/** A file that is to become a document or the next version of one. */
export interface ImportRequest {
  /** Where it lies now; it is copied. */
  readonly path: string;
  /** The name that it came with, without a folder. */
  readonly fileName: string;
  /** What its outcome calls it; `path` if not given. */
  readonly label?: string;
  /** Id of the document whose next version it is. */
  readonly versionOf?: string | null;
  /** What is known of it; goes before what the file says of itself. Not used for a new version. */
  readonly metadata?: Partial<DocumentMetadata>;
  /** Without `versionOf`, a capture becomes the next version of the document that has its address. */
  readonly capture?: Capture;
  readonly origin?: Origin;
  /** Files to keep beside it, or what lies in objects/ already. */
  readonly companions?: readonly (NewCompanion | Companion)[];
  /** Refused unless its bytes have this hash. */
  readonly expectedSha256?: string;
  /** Type of the event for a new document. */
  readonly type?: 'document.import' | 'document.capture';
  /** Group of the journal entry; all entries of one group are undone together. */
  readonly group?: string;
  /** Goes into the journal entry's `detail`. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** Follows the reading of the file. */
  readonly signal?: AbortSignal;
}

/**
 * Imports one file: its bytes are copied, flushed and read, and one journal entry makes it a document or a version.
 * Never rejects: what went wrong is the outcome. Equal bytes are a duplicate, whatever else is asked for.
 */
export function importAs(core: ArchiveCore, request: ImportRequest): Promise<ImportOutcome> {
  return intakeOf(core).import(request);
}

const intakes = new WeakMap<ArchiveCore, Intake>();

function intakeOf(core: ArchiveCore): Intake {
  const known = intakes.get(core);
  if (known) return known;
  const intake = new Intake(core);
  intakes.set(core, intake);
  return intake;
}

/** A journal entry that waits for its turn. */
interface Waiting {
  /** The document that it changes, or null if it makes a new one. */
  readonly changes: string | null;
  readonly plan: () => Promise<PlannedEvent>;
  resolve(): void;
  /** `isAbsent`: the journal is known not to hold the entry. */
  reject(error: unknown, isAbsent: boolean): void;
}

/** The outcome of bytes that the archive holds already, but for what the caller knows. */
type Twin = Omit<ImportOutcome, 'file' | 'sha256'>;

/** The same bytes came in by another way while these were read. */
class CameInMeanwhile extends Error {
  readonly twin: Twin;

  constructor(twin: Twin) {
    super('The same bytes came in meanwhile.');
    this.twin = twin;
  }
}

const NO_OUTCOME = { documentId: null, sha256: null, code: null, reason: null } as const;

/** The one way by which files of all sorts become originals of an archive. */
class Intake {
  readonly #core: ArchiveCore;
  /** What is being imported now, by hash and by address: of two equals the second waits for the first. */
  readonly #underWay = new Map<string, Promise<unknown>>();
  #waiting: Waiting[] = [];

  constructor(core: ArchiveCore) {
    this.#core = core;
  }

  async import(request: ImportRequest): Promise<ImportOutcome> {
    const file = request.label ?? request.path;
    let hash: string | null = null;
    try {
      const { sha256, byteLength } = await this.#core.objects.measure(request.path);
      hash = sha256;
      requireBytes(request, sha256, byteLength);
      const address = request.capture?.url;
      const work = (): Promise<ImportOutcome> => this.#importMeasured(request, file, sha256);
      return await this.#oneAtATime(sha256, () =>
        address === undefined ? work() : this.#oneAtATime(`address ${address}`, work),
      );
    } catch (error) {
      if (error instanceof CameInMeanwhile) return { ...error.twin, file, sha256: hash };
      return failedOutcome(file, error, hash);
    }
  }

  async #importMeasured(request: ImportRequest, file: string, sha256: string): Promise<ImportOutcome> {
    const twin = await this.#findTwin(sha256);
    if (twin) return { ...twin, file, sha256 };
    const target = request.versionOf ?? (await this.#documentAt(request.capture));
    const documentId = await this.#importNew(request, sha256, target);
    if (target !== null) return { ...NO_OUTCOME, file, outcome: 'new-version', documentId, sha256 };
    const similar = await findSimilar(this.#core, documentId, 'before');
    return {
      ...NO_OUTCOME,
      file,
      outcome: 'imported',
      documentId,
      sha256,
      ...(similar.length === 0 ? {} : { similar: [...similar] }),
    };
  }

  /** Of equals imported at once, lets one go after the other. */
  async #oneAtATime<T>(key: string, work: () => Promise<T>): Promise<T> {
    for (let other = this.#underWay.get(key); other; other = this.#underWay.get(key)) await Promise.allSettled([other]);
    const running = work();
    this.#underWay.set(key, running);
    try {
      return await running;
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #findTwin(hash: string): Promise<Twin | null> {
    const [twin] = await this.#core.index.use((index) => documentsWithOriginal(index, hash));
    if (!twin) return null;
    const reason =
      twin.trashedAt === null
        ? `The archive holds the same bytes as “${twin.title}” (${twin.id}).`
        : `The archive holds the same bytes as “${twin.title}” (${twin.id}), which is in the trash: restore it.`;
    return { outcome: 'duplicate', documentId: twin.id, code: null, reason };
  }

  #documentAt(capture: Capture | undefined): Promise<string | null> {
    if (capture === undefined) return Promise.resolve(null);
    return this.#core.index.use((index) => documentFromAddress(index, [capture.url, capture.finalUrl]));
  }

  /** Stores a file and records it. Returns the id of its document. */
  async #importNew(request: ImportRequest, hash: string, target: string | null): Promise<string> {
    const core = this.#core;
    const { fileName } = request;
    if (target !== null) requireUsable(await core.document(target));
    const staged = await core.objects.stage(request.path);
    const added: string[] = [];
    try {
      if (staged.sha256 !== hash) {
        throw new ArchiveError('unreadable', `${fileName} changed while it was read. Import it again.`);
      }
      const extraction = await core.context.pool().parse(staged.path, fileName, request.signal);
      await core.derived.write(hash, extraction);
      const companions = await this.#keepCompanions(request.companions ?? [], added);
      const arrival: Arrival = {
        fileName,
        sha256: hash,
        byteLength: staged.byteLength,
        extraction,
        at: core.context.now().toISOString(),
        companions,
        capture: request.capture ?? null,
        origin: request.origin ?? null,
      };
      if (await core.objects.keep(staged)) added.push(hash);
      const id = target ?? core.context.newId();
      const plan =
        target === null
          ? async () => planDocument(id, arrival, request)
          : () => this.#planVersion(target, arrival, request);
      const planOnce = async (): Promise<PlannedEvent> => {
        const twin = await this.#findTwin(hash);
        if (twin) throw new CameInMeanwhile(twin);
        return plan();
      };
      // From here on the journal may name them.
      const objects = added.splice(0);
      await this.#commit(target, planOnce, async () => {
        for (const object of objects) await core.objects.withdraw(object);
      });
      return id;
    } finally {
      for (const object of added) await core.objects.withdraw(object);
      await core.objects.discard(staged);
    }
  }

  async #keepCompanions(
    companions: readonly (NewCompanion | Companion)[],
    added: string[],
  ): Promise<readonly Companion[]> {
    const kept: Companion[] = [];
    for (const companion of companions) {
      if (!('path' in companion)) {
        kept.push(companion);
        continue;
      }
      const staged = await this.#core.objects.stage(companion.path);
      try {
        if (await this.#core.objects.keep(staged)) added.push(staged.sha256);
      } finally {
        await this.#core.objects.discard(staged);
      }
      const { role, fileName, mediaType } = companion;
      kept.push({ role, sha256: staged.sha256, byteLength: staged.byteLength, fileName, mediaType });
    }
    return kept;
  }

  async #planVersion(target: string, arrival: Arrival, request: ImportRequest): Promise<PlannedEvent> {
    const before = await this.#core.document(target);
    requireUsable(before);
    const number = Math.max(...before.versions.map((version) => version.number)) + 1;
    const version = describeVersion(number, arrival);
    const after = { ...before, versions: [...before.versions, version] };
    const { text, pages } = arrival.extraction;
    const carried = await planCarry(this.#core, before, version, text, pages);
    return {
      type: 'document.version',
      label: `Add version ${number} of ${before.title}`,
      changes: [documentChange(before, after), ...carried],
      detail: { ...detailOf(arrival), ...request.detail, documentId: target, version: number },
      texts: new Map<string, IndexedText>([[target, arrival.extraction]]),
      ...(request.group === undefined ? {} : { group: request.group }),
    };
  }

  /**
   * Records an event together with those of other files that are ready at the same moment: one flush for all.
   * `withdraw` is called if the journal is known not to hold it afterwards.
   */
  #commit(changes: string | null, plan: () => Promise<PlannedEvent>, withdraw: () => Promise<void>): Promise<void> {
    return new Promise((resolve, fail) => {
      const reject = (error: unknown, isAbsent: boolean): void => {
        if (isAbsent) withdraw().then(() => fail(error), fail);
        else fail(error);
      };
      this.#waiting.push({ changes, plan, resolve, reject });
      if (this.#waiting.length > 1) return;
      this.#core
        .exclusively(async () => {
          const batch = this.#waiting;
          this.#waiting = [];
          await this.#record(batch);
        })
        .catch((error: unknown) => {
          for (const item of this.#waiting.splice(0)) item.reject(error, true);
        });
    });
  }

  async #record(batch: readonly Waiting[]): Promise<void> {
    let ready: { readonly item: Waiting; readonly event: PlannedEvent }[] = [];
    const flush = async (): Promise<void> => {
      const events = ready;
      ready = [];
      if (events.length === 0) return;
      const { eventCount } = this.#core;
      try {
        await this.#core.record(events.map(({ event }) => event));
        for (const { item } of events) item.resolve();
      } catch (error) {
        // A failure after the flush does not take the events out of the journal, and they name the originals.
        const isAbsent = this.#core.eventCount === eventCount && this.#core.journal.isCertain;
        for (const { item } of events) item.reject(error, isAbsent);
      }
    };
    for (const item of batch) {
      // A second version of the same document builds on the first.
      if (item.changes !== null && ready.some((other) => other.item.changes === item.changes)) await flush();
      try {
        ready.push({ item, event: await item.plan() });
      } catch (error) {
        item.reject(error, true);
      }
    }
    await flush();
  }
}

function planDocument(id: string, arrival: Arrival, request: ImportRequest): PlannedEvent {
  const document = describeDocument(id, arrival, request.metadata ?? {});
  return {
    type: request.type ?? 'document.import',
    label: `Import ${arrival.fileName}`,
    changes: [documentChange(null, document)],
    detail: { ...detailOf(arrival), ...request.detail, documentId: id },
    texts: new Map<string, IndexedText>([[id, arrival.extraction]]),
    ...(request.group === undefined ? {} : { group: request.group }),
  };
}

const detailOf = ({ fileName, sha256, byteLength, extraction }: Arrival): Readonly<Record<string, unknown>> => ({
  fileName,
  sha256,
  byteLength,
  extractor: extraction.extractor,
});

function requireBytes({ fileName, expectedSha256 }: ImportRequest, sha256: string, byteLength: number): void {
  if (byteLength === 0) {
    throw new ArchiveError('empty', `${fileName} has no bytes. Get the file again from its source.`);
  }
  if (expectedSha256 !== undefined && expectedSha256 !== sha256) {
    throw new ArchiveError(
      'damaged',
      `${fileName} is not the file that was announced: its SHA-256 is ${sha256}, not ${expectedSha256}. Get it again from its source, or correct the table.`,
    );
  }
}

function requireUsable(document: SourceDocument): void {
  if (document.trashedAt === null) return;
  throw new ArchiveError('conflict', `“${document.title}” is in the trash. Restore it before it gets another version.`);
}

/** The outcome of a file that did not come in. */
export function failedOutcome(file: string, error: unknown, sha256: string | null = null): ImportOutcome {
  const known = error instanceof ArchiveError ? error : null;
  if (known?.code === 'cancelled') {
    return { ...NO_OUTCOME, file, outcome: 'cancelled', code: 'cancelled', reason: 'The import was stopped.' };
  }
  const code = known?.code ?? (errnoOf(error) === null ? 'internal' : 'io');
  const reason = known?.message ?? (error instanceof Error ? error.message : String(error));
  return { ...NO_OUTCOME, file, outcome: 'failed', sha256, code, reason };
}

/** The name of a path without its folders, of either kind of operating system. */
export function nameOf(path: string): string {
  return basename(path.replaceAll('\\', '/')) || path;
}
