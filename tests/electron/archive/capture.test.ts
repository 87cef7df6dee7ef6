import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileNameOf, requireWebAddress } from '../../../electron/archive/capture.ts';
import { runCapture } from '../../../electron/archive/capture-runner.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

const command = { file: process.execPath, args: ['tests/support/fake-capture.mjs'] };
const SITE = 'https://example.org';
const leftovers = () => readdirSync(tmpdir()).filter((name) => name.startsWith('standpoint-capture-'));
/** What was not there before; what was may be of captures that were killed, which the next one removes. */
const added = (before: readonly string[]) => leftovers().filter((name) => !before.includes(name));

let archive: TempArchive;
let before: readonly string[];

beforeEach(async () => {
  before = leftovers();
  archive = await createTempArchive({ captureCommand: command });
});
afterEach(() => archive.dispose());

const take = (path: string, more = {}) => archive.call('capture.take', { url: `${SITE}${path}`, ...more });
const documents = async () => (await archive.call('document.list', {})).map(({ title }) => title);

describe('taking a page', () => {
  it('makes a document with what the server said, its print and its place in the log', async () => {
    const outcome = await take('/printed', { collection: 'Web', jobId: 'job' });
    expect(outcome).toEqual({
      state: 'kept',
      doubt: null,
      jobId: 'job',
      documentId: expect.any(String),
      title: 'A title of the page',
      version: 1,
      url: `${SITE}/printed`,
      finalUrl: `${SITE}/printed`,
      status: 200,
      message: 'Kept as “A title of the page”.',
      notes: ['Not loaded: 1 address of this network or computer.'],
    });
    const document = await archive.call('document.get', { id: outcome.documentId ?? '' });
    expect(document).toMatchObject({
      kind: 'web-page',
      collection: 'Web',
      sourceUrl: `${SITE}/printed`,
      dateCaptured: '2026-03-18T09:30:00.000Z',
      versions: [
        {
          capture: {
            status: 200,
            agent: 'A plain browser',
            headers: [
              ['Content-Type', 'text/plain'],
              ['X-One', '1'],
            ],
          },
          companions: [{ role: 'capture-pdf', fileName: 'printed.pdf', mediaType: 'application/pdf', byteLength: 16 }],
        },
      ],
    });
    const [event] = await archive.call('history.list', { limit: 1 });
    expect(await archive.call('history.get', { seq: event?.seq ?? 0 })).toMatchObject({
      type: 'document.capture',
      detail: { status: 200, requests: 3, failedRequests: 1 },
    });
    expect((await archive.call('archive.verify', {})).problems).toEqual([]);
    expect(archive.broadcasts.filter(({ type }) => type === 'capture')).toEqual(
      (['starting', 'loading', 'storing'] as const).map((phase) => ({
        type: 'capture',
        progress: { jobId: 'job', phase, bytes: phase === 'loading' ? 12 : 0 },
      })),
    );
    expect(added(before)).toEqual([]);
  });

  it('makes the next version at the same address, whatever its fragment, and asks first if the text is the same', async () => {
    const first = await take('/page?text=One');
    expect(await take('/page?text=One#part')).toMatchObject({
      state: 'undecided',
      doubt: 'unchanged',
      documentId: first.documentId,
      version: 1,
    });
    expect(await take(`/page?text=Two&final=${encodeURIComponent(`${SITE}/page?text=One`)}`)).toMatchObject({
      state: 'kept',
      documentId: first.documentId,
      version: 2,
    });
    expect(await documents()).toHaveLength(1);
  });

  it('keeps an error page only if it is told to, before or after', async () => {
    expect(await take('/gone?status=404', { jobId: 'a' })).toMatchObject({
      state: 'undecided',
      doubt: 'http-error',
      status: 404,
      documentId: null,
      message: 'example.org answered with an error: 404 (the page is not there)',
    });
    expect(await documents()).toEqual([]);
    expect(await archive.call('capture.keep', { jobId: 'a' })).toMatchObject({ state: 'kept', version: 1 });
    expect(await take('/gone2?status=500&text=Other', { keepErrors: true })).toMatchObject({ state: 'kept' });
    expect(await take('/gone3?status=403', { jobId: 'b' })).toMatchObject({ state: 'undecided' });
    await archive.call('capture.drop', { jobId: 'b' });
    await expect(archive.call('capture.keep', { jobId: 'b' })).rejects.toMatchObject({ code: 'not-found' });
    expect(await documents()).toHaveLength(2);
    expect(added(before)).toEqual([]);
  });

  it('forgets what nobody decided when the archive is closed', async () => {
    await take('/gone?status=404');
    expect(added(before)).toHaveLength(1);
    await archive.call('archive.close', {});
    expect(added(before)).toEqual([]);
  });

  it.each([
    ['an answer that is not understood', '/lies', 'internal', /not understood/],
    ['a process that ends', '/crashes', 'io', /could not do its work/],
    ['a file that was announced and is not there', '/nothing', 'internal', /left no file/],
    ['a link in place of the file', '/link', 'internal', /left no file/],
    ['a refusal', '/refused', 'io', /There is no such host/],
  ])('refuses %s, and leaves nothing', async (_name, path, code, message) => {
    await expect(take(path)).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
    expect([await documents(), added(before)]).toEqual([[], []]);
  });

  it('is stopped by its id, and by the end of the archive', async () => {
    const stopped = take('/hangs', { jobId: 'job' });
    await expect(take('/page', { jobId: 'job' })).rejects.toMatchObject({ code: 'conflict' });
    await archive.call('capture.cancel', { jobId: 'job' });
    await expect(stopped).rejects.toMatchObject({ code: 'cancelled' });
    const closed = take('/hangs');
    const refused = expect(closed).rejects.toMatchObject({ code: 'cancelled' });
    await archive.call('archive.close', {});
    await refused;
    expect(added(before)).toEqual([]);
  });

  it('kills a process that no longer watches the clock', async () => {
    const follower = { signal: new AbortController().signal, onProgress: () => undefined };
    await expect(runCapture(command, `${SITE}/hangs`, follower, -19_000)).rejects.toMatchObject({ code: 'timeout' });
    expect(added(before)).toEqual([]);
  });

  it('removes what a capture left whose process was killed', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    const left = join(tmpdir(), `standpoint-capture-${pid}-abandoned`);
    await mkdir(join(left, 'files'), { recursive: true });
    await take('/page');
    expect(added(before)).toEqual([]);
  });

  it('says so where there is no desktop program, or no right to write', async () => {
    await archive.call('archive.close', {});
    const without = archive.reopen({ captureCommand: null });
    await without.call('archive.open', { directory: archive.directory });
    await expect(without.call('capture.take', { url: SITE })).rejects.toMatchObject({ code: 'unsupported' });
    await without.call('archive.open', { directory: archive.directory, readOnly: true });
    await expect(without.call('capture.take', { url: SITE })).rejects.toMatchObject({ code: 'read-only' });
  });
});

