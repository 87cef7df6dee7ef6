import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MethodInput } from '../../../shared/contract.ts';
import { assertProperty } from '../../support/assert-property.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

const LONG = `Opening words.\n\n${'Nothing of note was said that day in the hall. '.repeat(4000)}\n\nThe zebra left.`;
const TEXTS = {
  'memo.txt':
    'The sheriff will not participate in detainer operations. Officers carry out a warrant that is signed by a judge.',
  'policy.txt': 'Agencies participating in the program receive funding. The café of the Peña agency is closed.',
  'letter.txt':
    'A judge may order. We oppose detainers in every case. No warrant was shown to anyone, and after many other words a judge.',
  'long.txt': LONG,
};

let archive: TempArchive;
let ids: Readonly<Record<keyof typeof TEXTS, string>>;
let quotes: Readonly<Record<'refuse' | 'fund' | 'oppose' | 'bare', string>>;

beforeAll(async () => {
  archive = await createTempArchive();
  const [memo = '', policy = '', letter = '', long = ''] = await archive.importTexts(TEXTS);
  ids = { 'memo.txt': memo, 'policy.txt': policy, 'letter.txt': letter, 'long.txt': long };
  const sheriff = await archive.call('agency.add', { name: 'Clark County Sheriff', aliases: ['CCSO'] });
  await archive.call('document.update', { id: memo, dateIssued: '2025-03', kind: 'memo', issuerId: sheriff.id });
  await archive.call('document.update', { id: policy, dateIssued: '2024-12-01', kind: 'policy', collection: 'A / B' });
  await archive.call('document.update', { id: letter, dateIssued: '2026', kind: 'letter', collection: 'A' });
  const add = async (
    documentId: string,
    quote: string,
    note: string,
    ...codings: MethodInput<'passage.code'>['codings']
  ) => (await archive.call('passage.add', { documentId, quote, note, codings })).id;
  quotes = {
    refuse: await add(memo, 'will not participate in detainer operations', 'telling', {
      agency: 'CCSO',
      stance: '5',
      topic: 'Detainers / Jail access',
      voice: 'own-document',
      certainty: 'certain',
    }),
    fund: await add(policy, 'receive funding', '', { agency: 'Department of Justice', stance: '1', topic: 'Money' }),
    oppose: await add(letter, 'We oppose detainers', 'a telling remark', {
      agency: 'Department of Justice',
      stance: '5',
      topic: 'Detainers',
      voice: 'spokesperson',
    }),
    bare: await add(letter, 'A judge may order', ''),
  };
});
afterAll(() => archive.dispose());

const names = new Map<string, string>();
async function found(query: string, more: Omit<MethodInput<'search.find'>, 'query'> = {}): Promise<string[]> {
  for (const [name, id] of Object.entries(ids)) names.set(id, name.replace('.txt', ''));
  const { documents, total } = await archive.call('search.find', { query, ...more });
  expect(total).toBeGreaterThanOrEqual(documents.length);
  return documents.map(({ documentId }) => names.get(documentId) ?? '');
}
async function listed(input: MethodInput<'passage.outline'>): Promise<string[]> {
  const { groups } = await archive.call('passage.outline', { groupBy: 'none', ...input });
  return groups
    .flatMap((group) => group.ids)
    .map((id) => Object.entries(quotes).find(([, one]) => one === id)?.[0] ?? '');
}

