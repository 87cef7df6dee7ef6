import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { firstObject, lines, makePdf } from '../electron/archive/importers/make-pdf.ts';
import { expect, type StandpointApp, test } from './app.ts';

/** Pages of the report; the first two are numbered i and ii, the others 1 to 10. */
const PAGES = 12;

/** A report with page labels and an outline: Summary (page i), Findings (page 1) with Schools (page 3), Annex (page 8). */
function report(): Uint8Array {
  const pageObject = (page: number) => 9 + 2 * (page - 1);
  const first = firstObject(PAGES);
  const destination = (page: number) => `/Dest [${pageObject(page)} 0 R /XYZ 0 792 0]`;
  const [root, summary, findings, schools, annex] = [first, first + 1, first + 2, first + 3, first + 4];
  const pages = Array.from({ length: PAGES }, (_, index) => ({
    content: lines(
      72,
      700,
      [
        `Leaf ${index + 1} of the report.`,
        'The Administration opposes the bill as reported. The administra-',
        'tion asks for a vote. Administrations before it did not ask.',
        'A resume is no résumé.',
        ...Array.from({ length: 30 }, (_unused, line) => `Line ${line + 1} of leaf ${index + 1} says nothing of note.`),
      ],
      12,
      16,
    ),
  }));
  return makePdf(pages, {
    catalog: `/Outlines ${root} 0 R /PageLabels << /Nums [0 << /S /r >> 2 << /S /D >>] >>`,
    objects: [
      `<< /Type /Outlines /First ${summary} 0 R /Last ${annex} 0 R /Count 3 >>`,
      `<< /Title (Summary) /Parent ${root} 0 R /Next ${findings} 0 R ${destination(1)} >>`,
      `<< /Title (Findings) /Parent ${root} 0 R /Prev ${summary} 0 R /Next ${annex} 0 R /First ${schools} 0 R /Last ${schools} 0 R /Count 1 ${destination(3)} >>`,
      `<< /Title (Schools) /Parent ${findings} 0 R ${destination(5)} >>`,
      `<< /Title (Annex) /Parent ${root} 0 R /Prev ${findings} 0 R ${destination(10)} >>`,
    ],
  });
}

const pageBox = (page: Page) => page.getByRole('textbox', { name: 'Page', exact: true });
const findBar = (page: Page) => page.getByRole('search', { name: /^Find in document/ });
const side = (page: Page) => page.getByRole('group', { name: /^Side pane/ });

async function openFromList(page: Page, title: string): Promise<void> {
  await page.getByRole('row').filter({ hasText: title }).first().dblclick();
  await expect(page.locator('[data-painted=true]').first()).toBeVisible();
}

/** An archive with the report, open in the window. */
async function openReport(app: StandpointApp): Promise<{ readonly page: Page; readonly id: string }> {
  const page = await app.start();
  await app.resize(1440, 900);
  await app.call('archive.create', { directory: join(app.folder, 'archive'), title: 'Reports' });
  const file = join(app.folder, 'report.pdf');
  await writeFile(file, report());
  const [outcome] = await app.call('document.import', { paths: [file] });
  const id = outcome?.documentId ?? '';
  const { title } = await app.call('document.update', { id, title: 'Report on schools' });
  await openFromList(page, title);
  return { page, id };
}

/** Pixels of the document's width that are out of sight. */
function hiddenWidth(page: Page, pane: 'main' | 'side'): Promise<number> {
  return page
    .locator(`[data-pane=${pane}] [data-document-view] [role=region]`)
    .first()
    .evaluate((region) => region.scrollWidth - region.clientWidth);
}

/** Share of the document's scroll height that lies above the view, of the reader in a part of the window. */
function scrolledPage(page: Page, pane: 'main' | 'side'): Promise<number> {
  return page.evaluate((name) => {
    const region =
      document.querySelector(`[data-pane=${name}] [role=tabpanel]:not([hidden]) [data-document-view] [role=region]`) ??
      document.querySelector(`[data-pane=${name}] [data-document-view] [role=region]`);
    return region === null ? -1 : region.scrollTop / region.scrollHeight;
  }, pane);
}

