import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { PassageView } from '../../shared/contract.ts';
import { expect, type StandpointApp, test } from './app.ts';

/** A statement of four pages. */
const STATEMENT = join(__dirname, '../fixtures/statements/2021-07-27_hr4505.pdf');

/** An archive with one document, open in the window. */
interface Desk {
  readonly page: Page;
  readonly documentId: string;
  readonly text: string;
  readonly popover: Locator;
}

async function openDesk(app: StandpointApp, file: string): Promise<Desk> {
  const page = await app.start();
  await app.call('archive.create', { directory: join(app.folder, 'archive'), title: 'Statements' });
  const [outcome] = await app.call('document.import', { paths: [file] });
  const documentId = outcome?.documentId ?? '';
  await openFromList(app, page, documentId);
  const text = await app.call('document.text', { id: documentId });
  return { page, documentId, text, popover: page.getByRole('dialog', { name: 'Code selection' }) };
}

/** Opens a document by its row and waits until it is painted. */
async function openFromList(app: StandpointApp, page: Page, documentId: string): Promise<void> {
  const { title } = await app.call('document.get', { id: documentId });
  await page.getByRole('row').filter({ hasText: title }).first().dblclick();
  await expect(page.locator('[data-painted=true]').first()).toBeVisible();
}

/** Marks the n-th sentence-like stretch of a page, coded if an agency is given. */
async function mark(app: StandpointApp, desk: Desk, pageNumber: number, agency?: string): Promise<PassageView> {
  const { pages } = await app.call('document.content', { id: desk.documentId });
  const at = pages[pageNumber - 1];
  if (at === undefined) throw new Error(`There is no page ${pageNumber}.`);
  const start = desk.text.indexOf(' ', at.start + 400) + 1;
  const stance = (await app.call('codebook.get', {})).stances[0]?.id ?? '';
  return app.call('passage.add', {
    ...{ documentId: desk.documentId, start, end: desk.text.indexOf(' ', start + 60) },
    ...(agency === undefined ? {} : { codings: [{ agency, stance }] }),
  });
}

const pageBox = (page: Page) => page.getByRole('textbox', { name: 'Page' });
const lineOf = (page: Page, id: string) => page.locator(`.sp-mark[data-passage-id="${id}"] .sp-line`).first();

/** Where a character of the text stands on screen: its middle. */
function pointOf(page: Page, offset: number): Promise<{ x: number; y: number }> {
  return page.evaluate((at) => {
    for (const span of document.querySelectorAll<HTMLElement>('[data-start]')) {
      const start = Number(span.dataset.start);
      const node = span.firstChild;
      if (!(node instanceof Text) || at < start || at >= start + node.length) continue;
      const range = document.createRange();
      range.setStart(node, at - start);
      range.setEnd(node, at - start + 1);
      const box = range.getBoundingClientRect();
      return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    }
    throw new Error(`Offset ${at} is not on screen.`);
  }, offset);
}

/** Clicks a passage of the first page. */
async function clickPassage({ page }: Desk, passage: PassageView): Promise<void> {
  await expect(lineOf(page, passage.id)).toBeInViewport();
  const { x, y } = await pointOf(page, passage.start + 1);
  await page.mouse.click(x, y);
  await expect(page.getByRole('button', { name: 'All passages' })).toBeVisible();
}

/** Selects a word of the first page by a double click; returns where it was. */
async function selectWord(desk: Desk, word: string): Promise<{ x: number; y: number }> {
  const point = await pointOf(desk.page, desk.text.indexOf(word) + 2);
  await desk.page.mouse.dblclick(point.x, point.y);
  await expect(desk.popover).toBeVisible();
  return point;
}

