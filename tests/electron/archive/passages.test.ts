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
    await archive.call('document.trash', { id: paged });
    expect(await quotes({})).toEqual(['the sheriff']);
    expect((await archive.call('document.list', {})).map(({ id }) => id)).toEqual([plain]);
    expect(await archive.call('search.query', { query: 'page' })).toEqual([]);
    expect((await archive.call('position.matrix', {})).cells).toHaveLength(1);
    await archive.call('document.restore', { id: paged });
    expect(await quotes({})).toHaveLength(3);
  });
});

describe('a search', () => {
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
