import type { RecognitionOutcome, RecognitionProgress } from '../../shared/contract/recognition.ts';
import type { ArchiveMethods, ParsedInput } from '../../shared/contract.ts';
import type { JournalEvent } from '../../shared/domain/event.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import { errnoOf } from './durable-file.ts';
import { type RecognitionOrder, recogniseDocument } from './recognition-run.ts';

type RecognitionMethods = Pick<
  ArchiveMethods,
  'document.recognise' | 'recognition.status' | 'recognition.pause' | 'recognition.resume' | 'recognition.cancel'
>;

const DEFAULT_LANGUAGES = ['eng'];

/** A document in the queue. */
interface Job {
  readonly order: RecognitionOrder;
  readonly title: string;
  readonly jobId: string | null;
  readonly abort: AbortController;
  /** Takes the outcome; what nobody asked for has nobody waiting. */
  readonly resolve: (outcome: RecognitionOutcome) => void;
}

/** Recognises text, one document at a time, for whoever asks and, if the host wants it, for all that wait. */
export class Recogniser {
  readonly #core: ArchiveCore;
  readonly #isAutomatic: boolean;
  readonly #queue: Job[] = [];
  /** Documents that are not tried again by themselves before the archive is opened the next time. */
  readonly #declined = new Set<string>();
  #current: Job | null = null;
  #working: Promise<void> | null = null;
  #isPaused = false;
  #isClosed = false;
  /** Lets the work go on after a pause. */
  #wake: (() => void) | null = null;
  #done = 0;
  #total = 0;
  #page = 0;
  #pages = 0;

  /** `isAutomatic`: begins by itself with what waits and with what comes in. */
  constructor(core: ArchiveCore, isAutomatic: boolean) {
    this.#core = core;
    this.#isAutomatic = isAutomatic && !core.readOnly;
    if (!this.#isAutomatic) return;
    core.followers.add((event) => this.#follow(event));
    void this.#queueWaiting();
  }

  /** The methods that recognise text. */
  methods(): RecognitionMethods {
    return {
      'document.recognise': (input) => this.#recognise(input),
      'recognition.status': async () => ({ ...this.#progress(), waiting: (await waitingDocuments(this.#core)).length }),
      'recognition.pause': async () => {
        this.#isPaused = true;
        this.#announce();
        return this.#progress();
      },
      'recognition.resume': async () => {
        this.#resume();
        this.#announce();
        return this.#progress();
      },
      'recognition.cancel': async (input) => {
        this.#cancel(input);
        this.#announce();
        return this.#progress();
      },
    };
  }

  /** Stops what is going on and waits for it. What was read of a document is kept for the next time. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel({});
    await this.#working;
  }

  async #recognise(input: ParsedInput<'document.recognise'>): Promise<RecognitionOutcome[]> {
    if (this.#core.readOnly) {
      throw new ArchiveError(
        'read-only',
        'The archive is open for reading only. Open it for writing to recognise text.',
      );
    }
    const { ids, jobId = null, languages = DEFAULT_LANGUAGES, force = false, hidden = 'leave' } = input;
    const documents: { readonly id: string; readonly title: string }[] = [];
    if (ids === undefined) documents.push(...(await waitingDocuments(this.#core)));
    else for (const id of new Set(ids)) documents.push(await this.#core.document(id));
    this.#resume();
    return Promise.all(
      documents.map(({ id, title }) => {
        this.#declined.delete(id);
        return this.#enqueue({ documentId: id, languages, force, hidden, arrival: null }, title, jobId);
      }),
    );
  }

  #enqueue(order: RecognitionOrder, title: string, jobId: string | null): Promise<RecognitionOutcome> {
    return new Promise((resolve) => {
      const job: Job = { order, title, jobId, abort: new AbortController(), resolve };
      // Whoever asks goes before what came in by itself.
      const at = order.arrival === null ? this.#queue.findIndex((other) => other.order.arrival !== null) : -1;
      this.#queue.splice(at === -1 ? this.#queue.length : at, 0, job);
      this.#total += 1;
      this.#working ??= this.#work().finally(() => {
        this.#working = null;
      });
    });
  }

  async #work(): Promise<void> {
    // A moment later, so that whoever asked for several has them all in the queue.
    await Promise.resolve();
    for (let job = this.#queue.shift(); job; job = this.#queue.shift()) {
      this.#current = job;
      this.#page = 0;
      this.#pages = 0;
      this.#announce();
      const outcome = await this.#run(job);
      this.#done += 1;
      this.#current = null;
      if (outcome.outcome === 'cancelled' || outcome.outcome === 'failed') this.#declined.add(job.order.documentId);
      job.resolve(outcome);
    }
    this.#done = 0;
    this.#total = 0;
    this.#isPaused = false;
    this.#announce();
  }

  async #run(job: Job): Promise<RecognitionOutcome> {
    const { signal } = job.abort;
    try {
      return await recogniseDocument(this.#core, job.order, {
        signal,
        turn: () => this.#turn(signal),
        onPage: (page, pages) => {
          this.#page = page;
          this.#pages = pages;
          this.#announce();
        },
      });
    } catch (error) {
      const known = error instanceof ArchiveError ? error : null;
      const code = known?.code ?? (errnoOf(error) === null ? 'internal' : 'io');
      const reason = known?.message ?? (error instanceof Error ? error.message : String(error));
      return { ...noOutcome(job), outcome: code === 'cancelled' ? 'cancelled' : 'failed', code, reason };
    }
  }

  /** Waits while the work is halted. Rejects with `cancelled`. */
  async #turn(signal: AbortSignal): Promise<void> {
    while (this.#isPaused && !signal.aborted) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (signal.aborted) throw new ArchiveError('cancelled', 'The recognition was stopped.');
  }

  #resume(): void {
    this.#isPaused = false;
    this.#wake?.();
    this.#wake = null;
  }

  #cancel({ jobId, documentId }: ParsedInput<'recognition.cancel'>): void {
    const isMeant = (job: Job): boolean =>
      (jobId === undefined || job.jobId === jobId) && (documentId === undefined || job.order.documentId === documentId);
    for (const job of this.#queue.filter(isMeant)) {
      this.#queue.splice(this.#queue.indexOf(job), 1);
      this.#total -= 1;
      this.#declined.add(job.order.documentId);
      job.resolve({
        ...noOutcome(job),
        outcome: 'cancelled',
        code: 'cancelled',
        reason: 'The recognition was stopped.',
      });
    }
    if (this.#current === null || !isMeant(this.#current)) return;
    this.#current.abort.abort();
    this.#wake?.();
  }

  /** Takes up what came in: an import, a new version, a capture, or one of these done again. */
  #follow(event: JournalEvent): void {
    if (event.type === 'document.recognise') return;
    const arrivals = event.changes.flatMap((change) => {
      if (change.entity !== 'document' || change.after === null) return [];
      const { before, after } = change;
      const isNew = before === null || after.versions.length > before.versions.length;
      const none = after.versions[after.versions.length - 1]?.quality?.none ?? 0;
      return isNew && none > 0 ? [{ document: after, group: event.group }] : [];
    });
    for (const { document, group } of arrivals) {
      // What is being read of it now is an older version, or one that was taken back and made again.
      this.#declined.delete(document.id);
      void this.#queueArrival(document.id, document.title, group === null ? null : { document, group });
    }
  }

  async #queueArrival(id: string, title: string, arrival: RecognitionOrder['arrival']): Promise<void> {
    if (this.#isClosed || this.#isKnown(id)) return;
    await this.#enqueue(
      { documentId: id, languages: DEFAULT_LANGUAGES, force: false, hidden: 'leave', arrival },
      title,
      null,
    );
  }

  /** Takes up what an earlier session left. */
  async #queueWaiting(): Promise<void> {
    try {
      for (const { id, title } of await waitingDocuments(this.#core)) void this.#queueArrival(id, title, null);
    } catch (error) {
      // The archive was closed meanwhile: there is nothing to tell of any more.
      if (this.#isClosed) return;
      const message = error instanceof Error ? error.message : String(error);
      this.#core.report({
        kind: 'derived',
        path: null,
        message: `What waits for the recognition of its text is not known: ${message}`,
      });
    }
  }

  #isKnown(id: string): boolean {
    return this.#queue.some(({ order }) => order.documentId === id) || this.#declined.has(id);
  }

