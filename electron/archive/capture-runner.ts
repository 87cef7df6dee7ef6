import { type ChildProcess, spawn } from 'node:child_process';
import { lstat, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CapturePhase } from '../../shared/contract/capture.ts';
import { ArchiveError } from '../../shared/errors.ts';
import {
  CAPTURE_BYTES,
  CAPTURE_LIMIT,
  type CaptureRequest,
  captureMessageSchema,
  type Taken,
} from './capture-messages.ts';
import { CAPTURE_FILES, CAPTURE_SWITCH } from './capture-terms.ts';

/** How the program that takes pages is started; its own switch is added. */
export interface CaptureCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/** A page that was taken and lies in a folder of its own until it is stored or forgotten. */
export interface TakenPage {
  readonly taken: Taken;
  /** The web archive, or the file itself. */
  readonly path: string;
  readonly printPath: string | null;
  /** Removes the files. */
  discard(): Promise<void>;
}

/** What a caller of `runCapture` may follow and end. */
export interface CaptureFollower {
  readonly signal: AbortSignal;
  readonly onProgress: (phase: CapturePhase, bytes: number) => void;
}

/** How the folders of captures begin; the process that made one follows. */
const PREFIX = 'standpoint-capture-';
/** Beyond its own limit a process that no longer watches the clock is killed, in milliseconds. */
const GRACE = 20_000;
/** How much of what a dying process complains is kept for its reason, in characters. */
const KEPT = 400;

/**
 * Takes one page in a process of its own, with a profile that is made for it and removed after it. Rejects with an
 * ArchiveError that says what to do; nothing is left then.
 */
export async function runCapture(
  command: CaptureCommand,
  url: string,
  follower: CaptureFollower,
  limit = CAPTURE_LIMIT,
): Promise<TakenPage> {
  await sweep();
  const base = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const discard = () => rm(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  const folder = join(base, 'files');
  const profile = join(base, 'profile');
  try {
    await mkdir(folder);
    const taken = await converse(command, { url, folder, limit, maxBytes: CAPTURE_BYTES }, profile, follower);
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    const path = join(folder, taken.kind === 'page' ? CAPTURE_FILES.page : CAPTURE_FILES.file);
    await requireFile(path);
    const printPath = taken.hasPrint ? join(folder, CAPTURE_FILES.print) : null;
    if (printPath !== null) await requireFile(printPath);
    return { taken, path, printPath, discard };
  } catch (error) {
    await discard();
    throw error;
  }
}

/** Removes what captures left whose process is gone: it was killed before it could. */
async function sweep(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length).split('-')[0]) : 0;
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

function converse(
  command: CaptureCommand,
  request: CaptureRequest,
  profile: string,
  { signal, onProgress }: CaptureFollower,
): Promise<Taken> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(cancelled());
      return;
    }
    const child = spawn(command.file, [...command.args, CAPTURE_SWITCH, `--user-data-dir=${profile}`], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: cleanEnvironment(),
      windowsHide: true,
    });
    let outcome: { readonly taken: Taken } | { readonly error: ArchiveError } | null = null;
    let complaint = '';
    const end = (error: ArchiveError): void => {
      outcome ??= { error };
      child.kill('SIGKILL');
    };
    const stop = (): void => end(cancelled());
    const timer = setTimeout(() => end(tooSlow(request)), request.limit + GRACE);
    signal.addEventListener('abort', stop, { once: true });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-KEPT);
    });
    child.on('message', (message) => {
      const read = captureMessageSchema.safeParse(message);
      if (!read.success) {
        end(new ArchiveError('internal', 'The process that takes pages answered in a way that is not understood.'));
        return;
      }
      if (outcome !== null) return;
      if (read.data.type === 'progress') onProgress(read.data.phase, read.data.bytes);
      else if (read.data.type === 'taken') outcome = { taken: read.data.taken };
      else outcome = { error: new ArchiveError(read.data.code, read.data.message) };
    });
    let isOver = false;
    // Not before its end: until then it may still be writing into its profile.
    const over = (reason: string): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      if (outcome === null) reject(crashed(reason, complaint));
      else if ('taken' in outcome) resolve(outcome.taken);
      else reject(outcome.error);
    };
    child.on('error', (error) => over(error.message));
    child.on('close', (code, killer) => over(killer ? `ended by ${killer}` : `ended with code ${code}`));
    ask(child, request, end);
  });
}

function ask(child: ChildProcess, request: CaptureRequest, fail: (error: ArchiveError) => void): void {
  if (child.pid === undefined) return;
  child.send(request, (error) => {
    if (error !== null) fail(crashed(error.message, ''));
  });
}

/** Electron and Node would read these; and a page's process needs to know nothing of ours. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(ELECTRON_|NODE_|STANDPOINT_)/.test(name)),
  );
}

async function requireFile(path: string): Promise<void> {
  const found = await lstat(path).catch(() => null);
  if (found?.isFile() && found.size > 0) return;
  throw new ArchiveError('internal', 'The process that takes pages left no file. Try again.');
}

const cancelled = (): ArchiveError => new ArchiveError('cancelled', 'The capture was stopped. Nothing was kept.');

const tooSlow = ({ url, limit }: CaptureRequest): ArchiveError =>
  new ArchiveError('timeout', `${url} was not there after ${Math.round(limit / 1000)} seconds. Try again later.`);

function crashed(reason: string, complaint: string): ArchiveError {
  const needsDisplay = /missing x server|cannot open display|ozone_platform|unable to open x display/i.test(complaint);
  if (needsDisplay) {
    return new ArchiveError(
      'unsupported',
      'Taking a page needs a screen, if only a virtual one. Run the command in a desktop session or with “xvfb-run”.',
    );
  }
  return new ArchiveError('io', `The process that takes pages could not do its work (${reason}). Try again.`);
}
