import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

const PAGES = 'First page line one.\nSecond line here.\n\fThird line on page two.\nThe end of it.';

let archive: TempArchive;
let paged: string;
let plain: string;
beforeEach(async () => {
  archive = await createTempArchive();
  [paged = '', plain = ''] = await archive.importTexts({
    'b paged.txt': PAGES,
    'a plain.txt': 'Plain words about the sheriff.\n\nMore about “funding” and immi-\ngration.',
  });
});
afterEach(() => archive.dispose());

describe('a passage', () => {
  it('across a page break has its words, page and rectangles on both pages', async () => {
    const start = PAGES.indexOf('line here');
    const end = PAGES.indexOf(' on page two');
    const passage = await archive.call('passage.add', { documentId: paged, start: start - 1, end: end + 1 });
    expect([passage.quote, passage.start, passage.end, passage.page]).toEqual([PAGES.slice(start, end), start, end, 1]);
    expect(passage.selectors).toContainEqual({ type: 'PageQuadsSelector', page: 1, quads: [[114, 86, 60, 12]] });
    expect(passage.selectors).toContainEqual({ type: 'PageQuadsSelector', page: 2, quads: [[72, 72, 60, 12]] });
    expect(passage.selectors.map(({ type }) => type)).toEqual([
      'TextQuoteSelector',
      'TextPositionSelector',
      'FragmentSelector',
      'PageQuadsSelector',
      'PageQuadsSelector',
    ]);
    const runs = await archive.call('document.textRuns', { id: paged, firstPage: 2, lastPage: 9 });
    expect(runs.map(({ page, runs: lines }) => [page, lines.length])).toEqual([[2, 2]]);
  });

  it('found by its words keeps the text as it is preserved', async () => {
    const passage = await archive.call('passage.add', { documentId: plain, quote: '"funding" and immigration' });
    expect(passage.quote).toBe('“funding” and immi-\ngration');
    expect(await archive.call('passage.verify', { ids: [passage.id] })).toEqual([
      { id: passage.id, check: { status: 'exact', reason: null, start: passage.start, end: passage.end } },
    ]);
  });

  it.each([
    [{ quote: 'not in there' }, 'not-found'],
    [{ quote: 'about' }, 'ambiguous'],
    [{ start: 5, end: 6 }, 'invalid-input'],
    [{ start: 0, quote: 'Plain' }, 'invalid-input'],
    [{ end: 5, quote: 'Plain' }, 'invalid-input'],
    [{ start: 0, end: 9999 }, 'invalid-input'],
    [{}, 'invalid-input'],
    [{ quote: 'Plain', version: 2 }, 'not-found'],
  ])('is refused where it has no certain place (%j: %s)', async (place, code) => {
    await expect(archive.call('passage.add', { documentId: plain, ...place })).rejects.toMatchObject({ code });
  });

  it('is listed by title and place, filtered on one and the same coding, and hidden with its document', async () => {
    const add = (documentId: string, quote: string, ...codings: [string, string][]) =>
      archive.call('passage.add', {
        documentId,
        quote,
        codings: codings.map(([agency, stance]) => ({ agency, stance })),
      });
    await add(paged, 'The end', ['FBI', '1']);
    await add(paged, 'First page', ['FBI', '1'], ['DEA', '5']);
    await add(plain, 'the sheriff', ['DEA', '5']);
    const quotes = async (filter: Parameters<typeof archive.call<'passage.list'>>[1]) =>
      (await archive.call('passage.list', filter)).passages.map(({ quote }) => quote);
    expect(await quotes({})).toEqual(['the sheriff', 'First page', 'The end']);
    const { agencies, stances } = await archive.call('codebook.get', {});
    const agencyIds = agencies.filter(({ name }) => name === 'FBI').map(({ id }) => id);
    const stanceIds = stances.filter(({ digit }) => digit === 5).map(({ id }) => id);
    expect(await quotes({ agencyIds })).toEqual(['First page', 'The end']);
    expect(await quotes({ agencyIds, stanceIds })).toEqual([]);
    expect(await quotes({ stanceIds })).toEqual(['the sheriff', 'First page']);
    expect(await quotes({ text: 'PAGE first' })).toEqual(['First page']);
    expect(await archive.call('passage.list', { limit: 1, offset: 1 })).toMatchObject({
      total: 3,
      passages: [{ quote: 'First page', documentTitle: 'b paged' }],
    });
    await archive.call('document.trash', { ids: [paged] });
    expect(await quotes({})).toEqual(['the sheriff']);
    expect((await archive.call('document.list', {})).map(({ id }) => id)).toEqual([plain]);
    expect(await archive.call('search.query', { query: 'page' })).toEqual([]);
    expect((await archive.call('position.matrix', {})).cells).toHaveLength(1);
    await archive.call('document.restore', { ids: [paged] });
    expect(await quotes({})).toHaveLength(3);
  });
});

