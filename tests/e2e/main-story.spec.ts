import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { strFromU8, unzipSync } from 'fflate';
import type { Method, MethodInput, MethodOutput } from '../../shared/contract.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { dropFiles, expect, test } from './app.ts';

const STATEMENTS = join(__dirname, '../fixtures/statements');
const CLI = join(__dirname, '../../out/main/cli.js');
const ARCHIVE_TITLE = 'Statements on appropriations and immigration';
const BRIEFING_TITLE = 'Where the Administration stands';
const AGENCY = 'Office of Management and Budget';
const CAPTURED = '2025-06-25';
const STATEMENT = '2025-06-24_hr875.pdf';

/** Calls a method as the window does. */
async function call<M extends Method>(page: Page, method: M, input: MethodInput<M>): Promise<MethodOutput<M>> {
  const result = await page.evaluate(([name, given]) => window.standpoint.invoke(name, given), [
    method,
    input,
  ] as const);
  if (!result.ok) throw new Error(`${method}: ${result.error.message}`);
  return result.value as MethodOutput<M>;
}

/** Where a character of the canonical text stands on screen: the left edge and the middle of its height. */
async function pointOf(page: Page, offset: number, edge: 'left' | 'right'): Promise<{ x: number; y: number }> {
  return page.evaluate(
    ([at, side]) => {
      for (const span of document.querySelectorAll<HTMLElement>('[data-start]')) {
        const start = Number(span.dataset.start);
        const node = span.firstChild;
        if (!(node instanceof Text) || at < start || at >= start + node.length) continue;
        const range = document.createRange();
        range.setStart(node, at - start);
        range.setEnd(node, at - start + 1);
        const box = range.getBoundingClientRect();
        return { x: side === 'left' ? box.left + 1 : box.right + 2, y: box.top + box.height / 2 };
      }
      throw new Error(`Offset ${at} is not on screen.`);
    },
    [offset, edge] as const,
  );
}

/** The first whole sentence of the page that runs over a line's end and not over a paragraph's. */
function sentenceAcrossLines(text: string): { start: number; end: number } {
  const match = /(?<=[.!?]\s)[A-Z][^.!?\f]{40,}?[^\n.!?]\n[^\n.!?\f][^.!?\f\n]{20,}?[.!?](?=\s)/.exec(text.slice(600));
  if (!match) throw new Error('No sentence runs over a line’s end.');
  return { start: 600 + match.index, end: 600 + match.index + match[0].length };
}

/** All words of a DOCX, part by part, and its whole markup. */
async function readDocx(path: string): Promise<string> {
  const parts = unzipSync(new Uint8Array(await readFile(path)));
  return ['word/document.xml', 'word/footnotes.xml']
    .map((name) => strFromU8(parts[name] ?? new Uint8Array()))
    .join('\n')
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('\u00a0', ' ');
}

async function standpoint(...args: readonly string[]): Promise<unknown> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [CLI, ...args], { maxBuffer: 1 << 26 });
    return JSON.parse(stdout);
  } catch (error) {
    // An import of which some files were refused prints its outcomes and ends with 1.
    if (error instanceof Error && 'stdout' in error && typeof error.stdout === 'string' && error.stdout !== '')
      return JSON.parse(error.stdout);
    throw error;
  }
}

