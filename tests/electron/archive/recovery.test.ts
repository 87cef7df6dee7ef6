import { cp, mkdtemp, readFile, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assertProperty } from '../../support/assert-property.ts';
import { gestures, perform, type Snapshot, takeSnapshot } from '../../support/change-sequence.ts';
import { createTempArchive, startSession, type TempArchive } from '../../support/temp-archive.ts';

const TEXTS = {
  'a statement.txt': 'The Department will not participate in civil immigration enforcement of any kind.',
  'b memo.txt': 'Jurisdictions that obstruct federal law enforcement will be prosecuted.\fSecond page with more words.',
};
const STATE_FILES = [
  'archive.json',
  'codebook.json',
  'searches.json',
  'checkpoint.json',
  'documents',
  'briefings',
  'derived/index.sqlite',
];

let archive: TempArchive;
let copies: string;
beforeEach(async () => {
  // Only what `flushed` asks for is written behind the journal, so that every run is the same.
  archive = await createTempArchive({ storeDelay: 1e9 });
  copies = await mkdtemp(join(tmpdir(), 'standpoint-copies-'));
});
afterEach(async () => {
  await archive.dispose();
  await rm(copies, { recursive: true, force: true });
});

const journalOf = (directory: string): string => join(directory, 'journal', '000001.ndjson');

/** Opens a copy of the archive and says what a user sees in it. */
async function seenIn(
  directory: string,
): Promise<{ readonly snapshot: Snapshot; readonly problems: readonly string[] }> {
  await rm(join(directory, 'archive.lock'), { force: true });
  const session = startSession({ storeDelay: 1e9 });
  const { problems } = await session.call('archive.open', { directory });
  const snapshot = await takeSnapshot(session);
  const verified = await session.call('archive.verify', {});
  await session.session.close();
  return { snapshot, problems: [...problems, ...verified.problems].map(({ kind }) => kind) };
}

/** Everything a snapshot holds, by what and which it is. */
function thingsIn({ codebook, records, passages, briefings }: Snapshot): Map<string, unknown> {
  const keyed = (kind: string, things: readonly { readonly id: string }[]) =>
    things.map((thing): [string, unknown] => [`${kind} ${thing.id}`, thing]);
  return new Map([
    ...keyed('agency', codebook.agencies),
    ...keyed('stance', codebook.stances),
    ...keyed('document', records),
    ...keyed('passage', passages.passages),
    ...keyed('briefing', briefings),
  ]);
}

async function copyOf(directory: string): Promise<string> {
  const target = await mkdtemp(join(copies, 'copy-'));
  await cp(directory, target, { recursive: true });
  return target;
}

async function removeStateFiles(directory: string): Promise<void> {
  for (const name of STATE_FILES) await rm(join(directory, name), { recursive: true, force: true });
}

/** Lets all state files be written, as the background does; the entry about the check comes after them. */
const flush = (): Promise<unknown> => archive.call('archive.verify', {});

