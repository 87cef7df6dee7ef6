import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import { expect, type StandpointApp, test } from './app.ts';

async function startSample(app: StandpointApp): Promise<Page> {
  const page = await app.start();
  await app.call('app.openSample', {});
  await expect(page.getByRole('tab', { name: 'Documents', exact: true })).toBeVisible();
  return page;
}

async function exportTo(app: StandpointApp, page: Page, format: RegExp, path: string) {
  await app.answerSaveDialog(path);
  await app.chooseMenu('exchange.export');
  const dialog = page.getByRole('dialog', { name: 'Export for other programs' });
  await dialog.getByRole('radio', { name: format }).click();
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await expect(dialog.getByRole('heading', { name: 'Written' })).toBeVisible();
  return dialog;
}

test('a project goes to another archive by way of REFI-QDA: what comes in is shown first', async ({ app }) => {
  const page = await startSample(app);
  const before = await app.call('passage.list', {});
  const documents = await app.call('document.list', {});
  const project = join(app.folder, 'sample.qdpx');
  const written = await exportTo(app, page, /^REFI-QDA project/, project);
  await expect(written).toContainText(`${before.total} passages`);
  await expect(written).toContainText(project);
  expect(Object.keys(unzipSync(new Uint8Array(await readFile(project))))).toContain('project.qde');
  await page.keyboard.press('Escape');

  await app.call('archive.create', { directory: join(app.folder, 'second'), title: 'Second' });
  await expect(page.getByRole('button', { name: 'Archive Second' })).toBeVisible();
  await app.answerOpenDialog(project);
  await app.chooseMenu('exchange.import');
  const dialog = page.getByRole('dialog', { name: 'Import from other programs' });
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  const coming = dialog.getByRole('region', { name: 'What would come in' });
  await expect(coming).toContainText('REFI-QDA project');
  await expect(coming.getByText('New documents')).toBeVisible();
  expect((await app.call('document.list', {})).length).toBe(0);
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog.getByRole('heading', { name: 'Imported' })).toBeVisible({ timeout: 120_000 });
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  expect((await app.call('document.list', {})).length).toBe(documents.length);
  const after = await app.call('passage.list', {});
  const quotes = ({ passages }: typeof after) => passages.map(({ quote }) => quote).sort();
  expect(quotes(after)).toEqual(quotes(before));
});

test('only what Passages is filtered by goes out, without internal passages and names of coders', async ({ app }) => {
  const page = await startSample(app);
  const { passages } = await app.call('passage.list', {});
  const [kept] = passages;
  if (kept === undefined) throw new Error('The sample archive has no passages.');
  await app.call('passage.update', { id: kept.id, internal: 'passage' });
  await app.chooseMenu('view.passages');
  await page.getByRole('button', { name: 'Document filter' }).click();
  await page.getByRole('option', { name: kept.documentTitle }).click();
  await expect(page.getByRole('button', { name: 'Clear Document filter' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Export for other programs' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export for other programs' });
  await expect(dialog.getByRole('combobox', { name: 'What' })).toContainText('What Passages is filtered by');
  await dialog.getByRole('radio', { name: /^Table/ }).click();
  await dialog.getByRole('combobox', { name: 'Table' }).click();
  await page.getByRole('option', { name: 'Passages, one a line' }).click();
  const path = join(app.folder, 'passages.csv');
  await app.answerSaveDialog(path);
  await dialog.getByRole('button', { name: 'Export…' }).click();
  await expect(dialog.getByText('1 internal passage or note stayed in the archive.')).toBeVisible();
  const table = await readFile(path, 'utf8');
  const ofDocument = passages.filter(({ documentId }) => documentId === kept.documentId);
  expect(table).not.toContain(kept.quote.slice(0, 25));
  expect(table).toContain(ofDocument[1]?.quote.slice(0, 25) ?? 'none');
  const elsewhere = passages.find(({ documentId }) => documentId !== kept.documentId);
  expect(table).not.toContain(elsewhere?.quote.slice(0, 25));
  expect(table).not.toContain(kept.coder);
});

test('a table of codes comes in as what the person says they are', async ({ app }) => {
  const page = await startSample(app);
  const path = join(app.folder, 'codebook.csv');
  await writeFile(path, 'tag,description,number of highlights\nBudget,Money for it,3\nBudget.Overtime,Hours paid,2\n');
  await app.answerOpenDialog(path);
  await app.chooseMenu('exchange.import');
  const dialog = page.getByRole('dialog', { name: 'Import from other programs' });
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  const codes = dialog.getByRole('region', { name: 'What the codes become' });
  await expect(codes.getByText(/^Budget/).first()).toBeVisible();
  const roles = codes.getByRole('combobox');
  for (let at = 0; at < (await roles.count()); at += 1) {
    await roles.nth(at).click();
    await page.getByRole('option', { name: 'Topics' }).click();
  }
  await expect(dialog.getByText('New topics:')).toBeVisible();
  await dialog.getByRole('button', { name: 'Import', exact: true }).click();
  await expect(dialog.getByRole('heading', { name: 'Imported' })).toBeVisible();
  const { topics } = await app.call('codebook.get', {});
  expect(topics.map(({ name }) => name)).toEqual(expect.arrayContaining([expect.stringMatching(/^Budget/)]));
  await page.keyboard.press('Escape');
  await app.chooseMenu('history.undo');
  await expect
    .poll(async () => (await app.call('codebook.get', {})).topics.some(({ name }) => name.startsWith('Budget')))
    .toBe(false);
});

test('a file that is none of these is refused with words that say what to do', async ({ app }) => {
  const page = await startSample(app);
  const path = join(app.folder, 'notes.qdpx');
  await writeFile(path, 'nothing of the kind');
  await app.answerOpenDialog(path);
  await app.chooseMenu('exchange.import');
  const dialog = page.getByRole('dialog', { name: 'Import from other programs' });
  await dialog.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(dialog.getByRole('alert')).toContainText(/\w{3,}/);
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
});

test('the codebook and the sources are written for other programs', async ({ app }) => {
  const page = await startSample(app);
  const { agencies } = await app.call('codebook.get', {});
  await exportTo(app, page, /^REFI-QDA codebook/, join(app.folder, 'book.qdc'));
  expect(await readFile(join(app.folder, 'book.qdc'), 'utf8')).toContain(agencies[0]?.name ?? 'none');
  await page.keyboard.press('Escape');
  await exportTo(app, page, /^Citations \(RIS\)/, join(app.folder, 'sources.ris'));
  expect(await readFile(join(app.folder, 'sources.ris'), 'utf8')).toMatch(/^TY {2}- /m);
  await page.keyboard.press('Escape');
  await exportTo(app, page, /^Workbook/, join(app.folder, 'all.xlsx'));
  const sheets = unzipSync(new Uint8Array(await readFile(join(app.folder, 'all.xlsx'))));
  expect(strFromU8(sheets['xl/workbook.xml'] ?? new Uint8Array())).toContain('<sheet ');
});
