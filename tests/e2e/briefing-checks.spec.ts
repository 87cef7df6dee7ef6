import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { BriefingBody } from '../../shared/domain/briefing-body.ts';
import { expect, type StandpointApp, test } from './app.ts';

/** The rules whose outcome changes with colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe finds wrong within an element now, one line each. */
async function violations(page: Page, within: string, rules: readonly string[] | null): Promise<readonly string[]> {
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  const axe = new AxeBuilder({ page })
    .setLegacyMode(true)
    .include(within)
    .options({ resultTypes: ['violations'] });
  if (rules !== null) axe.withRules([...rules]);
  const { violations: found } = await axe.analyze();
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${within}: ${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

async function startSample(app: StandpointApp): Promise<Page> {
  const page = await app.start();
  await app.call('app.openSample', {});
  await expect(page.getByRole('tab', { name: 'Documents', exact: true })).toBeVisible();
  return page;
}

/** A briefing with an unsourced claim, a quote from a PDF and one abridged otherwise than marked. */
async function makeBriefing(app: StandpointApp, title: string) {
  const documents = await app.call('document.list', {});
  const { passages } = await app.call('passage.list', {});
  const pdf = documents.find(({ format }) => format === 'pdf');
  const fromPdf = passages.find(({ documentId }) => documentId === pdf?.id);
  const other = passages.find(({ documentId }) => documentId !== pdf?.id);
  if (fromPdf === undefined || other === undefined) throw new Error('The sample archive has no such passages.');
  const body: BriefingBody = [
    { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'Where they stand' }] },
    { type: 'quote', attrs: { useId: 'use-pdf', passageId: fromPdf.id, excerpt: null, showCodings: true } },
    {
      type: 'quote',
      attrs: { useId: 'use-cut', passageId: other.id, excerpt: 'Words that stand nowhere.', showCodings: true },
    },
    { type: 'heading', attrs: { level: 1 }, content: [{ type: 'text', text: 'What they did' }] },
    {
      type: 'paragraph',
      content: [{ type: 'text', text: 'The Stockton Police Department refused to honor 12 detainers in 2025.' }],
    },
  ];
  const briefing = await app.call('briefing.create', { title, body });
  return { briefing, fromPdf, other };
}

async function openBriefing(app: StandpointApp, page: Page, title: string): Promise<void> {
  await app.chooseMenu('view.briefings');
  await page.getByRole('list', { name: 'Briefings' }).getByRole('button', { name: title }).first().click();
  await expect(page.getByRole('tab', { name: title })).toBeVisible();
}