describe('a search of documents', () => {
  it.each([
    ['participate', ['memo', 'policy']],
    ['participating', ['memo', 'policy']],
    ['"participating"', ['policy']],
    ['agency', ['policy']],
    ['detainer', ['letter', 'memo']],
    ['partic*', ['memo', 'policy']],
    ['warrant NEAR/5 judge', ['memo']],
    ['"warrant judge"~5', ['memo']],
    ['warrant judge', ['letter', 'memo']],
    ['detainer AND (funding OR oppose)', ['letter']],
    ['judge NOT sheriff', ['letter']],
    ['judge -sheriff', ['letter']],
    ['cafe pena', ['policy']],
    ['CAFÉ', ['policy']],
    ['title:memo', ['memo']],
    ['title:judge', []],
    ['note:telling', ['letter', 'memo']],
    ['telling', ['letter', 'memo']],
    ['quote:funding', ['policy']],
    ['quote:warrant', []],
    ['agency:ccso', ['memo']],
    ['agency:"Department of Justice" -funding', ['letter']],
    ['issuer:sheriff', ['memo']],
    ['topic:detainers', ['letter', 'memo']],
    ['topic:jail judge', ['memo']],
    ['stance:opposes', ['letter', 'memo']],
    ['opening zebra', ['long']],
    ['opening -zebra', []],
    ['nobody', []],
  ])('%s', async (query, expected) => expect((await found(query)).sort()).toEqual(expected));

  it('takes words as typed if other forms do not count', async () => {
    expect(await found('participate', { stemming: false })).toEqual(['memo']);
    expect(await found('detainer', { stemming: false })).toEqual(['memo']);
  });

  it('leads to the place where the words are together', async () => {
    const { documents } = await archive.call('search.find', { query: 'warrant judge' });
    for (const { documentId, hits } of documents) {
      const text = await archive.call('document.text', { id: documentId });
      const [first] = hits;
      expect(text.slice(first?.start ?? 0, first?.end ?? 0)).toMatch(/warrant.*judge/);
      for (const { snippet, marks } of hits) {
        for (const [from, to] of marks) expect(snippet.slice(from, to)).toMatch(/^(warrant|judge)$/i);
      }
    }
  });

  it('finds places far into a long text, and both of words far apart', async () => {
    const { documents } = await archive.call('search.find', { query: 'opening zebra' });
    const places = documents[0]?.hits.map(({ start, end }) => LONG.slice(start ?? 0, end ?? 0)) ?? [];
    expect(places.sort()).toEqual(['Opening', 'zebra']);
  });

  it('is limited by document and by passages, and sorted', async () => {
    const of = (filter: MethodInput<'search.find'>['filter']) =>
      found('judge OR funding OR oppose', { filter, sort: 'date' });
    expect(await of({})).toEqual(['letter', 'memo', 'policy']);
    expect(await of({ kinds: ['memo', 'policy'] })).toEqual(['memo', 'policy']);
    expect(await of({ collections: ['A'] })).toEqual(['letter', 'policy']);
    expect(await of({ issuedFrom: '2025-01' })).toEqual(['letter', 'memo']);
    expect(await of({ issuedTo: '2025' })).toEqual(['memo', 'policy']);
    expect(await of({ voices: ['spokesperson'] })).toEqual(['letter']);
    expect(await of({ uncoded: true })).toEqual(['letter']);
    expect(await found('judge OR funding', { sort: 'title' })).toEqual(['letter', 'memo', 'policy']);
    expect(await found('judge OR funding', { sort: 'title', limit: 1, offset: 1 })).toEqual(['memo']);
  });

  it('says how it understood what it could not take as typed, and whom it does not know', async () => {
    const sentence = async (query: string) => (await archive.call('search.find', { query })).understood;
    expect(await sentence('police AND (')).toBe('Searched for the word “police”, because a parenthesis is not closed.');
    expect(await sentence('agency:Nobody')).toBe('No agency of the codebook is named “Nobody”.');
    expect(await sentence('sheriff')).toBeNull();
  });

  it('is never an error', async () => {
    const piece = fc.constantFrom(
      ...[
        'AND',
        'OR',
        'NOT',
        'NEAR/5',
        '"',
        '(',
        ')',
        '-',
        '*',
        '~3',
        'title:',
        'quote:',
        'stance:',
        'a',
        'judge',
        '\u0000',
      ],
    );
    const queries = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.array(piece, { maxLength: 12 }).map((list) => list.join(' ')),
    );
    await assertProperty(
      fc.asyncProperty(queries, async (query) => {
        await archive.call('search.query', { query });
        await archive.call('passage.outline', { query });
      }),
      { numRuns: 150 },
    );
    for (const query of ['('.repeat(10_000), 'a'.repeat(10_000), '"a b" '.repeat(2_000), 'x* '.repeat(3_000)]) {
      expect(Array.isArray(await archive.call('search.query', { query }))).toBe(true);
    }
  });
});

