import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSession, type Session, type SessionOptions } from '../../electron/archive/dispatch.ts';
import type { ArchiveMethod, Broadcast, MethodInput, MethodOutput } from '../../shared/contract.ts';
import { ArchiveError, errorFromData } from '../../shared/errors.ts';
import { createTextParserPool } from './text-parser-pool.ts';

/** A clock that begins at 2026-03-18T09:00:00Z and goes on by one second at each look. */
export function fakeClock(): () => Date {
  let time = Date.UTC(2026, 2, 18, 9);
  return () => {
    time += 1000;
    return new Date(time);
  };
}

/** Ids "prefix-1", "prefix-2" … in order. */
export function fakeIds(prefix = 'id'): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${String(count).padStart(6, '0')}`;
  };
}

/** A session whose calls return values and throw ArchiveErrors. */
export interface TestSession {
  readonly session: Session;
  /** Everything broadcast so far. */
  readonly broadcasts: Broadcast[];
  /** Calls a method; throws the ArchiveError of a refusal. */
  call<M extends ArchiveMethod>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>>;
}

/** A temporary folder with a session in it; `dispose` closes the session and deletes the folder. */
export interface TempArchive extends TestSession {
  readonly root: string;
  /** Folder of the archive, inside `root`. */
  readonly directory: string;
  /** Writes files into `root`/sources and imports them; returns the document ids in order. */
  importTexts(files: Readonly<Record<string, string>>): Promise<string[]>;
  /** Another session on the same folder; close the first one before, unless that is what is tested. */
  reopen(options?: Partial<SessionOptions>): TestSession;
  dispose(): Promise<void>;
}

/** Starts a session with a fake clock and ids, and plain text as the only format. */
export function startSession(options: Partial<SessionOptions> = {}): TestSession {
  const broadcasts: Broadcast[] = [];
  const session = createSession({
    launchParser: () => {
      throw new ArchiveError('internal', 'No parser process may be started here.');
    },
    createPool: () => createTextParserPool(),
    coder: () => 'A. Coder',
    broadcast: (message) => broadcasts.push(message),
    now: fakeClock(),
    ...options,
  });
  return {
    session,
    broadcasts,
    async call(method, input) {
      const result = await session.invoke(method, input);
      if (!result.ok) throw errorFromData(result.error);
      // The door does not check what the core returns; the types of the contract hold it at compile time.
      return result.value as MethodOutput<typeof method>;
    },
  };
}

/** Makes an archive in a new temporary folder and opens it. */
export async function createTempArchive(options: Partial<SessionOptions> = {}): Promise<TempArchive> {
  const root = await mkdtemp(join(tmpdir(), 'standpoint-'));
  const directory = join(root, 'archive');
  const opened = startSession(options);
  await opened.call('archive.create', { directory, title: 'Test archive' });
  const sessions = [opened];
  return {
    ...opened,
    root,
    directory,
    async importTexts(files) {
      const paths: string[] = [];
      for (const [name, text] of Object.entries(files)) {
        paths.push(join(root, name));
        await writeFile(join(root, name), text);
      }
      const outcomes = await opened.call('document.import', { paths });
      return outcomes.map(({ documentId, reason }) => {
        if (documentId === null) throw new Error(reason ?? 'The import failed.');
        return documentId;
      });
    },
    reopen(other = {}) {
      const next = startSession({ ...options, ...other });
      sessions.push(next);
      return next;
    },
    async dispose() {
      for (const { session } of sessions) await session.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
