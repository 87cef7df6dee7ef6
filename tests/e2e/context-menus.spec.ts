import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, type StandpointApp, test } from './app.ts';

const FIXTURES = join(__dirname, '../fixtures');
const CLI = join(__dirname, '../../out/main/cli.js');
const PDF = '2009-06-16_hr2847.pdf';
const WORD = 'order.docx';
const AGENCY = 'Office of Management and Budget';

let folder: string;
let documents: ReadonlyMap<string, string>;

async function standpoint(...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)(process.execPath, [CLI, ...args], { maxBuffer: 1 << 26 })).stdout;
}

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standpoint-menus-'));
  const archive = join(folder, 'archive');
  await standpoint('archive', 'create', archive, '--title', 'Menus');
  const found = new Map<string, string>();
  for (const path of [join('statements', PDF), join('documents', WORD)]) {
    const outcomes: unknown = JSON.parse(await standpoint('-a', archive, 'document', 'import', join(FIXTURES, path)));
    const [first] = outcomes as readonly { readonly documentId: string }[];
    found.set(path.split(/[\\/]/).pop() ?? '', first?.documentId ?? '');
  }
  documents = found;
});

test.afterAll(() => rm(folder, { recursive: true, force: true }));

/** A sentence near the beginning of a text, from the first capital after `from`. */
function sentenceIn(text: string, from: number): { start: number; end: number } {
  const start = from + text.slice(from).search(/[A-Z][a-z]+ [a-z]/);
  return { start, end: start + text.slice(start).search(/[.]\s/) + 1 };
}

/** Opens a copy of the archive with passages on one document, and shows that document. */
async function open(app: StandpointApp, file: string, spans: readonly { start: number; end: number }[]) {
  const archive = join(app.folder, 'archive');
  await cp(join(folder, 'archive'), archive, { recursive: true });
  const id = documents.get(file) ?? '';
  for (const [at, { start, end }] of spans.entries())
    await standpoint(
      ...['-a', archive, 'passage', 'add', '--document', id, '--start', String(start), '--end', String(end)],
      ...['--agency', AGENCY, '--stance', at % 2 === 0 ? 'supports' : 'opposes'],
    );
  const page = await app.start('--archive', archive, '--open', id);
  if (file === WORD) await page.frameLocator('iframe').locator('[data-start]').first().waitFor();
  else await page.locator('[data-page] [data-start]').first().waitFor({ state: 'attached' });
  const passages = async () => (await app.call('passage.list', { documentIds: [id] })).passages;
  return { page, id, passages };
}

const textOf = async (file: string) =>
  standpoint('-a', join(folder, 'archive'), 'document', 'text', documents.get(file) ?? '');

/** Where the first line of the first highlight lies: the words over it take the pointer. */
async function placeOfHighlight(page: Page): Promise<readonly [number, number]> {
  const line = page.locator('.sp-mark .sp-line').first();
  await line.waitFor();
  const box = await line.boundingBox();
  if (box === null) throw new Error('The highlight is not on screen.');
  return [box.x + Math.min(40, box.width / 2), box.y + box.height / 2];
}

const menuOf = (page: Page) => page.getByRole('menu', { name: 'Passage', exact: true });

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .include('[role=menu]')
    // A part of the page lies in no landmark.
    .disableRules(['region'])
    .setLegacyMode()
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

/** Chooses a line of an open menu by keys alone: its first letters. */
async function choose(page: Page, menu: Locator, letters: string): Promise<void> {
  await expect(menu.getByRole('menuitem').first()).toBeVisible();
  await page.keyboard.type(letters);
  await expect(menu.locator('[data-highlighted]')).toContainText(new RegExp(`^${letters}`, 'i'));
  await page.keyboard.press('Enter');
}

