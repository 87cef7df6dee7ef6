import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

let archive: TempArchive;
let ids: string[];

beforeEach(async () => {
  archive = await createTempArchive();
  const [documentId = ''] = await archive.importTexts({ 'a.txt': 'One sentence. Two sentences. Three sentences.' });
  const add = async (quote: string, ...codings: { agency: string; stance: string }[]) =>
    (await archive.call('passage.add', { documentId, quote, codings })).id;
  ids = [
    await add('One sentence.', { agency: 'FBI', stance: '1' }),
    await add('Two sentences.', { agency: 'FBI', stance: '5' }, { agency: 'FBI', stance: '1' }),
    await add('Three sentences.'),
  ];
});
afterEach(() => archive.dispose());

/** Agency, stance, topic, voice and review of all passages, in words. */
async function state(): Promise<string[][]> {
  const { agencies, stances, topics } = await archive.call('codebook.get', {});
  const name = (list: readonly { id: string; name: string }[], id = '') =>
    list.find((one) => one.id === id)?.name ?? '';
  const { passages } = await archive.call('passage.list', {});
  return passages.map(({ codings, review }) => [
    ...codings.map(({ agencyId, stanceId, topicId, voice = '' }) =>
      [name(agencies, agencyId), name(stances, stanceId), name(topics, topicId), voice].filter(Boolean).join(' '),
    ),
    ...(review === undefined ? [] : [`(${review})`]),
  ]);
}

describe('an alteration of passages', () => {
  it('says beforehand what it comes to, does it in one step, and is undone in one', async () => {
    const before = await state();
    expect(before).toEqual([['FBI supports'], ['FBI opposes', 'FBI supports'], []]);
    const alteration = { ids, set: { stance: 'opposes' } };
    const effect = await archive.call('passage.alterEffect', alteration);
    expect(effect).toEqual({
      passages: 3,
      changed: 2,
      altered: 2,
      added: 0,
      removed: 0,
      merged: 1,
      reviewed: 0,
      uncoded: 1,
    });
    expect(await state()).toEqual(before);
    const events = (await archive.call('archive.status', {}))?.counts.events ?? 0;
    expect(await archive.call('passage.alter', alteration)).toEqual(effect);
    expect((await archive.call('archive.status', {}))?.counts.events).toBe(events + 1);
    expect(await state()).toEqual([['FBI opposes'], ['FBI opposes'], []]);
    await archive.call('history.undo', {});
    expect(await state()).toEqual(before);
  });

  it('tells of a coding that is there already and takes the voice of an added one', async () => {
    const add = { agency: 'FBI', stance: 'opposes', voice: 'third-party-quoting' } as const;
    const effect = await archive.call('passage.alter', { ids: ids.slice(1, 2), add });
    expect(effect).toMatchObject({ changed: 1, altered: 1, added: 0, reviewed: 0 });
    expect((await state())[1]).toEqual(['FBI opposes third-party-quoting', 'FBI supports']);
    expect((await archive.call('history.undo', {})).redo).toBe('Recode “Two sentences.”');
  });

  it('reaches only the codings meant', async () => {
    const { stances } = await archive.call('codebook.get', {});
    const only = { stanceIds: stances.filter(({ name }) => name === 'opposes').map(({ id }) => id) };
    await archive.call('passage.alter', {
      ids,
      only,
      set: { agency: 'New Agency', topic: 'A / B', voice: 'spokesperson' },
    });
    expect(await state()).toEqual([['FBI supports'], ['New Agency opposes B spokesperson', 'FBI supports'], []]);
    await archive.call('passage.alter', { ids, only, set: { topic: null, voice: null } });
    expect(await state()).toEqual([['FBI supports'], ['New Agency opposes', 'FBI supports'], []]);
    await archive.call('passage.alter', { ids, only, remove: true });
    expect(await state()).toEqual([['FBI supports'], ['FBI supports'], []]);
  });

  it('adds a coding to those that lack it, or only to those without any', async () => {
    const add = { agency: 'FBI', stance: 'supports' };
    expect(await archive.call('passage.alter', { ids, add })).toMatchObject({ changed: 1, added: 1 });
    await archive.call('history.undo', {});
    const other = { agency: 'DEA', stance: 'opposes' };
    expect(await archive.call('passage.alter', { ids, add: other, addsToUncoded: true })).toMatchObject({ added: 1 });
    expect(await state()).toEqual([['FBI supports'], ['FBI opposes', 'FBI supports'], ['DEA opposes']]);
  });

  it('sets the state of review', async () => {
    expect(await archive.call('passage.alter', { ids, review: 'reviewed' })).toMatchObject({ changed: 3, reviewed: 3 });
    expect((await state()).map((one) => one[one.length - 1])).toEqual(['(reviewed)', '(reviewed)', '(reviewed)']);
    expect((await archive.call('history.list', { limit: 1 })).map(({ type }) => type)).toEqual(['passage.review']);
  });

  it('that changes nothing makes no entry and no agency', async () => {
    const events = (await archive.call('archive.status', {}))?.counts.events;
    await archive.call('passage.alter', { ids: ids.slice(2), set: { agency: 'Nobody Yet' } });
    expect((await archive.call('archive.status', {}))?.counts.events).toBe(events);
    expect((await archive.call('codebook.get', {})).agencies.map(({ name }) => name)).toEqual(['FBI']);
  });

  it('is refused for a passage or a stance that is not there', async () => {
    await expect(archive.call('passage.alter', { ids: ['none'], review: 'reviewed' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(archive.call('passage.alter', { ids, set: { stance: 'nope' } })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
