import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { ulid } from 'ulid';
import type { z } from 'zod';
import type { Problem } from '../../shared/contract/outcomes.ts';
import {
  type ArchiveMethod,
  type ArchiveStatus,
  archiveContract,
  type Broadcast,
  type ParsedInput,
} from '../../shared/contract.ts';
import { sha256Schema } from '../../shared/domain/document.ts';
import { ArchiveError, type Result } from '../../shared/errors.ts';
import { type Archive, createArchive, type OwnMethod, openArchive } from './archive.ts';
import type { ArchiveContext } from './archive-core.ts';
import { BagJobs } from './bagit/bag-jobs.ts';
import { progressOf } from './bagit/bag-methods.ts';
import { verifyBag } from './bagit/verify-bag.ts';
import { errnoOf, type FileSystem, ioError } from './durable-file.ts';
import type { LaunchParser, ParserPool } from './importers/extraction.ts';
import { createParserPool } from './importers/parser-pool.ts';
import type { ProgramCommand } from './role-process.ts';
import { verifyBriefingFile } from './verify-briefing.ts';

/** What a host gives a session. */
export interface SessionOptions {
  /** Starts a parser process. */
  readonly launchParser: LaunchParser;
  /** Makes the pool of parser processes when the first file is to be read; replaced by tests. */
  readonly createPool?: (launch: LaunchParser) => ParserPool;
  /** Makes the pool whose one process recognises text; replaced by tests. */
  readonly createRecogniser?: (launch: LaunchParser) => ParserPool;
  /** Whether scans are recognised without being asked for, as soon as they are there. */
  readonly recognisesByItself?: boolean;
  /** Name of the person who works now; stored on passages, codings and events. */
  readonly coder: () => string;
  /** Takes every state change, import progress and opened archive. */
  readonly broadcast: (message: Broadcast) => void;
  readonly now?: () => Date;
  readonly newId?: () => string;
  /** Replaced by tests that need a failing disk. */
  readonly fileSystem?: FileSystem;
  /** Milliseconds between the last change and the writing of state files. */
  readonly storeDelay?: number;
  /** Size in bytes past which the journal begins a new file. */
  readonly rotateAt?: number;
  /** Name and version of the program, entered with every event. */
  readonly software?: string;
  /** Whether backups and scheduled fixity checks are made while an archive is open. */
  readonly hasUpkeep?: boolean;
  /** Starts the program in the role that takes web pages; null or absent where there is none. */
  readonly captureCommand?: ProgramCommand | null;
}

/** What of an original hosts stream: the bytes as they came, or the PDF that shows the pages of a picture. */
export type OriginalPart = 'original' | 'pages';

/** The one door to the core for every host. Holds at most one open archive. */
export interface Session {
  /** Calls a method of the contract. Never rejects. */
  invoke(method: string, input: unknown): Promise<Result<unknown>>;
  /** Closes the archive and ends the parsers; everything is on disk when it resolves. */
  close(): Promise<void>;
  /** Path of an original of the open archive, or of a part of it, for hosts that stream it; null if it is not there. */
  originalPath(sha256: string, part?: OriginalPart): string | null;
}

/** Starts a session without an open archive. */
export function createSession(options: SessionOptions): Session {
  return new OpenSession(options);
}