test.describe('going to a place', () => {
  test('goes to a passage of a document whose tab stands elsewhere, back again, and stays there', async ({ app }) => {
    const desk = await openDesk(app, STATEMENT);
    const { page } = desk;
    const passage = await mark(app, desk, 1, 'Office of Management and Budget');
    await pageBox(page).fill('3');
    await pageBox(page).press('Enter');
    await expect(pageBox(page)).toHaveValue('3');
    await expect(lineOf(page, passage.id)).not.toBeInViewport();

    await app.chooseMenu('view.passages');
    await page.getByRole('button', { name: passage.quote.slice(0, 30) }).click();
    await expect(lineOf(page, passage.id)).toBeInViewport();
    await expect(pageBox(page)).toHaveValue('1');
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await expect(pageBox(page)).toHaveValue('3');

    // The place was served: neither another tab nor a tab rendered anew goes there again.
    await app.chooseMenu('view.passages');
    await app.chooseMenu('tab.close');
    await expect(pageBox(page)).toHaveValue('3');
    await expect(lineOf(page, passage.id)).not.toBeInViewport();
    for (const view of ['passages', 'positions', 'briefings', 'codebook', 'activity', 'documents'])
      await app.chooseMenu(`view.${view}`);
    await openFromList(app, page, desk.documentId);
    await expect(pageBox(page)).toHaveValue('3');
    await expect(lineOf(page, passage.id)).not.toBeInViewport();
  });

  test('keeps the words that a search found marked', async ({ app }) => {
    const desk = await openDesk(app, STATEMENT);
    const { page } = desk;
    const { pages } = await app.call('document.content', { id: desk.documentId });
    // A word that only the last page has.
    const last = pages[pages.length - 1]?.start ?? 0;
    const word = desk.text
      .slice(last)
      .match(/\b[a-z]{8,}\b/gu)
      ?.find((each) => !desk.text.slice(0, last).toLowerCase().includes(each));
    if (word === undefined) throw new Error('The last page has no words of its own.');
    await page.keyboard.press('Control+w');
    await page.getByRole('searchbox').first().fill(word);
    await page.getByRole('region', { name: 'Search results' }).getByRole('button', { name: word }).first().click();
    const hit = page.locator('.sp-hit').first();
    await expect(hit).toBeInViewport();
    await expect(page.locator('[data-painted=true]').last()).toBeVisible();
    await expect(page.locator('.sp-hit')).toHaveCount(1);
    // The bar has hits of its own; Escape takes the mark away.
    await page.keyboard.press('Control+f');
    await page.getByRole('textbox', { name: 'Find in document' }).fill('Administration');
    await expect.poll(() => page.locator('.sp-hit').count()).toBeGreaterThan(1);
    await page.keyboard.press('Escape');
    await expect(page.locator('.sp-hit')).toHaveCount(0);
  });
});

test.describe('coding', () => {
  test('keeps every coding of digits pressed quickly', async ({ app }) => {
    const desk = await openDesk(app, STATEMENT);
    const { page } = desk;
    const passage = await mark(app, desk, 1, 'Office of Management and Budget');
    await clickPassage(desk, passage);
    const { stances } = await app.call('codebook.get', {});
    const digits = stances.flatMap(({ digit, id }) =>
      digit !== null && id !== passage.codings[0]?.stanceId ? [digit] : [],
    );
    // In one go, so that no answer comes in between.
    await page.evaluate((keys) => {
      for (const key of keys)
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }, digits.slice(0, 3).map(String));
    const codings = page.getByRole('list', { name: 'Codings' }).getByRole('listitem');
    await expect(codings).toHaveCount(4);
    expect((await app.call('passage.get', { id: passage.id })).codings).toHaveLength(4);

    // One taken off, one changed: the others stay.
    await codings
      .first()
      .getByRole('button', { name: /Remove/ })
      .click();
    await expect(codings).toHaveCount(3);
    await codings.first().getByRole('combobox', { name: 'Stance' }).click();
    await page
      .getByRole('option', { name: stances[0]?.name ?? '' })
      .first()
      .click();
    await expect
      .poll(async () => (await app.call('passage.get', { id: passage.id })).codings.map(({ stanceId }) => stanceId))
      .toContain(stances[0]?.id);
    expect((await app.call('passage.get', { id: passage.id })).codings).toHaveLength(3);
  });

  test('takes a second digit for the words that a first is still saving', async ({ app }) => {
    const desk = await openDesk(app, STATEMENT);
    const { page } = desk;
    await mark(app, desk, 2, 'Office of Management and Budget');
    await selectWord(desk, 'Administration');
    await page.evaluate(() => {
      for (const key of ['1', '5'])
        document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    });
    await expect(page.getByRole('list', { name: 'Codings' }).getByRole('listitem')).toHaveCount(2);
  });
});

