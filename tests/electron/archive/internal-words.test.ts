import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extract } from '../../../electron/archive/importers/index.ts';
import { parserTasks } from '../../../electron/archive/importers/parser-tasks.ts';
import type { BriefingBody } from '../../../shared/domain/briefing-body.ts';
import { EXPORT_TABLES } from '../../../shared/exchange/formats.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';
import { lines, makePdf } from './importers/make-pdf.ts';

/** Notes that stay in the house: that of a passage that may leave, and those of passages that may not. */
const NOTES = ['Zanzibar weakness', 'Kilimanjaro privilege', 'Limpopo privilege'];
/** The words of a passage that is internal, of a document of which nothing else is quoted. */
const SECRET = 'Serengeti was discussed with counsel.';
/** Words of an internal passage that stand right beside a quote: the source's own, but not to be marked. */
const BESIDE = 'Okavango is mentioned next.';

let archive: TempArchive;
let briefingId = '';
const internal: string[] = [];
let pdfId = '';

beforeAll(async () => {
  archive = await createTempArchive({
    captureCommand: { file: process.execPath, args: ['tests/support/fake-print.mjs'] },
    createPool: () => ({
      parse: async (path, name, _signal, extractor) => extract(new Uint8Array(await readFile(path)), name, extractor),
      run: async (task, input) => (await parserTasks[task]())(input, () => undefined),
      close: async () => undefined,
    }),
  });
  const texts = { 'open.txt': `We do not take part. ${BESIDE} We do assist courts.\n`, 'secret.txt': `${SECRET}\n` };
  const [open = '', secret = ''] = await archive.importTexts(texts);
  const policy = join(archive.root, 'policy.pdf');
  await writeFile(policy, makePdf([{ content: lines(72, 700, ['Deputies will not honor civil detainers', BESIDE]) }]));
  const [imported] = await archive.call('document.import', { paths: [policy] });
  pdfId = imported?.documentId ?? '';
  const { agencies, stances } = await archive.call('codebook.get', {});
  const agency = agencies[0] ?? (await archive.call('agency.add', { name: 'County Sheriff' }));
  const codings = [{ agency: agency.id, stance: stances[0]?.id ?? '' }];
  const add = (documentId: string, quote: string, note = '') =>
    archive.call('passage.add', { documentId, quote, note, codings });
  const first = await add(open, 'We do not take part.', 'An open remark');
  const noted = await add(open, 'We do assist courts.', NOTES[0]);
  const onPage = await add(pdfId, 'Deputies will not honor civil detainers', 'An open remark');
  const kept = [await add(secret, SECRET, NOTES[1]), await add(open, BESIDE, NOTES[2]), await add(pdfId, BESIDE)];
  await archive.call('passage.update', { id: noted.id, internal: 'note' });
  for (const { id } of kept) await archive.call('passage.update', { id, internal: 'passage' });
  internal.push(...kept.map(({ id }) => id));
  const quote = (passageId: string): BriefingBody[number] => ({
    type: 'quote',
    attrs: { useId: `use${passageId}`, passageId, excerpt: null, showCodings: true },
  });
  const body: BriefingBody = [
    ...[first, noted, onPage, ...kept].map(({ id }) => quote(id)),
    { type: 'matrix', attrs: { blockId: 'm', columns: 'stance', scope: 'archive', caption: '' } },
    {
      type: 'timeline',
      attrs: { blockId: 't', scope: 'archive', agencyIds: [], topicIds: [], caption: '' },
    },
    { type: 'profile', attrs: { blockId: 'p', agencyId: agency.id, quotes: 9 } },
    { type: 'sources', attrs: { blockId: 's' } },
    { type: 'method', attrs: { blockId: 'n' } },
  ];
  briefingId = (await archive.call('briefing.create', { title: 'Open', body })).id;
}, 60_000);

afterAll(() => archive.dispose());

/** The bytes of a file and of all that is packed or deflated in it, each read in the ways in which words are written. */
function readings(bytes: Uint8Array, name: string): readonly { readonly name: string; readonly text: string }[] {
  const buffer = Buffer.from(bytes);
  const [swapped, whole] = [Buffer.from(bytes.subarray(0, bytes.length & ~1)), buffer.toString('latin1')];
  const ways = [buffer.toString('utf8'), buffer.toString('utf16le'), swapped.swap16().toString('utf16le')];
  const isPdf = whole.startsWith('%PDF');
  const hex = (isPdf ? [...whole.matchAll(/<([0-9A-Fa-f\s]{8,})>/gu)] : []).map(([, digits = '']) =>
    Buffer.from(digits, 'hex'),
  );
  const own = [...ways, ...hex.flatMap((each) => [each.toString('latin1'), Buffer.from(each).toString('utf16le')])];
  const packed = whole.startsWith('PK')
    ? Object.entries(unzipSync(bytes)).flatMap(([inner, part]) => readings(part, `${name}/${inner}`))
    : [];
  const streams = !isPdf
    ? []
    : [...whole.matchAll(/stream\r?\n/gu)].flatMap(({ index, 0: { length } }) => {
        try {
          return readings(inflateSync(buffer.subarray(index + length), { finishFlush: 2 }), `${name}#${index}`);
        } catch {
          // A stream that is not deflated was read with the rest.
          return [];
        }
      });
  return [...own.map((text) => ({ name, text })), ...packed, ...streams];
}

