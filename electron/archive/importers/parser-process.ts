/**
 * Entry of a parser process: reads one document at a time for the process that started it, by
 * child_process.fork or by Electron's utilityProcess. In: {id, task, input, memoryMb}. Out: {ready: true} once, then for
 * each {id, progress} any number of times and {id, ok: true, value} or {id, ok: false, error}.
 */
import { constants } from 'node:os';
import { ArchiveError, type ErrorData } from '../../../shared/errors.ts';
import type { ParserTasks, TaskName } from './extraction.ts';
import { giveWay } from './give-way.ts';
import { watchMemory } from './memory-watchdog.ts';
import { parserTasks } from './parser-tasks.ts';

/** One thing to do. */
export interface ParseRequest {
  readonly id: number;
  readonly task: TaskName;
  /** What that task takes. */
  readonly input: ParserTasks[TaskName]['input'];
  /** Resident memory at which the process ends itself, in MB. */
  readonly memoryMb: number;
}

/** What a parser process says. A value is what `ParserTasks` says of the task that was asked for. */
export type ParserMessage =
  | { readonly ready: true }
  | { readonly id: number; readonly progress: unknown }
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly error: ErrorData };

/** Electron's side of a utility process. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

const isParentPort = (value: unknown): value is ParentPort =>
  typeof value === 'object' && value !== null && 'postMessage' in value;

const parentPort = 'parentPort' in process && isParentPort(process.parentPort) ? process.parentPort : null;

function send(message: ParserMessage): void {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
}

function toErrorData(error: unknown): ErrorData {
  if (error instanceof ArchiveError) return error.toData();
  const said = error instanceof Error ? error.message : String(error);
  return {
    code: 'corrupt',
    message: `This file cannot be read (${said}). It may be damaged: fetch it again from its source, or print it to PDF and import that.`,
  };
}

const isRequest = (message: unknown): message is ParseRequest =>
  typeof message === 'object' && message !== null && 'id' in message && 'task' in message && 'input' in message;

async function run<K extends TaskName>(task: K, input: ParserTasks[K]['input'], id: number): Promise<unknown> {
  const work = await parserTasks[task]();
  return work(input, (progress) => send({ id, progress }));
}

async function serve(message: unknown): Promise<void> {
  if (!isRequest(message)) return;
  watchMemory(message.memoryMb);
  try {
    send({ id: message.id, ok: true, value: await run(message.task, message.input, message.id) });
  } catch (error) {
    send({ id: message.id, ok: false, error: toErrorData(error) });
  }
}

// The window and the archive's own process come first: an import must not make anybody wait.
giveWay(constants.priority.PRIORITY_BELOW_NORMAL);

// A promise that a library forgot must not cost the document.
process.on('unhandledRejection', (reason) => console.error('unhandled rejection in the parser:', reason));
if (parentPort) parentPort.on('message', (event) => void serve(event.data));
else {
  process.on('message', (message) => void serve(message));
  process.on('disconnect', () => process.exit(0));
  // Ctrl-C in a terminal reaches the whole group of processes. The host stops after this document; the document is sound.
  process.on('SIGINT', () => undefined);
}
send({ ready: true });