  #progress(): RecognitionProgress {
    const { order, title } = this.#current ?? {};
    return {
      state: this.#total === 0 ? 'idle' : this.#isPaused ? 'paused' : 'running',
      done: this.#done,
      total: this.#total,
      document: order === undefined || title === undefined ? null : { id: order.documentId, title },
      page: this.#page,
      pages: this.#pages,
    };
  }

  #announce(): void {
    if (!this.#isClosed) this.#core.context.broadcast({ type: 'recognition', progress: this.#progress() });
  }
}

const noOutcome = ({ order, title }: Job) => ({
  documentId: order.documentId,
  title,
  pages: 0,
  words: 0,
  confidence: null,
  failedPages: [],
  disagreeingPages: [],
});

/** Documents whose newest version has pages that nobody has tried to recognise since it came in, oldest first. */
function waitingDocuments(core: ArchiveCore): Promise<readonly { readonly id: string; readonly title: string }[]> {
  const lastAbout = (subject: string, types: string): string =>
    `coalesce((SELECT max(e.seq) FROM subjects s JOIN events e ON e.seq = s.seq WHERE s.subject = ${subject} AND e.type IN (${types})), 0)`;
  return core.index.use((index) =>
    index.all<{ id: string; title: string }>(
      `SELECT d.id, d.title FROM docs d WHERE d.unread > 0 AND d.trashedAt IS NULL
       AND ${lastAbout('d.sha256', "'document.recognise'")}
         <= ${lastAbout('d.id', "'document.import', 'document.version', 'document.capture'")}
       ORDER BY d.row`,
    ),
  );
}
