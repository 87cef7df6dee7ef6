import { promises } from 'node:fs';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArchiveMethod, Broadcast, MethodInput } from '../../shared/contract.ts';
import { type ErrorData, errorFromData } from '../../shared/errors.ts';
import { startSession, type TestSession } from '../support/temp-archive.ts';
import { Acknowledged } from './acknowledged.ts';
import { type FailingCalls, type FaultKind, watchCalls } from './failing-calls.ts';
import { isLong, report } from './rounds.ts';

/** In the short form every so manieth call fails. */
const STEP = isLong ? 1 : 9;
const KINDS: readonly FaultKind[] = ['full', 'fault', 'short'];

let root: string;
let base: string;
let files: readonly string[];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'standpoint-full-'));
  base = join(root, 'base');
  files = ['one.txt', 'two.txt', 'three.txt'].map((name) => join(root, name));
  for (const file of files) await writeFile(file, `${file}: the department will not take part in it. `.repeat(8));
  const maker = startSession();
  await maker.call('archive.create', { directory: base, title: 'Full disk' });
  await maker.call('document.import', { paths: [files[0] ?? ''] });
  await maker.session.close();
});
afterAll(() => rm(root, { recursive: true, force: true }));

type Step = (session: TestSession) => Promise<ErrorData | null>;

const calling =
  <M extends ArchiveMethod>(method: M, inputOf: (session: TestSession) => Promise<MethodInput<M> | null>): Step =>
  async (session) => {
    const input = await inputOf(session);
    if (input === null) return null;
    const result = await session.session.invoke(method, input);
    return result.ok ? null : result.error;
  };

const importing =
  (file: () => string): Step =>
  async (session) => {
    const result = await session.session.invoke('document.import', { paths: [file()] });
    if (!result.ok) return result.error;
    const [outcome] = result.value as Awaited<ReturnType<typeof session.call<'document.import'>>>;
    return outcome?.outcome === 'failed'
      ? { code: outcome.code === 'io' ? 'io' : 'internal', message: outcome.reason ?? '' }
      : null;
  };

const firstDocument = async ({ call }: TestSession): Promise<string> =>
  (await call('document.list', { sort: 'addedAt' }))[0]?.id ?? '';
/** Null once an undo that was refused and done all the same has taken it away. */
const firstPassage = async ({ call }: TestSession): Promise<string | null> =>
  (await call('passage.list', {})).passages[0]?.id ?? null;
const stance = async ({ call }: TestSession, index: number): Promise<string> =>
  (await call('codebook.get', {})).stances[index]?.id ?? '';

/** What a person does while the disk fills up. */
const STEPS: readonly Step[] = [
  calling('passage.add', async (session) => ({
    documentId: await firstDocument(session),
    start: 0,
    end: 30,
    codings: [{ agency: 'Omaha Police', stance: await stance(session, 3) }],
  })),
  importing(() => files[1] ?? ''),
  calling('passage.recode', async (session) => {
    const id = await firstPassage(session);
    const codings = [{ agency: 'Chicago Police', stance: await stance(session, 1) }];
    return id === null ? null : { ids: [id], codings };
  }),
  calling('briefing.create', async () => ({ title: 'Who stands where' })),
  importing(() => files[2] ?? ''),
  calling('document.trash', async (session) => ({ ids: [await firstDocument(session)] })),
  calling('history.undo', async () => ({})),
  calling('passage.delete', async (session) => {
    const id = await firstPassage(session);
    return id === null ? null : { ids: [id] };
  }),
  calling('history.undo', async () => ({})),
  calling('archive.rename', async () => ({ title: 'Renamed' })),
];

function open(onBroadcast: (message: Broadcast) => void): TestSession {
  const session = startSession({
    now: () => new Date(),
    fileSystem: { open: (path, flags, mode) => promises.open(path, flags, mode) },
    storeDelay: 5,
    rotateAt: 4 * 1024,
  });
  const { push } = session.broadcasts;
  session.broadcasts.push = (...messages) => {
    for (const message of messages) onBroadcast(message);
    return push.apply(session.broadcasts, messages);
  };
  return session;
}

/** Does the work of a day on a disk that fails at one call; returns how many changes were acknowledged and checked. */
async function workOn(disk: FailingCalls, directory: string, fail: () => void): Promise<number> {
  const acknowledged = new Acknowledged();
  const note = (message: Broadcast): void => {
    if (message.type === 'changes') acknowledged.tell(message);
  };
  let session = open(note);
  const reopen = async (): Promise<void> => {
    // Closing may fail with the disk; what was acknowledged is safe all the same.
    await session.session.close().catch((error: unknown) => expect(error).toMatchObject({ code: 'io' }));
    session = open(note);
    await session.call('archive.open', { directory });
  };
  fail();
  const opened = await session.session.invoke('archive.open', { directory });
  if (!opened.ok) {
    expect(opened.error.code, opened.error.message).toBe('io');
    disk.heal();
    await reopen();
  }
  for (const [number, step] of STEPS.entries()) {
    const refusal = await step(session);
    if (refusal === null) continue;
    expect(refusal.code, `step ${number}: ${refusal.message}`).toBe('io');
    expect(refusal.message.length).toBeGreaterThan(20);
    disk.heal();
    // There is room again: the same session goes on, or says that it must be opened again.
    const again = await step(session);
    if (again === null) continue;
    expect(again.message).toContain('open');
    await reopen();
    const last = await step(session);
    // The change may have reached the journal before the failure: then it is done already.
    if (last !== null && !['conflict', 'not-found'].includes(last.code)) throw errorFromData(last);
  }
  disk.heal();
  await reopen();
  const status = await session.call('archive.status', {});
  const verified = await session.call('archive.verify', {});
  const faults = await acknowledged.faultsOf(directory, session);
  expect({ problems: status?.problems, verified: verified.problems, faults }).toEqual({
    problems: [],
    verified: [],
    faults: [],
  });
  await session.session.close();
  return acknowledged.size;
}

describe('a disk that is full or fails', () => {
  it.each(KINDS)('costs nothing acknowledged wherever it fails (%s)', { timeout: 600_000 }, async (kind) => {
    const directory = join(root, `work-${kind}`);
    const disk = watchCalls(directory);
    let points = 0;
    let checked = 0;
    try {
      for (const isLasting of [false, true]) {
        for (let call = 1; ; call += STEP) {
          await rm(directory, { recursive: true, force: true });
          await cp(base, directory, { recursive: true });
          checked += await workOn(disk, directory, () => disk.failAt(call, kind, isLasting));
          if (disk.failed === null) break;
          points += 1;
        }
      }
    } finally {
      disk.stop();
    }
    expect(points).toBeGreaterThan(10);
    report(`disk (${kind}): failed at ${points} points, ${checked} acknowledged changes checked, 0 lost`);
  });
});
