import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyBag } from '../../../../electron/archive/bagit/verify-bag.ts';
import { ArchiveError } from '../../../../shared/errors.ts';
import { makeZip } from '../../../support/make-zip.ts';
import { createTempArchive, type TempArchive } from '../../../support/temp-archive.ts';
import { createTextParserPool } from '../../../support/text-parser-pool.ts';
import { makeBag, writeBag } from './make-bag.ts';

const STATEMENT = `Statement of the Department 😀.

Our officers do not ask about immigration status.
The Department will not participate in joint task forces.`;

let from: TempArchive;
let into: TempArchive;
let to: string;
beforeEach(async () => {
  from = await createTempArchive();
  into = await createTempArchive();
  to = join(from.root, 'evidence');
});
afterEach(async () => {
  await from.dispose();
  await into.dispose();
});

/** An archive with two documents, one of them coded for two agencies, and a briefing. */
async function fill(): Promise<{ readonly statement: string; readonly other: string; readonly briefing: string }> {
  const [statement = '', other = ''] = await from.importTexts({
    'Statement: final?.txt': STATEMENT,
    'memo.txt': 'Funding may be withheld.',
  });
  await from.call('agency.add', { name: 'Clark County', level: 'county' });
  await from.call('passage.add', {
    documentId: statement,
    quote: 'Our officers do not ask about immigration status.',
    codings: [
      { agency: 'LVMPD', stance: 'declines' },
      { agency: 'Clark County', stance: 'silent' },
    ],
    note: 'clear',
  });
  await from.call('passage.add', { documentId: statement, quote: 'joint task forces' });
  await from.call('document.update', { id: statement, title: 'Statement “A/B”', dateIssued: '2026-03-18' });
  const { id: briefing } = await from.call('briefing.create', { title: 'Positions' });
  return { statement, other, briefing };
}

const everything = async (archive: TempArchive) => ({
  documents: await Promise.all(
    (await archive.call('document.list', {})).map(({ id }) => archive.call('document.get', { id })),
  ),
  passages: (await archive.call('passage.list', {})).passages,
  briefings: await archive.call('briefing.list', {}),
  agencies: (await archive.call('codebook.get', {})).agencies,
});