class OpenSession implements Session {
  readonly #options: SessionOptions;
  readonly #context: ArchiveContext;
  #pool: ParserPool | null = null;
  #recogniser: ParserPool | null = null;
  #archive: Archive | null = null;
  /** Checks of bags, which need no archive. */
  readonly #checks = new BagJobs();
  /** Opening and closing go one after the other. */
  #switching: Promise<unknown> = Promise.resolve();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#context = {
      coder: options.coder,
      broadcast: options.broadcast,
      now: options.now ?? (() => new Date()),
      newId: options.newId ?? (() => ulid()),
      pool: () => {
        this.#pool ??= (options.createPool ?? createParserPool)(options.launchParser);
        return this.#pool;
      },
      recogniser: () => {
        this.#recogniser ??= (options.createRecogniser ?? createRecogniserPool)(options.launchParser);
        return this.#recogniser;
      },
      ...(options.recognisesByItself === undefined ? {} : { recognisesByItself: options.recognisesByItself }),
      ...(options.fileSystem ? { fileSystem: options.fileSystem } : {}),
      ...(options.storeDelay === undefined ? {} : { storeDelay: options.storeDelay }),
      ...(options.rotateAt === undefined ? {} : { rotateAt: options.rotateAt }),
      ...(options.software === undefined ? {} : { software: options.software }),
      ...(options.hasUpkeep === undefined ? {} : { hasUpkeep: options.hasUpkeep }),
      captureCommand: options.captureCommand ?? null,
    };
  }

  async invoke(method: string, input: unknown): Promise<Result<unknown>> {
    try {
      if (!isArchiveMethod(method)) throw new ArchiveError('invalid-input', `There is no method “${method}”.`);
      return { ok: true, value: await this.#run(method, input) };
    } catch (error) {
      return { ok: false, error: toArchiveError(method, error).toData() };
    }
  }

  async close(): Promise<void> {
    try {
      await this.#checks.close();
      await this.#switch(() => this.#closeArchive());
    } finally {
      const pools = [this.#pool, this.#recogniser];
      this.#pool = null;
      this.#recogniser = null;
      for (const pool of pools) await pool?.close();
    }
  }

  originalPath(sha256: string, part: OriginalPart = 'original'): string | null {
    if (this.#archive === null || !sha256Schema.safeParse(sha256).success) return null;
    const path = part === 'pages' ? this.#archive.pagesPath(sha256) : this.#archive.originalPath(sha256);
    return existsSync(path) ? path : null;
  }

  #run(method: ArchiveMethod, input: unknown): Promise<unknown> {
    switch (method) {
      case 'archive.create': {
        const { directory, title } = parseInput(method, input);
        return this.#switch(() => this.#replace(() => createArchive(directory, title, this.#context)));
      }
      case 'archive.open': {
        const { directory, readOnly } = parseInput(method, input);
        return this.#switch(async () => {
          if (await this.#isOpen(directory)) await this.#closeArchive();
          return this.#replace(() => openArchive(directory, readOnly ?? false, this.#context));
        });
      }
      case 'archive.close':
        parseInput(method, input);
        return this.#switch(async () => {
          await this.#closeArchive();
          return null;
        });
      case 'archive.status':
        parseInput(method, input);
        return this.#status();
      case 'bag.verify': {
        const { path, jobId } = parseInput(method, input);
        const onProgress = progressOf(jobId, 'check', this.#options.broadcast);
        return this.#checks.run(jobId, (signal) => verifyBag(path, { signal, onProgress }));
      }
      case 'bag.cancel': {
        const asked = parseInput(method, input);
        return this.#checks.cancel(asked.jobId) ? Promise.resolve(null) : this.#call(method, asked);
      }
      case 'briefing.verifyFile': {
        const asked = parseInput(method, input);
        // What is held against the file alone needs no archive.
        const isAlone = this.#archive === null && asked.mustBeIn !== 'archive';
        return isAlone ? verifyBriefingFile(asked, null, this.#context.pool) : this.#call(method, asked);
      }
      default:
        return this.#call(method, parseInput(method, input));
    }
  }

  async #call<M extends OwnMethod>(method: M, input: ParsedInput<M>): Promise<unknown> {
    const archive = this.#archive;
    if (archive === null) throw new ArchiveError('no-archive', 'No archive is open. Open or create one first.');
    if (archive.readOnly) {
      // A check is worth having without the right to write; only its entry in the log is then missing.
      if (contract[method].writes && method !== 'archive.verify' && method !== 'fixity.check') {
        throw new ArchiveError('read-only', 'The archive is open for reading only. Open it for writing to change it.');
      }
      await archive.refresh();
    }
    const value = await archive.methods[method](input);
    if (ANNOUNCED.has(method)) await this.#announce();
    return value;
  }

  async #status(): Promise<ArchiveStatus | null> {
    await this.#switching.catch(() => undefined);
    if (this.#archive?.readOnly) await this.#archive.refresh();
    return (await this.#archive?.status()) ?? null;
  }

  /** Opens another archive, then closes the one before: if opening fails, that one stays open. */
  async #replace(open: () => Promise<Archive>): Promise<ArchiveStatus> {
    const opened = await open();
    const previous = this.#archive;
    this.#archive = opened;
    const problems: Problem[] = [];
    try {
      await previous?.close();
    } catch (error) {
      // The new archive is open all the same.
      const message = error instanceof Error ? error.message : String(error);
      problems.push({
        kind: 'damaged-file',
        path: null,
        message: `The archive opened before, ${previous?.directory}, was not closed properly: ${message}`,
      });
    }
    const { problems: own, ...rest } = await opened.status();
    const status = { ...rest, problems: [...own, ...problems] };
    this.#options.broadcast({ type: 'archive', status });
    return status;
  }

  async #closeArchive(): Promise<void> {
    const archive = this.#archive;
    if (archive === null) return;
    this.#archive = null;
    try {
      await archive.close();
    } finally {
      this.#options.broadcast({ type: 'archive', status: null });
    }
  }

  async #announce(): Promise<void> {
    if (this.#archive) this.#options.broadcast({ type: 'archive', status: await this.#archive.status() });
  }

  async #isOpen(directory: string): Promise<boolean> {
    if (this.#archive === null) return false;
    try {
      return (await realpath(directory)) === this.#archive.directory;
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return false;
      throw ioError(`The folder ${directory} cannot be opened`, error);
    }
  }

  #switch<T>(work: () => Promise<T>): Promise<T> {
    const run = this.#switching.then(work);
    this.#switching = run.catch(() => undefined);
    return run;
  }
}

/** What changes the status otherwise than by an event that windows hear of. */
const ANNOUNCED: ReadonlySet<ArchiveMethod> = new Set([
  'document.resumeImport',
  'document.abandonImport',
  'archive.rename',
  'archive.verify',
  'fixity.restore',
]);

/** Recognition takes more memory than reading, and all of one processor; its process is kept long, as it starts slowly. */
const createRecogniserPool = (launch: LaunchParser): ParserPool =>
  createParserPool(launch, { size: 1, memoryMb: 2500, recycleAfter: 500 });

const isArchiveMethod = (method: string): method is ArchiveMethod => Object.hasOwn(archiveContract, method);

/** The contract in the form that a call of any one method needs. */
const contract: {
  readonly [M in ArchiveMethod]: { readonly input: z.ZodType<ParsedInput<M>>; readonly writes: boolean };
} = archiveContract;

function parseInput<M extends ArchiveMethod>(method: M, input: unknown): ParsedInput<M> {
  const parsed = contract[method].input.safeParse(input ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => {
    const field = path.map(String).join('.');
    return field === '' ? message : `${field}: ${message}`;
  });
  throw new ArchiveError('invalid-input', `${method}: ${faults.join('; ')}.`, {
    details: parsed.error.issues.map(({ path, message }) => ({ field: path.map(String).join('.'), message })),
  });
}

function toArchiveError(method: string, error: unknown): ArchiveError {
  if (error instanceof ArchiveError) return error;
  if (errnoOf(error) !== null) return ioError(`${method} did not succeed`, error);
  const message = error instanceof Error ? error.message : String(error);
  return new ArchiveError('internal', `${method} failed by a fault in Standpoint: ${message}`, { cause: error });
}
