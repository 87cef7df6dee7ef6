#!/usr/bin/env node
import { writeSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import manifest from '../package.json' with { type: 'json' };
import type { ImportProgress } from '../shared/contract/outcomes.ts';
import type { RecognitionProgress } from '../shared/contract/recognition.ts';
import { createSession } from './archive/dispatch.ts';
import { forkParser } from './archive/importers/fork-parser.ts';
import { createParserPool } from './archive/importers/parser-pool.ts';
import { findCaptureCommand } from './cli/capture-command.ts';
import { type CliHost, runCli } from './cli/run.ts';

const self = fileURLToPath(import.meta.url);
// Built, this file lies beside parser-process.js; tests run both as they are written.
const parserEntry = self.endsWith('.ts')
  ? join(dirname(self), 'archive', 'importers', 'parser-process.ts')
  : join(dirname(self), 'parser-process.js');

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a user id that has no name.
    return process.env.USER ?? process.env.USERNAME ?? 'unknown';
  }
}

/** Writes all of it before it returns: a pipe that is full answers EAGAIN, and a long text comes in parts. */
function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text, 'utf8');
  for (let offset = 0; offset < bytes.length; ) {
    try {
      offset += writeSync(descriptor, bytes, offset);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      // The reader has had enough ("| head"); the archive must be closed all the same.
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** One line that is written over, on a terminal only. */
function showRecognition({ state, done, total, page, pages }: RecognitionProgress): void {
  if (process.stderr.isTTY !== true) return;
  const line = state === 'idle' ? '' : `Recognising page ${page} of ${pages}, document ${done + 1} of ${total}`;
  writeAll(2, `\r\u001b[K${line}`);
}

const host: CliHost = {
  startSession(coder, onProgress: (progress: ImportProgress) => void) {
    return createSession({
      software: `${manifest.productName} ${manifest.version}`,
      coder: () => coder,
      launchParser: forkParser(parserEntry),
      createPool: (launch) => createParserPool(launch),
      captureCommand: findCaptureCommand(process.env, dirname(self)),
      broadcast: (message) => {
        if (message.type === 'import') onProgress(message.progress);
        if (message.type === 'recognition') showRecognition(message.progress);
      },
    });
  },
  user: userName(),
  version: manifest.version,
  out: (text) => writeAll(1, text),
  err: (text) => writeAll(2, text),
  isInteractive: process.stderr.isTTY === true,
  onInterrupt(listener) {
    // Once: the second Ctrl-C ends the process as usual.
    process.once('SIGINT', listener);
    return () => process.removeListener('SIGINT', listener);
  },
};

runCli(process.argv.slice(2), host).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    host.err(`standpoint: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
