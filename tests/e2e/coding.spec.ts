import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { FrameLocator, Locator, Page } from '@playwright/test';
import { expect, type StandpointApp, test } from './app.ts';

const SHERIFF = 'Alder County Sheriff';
const TEXT = [
  `The ${SHERIFF} will not honor civil detainers. A warrant signed by a judge is required.`,
  'Deputies remain available for emergencies. They assist at the scene of a crime.',
  'The county funds this policy from its own budget.',
].join('\n\n');

/** Starts on an archive with one statement, opened in the reader, and one agency that it names. */
async function read(app: StandpointApp): Promise<{ page: Page; frame: FrameLocator; id: string }> {
  await mkdir(app.folder, { recursive: true });
  const source = join(app.folder, 'statement.txt');
  await writeFile(source, `${TEXT}\n`);
  const directory = join(app.folder, 'archive');
  let page = await app.start();
  await app.call('archive.create', { directory, title: 'Coding' });
  const [outcome] = await app.call('document.import', { paths: [source] });
  const id = outcome?.documentId ?? '';
  await app.call('agency.add', { name: SHERIFF });
  await app.call('agency.add', { name: 'Aardvark Commission' });
  page = await app.restart('--archive', directory, '--open', id);
  const frame = page.frameLocator('iframe');
  await frame.locator('[data-start]').first().waitFor();
  return { page, frame, id };
}

const popoverOf = (page: Page): Locator => page.getByRole('dialog', { name: 'Code selection' });
const inspectorOf = (page: Page): Locator => page.getByRole('complementary', { name: 'Inspector' });
const said = (page: Page): Locator => page.getByRole('status', { name: 'What was done' });
const passagesOf = async (app: StandpointApp) => (await app.call('passage.list', {})).passages;

/** Marks words by the contract. */
async function mark(app: StandpointApp, documentId: string, quote: string, stance?: string) {
  const codings = stance === undefined ? {} : { codings: [{ agency: SHERIFF, stance }] };
  return app.call('passage.add', { documentId, quote, ...codings });
}

/** Selects a word of the document with the mouse and waits for the popover. */
async function selectWord(page: Page, frame: FrameLocator, word: string): Promise<Locator> {
  const place = await frame.locator('[data-start]').evaluateAll((spans, wanted) => {
    for (const span of spans) {
      const node = span.firstChild;
      const at = node instanceof Text ? node.data.indexOf(wanted) : -1;
      if (!(node instanceof Text) || at === -1) continue;
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + wanted.length);
      const { x, y, width, height } = range.getBoundingClientRect();
      return { x: x + width / 2, y: y + height / 2 };
    }
    throw new Error(`“${wanted}” is not on screen.`);
  }, word);
  const box = await page.locator('iframe').boundingBox();
  await page.mouse.dblclick((box?.x ?? 0) + place.x, (box?.y ?? 0) + place.y);
  const popover = popoverOf(page);
  await expect(popover).toBeVisible();
  return popover;
}

/** Opens a passage by its card. */
async function openCard(page: Page, words: string): Promise<Locator> {
  const inspector = inspectorOf(page);
  const back = inspector.getByRole('button', { name: 'All passages' });
  if (await back.isVisible()) await back.click();
  await inspector.getByRole('list', { name: 'Passages of this document' }).getByText(words).first().click();
  await expect(inspector.getByRole('radiogroup', { name: 'Review' })).toBeVisible();
  return inspector;
}

/** True if the keys go to the document. */
const isInDocument = (page: Page) =>
  page.evaluate(() => document.activeElement?.closest('[aria-label="Document"], iframe') != null);