describe('an archive as a bag', () => {
  it('is a valid bag that sha256sum checks alone', async () => {
    await fill();
    const written = await from.call('bag.export', { to, sourceOrganization: 'City of Reno' });
    expect(written).toMatchObject({ path: to, documents: 2, passages: 2, briefings: 1 });
    expect(written.report).toMatchObject({
      valid: true,
      version: '1.0',
      faults: [],
      warnings: [],
      algorithms: ['sha256', 'sha512'],
    });
    expect(Object.fromEntries(written.report.info)).toMatchObject({
      'Source-Organization': 'City of Reno',
      'Bagging-Date': '2026-03-18',
      'Payload-Oxum': `${written.payload.bytes}.${written.payload.files}`,
    });
    const run = promisify(execFile);
    for (const program of ['sha256', 'sha512']) {
      for (const manifest of [`manifest-${program}.txt`, `tagmanifest-${program}.txt`]) {
        await run(`${program}sum`, ['--strict', '--quiet', '-c', manifest], { cwd: to });
      }
    }
    expect(await readdir(from.root)).not.toContainEqual(expect.stringMatching(/tmp/));
  });

  it('names no organisation unless one is given: a login name is none', async () => {
    await fill();
    const { report } = await from.call('bag.export', { to });
    expect(report.info.map(([label]) => label)).not.toContain('Source-Organization');
  });

  it('holds originals under their own names, text, W3C annotations, codebook and log', async () => {
    const { statement } = await fill();
    await from.call('bag.export', { to });
    const folder = join(to, 'data', 'documents', '2026-03-18 Statement “A=2FB”');
    expect((await readdir(folder, { recursive: true })).sort()).toEqual([
      'passages.json',
      'passages.jsonld',
      'record.json',
      'text',
      'text/v1.txt',
      'v1',
      'v1/Statement=3A final=3F.txt',
    ]);
    expect(await readFile(join(folder, 'v1', 'Statement=3A final=3F.txt'), 'utf8')).toBe(STATEMENT);
    const text = await from.call('document.text', { id: statement });
    expect(await readFile(join(folder, 'text', 'v1.txt'), 'utf8')).toBe(text);
    const [first] = JSON.parse(await readFile(join(folder, 'passages.jsonld'), 'utf8')).first.items;
    expect(first.body.map(({ purpose, value }: { purpose: string; value: string }) => [purpose, value])).toEqual([
      ['tagging', 'LVMPD'],
      ['classifying', 'declines to participate'],
      ['tagging', 'Clark County'],
      ['classifying', 'silent'],
      ['commenting', 'clear'],
    ]);
    const position = first.target[1].selector.find(({ type }: { type: string }) => type === 'TextPositionSelector');
    expect([...text].slice(position.start, position.end).join('')).toBe(
      'Our officers do not ask about immigration status.',
    );
    const journal = (name: string) => readFile(join(name, '000001.ndjson'), 'utf8');
    expect(await journal(join(from.directory, 'journal'))).toContain(await journal(join(to, 'data', 'log')));
    expect(await readdir(join(to, 'data'))).toEqual(
      expect.arrayContaining(['README.txt', 'briefings', 'codebook.json', 'documents', 'log', 'standpoint.json']),
    );
    const [event] = await from.call('history.list', { limit: 1 });
    expect(event).toMatchObject({ type: 'bag.export', label: 'Export the archive as the bag “evidence”' });
  });

  it('comes back into an empty archive as it was, in one step to undo', async () => {
    await fill();
    const before = await everything(from);
    await from.call('bag.export', { to: `${to}.zip` });
    const imported = await into.call('bag.import', { path: `${to}.zip` });
    expect(imported).toMatchObject({ kind: 'archive', passages: 2, agencies: 2, stances: 0, briefings: 1 });
    expect(imported.outcomes.map(({ outcome }) => outcome)).toEqual(['imported', 'imported']);
    const stances = await stanceNames(into);
    const expected = await stanceNames(from);
    const named = (names: ReadonlyMap<string, string>, all: Awaited<ReturnType<typeof everything>>) =>
      JSON.parse(JSON.stringify(all), (key, value) => (key === 'stanceId' ? names.get(value) : value));
    expect(named(stances, await everything(into))).toEqual(named(expected, before));
    expect(await into.call('archive.verify', {})).toMatchObject({ ok: true, problems: [] });
    expect((await into.call('passage.verify', {})).map(({ check }) => check.status)).toEqual(['exact', 'exact']);
    expect((await into.call('search.query', { query: 'withheld' })).length).toBe(1);
    await into.call('history.undo', {});
    expect(await everything(into)).toMatchObject({ documents: [], passages: [], briefings: [] });
  });

  it('brings kept versions and templates along, and counts the briefings without them', async () => {
    const { briefing } = await fill();
    await from.call('briefing.keepVersion', { id: briefing, name: '' });
    await from.call('briefing.saveAsTemplate', { id: briefing, name: 'Pattern' });
    expect(await from.call('bag.export', { to })).toMatchObject({ briefings: 1 });
    expect(await into.call('bag.import', { path: to })).toMatchObject({ briefings: 1 });
    expect(await into.call('briefing.list', { all: true })).toHaveLength(3);
    expect((await into.call('archive.status', {}))?.counts.briefings).toBe(1);
  });

  it('brings topics, voices, pieces and kept searches along', async () => {
    const { statement } = await fill();
    const text = await from.call('document.text', { id: statement });
    const spanOf = (words: string) => ({ start: text.indexOf(words), end: text.indexOf(words) + words.length });
    await from.call('passage.add', {
      documentId: statement,
      spans: [spanOf('Our officers'), spanOf('will not participate')],
      codings: [
        {
          ...{ agency: 'LVMPD', stance: 'declines', topic: 'Custody / Detainers' },
          ...{ voice: 'own-document', certainty: 'probable' },
        },
      ],
    });
    const { topics } = await from.call('codebook.get', {});
    const topicIds = topics.filter(({ name }) => name === 'Detainers').map(({ id }) => id);
    await from.call('saved-search.add', { name: 'Detainers', query: 'participate', filter: { topicIds } });
    await from.call('bag.export', { to });
    expect(await into.call('bag.import', { path: to })).toMatchObject({ passages: 3, topics: 2, searches: 1 });
    const passages = async (archive: TempArchive) =>
      (await archive.call('passage.list', {})).passages.map(({ spans, codings, quote }) => ({
        ...{ spans, quote },
        codings: codings.map(({ topicId, voice, certainty }) => ({ topicId, voice, certainty })),
      }));
    expect(await passages(into)).toEqual(await passages(from));
    expect((await into.call('codebook.get', {})).topics).toEqual(topics);
    expect(await into.call('saved-search.list', {})).toEqual(await from.call('saved-search.list', {}));
    expect(await into.call('bag.import', { path: to })).toMatchObject({ passages: 0, topics: 0, searches: 0 });
  });

  it('brings areas of pages along, with the words recognised in them', async () => {
    const [paged = ''] = await from.importTexts({ 'paged.txt': 'First page line one.\n\fThe second page ends here.' });
    const codings = [{ agency: 'LVMPD', stance: 'declines' }];
    const rect: [number, number, number, number] = [70, 70, 70, 14];
    await from.call('passage.add', { documentId: paged, area: { page: 1, rect }, codings, note: 'The line above' });
    const seal: [number, number, number, number] = [400, 500, 100, 50];
    await from.call('passage.add', { documentId: paged, area: { page: 2, rect: seal, recognised: 'A stamp' } });
    await from.call('bag.export', { to });
    expect(await into.call('bag.import', { path: to })).toMatchObject({ passages: 2 });
    const areas = async (archive: TempArchive) =>
      (await archive.call('passage.list', {})).passages.map(({ area, quote, selectors, note }) => ({
        ...{ area, quote, selectors, note },
      }));
    expect(await areas(into)).toEqual(await areas(from));
    expect((await areas(into)).map(({ area }) => area)).toEqual([
      { page: 1, rect, recognised: null },
      { page: 2, rect: seal, recognised: 'A stamp' },
    ]);
    expect(await into.call('archive.verify', {})).toMatchObject({ ok: true, problems: [] });
  });

  it('names what is here already and leaves it as it is', async () => {
    await fill();
    await from.call('bag.export', { to });
    const before = await everything(from);
    const again = await from.call('bag.import', { path: to });
    expect(again).toMatchObject({ passages: 0, agencies: 0, stances: 0, briefings: 0 });
    expect(again.outcomes.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['duplicate', expect.stringContaining('left as it is')],
      ['duplicate', expect.stringContaining('left as it is')],
    ]);
    expect(await everything(from)).toEqual(before);
  });

  it('comes in once when it is imported twice at the same time', async () => {
    await fill();
    await from.call('bag.export', { to });
    const both = await Promise.all([
      into.call('bag.import', { path: to }),
      into.call('bag.import', { path: to }),
      into.call('document.import', { paths: [join(from.root, 'memo.txt')] }),
    ]);
    const kinds = both.flatMap((one) => ('outcomes' in one ? one.outcomes : one)).map(({ outcome }) => outcome);
    expect(kinds.sort()).toEqual(['duplicate', 'duplicate', 'duplicate', 'imported', 'imported']);
    const { documents, passages, briefings } = await everything(into);
    expect([documents.length, passages.length, briefings.length]).toEqual([2, 2, 1]);
    expect(await into.call('archive.verify', {})).toMatchObject({ ok: true, problems: [] });
  });

  it('is not doubled by a file of it that was being read', async () => {
    await from.importTexts({ 'memo.txt': 'Funding may be withheld.' });
    await from.call('bag.export', { to });
    let reads = 0;
    const session = into.reopen({
      createPool: () =>
        createTextParserPool(async () => {
          reads += 1;
          // The file waits at its first reading until the bag, which reads it too, is in.
          if (reads === 1) await session.call('bag.import', { path: to });
        }),
    });
    await into.call('archive.close', {});
    await session.call('archive.open', { directory: into.directory });
    const outcomes = await session.call('document.import', { paths: [join(from.root, 'memo.txt')] });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['duplicate']);
    expect(await session.call('document.list', {})).toHaveLength(1);
    expect(await session.call('archive.verify', {})).toMatchObject({ ok: true, problems: [] });
  });

  it('leaves nothing of a document that cannot be read', async () => {
    await fill();
    await from.call('bag.export', { to });
    const reading = into.reopen({
      createPool: () =>
        createTextParserPool((name) => {
          if (name === 'memo.txt') throw new ArchiveError('timeout', 'It took too long.');
        }),
    });
    await into.call('archive.close', {});
    await reading.call('archive.open', { directory: into.directory });
    const { outcomes } = await reading.call('bag.import', { path: to });
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['failed', 'imported']);
    const objects = await readdir(join(into.directory, 'objects'), { recursive: true });
    expect(objects.filter((name) => /[0-9a-f]{64}$/.test(name))).toHaveLength(1);
  });

  it('merges agencies and stances of the same name', async () => {
    await fill();
    await from.call('stance.add', { name: 'Defers', letter: 'Z' });
    await into.call('stance.add', { name: 'Other', letter: 'Z' });
    const here = await into.call('agency.add', { name: 'lvmpd' });
    await from.call('bag.export', { to });
    expect(await into.call('bag.import', { path: to })).toMatchObject({ agencies: 1, stances: 1 });
    const { passages } = await into.call('passage.list', {});
    expect(passages[0]?.codings[0]?.agencyId).toBe(here.id);
    const { stances } = await into.call('codebook.get', {});
    expect(new Set(stances.map(({ letter }) => letter)).size).toBe(stances.length);
    expect(stances.map(({ name }) => name)).toEqual(expect.arrayContaining(['Defers', 'Other']));
  });

  it('holds only the documents chosen, with the agencies that they name', async () => {
    const { other, briefing } = await fill();
    const one = await from.call('bag.export', { to, ids: [other] });
    expect(one).toMatchObject({ documents: 1, passages: 0, briefings: 0 });
    expect(JSON.parse(await readFile(join(to, 'data', 'codebook.json'), 'utf8')).agencies).toEqual([]);
    const log = (await readFile(join(to, 'data', 'log', 'entries.ndjson'), 'utf8')).trimEnd().split('\n');
    expect(log.map((line) => JSON.parse(line).type)).toEqual(['document.import']);
    const quoted = await from.call('bag.export', { to: `${to}2`, briefingId: briefing });
    expect(quoted).toMatchObject({ documents: 1, passages: 2, briefings: 1 });
    const named = await from.call('agency.add', { name: 'Quoted nowhere' });
    const { filter } = await from.call('briefing.get', { id: briefing });
    const { agencies } = await from.call('codebook.get', {});
    await from.call('briefing.update', {
      id: briefing,
      filter: { ...filter, agencyIds: agencies.map(({ id }) => id) },
    });
    await from.call('bag.export', { to: `${to}3`, briefingId: briefing });
    const codebook = JSON.parse(await readFile(join(`${to}3`, 'data', 'codebook.json'), 'utf8'));
    expect(codebook.agencies).toContainEqual(named);
  });

  it('is refused where something is already, and where an original is altered', async () => {
    const { statement } = await fill();
    await mkdir(to);
    await expect(from.call('bag.export', { to })).rejects.toMatchObject({ code: 'archive-exists' });
    await rm(to, { recursive: true });
    const { versions } = await from.call('document.get', { id: statement });
    const hash = versions[0]?.sha256 ?? '';
    const original = join(from.directory, 'objects', hash.slice(0, 2), hash);
    await rm(original);
    await writeFile(original, 'other');
    await expect(from.call('bag.export', { to })).rejects.toMatchObject({ code: 'damaged' });
    expect(await readdir(from.root)).not.toContainEqual(expect.stringMatching(/evidence/));
  });
});

