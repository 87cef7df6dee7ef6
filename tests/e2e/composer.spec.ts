import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { BriefingBody } from '../../shared/domain/briefing-body.ts';
import { expect, type StandpointApp, test } from './app.ts';

const TITLE = 'Who takes part';

/** Opens the sample archive and a briefing of its own with this body on its page. */
async function openPage(app: StandpointApp, body: BriefingBody): Promise<{ readonly page: Page; readonly id: string }> {
  const page = await app.start();
  await app.resize(1280, 800);
  await app.call('app.openSample', {});
  await expect(page.getByRole('heading', { name: 'Documents', exact: true })).toBeVisible();
  const { id } = await app.call('briefing.create', { title: TITLE, body });
  await showPage(app, page);
  return { page, id };
}

async function showPage(app: StandpointApp, page: Page): Promise<void> {
  await app.chooseMenu('view.briefings');
  await page.getByRole('button', { name: TITLE }).first().click();
  await expect(editor(page)).toBeVisible();
}

const editor = (page: Page) => page.getByRole('textbox', { name: 'Text of the briefing' });

async function bodyOf(app: StandpointApp, id: string): Promise<BriefingBody> {
  const { body } = await app.call('briefing.get', { id });
  if (body === undefined) throw new Error('The briefing has no body.');
  return body;
}

/** The types of the blocks and of what stands in their lines. */
function shape(body: BriefingBody): readonly string[] {
  return body.map((block) =>
    block.type === 'paragraph' || block.type === 'heading'
      ? `${block.type}(${(block.content ?? []).map((node) => node.type).join(' ')})`
      : block.type,
  );
}

async function insert(page: Page, what: string, words?: string): Promise<void> {
  await page.keyboard.press('Control+/');
  await expect(page.getByRole('combobox', { name: 'Insert…' })).toBeFocused();
  await page.keyboard.type(what);
  await page.keyboard.press('Enter');
  if (words === undefined) return;
  await expect(page.getByRole('combobox', { name: /Words of the passage/ })).toBeFocused();
  await page.keyboard.type(words);
  await expect(page.getByRole('option').first()).toContainText(words);
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
}

const WORDS = 'carry out a warrant if it is signed by a judge';

test('a briefing is composed by the keyboard alone', async ({ app }) => {
  const { page, id } = await openPage(app, []);
  await editor(page).focus();
  await page.keyboard.press('Control+Alt+1');
  await page.keyboard.type('What was said');
  await page.keyboard.press('Enter');
  await page.keyboard.type('The city is ');
  await page.keyboard.press('Control+b');
  await page.keyboard.type('clear');
  await page.keyboard.press('Control+b');
  await page.keyboard.type(': its police say ');
  await insert(page, 'inline', WORDS);
  await expect(editor(page)).toBeFocused();
  await page.keyboard.type(' and no more');
  await insert(page, 'footnote');
  const note = page.getByRole('textbox', { name: 'Words of the note' });
  await expect(note).toBeFocused();
  await page.keyboard.type('As of January.');
  await page.keyboard.press('Enter');
  await expect(note).toBeHidden();
  await expect(editor(page)).toBeFocused();
  await insert(page, 'quote', WORDS);
  await expect(page.getByRole('figure', { name: /^Quote: .*warrant/ })).toContainText('Exact');
  // What is typed while a quote is selected goes on under it.
  await page.keyboard.type('In figures:');
  await page.keyboard.press('Enter');
  await page.keyboard.press('/');
  await page.keyboard.type('matr');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('group', { name: /^Matrix/ }).getByRole('table')).toBeVisible();
  await expect
    .poll(async () => shape(await bodyOf(app, id)))
    .toEqual([
      'heading(text)',
      'paragraph(text text text inlineQuote text footnote)',
      'quote',
      'paragraph(text)',
      'matrix',
    ]);
  const [, paragraph] = await bodyOf(app, id);
  expect(paragraph).toMatchObject({
    content: [{}, { text: 'clear', marks: [{ type: 'bold' }] }, {}, {}, {}, { attrs: { text: 'As of January.' } }],
  });

  // Undo and redo are those of the page while it has the focus, by key and from the menu.
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('group', { name: /^Matrix/ })).toHaveCount(0);
  await app.chooseMenu('history.redo');
  await expect(page.getByRole('group', { name: /^Matrix/ })).toBeVisible();
});