test('a highlight has a menu by the other button of the pointer and by the menu key', async ({ app }) => {
  const text = await textOf(PDF);
  const { page, passages } = await open(app, PDF, [sentenceIn(text, 400)]);
  await page.mouse.click(...(await placeOfHighlight(page)), { button: 'right' });
  await expect(menuOf(page)).toBeVisible();
  await expectAccessible(page);
  await expect(page.locator('.sp-mark[data-selected]')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(menuOf(page)).toBeHidden();
  // The keys are those of the document again: what was selected still is, and R says it needs review.
  await page.keyboard.press('r');
  await expect.poll(async () => (await passages())[0]?.review).toBe('needs-review');

  await page.keyboard.press('Shift+F10');
  await choose(page, menuOf(page), 'Write');
  await expect(page.getByRole('textbox', { name: 'Note' })).toBeFocused();
  await page.keyboard.type('From the menu');
  await page.keyboard.press('Escape');
  await expect.poll(async () => (await passages())[0]?.note).toBe('From the menu');

  await page.mouse.click(...(await placeOfHighlight(page)), { button: 'right' });
  await choose(page, menuOf(page), 'Delete');
  await expect.poll(async () => (await passages()).length).toBe(0);
});

test('selected words are coded from their menu', async ({ app }) => {
  const { page, passages } = await open(app, WORD, []);
  const words = page
    .frameLocator('iframe')
    .locator('[data-start]')
    .filter({ hasText: /\w+ \w+/ })
    .first();
  await words.click();
  await page.keyboard.press('s');
  await expect(page.getByRole('dialog', { name: 'Code selection' })).toBeVisible();
  await page.keyboard.press('Shift+F10');
  const menu = page.getByRole('menu', { name: 'Selected words' });
  await choose(page, menu, 'Highlight');
  await expect.poll(async () => (await passages()).map(({ codings }) => codings.length)).toEqual([0]);

  // The passage is selected then, and its menu codes it without the pointer.
  await expect(page.getByRole('button', { name: 'Add coding' })).toBeVisible();
  await page.keyboard.press('ContextMenu');
  await choose(page, menuOf(page), 'Code with');
  await expect(page.getByRole('dialog', { name: 'Code selection' })).toBeVisible();
});

test('where highlights lie over each other all are named, and the menu leads to each', async ({ app }) => {
  const text = await textOf(PDF);
  const inner = sentenceIn(text, 400);
  const outer = { start: inner.start, end: inner.end + 200 };
  const { page, passages } = await open(app, PDF, [inner, outer]);
  const place = await placeOfHighlight(page);
  await page.mouse.move(...place);
  const tip = page.getByRole('tooltip');
  await expect(tip.getByRole('listitem')).toHaveText([/: supports$/, /: opposes$/]);
  await expect(tip).toContainText('Click again');

  // Clicks go round.
  const selected = page.locator('.sp-mark[data-selected]');
  const [short, long] = [
    (await passages()).find(({ end }) => end === inner.end),
    (await passages()).find(({ end }) => end === outer.end),
  ];
  await page.mouse.click(...place);
  await expect(selected).toHaveAttribute('data-passage-id', short?.id ?? '');
  // Later than what would be a double click.
  await expect(page.getByRole('button', { name: 'Add coding' })).toBeVisible();
  await page.mouse.move(place[0] + 12, place[1]);
  await page.mouse.click(place[0] + 12, place[1]);
  await expect(selected).toHaveAttribute('data-passage-id', long?.id ?? '');

  await page.mouse.click(...place, { button: 'right' });
  await page.getByRole('menuitem', { name: 'Another passage here' }).click();
  await page.getByRole('menuitem', { name: /: supports$/ }).click();
  await expect(selected).toHaveAttribute('data-passage-id', short?.id ?? '');
});

test('rows of passages and documents have menus, and Escape gives the keys back', async ({ app }) => {
  const text = await textOf(PDF);
  const { page, passages } = await open(app, PDF, [sentenceIn(text, 400), sentenceIn(text, 900)]);
  await app.chooseMenu('view.passages');
  const list = page.getByRole('grid', { name: 'Passages' });
  await expect(list.getByRole('article')).toHaveCount(2);
  await list.focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+F10');
  await expect(menuOf(page)).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(list).toBeFocused();

  await list.getByRole('article').first().click({ button: 'right' });
  await choose(page, menuOf(page), 'Split');
  await expect(
    page.getByRole('group', { name: /Split/ }).or(page.getByRole('button', { name: 'Split', exact: true })),
  ).toBeVisible();
  expect(await passages()).toHaveLength(2);

  await app.chooseMenu('view.documents');
  const table = page.getByRole('grid', { name: 'Documents' });
  const word = (await app.call('document.list', {})).find(({ fileName }) => fileName === WORD);
  await table.getByText(word?.title ?? '', { exact: true }).click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'Document', exact: true });
  await expect(menu).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(table).toBeFocused();
  await page.keyboard.press('Shift+F10');
  await choose(page, menu, 'Open to');
  await expect(page.frameLocator('iframe').locator('[data-start]').first()).toBeVisible();
});

/** Ids of the commands of the menu of passages that can be chosen. */
async function applying(app: StandpointApp): Promise<readonly string[]> {
  return app.electron.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? [];
    return items.filter(({ id, enabled }) => enabled && id?.startsWith('passage.')).map(({ id }) => id);
  });
}

test('the menu of the window offers what applies to what is selected, and does it', async ({ app }) => {
  const text = await textOf(PDF);
  const { page, passages } = await open(app, PDF, [sentenceIn(text, 400), sentenceIn(text, 900)]);
  const always = ['passage.copyWithCitation', 'passage.toggleInternal'];
  await expect.poll(() => applying(app)).toEqual(always);
  await page.mouse.click(...(await placeOfHighlight(page)));
  await expect
    .poll(() => applying(app))
    .toEqual(
      expect.arrayContaining(['passage.code', 'passage.note', 'passage.split', 'passage.mergeNext', 'passage.delete']),
    );
  expect(await applying(app)).not.toContain('passage.markCoded');
  await app.chooseMenu('passage.markReviewed');
  await expect.poll(async () => (await passages()).map(({ review }) => review ?? 'coded')).toContain('reviewed');
  await expect.poll(() => applying(app)).toContain('passage.markCoded');
  await app.chooseMenu('passage.delete');
  await expect.poll(async () => (await passages()).length).toBe(1);
  await expect.poll(() => applying(app)).toEqual(always);
});

test('the Passages view is after a restart as it was left', async ({ app }) => {
  const text = await textOf(PDF);
  const { page } = await open(app, PDF, [sentenceIn(text, 400), sentenceIn(text, 900)]);
  await app.chooseMenu('view.passages');
  const cards = page.getByRole('grid', { name: 'Passages' }).getByRole('article');
  await expect(cards).toHaveCount(2);
  await page.getByRole('combobox', { name: 'Group by' }).click();
  await page.getByRole('option', { name: 'By stance' }).click();
  await page.getByRole('button', { name: 'Stance filter' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'opposes' }).click();
  await page.keyboard.press('Escape');
  await expect(cards).toHaveCount(1);
  const again = await app.restart('--archive', join(app.folder, 'archive'));
  await expect(again.getByRole('combobox', { name: 'Group by' })).toHaveText('By stance');
  await expect(again.getByRole('grid', { name: 'Passages' }).getByRole('article')).toHaveCount(1);
});
