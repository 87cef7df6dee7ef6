import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Passage } from '../../../shared/domain/passage.ts';
import { readRefi } from '../../../shared/exchange/read-refi.ts';
import { brokenRules } from '../../support/annotation-rules.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

let from: TempArchive;
let into: TempArchive;
beforeEach(async () => {
  from = await createTempArchive();
  into = await createTempArchive();
});
afterEach(async () => {
  await from.dispose();
  await into.dispose();
});

const STATEMENT = `Statement of the Sheriff 😀

We will honour detainers where a judge has signed them. We will not hold anyone longer than the law allows.

שלום: the jail stays open to federal agents. 🚓🚓 Nothing in this order requires more.`;
const PAGED =
  'First page of the memo.\nThe office declines to take part.\n\fSecond page.\nIt may answer requests in writing.\n';

/** What counts of a passage in whatever archive: its place, its words and its codings by name. */
async function essenceOf({ call }: Pick<TempArchive, 'call'>, passage: Passage) {
  const { agencies, stances, topics } = await call('codebook.get', {});
  const nameIn = (list: readonly { readonly id: string; readonly name: string }[], id: string | undefined) =>
    list.find((each) => each.id === id)?.name;
  const { start, end, spans, quote, note, codings, review, area, page, coder } = passage;
  return {
    ...{ start, end, spans, quote, note, review, area, page, coder },
    codings: codings.map(({ agencyId, stanceId, topicId, voice, certainty, coder: by, codedAt }) => ({
      agency: nameIn(agencies, agencyId),
      stance: nameIn(stances, stanceId),
      topic: nameIn(topics, topicId),
      ...{ voice, certainty, by, codedAt },
    })),
  };
}

async function allOf(archive: Pick<TempArchive, 'call'>) {
  const { passages } = await archive.call('passage.list', {});
  const all = [];
  for (const { id } of passages) all.push(await essenceOf(archive, await archive.call('passage.get', { id })));
  return all.sort((a, b) => a.quote.localeCompare(b.quote) || a.start - b.start);
}

async function fill(archive: TempArchive): Promise<string[]> {
  const [statement = '', paged = ''] = await archive.importTexts({ 'statement.txt': STATEMENT, 'memo.txt': PAGED });
  const mark = (documentId: string, quote: string, more: object = {}) =>
    archive.call('passage.add', { documentId, quote, ...more });
  await mark(statement, 'honour detainers where a judge has signed them', {
    codings: [
      {
        agency: 'Clark County Sheriff',
        stance: 'supports with conditions',
        topic: 'Detainers / Warrants',
        voice: 'own-document',
      },
      { agency: 'Clark County Police', stance: 'opposes' },
    ],
    note: 'Compare with 2024.\nSecond line & <more>.',
  });
  await mark(statement, 'the jail stays open to federal agents', {
    codings: [{ agency: 'Clark County Sheriff', stance: 'supports', certainty: 'probable' }],
    review: 'reviewed',
  });
  await mark(statement, 'Nothing in this order requires more.');
  await archive.call('passage.add', {
    documentId: statement,
    spans: [
      { start: STATEMENT.indexOf('We will honour'), end: STATEMENT.indexOf('We will honour') + 14 },
      { start: STATEMENT.indexOf('We will not'), end: STATEMENT.indexOf('We will not') + 11 },
    ],
    codings: [{ agency: 'Clark County Sheriff', stance: 'opposes' }],
  });
  await mark(paged, 'The office declines to take part.', {
    codings: [{ agency: 'District Attorney', stance: 'declines to participate' }],
  });
  await archive.call('document.update', {
    id: statement,
    title: 'Statement on detainers',
    sourceUrl: 'https://sheriff.example/statement',
    dateIssued: '2026-02',
    collection: 'Sheriffs / Nevada',
  });
  return [statement, paged];
}

const path = (name: string): string => join(from.root, name);

