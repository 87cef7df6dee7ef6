import { mkdir } from 'node:fs/promises';
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
import {
  askRole,
  makeRoleFolder,
  type ProgramCommand,
  type RoleOutcome,
  removeFolder,
  requireLeftFile,
} from './role-process.ts';

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

/** Beyond its own limit a process that no longer watches the clock is killed, in milliseconds. */
const GRACE = 20_000;
const WORK = 'taking pages';

/**
 * Takes one page in a process of its own, with a profile that is made for it and removed after it. Rejects with an
 * ArchiveError that says what to do; nothing is left then.
 */
export async function runCapture(
  command: ProgramCommand,
  url: string,
  { signal, onProgress }: CaptureFollower,
  limit = CAPTURE_LIMIT,
): Promise<TakenPage> {
  const base = await makeRoleFolder('capture');
  const folder = join(base.path, 'files');
  const profile = join(base.path, 'profile');
  const request: CaptureRequest = { url, folder, limit, maxBytes: CAPTURE_BYTES };
  try {
    await mkdir(folder);
    const taken = await askRole<Taken>({
      command,
      roleSwitch: CAPTURE_SWITCH,
      request,
      profile,
      limit: limit + GRACE,
      signal,
      read: (message) => readMessage(message, onProgress),
      words: {
        cancelled: 'The capture was stopped. Nothing was kept.',
        tooSlow: `${url} was not there after ${Math.round(limit / 1000)} seconds. Try again later.`,
        work: WORK,
        needsDisplay:
          'Taking a page needs a screen, if only a virtual one. Run the command in a desktop session or with “xvfb-run”.',
      },
    });
    await removeFolder(profile);
    const path = join(folder, taken.kind === 'page' ? CAPTURE_FILES.page : CAPTURE_FILES.file);
    await requireLeftFile(path, WORK);
    const printPath = taken.hasPrint ? join(folder, CAPTURE_FILES.print) : null;
    if (printPath !== null) await requireLeftFile(printPath, WORK);
    return { taken, path, printPath, discard: base.remove };
  } catch (error) {
    await base.remove();
    throw error;
  }
}

function readMessage(message: unknown, onProgress: CaptureFollower['onProgress']): RoleOutcome<Taken> | null {
  const read = captureMessageSchema.safeParse(message);
  if (!read.success) {
    throw new ArchiveError('internal', 'The process that takes pages answered in a way that is not understood.');
  }
  if (read.data.type === 'progress') {
    onProgress(read.data.phase, read.data.bytes);
    return null;
  }
  if (read.data.type === 'taken') return { value: read.data.taken };
  return { error: new ArchiveError(read.data.code, read.data.message) };
}
