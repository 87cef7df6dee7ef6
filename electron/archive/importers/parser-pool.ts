import { stat } from 'node:fs/promises';
import { ArchiveError, type ErrorData, errorFromData } from '../../../shared/errors.ts';
import type { LaunchParser, ParserPool, ParserProcess, ParserTasks, TaskName, TaskOptions } from './extraction.ts';
import type { ParseRequest } from './parser-process.ts';

/** Limits of a parser pool. */
export interface ParserPoolOptions {
  /** Processes at once. Default 2. */
  readonly size?: number;
  /** Time for one file in milliseconds. Default 60 s and 2 s for each of its megabytes. */
  readonly timeoutMs?: number;
  /** Resident memory of one process in MB, beside four times the size of a large file. Default 1500. */
  readonly memoryMb?: number;
  /**
   * Documents after which a process is replaced, so that nothing it leaks adds up. A new one is slow at first (about two
   * seconds of work for a whole import of PDFs). Default 1000.
   */
  readonly recycleAfter?: number;
}

interface Job {
  readonly request: ParseRequest;
  readonly timeoutMs: number;
  /** Takes the value that belongs to the task. */
  readonly resolve: (value: never) => void;
  readonly onProgress: ((progress: unknown) => void) | undefined;
  readonly reject: (error: ArchiveError) => void;
  /** Stops listening to the caller's signal. */
  readonly release: () => void;
}

interface Slot {
  process: ParserProcess | null;
  job: Job | null;
  timer: NodeJS.Timeout | null;
  served: number;
}

const cancelled = () => new ArchiveError('cancelled', 'The import was stopped before this file was read.');

/** What a parser process says, as it arrives. A value is of the type that belongs to the task asked for. */
type Arrival =
  | { readonly ready: true }
  | { readonly id: number; readonly progress: unknown }
  | { readonly id: number; readonly ok: true; readonly value: never }
  | { readonly id: number; readonly ok: false; readonly error: ErrorData };

const isArrival = (message: unknown): message is Arrival =>
  typeof message === 'object' && message !== null && ('id' in message || 'ready' in message);

/** Of a larger file several copies are in memory at once: its bytes, those that PDFium works on, those of a second reader. */
const LARGE_MB = 64;
const COPIES = 4;

/** Size of a file in MB; 0 if that cannot be told: the parser says what is wrong with the file. */
async function sizeOf(filePath: string): Promise<number> {
  try {
    return (await stat(filePath)).size / 2 ** 20;
  } catch (error) {
    if (error instanceof Error) return 0;
    throw error;
  }
}

/**
 * A pool of parser processes: started when first needed, kept warm, one document at a time in each. A file that
 * hangs, crashes or swells costs its process and nothing else. End it with `close()`.
 */