test('a digit codes, Enter repeats, and no Enter ever chooses a stance', async ({ app }) => {
  const { page, frame } = await read(app);
  let popover = await selectWord(page, frame, 'honor');
  await page.keyboard.press('Enter');
  await expect(popover.getByText('Choose a stance', { exact: false }).last()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  expect(await passagesOf(app)).toEqual([]);

  // No agency is known: the one that the text names stands first, ready to be taken.
  await page.keyboard.press('5');
  await expect(popover.getByRole('combobox', { name: 'Agency' })).toBeFocused();
  await expect(page.getByRole('option').first()).toHaveText(`${SHERIFF}in the text`);
  await page.keyboard.press('Enter');
  await expect(popover).toBeHidden();
  await expect(said(page)).toHaveText(`Coded: ${SHERIFF}, opposes`);
  expect(await isInDocument(page)).toBe(true);

  popover = await selectWord(page, frame, 'warrant');
  await expect(popover).toContainText(`${SHERIFF}· opposes, as last`);
  await page.keyboard.press('Enter');
  await expect(popover).toBeHidden();

  await selectWord(page, frame, 'emergencies');
  await page.keyboard.press('1');
  await expect(popover).toBeHidden();
  const { stances } = await app.call('codebook.get', {});
  const name = (id: string | undefined) => stances.find((stance) => stance.id === id)?.name;
  await expect
    .poll(async () => (await passagesOf(app)).map(({ quote, codings }) => [quote, name(codings[0]?.stanceId)]))
    .toEqual([
      ['honor', 'opposes'],
      ['warrant', 'opposes'],
      ['emergencies', 'supports'],
    ]);
});

test('a coding that was undone is not the last one any more', async ({ app }) => {
  const { page, frame, id } = await read(app);
  const sheriff = (await app.call('codebook.get', {})).agencies.find(({ name }) => name === SHERIFF)?.id ?? '';
  await app.call('document.update', { id, issuerId: sheriff });
  let popover = await selectWord(page, frame, 'honor');
  const agency = popover.getByRole('combobox', { name: 'Agency' });
  await expect(agency).toHaveValue(SHERIFF);
  await agency.fill('Aardvark Commission');
  await page.keyboard.press('Enter');
  await page.keyboard.press('5');
  await expect(popover).toBeHidden();
  popover = await selectWord(page, frame, 'warrant');
  await expect(popover).toContainText('Aardvark Commission· opposes, as last');
  await page.keyboard.press('Escape');

  await page.keyboard.press('Control+z');
  await expect.poll(() => passagesOf(app)).toEqual([]);
  popover = await selectWord(page, frame, 'emergencies');
  await expect(agency).toHaveValue(SHERIFF);
  await expect(popover).not.toContainText('as last');
  await page.keyboard.press('5');
  await expect(popover).toBeHidden();
  await expect
    .poll(async () => (await passagesOf(app)).map(({ codings }) => codings.map(({ agencyId }) => agencyId)))
    .toEqual([[sheriff]]);
});

test('topic, voice and certainty are a key away, and repeated with the rest', async ({ app }) => {
  const { page, frame, id } = await read(app);
  await mark(app, id, 'Deputies remain available', 'supports');
  const popover = await selectWord(page, frame, 'honor');
  await page.keyboard.press('v');
  await expect(page.getByRole('menuitemradio', { name: /Spokesperson/ })).toBeVisible();
  await page.keyboard.press('s');
  await page.keyboard.press('Enter');
  await expect(popover.getByRole('button', { name: 'Voice: Spokesperson' })).toBeVisible();
  await page.keyboard.press('t');
  await expect(popover.getByRole('combobox', { name: 'Topic' })).toBeFocused();
  await page.keyboard.type('Detainers / Jail access');
  await page.keyboard.press('Enter');
  await expect(popover.getByRole('group', { name: 'Stance' })).toBeFocused();
  await page.keyboard.press('c');
  await expect(page.getByRole('menu').filter({ hasText: 'Probable' })).toBeFocused();
  await page.keyboard.press('p');
  await page.keyboard.press('Enter');
  await page.keyboard.press('5');
  await expect(popover).toBeHidden();
  await expect(said(page)).toHaveText(`Coded: ${SHERIFF}, opposes, Detainers / Jail access`);

  const { topics } = await app.call('codebook.get', {});
  const jail = topics.find(({ name }) => name === 'Jail access');
  expect(topics.find((topic) => topic.id === jail?.parentId)?.name).toBe('Detainers');
  const coded = async (quote: string) => (await passagesOf(app)).find((each) => each.quote === quote)?.codings[0];
  expect(await coded('honor')).toMatchObject({ topicId: jail?.id, voice: 'spokesperson', certainty: 'probable' });

  await selectWord(page, frame, 'budget');
  await page.keyboard.press('Enter');
  await expect(popover).toBeHidden();
  const repeated = await coded('budget');
  expect(repeated).toMatchObject({ topicId: jail?.id, voice: 'spokesperson' });
  expect(repeated?.certainty).toBeUndefined();
});

test('a passage is reviewed, recoded and noted in the inspector by keys', async ({ app }) => {
  const { page, frame, id } = await read(app);
  const passage = await mark(app, id, 'Deputies remain available', 'supports');
  const known = async () => app.call('passage.get', { id: passage.id });
  const inspector = await openCard(page, 'Deputies remain');
  await frame.locator('body').click({ position: { x: 4, y: 4 } });
  await openCard(page, 'Deputies remain');

  await page.keyboard.press('r');
  await expect(inspector.getByRole('radio', { name: 'Needs review' })).toBeChecked();
  await expect(said(page)).toHaveText('Needs review');
  await page.keyboard.press('r');
  await expect(inspector.getByRole('radio', { name: 'Reviewed' })).toBeChecked();
  expect((await known()).review).toBe('reviewed');

  await page.keyboard.press('v');
  await page.keyboard.press('n');
  await page.keyboard.press('Enter');
  await expect(inspector.getByRole('button', { name: 'Voice: Named official' })).toBeVisible();
  await page.keyboard.press('t');
  await page.keyboard.type('Emergencies');
  await page.keyboard.press('Enter');
  await expect(inspector.getByRole('button', { name: 'Topic: Emergencies' })).toBeFocused();
  await inspector.getByRole('combobox', { name: 'Stance' }).click();
  await page.getByRole('option', { name: 'opposes' }).click();
  await expect.poll(async () => (await known()).codings[0]).toMatchObject({ voice: 'named-official' });

  await inspector.getByRole('button', { name: 'Add coding' }).click();
  await page.keyboard.type('Aardvark');
  await page.keyboard.press('Enter');
  await page.keyboard.press('3');
  await expect(inspector.getByRole('list', { name: 'Codings' }).getByRole('listitem')).toHaveCount(2);
  await expect(inspector.getByRole('button', { name: 'Add coding' })).toBeFocused();

  await page.keyboard.press('n');
  const note = inspector.getByRole('textbox', { name: 'Note on this passage' });
  await expect(note).toBeFocused();
  await note.fill('Compare **May** <img src=x onerror="top.hostile=1"> [order](https://example.org/order)');
  await page.keyboard.press('Escape');
  await expect(note).toBeHidden();
  await expect(inspector.locator('strong')).toHaveText('May');
  await expect(inspector.getByRole('paragraph').filter({ hasText: '<img src=x' })).toBeVisible();
  await expect(inspector.locator('small')).toHaveText('(https://example.org/order)');
  expect(await inspector.locator('a, img').count()).toBe(0);
  expect(await page.evaluate(() => 'hostile' in window)).toBe(false);
  expect(await isInDocument(page)).toBe(true);
});

test('bounds are extended, split and merged by keys and by the palette', async ({ app }) => {
  const { page, id } = await read(app);
  await mark(app, id, 'Deputies remain', 'supports');
  await mark(app, id, 'county funds', 'opposes');
  const quotes = async () => (await passagesOf(app)).map(({ quote }) => quote);
  const inspector = await openCard(page, 'Deputies remain');
  await page.keyboard.press('e');
  await expect.poll(quotes).toEqual(['Deputies remain available for emergencies.', 'county funds']);
  await page.keyboard.press('Shift+E');
  await expect.poll(quotes).toEqual([TEXT.split('\n\n')[1], 'county funds']);

  await page.keyboard.press('x');
  await expect(inspector.getByRole('slider')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect
    .poll(quotes)
    .toEqual(['Deputies remain available for emergencies.', 'They assist at the scene of a crime.', 'county funds']);
  expect(await isInDocument(page)).toBe(true);
  expect((await passagesOf(app)).map(({ codings }) => codings.length)).toEqual([1, 1, 1]);

  await page.keyboard.press('Control+k');
  await page.keyboard.type('merge next');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await quotes()).length).toBe(2);
  await expect(inspector.getByRole('list', { name: 'Codings' })).toBeVisible();
  await page.locator('[data-sonner-toast][data-front=true]').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(async () => (await quotes()).length).toBe(3);
});