describe('a REFI-QDA project', () => {
  it('comes back from another archive with the same passages', async () => {
    await fill(from);
    const to = path('project.qdpx');
    const exported = await from.call('exchange.export', { to, includeCoders: true });
    expect(exported).toMatchObject({ format: 'qdpx', documents: 2, passages: 5, codings: 5, internal: 0, skipped: [] });
    const preview = await into.call('exchange.import', { path: to, preview: true });
    expect(preview).toMatchObject({
      isPreview: true,
      passages: { placed: 5, moved: 0, known: 0, lost: 0 },
      warnings: [],
    });
    expect((await into.call('document.list', {})).length).toBe(0);
    const imported = await into.call('exchange.import', { path: to });
    expect(imported).toMatchObject({
      format: 'qdpx',
      passages: { placed: 5, moved: 0, known: 0, lost: 0 },
      codings: 5,
      attention: [],
      warnings: [],
    });
    expect(await allOf(into)).toEqual(await allOf(from));
    const [document] = (await into.call('document.list', { sort: 'title' })).filter(
      ({ title }) => title === 'Statement on detainers',
    );
    const got = await into.call('document.get', { id: document?.id ?? '' });
    expect(got).toMatchObject({
      sourceUrl: 'https://sheriff.example/statement',
      dateIssued: '2026-02',
      collection: 'Sheriffs / Nevada',
      versions: [{ fileName: 'statement.txt' }],
    });
    expect((await into.call('passage.verify', {})).map(({ check }) => check.status)).toEqual(Array(5).fill('exact'));
  });

  it('is one step to undo, and taken in twice it brings nothing twice', async () => {
    await fill(from);
    const to = path('project.qdpx');
    await from.call('exchange.export', { to });
    const before = await into.call('codebook.get', {});
    await into.call('exchange.import', { path: to });
    const again = await into.call('exchange.import', { path: to });
    expect(again).toMatchObject({ passages: { placed: 0, known: 5 }, codings: 0, agencies: [], topics: [] });
    expect(again.sources.map(({ outcome }) => outcome)).toEqual(['known', 'known']);
    const undone = await into.call('history.undo', {});
    expect(undone.undo).toBeNull();
    expect(await into.call('codebook.get', {})).toEqual(before);
    expect((await into.call('passage.list', {})).total).toBe(0);
  });

  it('counts code points, and names no coder unasked', async () => {
    await fill(from);
    const to = path('project.qdpx');
    await from.call('exchange.export', { to });
    const files = unzipSync(new Uint8Array(await readFile(to)));
    const xml = new TextDecoder().decode(files['project.qde']);
    const project = readRefi(xml);
    expect(project.users.map(([, name]) => name)).toEqual(['Coder']);
    expect(xml).not.toContain('A. Coder');
    const source = project.sources.find(({ name }) => name === 'Statement on detainers');
    const text = [...new TextDecoder().decode(files[`sources/${source?.plainTextPath?.slice('internal://'.length)}`])];
    for (const { place, name } of source?.selections ?? []) {
      if (place.kind !== 'text') throw new Error('It is not a place in a text.');
      expect(text.slice(place.start, place.end).join('').replace(/\s+/g, ' ')).toBe(name);
    }
    expect(source?.selections.length).toBeGreaterThan(4);
  });
});