export function createParserPool(launch: LaunchParser, options: ParserPoolOptions = {}): ParserPool {
  const { size = 2, memoryMb = 1500, recycleAfter = 1_000 } = options;
  const slots: Slot[] = Array.from({ length: size }, () => ({ process: null, job: null, timer: null, served: 0 }));
  const queue: Job[] = [];
  let nextId = 1;
  let closed = false;
  let sized: Promise<number> = Promise.resolve(0);

  const retire = (slot: Slot): void => {
    const old = slot.process;
    slot.process = null;
    slot.served = 0;
    old?.kill();
  };

  /** Takes the job off its slot; null if it is not there any more. */
  const finish = (slot: Slot, id?: number): Job | null => {
    const job = slot.job;
    if (!job || (id !== undefined && job.request.id !== id)) return null;
    slot.job = null;
    if (slot.timer) clearTimeout(slot.timer);
    slot.timer = null;
    job.release();
    return job;
  };

  const onMessage = (slot: Slot, message: unknown): void => {
    if (!isArrival(message) || 'ready' in message) return;
    if ('progress' in message) {
      if (slot.job?.request.id === message.id) slot.job.onProgress?.(message.progress);
      return;
    }
    const job = finish(slot, message.id);
    if (!job) return;
    slot.served++;
    // What a large file took is not given back: the next one would not have its own limit.
    if (slot.served >= recycleAfter || job.request.memoryMb > memoryMb) retire(slot);
    if (message.ok) job.resolve(message.value);
    else job.reject(errorFromData(message.error));
    dispatch();
  };

  const onExit = (slot: Slot, process: ParserProcess, reason: string): void => {
    if (slot.process !== process) return;
    slot.process = null;
    slot.served = 0;
    const job = finish(slot);
    job?.reject(
      new ArchiveError(
        'parser-crashed',
        `Reading this file broke its reader (${reason}): it wants more than ${job?.request.memoryMb ?? memoryMb} MB of memory or is built to do harm. No other file was affected. Print it to a new PDF in a program that shows it, and import that.`,
      ),
    );
    dispatch();
  };

  const startProcess = (slot: Slot): ParserProcess => {
    const process = launch();
    slot.process = process;
    process.onMessage((message) => {
      if (slot.process === process) onMessage(slot, message);
    });
    process.onExit((reason) => onExit(slot, process, reason));
    return process;
  };

  const start = (slot: Slot, job: Job): void => {
    slot.job = job;
    try {
      const process = slot.process ?? startProcess(slot);
      process.send(job.request);
    } catch (error) {
      finish(slot);
      retire(slot);
      const said = error instanceof Error ? error.message : String(error);
      job.reject(
        new ArchiveError('parser-crashed', `The parser cannot be started (${said}). Install Standpoint again.`, {
          cause: error,
        }),
      );
      return;
    }
    slot.timer = setTimeout(() => {
      finish(slot);
      retire(slot);
      job.reject(
        new ArchiveError(
          'timeout',
          `Reading this file took longer than ${Math.round(job.timeoutMs / 1000)} s and was stopped. Print it to a new PDF in a program that shows it, or split it, and import the result.`,
        ),
      );
      dispatch();
    }, job.timeoutMs);
  };

  function dispatch(): void {
    for (const slot of slots) {
      while (!closed && slot.job === null) {
        const job = queue.shift();
        if (!job) return;
        start(slot, job);
      }
    }
  }

  const cancel = (id: number): void => {
    const at = queue.findIndex((job) => job.request.id === id);
    const [queued] = at < 0 ? [] : queue.splice(at, 1);
    if (queued) {
      queued.release();
      queued.reject(cancelled());
      return;
    }
    const slot = slots.find((each) => each.job?.request.id === id);
    const job = slot ? finish(slot, id) : null;
    if (!slot || !job) return;
    retire(slot);
    job.reject(cancelled());
    dispatch();
  };

  async function run<K extends TaskName>(
    task: K,
    input: ParserTasks[K]['input'],
    { signal, timeoutMs: asked, onProgress }: TaskOptions = {},
  ): Promise<ParserTasks[K]['output']> {
    if (closed || signal?.aborted) throw cancelled();
    // One after the other, so that files are read in the order in which they were asked for.
    sized = sized.then(() => ('path' in input ? sizeOf(input.path) : 0));
    const sizeMb = await sized;
    const timeoutMs = asked ?? options.timeoutMs ?? 60_000 + sizeMb * 2_000;
    const memory = memoryMb + (sizeMb > LARGE_MB ? Math.ceil(sizeMb * COPIES) : 0);
    return new Promise<ParserTasks[K]['output']>((resolve, reject) => {
      if (closed || signal?.aborted) {
        reject(cancelled());
        return;
      }
      const id = nextId++;
      const onAbort = () => cancel(id);
      signal?.addEventListener('abort', onAbort, { once: true });
      const release = () => signal?.removeEventListener('abort', onAbort);
      queue.push({ request: { id, task, input, memoryMb: memory }, timeoutMs, resolve, reject, onProgress, release });
      dispatch();
    });
  }

  return {
    run,
    parse: (path, fileName, signal, extractor) =>
      run('extract', { path, fileName, ...(extractor === undefined ? {} : { extractor }) }, signal ? { signal } : {}),
    async close() {
      closed = true;
      for (const job of queue.splice(0)) {
        job.release();
        job.reject(cancelled());
      }
      for (const slot of slots) {
        const job = finish(slot);
        retire(slot);
        job?.reject(cancelled());
      }
    },
  };
}