test('a person brings in statements, codes one, and hands over a briefing; the command line does the same', async ({
  app,
}) => {
  test.setTimeout(600_000);
  const names = (await readdir(STATEMENTS)).filter((name) => name.endsWith('.pdf')).sort();
  const files = names.map((name) => join(STATEMENTS, name));
  expect(files).toHaveLength(45);

  // Create an archive.
  let page = await app.start();
  const directory = join(app.folder, 'archive');
  await page.getByRole('button', { name: /New archive/ }).click();
  const dialog = page.getByRole('dialog', { name: 'New archive' });
  await dialog.getByLabel('Title').fill(ARCHIVE_TITLE);
  await dialog.getByLabel('Folder').fill(directory);
  await dialog.getByRole('button', { name: 'Create archive' }).click();
  await expect(page.getByRole('heading', { name: 'Documents', exact: true })).toBeVisible();

  // Drop the statements.
  await dropFiles(page, 'body', files);
  const sheet = page.getByRole('region', { name: 'Import' });
  await expect(sheet.getByRole('status')).toHaveText('40 imported · 2 duplicates · 3 failed', { timeout: 300_000 });
  for (const name of ['2012-09-11_s3457.pdf', '2013-03-12_hr890.pdf', '2015-02-25_hr5.pdf']) {
    const row = sheet.locator('[data-outcome=failed]').filter({ hasText: name });
    await expect(row).toContainText(/gzip/);
    await expect(row).toContainText(/web page/);
  }
  const duplicates = sheet.locator('[data-outcome=duplicate]');
  await expect(duplicates).toHaveCount(2);
  const documents = await call(page, 'document.list', {});
  expect(documents).toHaveLength(40);
  for (const row of await duplicates.all()) {
    const words = (await row.textContent()) ?? '';
    expect(documents.some(({ title }) => words.includes(title))).toBe(true);
  }
  await sheet.getByRole('button', { name: 'Close' }).click();

  // Open a statement and select a sentence with the mouse, over a line's end.
  const statement = documents.find(({ fileName }) => fileName === STATEMENT);
  if (!statement) throw new Error(`${STATEMENT} is not in the list.`);
  await page.getByRole('row').filter({ hasText: statement.title }).first().dblclick();
  await expect(page.locator('[data-painted=true]').first()).toBeVisible();
  const text = await call(page, 'document.text', { id: statement.id });
  const span = sentenceAcrossLines(text);
  const from = await pointOf(page, span.start, 'left');
  const to = await pointOf(page, span.end - 1, 'right');
  expect(to.y).toBeGreaterThan(from.y + 5);
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 8 });
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();

  // Code it: a digit asks for the agency the first time.
  const popover = page.getByRole('dialog', { name: 'Code selection' });
  await expect(popover).toBeVisible();
  const agency = popover.getByRole('combobox', { name: 'Agency' });
  await page.keyboard.press('5');
  await agency.fill(AGENCY);
  await page.keyboard.press('Enter');
  await expect(popover).toBeHidden();
  let lines = page.locator('.sp-mark[data-passage-id] .sp-line');
  await expect(lines).toHaveCount(2);
  await expect(lines.first()).toBeVisible();
  await call(page, 'document.update', { id: statement.id, dateCaptured: CAPTURED });
  const [passage] = (await call(page, 'passage.list', {})).passages;
  expect(passage).toMatchObject({ start: span.start, end: span.end, quote: text.slice(span.start, span.end), page: 1 });
  const quote = readableQuote(passage?.quote ?? '');

  // It is there after a restart.
  page = await app.restart();
  await expect(page.getByRole('tab', { selected: true })).toContainText(statement.title.slice(0, 12));
  await expect(page.locator('[data-painted=true]').first()).toBeVisible();
  lines = page.locator(`.sp-mark[data-passage-id="${passage?.id}"] .sp-line`);
  await expect(lines).toHaveCount(2);
  await expect(lines.first()).toBeVisible();

  // Build a briefing and export it.
  await app.chooseMenu('view.briefings');
  await page
    .getByRole('button', { name: /New briefing/ })
    .first()
    .click();
  const making = page.getByRole('dialog', { name: 'New briefing' });
  await making.getByRole('textbox', { name: 'Title' }).fill(BRIEFING_TITLE);
  await making.getByRole('radio', { name: /^Arranges itself/ }).click();
  await making.getByRole('button', { name: 'Create briefing' }).click();
  await page.getByLabel('Introduction').fill('What the statements say, in their own words.');
  const preview = page.frameLocator('[aria-label="Preview"] iframe');
  await expect(preview.getByRole('heading', { name: BRIEFING_TITLE })).toBeVisible();
  await expect(preview.getByText(quote.slice(0, 60)).first()).toBeVisible();
  for (const [format, file] of [
    ['Word', 'briefing.docx'],
    ['Markdown', 'window.md'],
  ] as const) {
    await app.answerSaveDialog(join(app.folder, file));
    await page.getByRole('button', { name: 'Export…' }).first().click();
    const exporting = page.getByRole('dialog', { name: 'Export briefing' });
    await exporting.getByText(new RegExp(format)).first().click();
    await exporting.getByRole('button', { name: 'Export…' }).click();
    await expect(exporting.getByRole('heading', { name: 'Briefing exported' })).toBeVisible();
    await exporting.getByRole('button', { name: 'Close' }).last().click();
  }
  const docx = await readDocx(join(app.folder, 'briefing.docx'));
  expect(docx).toContain(quote);
  expect(docx).toContain('p. 1');
  expect(docx).toContain(statement.sha256);

  // The same story by the command line gives the same briefing.
  await app.close();
  const second = join(app.folder, 'second');
  await standpoint('archive', 'create', second, '--title', ARCHIVE_TITLE);
  const outcomes = await standpoint('-a', second, 'document', 'import', ...files);
  const twin = (outcomes as { sha256: string | null; documentId: string }[]).find(
    (outcome) => outcome.sha256 === statement.sha256,
  );
  await standpoint('-a', second, 'document', 'update', twin?.documentId ?? '', '--date-captured', CAPTURED);
  const stance = (await standpoint('-a', second, 'codebook', 'show')) as MethodOutput<'codebook.get'>;
  const fifth = stance.stances.find(({ digit }) => digit === 5)?.name ?? '';
  await standpoint(
    ...['-a', second, 'passage', 'add', '--document', twin?.documentId ?? ''],
    ...['--quote', quote, '--agency', AGENCY, '--stance', fifth],
  );
  const briefing = (await standpoint(
    ...['-a', second, 'briefing', 'create', '--title', BRIEFING_TITLE],
    ...['--introduction', 'What the statements say, in their own words.'],
  )) as MethodOutput<'briefing.create'>;
  await standpoint('-a', second, 'briefing', 'export', briefing.id, '--to', join(app.folder, 'cli.md'));
  const written = (file: string) => readFile(join(app.folder, file), 'utf8');
  expect(await written('cli.md')).toBe(await written('window.md'));
  expect(await standpoint('-a', directory, 'archive', 'verify')).toMatchObject({ ok: true, originals: 40 });
  expect(await standpoint('-a', second, 'archive', 'verify')).toMatchObject({ ok: true, originals: 40 });
});