test('the palette codes what is selected, words or passage', async ({ app }) => {
  const { page, frame, id } = await read(app);
  const palette = page.getByRole('dialog', { name: 'Command palette' });
  const run = async (words: string) => {
    await page.keyboard.press('Control+k');
    await expect(palette).toBeVisible();
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    await expect(palette).toBeHidden();
  };
  await selectWord(page, frame, 'honor');
  await run('code for alder');
  await expect(popoverOf(page).getByRole('group', { name: 'Stance' })).toBeFocused();
  await run('set voice third party describing');
  await run('code as opposes');
  await expect(popoverOf(page)).toBeHidden();
  const first = async () => (await passagesOf(app)).find(({ quote }) => quote === 'honor');
  await expect.poll(async () => (await first())?.codings[0]).toMatchObject({ voice: 'third-party-describing' });

  await mark(app, id, 'county funds');
  await openCard(page, 'county funds');
  await run('same as last');
  await run('topic Budget');
  await run('needs review');
  await expect
    .poll(async () => (await passagesOf(app)).find(({ quote }) => quote === 'county funds'))
    .toMatchObject({ review: 'needs-review', codings: [{ voice: 'third-party-describing' }] });
  expect((await app.call('codebook.get', {})).topics.map(({ name }) => name)).toEqual(['Budget']);

  // What needs review is gone to from anywhere in the document.
  await page.keyboard.press('Escape');
  await page.keyboard.press('[');
  await page.keyboard.press('}');
  await expect(inspectorOf(page).getByRole('radio', { name: 'Needs review' })).toBeChecked();
});

