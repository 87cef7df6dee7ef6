import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './app.ts';

const PARAGRAPHS = [
  'Statement of the City of Alder Falls',
  'The City supports the bill as reported by the committee, and thanks the committee for its work on this matter over the past year.',
  'The Mayor strongly opposes section 12 of the bill, because it would delay help to those residents who need it most.',
  'The Chief of Police has told the agency so in writing, and asks that it give a day of notice before it acts inside the city limits.',
  'The officers of the City will not take part in the operation described in the letter of 3 February, nor in any other of its kind.',
  'Questions may be sent to the office of the Mayor at any time.',
];
const FIRST = PARAGRAPHS.join('\n\n');
const SECOND = [...PARAGRAPHS.slice(0, 2), PARAGRAPHS[2]?.replace('strongly ', ''), PARAGRAPHS[3], PARAGRAPHS[5]].join(
  '\n\n',
);

const KEPT = 'asks that it give a day of notice';
const ALTERED = 'The Mayor strongly opposes section 12 of the bill';
const GONE = 'The officers of the City will not take part in the operation';

async function expectAccessible(page: Page): Promise<void> {
  // What fades in has no colours of its own before it is there.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes
      // A splitter belongs between the landmarks that it parts, not in one of them.
      .filter(({ html }) => !(id === 'region' && html.includes('role="separator"')))
      .map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary}`),
  );
  expect(found).toEqual([]);
}

test('a second version is joined to the first, its passages are reviewed by key, and both are compared', async ({
  app,
}) => {
  const page = await app.start();
  await app.call('archive.create', { directory: join(app.folder, 'archive'), title: 'Two versions' });
  const [first, second] = [join(app.folder, 'statement.txt'), join(app.folder, 'statement revised.txt')];
  await writeFile(first, FIRST);
  await writeFile(second, SECOND);
  await app.call('document.import', { paths: [first] });
  await app.call('document.import', { paths: [second] });
  const documents = await app.call('document.list', { sort: 'addedAt' });
  expect(documents.map(({ fileName }) => fileName)).toEqual(['statement.txt', 'statement revised.txt']);
  const documentId = documents[0]?.id ?? '';
  for (const quote of [KEPT, ALTERED, GONE]) {
    await app.call('passage.add', { documentId, quote, codings: [{ agency: 'City of Alder Falls', stance: '4' }] });
  }
  const { passages } = await app.call('passage.list', { text: 'officers' });
  await app.call('briefing.create', {
    title: 'Where the City stands',
    include: passages.map(({ id }) => id),
    filter: { text: 'no such words' },
  });

  // Both are chosen in the table and joined.
  const rows = page.getByRole('row').filter({ hasText: 'Statement of the City' });
  await expect(rows).toHaveCount(2);
  await rows.first().click();
  await rows.last().click({ modifiers: ['Shift'] });
  await page.getByRole('button', { name: 'Make them versions of one document…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Versions of one document' });
  await expect(dialog.getByRole('listitem').first()).toContainText('statement.txt');
  await dialog.getByRole('button', { name: 'Join' }).click();
  await expect(rows).toHaveCount(1);

  // The newest version shows what was carried, and what waits for a look.
  await rows.first().dblclick();
  await expect(page.getByText('2 passages of older versions wait for a look')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Passages of older versions' })).toContainText(KEPT);
  await expect(page.getByRole('region', { name: 'Passages not found in this version' })).toContainText(GONE);
  await expect(page.frameLocator('iframe[data-painted=true]').locator('.sp-letter[data-carried]')).toHaveCount(1);

  // The review goes by keys alone: accept the altered one, confirm the one that is gone.
  await app.chooseMenu('document.reviewPassages');
  await expect(page.getByText('2 of 2 to decide')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Version 2' })).toBeVisible();
  await expect(page.getByRole('article').first().locator('del')).toContainText('strongly');
  await expectAccessible(page);
  await page.keyboard.press('a');
  await expect(page.getByText('1 of 2 to decide')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Not found in version 2' })).toBeVisible();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('article').first()).toContainText('strongly');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('a');
  await expect(page.getByText('All decided')).toBeVisible();
  const { placements } = await app.call('version.placements', { documentId });
  expect(placements.map(({ placement }) => [placement.outcome, placement.decision])).toEqual([
    ['moved', 'accepted'],
    ['anchored', null],
    ['lost', 'accepted'],
  ]);

  // The comparison names the passages and the briefing that the changes touch.
  await page.getByRole('radio', { name: 'Compare' }).click();
  await expect(page.getByRole('status').filter({ hasText: '2 changes' })).toBeVisible();
  await page.keyboard.press('n');
  await expect(page.getByText('Change 1 of 2')).toBeVisible();
  await expect(page.locator('[data-change="0"]')).toHaveText(/strongly/);
  await page.keyboard.press('n');
  await page.keyboard.press('n');
  await expect(page.getByText('Change 1 of 2')).toBeVisible();
  await page.keyboard.press('p');
  await expect(page.locator('[data-change="1"]')).toBeFocused();
  const touched = page.getByRole('complementary', { name: 'Touched passages' });
  await expect(touched.getByRole('listitem').filter({ hasText: GONE })).toContainText('Where the City stands');
  await page.getByRole('radio', { name: 'Side by side' }).click();
  await expectAccessible(page);
  await app.call('app.updateSettings', { theme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expectAccessible(page);

  // From the older version there is a way back to the newest.
  await touched.getByRole('button', { name: 'Open passage' }).first().click();
  await expect(page.getByText('You read version 1 of 2')).toBeVisible();
  await page.getByRole('button', { name: 'Open newest' }).click();
  await expect(page.getByText('You read version 1 of 2')).toBeHidden();
  await expect(page.frameLocator('iframe[data-painted=true]').locator('.sp-letter[data-carried]')).toHaveCount(2);

  // A rescinded statement says so wherever it is shown.
  await app.chooseMenu('document.withdraw');
  const form = page.getByRole('dialog', { name: 'Withdrawn or rescinded' });
  await form.getByRole('radio', { name: 'Rescinded' }).click();
  await form.getByLabel('Date').fill('2026-02-03');
  await form.getByLabel('Source').fill('Minutes of the City Council');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(
    page.getByRole('note').filter({ hasText: 'Rescinded 3 Feb 2026 · Minutes of the City Council' }),
  ).toBeVisible();
  await expectAccessible(page);
  await app.chooseMenu('view.documents');
  await expect(rows.first()).toContainText('Rescinded 3 Feb 2026');
  await app.chooseMenu('history.undo');
  await expect(rows.first()).not.toContainText('Rescinded');
});