async function expectAccessible(page: Page, name: string): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  // What fades in has no colours of its own before it is there.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const found = violations.flatMap(({ id, nodes }) =>
    nodes
      // A splitter belongs between the landmarks that it parts, not in one of them.
      .filter(({ html }) => !(id === 'region' && html.includes('role="separator"')))
      .map(({ html, failureSummary }) => `${name}: ${id}: ${html}: ${failureSummary}`),
  );
  expect(found).toEqual([]);
}

test('thumbnails show every page with its label and passages, and are walked by key', async ({ app }) => {
  const { page, id } = await openReport(app);
  const { pages } = await app.call('document.content', { id });
  const start = pages[4]?.start ?? 0;
  await app.call('passage.add', {
    documentId: id,
    start,
    end: start + 30,
    codings: [{ agency: 'School Board', stance: '1' }],
  });
  await page.keyboard.press('F4');
  const list = page.getByRole('listbox', { name: 'Thumbnails' });
  const first = list.getByRole('option', { name: 'Page i (1 of 12)' });
  await expect(first).toHaveAttribute('aria-selected', 'true');
  await expect(first).toHaveAttribute('data-state', 'painted');
  const painted = await first.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
    return data.some((value, index) => index % 4 !== 3 && value < 220);
  });
  expect(painted).toBe(true);

  await list.focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowDown');
  const marked = list.getByRole('option', { name: 'Page 3 (5 of 12), 1 passage' });
  await expect(marked).toBeVisible();
  await expect(list).toHaveAttribute('aria-activedescendant', (await marked.getAttribute('id')) ?? '');
  await expect(pageBox(page)).toHaveValue('i');
  await page.keyboard.press('Enter');
  await expect(pageBox(page)).toHaveValue('3');
  await expect(marked).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByText('(5 of 12)', { exact: true })).toBeVisible();

  await page.keyboard.press('Alt+ArrowLeft');
  await expect(pageBox(page)).toHaveValue('i');
  await page.keyboard.press('Alt+ArrowRight');
  await expect(pageBox(page)).toHaveValue('3');
  await page.keyboard.press('F4');
  await expect(list).toBeHidden();
});

test('the outline is a tree that leads to its places and back', async ({ app }) => {
  const { page } = await openReport(app);
  await app.chooseMenu('reader.toggleSidebar');
  await page.getByRole('tab', { name: 'Thumbnails' }).press('ArrowRight');
  const tree = page.getByRole('tree', { name: 'Outline' });
  await expect(tree.getByRole('treeitem')).toHaveText([/Summary/, /Findings/, /Schools/, /Annex/]);
  const findings = tree.getByRole('treeitem', { name: /Findings/ });
  await expect(findings).toHaveAttribute('aria-expanded', 'true');
  await tree.getByRole('treeitem', { name: /Annex/ }).click();
  await expect(pageBox(page)).toHaveValue('8');
  await expect(tree.getByRole('treeitem', { name: /Annex/ })).toHaveAttribute('aria-current', 'location');
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(pageBox(page)).toHaveValue('i');

  // By key: up to Schools, there; collapsed, its parent stands for it.
  await tree.getByRole('treeitem', { name: /Annex/ }).focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(pageBox(page)).toHaveValue('3');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(tree.getByRole('treeitem', { name: /Schools/ })).toHaveCount(0);
  await expect(findings).toBeFocused();
  await expect(findings).toHaveAttribute('aria-current', 'location');
});

