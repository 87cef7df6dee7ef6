import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MethodInput } from '../../../shared/contract.ts';
import { takeSnapshot } from '../../support/change-sequence.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';
import { workTime } from '../../support/work-time.ts';

const TEXT = 'The sheriff declines detainers. The sheriff helps with warrants. The city pays for nothing at all.';

let archive: TempArchive;
let document: string;
beforeEach(async () => {
  archive = await createTempArchive();
  [document = ''] = await archive.importTexts({ 'a.txt': TEXT });
});
afterEach(() => archive.dispose());

type Codings = NonNullable<MethodInput<'passage.add'>['codings']>;
const mark = (quote: string, codings: Codings = []) =>
  archive.call('passage.add', { documentId: document, quote, codings });
const topics = async () => (await archive.call('codebook.get', {})).topics;

/** The tree as indented names, in order. */
async function tree(parentId: string | null = null, indent = ''): Promise<string[]> {
  const below = (await topics()).filter((topic) => topic.parentId === parentId).sort((a, b) => a.order - b.order);
  const lines: string[] = [];
  for (const { id, name } of below) lines.push(`${indent}${name}`, ...(await tree(id, `${indent}  `)));
  return lines;
}

async function plant(...paths: readonly string[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const path of paths) {
    const names = path.split(' / ');
    const parentId = ids.get(names.slice(0, -1).join(' / ')) ?? null;
    ids.set(path, (await archive.call('topic.add', { name: names[names.length - 1] ?? '', parentId })).id);
  }
  return ids;
}

