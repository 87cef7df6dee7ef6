import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, type StandpointApp, test } from './app.ts';

const STATEMENT = join(__dirname, '../fixtures/statements/2009-06-16_hr2847.pdf');
const AGENCY = 'Office of Management and Budget';

/** Walks with Tab until the control of that name has the focus. */
async function tabTo(app: StandpointApp, name: RegExp): Promise<void> {
  const { page } = app;
  for (let steps = 0; steps < 60; steps += 1) {
    const focused = await page.evaluate(() => {
      const { activeElement } = document;
      return activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? '';
    });
    if (name.test(focused.trim())) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${name}.`);
}

test('from import to briefing by the keyboard alone', async ({ app }, { outputDir }) => {
  const page = await app.start();
  let pictures = 0;
  const shot = async (name: string): Promise<void> => {
    pictures += 1;
    await page.screenshot({ path: join(outputDir, `${String(pictures).padStart(2, '0')}-${name}.png`) });
  };
  await app.call('archive.create', { directory: join(app.folder, 'archive'), title: 'By keyboard' });
  await expect(page.getByRole('heading', { name: 'Documents', exact: true })).toBeVisible();

  await app.answerOpenDialog(STATEMENT);
  await page.keyboard.press('Control+i');
  const documents = page.getByRole('grid', { name: 'Documents' });
  await expect(documents.getByRole('row').nth(1)).toBeVisible();
  await shot('imported');

  await page.keyboard.press('Control+1');
  await expect(documents).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-painted=true]').first()).toBeVisible();
  await shot('reader');

  await page.keyboard.press('Control+f');
  await page.keyboard.type('strongly supports');
  await expect(page.locator('.sp-hit[data-current]').first()).toBeInViewport();
  await shot('found');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  const popover = page.getByRole('dialog', { name: /code|coding/i });
  await expect(popover).toBeVisible();
  await shot('sentence');
  await page.keyboard.press('1');
  await page.keyboard.type(AGENCY);
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await app.call('passage.list', {})).total).toBe(1);
  await expect(popover).toBeHidden();
  await shot('coded');

  await page.keyboard.press('Control+2');
  const passages = page.getByRole('grid', { name: 'Passages' });
  await expect(passages).toBeFocused();
  await page.keyboard.press('Space');
  await tabTo(app, /^Send to briefing/);
  await shot('selected');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menuitem', { name: 'New briefing' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('menuitem', { name: 'New briefing' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await app.call('briefing.list', {})).length).toBe(1);

  await page.keyboard.press('Control+4');
  await expect(page.getByRole('list', { name: 'Briefings' }).getByRole('button').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 passage chosen by hand.')).toBeVisible();
  await shot('briefing');

  const target = join(app.folder, 'briefing.docx');
  await app.answerSaveDialog(target);
  await page.keyboard.press('Control+e');
  await expect(page.getByRole('dialog')).toBeVisible();
  await shot('export');
  await tabTo(app, /^Export/);
  await page.keyboard.press('Enter');
  await expect.poll(() => existsSync(target)).toBe(true);
  await shot('exported');
});