test('words are found with options, counted, gone round and coded by key', async ({ app }) => {
  const { page, id } = await openReport(app);
  await app.call('passage.add', {
    ...{ documentId: id, start: 0, end: 6 },
    codings: [{ agency: 'School Board', stance: '1' }],
  });
  await page.keyboard.press('Control+f');
  const bar = findBar(page);
  const count = bar.getByRole('status');
  const field = bar.getByRole('textbox');
  await field.fill('administration');
  // "Administration", "administra-tion" over a line end, "Administrations": on each page.
  await expect(count).toHaveText('1 of 36');
  await expect(page.locator('[data-ruler-hit]').first()).toBeAttached();
  await bar.getByRole('button', { name: 'Whole words' }).click();
  await expect(count).toHaveText('1 of 24');
  await bar.getByRole('button', { name: 'Match case' }).click();
  await expect(count).toHaveText('1 of 12');
  await field.fill('Administration');
  await expect(count).toHaveText('1 of 12');
  await bar.getByRole('button', { name: 'Match case' }).click();
  await bar.getByRole('button', { name: 'Whole words' }).click();
  await field.fill('résumé');
  await expect(count).toHaveText('1 of 24');
  await bar.getByRole('button', { name: 'Match accents' }).click();
  await expect(count).toHaveText('1 of 12');
  await bar.getByRole('button', { name: 'Match accents' }).click();

  await field.fill('leaf 2 of the report');
  await expect(count).toHaveText('1 of 1');
  await field.fill('of the report');
  await expect(count).toHaveText('2 of 12');
  await field.press('Shift+Enter');
  await field.press('Shift+Enter');
  await expect(count).toHaveText('12 of 12');
  await expect(bar.getByText('Went on from the end')).toBeVisible();
  await expect(pageBox(page)).toHaveValue('10');
  await bar.getByRole('button', { name: 'Highlight all' }).click();
  await expect(page.locator('.sp-hit')).toHaveCount(1);
  await bar.getByRole('button', { name: 'Highlight all' }).click();
  await field.press('Escape');
  await expect(bar).toBeHidden();

  // The hit is selected in passing, without a popover: a digit codes it.
  const popover = page.getByRole('dialog', { name: 'Code selection' });
  await expect(popover).toBeHidden();
  await page.keyboard.press('1');
  await expect(popover).toBeHidden();
  await expect
    .poll(async () => (await app.call('passage.list', {})).passages.map(({ quote }) => quote))
    .toContain('of the report');

  // The last search is taken up again; Back leads to where it began.
  await page.keyboard.press('Control+f');
  await expect(field).toHaveValue('of the report');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+ArrowLeft');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect(pageBox(page)).toHaveValue('i');
});

test('place, zoom, turn, spread, sidebar and the document beside it come back after a restart', async ({ app }) => {
  const { page, id } = await openReport(app);
  await app.resize(1700, 900);
  await page.keyboard.press('F4');
  await pageBox(page).fill('6');
  await pageBox(page).press('Enter');
  await expect(pageBox(page)).toHaveValue('6');
  await page.getByRole('button', { name: /^Zoom: / }).click();
  await page.getByRole('menuitem', { name: '125 %' }).click();
  await app.chooseMenu('reader.rotate');
  const turned = page.locator('[data-document-view] [data-page="8"]').first();
  await expect.poll(async () => ratio(await turned.boundingBox())).toBeGreaterThan(1);
  await expect(pageBox(page)).toHaveValue('6');
  await app.chooseMenu('pane.openToSide');
  await expect(side(page).locator('[data-painted=true]').first()).toBeVisible();
  await app.chooseMenu('reader.twoPages');
  await expect(side(page).getByRole('button', { name: 'Two-page spread' })).toHaveAttribute('aria-pressed', 'true');

  const again = await app.restart('--archive', join(app.folder, 'archive'));
  await app.resize(1700, 900);
  await expect(again.locator('[data-painted=true]').first()).toBeVisible();
  const main = again.getByRole('group', { name: /^Main pane/ });
  await expect(main.getByRole('textbox', { name: 'Page', exact: true })).toHaveValue('6');
  await expect(main.getByRole('button', { name: 'Zoom: 125 %' })).toBeVisible();
  await expect
    .poll(async () => ratio(await main.locator('[data-document-view] [data-page="8"]').first().boundingBox()))
    .toBeGreaterThan(1);
  await expect(side(again)).toBeVisible();
  await expect(side(again)).toHaveAttribute('data-keys', 'true');
  await expect(side(again).getByRole('button', { name: 'Two-page spread' })).toHaveAttribute('aria-pressed', 'true');
  await app.chooseMenu('pane.close');
  await expect(again.getByRole('listbox', { name: 'Thumbnails' })).toBeVisible();
  expect((await app.call('document.get', { id })).title).toBe('Report on schools');
});

