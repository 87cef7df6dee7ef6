import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

let archive: TempArchive;
let documents: string[];
let passages: string[];
beforeEach(async () => {
  archive = await createTempArchive();
  documents = await archive.importTexts({ 'a.txt': 'Alpha bravo charlie.', 'b.txt': 'Delta echo foxtrot.' });
  const [a = '', b = ''] = documents;
  const mark = (documentId: string, quote: string) =>
    archive.call('passage.add', { documentId, quote, codings: [{ agency: 'FBI', stance: '1' }] });
  passages = [(await mark(a, 'Alpha')).id, (await mark(b, 'Delta')).id];
});
afterEach(() => archive.dispose());

const last = async () => (await archive.call('history.list', { limit: 1 }))[0];
const lastSeq = async () => (await last())?.seq ?? 0;
const state = async () => [
  await archive.call('codebook.get', {}),
  await archive.call('passage.list', {}),
  await archive.call('document.list', { trashed: true }),
];
/** The codings of all passages as "agency stance-letter". */
async function codings(): Promise<string[][]> {
  const { agencies, stances } = await archive.call('codebook.get', {});
  const { passages: listed } = await archive.call('passage.list', {});
  return listed.map((passage) =>
    passage.codings.map(({ agencyId, stanceId }) => {
      const agency = agencies.find(({ id }) => id === agencyId)?.name;
      return `${agency} ${stances.find(({ id }) => id === stanceId)?.letter}`;
    }),
  );
}

describe('passages', () => {
  it('are coded together in one event that makes a new agency once and that undo takes back', async () => {
    const before = await state();
    const kept = (await archive.call('passage.list', {})).passages.map(({ codings: [first] }) => first);
    const views = await archive.call('passage.code', {
      ids: [...passages, ...passages],
      codings: [
        { agency: 'fbi', stance: '1' },
        { agency: 'ATF', stance: '5' },
        { agency: 'atf', stance: 'O' },
      ],
    });
    expect(views.map(({ id, codings: [first] }) => [id, first])).toEqual(passages.map((id, at) => [id, kept[at]]));
    expect(await codings()).toEqual([
      ['FBI S', 'ATF O'],
      ['FBI S', 'ATF O'],
    ]);
    expect(await last()).toMatchObject({ type: 'passage.update', label: 'Code 2 passages', changeCount: 3 });
    await archive.call('history.undo', {});
    expect(await state()).toEqual(before);
  });

  it('that have a coding already do not get it twice, and no event is made for nothing', async () => {
    const [first = '', second = ''] = passages;
    await archive.call('passage.code', { ids: [first], codings: [{ agency: 'DEA', stance: '5' }] });
    const seq = await lastSeq();
    await archive.call('passage.code', { ids: [first], codings: [{ agency: 'DEA', stance: '5' }] });
    expect(await lastSeq()).toBe(seq);
    await archive.call('passage.code', { ids: [first, second], codings: [{ agency: 'DEA', stance: '5' }] });
    expect(await last()).toMatchObject({ label: 'Code “Delta”', changeCount: 1 });
  });

  it('get other codings together, and keep those that stay', async () => {
    const before = await state();
    const kept = (await archive.call('passage.list', {})).passages[0]?.codings[0];
    const views = await archive.call('passage.recode', {
      ids: passages,
      codings: [
        { agency: 'DEA', stance: '5' },
        { agency: 'FBI', stance: '1' },
      ],
    });
    expect(views[0]?.codings[1]).toEqual(kept);
    expect(await codings()).toEqual([
      ['DEA O', 'FBI S'],
      ['DEA O', 'FBI S'],
    ]);
    await archive.call('passage.recode', { ids: passages, codings: [] });
    expect(await codings()).toEqual([[], []]);
    expect((await last())?.label).toBe('Take the codings off 2 passages');
    await archive.call('history.undo', {});
    await archive.call('history.undo', {});
    expect(await state()).toEqual(before);
  });

  it('lose the codings named, and refuse if they do not have one of them', async () => {
    const [id = ''] = passages;
    const codingIds = (await archive.call('passage.get', { id })).codings.map((coding) => coding.id);
    await expect(archive.call('passage.uncode', { id, codingIds: [...codingIds, 'none'] })).rejects.toMatchObject({
      code: 'not-found',
      message: '“Alpha” has no coding with the id none.',
    });
    expect((await archive.call('passage.uncode', { id, codingIds })).codings).toEqual([]);
    expect(await last()).toMatchObject({ type: 'passage.update', label: 'Take a coding off “Alpha”' });
    await archive.call('history.undo', {});
    expect((await archive.call('passage.get', { id })).codings.map((coding) => coding.id)).toEqual(codingIds);
  });

  it('are all left as they were if one of them is not there', async () => {
    const before = await state();
    const ids = [...passages, 'none'];
    for (const method of ['passage.code', 'passage.recode'] as const) {
      await expect(archive.call(method, { ids, codings: [{ agency: 'New', stance: '1' }] })).rejects.toMatchObject({
        code: 'not-found',
      });
    }
    expect(await state()).toEqual(before);
  });
});

