import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { BriefingBody } from '../../shared/domain/briefing-body.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { expect, type StandpointApp, test } from './app.ts';

const TITLE = 'Positions for the deputy';

/** Starts with the sample archive and a composed briefing of three quotes, open in its tab. */
async function startWithBriefing(app: StandpointApp, excerpt: string | null = null) {
  const page = await app.start();
  await app.call('app.openSample', {});
  await expect(page.getByRole('tab', { name: 'Documents', exact: true })).toBeVisible();
  const { passages } = await app.call('passage.list', {});
  const quoted = passages.filter(({ quote }) => quote.split(/\s+/).length > 10).slice(0, 3);
  const body: BriefingBody = [
    { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'What was said' }] },
    ...quoted.map(({ id }, index) => ({
      type: 'quote' as const,
      attrs: { useId: `use-${index}`, passageId: id, excerpt: index === 0 ? excerpt : null, showCodings: true },
    })),
  ];
  await app.call('briefing.create', { title: TITLE, body });
  await app.chooseMenu('view.briefings');
  await page.getByRole('list', { name: 'Briefings' }).getByRole('button', { name: TITLE }).first().click();
  await expect(page.getByRole('textbox', { name: 'Text of the briefing' })).toContainText('What was said');
  return { page, quoted };
}

/** Exports in a format and returns the dialog, which shows the result. */
async function exportAs(app: StandpointApp, page: Page, format: RegExp, file: string) {
  await app.answerSaveDialog(join(app.folder, file));
  await app.chooseMenu('briefing.export');
  const dialog = page.getByRole('dialog', { name: 'Export briefing' });
  await dialog.getByRole('radio', { name: format }).click();
  await expect(dialog.getByText(/3 quotes checked against the preserved text/)).toBeVisible();
  await dialog.getByRole('button', { name: /^Export/ }).click();
  await expect(dialog.getByRole('heading', { name: 'Briefing exported' })).toBeVisible({ timeout: 120_000 });
  return dialog;
}

test('a briefing leaves the house in every format, and the file is shown on request', async ({ app }) => {
  const { page, quoted } = await startWithBriefing(app);
  const words = readableQuote(quoted[1]?.quote ?? '').slice(0, 40);
  const starts: readonly (readonly [RegExp, string, string])[] = [
    [/^Word/, 'briefing.docx', 'PK'],
    [/^PDF/, 'briefing.pdf', '%PDF-'],
    [/^Web page/, 'briefing.html', '<!doctype html>'],
    [/^Markdown/, 'briefing.md', '# '],
    [/^Evidence package/, 'package.zip', 'PK'],
  ];
  for (const [format, file, start] of starts) {
    const dialog = await exportAs(app, page, format, file);
    await expect(dialog).toContainText(join(app.folder, file));
    const shown = await app.electron.evaluateHandle(({ shell }) => {
      const paths: string[] = [];
      shell.showItemInFolder = (path) => void paths.push(path);
      return paths;
    });
    await dialog.getByRole('button', { name: 'Show in folder' }).click();
    await expect.poll(() => shown.jsonValue()).toEqual([join(app.folder, file)]);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    const bytes = await readFile(join(app.folder, file));
    expect(bytes.subarray(0, 40).toString('latin1').trimStart().toLowerCase()).toContain(start.toLowerCase());
  }
  const parts = unzipSync(new Uint8Array(await readFile(join(app.folder, 'briefing.docx'))));
  const text = strFromU8(parts['word/document.xml'] ?? new Uint8Array()).replace(/<[^>]+>/g, '');
  expect(text).toContain(words.replaceAll('&', '&amp;'));
  expect(await readFile(join(app.folder, 'briefing.html'), 'utf8')).toContain(quoted[1]?.id ?? '');
});

