import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { ArchiveError } from '../../shared/errors.ts';
import { errnoOf, ioError, placeFile } from './durable-file.ts';

const ownerSchema = z.strictObject({
  pid: z.number().int(),
  host: z.string(),
  startedAt: z.string(),
  /** Start time of the process as the system counts it, null where the system does not tell. */
  processStart: z.string().nullable(),
  token: z.string(),
});
type Owner = z.infer<typeof ownerSchema>;

/** The right to write an archive, held until released or until the process ends. */
export interface ArchiveLock {
  /** Gives the right up. */
  release(): Promise<void>;
}

const LOCK_NAME = 'archive.lock';
/** A lock file without a readable owner may be one that is just being written; after this many ms it is a leftover. */
const GRACE = 5_000;

/**
 * Takes the right to write an archive. Takes over the lock of a process that has ended on this machine. Throws
 * `archive-locked` naming the process that holds it.
 */
export async function acquireLock(archive: string, now: () => Date): Promise<ArchiveLock> {
  const path = join(archive, LOCK_NAME);
  const owner: Owner = {
    pid: process.pid,
    host: hostname(),
    startedAt: now().toISOString(),
    processStart: await processStart(process.pid),
    token: randomUUID(),
  };
  for (let attempt = 0; attempt < 50; attempt += 1) {
    if (await createOwned(path, owner)) return { release: () => release(path, owner.token) };
    const holder = await readOwner(path);
    if (holder === null) continue;
    if (holder !== 'unreadable' && (await isAlive(holder))) throw lockedBy(holder, archive);
    await takeAway(path, holder === 'unreadable' ? null : holder.token, owner);
  }
  throw new ArchiveError(
    'archive-locked',
    `Archive ${basename(archive)} is being opened by another process at this moment. Try again.`,
  );
}

/**
 * Removes a stale lock. A guard file sees to it that of several processes that found the same stale lock one removes
 * it, and that none removes the fresh lock that another has put in its place meanwhile.
 */
async function takeAway(path: string, staleToken: string | null, owner: Owner): Promise<void> {
  const guard = `${path}.takeover`;
  if (!(await createOwned(guard, owner))) {
    const other = await readOwner(guard);
    if (other === null) return;
    const isStale = other === 'unreadable' ? await isOlderThan(guard, GRACE) : !(await isAlive(other));
    if (isStale) await rm(guard, { force: true });
    else await pause();
    return;
  }
  try {
    const holder = await readOwner(path);
    if (holder === null) return;
    if (holder === 'unreadable') {
      if (staleToken === null && (await isOlderThan(path, GRACE))) await rm(path, { force: true });
      else await pause();
    } else if (holder.token === staleToken) {
      await rm(path, { force: true });
    }
  } finally {
    await release(guard, owner.token);
  }
}

/** Creates a lock file with its content in one step; false if it is there already. */
async function createOwned(path: string, owner: Owner): Promise<boolean> {
  const temporary = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(temporary, `${JSON.stringify(owner)}\n`, { flag: 'wx' });
    return await placeFile(temporary, path);
  } catch (error) {
    // It may have got its name before the disk failed.
    await release(path, owner.token);
    throw ioError('The archive cannot be locked for writing', error);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function release(path: string, token: string): Promise<void> {
  const holder = await readOwner(path);
  if (holder !== null && holder !== 'unreadable' && holder.token === token) await rm(path, { force: true });
}

async function readOwner(path: string): Promise<Owner | 'unreadable' | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null;
    throw ioError('The lock of the archive cannot be read', error);
  }
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return 'unreadable';
  }
}

async function isAlive(owner: Owner): Promise<boolean> {
  // Whether a process of another machine runs cannot be known from here.
  if (owner.host !== hostname()) return true;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (errnoOf(error) === 'ESRCH') return false;
  }
  const start = await processStart(owner.pid);
  return start === null || owner.processStart === null || start === owner.processStart;
}

/** Boot and start time of a process from /proc, so that a reused pid is not taken for its predecessor. */
async function processStart(pid: number): Promise<string | null> {
  try {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8');
    const boot = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    // A zombie holds nothing any more. Fields after the name: state is the first, start time the twentieth.
    return fields[0] === 'Z' ? 'ended' : `${boot}:${fields[19] ?? ''}`;
  } catch {
    return null;
  }
}

async function isOlderThan(path: string, milliseconds: number): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > milliseconds;
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false;
    throw error;
  }
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5 + Math.random() * 20));

const lockedBy = (holder: Owner, archive: string): ArchiveError =>
  holder.host === hostname()
    ? new ArchiveError(
        'archive-locked',
        `Archive ${basename(archive)} is open in another process (pid ${holder.pid}). Close it there, or open the archive read-only.`,
        { details: { pid: holder.pid, host: holder.host } },
      )
    : new ArchiveError(
        'archive-locked',
        `Archive ${basename(archive)} is open on another machine (${holder.host}, pid ${holder.pid}). Close it there, or open it read-only. If that machine no longer runs, delete ${LOCK_NAME}.`,
        { details: { pid: holder.pid, host: holder.host } },
      );
