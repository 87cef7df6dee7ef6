import { extname } from 'node:path';
import type { CaptureOutcome } from '../../shared/contract/capture.ts';
import type { ArchiveMethods, ParsedInput } from '../../shared/contract.ts';
import type { SourceDocument } from '../../shared/domain/document.ts';
import { ArchiveError } from '../../shared/errors.ts';
import type { ArchiveCore } from './archive-core.ts';
import { sha256 } from './canonical-json.ts';
import type { Taken } from './capture-messages.ts';
import { runCapture, type TakenPage } from './capture-runner.ts';
import { documentFromAddress } from './index-queries.ts';
import { importAs } from './intake.ts';

type CaptureMethods = Pick<ArchiveMethods, 'capture.take' | 'capture.cancel' | 'capture.keep' | 'capture.drop'>;
type TakeInput = ParsedInput<'capture.take'>;

/** A page that was taken and waits for a person's word. */
interface Undecided {
  readonly page: TakenPage;
  readonly input: TakeInput;
}

/** The taking of web pages into an archive. */
export class Captures {
  readonly #core: ArchiveCore;
  readonly #running = new Map<string, { readonly abort: AbortController; readonly done: Promise<unknown> }>();
  readonly #undecided = new Map<string, Undecided>();

  constructor(core: ArchiveCore) {
    this.#core = core;
  }

  /** The methods of the contract. */
  methods(): CaptureMethods {
    return {
      'capture.take': (input) => this.#take(input),
      'capture.cancel': async ({ jobId }) => {
        this.#running.get(jobId)?.abort.abort();
        return null;
      },
      'capture.keep': async ({ jobId }) => {
        const { page, input } = this.#requireUndecided(jobId);
        this.#undecided.delete(jobId);
        return this.#store(jobId, page, { ...input, keepErrors: true, keepUnchanged: true });
      },
      'capture.drop': async ({ jobId }) => {
        const { page } = this.#requireUndecided(jobId);
        this.#undecided.delete(jobId);
        await page.discard();
        return null;
      },
    };
  }

  /** Stops what runs and forgets what nobody decided. */
  async close(): Promise<void> {
    const running = [...this.#running.values()];
    for (const { abort } of running) abort.abort();
    await Promise.allSettled(running.map(({ done }) => done));
    const undecided = [...this.#undecided.values()];
    this.#undecided.clear();
    for (const { page } of undecided) await page.discard();
  }

  async #take(input: TakeInput): Promise<CaptureOutcome> {
    const { captureCommand: command, newId } = this.#core.context;
    if (this.#core.readOnly) {
      throw new ArchiveError('read-only', 'The archive is open for reading only. Open it for writing to keep a page.');
    }
    const url = requireWebAddress(input.url);
    if (!command) {
      throw new ArchiveError(
        'unsupported',
        'Taking a page needs the desktop program (Electron), which was not found here. Take it in the window, or save the page in a browser and import that.',
      );
    }
    const jobId = input.jobId ?? newId();
    if (this.#running.has(jobId) || this.#undecided.has(jobId)) {
      throw new ArchiveError('conflict', `A capture with the id ${jobId} is under way already.`);
    }
    const abort = new AbortController();
    const { signal } = abort;
    const done = (async () => {
      const tell = (phase: 'starting' | 'loading' | 'saving' | 'printing' | 'storing', bytes: number): void =>
        this.#core.context.broadcast({ type: 'capture', progress: { jobId, phase, bytes } });
      tell('starting', 0);
      const page = await runCapture(command, url, { signal, onProgress: tell });
      tell('storing', 0);
      return this.#store(jobId, page, input, signal);
    })();
    this.#running.set(jobId, { abort, done });
    try {
      return await done;
    } finally {
      this.#running.delete(jobId);
    }
  }

  /** Stores what was taken, or keeps it for a person to decide. */
  async #store(jobId: string, page: TakenPage, input: TakeInput, signal?: AbortSignal): Promise<CaptureOutcome> {
    let isWaiting = false;
    try {
      const { capture, title } = page.taken;
      const doubt = await this.#doubtOf(page, input, signal);
      if (doubt === null) return await this.#import(jobId, page, input, signal);
      this.#undecided.set(jobId, { page, input });
      isWaiting = true;
      return {
        ...(doubt.document ? { documentId: doubt.document.id } : { documentId: null }),
        state: 'undecided',
        doubt: doubt.kind,
        jobId,
        title: doubt.document?.title ?? (title || capture.finalUrl),
        version: doubt.version,
        url: capture.url,
        finalUrl: capture.finalUrl,
        status: capture.status,
        message: doubt.message,
        notes: page.taken.notes,
      };
    } finally {
      if (!isWaiting) await page.discard();
    }
  }

