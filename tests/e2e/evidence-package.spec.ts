import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { PDFDocument, PDFName } from '@cantoo/pdf-lib';
import type { Page } from '@playwright/test';
import { unzipSync } from 'fflate';
import { dropFiles, expect, type StandpointApp, test } from './app.ts';

/** Opens the sample archive and returns the id of its briefing that arranges itself. */
async function openSample(app: StandpointApp): Promise<string> {
  await app.start();
  await app.call('app.openSample', {});
  const briefing = (await app.call('briefing.list', {})).find(({ title }) => title.startsWith('Who will assist?'));
  if (briefing === undefined) throw new Error('The sample has no such briefing.');
  return briefing.id;
}

/** Opens a file from disk in a browser window without anything of ours, as whoever gets it would. */
async function openFile(app: StandpointApp, path: string, before?: (page: Page) => Promise<unknown>): Promise<Page> {
  const opened = app.electron.waitForEvent('window');
  await app.electron.evaluate(async ({ BrowserWindow }) => {
    const webPreferences = { partition: `reader ${Date.now()}`, sandbox: true };
    await new BrowserWindow({ width: 1000, height: 900, webPreferences }).loadURL('about:blank');
  });
  const page = await opened;
  await before?.(page);
  await page.goto(`file://${encodeURI(path).replace(/[?#]/g, encodeURIComponent)}`);
  return page;
}

/** What axe finds on a page; with `rules`, by these alone. */
async function violations(page: Page, rules?: readonly string[]): Promise<readonly string[]> {
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  if (rules !== undefined) axe.withRules([...rules]);
  const { violations: found, passes } = await axe.analyze();
  expect(passes.map(({ id }) => id)).toContain('color-contrast');
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

/** Writes the package of the sample's briefing and unpacks it; returns the folder of its payload. */
async function unpackPackage(app: StandpointApp): Promise<string> {
  const id = await openSample(app);
  const made = await app.call('briefing.package', { id, to: join(app.folder, 'package.zip') });
  expect(made).toMatchObject({ formats: ['docx', 'pdf', 'html', 'md'], withoutPdf: null, quotes: 33, flagged: [] });
  expect((await app.call('bag.verify', { path: made.path })).faults).toEqual([]);
  const folder = join(app.folder, 'unpacked');
  for (const [name, bytes] of Object.entries(unzipSync(new Uint8Array(await readFile(made.path))))) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    if (!name.endsWith('/')) await writeFile(path, bytes);
  }
  return join(folder, 'package', 'data');
}

const ORIGINALS = [
  'alder-county-sheriff-notice.md',
  'chicago-statement.html',
  'deputy-attorney-general-memo.pdf',
  'governor-press-release.html',
  'las-vegas-statement.pdf',
  'omaha-statement-first-issued.docx',
  'omaha-statement-revised.docx',
  'plains-ledger-report.txt',
  'stockton-city-attorney-reply.pdf',
  'stockton-community-notice.txt',
];

test('a briefing is printed to PDF with an outline and its properties', async ({ app }) => {
  const id = await openSample(app);
  const to = join(app.folder, 'briefing.pdf');
  expect(await app.call('briefing.export', { id, to })).toMatchObject({ quotes: 33, flagged: [] });
  const pdf = await PDFDocument.load(await readFile(to), { updateMetadata: false });
  expect(pdf.getTitle()).toBe('Who will assist? Local positions on federal immigration enforcement');
  expect(pdf.getSubject()).toContain('33 exact');
  expect(pdf.getPageCount()).toBeGreaterThan(5);
  expect(pdf.catalog.has(PDFName.of('Outlines'))).toBe(true);
  const { width, height } = pdf.getPage(0).getSize();
  expect([Math.round(width), Math.round(height)]).toEqual([595, 842]);
});

