import type { Page } from '@playwright/test';
import { expect, type StandpointApp, test } from './app.ts';

async function openSample(app: StandpointApp): Promise<Page> {
  const page = await app.start();
  await app.call('app.openSample', {});
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  return page;
}

test('documents stay where they are when one is selected, and a double click opens it', async ({ app }) => {
  const page = await openSample(app);
  const row = page.getByRole('grid', { name: 'Documents' }).getByRole('row').nth(3);
  const title = (await row.locator('span[title]').first().getAttribute('title')) ?? '';
  const before = await row.boundingBox();
  await row.click();
  await expect(page.getByRole('complementary', { name: 'Document details' })).toBeVisible();
  expect((await row.boundingBox())?.y).toBe(before?.y);
  await row.dblclick();
  // The inspector of the document has tabs of its own.
  await expect(page.getByRole('tab', { selected: true, name: title.slice(0, 20) })).toBeVisible();
});

test('passages chosen by hand stay chosen, in place, and alone in their briefing', async ({ app }) => {
  const page = await openSample(app);
  await app.chooseMenu('view.passages');
  const grid = page.getByRole('grid', { name: 'Passages' });
  const cards = grid.getByRole('article');
  await expect(cards.first()).toBeVisible();
  const before = await cards.nth(1).boundingBox();
  for (const index of [0, 1]) await cards.nth(index).getByRole('checkbox').click();
  const bar = page.getByRole('status').filter({ hasText: 'selected' });
  await expect(bar).toHaveText('2 passages selected');
  expect((await cards.nth(1).boundingBox())?.y).toBe(before?.y);

  const search = page.getByLabel('Search passages');
  await search.fill('zebra');
  await expect(bar).toHaveText('2 passages selected, 2 not shown');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await expect(bar).toHaveText('2 passages selected');
  await expect(search).toHaveValue('');

  await page.getByRole('button', { name: 'Send to briefing' }).click();
  await page.getByRole('menuitem', { name: 'New briefing' }).click();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('2 passages chosen by hand.')).toBeVisible();
  const [passage] = (await app.call('passage.list', {})).passages;
  await app.call('passage.add', { documentId: passage?.documentId ?? '', start: 0, end: 12 });
  const briefing = (await app.call('briefing.list', {})).find(({ byHand }) => byHand === true);
  expect((await app.call('briefing.preview', { id: briefing?.id ?? '' })).passages).toHaveLength(2);
});

test('marks the words searched for in quotes', async ({ app }) => {
  const page = await openSample(app);
  await app.chooseMenu('view.passages');
  await page.getByLabel('Search passages').fill('enforcement');
  await expect(page.getByRole('article').locator('mark').first()).toHaveText(/^enforc/i);
});

test('a view asked for by key has the focus in its list, and all of it is selected by key', async ({ app }) => {
  const page = await openSample(app);
  await page.keyboard.press('Control+2');
  const grid = page.getByRole('grid', { name: 'Passages' });
  await expect(grid).toBeFocused();
  await grid.getByRole('checkbox').first().click();
  await page.keyboard.press('Control+a');
  await expect(page.getByRole('status').filter({ hasText: 'selected' })).toHaveText('33 passages selected');
  await page.keyboard.press('Control+1');
  await expect(page.getByRole('grid', { name: 'Documents' })).toBeFocused();
});