test('a passage is dragged onto the page, as a block and into a sentence', async ({ app }) => {
  const { page, id } = await openPage(app, [
    { type: 'paragraph', content: [{ type: 'text', text: 'First line of the briefing' }] },
    { type: 'paragraph', content: [{ type: 'text', text: 'Last line of the briefing' }] },
  ]);
  const cards = page.getByRole('list', { name: 'Passages to insert' }).getByRole('article');
  await page.getByRole('searchbox', { name: 'Search passages' }).fill(WORDS);
  await expect(cards).toHaveCount(1);
  const line = editor(page).getByText('First line of the briefing');
  const box = await line.boundingBox();
  if (box === null) throw new Error('The line is not on screen.');
  await cards.first().dragTo(line, { targetPosition: { x: box.width - 4, y: box.height - 3 } });
  await expect.poll(async () => shape(await bodyOf(app, id))).toEqual(['paragraph(text)', 'quote', 'paragraph(text)']);
  await expect(cards.first()).toContainText('Used');
  const sentence = editor(page).getByText('Last line of the briefing');
  // Dropped on a sentence it goes below it: no sentence is parted unasked.
  await cards.first().dragTo(sentence, { targetPosition: { x: 60, y: 6 } });
  await expect
    .poll(async () => shape(await bodyOf(app, id)))
    .toEqual(['paragraph(text)', 'quote', 'paragraph(text)', 'quote']);
  await page.keyboard.down('Alt');
  await cards.first().dragTo(sentence, { targetPosition: { x: 60, y: 12 } });
  await page.keyboard.up('Alt');
  await expect
    .poll(async () => shape(await bodyOf(app, id)))
    .toEqual(['paragraph(text)', 'quote', 'paragraph(text inlineQuote text)', 'quote']);
  await expect(page.locator('.composer-drop')).toHaveCount(0);
});