test('the web page that is exported is accessible and opens quotes in their context without a script', async ({
  app,
}) => {
  const id = await openSample(app);
  const to = join(app.folder, 'briefing.html');
  await app.call('briefing.export', { id, to });
  const page = await openFile(app, to);
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  expect(await violations(page)).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await violations(page, ['color-contrast'])).toEqual([]);
  await page.getByRole('button', { name: 'Quote 1 in its context', exact: true }).focus();
  await page.keyboard.press('Enter');
  const context = page.getByRole('dialog', { name: 'Quote 1 in its context' });
  await expect(context).toBeVisible();
  await expect(context.locator('mark')).toHaveText(
    "The Alder County Sheriff's Office will assist federal immigration officers.",
  );
  await expect(context).toContainText('748fd5964bca687aac129c882db08865818cf2e2e150ca76414d09ea36e45494');
  expect(await violations(page, ['color-contrast', 'aria-dialog-name', 'region'])).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(context).toBeHidden();
  expect(errors).toEqual([]);
});

test('whoever gets a package checks it offline: intact, altered and foreign files', async ({ app }) => {
  const folder = await unpackPackage(app);
  const page = await openFile(app, join(folder, 'verify.html'));
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  const summary = page.locator('#summary');
  const give = (...names: readonly string[]) =>
    page.locator('#files').setInputFiles(names.map((name) => join(folder, name)));
  await expect(summary).toHaveText(/^\d+ places wait for the original\.$/);
  expect(await violations(page)).toEqual([]);

  await dropFiles(page, '#drop', [join(folder, 'originals', 'plains-ledger-report.txt')]);
  await expect(page.locator('[data-source] .result.holds')).toHaveCount(1);
  await expect(summary).toHaveText(/places hold; \d+ places wait for the original\.$/);

  // One letter of a preserved text, and a file that has nothing to do with it.
  const ledger = join(folder, 'originals', 'stockton-community-notice.txt');
  const words = await readFile(ledger, 'utf8');
  await writeFile(join(folder, 'stockton-community-notice.txt'), words.replace(' not ', ' now '));
  await give('stockton-community-notice.txt', 'README.txt');
  await expect(page.locator('[data-source] .result.fails')).toHaveText(/^! Altered: “stockton-community-notice\.txt”/);
  await expect(page.locator('#strangers li').last()).toHaveText(/^“README\.txt” is none of the originals\./);
  await expect(summary).toHaveText(/^\d+ places do not hold;/);
  await page.getByLabel('Show').selectOption('fails');
  const shown = page.locator('article:visible');
  await expect(shown.first().locator('.result')).toHaveText(
    /The original that was given is not the one that was preserved/,
  );
  expect(await violations(page)).toEqual([]);

  await page.getByLabel('Show').selectOption('all');
  await give(...ORIGINALS.map((name) => `originals/${name}`));
  await expect(summary).toHaveText(/^✓ Every quote holds: \d+ places hold\.$/);
  await expect(page.locator('article.holds')).toHaveCount(await page.locator('article').count());
  const first = page.locator('article').first();
  await first.getByText('In its context').click();
  await expect(first.locator('mark')).toHaveText(
    "The Alder County Sheriff's Office will assist federal immigration officers.",
  );
  expect(await violations(page)).toEqual([]);
  expect(requests).toEqual([]);
});

test('a package is checked by its own code where the browser has none for pages from disk', async ({ app }) => {
  const folder = await unpackPackage(app);
  const page = await openFile(app, join(folder, 'verify.html'), (blank) =>
    blank.addInitScript(() => Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined })),
  );
  expect(await page.evaluate(() => globalThis.crypto.subtle)).toBeUndefined();
  await page.locator('#files').setInputFiles(ORIGINALS.map((name) => join(folder, 'originals', name)));
  await expect(page.locator('#summary')).toHaveText(/^✓ Every quote holds/);
});

test('a quote altered in the page for checking is found', async ({ app }) => {
  const folder = await unpackPackage(app);
  const path = join(folder, 'verify.html');
  const html = await readFile(path, 'utf8');
  // In the data alone, as whoever wants a quote to read otherwise would.
  const altered = html.replace(/"printed":"([^"]*) will not /, '"printed":"$1 will ');
  expect(altered).not.toBe(html);
  await writeFile(path, altered);
  const page = await openFile(app, path);
  await page.locator('#files').setInputFiles(ORIGINALS.map((name) => join(folder, 'originals', name)));
  await expect(page.locator('#summary')).toHaveText(/^1 place does not hold;/);
  await expect(page.locator('article.fails .result')).toHaveText(/What is printed is not the preserved words/);
});