describe('documents', () => {
  it('go to the trash and come back together, one event each', async () => {
    const [a = '', b = ''] = documents;
    await archive.call('document.trash', { ids: [a] });
    expect((await last())?.label).toBe('Move a to the trash');
    const trashedAt = (await archive.call('document.get', { id: a })).trashedAt;
    await archive.call('document.restore', { ids: [a] });
    const trashed = await archive.call('document.trash', { ids: [a, b, a] });
    expect(trashed.map(({ id }) => id)).toEqual([a, b]);
    expect(trashed[0]?.trashedAt).not.toBe(trashedAt);
    expect(await last()).toMatchObject({
      type: 'document.trash',
      label: 'Move 2 documents to the trash',
      changeCount: 2,
    });
    const seq = await lastSeq();
    expect(await archive.call('document.trash', { ids: [b] })).toEqual([trashed[1]]);
    expect(await lastSeq()).toBe(seq);
    await archive.call('history.undo', {});
    expect((await archive.call('document.list', {})).map(({ id }) => id)).toEqual([a, b]);
    await archive.call('history.redo', {});
    await archive.call('document.restore', { ids: documents });
    expect(await last()).toMatchObject({ type: 'document.restore', label: 'Restore 2 documents', changeCount: 2 });
  });
});

describe('undo of one certain change', () => {
  it('is refused if another comes first, which it names, and changes nothing', async () => {
    const [id = ''] = passages;
    await archive.call('passage.delete', { ids: [id] });
    const seq = await lastSeq();
    await archive.call('archive.rename', { title: 'Other' });
    const refusal = { code: 'conflict', message: expect.stringContaining('“Rename the archive to Other”') };
    await expect(archive.call('history.undo', { seq })).rejects.toMatchObject(refusal);
    expect((await archive.call('archive.status', {}))?.info.title).toBe('Other');
    await archive.call('history.undo', { seq: await lastSeq() });
    await archive.call('history.undo', { seq });
    expect((await archive.call('passage.get', { id })).quote).toBe('Alpha');
    await expect(archive.call('history.redo', { seq })).rejects.toMatchObject({ code: 'conflict' });
    await archive.call('history.redo', { seq: await lastSeq() });
    await expect(archive.call('passage.get', { id })).rejects.toMatchObject({ code: 'not-found' });
  });

  it.each([1, 2])('takes back a whole import by its file number %i', async (member) => {
    const { events } = (await archive.call('archive.status', {}))?.counts ?? { events: 0 };
    await archive.importTexts({ 'c.txt': 'Golf hotel.', 'd.txt': 'India juliet.' });
    await archive.call('history.undo', { seq: events + member });
    expect((await archive.call('document.list', {})).map(({ id }) => id)).toEqual(documents);
  });
});