describe('web annotations', () => {
  it('keep the rules of the W3C and name originals by their hash', async () => {
    await fill(from);
    const to = path('passages.jsonld');
    await from.call('exchange.export', { to, includeCoders: true });
    const collection = JSON.parse(await readFile(to, 'utf8'));
    expect(brokenRules(collection)).toEqual([]);
    const sources = collection.first.items.flatMap(({ target }: { target: { source: { id: string } }[] }) =>
      target.map(({ source }) => source.id),
    );
    expect(sources.every((id: string) => /^ni:\/\/\/sha-256;[\w-]{43}$/.test(id))).toBe(true);
    expect(JSON.stringify(collection)).toContain('"name":"A. Coder"');
    const anonymous = path('anonymous.jsonld');
    await from.call('exchange.export', { to: anonymous });
    expect(await readFile(anonymous, 'utf8')).not.toContain('A. Coder');
  });

  it('come back onto the same originals', async () => {
    await fill(from);
    const to = path('passages.jsonld');
    await from.call('exchange.export', { to, includeCoders: true });
    await into.importTexts({ 'other name.txt': STATEMENT, 'memo.txt': PAGED });
    const result = await into.call('exchange.import', { path: to });
    expect(result).toMatchObject({
      format: 'web-annotation',
      passages: { placed: 5, moved: 0, known: 0, lost: 0 },
      codings: 5,
    });
    expect(await allOf(into)).toEqual(await allOf(from));
    expect((await into.call('history.undo', {})).undo).toMatch(/^Import .* and 1 more$/);
    expect((await into.call('passage.list', {})).total).toBe(0);
  });

  it('of Hypothesis come in by address, with tags as topics for a default agency and stance', async () => {
    const [id = ''] = await into.importTexts({ 'page.txt': STATEMENT });
    await into.call('document.update', { id, sourceUrl: 'https://sheriff.example/statement' });
    const rows = [
      {
        id: 'h1',
        uri: 'https://sheriff.example/statement#top',
        document: { title: ['Whatever'] },
        created: '2026-03-01T10:00:00.123456+00:00',
        updated: '2026-03-01T10:00:00.123456+00:00',
        user: 'acct:reader@hypothes.is',
        text: 'Worth citing.',
        tags: ['detainers'],
        target: [
          {
            source: 'https://sheriff.example/statement',
            selector: [
              {
                type: 'RangeSelector',
                startContainer: '/div[1]',
                endContainer: '/div[1]',
                startOffset: 0,
                endOffset: 9,
              },
              { type: 'TextPositionSelector', start: 900, end: 950 },
              {
                type: 'TextQuoteSelector',
                exact: 'hold anyone  longer',
                prefix: 'We will not ',
                suffix: ' than the law',
              },
            ],
          },
        ],
      },
      {
        id: 'h2',
        uri: 'https://elsewhere.example/',
        tags: [],
        text: '',
        target: [{ source: 'https://elsewhere.example/', selector: [{ type: 'TextQuoteSelector', exact: 'x' }] }],
      },
      {
        id: 'h3',
        uri: 'https://sheriff.example/statement',
        text: 'A page note',
        target: [{ source: 'https://sheriff.example/statement' }],
      },
    ];
    const file = join(into.root, 'hypothesis.json');
    await writeFile(file, JSON.stringify({ total: 3, rows }));
    const result = await into.call('exchange.import', {
      path: file,
      defaultAgency: 'Clark County Sheriff',
      defaultStance: 'opposes',
    });
    expect(result.passages).toEqual({ placed: 1, moved: 0, known: 0, lost: 1 });
    expect(result.sources.map(({ outcome }) => outcome)).toEqual(['known', 'not-found']);
    expect(result.warnings).toEqual(['1 annotations mark no words and no area of their source.']);
    const [passage] = await allOf(into);
    expect(passage).toMatchObject({
      quote: 'hold anyone longer',
      note: 'Worth citing.',
      coder: 'reader',
      codings: [
        { agency: 'Clark County Sheriff', stance: 'opposes', topic: 'detainers', codedAt: '2026-03-01T10:00:00.123Z' },
      ],
    });
  });
});