describe('a bag of anyone else', () => {
  it('comes in as documents that say where they come from', async () => {
    await writeBag(
      to,
      makeBag({
        payload: { 'a.txt': 'alpha', 'sub/b.txt': 'beta', 'c.txt': 'BROKEN' },
        info: 'Source-Organization: City\n',
      }),
    );
    const { kind, outcomes } = await into.call('bag.import', { path: to });
    expect(kind).toBe('files');
    expect(outcomes.map(({ file, outcome }) => [file, outcome])).toEqual([
      ['data/a.txt', 'imported'],
      ['data/c.txt', 'failed'],
      ['data/sub/b.txt', 'imported'],
    ]);
    const document = await into.call('document.get', { id: outcomes[2]?.documentId ?? '' });
    expect(document).toMatchObject({
      collection: 'evidence',
      notes: 'From the bag evidence, data/sub/b.txt.\nSource-Organization: City',
    });
    const again = await into.call('bag.import', { path: to });
    expect(again.outcomes.map(({ outcome }) => outcome)).toEqual(['duplicate', 'failed', 'duplicate']);
  });

  it('comes in with what is in its containers, and with the rest of it when one file fails', async () => {
    const bundle = await readFile(
      await makeZip(join(into.root, 'z.zip'), [
        { name: 'one.txt', content: 'One text.' },
        { name: 'two.txt', content: 'BROKEN' },
      ]),
    );
    await writeBag(to, makeBag({ payload: { 'bundle.zip': bundle, 'empty.txt': '', 'last.txt': 'The last one.' } }));
    const { outcomes } = await into.call('bag.import', { path: to });
    expect(outcomes.map(({ file, outcome }) => [file, outcome])).toEqual([
      ['data/bundle.zip › one.txt', 'imported'],
      ['data/bundle.zip › two.txt', 'failed'],
      ['data/empty.txt', 'failed'],
      ['data/last.txt', 'imported'],
    ]);
    const { versions, notes, collection } = await into.call('document.get', { id: outcomes[0]?.documentId ?? '' });
    expect([notes.split('\n')[0], collection]).toEqual(['From the bag evidence, data/bundle.zip.', 'evidence']);
    expect(versions[0]?.origin).toMatchObject({ kind: 'zip', path: 'one.txt' });
    await into.call('history.undo', {});
    expect(await into.call('document.list', {})).toEqual([]);
  });

  it('keeps what came in when it is stopped, and names the rest', async () => {
    const session = into.reopen({
      createPool: () =>
        createTextParserPool(async (name) => {
          if (name === 'b.txt') await session.call('bag.cancel', { jobId: 'job' });
        }),
    });
    await into.call('archive.close', {});
    await session.call('archive.open', { directory: into.directory });
    await writeBag(to, makeBag({ payload: { 'a.txt': 'alpha', 'b.txt': 'beta', 'c.txt': 'gamma' } }));
    const { outcomes } = await session.call('bag.import', { path: to, jobId: 'job' });
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['imported', 'imported', 'cancelled']);
    expect(await session.call('document.list', {})).toHaveLength(2);
  });

  it('is refused whole if it is not valid', async () => {
    await writeBag(to, makeBag({ spoil: (files) => files.set('data/hello.txt', Buffer.from('altered')) }));
    await expect(into.call('bag.import', { path: to })).rejects.toMatchObject({
      code: 'damaged',
      details: [expect.objectContaining({ code: 'checksum-mismatch', path: 'data/hello.txt' })],
    });
    expect(await into.call('document.list', {})).toEqual([]);
  });

  it('is checked without any archive', async () => {
    await writeBag(to, makeBag());
    await into.call('archive.close', {});
    expect(await into.call('bag.verify', { path: to })).toEqual(await verifyBag(to));
    await expect(into.call('bag.verify', { path: join(to, 'none') })).rejects.toMatchObject({ code: 'not-found' });
    await expect(into.call('bag.verify', { path: join(to, 'bagit.txt') })).rejects.toMatchObject({
      code: 'unsupported',
    });
  });
});

async function stanceNames(archive: TempArchive): Promise<ReadonlyMap<string, string>> {
  const { stances } = await archive.call('codebook.get', {});
  return new Map(stances.map(({ id, name }) => [id, name]));
}