describe('a coding', () => {
  it('with the id of an agency that is gone is refused, and makes no agency of that name', async () => {
    const agency = '01KGDEMXR0SAMP00000000000Z';
    await expect(
      archive.call('passage.add', { documentId: plain, quote: 'Plain', codings: [{ agency, stance: '1' }] }),
    ).rejects.toMatchObject({ code: 'not-found', message: expect.stringContaining(agency) });
    expect((await archive.call('codebook.get', {})).agencies).toEqual([]);
  });
});

describe('a search', () => {
  it('for a whole page of words finds by the first of them', async () => {
    const words = Array.from({ length: 900 }, (_, index) => `word${index}`).join(' ');
    expect(await archive.call('search.query', { query: words })).toEqual([]);
    const repeated = await archive.call('search.query', { query: 'sheriff funding '.repeat(400) });
    expect(repeated.map(({ documentId }) => documentId)).toEqual([plain]);
  });

  it.each([
    '"',
    '"""',
    'AND',
    'sheriff" OR',
    'NEAR(',
    '*',
    'a:b',
    '(',
    '-x',
    '^',
    'col : "',
    "'; DROP TABLE docs; --",
    '\u0002',
  ])('is never an error (%j)', async (query) => {
    expect(Array.isArray(await archive.call('search.query', { query }))).toBe(true);
  });

  it('says where the words stand in text, metadata, quotes and notes', async () => {
    await archive.call('passage.add', { documentId: plain, quote: 'Plain words', note: 'a telling remark' });
    const [text] = await archive.call('search.query', { query: '"page two"' });
    expect(text).toMatchObject({ documentId: paged, field: 'text', page: 2, title: 'b paged' });
    expect(PAGES.slice(text?.start ?? 0, text?.end ?? 0)).toBe('page two');
    expect(text?.marks.map(([from, to]) => text.snippet.slice(from, to))).toEqual(['page two']);
    const fields = async (query: string) =>
      (await archive.call('search.query', { query })).map(({ field }) => field).sort();
    expect(await fields('telling')).toEqual(['note']);
    expect(await fields('plain')).toEqual(['metadata', 'quote', 'text']);
    expect(await fields('sher*')).toEqual(['text']);
    expect(await fields('first end')).toEqual(['text']);
    expect(await fields('nowhere')).toEqual([]);
  });
});