test('the focus is never lost, and what is deleted is followed by the next', async ({ app }) => {
  const { page, id } = await read(app);
  await mark(app, id, 'Deputies remain', 'supports');
  await mark(app, id, 'county funds', 'opposes');
  const inspector = await openCard(page, 'Deputies remain');
  await inspector.getByRole('button', { name: 'All passages' }).click();
  await expect(inspector.locator('[data-passage-card]').filter({ hasText: 'Deputies remain' })).toBeFocused();
  await page.keyboard.press('Enter');
  await inspector.getByRole('button', { name: 'Delete passage' }).click();
  await expect(inspector.locator('[data-passage-card]')).toHaveCount(1);
  await expect(inspector.locator('[data-passage-card]').filter({ hasText: 'county funds' })).toBeFocused();

  // The message that offers to take it back covers neither the document nor the inspector.
  const toast = page.locator('[data-sonner-toast]').filter({ hasText: 'Passage deleted' });
  await expect(toast).toBeVisible();
  const [message, main] = await Promise.all([toast.boundingBox(), page.getByRole('main').boundingBox()]);
  expect((message?.x ?? 0) + (message?.width ?? 0)).toBeLessThanOrEqual(main?.x ?? 0);
  await toast.getByRole('button', { name: 'Undo' }).click();
  await expect(inspector.locator('[data-passage-card]')).toHaveCount(2);
});

