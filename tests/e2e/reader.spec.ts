import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page } from '@playwright/test';
import { expect, type StandpointApp, test } from './app.ts';

const FIXTURES = join(__dirname, '../fixtures');
const CLI = join(__dirname, '../../out/main/cli.js');
const LONG = '2009-06-16_hr2847.pdf';
const SHORT = '2025-06-24_hr875.pdf';
const AGENCY = 'Office of Management and Budget';

/** What a hostile page would reach for: nothing of it may run, and nothing may be asked of the server. */
function hostilePage(server: string): string {
  return `<!doctype html><html><head><title>Notice of the Sheriff</title>
    <link rel="stylesheet" href="${server}/style.css"><style>@import url("${server}/import.css"); body { background: url(${server}/bg.png) }</style>
    <meta http-equiv="refresh" content="0; url=${server}/refresh"><base href="${server}/">
    <script>parent.hostile = top.hostile = 'script'; fetch('${server}/script')</script></head>
    <body onload="top.hostile = 'onload'"><h1>Notice of the Sheriff</h1>
    <p>Deputies will not honor civil detainers without a warrant signed by a judge.</p>
    <p>Read <a href="javascript:top.hostile='link'">the whole order</a> at the office.</p>
    <img src="${server}/pixel.gif" onerror="top.hostile = 'onerror'" alt="seal">
    <img src="x:" onerror="top.hostile = 'onerror'"><svg onload="top.hostile = 'svg'"><image href="${server}/svg.png"/></svg>
    <iframe src="${server}/frame"></iframe><object data="${server}/object"></object><video src="${server}/video" autoplay></video>
    <form action="${server}/form"><input autofocus onfocus="top.hostile = 'focus'"></form></body></html>`;
}

const requests: string[] = [];
let server: Server;
let folder: string;
/** Ids of the documents by file name. */
let documents: ReadonlyMap<string, string>;

async function standpoint(...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, [CLI, ...args], { maxBuffer: 1 << 26 })).stdout;
}

test.beforeAll(async () => {
  server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  folder = await mkdtemp(join(tmpdir(), 'standpoint-reader-'));
  const hostile = join(folder, 'hostile.html');
  await writeFile(hostile, hostilePage(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  const archive = join(folder, 'archive');
  await standpoint('archive', 'create', archive, '--title', 'Reading');
  const files = [LONG, SHORT].map((name) => join(FIXTURES, 'statements', name));
  files.push(join(FIXTURES, 'documents/footnotes.docx'), hostile);
  const outcomes: unknown = JSON.parse(await standpoint('-a', archive, 'document', 'import', ...files));
  documents = new Map(
    (outcomes as { path: string; documentId: string }[]).map(({ path, documentId }, at) => [
      (path ?? files[at] ?? '').split(/[\\/]/).pop() ?? '',
      documentId,
    ]),
  );
});

test.afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(folder, { recursive: true, force: true });
});

/** Opens one document of a copy of the archive and waits until it can be read. */
async function read(app: StandpointApp, fileName: string): Promise<{ page: Page; id: string; flags: string[] }> {
  const archive = join(app.folder, 'archive');
  await cp(join(folder, 'archive'), archive, { recursive: true });
  const id = documents.get(fileName);
  if (id === undefined) throw new Error(`${fileName} was not imported.`);
  const flags = ['--archive', archive, '--open', id];
  const page = await app.start(...flags);
  if (fileName.endsWith('.pdf')) await waitForPage(page);
  else await page.frameLocator('iframe').locator('[data-start]').first().waitFor();
  return { page, id, flags };
}

async function waitForPage(page: Page): Promise<void> {
  await page.locator('[data-painted=true]').first().waitFor();
  await page.locator('[data-page] [data-start]').first().waitFor({ state: 'attached' });
}

/** Where a character of the canonical text stands on screen: its left or right edge and the middle of its height. */
async function pointOf(page: Page, offset: number, edge: 'left' | 'right'): Promise<{ x: number; y: number }> {
  return page.evaluate(
    ([at, side]) => {
      for (const span of document.querySelectorAll<HTMLElement>('[data-page] [data-start]')) {
        const start = Number(span.dataset.start);
        const node = span.firstChild;
        if (!(node instanceof Text) || at < start || at >= start + node.length) continue;
        const range = document.createRange();
        range.setStart(node, at - start);
        range.setEnd(node, at - start + 1);
        const box = range.getBoundingClientRect();
        return { x: side === 'left' ? box.left + 0.5 : box.right - 0.5, y: box.top + box.height / 2 };
      }
      throw new Error(`Offset ${at} is not on screen.`);
    },
    [offset, edge] as const,
  );
}

async function select(page: Page, start: number, end: number): Promise<void> {
  const from = await pointOf(page, start, 'left');
  const to = await pointOf(page, end - 1, 'right');
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 4 });
  await page.mouse.up();
  await expect(popoverOf(page)).toBeVisible();
}

const popoverOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Code selection' });
const marksOf = (page: Page): Locator => page.locator('[data-page] .sp-mark');
const passagesOf = async (app: StandpointApp, id: string) =>
  (await app.call('passage.list', { documentIds: [id] })).passages;

/** Chooses the agency of a coding that asks for one. */
async function nameAgency(page: Page): Promise<void> {
  const agency = popoverOf(page).getByRole('combobox', { name: 'Agency' });
  await expect(agency).toBeFocused();
  await agency.fill(AGENCY);
  await expect(agency).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('Enter');
  await expect(popoverOf(page)).toBeHidden();
}

test('words are coded by the keyboard alone, and a passage in several ways', async ({ app }) => {
  const { page, id } = await read(app, LONG);
  for (let word = 0; word < 3; word++) await page.keyboard.press('Control+Shift+ArrowRight');
  await expect(popoverOf(page)).toBeVisible();
  await page.keyboard.press('1');
  await page.keyboard.type(AGENCY);
  await page.keyboard.press('Enter');
  await expect(popoverOf(page)).toBeHidden();
  await expect(marksOf(page)).toHaveCount(1);

  // The agency is remembered: another selection needs its digit only.
  for (let line = 0; line < 4; line++) await page.keyboard.press('Shift+ArrowDown');
  await expect(popoverOf(page)).toBeVisible();
  await page.keyboard.press('5');
  await expect(marksOf(page)).toHaveCount(2);
  await expect(popoverOf(page)).toBeHidden();

  // A digit with a passage selected codes it once more.
  await page.keyboard.press('2');
  await expect(page.locator('.sp-letters').filter({ has: page.locator('.sp-letter:nth-child(2)') })).toHaveCount(1);
  const passages = await passagesOf(app, id);
  expect(passages.map(({ codings }) => codings.length).sort()).toEqual([1, 2]);
  expect(new Set(passages.flatMap(({ codings }) => codings.map(({ agencyId }) => agencyId))).size).toBe(1);
});

test('passages overlap, run over the end of a page, carry notes, and are undone', async ({ app }) => {
  const { page, id } = await read(app, LONG);
  const text = await app.call('document.text', { id });
  const { pages } = await app.call('document.content', { id });
  const second = pages[1]?.start ?? 0;
  await page.evaluate(() => {
    document.querySelector('[data-page="2"]')?.scrollIntoView({ block: 'start' });
    document.querySelector('[role=region][aria-label=Document]')?.scrollBy(0, -320);
  });
  await page.locator('[data-page="2"][data-painted=true]').waitFor();
  const words = /\S+\s+\S+(?=\s*$)/.exec(text.slice(0, second - 1));
  const [from, to] = [words?.index ?? 0, second + (/^\S+\s+\S+/.exec(text.slice(second))?.[0].length ?? 0)];
  await select(page, from, to);
  await page.keyboard.press('4');
  await nameAgency(page);
  const [across] = await passagesOf(app, id);
  expect(across).toMatchObject({ start: from, end: to, quote: text.slice(from, to), page: 1 });
  for (const number of [1, 2]) await expect(page.locator(`[data-page="${number}"] .sp-mark`)).toHaveCount(1);

  // Another over part of it stacks its underline below.
  await select(page, second, to);
  await page.keyboard.press('1');
  const onSecond = page.locator('[data-page="2"] .sp-mark');
  await expect(onSecond).toHaveCount(2);
  const stripes = await onSecond.evaluateAll((marks) =>
    marks.map((mark) => mark.querySelector('.sp-stripe')?.getBoundingClientRect().y ?? 0),
  );
  expect(Math.abs((stripes[0] ?? 0) - (stripes[1] ?? 0))).toBeGreaterThan(1.5);

  await page.keyboard.press('n');
  const note = page.getByRole('complementary', { name: 'Inspector' }).getByRole('textbox', { name: 'Note' });
  await expect(note).toBeFocused();
  await page.keyboard.type('Compare with the letter of May.');
  await page.keyboard.press('Escape');
  await expect
    .poll(async () => (await passagesOf(app, id)).map((each) => each.note).join(''))
    .toContain('letter of May');

  await page.keyboard.press('Delete');
  await expect(onSecond).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(onSecond).toHaveCount(2);
  await page.keyboard.press('Control+Shift+z');
  await expect(onSecond).toHaveCount(1);
  await page.keyboard.press('Control+z');
  await expect(onSecond).toHaveCount(2);
  expect((await passagesOf(app, id)).map((each) => each.note).join('')).toContain('letter of May');
});