describe('a list of passages', () => {
  it.each([
    [{ query: 'detainer' }, ['oppose', 'refuse']],
    [{ query: 'detainer', stemming: false }, ['refuse']],
    [{ query: 'telling -remark' }, ['refuse']],
    [{ query: 'note:telling' }, ['oppose', 'refuse']],
    [{ query: 'quote:telling' }, []],
    [{ query: 'detainer telling' }, ['oppose', 'refuse']],
    [{ query: 'title:memo' }, ['refuse']],
    [{ query: 'judge OR agency:justice' }, ['bare', 'fund', 'oppose']],
    [{ query: 'topic:detainers NOT stance:supports' }, ['oppose', 'refuse']],
    [{ query: 'issuer:ccso' }, ['refuse']],
    [{ query: '-agency:justice' }, ['bare', 'refuse']],
    [{ voices: ['spokesperson' as const] }, ['oppose']],
    [{ certainties: ['certain' as const] }, ['refuse']],
    [{ uncoded: true }, ['bare']],
    [{ kinds: ['letter' as const], uncoded: false }, ['oppose']],
    [{ collections: ['A'] }, ['bare', 'fund', 'oppose']],
    [{ issuedFrom: '2025-01', issuedTo: '2025-12' }, ['refuse']],
    [{ coders: ['Nobody'] }, []],
  ])('%j', async (input, expected) => expect((await listed(input)).sort()).toEqual(expected));

  it('is limited by what is kept in the house', async () => {
    await archive.call('passage.setInternal', { ids: [quotes.oppose], internal: 'note' });
    await archive.call('passage.setInternal', { ids: [quotes.fund], internal: 'passage' });
    expect(await listed({ internals: ['note'] })).toEqual(['oppose']);
    expect((await listed({ internals: ['note', 'passage'] })).sort()).toEqual(['fund', 'oppose']);
    expect((await listed({ internals: ['none'] })).sort()).toEqual(['bare', 'refuse']);
    await archive.call('passage.setInternal', { ids: Object.values(quotes), internal: null });
    expect(await listed({ internals: ['note', 'passage'] })).toEqual([]);
  });

  it('takes topics with those below them', async () => {
    const { topics } = await archive.call('codebook.get', {});
    const idOf = (name: string) => topics.find((topic) => topic.name === name)?.id ?? '';
    expect((await listed({ topicIds: [idOf('Detainers')] })).sort()).toEqual(['oppose', 'refuse']);
    expect(await listed({ topicIds: [idOf('Jail access')] })).toEqual(['refuse']);
  });

  it('is sorted and grouped as asked, list and outline alike', async () => {
    expect(await listed({})).toEqual(['bare', 'oppose', 'refuse', 'fund']);
    expect(await listed({ sort: 'date' })).toEqual(['fund', 'refuse', 'bare', 'oppose']);
    expect(await listed({ sort: 'newest' })).toEqual(['bare', 'oppose', 'refuse', 'fund']);
    expect(await listed({ sort: 'agency' })).toEqual(['refuse', 'oppose', 'fund', 'bare']);
    expect(await listed({ sort: 'topic' })).toEqual(['oppose', 'refuse', 'fund', 'bare']);
    for (const sort of ['date', 'newest', 'agency', 'stance', 'topic', 'coded', 'coder', 'review'] as const) {
      const { passages } = await archive.call('passage.list', { sort });
      const order = passages.map(({ id }) => Object.entries(quotes).find(([, one]) => one === id)?.[0]);
      expect(order).toEqual(await listed({ sort }));
    }
    const { groups } = await archive.call('passage.outline', { groupBy: 'voice' });
    expect(groups.map(({ key, ids: members }) => [key, members.length]).sort()).toEqual([
      ['', 2],
      ['own-document', 1],
      ['spokesperson', 1],
    ]);
  });

  it('knows what quotes were checked, and forgets it when they change', async () => {
    expect((await listed({ unchecked: true })).length).toBe(4);
    await archive.call('passage.verify', { ids: [quotes.refuse, quotes.fund] });
    expect((await listed({ statuses: ['exact'] })).sort()).toEqual(['fund', 'refuse']);
    expect((await listed({ statuses: ['exact'], unchecked: true })).length).toBe(4);
    expect((await listed({ unchecked: true })).sort()).toEqual(['bare', 'oppose']);
    await archive.call('passage.update', { id: quotes.fund, note: 'other' });
    expect((await listed({ statuses: ['exact'] })).sort()).toEqual(['fund', 'refuse']);
  });

  it('says how it understood a query', async () => {
    expect(await archive.call('passage.outline', { query: 'judge OR' })).toMatchObject({
      total: 1,
      fallback: 'Searched for the word “judge”, because OR has nothing after it.',
    });
  });
});