describe('a codebook', () => {
  it('comes back from a .qdc with all that is known of its agencies, stances and topics', async () => {
    await fill(from);
    const [agency] = (await from.call('codebook.get', {})).agencies;
    await from.call('agency.update', {
      id: agency?.id ?? '',
      aliases: ['CCSO', 'Sheriff of Clark County'],
      jurisdiction: 'Clark County, Nevada',
      level: 'county',
    });
    await from.call('stance.add', {
      name: 'wavers',
      definition: 'Says both.',
      polarity: null,
      letter: 'W',
      color: '#123456',
    });
    const to = path('codebook.qdc');
    await from.call('exchange.export', { to });
    const result = await into.call('exchange.import', { path: to });
    expect(result).toMatchObject({ format: 'qdc', stances: ['wavers'], topics: ['Detainers', 'Detainers / Warrants'] });
    const bare = async ({ call }: TempArchive) => {
      const { agencies, stances, topics } = await call('codebook.get', {});
      return {
        agencies: agencies.map(({ id: _id, ...rest }) => rest).sort((a, b) => a.name.localeCompare(b.name)),
        stances: stances
          .map(({ id: _id, order: _order, ...rest }) => rest)
          .sort((a, b) => a.name.localeCompare(b.name)),
        topics: topics.map(({ name, definition, parentId }) => ({ name, definition, isTop: parentId === null })),
      };
    };
    expect(await bare(into)).toEqual(await bare(from));
  });

  it('of Taguette comes in with the role that a person gives it', async () => {
    const file = join(into.root, 'codebook.csv');
    await writeFile(
      file,
      'tag,description,number of highlights\r\ninteresting,Further review required,1\r\npeople,People of interest,2\r\ninteresting.places,,1\r\n',
    );
    const preview = await into.call('exchange.import', { path: file, preview: true });
    expect(preview.codes.map(({ name, role, isGuess, below }) => [name, role, isGuess, below])).toEqual([
      ['interesting', 'topic', true, 1],
      ['people', 'topic', true, 0],
    ]);
    const result = await into.call('exchange.import', { path: file, agencyCodes: ['People'] });
    expect(result).toMatchObject({ agencies: ['people'], topics: ['interesting', 'interesting / places'] });
    const { topics } = await into.call('codebook.get', {});
    expect(topics.map(({ name, definition }) => [name, definition])).toEqual([
      ['interesting', 'Further review required'],
      ['places', ''],
    ]);
    await expect(into.call('exchange.import', { path: file, skipCodes: ['nobody'] })).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('citations', () => {
  it('fill in what is missing, and replace nothing unless that is asked for', async () => {
    const [a = '', b = ''] = await into.importTexts({ 'a.txt': 'First text.', 'b.txt': 'Second text.' });
    await into.call('document.update', { id: a, title: 'Statement on detainers', dateIssued: '2026' });
    await into.call('document.update', { id: b, title: 'Another', author: 'J. Doe', sourceUrl: 'https://b.example/x' });
    const file = join(into.root, 'zotero.json');
    const items = [
      {
        id: 'http://zotero.org/1',
        type: 'report',
        title: 'Statement on Detainers',
        author: [{ family: 'Roe', given: 'Ann' }],
        issued: { 'date-parts': [['2026', 2, '3']] },
        URL: 'https://a.example/',
      },
      {
        id: 'x2',
        type: 'webpage',
        title: 'Another title',
        author: [{ literal: 'Someone Else' }],
        URL: 'https://b.example/x',
      },
      { id: 'x3', type: 'book', title: 'Not here' },
    ];
    await writeFile(file, JSON.stringify(items));
    const before = await into.call('document.get', { id: b });
    const result = await into.call('exchange.import', { path: file });
    expect(result.sources.map(({ outcome, documentId }) => [outcome, documentId])).toEqual([
      ['updated', a],
      ['unchanged', b],
      ['not-found', null],
    ]);
    expect(result.sources[1]?.reason).toBe(
      'The file says something else, which was left: Title: Another title; Author: Someone Else.',
    );
    expect(await into.call('document.get', { id: a })).toMatchObject({
      author: 'Ann Roe',
      dateIssued: '2026-02-03',
      sourceUrl: 'https://a.example/',
    });
    expect(await into.call('document.get', { id: b })).toEqual(before);
    await into.call('exchange.import', { path: file, overwrite: true });
    expect(await into.call('document.get', { id: b })).toMatchObject({
      title: 'Another title',
      author: 'Someone Else',
    });
    await into.call('history.undo', {});
    expect(await into.call('document.get', { id: b })).toEqual(before);
  });

  it('of the sources are written as CSL-JSON and RIS', async () => {
    await fill(from);
    await from.call('exchange.export', { to: path('sources.json') });
    const items = JSON.parse(await readFile(path('sources.json'), 'utf8'));
    expect(items.map(({ title }: { title: string }) => title).sort()).toEqual(['Statement on detainers', 'memo']);
    await from.call('exchange.export', { to: path('sources.ris') });
    const ris = await readFile(path('sources.ris'), 'utf8');
    expect(ris.match(/^TY {2}- [A-Z]+\r$/gm)).toHaveLength(2);
    expect(ris.match(/^ER {2}- \r$/gm)).toHaveLength(2);
    expect(ris).toContain('TI  - Statement on detainers\r\n');
    expect(ris).toContain('UR  - https://sheriff.example/statement\r\n');
  });
});

describe('an export', () => {
  it('takes what a filter takes, with the codes that are used in it alone', async () => {
    await fill(from);
    const { agencies } = await from.call('codebook.get', {});
    const attorney = agencies.find(({ name }) => name === 'District Attorney')?.id ?? '';
    const to = path('attorney.csv');
    const result = await from.call('exchange.export', { to, filter: { agencyIds: [attorney] } });
    expect(result).toMatchObject({ documents: 1, passages: 1, codings: 1 });
    expect(await readFile(to, 'utf8')).toContain('The office declines to take part.');
    await from.call('exchange.export', { to: path('attorney.qdc'), filter: { agencyIds: [attorney] } });
    expect(
      readRefi(await readFile(path('attorney.qdc'), 'utf8')).codes.filter(({ name }) => name.includes('Sheriff')),
    ).toEqual([]);
  });

  it.each(['csv', 'xlsx', 'jsonld', 'qdpx'])(
    'as .%s carries nothing internal, whatever its tables',
    async (extension) => {
      await fill(from);
      const { passages } = await from.call('passage.list', {});
      const noted = passages.find(({ note }) => note !== '');
      const secret = passages.find(({ quote }) => quote.startsWith('Nothing in this order'));
      await from.call('passage.update', { id: noted?.id ?? '', internal: 'note' });
      await from.call('passage.update', { id: secret?.id ?? '', internal: 'passage' });
      const to = path(`outward.${extension}`);
      const result = await from.call('exchange.export', { to });
      expect(result).toMatchObject({ passages: 4, internal: 2 });
      const bytes = new Uint8Array(await readFile(to));
      const files = extension === 'xlsx' || extension === 'qdpx' ? unzipSync(bytes) : { [to]: bytes };
      const inside = Object.entries(files)
        .filter(([name]) => !name.startsWith('sources/'))
        .map(([, content]) => new TextDecoder().decode(content))
        .join('\n');
      expect(inside).toContain('honour detainers');
      for (const hidden of ['Compare with 2024', secret?.id ?? '', 'A. Coder', from.root])
        expect(inside).not.toContain(hidden);
      // The context of another passage may hold its words: they are the source's.
      if (extension === 'csv') expect(inside).not.toContain('Nothing in this order requires more.');
    },
  );

  it('is refused into the archive, into no folder, and with an ending that nobody knows', async () => {
    const refused = (to: string) => expect(from.call('exchange.export', { to })).rejects;
    await refused(join(from.directory, 'x.csv')).toMatchObject({ code: 'conflict' });
    await refused(path('none/x.csv')).toMatchObject({ code: 'io' });
    await refused(path('x.doc')).toMatchObject({ code: 'invalid-input' });
    await mkdir(path('folder.csv'));
    await refused(path('folder.csv')).toMatchObject({ code: 'io' });
  });

  it('is entered in the log with its hash', async () => {
    await fill(from);
    await from.call('exchange.export', { to: path('all.xlsx') });
    const [event] = await from.call('history.list', { limit: 1 });
    expect(event).toMatchObject({ type: 'exchange.export', label: 'Export 5 passages as all.xlsx' });
  });
});

it.each(['Sheriff', 'anyone', 'Coder'])(
  'files are written for a coder called %s, as words of sources may be',
  async (name) => {
    const archive = await createTempArchive({ coder: () => name });
    try {
      await fill(archive);
      for (const extension of ['csv', 'xlsx', 'jsonld', 'qdpx', 'qdc', 'ris', 'json']) {
        const to = join(archive.root, `named.${extension}`);
        expect((await archive.call('exchange.export', { to })).byteLength).toBeGreaterThan(0);
      }
    } finally {
      await archive.dispose();
    }
  },
);
