import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ParserPool } from '../../../electron/archive/importers/extraction.ts';
import { extract } from '../../../electron/archive/importers/index.ts';
import { parserTasks } from '../../../electron/archive/importers/parser-tasks.ts';
import { startSession, type TestSession } from '../../support/temp-archive.ts';

/** The real importers, in this process. */
const realPool = (): ParserPool => ({
  async parse(path, fileName) {
    return extract(new Uint8Array(await readFile(path)), fileName);
  },
  async run(task, input) {
    return (await parserTasks[task]())(input, () => undefined);
  },
  async close() {},
});

let root: string;
let from: TestSession;
let into: TestSession;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'standpoint-'));
  from = startSession({ createPool: realPool });
  into = startSession({ createPool: realPool });
  await from.call('archive.create', { directory: join(root, 'from'), title: 'From' });
  await into.call('archive.create', { directory: join(root, 'into'), title: 'Into' });
});
afterAll(async () => {
  await from.session.close();
  await into.session.close();
  await rm(root, { recursive: true, force: true });
});

const NOTHING = { documentId: null, reason: null };
const FILES = [
  'order.docx',
  'mozilla-1.html',
  'rtl-1.html',
  'sheriff-detainers.eml',
  'order.odt',
  '../mapping/browser.pdf',
];

it('a REFI-QDA project brings originals of all formats and what is marked in them to another archive', async () => {
  for (const name of FILES) {
    const paths = [resolve('tests/fixtures/documents', name)];
    const [{ documentId, reason } = NOTHING] = await from.call('document.import', { paths });
    if (documentId === null) throw new Error(reason ?? 'It did not come in.');
    const text = await from.call('document.text', { id: documentId });
    const words = [...text.matchAll(/\S[^\n\f]{20,60}\S/g)].slice(0, 4);
    for (const { index: start, 0: quote } of words) {
      const codings = [{ agency: 'Sheriff', stance: 'supports' }];
      await from.call('passage.add', { documentId, start, end: start + quote.length, codings });
    }
  }
  const paged = (await from.call('document.list', {})).find(({ format }) => format === 'pdf')?.id ?? '';
  await from.call('passage.add', { documentId: paged, area: { page: 1, rect: [100, 200, 120, 80] }, note: 'A seal' });
  const essence = async ({ call }: TestSession) => {
    const { passages } = await call('passage.list', {});
    return passages
      .map(({ quote, start, end, page, area, note, selectors, codings }) => ({
        ...{ quote, start, end, page, area, note, selectors },
        codings: codings.length,
      }))
      .sort((a, b) => (a.quote < b.quote ? -1 : 1));
  };
  const to = join(root, 'project.qdpx');
  const exported = await from.call('exchange.export', { to });
  expect(exported.skipped).toEqual([]);
  const imported = await into.call('exchange.import', { path: to });
  expect(imported).toMatchObject({ passages: { moved: 0, known: 0, lost: 0 }, attention: [], warnings: [] });
  expect(await essence(into)).toEqual(await essence(from));
  const originals = async ({ call }: TestSession) =>
    (await call('document.list', {})).map(({ sha256, fileName, format }) => [sha256, fileName, format]).sort();
  expect(await originals(into)).toEqual(await originals(from));
});
