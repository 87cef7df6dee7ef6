import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Snapshot, takeSnapshot } from '../../support/change-sequence.ts';
import { createTempArchive, type TempArchive, type TestSession } from '../../support/temp-archive.ts';

const ACTIONS = 101;
const REMEMBERED = 100;
const ACTIONS_OF_ROUND = 12;
const TEXT = Array.from({ length: 40 }, (_, index) => `Sentence number ${index} of the statement.`).join(' ');

let archive: TempArchive;
beforeEach(async () => {
  // State files and checkpoint are written at the end only, as if the machine had no time for them.
  archive = await createTempArchive({ storeDelay: 3_600_000 });
});
afterEach(() => archive.dispose());

const stateOf = async (session: TestSession): Promise<Omit<Snapshot, 'history'>> => {
  const { history: _, ...state } = await takeSnapshot(session);
  return state;
};

/** Does 101 things of all kinds, one step of Undo each; returns the state after the first one and the last. */
async function doAll(): Promise<{
  readonly first: Omit<Snapshot, 'history'>;
  readonly last: Omit<Snapshot, 'history'>;
}> {
  const { call } = archive;
  let count = 0;
  let first: Omit<Snapshot, 'history'> | null = null;
  const step = async <T>(work: Promise<T>): Promise<T> => {
    const value = await work;
    count += 1;
    first ??= await stateOf(archive);
    return value;
  };
  const [document = ''] = await step(archive.importTexts({ 'a.txt': TEXT }));
  for (let round = 0; count + ACTIONS_OF_ROUND <= ACTIONS; round += 1) {
    const start = (round * 43) % 900;
    const topic = await step(call('topic.add', { name: `Topic ${round}` }));
    const marked = await step(
      call('passage.add', {
        documentId: document,
        start,
        end: start + 60,
        codings: [{ agency: `Agency ${round}`, stance: '4', topic: topic.id, voice: 'spokesperson' }],
      }),
    );
    const [, second] = await step(call('passage.split', { id: marked.id, at: start + 25 }));
    await step(call('passage.merge', { ids: [marked.id, second?.id ?? ''] }));
    await step(call('passage.extend', { id: marked.id, to: 'sentence' }));
    await step(call('passage.review', { ids: [marked.id], state: 'needs-review' }));
    await step(call('saved-search.add', { name: `Search ${round}`, filter: { topicIds: [topic.id] } }));
    const { passages } = await call('passage.list', {});
    await step(
      call('passage.recode', {
        ids: passages.map(({ id }) => id),
        codings: [{ agency: `Other ${round}`, stance: '1', topic: `Bulk ${round} / Part` }],
      }),
    );
    await step(call('topic.update', { id: topic.id, definition: `Of round ${round}` }));
    await step(archive.importTexts({ [`b ${round}.txt`]: `${TEXT} Another end ${round}.` }));
    const listed = await call('document.list', {});
    const newest = listed.find(({ title }) => title === `b ${round}`)?.id ?? '';
    await step(call('document.trash', { ids: [newest] }));
    await step(call('topic.delete', { id: topic.id }));
  }
  while (count < ACTIONS) await step(call('archive.rename', { title: `Title ${count}` }));
  if (first === null) throw new Error('Nothing was done.');
  return { first, last: await stateOf(archive) };
}

/** Undoes as far as it goes; returns how many steps that were. */
async function stepThrough(session: TestSession, method: 'history.undo' | 'history.redo'): Promise<number> {
  const side = method === 'history.undo' ? 'undo' : 'redo';
  let steps = 0;
  for (;;) {
    const status = await session.call('archive.status', {});
    if (status === null || status.history[side] === null) return steps;
    await session.call(method, {});
    steps += 1;
  }
}

describe('the last hundred actions', () => {
  it.each([
    ['closed', true],
    ['killed', false],
  ])(
    'can all be undone and redone in an archive that was %s and opened again',
    async (_how, isClosed) => {
      const { first, last } = await doAll();
      const directory = isClosed ? archive.directory : join(archive.root, 'killed');
      if (isClosed) await archive.session.close();
      else {
        // What a kill leaves: the journal, and no checkpoint of what came since the beginning.
        await cp(archive.directory, directory, { recursive: true });
        await rm(join(directory, 'archive.lock'), { force: true });
      }
      const again = archive.reopen();
      await again.call('archive.open', { directory });
      expect(await stateOf(again)).toEqual(last);
      expect(await stepThrough(again, 'history.undo')).toBe(REMEMBERED);
      expect(await stateOf(again)).toEqual(first);
      expect(await again.call('archive.verify', {})).toMatchObject({ ok: true });
      expect(await stepThrough(again, 'history.redo')).toBe(REMEMBERED);
      expect(await stateOf(again)).toEqual(last);
    },
    60_000,
  );
});
