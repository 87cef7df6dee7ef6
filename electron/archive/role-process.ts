import { type ChildProcess, spawn } from 'node:child_process';
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ArchiveError } from '../../shared/errors.ts';

/** How the desktop program is started for one piece of work; the switch of the role is added. */
export interface ProgramCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/** What came of the work, once that is known. */
export type RoleOutcome<T> = { readonly value: T } | { readonly error: ArchiveError };

/** One piece of work for the desktop program in a process of its own. */
export interface RoleWork<T> {
  readonly command: ProgramCommand;
  /** Makes the program take the role. */
  readonly roleSwitch: string;
  /** The one message that the process gets. */
  readonly request: object;
  /** Folder of the browser's profile, made by it. */
  readonly profile: string;
  /** Milliseconds after which the process is killed. */
  readonly limit: number;
  readonly signal?: AbortSignal;
  /** Understands a message of the process; null while it goes on. Throws an ArchiveError if it is not understood. */
  readonly read: (message: unknown) => RoleOutcome<T> | null;
  readonly words: {
    readonly cancelled: string;
    readonly tooSlow: string;
    /** Names the work: "taking a page". */
    readonly work: string;
    /** What to do where no screen can be opened. */
    readonly needsDisplay: string;
  };
}

/** How much of what a dying process complains is kept for its reason, in characters. */
const KEPT = 400;
const PREFIX = /^standpoint-(?:capture|print)-(\d+)-/;

/** A folder of its own for one piece of work. What others left whose process is gone is removed. */
export async function makeRoleFolder(
  role: 'capture' | 'print',
): Promise<{ readonly path: string; remove(): Promise<void> }> {
  await sweep();
  const path = await mkdtemp(join(tmpdir(), `standpoint-${role}-${process.pid}-`));
  return { path, remove: () => removeFolder(path) };
}

/** Removes a folder in which a browser may just have written. */
export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = Number(PREFIX.exec(name)?.[1] ?? 0);
    // A folder of someone else's stays: it can't be removed, and is none of ours.
    if (pid > 0 && !isAlive(pid))
      await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** Has the work done. Rejects with an ArchiveError that says what to do; the process has ended in either case. */
export function askRole<T>(work: RoleWork<T>): Promise<T> {
  const { command, roleSwitch, profile, limit, signal, read, words } = work;
  return new Promise((resolve, reject) => {
    const cancelled = (): ArchiveError => new ArchiveError('cancelled', words.cancelled);
    if (signal?.aborted) {
      reject(cancelled());
      return;
    }
    const child = spawn(command.file, [...command.args, roleSwitch, `--user-data-dir=${profile}`], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: cleanEnvironment(),
      windowsHide: true,
    });
    let outcome: RoleOutcome<T> | null = null;
    let complaint = '';
    const end = (error: ArchiveError): void => {
      outcome ??= { error };
      child.kill('SIGKILL');
    };
    const stop = (): void => end(cancelled());
    const timer = setTimeout(() => end(new ArchiveError('timeout', words.tooSlow)), limit);
    signal?.addEventListener('abort', stop, { once: true });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-KEPT);
    });
    child.on('message', (message) => {
      if (outcome !== null) return;
      try {
        outcome = read(message);
      } catch (error) {
        end(error instanceof ArchiveError ? error : new ArchiveError('internal', String(error)));
      }
    });
    let isOver = false;
    // Not before its end: until then it may still be writing into its profile.
    const over = (reason: string): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      if (outcome === null) reject(crashed(reason, complaint, words));
      else if ('value' in outcome) resolve(outcome.value);
      else reject(outcome.error);
    };
    child.on('error', (error) => over(error.message));
    child.on('close', (code, killer) => over(killer ? `ended by ${killer}` : `ended with code ${code}`));
    ask(child, work, end);
  });
}

function ask<T>(child: ChildProcess, { request, words }: RoleWork<T>, fail: (error: ArchiveError) => void): void {
  if (child.pid === undefined) return;
  child.send(request, (error) => {
    if (error !== null) fail(crashed(error.message, '', words));
  });
}

/** Electron and Node would read these; and a page's process needs to know nothing of ours. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(ELECTRON_|NODE_|STANDPOINT_)/.test(name)),
  );
}

/** Makes sure that the process left the file it told of. */
export async function requireLeftFile(path: string, work: string): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (found?.isFile() && found.size > 0) return;
  throw new ArchiveError('internal', `The process for ${work} left no file. Try again.`);
}

function crashed(reason: string, complaint: string, words: RoleWork<unknown>['words']): ArchiveError {
  const isBlind = /missing x server|cannot open display|ozone_platform|unable to open x display/i.test(complaint);
  if (isBlind) return new ArchiveError('unsupported', words.needsDisplay);
  return new ArchiveError('io', `The process for ${words.work} could not do its work (${reason}). Try again.`);
}