test('a quote is shown beside the page it is from, with its hash, by the keyboard too', async ({ app }) => {
  const page = await startSample(app);
  const { fromPdf } = await makeBriefing(app, 'Verified');
  const record = await app.call('document.get', { id: fromPdf.documentId });
  const sha256 = record.versions.find(({ number }) => number === fromPdf.version)?.sha256 ?? '';
  await app.chooseMenu('view.passages');
  const card = page.getByRole('article').filter({ hasText: fromPdf.quote.slice(0, 30).split('\n')[0] ?? '' });
  await page.getByRole('searchbox', { name: 'Search passages' }).fill(fromPdf.quote.split(/\s+/).slice(0, 6).join(' '));
  await card.first().getByRole('button', { name: 'Verification: Exact' }).focus();
  await page.keyboard.press('Enter');

  const dialog = page.getByRole('dialog', { name: 'Verification of a quote' });
  await expect(dialog.getByText('The words are the preserved text, character for character.')).toBeVisible();
  await expect(dialog.getByText(sha256)).toBeVisible();
  await expect(dialog.getByText(record.title)).toBeVisible();
  const picture = dialog.getByRole('img', { name: /^Page .* with the quoted words marked$/ });
  await expect(picture.first()).toBeVisible();
  await expect(dialog.locator('figure[aria-busy=false]').first()).toBeVisible();
  // Something was painted: a page is not of one colour.
  const colours = await picture
    .first()
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      const found = new Set<number>();
      for (let at = 0; at < data.length; at += 4) found.add(data[at] ?? 0);
      return found.size;
    });
  expect(colours).toBeGreaterThan(20);

  await dialog.getByRole('button', { name: 'Hash the original now' }).click();
  await expect(dialog.getByText(/^Hashed again on .*: the bytes are the same\.$/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Copy hash' }).click();
  await expect.poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe(sha256);
  await dialog.getByRole('button', { name: 'Open in reader' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('tab', { name: record.title })).toHaveAttribute('aria-selected', 'true');
});

test('words that differ from the preserved text are marked, in a source without pages too', async ({ app }) => {
  const page = await startSample(app);
  const { other } = await makeBriefing(app, 'Cut short');
  await openBriefing(app, page, 'Cut short');
  await page
    .getByRole('button', { name: /^(Verification: )?(Exact|Normalised|Altered|Not)/ })
    .nth(1)
    .waitFor();
  await app.chooseMenu('briefing.export');
  const exporting = page.getByRole('dialog', { name: 'Export briefing' });
  const flagged = exporting.getByRole('region', { name: 'Quotes that are not clean' });
  await expect(flagged).toContainText('Words that stand nowhere.');
  await flagged.getByRole('button', { name: /^Verification:/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Verification of a quote' });
  const differences = dialog.getByRole('region', { name: 'Differences from the preserved text' });
  await expect(differences.locator('ins').first()).toContainText('Words');
  await expect(differences.locator('del').first()).toContainText(other.quote.split(/\s+/)[0] ?? '');
  await expect(dialog.getByRole('region', { name: 'In the source' }).locator('mark').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(exporting).toBeVisible();
});

test('findings of the check lead to their place, and can be dismissed and brought back', async ({ app }) => {
  const page = await startSample(app);
  await makeBriefing(app, 'To be checked');
  await openBriefing(app, page, 'To be checked');
  await page.getByRole('tab', { name: /^Check/ }).click();
  const claims = page.getByRole('region', { name: 'Claims without a source' });
  const claim = claims.getByRole('button', { name: /refused to honor 12 detainers/ });
  await expect(claim).toBeVisible();
  await claim.click();
  await expect
    .poll(() => page.evaluate(() => getSelection()?.toString() ?? ''))
    .toContain('refused to honor 12 detainers');
  const number = Number(await claims.getByRole('listitem').count());
  await claims.getByRole('button', { name: 'Dismiss this finding' }).first().click();
  await expect(page.getByRole('region', { name: 'Claims without a source' }).getByRole('listitem')).toHaveCount(
    number - 1,
  );
  const message = page.getByRole('region', { name: /^Messages/ }).filter({ hasText: 'Finding dismissed' });
  await message.getByRole('button', { name: 'Undo' }).click();
  await expect(claims.getByRole('listitem')).toHaveCount(number);
  await claims.getByRole('button', { name: 'Dismiss this finding' }).first().click();
  await expect(claims.getByRole('listitem')).toHaveCount(number - 1);
  // It belongs to the briefing: it is still dismissed after a restart, and can be undone like any change.
  await app.call('history.undo', {});
  await expect(claims.getByRole('listitem')).toHaveCount(number);
  await app.call('history.redo', {});
  await expect(claims.getByRole('listitem')).toHaveCount(number - 1);
  const again = await app.restart();
  await again.getByRole('tab', { name: /^Check/ }).click();
  await expect(again.getByRole('button', { name: 'Show again' })).toBeVisible();
  await expect(again.getByRole('region', { name: 'Claims without a source' }).getByRole('listitem')).toHaveCount(
    number - 1,
  );
  await again.getByRole('button', { name: 'Show again' }).click();
  await expect(again.getByRole('button', { name: /refused to honor 12 detainers/ })).toBeVisible();
});

test('states of a briefing are kept, compared word by word, and gone back to', async ({ app }) => {
  const page = await startSample(app);
  const { briefing } = await makeBriefing(app, 'With versions');
  await openBriefing(app, page, 'With versions');
  await page.getByRole('tab', { name: 'Versions', exact: true }).click();
  await page.getByLabel('Keep the page as a version').fill('Sent on Friday');
  await page.getByRole('button', { name: 'Keep', exact: true }).click();
  const versions = page.getByRole('list', { name: 'Versions' });
  await expect(versions.getByText('Sent on Friday')).toBeVisible();
  const claim = { type: 'text' as const, text: 'The Stockton Police Department refused to honor detainers.' };
  const changed: BriefingBody = [...(briefing.body ?? []).slice(0, -1), { type: 'paragraph', content: [claim] }];
  await app.call('briefing.update', { id: briefing.id, body: changed });
  await versions.getByRole('button', { name: 'Compare Sent on Friday with the page' }).click();
  const comparison = page.getByRole('dialog', { name: 'Compare versions' });
  await expect(comparison.getByRole('region', { name: 'Differences' }).locator('del').first()).toContainText('12');
  await comparison.getByRole('button', { name: 'Close' }).last().click();
  await versions.getByRole('button', { name: 'Go back to Sent on Friday' }).click();
  await page.getByRole('button', { name: 'Go back', exact: true }).click();
  await expect
    .poll(async () => JSON.stringify((await app.call('briefing.get', { id: briefing.id })).body))
    .toContain('12 detainers in 2025');
  await app.call('history.undo', {});
  const back = await app.call('briefing.get', { id: briefing.id });
  expect(JSON.stringify(back.body)).not.toContain('12 detainers');
});

test('a new briefing begins with a template, and becomes one', async ({ app }) => {
  const page = await startSample(app);
  await app.chooseMenu('view.briefings');
  await page.getByRole('button', { name: 'New briefing' }).first().click();
  const making = page.getByRole('dialog', { name: 'New briefing' });
  await making.getByRole('textbox', { name: 'Title' }).fill('Memo for Monday');
  await making.getByRole('radio', { name: /^Legal memorandum/ }).click();
  await making.getByRole('button', { name: 'Create briefing' }).click();
  await expect(page.getByRole('tab', { name: 'Memo for Monday' })).toHaveAttribute('aria-selected', 'true');
  const made = (await app.call('briefing.list', {})).find(({ title }) => title === 'Memo for Monday');
  expect(JSON.stringify(made?.body)).toMatch(/Question/i);
  await app.call('briefing.saveAsTemplate', { id: made?.id ?? '', name: 'House memo', description: 'As we like it.' });
  await app.chooseMenu('view.briefings');
  await expect(page.getByRole('list', { name: 'Briefings' }).getByRole('button', { name: /House memo/ })).toHaveCount(
    0,
  );
  await page.getByRole('button', { name: 'New briefing' }).first().click();
  const own = making.getByRole('region', { name: 'Your own templates' });
  await expect(own.getByRole('radio', { name: /^House memo As we like it/ })).toBeVisible();
  await own.getByRole('button', { name: 'Delete the template House memo' }).click();
  await expect(own).toHaveCount(0);
});

test('a passage is copied with its citation in the chosen style, as text and as HTML', async ({ app }) => {
  const page = await startSample(app);
  await app.chooseMenu('view.passages');
  const grid = page.getByRole('grid', { name: 'Passages' });
  await expect(grid).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Control+Shift+C');
  const read = () =>
    app.electron.evaluate(async ({ clipboard }) => {
      // Older Electrons read at once, newer ones as the web does.
      const either: typeof clipboard & { readHTML?: () => string } = clipboard;
      const item = either.readHTML === undefined ? (await clipboard.read())[0] : undefined;
      const html = either.readHTML?.() ?? (await (await item?.getType('text/html'))?.text()) ?? '';
      return { text: await clipboard.readText(), html };
    });
  await expect.poll(async () => (await read()).text).toMatch(/^“.+”/s);
  expect((await read()).html).toContain('“');
  const chicago = (await read()).text;

  await app.chooseMenu('citation.styles');
  const dialog = page.getByRole('dialog', { name: 'Citation styles' });
  const own = join(app.folder, 'house.csl');
  await writeFile(own, HOUSE_STYLE);
  await app.answerOpenDialog(own);
  await dialog.getByRole('button', { name: 'Add a .csl file…' }).click();
  await expect(dialog.getByRole('list', { name: 'Citation styles' })).toContainText('House style');
  await dialog.getByRole('combobox', { name: 'Style of copied quotes' }).click();
  await page.getByRole('option', { name: 'House style', exact: false }).click();
  await dialog.getByRole('button', { name: 'Done' }).click();
  await grid.focus();
  await page.keyboard.press('Control+Shift+C');
  await expect.poll(async () => (await read()).text).toContain('HOUSE');
  expect((await read()).text).not.toBe(chicago);
});

test('a passage marked internal says so, and no briefing prints it', async ({ app }) => {
  const page = await startSample(app);
  const { briefing, fromPdf } = await makeBriefing(app, 'Kept back');
  await app.chooseMenu('view.passages');
  const grid = page.getByRole('grid', { name: 'Passages' });
  await expect(grid).toBeFocused();
  await page.getByRole('searchbox', { name: 'Search passages' }).fill(fromPdf.quote.split(/\s+/).slice(0, 6).join(' '));
  await expect(page.getByRole('article')).toHaveCount(1);
  await grid.focus();
  await page.keyboard.press('Home');
  await app.chooseMenu('passage.toggleInternal');
  await expect(page.getByRole('article').first().getByText('Internal', { exact: true })).toBeVisible();
  const { html } = await app.call('briefing.preview', { id: briefing.id });
  expect(html).not.toContain(fromPdf.quote.slice(0, 20));
  await app.chooseMenu('history.undo');
  await expect.poll(async () => (await app.call('passage.get', { id: fromPdf.id })).internal).toBeUndefined();
});

for (const [theme, rules] of [
  ['light', null],
  ['dark', COLOUR_RULES],
] as const) {
  test(`axe finds nothing wrong in the dialogs around a briefing in the ${theme} theme`, async ({ app }) => {
    const page = await startSample(app);
    await app.call('app.updateSettings', { theme });
    await expect(page.locator(`html[data-theme=${theme}]`)).toHaveCount(1);
    const { fromPdf } = await makeBriefing(app, 'Accessible');
    const found: string[] = [];
    const look = async (within: string) => {
      await expect(page.locator(within).first()).toBeVisible();
      found.push(...(await violations(page, within, rules)));
    };
    const dialog = '[role=dialog]';
    const shut = async () => {
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
    };

    await app.chooseMenu('view.briefings');
    await expect(page.getByText(/quotes? · /).first()).toBeVisible();
    await look('main');
    await page.getByRole('button', { name: 'New briefing' }).first().click();
    await expect(page.getByRole('radio', { name: /^Legal memorandum/ })).toBeVisible();
    await look(dialog);
    await shut();
    await openBriefing(app, page, 'Accessible');
    await page.getByRole('tab', { name: /^Check/ }).click();
    await expect(page.getByRole('region', { name: 'Claims without a source' })).toBeVisible();
    await look('[aria-label="Beside the page"]');
    await page.getByRole('tab', { name: 'Versions', exact: true }).click();
    await page.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(page.getByRole('list', { name: 'Versions' })).toBeVisible();
    await look('[aria-label="Beside the page"]');
    await page.getByRole('button', { name: /with the page$/ }).click();
    await expect(page.getByText('Both say the same, word by word.')).toBeVisible();
    await look(dialog);
    await shut();
    await app.chooseMenu('briefing.export');
    await expect(page.getByRole('region', { name: 'Quotes that are not clean' })).toBeVisible();
    await look(dialog);
    await shut();
    await app.chooseMenu('citation.styles');
    await expect(page.getByRole('list', { name: 'Citation styles' })).toBeVisible();
    await look(dialog);
    await shut();
    await app.chooseMenu('briefing.checkFile');
    await look(dialog);
    await shut();
    await app.chooseMenu('exchange.export');
    await look(dialog);
    await shut();
    await app.chooseMenu('exchange.import');
    await look(dialog);
    await shut();
    await app.chooseMenu('view.passages');
    await page
      .getByRole('searchbox', { name: 'Search passages' })
      .fill(fromPdf.quote.split(/\s+/).slice(0, 6).join(' '));
    await expect(page.getByRole('article')).toHaveCount(1);
    await page
      .getByRole('button', { name: /^Verification:/ })
      .first()
      .click();
    await expect(page.locator('figure[aria-busy=false]').first()).toBeVisible();
    await look(dialog);
    expect(found).toEqual([]);
  });
}

/** A style of one line, as a person may write it. */
const HOUSE_STYLE = `<?xml version="1.0" encoding="utf-8"?>
<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0" default-locale="en-US">
  <info>
    <title>House style</title>
    <id>http://example.org/house</id>
    <updated>2026-01-01T00:00:00+00:00</updated>
  </info>
  <citation>
    <layout suffix="." delimiter="; "><text value="HOUSE"/><text variable="title" prefix=" "/></layout>
  </citation>
</style>
`;