/** Parts of a package that are the sources themselves, as they came. */
const isSource = (name: string): boolean => /\/(?:originals|text|sources)\/|verify\.html$/u.test(name);

async function leaksOf(path: string, words: readonly string[]): Promise<readonly string[]> {
  const all = readings(new Uint8Array(await readFile(path)), path.slice(path.lastIndexOf('/') + 1));
  return all.flatMap(({ name, text }) => words.filter((each) => text.includes(each)).map((each) => `${name}: ${each}`));
}

describe('what is internal', () => {
  it.each(['docx', 'html', 'md', 'zip'])('is in no briefing as .%s', async (extension) => {
    const to = join(archive.root, `briefing.${extension}`);
    if (extension === 'zip') await archive.call('briefing.package', { id: briefingId, to });
    else await archive.call('briefing.export', { id: briefingId, to });
    expect(await leaksOf(to, [...NOTES, ...internal, SECRET, 'Serengeti'])).toEqual([]);
    // Nor is it told that something was left out for that reason; the script of a page speaks of internal citations.
    expect((await leaksOf(to, ['nternal'])).filter((each) => !each.includes('verify.html'))).toEqual([]);
    expect(await leaksOf(to, ['We do assist courts.'])).not.toEqual([]);
    if (extension !== 'zip') return;
    expect(Object.keys(unzipSync(new Uint8Array(await readFile(to)))).join()).toContain('.pdf');
    // A neighbour's words are the source's: they stand around a quote, but no passage is made of them.
    const marked = await leaksOf(to, [`"exact":"${BESIDE}`, `<mark>${BESIDE}`, `"exact": "${BESIDE}`]);
    expect(marked.filter((each) => !isSource(each.slice(0, each.lastIndexOf(': '))))).toEqual([]);
  });

  it.each([
    ...EXPORT_TABLES.map((table) => ['csv', table] as const),
    ...(['xlsx', 'jsonld', 'qdpx', 'qdc', 'ris', 'json'] as const).map((extension) => [extension, undefined] as const),
  ])('is in no exchange as .%s (%s)', async (extension, table) => {
    const folder = join(archive.root, `${extension}-${table ?? 'all'}`);
    await mkdir(folder);
    const to = join(folder, `out.${extension}`);
    for (const only of [{}, { briefingId }]) {
      await archive.call('exchange.export', { to, ...only, ...(table === undefined ? {} : { table }) });
      for (const file of await readdir(folder)) {
        const found = await leaksOf(join(folder, file), [...NOTES, ...internal]);
        expect(found).toEqual([]);
        const words = await leaksOf(join(folder, file), [SECRET, `"exact":"${BESIDE}`, `"exact": "${BESIDE}`]);
        // A project brings its sources along, whole.
        expect(words.filter((each) => !isSource(each.slice(0, each.lastIndexOf(': '))))).toEqual([]);
      }
    }
  });

  it('is no highlight of an annotated PDF', async () => {
    const to = join(archive.root, 'annotated.pdf');
    const { passages, skipped } = await archive.call('document.exportAnnotated', { id: pdfId, to });
    expect({ passages, skipped }).toEqual({ passages: 1, skipped: [] });
    expect(await leaksOf(to, [...NOTES, ...internal])).toEqual([]);
    expect(await leaksOf(to, ['An open remark'])).not.toEqual([]);
  });

  it('would be found by this test, in every kind of file', async () => {
    for (const id of internal) await archive.call('passage.update', { id, internal: null });
    for (const extension of ['docx', 'html', 'md', 'zip']) {
      const to = join(archive.root, `told.${extension}`);
      if (extension === 'zip') await archive.call('briefing.package', { id: briefingId, to });
      else await archive.call('briefing.export', { id: briefingId, to });
      expect(await leaksOf(to, [SECRET]), extension).not.toEqual([]);
    }
    for (const extension of ['csv', 'xlsx', 'jsonld', 'qdpx']) {
      const to = join(archive.root, `told.${extension}`);
      await archive.call('exchange.export', { to });
      expect(await leaksOf(to, [NOTES[1] ?? '']), extension).not.toEqual([]);
    }
    const to = join(archive.root, 'told.pdf');
    expect((await archive.call('document.exportAnnotated', { id: pdfId, to })).passages).toBe(2);
    for (const id of internal) await archive.call('passage.update', { id, internal: 'passage' });
  });
});