test('words are found, and a passage of the list is gone to', async ({ app }) => {
  const { page, id } = await read(app, LONG);
  const text = await app.call('document.text', { id });
  const { pages } = await app.call('document.content', { id });
  await page.keyboard.press('Control+f');
  const find = page.getByRole('search', { name: 'Find in document' });
  await find.getByRole('textbox').fill('Administration');
  const hits = text.match(/administration/gi)?.length ?? 0;
  expect(hits).toBeGreaterThan(3);
  await expect(find.getByRole('status')).toHaveText(`1 of ${hits}`);
  await expect(page.locator('.sp-hit[data-current]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(find.getByRole('status')).toHaveText(`2 of ${hits}`);
  await page.keyboard.press('Escape');
  await expect(find).toBeHidden();

  const last = pages[pages.length - 1]?.start ?? 0;
  const end = last + (/^(?:\S+\s+){6}\S+/.exec(text.slice(last))?.[0].length ?? 0);
  const passage = await app.call('passage.add', { documentId: id, start: last, end });
  await app.chooseMenu('view.passages');
  await page
    .getByRole('article')
    .getByRole('button')
    .filter({ hasText: passage.quote.split('\n')[0] })
    .click();
  const mark = page.locator(`.sp-mark[data-passage-id="${passage.id}"]`);
  await expect(mark).toHaveAttribute('data-flash', '');
  await expect(mark.locator('.sp-line').first()).toBeInViewport();
});

test('a highlight ends where the ink of its last letter ends', async ({ app }) => {
  const { page, id } = await read(app, SHORT);
  const text = await app.call('document.text', { id });
  await app.chooseMenu('reader.zoomReset');
  const lines = [...text.matchAll(/[A-Za-z]{4}[A-Za-z ]{12,40}[a-z]{2}(?= [A-Za-z])/g)].slice(0, 8);
  for (const line of lines) {
    await app.call('passage.add', { documentId: id, start: line.index, end: line.index + line[0].length });
  }
  await expect(marksOf(page)).toHaveCount(lines.length);
  await expect(page.getByText('100 %')).toBeVisible();
  await expect
    .poll(() =>
      page.evaluate(() => {
        const canvas = document.querySelector<HTMLCanvasElement>('[data-page="1"] canvas');
        return canvas === null ? 0 : canvas.width / canvas.getBoundingClientRect().width;
      }),
    )
    .toBeCloseTo(1, 2);
  const gaps = await page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-page="1"] canvas');
    const context = canvas?.getContext('2d');
    if (!canvas || !context) throw new Error('The page is not painted.');
    const paper = canvas.getBoundingClientRect();
    return [...document.querySelectorAll('[data-page="1"] .sp-line')].map((line) => {
      const box = line.getBoundingClientRect();
      const right = box.right - paper.left;
      // Between base line and x-height: an underline goes on under the blank.
      const [x, y] = [Math.floor(right) - 6, Math.round(box.top - paper.top + box.height * 0.35)];
      const { data, width } = context.getImageData(x, y, 9, Math.round(box.height * 0.35));
      let ink = Number.NaN;
      for (let at = 0; at < data.length; at += 4) {
        if ((data[at] ?? 255) < 160) ink = Math.max(Number.isNaN(ink) ? 0 : ink, (at / 4) % width);
      }
      return x + ink + 1 - right;
    });
  });
  expect(gaps).toHaveLength(lines.length);
  for (const gap of gaps) expect(Math.abs(gap)).toBeLessThanOrEqual(1.5);
});

test('words of a Word document are coded and still there after the power failed', async ({ app }) => {
  const { page, id, flags } = await read(app, 'footnotes.docx');
  await page.frameLocator('iframe').locator('[data-start]').filter({ hasText: /\w{4}/ }).first().dblclick();
  await expect(popoverOf(page)).toBeVisible();
  await page.keyboard.press('5');
  await nameAgency(page);
  await expect(page.frameLocator('iframe').locator('.sp-mark .sp-line')).toHaveCount(1);
  const [passage] = await passagesOf(app, id);

  await app.kill();
  const again = await app.start(...flags);
  await expect(again.frameLocator('iframe').locator(`.sp-mark[data-passage-id="${passage?.id}"] .sp-line`)).toHaveCount(
    1,
  );
  expect(await passagesOf(app, id)).toEqual([passage]);
});

test('a hostile page is shown without running or asking for anything', async ({ app }) => {
  const { page } = await read(app, 'hostile.html');
  const frame = page.frameLocator('iframe');
  await expect(frame.getByText('Deputies will not honor civil detainers')).toBeVisible();
  await frame.getByText('the whole order').click();
  await frame.getByText('detainers').first().dblclick();
  await expect(popoverOf(page)).toBeVisible();
  expect(await page.evaluate(() => 'hostile' in window)).toBe(false);
  expect(page.frames().filter((each) => /^https?:/.test(each.url()))).toEqual([]);
  expect(requests).toEqual([]);
});
