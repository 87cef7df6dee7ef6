import { chmod, cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './app.ts';

test('an altered original raises an alarm that stays until a copy with the recorded hash is put back', async ({
  app,
}) => {
  const page = await app.start();
  const { directory } = await app.call('app.openSample', {});
  const [document] = await app.call('document.list', { sort: 'title' });
  if (!document) throw new Error('The sample has no documents.');
  const copy = join(app.folder, 'copy');
  await cp(directory, copy, { recursive: true });
  const original = join(directory, 'objects', document.sha256.slice(0, 2), document.sha256);
  await chmod(original, 0o644);
  await writeFile(original, 'These are not the bytes that were preserved.');

  await app.chooseMenu('view.preservation');
  await page.getByRole('button', { name: 'Check all now' }).click();
  const state = page.getByRole('status', { name: 'State of the archive' });
  await expect(state).toContainText('1 source fails fixity');
  const alarms = page.getByRole('list', { name: 'Files that fail fixity' });
  await expect(alarms).toContainText(document.fileName);
  for (const theme of ['light', 'dark'] as const) {
    await app.call('app.updateSettings', { theme });
    // Messages come and go; what fades has no colours of its own.
    const axe = new AxeBuilder({ page }).setLegacyMode(true).exclude('[data-sonner-toaster]');
    const { violations } = await axe.analyze();
    // A splitter belongs between the landmarks that it parts, not in one of them.
    const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    expect(found.filter((fault) => !(fault.startsWith('region') && fault.includes('role="separator"')))).toEqual([]);
  }

  // It is there after a restart, and where the document is read.
  await app.restart('--archive', directory, '--open', document.id);
  await expect(app.page.getByRole('alert').filter({ hasText: `${document.fileName} fails fixity` })).toBeVisible();
  await expect(app.page.getByRole('status', { name: 'State of the archive' })).toContainText('1 source fails fixity');

  await app.page.getByRole('button', { name: 'Deal with it' }).first().click();
  // A folder without the right bytes changes nothing.
  await app.answerOpenDialog(app.userData);
  await app.page.getByRole('button', { name: 'Restore from folder…' }).click();
  await expect(app.page.getByText('Nothing was restored', { exact: true })).toBeVisible();
  expect(await readFile(original, 'utf8')).toContain('not the bytes');

  await app.answerOpenDialog(copy);
  await app.page.getByRole('button', { name: 'Restore from folder…' }).click();
  await expect(app.page.getByText(`Restored ${document.fileName}`, { exact: false }).first()).toBeVisible();
  await expect(app.page.getByRole('list', { name: 'Files that fail fixity' })).toBeHidden();
  await expect(app.page.getByRole('status', { name: 'State of the archive' })).not.toContainText('fixity');
  expect(await readdir(join(directory, 'damaged'))).toHaveLength(1);
  expect(await app.call('archive.verify', {})).toMatchObject({ ok: true });
});

test('the trash says what it takes along, and everything comes back', async ({ app }) => {
  const page = await app.start();
  await app.call('app.openSample', {});
  const [document] = await app.call('document.list', { sort: 'title' });
  if (!document) throw new Error('The sample has no documents.');
  const before = await app.call('passage.list', {});
  await page.getByRole('row').filter({ hasText: document.title }).first().click();
  await page.getByRole('button', { name: 'Move to trash' }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText(`${document.passageCount} passages`);
  await expect(dialog).toContainText(/2 briefings quote it: “Who will assist.*Decision memo/);
  await dialog.getByRole('button', { name: 'Move to trash' }).click();
  await expect(dialog).toBeHidden();
  expect((await app.call('passage.list', {})).total).toBe(before.total - document.passageCount);

  await page.getByRole('button', { name: /^Trash/ }).click();
  await expect(page.getByRole('columnheader', { name: 'Sort by moved here' })).toBeVisible();
  await page.getByRole('row').filter({ hasText: document.title }).first().click();
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(page.getByText('The trash is empty')).toBeVisible();
  expect(await app.call('passage.list', {})).toEqual(before);
});

test('a backup takes back what was done since, in one step that can be undone', async ({ app }) => {
  const page = await app.start();
  await app.call('app.openSample', {});
  const before = await app.call('document.list', {});
  await app.chooseMenu('view.preservation');
  await page.getByRole('button', { name: 'Back up now' }).click();
  await expect(page.getByText(/Backup made|Nothing has changed/).first()).toBeVisible();
  const [backup] = await app.call('backup.list', {});
  const row = page
    .getByRole('row')
    .filter({ hasText: /By hand|At the start/ })
    .first();
  await expect(row).toBeVisible();
  for (const { id, title } of before) await app.call('document.update', { id, title: `${title} (spoiled)` });

  await row.getByRole('button', { name: /^Restore the backup of/ }).click();
  const dialog = page.getByRole('alertdialog');
  await expect(dialog).toContainText(`${before.length} later entries`);
  await dialog.getByRole('button', { name: 'Restore' }).click();
  await expect(dialog).toBeHidden();
  expect(await app.call('document.list', {})).toEqual(before);
  await app.call('history.undo', {});
  expect((await app.call('document.list', {})).every(({ title }) => title.endsWith('(spoiled)'))).toBe(true);
  expect((await app.call('backup.list', {})).map(({ name }) => name)).toContain(backup?.name);
});

test('the log is read by kind and entry by entry, and its chain is checked', async ({ app }) => {
  const page = await app.start();
  await app.call('app.openSample', {});
  const [document] = await app.call('document.list', { sort: 'title' });
  if (!document) throw new Error('The sample has no documents.');
  await app.call('document.update', { id: document.id, notes: 'Checked by telephone.' });
  await app.chooseMenu('view.activity');
  await page
    .getByRole('option')
    .filter({ hasText: `Change ${document.title}` })
    .first()
    .click();
  const details = page.getByRole('complementary', { name: 'Entry' });
  await expect(details).toContainText('metadata modification');
  await expect(details.getByRole('region', { name: 'Changes' })).toContainText('Checked by telephone.');
  await page.getByRole('button', { name: 'About filter', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Briefings' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('option').filter({ hasNotText: /briefing/i })).toHaveCount(0);
  const { length } = await app.call('briefing.list', {});
  await expect(page.getByRole('option').filter({ hasText: 'Create briefing' })).toHaveCount(length);

  await app.chooseMenu('view.preservation');
  await page.getByRole('button', { name: 'Check the chain' }).click();
  await expect(page.getByText(/The chain holds: \d+ entries/)).toBeVisible();
});
