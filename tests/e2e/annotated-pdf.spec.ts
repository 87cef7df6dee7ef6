import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { foreignPdf } from '../support/annotated-pdfs.ts';
import { expect, test } from './app.ts';

/** What axe finds wrong now, one line each. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

test('comments of others become passages, and passages a copy that others can read', async ({ app }) => {
  const source = join(app.folder, 'commented.pdf');
  await writeFile(source, foreignPdf());
  const page = await app.start();
  await app.call('archive.create', { directory: join(app.folder, 'archive'), title: 'Comments' });
  const [outcome] = await app.call('document.import', { paths: [source] });
  const id = outcome?.documentId ?? '';
  await page.getByRole('row').filter({ hasText: 'Deputies' }).first().dblclick();
  await page.locator('[data-painted=true]').first().waitFor();

  await expect(page.getByText('This PDF carries 9 highlights and comments by others.')).toBeVisible();
  await page.getByRole('button', { name: 'Review and import…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Highlights and comments in this PDF' });
  await expect(dialog.getByRole('listitem')).toHaveCount(10);
  await expect(dialog.getByText('Is this still the policy?')).toBeVisible();
  for (const theme of ['light', 'dark'] as const) {
    await app.call('app.updateSettings', { theme });
    await expect(page.locator(`:root[data-theme=${theme}]`)).toBeAttached();
    expect(await violations(page)).toEqual([]);
  }
  // By the keyboard: the first control is the box for all of them.
  await page.keyboard.press('Space');
  await expect(dialog.getByRole('button', { name: 'Import', exact: true })).toBeDisabled();
  await dialog.getByRole('checkbox', { name: 'Highlight on page 1: honor civil detainers' }).click();
  await dialog.getByRole('checkbox', { name: 'Underline on page 1: warrant' }).click();
  await dialog.getByRole('button', { name: 'Import 2' }).click();
  await expect(page.locator('[data-page] .sp-mark')).toHaveCount(2);
  await expect(page.getByText('This PDF carries 7 highlights and comments by others.')).toBeVisible();
  const { passages } = await app.call('passage.list', { documentIds: [id] });
  expect(passages.map(({ quote, review }) => [quote, review])).toEqual([
    ['honor civil detainers', 'needs-review'],
    ['warrant', 'needs-review'],
  ]);

  const copy = join(app.folder, 'copy.pdf');
  await app.answerSaveDialog(copy);
  await app.chooseMenu('document.exportAnnotated');
  const ask = page.getByRole('dialog', { name: 'Export annotated PDF' });
  expect(await violations(page)).toEqual([]);
  await ask.getByRole('button', { name: 'Export…' }).click();
  await expect(page.getByText('Annotated PDF exported')).toBeVisible();
  const [before, after] = [await readFile(source), await readFile(copy)];
  expect(after.subarray(0, before.length).equals(before)).toBe(true);
  expect(after.length).toBeGreaterThan(before.length);

  // The copy tells of its own highlights, which are offered beside those of the others.
  const [again] = await app.call('document.import', { paths: [copy] });
  const found = await app.call('document.annotations', { id: again?.documentId ?? '' });
  expect(found.filter(({ isOwn }) => isOwn).map(({ quote }) => quote)).toEqual(['honor civil detainers', 'warrant']);
  await app.chooseMenu('history.undo');
});
