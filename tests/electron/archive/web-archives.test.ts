import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ImportOutcome } from '../../../shared/contract/outcomes.ts';
import { makeWarc, type RecordOf } from '../../support/make-warc.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

let archive: TempArchive;
beforeEach(async () => {
  archive = await createTempArchive();
});
afterEach(() => archive.dispose());

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };
const page = (url: string, body: string | Uint8Array, more: RecordOf = {}): RecordOf => ({
  url,
  body,
  httpHeaders: HTML,
  ...more,
});
const importFile = (path: string) => archive.call('document.import', { paths: [path] });
const inArchive = (name: string) => join(archive.root, name);
const brief = ({ file, outcome, code }: ImportOutcome) => [file.replace(`${archive.root}/`, ''), outcome, code];
const get = async (outcome: ImportOutcome | undefined) =>
  archive.call('document.get', { id: outcome?.documentId ?? '' });

describe.each([
  ['WARC', false],
  ['WARC.GZ', true],
])('a %s file', (_name, gzip) => {
  it('gives a document for each page and PDF, with what the server said, and says what it leaves out', async () => {
    const path = await makeWarc(
      inArchive('crawl.warc'),
      [
        page('https://city.example/statement', '<p>The city declines.</p>', {
          httpHeaders: { ...HTML, Server: 'nginx' },
        }),
        page('https://city.example/old', '', { statusline: 'HTTP/1.1 301 Moved Permanently' }),
        page('https://city.example/gone', 'no', { statusline: 'HTTP/1.1 404 Not Found' }),
        page('https://city.example/style.css', 'p{}', { httpHeaders: { 'Content-Type': 'text/css' } }),
        { url: 'https://city.example/statement', type: 'request', httpHeaders: { Host: 'city.example' } },
        { url: 'https://city.example/again', type: 'revisit', httpHeaders: HTML },
        {
          url: 'https://city.example/files/memo%20one.pdf',
          type: 'resource',
          warcHeaders: { 'Content-Type': 'application/pdf' },
          body: 'Not really a PDF, but words.',
        },
      ],
      gzip,
    );
    const outcomes = await importFile(path);
    expect(outcomes.map(brief)).toEqual([
      ['crawl.warc › https://city.example/statement', 'imported', null],
      ['crawl.warc › https://city.example/files/memo%20one.pdf', 'imported', null],
      ['crawl.warc', 'skipped', null],
    ]);
    for (const part of [
      '1 redirection',
      '1 answer with status 404',
      '1 page that had not changed',
      '1 file that is no',
    ]) {
      expect(outcomes[2]?.reason).toContain(part);
    }
    const document = await get(outcomes[0]);
    expect(document).toMatchObject({
      sourceUrl: 'https://city.example/statement',
      dateCaptured: '2024-05-06T07:08:09.000Z',
      versions: [
        {
          fileName: 'statement.html',
          capture: {
            url: 'https://city.example/statement',
            finalUrl: 'https://city.example/statement',
            capturedAt: '2024-05-06T07:08:09.000Z',
            status: 200,
            headers: [
              ['Content-Type', 'text/html; charset=utf-8'],
              ['Server', 'nginx'],
            ],
            agent: 'Test crawler 1.0',
          },
          origin: { kind: 'warc', path: expect.stringMatching(/^<urn:uuid:/), documentId: null },
          companions: [{ role: 'container', fileName: 'crawl.warc' }],
        },
      ],
    });
    const pdf = await get(outcomes[1]);
    expect(pdf.versions[0]).toMatchObject({ fileName: 'memo one.pdf', capture: { status: null, headers: [] } });
    expect((await archive.call('archive.verify', {})).problems).toEqual([]);
  });

  it('makes versions of captures of one address, in the order in which they stand', async () => {
    const url = 'https://city.example/statement#part';
    const path = await makeWarc(
      inArchive('crawl.warc'),
      [
        page(url, 'The city declines.', { date: '2024-01-01T00:00:00Z' }),
        page(url, 'The city cooperates.', { date: '2025-01-01T00:00:00Z' }),
        page(url, 'The city declines again.', { date: '2026-01-01T00:00:00Z' }),
      ],
      gzip,
    );
    const outcomes = await importFile(path);
    expect(outcomes.map(({ outcome }) => outcome).slice(0, 3)).toEqual(['imported', 'new-version', 'new-version']);
    const { id, versions } = await get(outcomes[2]);
    expect(versions.map(({ number, capture }) => [number, capture?.capturedAt.slice(0, 4)])).toEqual([
      [1, '2024'],
      [2, '2025'],
      [3, '2026'],
    ]);
    expect(await archive.call('document.text', { id })).toBe('The city declines again.');
    await archive.call('history.undo', {});
    expect(await archive.call('document.list', {})).toEqual([]);
  });
});

it.each([
  ['gzip', gzipSync('Words of the page.')],
  ['br', brotliCompressSync('Words of the page.')],
  ['gzip', Buffer.from('Words of the page.')],
])('undoes what a server packed (%s), or a crawler unpacked already', async (encoding, body) => {
  const path = await makeWarc(inArchive('crawl.warc'), [
    page('https://a.example/', body, { httpHeaders: { ...HTML, 'Content-Encoding': encoding } }),
  ]);
  const [outcome] = await importFile(path);
  expect(await archive.call('document.text', { id: outcome?.documentId ?? '' })).toBe('Words of the page.');
});

it('joins what a server sent in chunks', async () => {
  const path = await makeWarc(inArchive('crawl.warc'), [
    page('https://a.example/', '5\r\nWords\r\n8\r\n of it.\n\r\n0\r\n\r\n', {
      httpHeaders: { ...HTML, 'Transfer-Encoding': 'chunked' },
    }),
  ]);
  const [outcome] = await importFile(path);
  expect(await archive.call('document.text', { id: outcome?.documentId ?? '' })).toBe('Words of it.\n');
});

it.each([
  ['a page', page('https://a.example/2', `Words ${'x'.repeat(5000)}`)],
  ['a picture', page('https://a.example/2.png', 'x'.repeat(5000), { httpHeaders: { 'Content-Type': 'image/png' } })],
])('takes what is sound out of a file that ends within %s', async (_name, last) => {
  const bytes = await readFile(await makeWarc(inArchive('whole.warc'), [page('https://a.example/1', 'Sound.'), last]));
  await writeFile(inArchive('cut.warc'), bytes.subarray(0, bytes.length - 3000));
  const outcomes = await importFile(inArchive('cut.warc'));
  expect(outcomes[0]).toMatchObject({ outcome: 'imported' });
  expect(outcomes.at(-1)).toMatchObject({ outcome: 'skipped', reason: expect.stringContaining('cut short') });
});

it('refuses a record that does not say when it was taken, and a bomb, alone', async () => {
  const path = await makeWarc(inArchive('crawl.warc'), [
    page('https://a.example/1', 'One.', { date: 'yesterday' }),
    page('https://a.example/2', gzipSync(Buffer.alloc(300 * 1024 ** 2)), {
      httpHeaders: { ...HTML, 'Content-Encoding': 'gzip' },
    }),
    page('https://a.example/3', 'Three.'),
  ]);
  expect((await importFile(path)).map(({ outcome, code }) => [outcome, code]).slice(0, 3)).toEqual([
    ['failed', 'corrupt'],
    ['failed', 'too-large'],
    ['imported', null],
  ]);
});