  async #doubtOf(page: TakenPage, input: TakeInput, signal?: AbortSignal): Promise<Doubt | null> {
    const { url, finalUrl, status } = page.taken.capture;
    if (status !== null && status >= 400 && !input.keepErrors) {
      return {
        kind: 'http-error',
        document: null,
        version: null,
        message: `${new URL(finalUrl).host} answered with an error: ${status} ${STATUS_WORDS.get(status) ?? ''}`.trim(),
      };
    }
    if (input.keepUnchanged) return null;
    const id = await this.#core.index.use((index) => documentFromAddress(index, [url, finalUrl]));
    const document = id === null ? null : await this.#core.document(id);
    const newest = document?.versions.at(-1);
    if (document === null || newest === undefined) return null;
    const { text } = await this.#core.context.pool().parse(page.path, fileNameOf(page.taken), signal);
    if (sha256(text) !== newest.textSha256) return null;
    return {
      kind: 'unchanged',
      document,
      version: newest.number,
      message: `The text is unchanged since version ${newest.number} of “${document.title}”.`,
    };
  }

  async #import(jobId: string, page: TakenPage, input: TakeInput, signal?: AbortSignal): Promise<CaptureOutcome> {
    const { taken, path, printPath } = page;
    const { capture, notes } = taken;
    const fileName = fileNameOf(taken);
    const outcome = await importAs(this.#core, {
      path,
      fileName,
      type: 'document.capture',
      capture,
      metadata: {
        kind: 'web-page',
        ...(taken.title.trim() === '' ? {} : { title: taken.title.trim() }),
        ...(input.collection === undefined ? {} : { collection: input.collection }),
      },
      ...(printPath === null
        ? {}
        : {
            companions: [
              {
                role: 'capture-pdf',
                path: printPath,
                fileName: `${fileName.slice(0, -extname(fileName).length)}.pdf`,
                mediaType: 'application/pdf',
              },
            ],
          }),
      detail: {
        url: capture.url,
        finalUrl: capture.finalUrl,
        status: capture.status,
        requests: taken.requests,
        failedRequests: taken.failedRequests,
        isComplete: taken.isComplete,
      },
      ...(signal === undefined ? {} : { signal }),
    });
    if (outcome.documentId === null) {
      throw new ArchiveError(
        outcome.outcome === 'cancelled' ? 'cancelled' : 'unsupported',
        `${capture.finalUrl} was loaded, but could not be kept: ${outcome.reason ?? 'the import was refused.'}`,
      );
    }
    const document = await this.#core.document(outcome.documentId);
    const version = document.versions.find((one) => one.sha256 === outcome.sha256)?.number ?? null;
    const isDuplicate = outcome.outcome === 'duplicate';
    return {
      state: isDuplicate ? 'duplicate' : 'kept',
      doubt: null,
      jobId,
      documentId: document.id,
      title: document.title,
      version,
      url: capture.url,
      finalUrl: capture.finalUrl,
      status: capture.status,
      message: isDuplicate
        ? (outcome.reason ?? 'The archive holds the same bytes.')
        : version === 1
          ? `Kept as “${document.title}”.`
          : `Kept as version ${version} of “${document.title}”.`,
      notes,
    };
  }

  #requireUndecided(jobId: string): Undecided {
    const undecided = this.#undecided.get(jobId);
    if (undecided) return undecided;
    throw new ArchiveError('not-found', 'That page is no longer there. Take it again.');
  }
}

/** Why a page is not stored without a person's word. */
interface Doubt {
  readonly kind: 'http-error' | 'unchanged';
  readonly document: SourceDocument | null;
  readonly version: number | null;
  readonly message: string;
}

const STATUS_WORDS: ReadonlyMap<number, string> = new Map([
  [400, '(bad request)'],
  [401, '(a name and password are wanted)'],
  [403, '(access is forbidden)'],
  [404, '(the page is not there)'],
  [410, '(the page was removed)'],
  [429, '(too many requests)'],
  [451, '(withheld for legal reasons)'],
  [500, '(a fault of the server)'],
  [502, '(a fault of the server)'],
  [503, '(the server is not available)'],
  [504, '(the server did not answer in time)'],
]);

/** The one address asked for, in the form that is sent. Throws `invalid-input`. */
export function requireWebAddress(text: string): string {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    throw new ArchiveError('invalid-input', `“${text}” is no web address. Give one like https://example.org/page.`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ArchiveError('invalid-input', `“${text}” is neither http nor https. Only pages of the web can be taken.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new ArchiveError(
      'invalid-input',
      'The address holds a name or a password, which would be stored in the archive. Give the address without them.',
    );
  }
  return url.href;
}

const EXTENSIONS: ReadonlyMap<string, string> = new Map([
  ['application/pdf', '.pdf'],
  ['text/plain', '.txt'],
  ['image/png', '.png'],
  ['image/jpeg', '.jpg'],
  ['image/tiff', '.tif'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', '.docx'],
]);

/** A name for what was taken, from its address: readable, and allowed on every system. */
export function fileNameOf({ kind, capture }: Pick<Taken, 'kind' | 'capture'>): string {
  const { hostname, pathname } = new URL(capture.finalUrl);
  const last = pathname.split('/').filter(Boolean).at(-1) ?? '';
  const name = cleanName(decoded(last));
  if (kind === 'page') {
    return `${[hostname, name.replace(/\.(?:x?html?|php|aspx?|jsp)$/i, '')].filter(Boolean).join(' ')}.mhtml`;
  }
  if (/\.[a-z0-9]{2,5}$/i.test(name)) return name;
  const type = capture.headers.find(([header]) => header.toLowerCase() === 'content-type')?.[1];
  return `${name || hostname}${EXTENSIONS.get(type?.split(';')[0]?.trim().toLowerCase() ?? '') ?? '.bin'}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function cleanName(text: string): string {
  const allowed = text.normalize('NFC').replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, '-');
  return [...allowed]
    .slice(0, 80)
    .join('')
    .replace(/^[-. ]+|[. ]+$/g, '');
}