test('what is not clean is named with the reason before anything is written, and a strict export is refused', async ({
  app,
}) => {
  const { page } = await startWithBriefing(app, 'Nobody ever said this.');
  await app.chooseMenu('briefing.export');
  const dialog = page.getByRole('dialog', { name: 'Export briefing' });
  const flagged = dialog.getByRole('region', { name: 'Quotes that are not clean' });
  await expect(flagged).toContainText('Nobody ever said this.');
  const button = dialog.getByRole('button', { name: 'Export with 1 marked quote…' });
  await expect(button).toBeEnabled();
  await dialog.getByRole('checkbox', { name: /^Strict/ }).click();
  await expect(dialog.getByRole('alert')).toContainText('a strict export is refused');
  await expect(button).toBeDisabled();
  await dialog.getByRole('checkbox', { name: /^Strict/ }).click();
  await app.answerSaveDialog(join(app.folder, 'marked.md'));
  await dialog.getByRole('radio', { name: /^Markdown/ }).click();
  await button.click();
  await expect(dialog.getByText(/1 of them marked/)).toBeVisible();
});

test('citation style and paper are chosen where the briefing is exported', async ({ app }) => {
  const { page } = await startWithBriefing(app);
  await app.chooseMenu('briefing.export');
  const dialog = page.getByRole('dialog', { name: 'Export briefing' });
  await dialog.getByRole('combobox', { name: 'Citations' }).click();
  await page.getByRole('option', { name: /^APA/ }).click();
  await dialog.getByRole('radio', { name: 'US Letter' }).click();
  await dialog.getByRole('checkbox', { name: /^Names of coders/ }).click();
  await expect
    .poll(async () => {
      const briefing = (await app.call('briefing.list', {})).find(({ title }) => title === TITLE);
      return [briefing?.citationStyle, briefing?.page, briefing?.namesCoders];
    })
    .toEqual(['apa', 'letter', true]);
  await dialog.getByRole('radio', { name: /^Web page/ }).click();
  await expect(dialog.getByRole('radiogroup', { name: 'Paper' })).toHaveCount(0);
});

test('a file that was sent back is checked: quotes that hold, and one that was altered', async ({ app }) => {
  const { page, quoted } = await startWithBriefing(app);
  const dialog = await exportAs(app, page, /^Word/, 'sent.docx');
  await dialog.getByRole('button', { name: 'Close' }).last().click();

  await app.answerOpenDialog(join(app.folder, 'sent.docx'));
  await app.chooseMenu('briefing.checkFile');
  const check = page.getByRole('dialog', { name: 'Check a briefing file' });
  await check.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(check.getByRole('heading', { name: 'All 3 quotes hold' })).toBeVisible();
  await expect(check).toContainText('Held against the originals in this archive.');

  const word =
    readableQuote(quoted[1]?.quote ?? '')
      .split(' ')
      .find((one) => /^[a-z]{6,}$/.test(one)) ?? '';
  const parts = unzipSync(new Uint8Array(await readFile(join(app.folder, 'sent.docx'))));
  const main = strFromU8(parts['word/document.xml'] ?? new Uint8Array());
  const at = main.indexOf(word, main.indexOf(readableQuote(quoted[1]?.quote ?? '').slice(0, 20)));
  expect(at).toBeGreaterThan(0);
  const altered = `${main.slice(0, at)}otherwise${main.slice(at + word.length)}`;
  await writeFile(join(app.folder, 'altered.docx'), zipSync({ ...parts, 'word/document.xml': strToU8(altered) }));
  await app.answerOpenDialog(join(app.folder, 'altered.docx'));
  await check.getByRole('button', { name: 'Choose another file…' }).click();
  await expect(check.getByRole('heading', { name: '1 quote was altered' })).toBeVisible();
  const quotes = check.getByRole('region', { name: 'Quotes' });
  await expect(quotes.locator('ins')).toContainText('otherwise');
  await expect(quotes.locator('del')).toContainText(word);
  await quotes.getByRole('radio', { name: 'All quotes' }).click();
  await expect(quotes.getByText(/Found, unaltered/)).toHaveCount(2);

  const none = join(app.folder, 'none.docx');
  await writeFile(none, 'not a document');
  await app.answerOpenDialog(none);
  await check.getByRole('button', { name: 'Choose another file…' }).click();
  await expect(check.getByRole('alert')).not.toHaveText('');
});
