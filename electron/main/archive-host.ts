import { join } from 'node:path';
import { app, MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron';
import type { Broadcast } from '../../shared/contract.ts';
import { ArchiveError, errorFromData, type Result } from '../../shared/errors.ts';
import type { OriginalPart } from '../archive/dispatch.ts';
import { captureCommand } from './capture-command.ts';
import type { FromCore, ToCore } from './core-messages.ts';
import { type GoneDetails, keepLastWords, type ProcessEnd, reasonOfEnd } from './process-end.ts';

/** Restarts within `WITHIN` milliseconds after which the archive's process is not started again. */
const MAX_RESTARTS = 3;
const WITHIN = 60_000;

/** Time that the core has to finish and close on quit, in milliseconds. */
const CLOSE_LIMIT = 10_000;

/** What is told of the end of a process arrives a moment after it, in no order: so many milliseconds are waited. */
const LAST_WORDS = 200;

const CORE_NAME = 'Standpoint archive';

/** The core in its own process, as the main process sees it. */
export interface ArchiveHost {
  /** Calls one method of the contract. Never rejects: a fault is a Result too. */
  invoke(method: string, input: unknown): Promise<Result<unknown>>;
  /** Path of an original of the open archive or of the PDF that shows its pages, or null if there is none. */
  originalPath(sha256: string, part?: OriginalPart): Promise<string | null>;
  /** Sets the name that new passages and events carry. */
  setCoder(coder: string): void;
  /** Lets the core finish and close, then ends it; ends it anyway after a while. */
  close(): Promise<void>;
}

/** What the host tells whoever started it. */
export interface ArchiveHostListener {
  onBroadcast(broadcast: Broadcast): void;
  /**
   * The core ended unasked. Told at once: one that was started again has no archive open. `restarted` is false if it
   * ended too often and stays down. `end` never rejects.
   */
  onCrash(end: Promise<ProcessEnd>, restarted: boolean): void;
  /** Something in the core failed that nobody waited for; it goes on. */
  onFault(text: string): void;
}

interface Pending {
  readonly resolve: (result: Result<unknown>) => void;
}

/** Starts the core at once. Call it after `app` is ready. */
export function startArchiveHost(listener: ArchiveHostListener): ArchiveHost {
  const pending = new Map<number, Pending>();
  const parsers = new Map<number, UtilityProcess>();
  const crashes: number[] = [];
  let requestCount = 0;
  let coder: string | null = null;
  let closing = false;
  let core: UtilityProcess | null = null;
  let gone: GoneDetails | null = null;

  const post = (message: ToCore, ports?: Electron.MessagePortMain[]) => core?.postMessage(message, ports);

  const request = (make: (id: number) => ToCore): Promise<Result<unknown>> => {
    if (core === null) return Promise.resolve(failure('The archive process is not running. Restart Standpoint.'));
    requestCount += 1;
    const id = requestCount;
    return new Promise((resolve) => {
      pending.set(id, { resolve });
      post(make(id));
    });
  };

  const launchParser = (number: number) => {
    // Parsing is where hostile bytes are read: its process has its own memory and can be killed alone.
    const parser = utilityProcess.fork(join(__dirname, 'parser-utility.js'), [], {
      serviceName: 'Standpoint parser',
      // Electron hands V8's flags on in this form only.
      execArgv: ['--js-flags=--max-old-space-size=1024'],
    });
    const { port1, port2 } = new MessageChannelMain();
    parsers.set(number, parser);
    parser.postMessage({ type: 'connect' }, [port1]);
    post({ type: 'parser-started', parser: number }, [port2]);
    tolerateErrors(parser);
    parser.once('exit', (code) => {
      // A core that was started again counts from the beginning: this number may be that of a parser of its own.
      if (parsers.get(number) !== parser) return;
      parsers.delete(number);
      post({ type: 'parser-exited', parser: number, reason: `exit code ${code}` });
    });
  };

  const receive = (message: FromCore) => {
    switch (message.type) {
      case 'reply':
        pending.get(message.id)?.resolve(message.result);
        pending.delete(message.id);
        return;
      case 'broadcast':
        listener.onBroadcast(message.broadcast);
        return;
      case 'launch-parser':
        launchParser(message.parser);
        return;
      case 'kill-parser':
        parsers.get(message.parser)?.kill();
        return;
      case 'fault':
        listener.onFault(message.text);
        return;
    }
  };

  const start = () => {
    const started = utilityProcess.fork(join(__dirname, 'archive-process.js'), [JSON.stringify(captureCommand())], {
      serviceName: CORE_NAME,
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    core = started;
    tolerateErrors(started);
    const lastWords = keepLastWords(started.stderr, (text) => console.error(text.trimEnd()));
    started.on('message', receive);
    started.once('exit', (code) => ended(code, lastWords));
    if (coder !== null) post({ type: 'coder', coder });
  };

  const ended = (code: number, lastWords: () => string) => {
    core = null;
    for (const parser of parsers.values()) parser.kill();
    parsers.clear();
    const unanswered = [...pending.values()];
    pending.clear();
    if (closing) {
      const closed = failure('Standpoint was closed before this was done. What was saved before is safe.');
      for (const { resolve } of unanswered) resolve(closed);
      return;
    }
    const now = Date.now();
    crashes.push(now);
    const restarted = crashes.filter((time) => now - time < WITHIN).length <= MAX_RESTARTS;
    if (restarted) start();
    const end = new Promise<ProcessEnd>((resolve) => {
      setTimeout(() => {
        resolve({ reason: reasonOfEnd(code, gone, process.platform), lastWords: lastWords() });
        gone = null;
      }, LAST_WORDS);
    });
    end
      .then((known) => {
        const message = `The archive process ended unexpectedly (${known.reason}). What was saved before is safe; try again.`;
        for (const { resolve } of unanswered) resolve(failure(message, known));
      })
      .catch((error: unknown) => listener.onFault(String(error)));
    listener.onCrash(end, restarted);
  };

  app.on('child-process-gone', (_event, details) => {
    if (details.name === CORE_NAME) gone = details;
  });
  start();
  return {
    invoke: (method, input) => request((id) => ({ type: 'invoke', id, method, input })),
    originalPath: async (sha256, part = 'original') => {
      const result = await request((id) => ({ type: 'original-path', id, sha256, part }));
      if (!result.ok) throw errorFromData(result.error);
      if (result.value !== null && typeof result.value !== 'string')
        throw new ArchiveError('internal', 'The archive process named no path for an original.');
      return result.value;
    },
    setCoder: (name) => {
      coder = name;
      post({ type: 'coder', coder: name });
    },
    close: async () => {
      closing = true;
      let timer: NodeJS.Timeout | undefined;
      const limit = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, CLOSE_LIMIT);
      });
      await Promise.race([request((id) => ({ type: 'close', id })), limit]);
      clearTimeout(timer);
      for (const parser of parsers.values()) parser.kill();
      core?.kill();
    },
  };
}

/**
 * Newer versions of Electron tell of a process that runs out of memory by an “error” before its “exit”. Unheard, that
 * would end the main process; what is to be done is done at the “exit”.
 */
function tolerateErrors(process: NodeJS.EventEmitter): void {
  process.on('error', () => undefined);
}

function failure(message: string, details?: ProcessEnd): Result<never> {
  return { ok: false, error: { code: 'internal', message, ...(details === undefined ? {} : { details }) } };
}
