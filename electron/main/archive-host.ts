import { join } from 'node:path';
import { MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron';
import type { Broadcast } from '../../shared/contract.ts';
import { ArchiveError, errorFromData, type Result } from '../../shared/errors.ts';
import type { OriginalPart } from '../archive/dispatch.ts';
import { captureCommand } from './capture-command.ts';
import type { FromCore, ToCore } from './core-messages.ts';

/** Restarts within `WITHIN` milliseconds after which the archive's process is not started again. */
const MAX_RESTARTS = 3;
const WITHIN = 60_000;

/** Time that the core has to finish and close on quit, in milliseconds. */
const CLOSE_LIMIT = 10_000;

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
  /** The core ended unasked. `restarted` is false if it did so too often and stays down. */
  onCrash(reason: string, restarted: boolean): void;
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
    }
  };

  const start = () => {
    const started = utilityProcess.fork(join(__dirname, 'archive-process.js'), [JSON.stringify(captureCommand())], {
      serviceName: 'Standpoint archive',
    });
    core = started;
    tolerateErrors(started);
    started.on('message', receive);
    started.once('exit', (code) => ended(`exit code ${code}`));
    if (coder !== null) post({ type: 'coder', coder });
  };

  const ended = (reason: string) => {
    core = null;
    for (const parser of parsers.values()) parser.kill();
    const unanswered = [...pending.values()];
    pending.clear();
    const message = closing
      ? 'Standpoint was closed before this was done. What was saved before is safe.'
      : 'The archive process ended unexpectedly. What was saved before is safe; try again.';
    for (const { resolve } of unanswered) resolve(failure(message));
    if (closing) return;
    const now = Date.now();
    crashes.push(now);
    const restarted = crashes.filter((time) => now - time < WITHIN).length <= MAX_RESTARTS;
    if (restarted) start();
    listener.onCrash(reason, restarted);
  };

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

function failure(message: string): Result<never> {
  return { ok: false, error: { code: 'internal', message } };
}
