import { chmod, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { SessionOptions } from '../../../electron/archive/dispatch.ts';
import type { Extraction, ParserPool, ParserTasks } from '../../../electron/archive/importers/extraction.ts';
import type { RecogniseTask } from '../../../electron/archive/importers/recognise-page.ts';
import type { PageInfo } from '../../../shared/contract/outcomes.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import { createTempArchive, type TempArchive, type TestSession } from '../../support/temp-archive.ts';

/** Reads files whose pages are parted by form feeds. IMAGE is a page without text, HIDDEN begins one with hidden text. */
async function extractPages(path: string): Promise<Extraction> {
  const parts = (await readFile(path, 'utf8')).split('\f');
  const pages: PageInfo[] = [];
  let text = '';
  for (const [index, part] of parts.entries()) {
    if (index > 0) text += '\f';
    const start = text.length;
    const isImage = part === 'IMAGE';
    if (!isImage) text += part.replace(/^HIDDEN /, '');
    const quality = isImage ? 'none' : part.startsWith('HIDDEN ') ? 'ocr' : 'born-digital';
    pages.push({ number: index + 1, label: null, start, end: text.length, width: 600, height: 800, quality });
  }
  return {
    format: 'pdf',
    extractor: 'pages/1 (test)',
    metadata: { title: null, author: null, dateIssued: null, sourceUrl: null, kind: null },
    text,
    paragraphs: pages.filter(({ start, end }) => end > start).map(({ start }) => start),
    pages,
    runs: pages.map(({ start, end }) => (end > start ? [[start, end, 50, 50, 300, 12, 0]] : [])),
    rendition: null,
  };
}

const unsupported = (task: string): ArchiveError => new ArchiveError('unsupported', `No task ${task} in this test.`);

const readers: ParserPool = {
  parse: (path) => extractPages(path),
  run: (task) => Promise.reject(unsupported(task)),
  close: async () => undefined,
};

/** A recogniser that reads "Words seen on page N." and does as it is told. */
class FakeRecogniser implements ParserPool {
  readonly read: number[] = [];
  /** Pages that cannot be read, with the code of the error. */
  readonly faults = new Map<number, ArchiveError['code']>();
  /** Called before a page is read. */
  onPage: (page: number) => Promise<void> | void = () => undefined;

  parse(): Promise<Extraction> {
    return Promise.reject(unsupported('extract'));
  }

  async run<K extends keyof ParserTasks>(
    task: K,
    input: ParserTasks[K]['input'],
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<ParserTasks[K]['output']> {
    if (task !== 'recognise' || !isRecogniseTask(input)) throw unsupported(task);
    const { page: number } = input;
    await this.onPage(number);
    if (signal?.aborted) throw new ArchiveError('cancelled', 'Stopped.');
    this.read.push(number);
    const fault = this.faults.get(number);
    if (fault) throw new ArchiveError(fault, `Page ${number} cannot be read.`);
    const words = `Words seen on page ${number}.`
      .split(' ')
      .map((word, index): [string, number, number, number, number, number] => [word, 50 + index * 60, 100, 50, 12, 88]);
    const page = {
      ...{ number, width: 600, height: 800, confidence: 88 },
      paragraphs: [[{ angle: 0, words }]],
    };
    const output: ParserTasks['recognise']['output'] = { engine: 'Fake 1', page };
    return output as ParserTasks[K]['output'];
  }

  async close(): Promise<void> {}
}

const isRecogniseTask = (input: object): input is RecogniseTask => 'page' in input && 'languages' in input;

let archive: TempArchive | undefined;
afterEach(async () => {
  await archive?.dispose();
  archive = undefined;
});

async function begin(options: Partial<SessionOptions> = {}): Promise<[TempArchive, FakeRecogniser]> {
  const recogniser = new FakeRecogniser();
  archive = await createTempArchive({ createPool: () => readers, createRecogniser: () => recogniser, ...options });
  return [archive, recogniser];
}

const MIXED = 'First page.\fIMAGE\fLast page says so.';
const SEEN = 'First page.\fWords seen on page 2.\fLast page says so.';

/** Lets no page be read until the returned function is called. */
function holdPages(recogniser: FakeRecogniser): () => void {
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  recogniser.onPage = () => gate;
  return () => go();
}

/** Waits until the recogniser has nothing to do. */
async function idle({ call }: TestSession): Promise<void> {
  await expect.poll(async () => (await call('recognition.status', {})).state).toBe('idle');
}

describe('the recognition of text', () => {
  it('puts words where pages had none, with their places, and says what the pages are', async () => {
    const [{ call, importTexts }] = await begin();
    const [id = ''] = await importTexts({ 'mixed.pdf': MIXED });
    expect(await call('recognition.status', {})).toMatchObject({ state: 'idle', waiting: 1 });
    expect(await call('document.recognise', {})).toEqual([
      {
        ...{ documentId: id, title: 'mixed', outcome: 'recognised', pages: 1, words: 5, confidence: 88 },
        ...{ failedPages: [], disagreeingPages: [], code: null, reason: null },
      },
    ]);
    expect(await call('recognition.status', {})).toMatchObject({ state: 'idle', waiting: 0 });
    expect(await call('document.text', { id })).toBe(SEEN);
    const { version, pages } = await call('document.content', { id });
    expect(version).toMatchObject({
      extractor: 'pages/1+ocr/1 (test; Fake 1, eng)',
      textLength: SEEN.length,
      quality: { bornDigital: 2, ocr: 1, disagrees: 0, none: 0, confidence: 88 },
      companions: [{ role: 'recognition', fileName: 'mixed.pdf.recognition.json', mediaType: 'application/json' }],
    });
    expect(pages.map(({ quality, confidence }) => [quality, confidence])).toEqual([
      ['born-digital', undefined],
      ['ocr', 88],
      ['born-digital', undefined],
    ]);
    const [{ runs } = { runs: [] }] = await call('document.textRuns', { id, firstPage: 2, lastPage: 2 });
    expect(runs.map(([start, end]) => SEEN.slice(start, end).trim())).toEqual(['Words', 'seen', 'on', 'page', '2.']);
    expect(await call('search.query', { query: 'seen' })).toMatchObject([{ documentId: id, page: 2 }]);
    expect(await call('archive.verify', {})).toMatchObject({ ok: true });
  });

  it('gives the same text when all that is derived is gone', async () => {
    const [{ call, importTexts, session, directory, reopen }, recogniser] = await begin();
    const [id = ''] = await importTexts({ 'mixed.pdf': MIXED });
    await call('document.recognise', {});
    await session.close();
    await rm(join(directory, 'derived'), { recursive: true });
    const next = reopen();
    await next.call('archive.open', { directory });
    expect(await next.call('document.text', { id })).toBe(SEEN);
    expect((await next.call('document.content', { id })).pages[1]?.quality).toBe('ocr');
    expect(recogniser.read).toEqual([2]);
    expect(await next.call('archive.verify', {})).toMatchObject({ ok: true });
  });

  it('checks quotes of recognised pages as OCR, with the confidence, and the others as before', async () => {
    const [{ call, importTexts }] = await begin();
    const [documentId = ''] = await importTexts({ 'mixed.pdf': MIXED });
    await call('document.recognise', {});
    const { id } = await call('passage.add', { documentId, quote: 'Words seen' });
    const other = await call('passage.add', { documentId, quote: 'Last page' });
    const both = await call('passage.add', { documentId, quote: 'page 2. Last page' });
    const checks = await call('passage.verify', { ids: [id, other.id, both.id] });
    const reason = 'The text was recognised from an image (confidence 88 %); compare it with the page.';
    expect(checks.map(({ check }) => [check.status, check.reason])).toEqual([
      ['ocr', reason],
      ['exact', null],
      ['ocr', reason],
    ]);
    expect(await call('archive.verify', {})).toMatchObject({ ok: true, problems: [] });
  });

  it('moves passages with the words they mark; undo puts all back, redo all forth', async () => {
    const [{ call, importTexts }] = await begin();
    const [documentId = ''] = await importTexts({ 'mixed.pdf': MIXED });
    const first = await call('passage.add', { documentId, quote: 'First page' });
    const last = await call('passage.add', { documentId, quote: 'Last page says', note: 'kept' });
    await call('document.recognise', {});
    const at = SEEN.indexOf('Last page says');
    const moved = await call('passage.get', { id: last.id });
    expect(moved).toMatchObject({ quote: 'Last page says', start: at, end: at + 14, page: 3, note: 'kept' });
    expect(await call('passage.get', { id: first.id })).toEqual(first);
    const statuses = async () => (await call('passage.verify', {})).map(({ check }) => check.status);
    expect(await statuses()).toEqual(['exact', 'exact']);
    await call('history.undo', {});
    expect(await call('passage.get', { id: last.id })).toEqual(last);
    expect(await call('document.text', { id: documentId })).toBe('First page.\f\fLast page says so.');
    expect(await call('search.query', { query: 'seen' })).toEqual([]);
    expect(await statuses()).toEqual(['exact', 'exact']);
    await call('history.redo', {});
    expect(await call('passage.get', { id: last.id })).toEqual(moved);
    expect(await call('document.text', { id: documentId })).toBe(SEEN);
    expect(await call('archive.verify', {})).toMatchObject({ ok: true });
  });

  it('lets nobody mark a place in a text that was made anew meanwhile', async () => {
    const [{ call, importTexts }] = await begin();
    const [documentId = ''] = await importTexts({ 'mixed.pdf': MIXED });
    const before = await call('document.get', { id: documentId });
    const place = { start: MIXED.indexOf('Last') - 5, end: MIXED.indexOf('Last') - 1 };
    const textSha256 = before.versions[0]?.textSha256 ?? '';
    await call('document.recognise', {});
    await expect(call('passage.add', { documentId, ...place, textSha256 })).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Select the words again'),
    });
    const now = (await call('document.get', { id: documentId })).versions[0]?.textSha256 ?? '';
    expect(await call('passage.add', { documentId, start: 0, end: 5, textSha256: now })).toMatchObject({
      quote: 'First',
    });
  });

  it('notes a page that cannot be read, reads the others, and tries it again only by force', async () => {
    const [{ call, importTexts }, recogniser] = await begin();
    const [id = ''] = await importTexts({ 'scan.pdf': 'IMAGE\fIMAGE\fIMAGE' });
    recogniser.faults.set(2, 'timeout');
    expect(await call('document.recognise', {})).toMatchObject([{ outcome: 'recognised', pages: 3, failedPages: [2] }]);
    expect(await call('document.text', { id })).toBe('Words seen on page 1.\f\fWords seen on page 3.');
    expect((await call('document.get', { id })).versions[0]?.quality).toMatchObject({ ocr: 2, none: 1 });
    expect(await call('document.recognise', {})).toEqual([]);
    recogniser.faults.clear();
    expect(await call('document.recognise', { ids: [id] })).toMatchObject([{ outcome: 'recognised', pages: 1 }]);
    expect(recogniser.read).toEqual([1, 2, 3, 2]);
    expect(await call('document.recognise', { ids: [id] })).toMatchObject([{ outcome: 'unneeded' }]);
    expect(await call('document.recognise', { ids: [id], force: true })).toMatchObject([{ pages: 3 }]);
  });

  it('gives up on a file of which page after page fails', async () => {
    const [{ call, importTexts }, recogniser] = await begin();
    await importTexts({ 'bad.pdf': Array.from({ length: 12 }, () => 'IMAGE').join('\f') });
    for (let page = 1; page <= 12; page++) recogniser.faults.set(page, 'parser-crashed');
    const [outcome] = await call('document.recognise', {});
    expect(outcome).toMatchObject({ outcome: 'failed', reason: 'Page 1 cannot be read.' });
    expect([outcome?.failedPages.length, recogniser.read.length]).toEqual([12, 5]);
    expect((await call('recognition.status', {})).waiting).toBe(0);
  });

  it('keeps what was read when it is stopped, and goes on there', async () => {
    const [{ call, importTexts }, recogniser] = await begin();
    const [id = ''] = await importTexts({ 'scan.pdf': 'IMAGE\fIMAGE\fIMAGE' });
    recogniser.onPage = async (page) => {
      if (page === 3 && !recogniser.read.includes(3)) await call('recognition.cancel', { jobId: 'mine' });
    };
    const stopped = await call('document.recognise', { jobId: 'mine' });
    expect(stopped).toMatchObject([{ outcome: 'cancelled', code: 'cancelled' }]);
    expect(await call('document.text', { id })).toBe('\f\f');
    recogniser.onPage = () => undefined;
    expect(await call('document.recognise', {})).toMatchObject([{ outcome: 'recognised', pages: 3, words: 15 }]);
    expect(recogniser.read).toEqual([1, 2, 3]);
    const folder = (await call('document.get', { id })).versions[0]?.sha256 ?? '';
    expect(await readdir(join(archive?.directory ?? '', 'derived', folder))).not.toContain('recognised-pages.ndjson');
  });

  it('halts after the page being read and goes on when told', async () => {
    const [{ call, importTexts, broadcasts }, recogniser] = await begin();
    await importTexts({ 'scan.pdf': 'IMAGE\fIMAGE\fIMAGE' });
    recogniser.onPage = async (page) => {
      if (page === 1) await call('recognition.pause', {});
    };
    const running = call('document.recognise', {});
    await expect
      .poll(() => call('recognition.status', {}))
      .toMatchObject({ state: 'paused', document: { title: 'scan' }, page: 1, pages: 3 });
    expect(recogniser.read).toEqual([1]);
    await call('recognition.resume', {});
    expect(await running).toMatchObject([{ outcome: 'recognised', pages: 3 }]);
    const told = broadcasts.flatMap((message) => (message.type === 'recognition' ? [message.progress] : []));
    expect(told.map(({ state, page }) => `${state} ${page}`)).toEqual([
      ...['running 0', 'running 0', 'paused 0', 'paused 1', 'running 1', 'running 2', 'running 3', 'idle 3'],
    ]);
  });

  it('grades hidden text by what the page shows, and replaces it only when told', async () => {
    const [{ call, importTexts }, recogniser] = await begin();
    const [same = '', other = ''] = await importTexts({
      'same.pdf': 'HIDDEN words SEEN on page 1',
      'other.pdf': 'HIDDEN Nothing of the kind was said',
    });
    expect(await call('document.recognise', { ids: [same, other] })).toMatchObject([
      { outcome: 'unneeded' },
      { outcome: 'unneeded' },
    ]);
    const quote = await call('passage.add', { documentId: other, quote: 'Nothing of the kind' });
    const checked = await call('document.recognise', { ids: [same, other], hidden: 'check' });
    expect(checked.map(({ disagreeingPages }) => disagreeingPages)).toEqual([[], [1]]);
    expect(await call('document.text', { id: other })).toBe('Nothing of the kind was said');
    expect((await call('document.get', { id: same })).versions[0]?.quality).toMatchObject({ ocr: 1, confidence: 88 });
    expect((await call('document.get', { id: other })).versions[0]?.quality).toMatchObject({ ocr: 0, disagrees: 1 });
    expect((await call('passage.verify', {}))[0]?.check).toMatchObject({
      status: 'ocr',
      reason: expect.stringContaining('hidden behind an image'),
    });
    await call('document.recognise', { ids: [other], hidden: 'replace' });
    expect(await call('document.text', { id: other })).toBe('Words seen on page 1.');
    // Words that are gone are not made up: the passage keeps what it says and is found wanting.
    expect(await call('passage.get', { id: quote.id })).toEqual(quote);
    expect((await call('passage.verify', {}))[0]?.check.status).toBe('broken');
    expect(recogniser.read).toEqual([1, 1, 1]);
  });

  it('lets no bounds be reckoned from where words stood that are gone', async () => {
    const [{ call, importTexts }] = await begin();
    const [documentId = ''] = await importTexts({ 'other.pdf': 'HIDDEN Nothing was said of it. Nor will it be.' });
    const gone = await call('passage.add', { documentId, quote: 'Nothing was said' });
    await call('document.recognise', { ids: [documentId], hidden: 'replace' });
    const there = await call('passage.add', { documentId, quote: 'page 1' });
    const refused = { code: 'conflict', message: expect.stringContaining('does not stand where it was marked') };
    await expect(call('passage.extend', { id: gone.id, to: 'sentence' })).rejects.toMatchObject(refused);
    await expect(call('passage.split', { id: gone.id, at: 8 })).rejects.toMatchObject(refused);
    await expect(call('passage.merge', { ids: [there.id, gone.id] })).rejects.toMatchObject(refused);
    expect(await call('passage.get', { id: gone.id })).toEqual(gone);
    // New bounds given by a person are the way out.
    const spans = [{ start: 0, end: 5 }];
    expect((await call('passage.reshape', { id: gone.id, spans })).quote).toBe('Words');
  });

  it('begins by itself with what comes in, as a part of the import', async () => {
    const [temp] = await begin({ recognisesByItself: true });
    const [id = ''] = await temp.importTexts({ 'mixed.pdf': MIXED });
    await expect.poll(() => temp.call('document.text', { id })).toBe(SEEN);
    await idle(temp);
    expect((await temp.call('archive.status', {}))?.history.undo).toBe('Import mixed.pdf and 1 more');
    await temp.call('history.undo', {});
    expect(await temp.call('document.list', {})).toEqual([]);
    await temp.call('history.redo', {});
    expect(await temp.call('document.text', { id })).toBe(SEEN);
  });

  it('keeps what a person decided on the place of a passage that it moves', async () => {
    const [{ call, importTexts }] = await begin();
    const [first = '', second = ''] = await importTexts({
      'first.pdf': 'Cover.\fThe Mayor strongly opposes section 12, because it would delay help to those who need it.',
      'second.pdf': 'IMAGE\fThe Mayor opposes section 12, because it would delay help to those who need it.',
    });
    const { id } = await call('passage.add', { documentId: first, quote: 'The Mayor strongly opposes section 12' });
    await call('version.join', { id: second, into: first });
    await call('version.decide', { passageIds: [id], version: 2, decision: 'accept' });
    const decided = (await call('passage.get', { id })).placements?.[0];
    await call('document.recognise', { ids: [first] });
    const shift = 'Words seen on page 1.'.length;
    expect(decided).toMatchObject({ decision: 'accepted', page: 2 });
    expect((await call('passage.get', { id })).placements).toEqual([
      { ...decided, start: (decided?.start ?? 0) + shift, end: (decided?.end ?? 0) + shift },
    ]);
  });

  it('takes up a version that comes while an older one is read', async () => {
    const [temp, recogniser] = await begin({ recognisesByItself: true });
    const go = holdPages(recogniser);
    const [first = ''] = await temp.importTexts({ 'first.pdf': 'IMAGE\fFirst version of all' });
    await expect.poll(async () => (await temp.call('recognition.status', {})).document?.title).toBe('first');
    const [second = ''] = await temp.importTexts({ 'second.pdf': 'IMAGE\fAlbatross.' });
    await temp.call('version.join', { id: second, into: first });
    go();
    await idle(temp);
    const { versions } = await temp.call('document.get', { id: first });
    expect(versions.map(({ quality }) => quality?.none)).toEqual([0, 0]);
    expect(await temp.call('search.query', { query: 'albatross' })).toHaveLength(1);
  });

  it('takes up at the next opening a version that came while an older one was read', async () => {
    const [temp, recogniser] = await begin();
    const [first = '', second = ''] = await temp.importTexts({
      'first.pdf': 'IMAGE\fFirst version of all',
      'second.pdf': 'IMAGE\fAnother.',
    });
    recogniser.onPage = async () => {
      recogniser.onPage = () => undefined;
      await temp.call('version.join', { id: second, into: first });
    };
    await temp.call('document.recognise', { ids: [first] });
    expect(await temp.call('recognition.status', {})).toMatchObject({ waiting: 1 });
    await temp.call('document.recognise', {});
    expect(await temp.call('recognition.status', {})).toMatchObject({ waiting: 0 });
    const { versions } = await temp.call('document.get', { id: first });
    expect(versions.map(({ quality }) => quality?.none)).toEqual([0, 0]);
  });

  it('leaves what can be made again as it is', async () => {
    const [temp, recogniser] = await begin({ recognisesByItself: true });
    const go = holdPages(recogniser);
    const [id = ''] = await temp.importTexts({ 'mixed.pdf': MIXED });
    await temp.call('archive.rename', { title: 'Renamed' });
    await temp.call('history.undo', {});
    go();
    await expect.poll(() => temp.call('document.text', { id })).toBe(SEEN);
    await temp.call('history.redo', {});
    expect((await temp.call('archive.status', {}))?.info.title).toBe('Renamed');
  });

  it('is a step of its own where the document was changed meanwhile', async () => {
    const [temp, recogniser] = await begin({ recognisesByItself: true });
    const go = holdPages(recogniser);
    const [id = ''] = await temp.importTexts({ 'mixed.pdf': MIXED });
    await temp.call('document.update', { id, title: 'Better' });
    go();
    await expect.poll(() => temp.call('document.text', { id })).toBe(SEEN);
    expect((await temp.call('document.get', { id })).title).toBe('Better');
    await temp.call('history.undo', {});
    await temp.call('history.undo', {});
    expect((await temp.call('document.get', { id })).title).toBe('mixed');
    await idle(temp);
    expect(recogniser.read).toEqual([2]);
  });

  it('goes on at the next opening with what was left, and not with what was undone', async () => {
    const [temp, recogniser] = await begin();
    const [left = '', undone = ''] = await temp.importTexts({ 'left.pdf': 'IMAGE', 'undone.pdf': 'IMAGE\fOther' });
    await temp.call('document.recognise', { ids: [undone] });
    await temp.call('history.undo', {});
    await temp.session.close();
    const next = temp.reopen({ recognisesByItself: true });
    await next.call('archive.open', { directory: temp.directory });
    await expect.poll(() => next.call('document.text', { id: left })).toBe('Words seen on page 1.');
    await idle(next);
    expect(await next.call('document.text', { id: undone })).toBe('\fOther');
    expect(recogniser.read).toEqual([1, 1]);
  });

  it('names a record that was altered, and gives no text made from it', async () => {
    const [{ call, importTexts, session, directory, reopen }] = await begin();
    const [id = ''] = await importTexts({ 'mixed.pdf': MIXED });
    await call('document.recognise', {});
    const hash = (await call('document.get', { id })).versions[0]?.companions?.[0]?.sha256 ?? '';
    await session.close();
    const path = join(directory, 'objects', hash.slice(0, 2), hash);
    await chmod(path, 0o644);
    await writeFile(path, (await readFile(path, 'utf8')).replace('seen', 'SEEN'));
    await rm(join(directory, 'derived'), { recursive: true });
    const next = reopen();
    await next.call('archive.open', { directory });
    await expect(next.call('document.text', { id })).rejects.toMatchObject({ code: 'damaged' });
    const { ok, problems } = await next.call('archive.verify', {});
    expect([ok, problems.some((problem) => problem.path?.endsWith(hash))]).toEqual([false, true]);
  });

  it('refuses to write into an archive that is open for reading', async () => {
    const [{ importTexts, directory, session, reopen }] = await begin();
    await importTexts({ 'mixed.pdf': MIXED });
    await session.close();
    const reader = reopen();
    await reader.call('archive.open', { directory, readOnly: true });
    await expect(reader.call('document.recognise', {})).rejects.toMatchObject({ code: 'read-only' });
    expect((await reader.call('recognition.status', {})).waiting).toBe(1);
  });
});