function ratio(box: { readonly width: number; readonly height: number } | null): number {
  return box === null ? 0 : box.width / box.height;
}

test('two versions are read side by side, scroll together and share the inspector', async ({ app }) => {
  const page = await app.start();
  await app.resize(1600, 900);
  await app.call('archive.create', { directory: join(app.folder, 'archive'), title: 'Versions' });
  const words = (version: number) =>
    Array.from({ length: 8 }, (_, leaf) => ({
      content: lines(
        72,
        700,
        [
          `Version ${version}.`,
          ...Array.from({ length: 30 }, (_unused, line) => `Paragraph ${leaf * 30 + line} is the same in both.`),
        ],
        12,
        18,
      ),
    }));
  const inserted = {
    content: lines(
      72,
      700,
      Array.from({ length: 30 }, (_, line) => `Inserted sentence ${line} is new.`),
      12,
      18,
    ),
  };
  const [older, newer] = [join(app.folder, 'plan.pdf'), join(app.folder, 'plan revised.pdf')];
  await writeFile(older, makePdf(words(1)));
  await writeFile(newer, makePdf([...words(2).slice(0, 2), inserted, ...words(2).slice(2)]));
  const [first] = await app.call('document.import', { paths: [older] });
  const [second] = await app.call('document.import', { paths: [newer] });
  const id = first?.documentId ?? '';
  const { title } = await app.call('document.update', { id, title: 'Plan' });
  if (second?.documentId && second.documentId !== id)
    await app.call('version.join', { id: second.documentId, into: id });
  expect((await app.call('document.get', { id })).versions).toHaveLength(2);
  await openFromList(page, title);
  await app.chooseMenu('document.compareVersions');
  await page.getByRole('button', { name: 'Read side by side' }).click();
  await expect(side(page)).toBeVisible();
  const main = page.getByRole('group', { name: /^Main pane/ });
  await expect(main.locator('header').first().getByText('Version 1', { exact: true })).toBeVisible();
  await expect(side(page).locator('header').first().getByText('Version 2 (newest)', { exact: true })).toBeVisible();
  await expect(side(page).locator('[data-painted=true]').first()).toBeVisible();
  await expect(side(page)).toHaveAttribute('data-keys', 'true');
  for (const pane of ['main', 'side'] as const) await expect.poll(() => hiddenWidth(page, pane)).toBe(0);

  // Beyond the inserted page the newer version is one page ahead.
  const mainBox = main.getByRole('textbox', { name: 'Page', exact: true });
  const sideBox = side(page).getByRole('textbox', { name: 'Page', exact: true });
  await mainBox.fill('6');
  await mainBox.press('Enter');
  await expect(main).toHaveAttribute('data-keys', 'true');
  await expect(sideBox).toHaveValue('7');
  await sideBox.fill('5');
  await sideBox.press('Enter');
  await expect(mainBox).toHaveValue('4');
  await side(page).getByRole('button', { name: 'Scroll both versions together' }).click();
  const before = await scrolledPage(page, 'main');
  await sideBox.fill('8');
  await sideBox.press('Enter');
  await expect(sideBox).toHaveValue('8');
  expect(await scrolledPage(page, 'main')).toBe(before);

  // One inspector follows the pane that has the keys.
  await page.keyboard.press('F6');
  await expect(main).toHaveAttribute('data-keys', 'true');
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toHaveCount(1);
  await page.keyboard.press('F6');
  await expect(side(page)).toHaveAttribute('data-keys', 'true');
  await page.keyboard.press('Control+w');
  await expect(side(page)).toBeHidden();
  await expect(mainBox.or(pageBox(page)).first()).toHaveValue('4');
});

