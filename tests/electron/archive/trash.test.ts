import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeSnapshot } from '../../support/change-sequence.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

let archive: TempArchive;
let first: string;
let second: string;
let passages: string[];
beforeEach(async () => {
  archive = await createTempArchive();
  [first = ''] = await archive.importTexts({ 'one.txt': 'Our officers will not take part in enforcement.' });
  [second = ''] = await archive.importTexts({ 'two.txt': 'The Department supports the memorandum wholly.' });
  passages = [];
  for (const [documentId, start, agency, stance] of [
    [first, 0, 'Omaha Police', 'declines to participate'],
    [first, 10, 'Omaha Police', 'opposes'],
    [second, 0, 'Sheriff', 'supports'],
  ] as const) {
    const codings = [{ agency, stance }];
    passages.push((await archive.call('passage.add', { documentId, start, end: start + 8, codings })).id);
  }
});
afterEach(() => archive.dispose());

async function brief(title: string, input: object): Promise<void> {
  await archive.call('briefing.create', { title, ...input });
}

it('counts documents, passages and the briefings that quote them', async () => {
  const { stances } = await archive.call('codebook.get', {});
  const opposes = stances.find(({ name }) => name === 'opposes')?.id ?? '';
  await brief('Everything', {});
  await brief('Only the other document', { filter: { documentIds: [second] } });
  await brief('By stance', { filter: { stanceIds: [opposes] } });
  await brief('By hand', { filter: { documentIds: [second] }, include: [passages[0] ?? ''] });
  await brief('Chosen elsewhere', { byHand: true, include: [passages[2] ?? ''] });
  await brief('Chosen here', { byHand: true, include: [passages[1] ?? ''] });
  await brief('Taken out', { filter: { documentIds: [first] }, exclude: passages.slice(0, 2) });
  const { briefings, ...counts } = await archive.call('document.trashImpact', { ids: [first] });
  expect(counts).toEqual({ documents: 1, passages: 2 });
  expect(briefings.map(({ title }) => title).sort()).toEqual(['By hand', 'By stance', 'Chosen here', 'Everything']);
});

it('counts nothing for what is in the trash already', async () => {
  await brief('Everything', {});
  await archive.call('document.trash', { ids: [first] });
  expect(await archive.call('document.trashImpact', { ids: [first] })).toEqual({
    documents: 0,
    passages: 0,
    briefings: [],
  });
  expect(await archive.call('document.trashImpact', { ids: [first, second] })).toMatchObject({
    documents: 1,
    passages: 1,
    briefings: [{ title: 'Everything' }],
  });
});

it('brings back everything: passages, codings, notes and places in briefings', async () => {
  await archive.call('passage.update', { id: passages[0] ?? '', note: 'Said twice.' });
  await brief('By hand', { filter: { documentIds: [second] }, include: passages.slice(0, 1) });
  const [briefing] = await archive.call('briefing.list', {});
  const before = await takeSnapshot(archive);
  const preview = await archive.call('briefing.preview', { id: briefing?.id ?? '' });

  await archive.call('document.trash', { ids: [first] });
  const trashed = await archive.call('briefing.preview', { id: briefing?.id ?? '' });
  expect((await archive.call('passage.list', {})).total).toBe(1);
  expect((await archive.call('document.list', { trashed: true }))[0]).toMatchObject({ id: first, passageCount: 2 });

  await archive.call('document.restore', { ids: [first] });
  expect({ ...(await takeSnapshot(archive)), history: null }).toEqual({ ...before, history: null });
  expect(await archive.call('briefing.preview', { id: briefing?.id ?? '' })).toEqual(preview);
  expect([trashed.passages.length, preview.passages.length]).toEqual([1, 2]);
});