describe('an archive whose journal is cut', () => {
  it('opens to everything acknowledged by that byte, from the journal alone and from older state files', async () => {
    const documents = await archive.importTexts(TEXTS);
    await assertProperty(
      fc.asyncProperty(
        gestures(8),
        gestures(8),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 2, maxLength: 3 }),
        async (earlier, later, cuts) => {
          const steps: { readonly length: number; readonly snapshot: Snapshot }[] = [];
          const note = async (): Promise<void> => {
            const { size } = await stat(journalOf(archive.directory));
            steps.push({ length: size, snapshot: await takeSnapshot(archive) });
          };
          await note();
          const first = steps[0]?.length ?? 0;
          for (const gesture of earlier) {
            await perform(archive, gesture, documents);
            await note();
          }
          const flushedAt = steps[steps.length - 1];
          await flush();
          await note();
          const flushed = await copyOf(archive.directory);
          for (const gesture of later) {
            await perform(archive, gesture, documents);
            await note();
          }
          const end = steps[steps.length - 1]?.length ?? 0;
          const whole = await readFile(journalOf(archive.directory));
          for (const fraction of cuts) {
            const cut = first + Math.floor(fraction * (end - first));
            // An entry without only its newline is whole.
            const expected = steps.filter(({ length }) => length - 1 <= cut).pop()?.snapshot;
            const bare = await copyOf(archive.directory);
            await truncate(journalOf(bare), cut);
            await removeStateFiles(bare);
            expect(await seenIn(bare)).toEqual({ snapshot: expected, problems: [] });

            const older = await copyOf(flushed);
            await rm(journalOf(older));
            await cp(journalOf(archive.directory), journalOf(older));
            expect((await readFile(journalOf(older))).equals(whole)).toBe(true);
            await truncate(journalOf(older), cut);
            const seen = await seenIn(older);
            if (flushedAt && cut < flushedAt.length - 1) {
              // The journal lost entries that the state files hold: what they hold is kept, and that is said. Only
              // what was deleted with its whole file comes back: a missing file is never taken for a deletion.
              const kept = thingsIn(flushedAt.snapshot);
              const found = thingsIn(seen.snapshot);
              expect(seen.snapshot.title).toBe(flushedAt.snapshot.title);
              expect(new Map([...found].filter(([key]) => kept.has(key)))).toEqual(kept);
              const inJournal = expected ? thingsIn(expected) : new Map();
              for (const [key, thing] of found) if (!kept.has(key)) expect(thing).toEqual(inJournal.get(key));
              expect(new Set(seen.problems)).toEqual(new Set(['journal']));
            } else {
              expect(seen).toEqual({ snapshot: expected, problems: [] });
            }
          }
        },
      ),
      { numRuns: 5 },
    );
  });
});

describe('undo and redo', () => {
  it('take everything back and make it again', async () => {
    const documents = await archive.importTexts(TEXTS);
    await assertProperty(
      fc.asyncProperty(gestures(12), async (sequence) => {
        const withoutHistory = async () => ({ ...(await takeSnapshot(archive)), history: null });
        // A change of its own, so that this run has nothing to redo and a mark to come back to.
        await archive.call('briefing.create', { title: 'mark' });
        const mark = (await archive.call('archive.status', {}))?.counts.events ?? 0;
        const before = await withoutHistory();
        for (const gesture of sequence) {
          if (gesture.do !== 'undo' && gesture.do !== 'redo') await perform(archive, gesture, documents);
        }
        const changes = ((await archive.call('archive.status', {}))?.counts.events ?? 0) - mark;
        const after = await withoutHistory();
        for (let index = 0; index < changes; index += 1) await archive.call('history.undo', {});
        expect(await withoutHistory()).toEqual(before);
        for (let index = 0; index < changes; index += 1) await archive.call('history.redo', {});
        expect(await withoutHistory()).toEqual(after);
      }),
      { numRuns: 12 },
    );
    expect((await archive.call('archive.verify', {})).problems).toEqual([]);
  });

  it('undo a whole import, leave the originals, and redo it after a restart', async () => {
    const before = await takeSnapshot(archive);
    await archive.importTexts(TEXTS);
    const after = await takeSnapshot(archive);
    expect(after.history.undo).toMatch(/^Import .* and 1 more$/);
    await archive.call('history.undo', {});
    const undone = await takeSnapshot(archive);
    expect({ ...undone, history: null }).toEqual({ ...before, history: null });
    for (const { sha256 } of after.documents) expect(archive.session.originalPath(sha256)).not.toBeNull();
    await archive.session.close();
    const again = archive.reopen();
    await again.call('archive.open', { directory: archive.directory });
    await again.call('history.redo', {});
    expect({ ...(await takeSnapshot(again)), history: null }).toEqual({ ...after, history: null });
    expect((await again.call('search.query', { query: 'prosecuted' })).map(({ page }) => page)).toEqual([1]);
  });
});