describe('an address', () => {
  it.each(['', 'statement', 'ftp://example.org/', 'file:///etc/passwd', 'javascript:alert(1)', 'app://standpoint/'])(
    'is refused: %s',
    (text) => expect(() => requireWebAddress(text)).toThrow(/web/),
  );

  it('with a password is refused, since it would be stored', () => {
    expect(() => requireWebAddress('https://user:word@example.org/')).toThrow('without them');
  });

  it.each([
    ['page', 'https://example.org/', '', 'example.org.mhtml'],
    ['page', 'https://example.org/a/b.html?q=1', '', 'example.org b.mhtml'],
    ['page', 'https://example.org/a%2F..%2Fetc', '', 'example.org a-..-etc.mhtml'],
    ['file', 'https://example.org/Statement%20of%20May.pdf', 'application/pdf', 'Statement of May.pdf'],
    ['file', 'https://example.org/download', 'application/pdf; charset=x', 'download.pdf'],
    ['file', 'https://example.org/', 'text/plain', 'example.org.txt'],
    ['file', 'https://example.org/%E0%A4%A', 'application/x-unknown', '%E0%A4%A.bin'],
  ] as const)('gives a %s at %s of type "%s" the name %s', (kind, finalUrl, type, name) => {
    const capture = { url: finalUrl, finalUrl, capturedAt: '', status: 200, agent: '' };
    expect(fileNameOf({ kind, capture: { ...capture, headers: [['content-type', type]] } })).toBe(name);
  });
});