test('a slash after a blank opens what can be inserted, and is a slash everywhere else', async ({ app }) => {
  const { page, id } = await openPage(app, []);
  const menu = page.getByRole('combobox', { name: 'Insert…' });
  const text = async () => JSON.stringify(await bodyOf(app, id));
  await editor(page).focus();
  await page.keyboard.type('Either and/or 1/2 https://example.org/a ');
  await expect(menu).toHaveCount(0);
  await page.keyboard.press('/');
  await expect(menu).toBeFocused();
  await expect(editor(page)).toContainText('example.org/a /');
  await page.keyboard.type('foo');
  await expect(page.getByRole('option', { name: 'Footnote' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(editor(page)).toBeFocused();
  await page.keyboard.type('d.');
  await expect.poll(text).toContain('example.org/a /food.');
  // A slash that stands alone, and a path, are no search.
  await page.keyboard.type(' one / two /usr/bin');
  await expect(menu).toHaveCount(0);
  await expect.poll(text).toContain('/food. one / two /usr/bin');
  // Taken back.
  await page.keyboard.type(' /');
  await expect(menu).toBeFocused();
  await page.keyboard.press('Backspace');
  await expect(editor(page)).toBeFocused();
  await page.keyboard.type('end /foo');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Words of the note' }).press('Escape');
  await expect
    .poll(async () => (await bodyOf(app, id))[0])
    .toMatchObject({ content: [{ text: expect.stringMatching(/bin end $/) }, { type: 'footnote' }] });
});

test('the caret gets behind a quote that stands last', async ({ app }) => {
  const page = await app.start();
  await app.resize(1280, 800);
  await app.call('app.openSample', {});
  const { passages } = await app.call('passage.list', { limit: 1 });
  const attrs = { useId: 'q', passageId: passages[0]?.id ?? '', excerpt: null, showCodings: true };
  const { id } = await app.call('briefing.create', { title: TITLE, body: [{ type: 'quote', attrs }] });
  await showPage(app, page);
  const figure = page.getByRole('figure', { name: /^Quote/ });
  await expect(figure).toContainText('Exact');
  await editor(page).focus();
  await page.keyboard.press('Control+End');
  // As one step: keys that follow each other slowly are undone one by one.
  await page.keyboard.insertText('Behind it');
  await expect.poll(async () => shape(await bodyOf(app, id))).toEqual(['quote', 'paragraph(text)']);
  await expect(editor(page)).toContainText('Behind it');
  // By the arrow from the selected quote as well; what is inserted there goes there.
  await page.keyboard.press('Control+z');
  await expect(editor(page)).not.toContainText('Behind it');
  await figure.click();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('/');
  await page.keyboard.type('foot');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Words of the note' }).press('Escape');
  await expect.poll(async () => shape(await bodyOf(app, id))).toEqual(['quote', 'paragraph(footnote)']);
});

test('a wide matrix says that there is more beside it, and keeps its rows named', async ({ app }) => {
  const page = await app.start();
  await app.resize(900, 700);
  await app.call('app.openSample', {});
  const block = { type: 'matrix', attrs: { blockId: 'm', columns: 'topic', scope: 'archive', caption: 'By topic' } };
  await app.call('briefing.create', { title: TITLE, body: [block] as BriefingBody });
  await showPage(app, page);
  const cells = page.getByRole('group', { name: 'Cells' });
  const frame = cells.locator('..');
  await expect(page.getByRole('table', { name: 'By topic' })).toBeVisible();
  await expect(frame).toHaveAttribute('data-more-after', 'true');
  await expect(frame).toHaveAttribute('data-more-before', 'false');
  const barHeight = await cells.evaluate((element: HTMLElement) => element.offsetHeight - element.clientHeight);
  expect(barHeight).toBeGreaterThan(0);
  const rowHead = cells.getByRole('rowheader').first();
  const at = await rowHead.boundingBox();
  await cells.evaluate((element) => element.scrollTo({ left: element.scrollWidth }));
  await expect(frame).toHaveAttribute('data-more-after', 'false');
  await expect(frame).toHaveAttribute('data-more-before', 'true');
  expect((await rowHead.boundingBox())?.x).toBeCloseTo(at?.x ?? 0, 0);
});

test('the styles open in place of the popover that leads to them, and the state of saving is told once', async ({
  app,
}) => {
  const { page } = await openPage(app, []);
  await page.getByRole('button', { name: 'Citations and paper' }).click();
  await page.getByRole('button', { name: 'Add or remove citation styles' }).click();
  const dialog = page.getByRole('dialog', { name: 'Citation styles' });
  await expect(dialog).toBeVisible();
  await expect(page.getByRole('dialog', { name: 'Citations and paper' })).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(dialog).toHaveCount(0);
  await editor(page).focus();
  const here = page.getByRole('status', { name: 'State of the briefing' });
  const foot = page.getByRole('status', { name: 'State of the archive' });
  // Written on until both were read before a pause saved it.
  await expect(async () => {
    await page.keyboard.type('Words');
    expect([await here.innerText(), await foot.innerText()]).toEqual(['Not saved yet', 'Not saved yet']);
  }).toPass();
  await expect(here).toHaveText('Saved');
  await expect(foot).toHaveText('Saved');
});

test('a quote is abridged by marked gaps alone, and shown whole again', async ({ app }) => {
  const { page, id } = await openPage(app, []);
  await editor(page).focus();
  await insert(page, 'quote', WORDS);
  await expect(editor(page)).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Abridge', exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  const words = page.getByRole('textbox', { name: 'Words shown' });
  await expect(words).toBeFocused();
  const whole = await words.inputValue();
  const at = whole.indexOf('if it is ');
  await words.evaluate((area: HTMLTextAreaElement, from) => area.setSelectionRange(from, from + 9), at);
  await page.keyboard.press('Delete');
  await expect(words).toHaveValue(whole.replace('if it is ', '… '));
  const dialog = page.getByRole('dialog', { name: 'Abridge the quote' });
  await expect(dialog.getByRole('status')).toContainText('faithful');
  const before = await words.inputValue();
  const warrant = before.indexOf('warrant');
  await words.evaluate((area: HTMLTextAreaElement, from) => area.setSelectionRange(from, from + 7), warrant);
  await page.keyboard.type('signed order ');
  await expect(words).toHaveValue(before.replace('warrant', '[signed order ]'));
  await page.keyboard.press('Control+z');
  await expect(words).toHaveValue(before.replace('warrant', '[signed order]'));
  await page.keyboard.press('End');
  await page.keyboard.type('sic');
  await expect(words).toHaveValue(`${before.replace('warrant', '[signed order]')}[sic]`);
  await dialog.getByRole('button', { name: 'Abridge', exact: true }).click();
  await expect(page.getByRole('figure', { name: /^Quote/ })).toContainText('[signed order] … signed by a judge.[sic]');
  await expect
    .poll(async () => (await bodyOf(app, id))[0])
    .toMatchObject({ attrs: { excerpt: expect.stringContaining('… signed') } });
});

test('what is typed is there after a restart and after a power cut', async ({ app }) => {
  const { page, id } = await openPage(app, []);
  await editor(page).focus();
  await page.keyboard.type('Kept by closing');
  const again = await app.restart();
  await expect(editor(again)).toContainText('Kept by closing');
  await editor(again).focus();
  await again.keyboard.press('Control+End');
  await again.keyboard.press('Enter');
  await again.keyboard.type('Kept by the pause');
  await expect.poll(async () => JSON.stringify(await bodyOf(app, id))).toContain('Kept by the pause');
  await app.kill();
  const third = await app.start();
  await expect(editor(third)).toContainText('Kept by the pause');
});

test('a section is filled by its query and refreshed after what changed is shown', async ({ app }) => {
  const page = await app.start();
  await app.resize(1280, 800);
  await app.call('app.openSample', {});
  const { stances } = await app.call('codebook.get', {});
  const supports = stances.find(({ name }) => name === 'supports');
  if (supports === undefined) throw new Error('The sample has no such stance.');
  const filter = { agencyIds: [], stanceIds: [supports.id], documentIds: [], text: '' };
  const body: BriefingBody = [
    { type: 'section', attrs: { blockId: 's1', filter, groupBy: 'none', filledAt: null, seen: {} }, content: [] },
  ];
  const { id } = await app.call('briefing.create', { title: TITLE, body });
  await showPage(app, page);
  const section = page.getByRole('region', { name: /^Section: supports/ });
  await section.getByRole('button', { name: 'Fill' }).click();
  const quotes = section.getByRole('figure', { name: /^Quote/ });
  const { total, passages } = await app.call('passage.list', { stanceIds: [supports.id] });
  await expect(quotes).toHaveCount(total);
  await app.call('passage.delete', { ids: [passages[0]?.id ?? ''] });
  await section.getByRole('button', { name: 'Refresh…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Refresh the section' });
  await expect(dialog.getByRole('heading', { name: /Gone/ })).toContainText('1');
  // Nothing is replaced yet.
  await expect(page.locator('.ProseMirror figure')).toHaveCount(total);
  await dialog.getByRole('button', { name: 'Refresh the section' }).click();
  await expect(quotes).toHaveCount(total - 1);
  await page.keyboard.press('Control+z');
  await expect(quotes).toHaveCount(total);
  await expect.poll(async () => (await bodyOf(app, id))[0]).toMatchObject({ content: { length: total } });
});

test('what is changed elsewhere comes onto the page and leaves the words typed here', async ({ app }) => {
  const { page, id } = await openPage(app, [
    { type: 'paragraph', content: [{ type: 'text', text: 'One' }] },
    { type: 'paragraph', content: [{ type: 'text', text: 'Two' }] },
  ]);
  await editor(page).getByText('Two').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' typed');
  await expect.poll(async () => JSON.stringify(await bodyOf(app, id))).toContain('Two typed');
  await app.call('briefing.update', {
    id,
    body: [
      { type: 'paragraph', content: [{ type: 'text', text: 'One from elsewhere' }] },
      { type: 'paragraph', content: [{ type: 'text', text: 'Two typed' }] },
    ],
  });
  await expect(editor(page)).toContainText('One from elsewhere');
  // The caret is where it was.
  await page.keyboard.type(' here');
  await expect.poll(async () => JSON.stringify(await bodyOf(app, id))).toContain('Two typed here');
});

test('an automatic briefing becomes a page', async ({ app }) => {
  const page = await app.start();
  await app.call('app.openSample', {});
  const { id } = await app.call('briefing.create', { title: TITLE, introduction: 'To begin with.' });
  await app.chooseMenu('view.briefings');
  await page.getByRole('button', { name: TITLE }).first().click();
  await page.getByRole('button', { name: 'Compose by hand…' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Compose by hand' }).click();
  await expect(editor(page)).toContainText('To begin with.');
  expect((await bodyOf(app, id)).length).toBeGreaterThan(1);
});

// Structure is the same in both themes: the second is asked for its colours alone.
for (const [theme, rules] of [
  ['light', null],
  ['dark', ['color-contrast', 'link-in-text-block']],
] as const) {
  test(`the page, its panels and menus have no accessibility faults in the ${theme} theme`, async ({ app }) => {
    // Five looks at a page that holds every kind of block.
    const page = await app.start();
    await app.resize(1280, 800);
    await app.call('app.updateSettings', { theme });
    await app.call('app.openSample', {});
    const { passages } = await app.call('passage.list', { limit: 3 });
    const { agencies, stances } = await app.call('codebook.get', {});
    const ids = passages.map((passage) => passage.id);
    const filter = { agencyIds: [], stanceIds: [stances[0]?.id ?? ''], documentIds: [], text: '' };
    await app.call('briefing.create', {
      title: TITLE,
      body: [
        { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Heading' }] },
        {
          type: 'paragraph',
          content: [
            { type: 'text', text: 'Words ' },
            { type: 'text', text: 'linked', marks: [{ type: 'link', attrs: { href: 'https://example.org' } }] },
            { type: 'inlineQuote', attrs: { useId: 'i', passageId: ids[0] ?? '', excerpt: null } },
            { type: 'citation', attrs: { useId: 'c', passageId: ids[1] ?? '' } },
            { type: 'footnote', attrs: { useId: 'f', text: 'A note' } },
          ],
        },
        { type: 'quote', attrs: { useId: 'q', passageId: ids[2] ?? '', excerpt: null, showCodings: true } },
        { type: 'quote', attrs: { useId: 'gone', passageId: 'gone', excerpt: null, showCodings: true } },
        { type: 'matrix', attrs: { blockId: 'm', columns: 'stance', scope: 'archive', caption: '' } },
        { type: 'timeline', attrs: { blockId: 't', scope: 'archive', agencyIds: [], topicIds: [], caption: '' } },
        { type: 'profile', attrs: { blockId: 'p', agencyId: agencies[0]?.id ?? '', quotes: 1 } },
        { type: 'section', attrs: { blockId: 's', filter, groupBy: 'none', filledAt: null, seen: {} }, content: [] },
        { type: 'pageBreak' },
        { type: 'sources', attrs: { blockId: 'so' } },
        { type: 'method', attrs: { blockId: 'me' } },
      ],
    });
    await showPage(app, page);
    await expect(page.getByRole('group', { name: /^Matrix/ }).getByRole('table')).toBeVisible();
    const check = async (what: string) => {
      await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
      const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
      if (rules !== null) axe.withRules([...rules]);
      const { violations } = await axe.analyze();
      const faults = violations.flatMap(({ id, nodes }) =>
        nodes
          // A splitter belongs between the landmarks that it parts, not in one of them.
          .filter(({ html }) => !(id === 'region' && html.includes('role="separator"')))
          .map(({ html, failureSummary }) => `${what}: ${id}: ${html.slice(0, 160)}: ${failureSummary}`),
      );
      expect(faults).toEqual([]);
    };
    await check('page');
    await page
      .getByRole('figure', { name: /^Quote/ })
      .first()
      .click();
    await expect(page.getByRole('toolbar', { name: /^Quote/ })).toBeVisible();
    await check('selected quote');
    await page.getByRole('button', { name: 'Abridge', exact: true }).click();
    await expect(page.getByRole('dialog', { name: 'Abridge the quote' })).toBeVisible();
    await check('abridging');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+/');
    await expect(page.getByRole('combobox', { name: 'Insert…' })).toBeFocused();
    await check('insert menu');
    await page.keyboard.press('Escape');
    await expect(editor(page)).toBeFocused();
    await page.getByRole('tab', { name: /Check/ }).click();
    await check('findings');
  });
}