test.describe('the popover', () => {
  test('keeps a note begun through a click in the page and another tab', async ({ app }) => {
    const desk = await openDesk(app, STATEMENT);
    const { page, popover } = desk;
    const point = await selectWord(desk, 'Administration');
    await page.keyboard.press('n');
    const note = popover.getByRole('textbox', { name: 'Note' });
    await expect(note).toBeFocused();
    await page.keyboard.type('Compare with 2019');
    await page.mouse.click(point.x, point.y + 200);
    await expect(note).toHaveValue('Compare with 2019');
    await expect(page.locator('.sp-selection').first()).toBeVisible();

    for (const view of ['passages', 'positions', 'briefings', 'codebook', 'activity', 'documents'])
      await app.chooseMenu(`view.${view}`);
    await expect(popover).toBeHidden();
    await openFromList(app, page, desk.documentId);
    await expect(note).toHaveValue('Compare with 2019');
    await expect(page.locator('.sp-selection').first()).toBeVisible();

    // Cancelled by mistake: the note can be brought back. Then it is saved with a highlight.
    await page.keyboard.press('Escape');
    await expect(popover).toBeHidden();
    await page.getByRole('button', { name: 'Bring it back' }).click();
    await expect(note).toHaveValue('Compare with 2019');
    await note.press('Enter');
    await expect(popover).toBeHidden();
    const [passage] = (await app.call('passage.list', {})).passages;
    expect(passage).toMatchObject({ quote: 'Administration', note: 'Compare with 2019', codings: [] });
  });

  test('is walked by Tab and saved by Enter while the focus is in the document', async ({ app }) => {
    const desk = await openDesk(app, STATEMENT);
    const { page, popover } = desk;
    await mark(app, desk, 2, 'Office of Management and Budget');
    await selectWord(desk, 'Administration');
    const agency = popover.getByRole('combobox', { name: 'Agency' });
    await page.keyboard.press('Tab');
    await expect(agency).toBeFocused();
    await page.keyboard.press('Shift+Tab');
    await expect(agency).not.toBeFocused();
    // Nothing was chosen: Enter codes as last time.
    await page.keyboard.press('Enter');
    await expect(popover).toBeHidden();
    const { passages } = await app.call('passage.list', {});
    expect(passages.find(({ quote }) => quote === 'Administration')?.codings).toHaveLength(1);
  });

  for (const [format, name] of [
    ['a PDF', null],
    ['a web page', 'statement.html'],
  ] as const) {
    test(`takes the letters of an agency over ${format}`, async ({ app }) => {
      const file = name === null ? STATEMENT : join(app.folder, name);
      if (name !== null) await writeFile(file, '<title>Reply</title><p>The Administration will not take part.</p>');
      const desk = await openDesk(app, file);
      const { page, popover } = desk;
      await app.call('agency.add', { name: 'National Park Service' });
      await app.call('agency.add', { name: 'Bureau of Land Management' });
      if (name === null) await selectWord(desk, 'Administration');
      else {
        await page
          .frameLocator('iframe[title=Document]')
          .getByText('Administration')
          .dblclick({ position: { x: 40, y: 8 } });
        await expect(popover).toBeVisible();
      }
      const agency = popover.getByRole('combobox', { name: 'Agency' });
      await page.keyboard.type('bure');
      await expect(agency).toHaveValue('bure');
      await expect(page.getByRole('option', { name: 'Bureau of Land Management' })).toBeVisible();
      // In the field h and n are letters.
      await agency.fill('');
      await page.keyboard.type('nh');
      await expect(agency).toHaveValue('nh');
      await expect(popover.getByRole('textbox', { name: 'Note' })).toBeHidden();
      expect((await app.call('passage.list', {})).total).toBe(0);
    });
  }

  test('asks for the agency when a digit codes a passage for which none is known', async ({ app }) => {
    const desk = await openDesk(app, STATEMENT);
    const { page, popover } = desk;
    const passage = await mark(app, desk, 1);
    await app.call('agency.add', { name: 'National Park Service' });
    await clickPassage(desk, passage);
    await page.keyboard.press('5');
    await expect(popover.getByRole('combobox', { name: 'Agency' })).toBeFocused();
    await page.keyboard.type('nat');
    await page.getByRole('option', { name: 'National Park Service' }).click();
    await expect(popover).toBeHidden();
    await expect.poll(async () => (await app.call('passage.get', { id: passage.id })).codings.length).toBe(1);
  });
});
