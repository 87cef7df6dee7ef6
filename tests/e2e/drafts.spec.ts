import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, type StandpointApp, test } from './app.ts';

const TITLE = 'Typed words';

/** Starts on an archive with one document. */
async function startWithDocument(app: StandpointApp): Promise<{ readonly page: Page; readonly directory: string }> {
  const directory = join(app.folder, 'archive');
  const source = join(app.folder, 'statement.txt');
  await mkdir(app.folder, { recursive: true });
  await writeFile(source, 'The Office supports the measure without reservation.\n');
  const page = await app.start();
  await app.call('archive.create', { directory, title: TITLE });
  await app.call('document.import', { paths: [source] });
  return { page, directory };
}

/** Selects the document and returns its field of that name. */
async function documentField(page: Page, name: string) {
  await page.getByRole('grid', { name: 'Documents' }).getByRole('row').nth(1).click();
  return page.getByRole('textbox', { name, exact: true });
}

/** Closes the window as its close button does. */
async function closeWindow(app: StandpointApp): Promise<void> {
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
}

test.describe('typed words', () => {
  test('are saved when the app quits while the field still has the focus', async ({ app }) => {
    const { page } = await startWithDocument(app);
    await (await documentField(page, 'Notes')).pressSequentially('Typed to the last moment');
    await app.restart();
    const [document] = await app.call('document.list', {});
    const { notes } = await app.call('document.get', { id: document?.id ?? '' });
    expect(notes).toBe('Typed to the last moment');
  });

  test('are saved when the window is closed', async ({ app }) => {
    const { page } = await startWithDocument(app);
    await (await documentField(page, 'Author')).pressSequentially('A. Writer');
    const closed = page.waitForEvent('close');
    await closeWindow(app);
    await closed;
    await app.restart();
    const [document] = await app.call('document.list', {});
    expect(document?.author).toBe('A. Writer');
  });

  test('are saved after a pause, without leaving the field', async ({ app }) => {
    const { page } = await startWithDocument(app);
    const notes = await documentField(page, 'Notes');
    await notes.pressSequentially('Thinking ');
    await expect.poll(async () => (await app.call('history.list', { limit: 1 }))[0]?.type).toBe('document.update');
    await notes.pressSequentially('aloud');
    await expect(page.getByRole('status', { name: 'State of the archive' })).toHaveText('Not saved yet');
    await expect(page.getByRole('status', { name: 'State of the archive' })).toHaveText('Saved');
    await expect(notes).toHaveValue('Thinking aloud');
  });

  test('of a briefing are saved when its tab closes', async ({ app }) => {
    const { page } = await startWithDocument(app);
    await page.getByRole('button', { name: 'Briefings' }).click();
    await page.getByRole('button', { name: 'New briefing' }).first().click();
    await page.getByRole('radio', { name: /^Arranges itself/ }).click();
    await page.getByRole('button', { name: 'Create briefing' }).click();
    await page.getByRole('textbox', { name: 'Introduction' }).pressSequentially('Not a word is lost.');
    await app.chooseMenu('tab.close');
    await expect(page.getByRole('textbox', { name: 'Introduction' })).toHaveCount(0);
    const [briefing] = await app.call('briefing.list', {});
    expect(briefing?.introduction).toBe('Not a word is lost.');
  });

  test('of the archive title are saved when Escape leaves the settings', async ({ app }) => {
    const { page } = await startWithDocument(app);
    await app.chooseMenu('settings.open');
    await page.getByRole('textbox', { name: 'Archive title' }).fill('A better title');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Archive A better title' })).toBeVisible();
  });

  test('that are refused keep the window open until the person lets them go', async ({ app }) => {
    const { page } = await startWithDocument(app);
    const title = await documentField(page, 'Title');
    await title.fill('');
    const shown = await app.answerMessages();
    await closeWindow(app);
    await expect.poll(shown).toEqual(['Some of what you typed is not saved']);
    await expect(title).toHaveValue('');
    await expect(page.getByRole('alert')).toBeVisible();
    await title.fill('A title after all');
    const closed = page.waitForEvent('close');
    await closeWindow(app);
    await closed;
    await app.restart();
    const [document] = await app.call('document.list', {});
    expect(document?.title).toBe('A title after all');
  });
});

test('one step of undo takes back a bulk action, and the message’s own button only that action', async ({ app }) => {
  const { page } = await startWithDocument(app);
  for (const name of ['second', 'third']) {
    const path = join(app.folder, `${name}.txt`);
    await writeFile(path, `This is the ${name} statement of the Office.\n`);
    await app.call('document.import', { paths: [path] });
  }
  const rows = page.getByRole('grid', { name: 'Documents' }).getByRole('row');
  await expect(rows).toHaveCount(4);
  await rows.nth(1).click();
  await rows.nth(3).click({ modifiers: ['Shift'] });
  await expect(page.getByRole('heading', { name: '3 documents' })).toBeVisible();
  await page.getByRole('button', { name: 'Move to trash' }).first().click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Move to trash' }).click();
  await expect.poll(async () => (await app.call('document.list', { trashed: true })).length).toBe(3);
  await app.call('archive.rename', { title: 'Renamed since' });
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByText('Not undone: 3 documents moved to the trash')).toBeVisible();
  expect((await app.call('document.list', { trashed: true })).length).toBe(3);
  expect((await app.call('archive.status', {}))?.info.title).toBe('Renamed since');
  await app.call('history.undo', {});
  await app.call('history.undo', {});
  expect((await app.call('document.list', { trashed: true })).length).toBe(0);
});
