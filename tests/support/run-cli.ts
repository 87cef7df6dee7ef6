import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { build } from 'vite';

/** What a command line answered. */
export interface CliAnswer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * Builds the command line as electron-vite does (CommonJS for Node 18, natives left outside) into a folder inside the
 * checkout, and returns the path of its script.
 */
export async function buildCli(folder: string): Promise<string> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: {
      ssr: true,
      target: 'node18',
      outDir: resolve(folder),
      emptyOutDir: true,
      minify: false,
      rollupOptions: {
        input: {
          cli: resolve('electron/cli.ts'),
          'parser-process': resolve('electron/archive/importers/parser-process.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  });
  return resolve(folder, 'cli.js');
}

/** Starts the command line as a process of its own, at the head of a group of its own. */
export function startCli(script: string, line: readonly string[]): ChildProcess {
  return spawn(process.execPath, [script, ...line], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
}

/** Runs the command line to its end. */
export function runCliProcess(script: string, line: readonly string[]): Promise<CliAnswer> {
  return answerOf(startCli(script, line));
}

/** What a started command line answers when it has ended. */
export function answerOf(child: ChildProcess): Promise<CliAnswer> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) =>
      done({ code, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') }),
    );
  });
}