describe('an outline', () => {
  const add = async (documentId: string, quote: string, ...codings: [string, string][]) => {
    const coded = codings.map(([agency, stance]) => ({ agency, stance }));
    return (await archive.call('passage.add', { documentId, quote, codings: coded })).id;
  };

  it('names the passages of a list in its order, under every document, agency or stance they stand for', async () => {
    const end = await add(paged, 'The end', ['FBI', '1'], ['FBI', '2']);
    const first = await add(paged, 'First page', ['FBI', '1'], ['DEA', '5']);
    const sheriff = await add(plain, 'the sheriff');
    const { agencies, stances } = await archive.call('codebook.get', {});
    const [fbi, dea] = ['FBI', 'DEA'].map((name) => agencies.find((agency) => agency.name === name)?.id ?? '');
    const stance = (digit: number) => stances.find((each) => each.digit === digit)?.id ?? '';
    const outline = async (input: Parameters<typeof archive.call<'passage.outline'>>[1]) => {
      const { total, groups } = await archive.call('passage.outline', input);
      return [total, ...groups.map(({ key, title, ids }) => [key, title, ...ids])];
    };
    expect(await outline({})).toEqual([3, [plain, 'a plain', sheriff], [paged, 'b paged', first, end]]);
    const byAgency = await outline({ groupBy: 'agency' });
    expect(byAgency).toHaveLength(4);
    expect(byAgency).toEqual(
      expect.arrayContaining([3, ['', null, sheriff], [fbi, null, first, end], [dea, null, first]]),
    );
    const byStance = await outline({ groupBy: 'stance', agencyIds: [fbi ?? ''] });
    expect(byStance).toHaveLength(4);
    expect(byStance).toEqual(
      expect.arrayContaining([2, [stance(1), null, first, end], [stance(5), null, first], [stance(2), null, end]]),
    );
    expect(await outline({ text: 'nowhere' })).toEqual([0]);
    expect(await outline({ ids: [end, 'gone'] })).toEqual([1, [paged, 'b paged', end]]);
    const listed = await archive.call('passage.list', { ids: [end, 'gone', sheriff, end] });
    expect([listed.total, ...listed.passages.map(({ id }) => id)]).toEqual([2, sheriff, end]);
  });

  it('outlines in the order of the list, however that is sorted', async () => {
    await archive.call('document.update', { id: paged, dateIssued: '2019-05-01' });
    await add(paged, 'The end', ['FBI', '2']);
    await add(paged, 'First page', ['DEA', '5'], ['ATF', '1']);
    const [sheriff, plainly] = [await add(plain, 'the sheriff'), await add(plain, 'Plain words', ['ATF', '2'])];
    await archive.call('passage.review', { ids: [sheriff], state: 'needs-review' });
    await archive.call('passage.review', { ids: [plainly], state: 'reviewed' });
    const sorts = ['document', 'date', 'newest', 'agency', 'stance', 'topic', 'coded', 'coder', 'review'] as const;
    const orders = new Set<string>();
    for (const sort of sorts) {
      const { passages } = await archive.call('passage.list', { sort });
      const ids = passages.map(({ id }) => id);
      orders.add(ids.join(' '));
      for (const groupBy of ['none', 'document', 'agency', 'stance', 'review', 'coder'] as const) {
        const { total, groups } = await archive.call('passage.outline', { sort, groupBy });
        const where = `sorted by ${sort}, under each ${groupBy}`;
        expect(total, where).toBe(ids.length);
        for (const group of groups) {
          expect(group.ids, where).toEqual(ids.filter((id) => group.ids.includes(id)));
        }
        expect(new Set(groups.flatMap((group) => group.ids)), where).toEqual(new Set(ids));
      }
      const { groups } = await archive.call('passage.outline', { sort, groupBy: 'document' });
      const documents = new Set(passages.map(({ documentId }) => documentId));
      expect(
        groups.map(({ key }) => key),
        sort,
      ).toEqual([...documents]);
    }
    expect(orders.size).toBeGreaterThan(3);
  });
});

describe('a list of collections', () => {
  it('counts documents by the collection they name, and the trash apart', async () => {
    await archive.call('document.update', { id: paged, collection: 'Bills / 2019' });
    expect(await archive.call('collection.list', {})).toEqual({
      collections: [
        { collection: null, count: 1 },
        { collection: 'Bills / 2019', count: 1 },
      ],
      trashed: 0,
    });
    await archive.call('document.trash', { ids: [plain] });
    expect(await archive.call('collection.list', {})).toEqual({
      collections: [{ collection: 'Bills / 2019', count: 1 }],
      trashed: 1,
    });
  });
});
