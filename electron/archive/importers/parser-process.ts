/**
 * Entry of a parser process: reads one document at a time for the process that started it, by
 * child_process.fork or by Electron's utilityProcess. In: {id, path, fileName, memoryMb}. Out: {ready: true} once,
 * then {id, ok: true, extraction} or {id, ok: false, error} for each.
 */
import { readFile, stat } from 'node:fs/promises';
import { ArchiveError, type ErrorData } from '../../../shared/errors.ts';
import type { Extraction } from './extraction.ts';
import { extract, importers } from './index.ts';
import { watchMemory } from './memory-watchdog.ts';

/** One file to read. */
export interface ParseRequest {
  readonly id: number;
  readonly path: string;
  readonly fileName: string;
  /** Resident memory at which the process ends itself, in MB. */
  readonly memoryMb: number;
}

/** What a parser process says. */
export type ParserMessage =
  | { readonly ready: true }
  | { readonly id: number; readonly ok: true; readonly extraction: Extraction }
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

const largest = Math.max(...importers.map((importer) => importer.maxBytes));

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    if (size > largest) {
      throw new ArchiveError(
        'too-large',
        `This file has ${Math.round(size / 2 ** 20)} MB; ${largest / 2 ** 20} MB can be read. Split it and import the parts.`,
      );
    }
    const buffer = await readFile(path);
    return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why =
      code === 'ENOENT'
        ? 'it is no longer there'
        : code === 'EACCES' || code === 'EPERM'
          ? 'permission is denied'
          : (error instanceof Error && error.message) || 'the disk refuses';
    throw new ArchiveError(
      'unreadable',
      `This file cannot be read: ${why}. Check the path, the permissions and the disk, and import it again.`,
      { cause: error },
    );
  }
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
  typeof message === 'object' && message !== null && 'id' in message && 'path' in message && 'fileName' in message;

async function serve(message: unknown): Promise<void> {
  if (!isRequest(message)) return;
  watchMemory(message.memoryMb);
  try {
    const extraction = await extract(await readBytes(message.path), message.fileName);
    send({ id: message.id, ok: true, extraction });
  } catch (error) {
    send({ id: message.id, ok: false, error: toErrorData(error) });
  }
}

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
