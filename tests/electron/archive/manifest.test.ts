import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { guessMapping } from '../../../electron/archive/manifest-rows.ts';
import { readManifestTable } from '../../../electron/archive/manifest-table.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

let archive: TempArchive;
let folder: string;
beforeEach(async () => {
  archive = await createTempArchive();
  folder = join(archive.root, 'in');
  await mkdir(join(folder, 'sub'), { recursive: true });
  await writeFile(join(folder, 'a.txt'), 'Text of A.');
  await writeFile(join(folder, 'sub', 'b.txt'), 'Text of B.');
  await writeFile(join(folder, 'a2.txt'), 'Text of A, revised.');
  await writeFile(join(folder, 'Caf\u00e9.txt'), 'Text of the café.');
});
afterEach(() => archive.dispose());

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function table(name: string, content: string | Uint8Array): Promise<string> {
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

describe('a table of files', () => {
  it('brings in each file with what its row says', async () => {
    const path = await table(
      'list.csv',
      `\ufeffFile Name;Title;Agency;Date;URL;Retrieved;Collection;SHA-256;Type\n` +
        `a.txt;"Statement; on ""A""";City of Reno;March 18, 2026;https://reno.example/a;2026-03-19T10:00:00Z;Cities / Reno;${sha256('Text of A.').toUpperCase()};press release\n` +
        `sub/b.txt;;reno city;2025;;2026-03;;;\n\n`,
    );
    const { id } = await archive.call('agency.add', { name: 'Reno', aliases: ['City of Reno'] });
    const preview = await archive.call('manifest.read', { path });
    expect(preview).toMatchObject({
      format: 'csv',
      rowCount: 2,
      found: 2,
      missingCount: 0,
      newAgencies: ['reno city'],
    });
    expect(preview.mapping).toEqual({
      file: 'File Name',
      title: 'Title',
      kind: 'Type',
      issuer: 'Agency',
      dateIssued: 'Date',
      sourceUrl: 'URL',
      dateCaptured: 'Retrieved',
      collection: 'Collection',
      sha256: 'SHA-256',
    });
    const outcomes = await archive.call('manifest.import', { path, intoCollection: 'Others' });
    expect(outcomes.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['imported', null],
      ['imported', null],
    ]);
    const [a, b] = await Promise.all(
      outcomes.map(({ documentId }) => archive.call('document.get', { id: documentId ?? '' })),
    );
    expect(a).toMatchObject({
      title: 'Statement; on "A"',
      kind: 'press-release',
      issuerId: id,
      dateIssued: '2026-03-18',
      sourceUrl: 'https://reno.example/a',
      dateCaptured: '2026-03-19T10:00:00.000Z',
      collection: 'Cities / Reno',
    });
    expect(b).toMatchObject({
      title: 'b',
      issuerId: null,
      notes: 'Issuer: reno city',
      dateIssued: '2025',
      dateCaptured: '2026-03',
      collection: 'Others',
    });
  });

  it('makes agencies where that is asked for, undone with the rest', async () => {
    const path = await table(
      'list.tsv',
      'file\tissuer\na.txt\tSheriff of Washoe County\nsub/b.txt\tsheriff of  washoe county\n',
    );
    await archive.call('manifest.import', { path, createAgencies: true });
    const { agencies } = await archive.call('codebook.get', {});
    expect(agencies.map(({ name }) => name)).toEqual(['Sheriff of Washoe County']);
    const documents = await archive.call('document.list', {});
    expect(documents.map(({ issuerId }) => issuerId)).toEqual([agencies[0]?.id, agencies[0]?.id]);
    await archive.call('history.undo', {});
    expect((await archive.call('codebook.get', {})).agencies).toEqual([]);
    expect(await archive.call('document.list', {})).toEqual([]);
  });

  it('names versions by file, id and address, whatever the order of the rows', async () => {
    const [id = ''] = await archive.importTexts({ 'old.txt': 'The old text.' });
    await archive.call('document.update', { id, sourceUrl: 'https://reno.example/old' });
    const path = await table(
      'list.json',
      JSON.stringify({
        made: 'today',
        files: [
          { file: 'a2.txt', versionOf: 'a.txt' },
          { file: 'a.txt', title: 'A' },
          { file: 'sub/b.txt', versionOf: id },
          { file: 'Cafe\u0301.txt', versionOf: 'https://reno.example/old#top' },
        ],
      }),
    );
    const outcomes = await archive.call('manifest.import', { path });
    expect(outcomes.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['imported', null],
      ['new-version', null],
      ['new-version', null],
      ['new-version', null],
    ]);
    expect((await archive.call('document.list', {})).map(({ title, versionCount }) => [title, versionCount])).toEqual([
      ['A', 2],
      ['old', 3],
    ]);
  });

  it.each([
    ['another hash', { sha256: sha256('Other.') }, 'damaged', /SHA-256 is .* not /],
    ['no hash at all', { sha256: 'abc' }, 'invalid-input', /no SHA-256/],
    ['a date that is none', { date: 'someday' }, 'invalid-input', /no date like/],
    ['a kind that is none', { kind: 'poem' }, 'invalid-input', /no kind of document/],
    ['a file that is not there', { file: 'none.txt' }, 'unreadable', /is not in the folder/],
    ['a folder', { file: 'sub' }, 'unreadable', /is not a file/],
    ['a path that leads out', { file: '../archive/archive.json' }, 'unreadable', /lies outside/],
    ['a path from the root', { file: '/etc/hostname' }, 'unreadable', /lies outside/],
    ['no file', { file: '' }, 'unreadable', /names no file/],
    ['a version of nothing', { versionOf: 'nothing' }, 'invalid-input', /neither a document/],
    ['a version of itself', { versionOf: 'a.txt' }, 'invalid-input', /of itself/],
    ['a version of a file that fails', { versionOf: 'x.txt' }, 'not-found', /did not come in/],
  ])('refuses a row with %s, and brings in the others', async (_name, cells, code, reason) => {
    const rows = [{ file: 'a.txt', ...cells }, { file: 'x.txt' }, { file: 'sub/b.txt' }];
    const outcomes = await archive.call('manifest.import', { path: await table('l.json', JSON.stringify(rows)) });
    const failed = outcomes.filter(({ outcome }) => outcome === 'failed');
    expect(failed).toHaveLength(2);
    expect(outcomes.filter(({ outcome }) => outcome === 'imported')).toHaveLength(1);
    const own = failed.find(({ reason: why }) => reason.test(why ?? ''));
    expect(own).toMatchObject({ code });
  });

  it('may name one version after the other, the latest first', async () => {
    const count = 12_000;
    const rows = Array.from(
      { length: count },
      (_, row) => `gone-${row}.txt,${row + 1 < count ? `gone-${row + 1}.txt` : ''}`,
    );
    const path = await table('long.csv', `file,version of\n${rows.join('\n')}\n`);
    const outcomes = await archive.call('manifest.import', { path });
    expect(new Set(outcomes.map(({ code }) => code))).toEqual(new Set(['unreadable']));
    expect(outcomes[0]?.file).toBe(join(folder, `gone-${count - 1}.txt`));
  });

  it('whose rows are versions of each other in a circle refuses one of them', async () => {
    const rows = [
      { file: 'a.txt', versionOf: 'a2.txt' },
      { file: 'a2.txt', versionOf: 'a.txt' },
    ];
    const outcomes = await archive.call('manifest.import', { path: await table('l.json', JSON.stringify(rows)) });
    expect(outcomes.map(({ code }) => code).sort()).toEqual(['invalid-input', 'not-found']);
  });

  it('says which columns there are if none holds the file, or one is asked for that is not there', async () => {
    const path = await table('list.csv', 'what,when\na.txt,2020\n');
    expect(await archive.call('manifest.read', { path })).toMatchObject({ mapping: null, found: 0 });
    await expect(archive.call('manifest.import', { path })).rejects.toMatchObject({
      code: 'invalid-input',
      details: ['what', 'when'],
    });
    await expect(archive.call('manifest.read', { path, mapping: { file: 'which' } })).rejects.toMatchObject({
      message: 'The table has no column “which”. It has: what, when.',
    });
    const mapping = { file: 'what', dateIssued: 'when' };
    expect(await archive.call('manifest.import', { path, mapping })).toMatchObject([{ outcome: 'imported' }]);
  });

  it.each([
    ['nothing', '', 'empty'],
    ['a heading alone', 'file,title\n', 'empty'],
    ['an open quotation mark', 'file,title\n"a.txt,b\n', 'corrupt'],
    ['a row that is too long', 'file\na.txt,b\n', 'corrupt'],
    ['broken JSON', '[{"file": ', 'corrupt'],
    ['JSON without a list', '{"file": "a.txt"}', 'corrupt'],
    ['JSON of words', '["a.txt"]', 'corrupt'],
  ])('that holds %s is refused with the reason', async (_name, content, code) => {
    await expect(readManifestTable(await table('t.csv', content))).rejects.toMatchObject({ code });
  });

  it('is read in its own character set, and its columns are told apart', async () => {
    const path = await table('t.csv', Buffer.from('file,title,,title\na.txt,Stra\xdfe,x,y\n', 'latin1'));
    expect(await readManifestTable(path)).toEqual({
      format: 'csv',
      columns: ['file', 'title', 'Column 3', 'title (2)'],
      rows: [['a.txt', 'Straße', 'x', 'y']],
    });
    await expect(readManifestTable(join(folder, 'none.csv'))).rejects.toMatchObject({ code: 'unreadable' });
  });
});

it('guesses no column for two fields', () => {
  expect(guessMapping(['path', 'name', 'date', 'source_url'])).toEqual({
    file: 'path',
    title: 'name',
    dateIssued: 'date',
    sourceUrl: 'source_url',
  });
  expect(guessMapping(['a', 'b'])).toBeNull();
});
