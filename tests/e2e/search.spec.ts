import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, type StandpointApp, test } from './app.ts';

async function openSample(app: StandpointApp): Promise<Page> {
  const page = await app.start();
  await app.call('app.openSample', {});
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  return page;
}

async function openPassages(app: StandpointApp, page: Page) {
  await app.chooseMenu('view.passages');
  const grid = page.getByRole('grid', { name: 'Passages' });
  await expect(grid.getByRole('article').first()).toBeVisible();
  return grid;
}

test('finds by phrase, nearness, operators, beginnings and word forms, and opens the place', async ({ app }) => {
  const file = join(app.folder, 'order.txt');
  const filler = 'Other matters were discussed at length in the meantime. '.repeat(80);
  const text = `The sheriff spoke first.\n\n${filler}\n\nA warrant must be signed by a judge, the office said. It participates in nothing else.\n\n${filler}`;
  await writeFile(file, text);
  const page = await app.start();
  await app.call('archive.create', { directory: join(app.folder, 'archive'), title: 'Search' });
  await app.call('document.import', { paths: [file] });
  const field = page.getByLabel('Search documents');
  const results = page.getByRole('region', { name: 'Search results' });
  for (const query of [
    '"signed by a judge"',
    'warrant NEAR/5 judge',
    'judge AND (warrant OR subpoena) NOT zebra',
    'subpoen* OR warr*',
    'participating nothing',
  ]) {
    await field.fill(query);
    await expect(results.getByText('A warrant must be signed').first()).toBeVisible();
  }
  await field.fill('zebra OR "by a sheriff"');
  await expect(page.getByText('Nothing found for')).toBeVisible();
  await field.fill('participating');
  await expect(results).toBeVisible();
  await page.getByRole('button', { name: 'Word forms' }).click();
  await expect(page.getByText('Nothing found for')).toBeVisible();
  await page.getByRole('button', { name: 'Word forms' }).click();

  await field.fill('warrant judge');
  await results.getByRole('button', { name: /A warrant must be signed/ }).click();
  const reader = page.locator('iframe[data-painted=true]');
  await expect(reader).toBeVisible();
  await expect(reader.contentFrame().getByText('A warrant must be signed by a judge')).toBeInViewport();

  await app.chooseMenu('view.documents');
  await field.fill('judge AND (');
  await expect(page.getByText('Searched for the word “judge”, because a parenthesis is not closed.')).toBeVisible();
  await expect(results.getByText('A warrant must be signed').first()).toBeVisible();
});

test('combines filters, and a saved search survives a restart', async ({ app }) => {
  let page = await openSample(app);
  await openPassages(app, page);
  await page.getByLabel('Search passages').fill('police OR warrant');
  await page.getByRole('button', { name: 'Stance filter' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'declines to participate' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'More filters' }).click();
  await page.getByRole('menuitem', { name: 'Voice' }).click();
  await page.getByRole('button', { name: 'Voice filter' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Own document' }).click();
  await page.keyboard.press('Escape');
  const { total } = await app.call('passage.list', {
    query: 'police OR warrant',
    voices: ['own-document'],
    stanceIds: (await app.call('codebook.get', {})).stances
      .filter(({ name }) => name === 'declines to participate')
      .map(({ id }) => id),
  });
  expect(total).toBeGreaterThan(0);
  await expect(page.getByText(`${total} passage${total === 1 ? '' : 's'}`, { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Save search…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Who declines');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const saved = page.getByRole('region', { name: 'Saved searches' });
  await expect(saved.getByRole('button', { name: 'Who declines', exact: true })).toHaveAttribute(
    'aria-current',
    'page',
  );

  page = await app.restart();
  await expect(page.getByRole('region', { name: 'Saved searches' })).toBeVisible();
  await page
    .getByRole('region', { name: 'Saved searches' })
    .getByRole('button', { name: 'Who declines', exact: true })
    .click();
  await expect(page.getByLabel('Search passages')).toHaveValue('police OR warrant');
  await expect(page.getByRole('grid', { name: 'Passages' }).getByRole('article')).toHaveCount(total);
  await page.getByRole('button', { name: 'Clear Voice filter' }).click();
  await page.getByRole('button', { name: 'Update “Who declines”' }).click();
  await expect(page.getByRole('button', { name: 'Update “Who declines”' })).toBeHidden();
  expect((await app.call('saved-search.list', {})).map(({ filter }) => filter.voices)).toEqual([undefined]);
});

test('recodes many passages by dialog and by digit, each undone in one step', async ({ app }) => {
  const page = await openSample(app);
  const grid = await openPassages(app, page);
  const before = await app.call('passage.list', {});
  await grid.focus();
  await page.keyboard.press('Control+a');
  await expect(page.getByText(`${before.total} passages selected`)).toBeVisible();
  await page.getByRole('button', { name: 'Recode…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Certainty' }).click();
  await page.getByRole('option', { name: 'Doubtful' }).click();
  await dialog.getByRole('combobox', { name: 'Review' }).click();
  await page.getByRole('option', { name: 'Needs review' }).click();
  await expect(dialog.getByText(/\d+ codings change/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Recode', exact: true }).click();
  await expect(dialog).toBeHidden();
  const recoded = await app.call('passage.list', {});
  expect(recoded.passages.every(({ review }) => review === 'needs-review')).toBe(true);
  expect(recoded.passages.flatMap(({ codings }) => codings).every(({ certainty }) => certainty === 'doubtful')).toBe(
    true,
  );
  await app.call('history.undo', {});
  expect((await app.call('passage.list', {})).passages).toEqual(before.passages);

  // The keyboard alone: two that are not next to each other, then a digit.
  await grid.focus();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  await page.keyboard.press('Control+Space');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Control+Space');
  await expect(page.getByText('2 passages selected')).toBeVisible();
  const stance = (await app.call('codebook.get', {})).stances.find(({ digit }) => digit === 3);
  await page.keyboard.press('3');
  await expect
    .poll(async () => (await app.call('passage.list', { stanceIds: [stance?.id ?? ''] })).total)
    .toBeGreaterThanOrEqual(2);
  await app.call('history.undo', {});
  expect((await app.call('passage.list', {})).passages).toEqual(before.passages);
});

for (const theme of ['light', 'dark'] as const) {
  test(`has no accessibility violations in Passages with menus and dialog open (${theme})`, async ({ app }) => {
    const page = await openSample(app);
    await app.call('app.updateSettings', { theme });
    const grid = await openPassages(app, page);
    const violations = async (where: string) => {
      await page.evaluate(() =>
        Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => {}))),
      );
      const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
      return found.flatMap(({ id, nodes }) =>
        nodes
          // A splitter belongs between the landmarks that it parts, and an open menu hangs over all of them.
          .filter(({ html }) => !(id === 'region' && /role="(?:separator|menu)"/.test(html)))
          .map(({ html }) => `${where}: ${id} ${html}`),
      );
    };
    const all: string[] = [];
    await page.getByLabel('Search passages').fill('police AND (');
    await expect(page.getByText('because a parenthesis is not closed')).toBeVisible();
    all.push(...(await violations('search')));
    await page.getByRole('button', { name: 'More filters' }).click();
    all.push(...(await violations('filters')));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Stance filter' }).click();
    all.push(...(await violations('stances')));
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'What can be searched for' }).click();
    all.push(...(await violations('help')));
    await page.keyboard.press('Escape');
    await grid.focus();
    await page.keyboard.press('Control+a');
    all.push(...(await violations('selection')));
    await page.getByRole('button', { name: 'Recode…' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    all.push(...(await violations('recode')));
    expect(all).toEqual([]);
  });
}