test('topics are added, named, moved, merged and deleted by keys', async ({ app }) => {
  const { page, id } = await read(app);
  const passage = await mark(app, id, 'county funds');
  await app.call('passage.code', {
    ids: [passage.id],
    codings: [{ agency: SHERIFF, stance: 'opposes', topic: 'Money' }],
  });
  const paths = async () => {
    const { topics } = await app.call('codebook.get', {});
    const byId = new Map(topics.map((topic) => [topic.id, topic]));
    return topics.map(({ name, parentId }) => `${byId.get(parentId ?? '')?.name ?? ''}/${name}`).sort();
  };
  await app.chooseMenu('view.codebook');
  await page.getByRole('radio', { name: 'Topics' }).click();
  const tree = page.getByRole('treegrid', { name: 'Topics' });
  const row = (name: string) => tree.getByRole('row').filter({ hasText: name });
  await expect(row('Money').getByRole('gridcell').nth(2)).toHaveText('1');

  await tree.focus();
  for (const name of ['Budget', 'Jails']) {
    await page.keyboard.press('Insert');
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
    await page.keyboard.type(name);
    await page.keyboard.press('Enter');
    await expect(row(name)).toHaveAttribute('aria-selected', 'true');
    await expect(tree).toBeFocused();
  }
  await page.keyboard.press('Alt+ArrowRight');
  await expect.poll(paths).toEqual(['/Budget', '/Money', 'Budget/Jails']);
  await expect(row('Jails')).toHaveAttribute('aria-level', '2');
  await page.keyboard.press('Alt+ArrowLeft');
  await expect.poll(paths).toEqual(['/Budget', '/Jails', '/Money']);
  await page.keyboard.press('Alt+ArrowUp');
  await expect(tree.getByRole('row').nth(2)).toContainText('Jails');

  await row('Jails').dragTo(row('Money'));
  await expect.poll(paths).toEqual(['/Budget', '/Money', 'Money/Jails']);

  await row('Money').click();
  await page.getByRole('button', { name: 'Merge…' }).click();
  await page.getByRole('combobox', { name: 'Merge into' }).fill('Budget');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alertdialog')).toContainText('takes over 1 passage');
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await expect.poll(paths).toEqual(['/Budget', 'Budget/Jails']);
  await expect(row('Budget').getByRole('gridcell').nth(2)).toHaveText('1');
  await expect(tree).toBeFocused();

  await page.keyboard.press('Delete');
  await expect(page.getByRole('alertdialog')).toContainText('1 passage will lose this topic');
  await page.getByRole('button', { name: 'Delete topic' }).click();
  await expect.poll(paths).toEqual(['/Jails']);
  await page
    .locator('[data-sonner-toast]')
    .filter({ hasText: 'Deleted' })
    .getByRole('button', { name: 'Undo' })
    .click();
  await expect.poll(paths).toEqual(['/Budget', 'Budget/Jails']);
});

/** What axe finds wrong now, one line each. */
async function violations(page: Page, name: string): Promise<readonly string[]> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes
      // A splitter stands between the landmarks that it parts, an open menu above them all.
      .filter(({ html }) => !(id === 'region' && /role="(?:separator|menu)"/.test(html)))
      .map(({ target, failureSummary }) => `${name}: ${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds nothing wrong while coding in the ${theme} theme`, async ({ app }) => {
    const { page, frame, id } = await read(app);
    await app.call('app.updateSettings', { theme });
    await mark(app, id, 'Deputies remain', 'supports');
    const popover = await selectWord(page, frame, 'honor');
    await page.keyboard.press('n');
    await expect(popover.getByRole('textbox', { name: 'Note' })).toBeFocused();
    await page.keyboard.press('Alt+t');
    await expect(popover.getByRole('combobox', { name: 'Topic' })).toBeFocused();
    const found = [...(await violations(page, 'the popover'))];
    await page.keyboard.type('Detainers / Jail access');
    await page.keyboard.press('Enter');
    await page.keyboard.press('v');
    await expect(page.getByRole('menuitemradio').first()).toBeVisible();
    found.push(...(await violations(page, 'the voices')));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(popover.getByRole('group', { name: 'Stance' })).toBeFocused();
    await page.keyboard.press('5');
    await expect(popover).toBeHidden();
    await page.keyboard.press('r');
    await expect(inspectorOf(page).getByRole('radio', { name: 'Needs review' })).toBeChecked();
    found.push(...(await violations(page, 'the passage')));
    await page.keyboard.press('x');
    await expect(inspectorOf(page).getByText('One word')).toBeVisible();
    await inspectorOf(page).getByRole('button', { name: 'All passages' }).click();
    found.push(...(await violations(page, 'the cards')));
    await app.chooseMenu('view.codebook');
    await page.getByRole('radio', { name: 'Topics' }).click();
    await page.getByRole('treegrid', { name: 'Topics' }).focus();
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeVisible();
    found.push(...(await violations(page, 'the topics')));
    expect(found).toEqual([]);
  });
}