test('a tab is opened to the side from its menu', async ({ app }) => {
  const { page } = await openReport(app);
  await page.getByRole('tab', { name: 'Report on schools' }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Open to the side' }).click();
  await expect(side(page)).toBeVisible();
  await app.chooseMenu('view.passages');
  await expect(side(page).getByRole('heading', { name: 'Report on schools' }).first()).toBeVisible();
});

test('a footnote of a web page is gone to, and left again', async ({ app }) => {
  const page = await app.start();
  await app.call('archive.create', { directory: join(app.folder, 'archive'), title: 'Notes' });
  const file = join(app.folder, 'notes.html');
  const paragraphs = Array.from(
    { length: 80 },
    (_, index) => `<p>Paragraph ${index + 1} of the reply says what it says.</p>`,
  );
  await writeFile(
    file,
    `<title>Reply</title><h1>Reply</h1><p>The bureau declines.<a href="#fn1" id="ref1">[1]</a></p>${paragraphs.join('')}
     <h2>Notes</h2><p id="fn1">As the letter of 3 February says. <a href="#ref1">back</a></p>`,
  );
  await app.call('document.import', { paths: [file] });
  await openFromList(page, 'Reply');
  const inside = page.frameLocator('iframe[title=Document]');
  const note = inside.getByText('As the letter of 3 February says.');
  const mark = inside.getByRole('link', { name: '[1]' });
  await expect(note).not.toBeInViewport();
  await mark.click();
  await expect(note).toBeInViewport();
  await inside.getByRole('link', { name: 'back' }).press('Enter');
  await expect(mark).toBeInViewport();
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(note).toBeInViewport();

  // The outline is made of the headings.
  await app.chooseMenu('reader.toggleSidebar');
  await page.getByRole('treeitem', { name: 'Reply' }).click();
  await expect(mark).toBeInViewport();
  await page.getByRole('treeitem', { name: 'Notes' }).click();
  await expect(note).toBeInViewport();
});

test('a small window leaves the page the room, and keeps every tool in a menu', async ({ app }) => {
  const { page } = await openReport(app);
  await app.resize(900, 600);
  const zoom = page.getByRole('button', { name: /^Zoom: / });
  await expect.poll(async () => Number.parseInt((await zoom.innerText()).trim(), 10)).toBeGreaterThan(65);
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeHidden();
  await page.getByRole('button', { name: 'Toggle inspector' }).click();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeHidden();
  await page.mouse.move(450, 400);
  await app.chooseMenu('pane.openToSide');
  await side(page).getByRole('button', { name: 'More tools' }).click();
  await page.getByRole('menuitem', { name: 'Rotate clockwise' }).click();
  await expect
    .poll(async () => ratio(await side(page).locator('[data-document-view] [data-page="1"]').first().boundingBox()))
    .toBeGreaterThan(1);
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing wrong with sidebar, find bar and panes in the ${theme} theme`, async ({ app }) => {
    const { page, id } = await openReport(app);
    await app.call('app.updateSettings', { theme });
    await app.call('passage.add', {
      ...{ documentId: id, start: 0, end: 30 },
      codings: [{ agency: 'School Board', stance: '1' }],
    });
    await app.chooseMenu('reader.toggleSidebar');
    await expect(page.getByRole('option').first()).toHaveAttribute('data-state', 'painted');
    await page.keyboard.press('Control+f');
    await findBar(page).getByRole('textbox').fill('administration');
    await expect(findBar(page).getByRole('status')).toHaveText('1 of 36');
    await expectAccessible(page, 'thumbnails and find bar');
    await page.getByRole('tab', { name: 'Outline' }).click();
    await expect(page.getByRole('treeitem').first()).toBeVisible();
    await expectAccessible(page, 'outline');
    await app.chooseMenu('pane.openToSide');
    await expect(side(page).locator('[data-painted=true]').first()).toBeVisible();
    await app.chooseMenu('reader.darkPages');
    await expectAccessible(page, 'two panes');
  });
}