describe('the tree of topics', () => {
  it('keeps the order of siblings, and makes room where one is put', async () => {
    const ids = await plant('A', 'B', 'C');
    await archive.call('topic.add', { name: 'First', order: 1 });
    expect(await tree()).toEqual(['First', 'A', 'B', 'C']);
    await archive.call('topic.update', { id: ids.get('C') ?? '', order: 2 });
    expect(await tree()).toEqual(['First', 'C', 'A', 'B']);
    await archive.call('topic.update', { id: ids.get('C') ?? '', parentId: ids.get('B') ?? '' });
    expect(await tree()).toEqual(['First', 'A', 'B', '  C']);
    for (let step = 0; step < 3; step += 1) await archive.call('history.undo', {});
    expect(await tree()).toEqual(['A', 'B', 'C']);
  });

  it('grows by a whole path in one step, from where there is a beginning of it', async () => {
    await plant('Detainers');
    const made = await archive.call('topic.add', {
      name: 'detainers / Jail access / Interviews',
      definition: 'By ICE',
    });
    expect(made).toMatchObject({ name: 'Interviews', definition: 'By ICE' });
    expect(await tree()).toEqual(['Detainers', '  Jail access', '    Interviews']);
    await expect(archive.call('topic.add', { name: 'Detainers / Jail access' })).rejects.toMatchObject({
      code: 'conflict',
    });
    await archive.call('history.undo', {});
    expect(await tree()).toEqual(['Detainers']);
  });

  it.each<[string, (ids: ReadonlyMap<string, string>) => MethodInput<'topic.update'>, string]>([
    ['a topic below itself', (ids) => ({ id: ids.get('A') ?? '', parentId: ids.get('A') ?? '' }), 'conflict'],
    [
      'a topic below what is below it',
      (ids) => ({ id: ids.get('A') ?? '', parentId: ids.get('A / B') ?? '' }),
      'conflict',
    ],
    ['a name that a sibling has', (ids) => ({ id: ids.get('C') ?? '', name: ' a ' }), 'conflict'],
    ['a parent that is not there', (ids) => ({ id: ids.get('C') ?? '', parentId: 'nowhere' }), 'not-found'],
    ['a name that is a path', (ids) => ({ id: ids.get('C') ?? '', name: 'X / Y' }), 'invalid-input'],
  ])('refuses %s', async (_name, input, code) => {
    const ids = await plant('A', 'A / B', 'C');
    const before = await takeSnapshot(archive);
    await expect(archive.call('topic.update', input(ids))).rejects.toMatchObject({ code });
    expect(await takeSnapshot(archive)).toEqual(before);
  });

  it('takes the same name at two places', async () => {
    await plant('A', 'A / B', 'B');
    expect(await tree()).toEqual(['A', '  B', 'B']);
  });

  it('merges what is below two topics by name, with codings and filters, in one step', async () => {
    const ids = await plant('Old', 'Old / Same', 'Old / Same / Deep', 'Old / Own', 'New', 'New / Same');
    const passage = await mark('The sheriff declines detainers', [
      { agency: 'Sheriff', stance: '4', topic: 'Old / Same' },
      { agency: 'Sheriff', stance: '4', topic: 'New / Same' },
    ]);
    const filter = { topicIds: [ids.get('Old / Same') ?? '', ids.get('Old') ?? ''] };
    const briefing = await archive.call('briefing.create', { title: 'B', filter });
    await archive.call('saved-search.add', { name: 'S', filter });
    const before = await takeSnapshot(archive);
    await archive.call('topic.merge', { from: ids.get('Old') ?? '', into: ids.get('New') ?? '' });
    expect(await tree()).toEqual(['New', '  Same', '    Deep', '  Own']);
    const { codings } = await archive.call('passage.get', { id: passage.id });
    expect(codings.map(({ id, topicId }) => [id, topicId])).toEqual([[passage.codings[0]?.id, ids.get('New / Same')]]);
    const followed = [ids.get('New / Same'), ids.get('New')];
    expect((await archive.call('briefing.get', { id: briefing.id })).filter.topicIds).toEqual(followed);
    expect((await archive.call('saved-search.list', {}))[0]?.filter.topicIds).toEqual(followed);
    expect(await archive.call('archive.verify', {})).toMatchObject({ ok: true });
    await archive.call('history.undo', {});
    expect(await takeSnapshot(archive)).toEqual({ ...before, history: expect.anything() });
  });

  it('merges a topic into one that stands below it', async () => {
    const ids = await plant('Top', 'Top / Middle', 'Top / Middle / Low');
    await archive.call('topic.merge', { from: ids.get('Top') ?? '', into: ids.get('Top / Middle / Low') ?? '' });
    expect(await tree()).toEqual(['Low', '  Middle']);
  });

  it('lets go of a deleted topic and keeps its passages, its codings and what is below it', async () => {
    const ids = await plant('A', 'Gone', 'Gone / X', 'Gone / Y', 'Z');
    const passage = await mark('The sheriff helps', [
      { agency: 'Sheriff', stance: '1', topic: 'Gone', voice: 'spokesperson' },
      { agency: 'Sheriff', stance: '1' },
    ]);
    const before = await takeSnapshot(archive);
    await archive.call('topic.delete', { id: ids.get('Gone') ?? '' });
    expect(await tree()).toEqual(['A', 'X', 'Y', 'Z']);
    const { codings } = await archive.call('passage.get', { id: passage.id });
    expect(codings).toEqual([expect.not.objectContaining({ topicId: expect.anything() })]);
    expect(codings[0]).toMatchObject({ id: passage.codings[0]?.id, voice: 'spokesperson' });
    await archive.call('history.undo', {});
    expect(await takeSnapshot(archive)).toEqual({ ...before, history: expect.anything() });
  });

  it('does not delete a topic if one below it would stand beside its own name', async () => {
    const ids = await plant('X', 'Gone', 'Gone / x');
    await expect(archive.call('topic.delete', { id: ids.get('Gone') ?? '' })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

describe('a coding', () => {
  it('makes the topics of a path that are not there, in the same step', async () => {
    await mark('The sheriff declines detainers', [
      { agency: 'Sheriff', stance: '4', topic: 'Jail / Detainers / Holds' },
    ]);
    await mark('The sheriff helps', [{ agency: 'Sheriff', stance: '1', topic: 'jail / detainers' }]);
    expect(await tree()).toEqual(['Jail', '  Detainers', '    Holds']);
    await archive.call('history.undo', {});
    await archive.call('history.undo', {});
    expect(await tree()).toEqual([]);
  });

  it('finds a topic by id, by name, by the end of its path, and asks where that is not enough', async () => {
    const ids = await plant('A', 'A / Same', 'B', 'B / Same', 'B / Other');
    const found = async (topic: string) => {
      const { id, codings } = await mark('The city', [{ agency: 'City', stance: '3', topic }]);
      await archive.call('passage.delete', { ids: [id] });
      return codings[0]?.topicId;
    };
    expect(await found(ids.get('A / Same') ?? '')).toBe(ids.get('A / Same'));
    expect(await found('other')).toBe(ids.get('B / Other'));
    expect(await found('b / SAME')).toBe(ids.get('B / Same'));
    await expect(found('Same')).rejects.toMatchObject({ code: 'ambiguous' });
    await expect(found('01KGDEMXR0SAMP00000000000Z')).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is the same with another voice or certainty, and another with another topic', async () => {
    const { id, codings } = await mark('The sheriff helps', [
      { agency: 'Sheriff', stance: '1', voice: 'spokesperson' },
    ]);
    const code = async (coding: Codings[number], method: 'passage.code' | 'passage.recode' = 'passage.code') =>
      (await archive.call(method, { ids: [id], codings: [coding] }))[0]?.codings ?? [];
    const sure = await code({ agency: 'Sheriff', stance: '1', certainty: 'doubtful' });
    const time = expect.any(String);
    expect(sure).toEqual([{ ...codings[0], certainty: 'doubtful', codedAt: time }]);
    const said = await code({ agency: 'Sheriff', stance: '1', voice: 'third-party-describing' });
    const other = { voice: 'third-party-describing', certainty: 'doubtful', codedAt: time };
    expect(said).toEqual([{ ...codings[0], ...other }]);
    expect(await code({ agency: 'Sheriff', stance: '1', topic: 'Warrants' })).toHaveLength(2);
    const bare = await code({ agency: 'Sheriff', stance: '1' }, 'passage.recode');
    const { voice: _, ...plain } = codings[0] ?? { voice: null };
    expect(bare).toEqual([{ ...plain, codedAt: time }]);
  });

  it('counts in the matrix by voice, if one is asked for', async () => {
    await mark('The sheriff helps', [{ agency: 'Sheriff', stance: '1', voice: 'own-document' }]);
    await mark('The sheriff declines', [{ agency: 'Sheriff', stance: '1', voice: 'third-party-describing' }]);
    await mark('The city pays', [{ agency: 'Sheriff', stance: '1' }]);
    const total = async (input: MethodInput<'position.matrix'>) =>
      (await archive.call('position.matrix', input)).agencies[0]?.total ?? 0;
    expect([
      await total({}),
      await total({ voices: ['own-document', 'named-official'] }),
      await total({ voices: ['spokesperson'] }),
    ]).toEqual([3, 1, 0]);
  });

  it('goes onto five hundred passages at once in no time', async () => {
    const words = Array.from({ length: 500 }, (_, index) => `Sentence number ${index} of it.`);
    const files = Object.fromEntries(
      Array.from({ length: 10 }, (_, file) => [`long ${file}.txt`, `File ${file}. ${words.join(' ')}`]),
    );
    const ids: string[] = [];
    for (const documentId of await archive.importTexts(files)) {
      for (let start = 10; start < 1010; start += 20) {
        ids.push((await archive.call('passage.add', { documentId, start, end: start + 18 })).id);
      }
    }
    const started = workTime();
    const coded = await archive.call('passage.code', {
      ids,
      codings: [{ agency: 'Sheriff', stance: '1', topic: 'Bulk', voice: 'spokesperson' }],
    });
    expect(workTime() - started).toBeLessThan(3000);
    expect(coded.every(({ codings }) => codings.length === 1)).toBe(true);
    expect((await archive.call('archive.status', {}))?.history.undo).toBe('Code 500 passages');
  });
});
