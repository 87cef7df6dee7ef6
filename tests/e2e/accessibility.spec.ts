import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, type StandpointApp, test } from './app.ts';

interface View {
  readonly name: string;
  /** Brings the view on screen and waits until it is there. */
  readonly show: (app: StandpointApp, page: Page) => Promise<void>;
}

const chosen = (command: string) => (app: StandpointApp) => app.chooseMenu(command);

/** Opens the first document of a format and waits for what it is painted with. */
const reader = (format: 'pdf' | 'html', painted: string) => async (app: StandpointApp, page: Page) => {
  const document = (await app.call('document.list', {})).find((one) => one.format === format);
  if (!document) throw new Error(`The sample archive has no ${format}.`);
  await app.chooseMenu('view.documents');
  await page.getByRole('row').filter({ hasText: document.title }).first().dblclick();
  await expect(page.locator(painted).first()).toBeVisible();
};

/** Opens the first briefing of the sample that is composed by hand, or that arranges itself. */
async function openBriefing(app: StandpointApp, page: Page, isComposed: boolean): Promise<void> {
  const briefings = await app.call('briefing.list', {});
  const briefing = briefings.find(({ body }) => (body !== undefined) === isComposed);
  if (!briefing) throw new Error('The sample archive has no such briefing.');
  await app.chooseMenu('view.briefings');
  await page.getByRole('button', { name: briefing.title }).first().click();
}

/** In the order in which one leads to the next. */
const VIEWS: readonly View[] = [
  { name: 'documents', show: chosen('view.documents') },
  {
    name: 'a document in the inspector',
    show: async (_app, page) => {
      await page.getByRole('row').nth(1).click();
      await expect(page.getByRole('region', { name: 'Provenance' })).toBeVisible();
    },
  },
  { name: 'a PDF in the reader', show: reader('pdf', '[data-painted=true]') },
  { name: 'a web page in the reader', show: reader('html', 'iframe[data-painted=true]') },
  { name: 'passages', show: chosen('view.passages') },
  { name: 'positions', show: chosen('view.positions') },
  { name: 'codebook', show: chosen('view.codebook') },
  {
    name: 'a briefing that arranges itself',
    show: async (app, page) => {
      await openBriefing(app, page, false);
      await expect(page.frameLocator('[aria-label="Preview"] iframe').getByRole('heading').first()).toBeVisible();
    },
  },
  {
    name: 'a composed briefing',
    show: async (app, page) => {
      await openBriefing(app, page, true);
      await expect(page.getByRole('group', { name: /^Matrix/ }).getByRole('table')).toBeVisible();
    },
  },
  { name: 'activity', show: chosen('view.activity') },
  { name: 'preservation', show: chosen('view.preservation') },
  {
    name: 'the settings',
    show: async (app, page) => {
      await app.chooseMenu('settings.open');
      await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
    },
  },
  {
    name: 'the command palette',
    show: async (app, page) => {
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toBeHidden();
      await app.chooseMenu('palette.open');
      await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeVisible();
    },
  },
];

/** The rules whose outcome changes with colours. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** What axe finds wrong now, one line each; by all its rules, or by those named. */
async function violations(page: Page, name: string, rules: readonly string[] | null): Promise<readonly string[]> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
  // What fades in has no colours of its own before it is there.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  if (rules !== null) axe.withRules([...rules]);
  const { violations: found, passes } = await axe.analyze();
  // Nothing found by rules that had nothing to look at would say nothing.
  expect(passes.map(({ id }) => id)).toContain('color-contrast');
  return found.flatMap(({ id, nodes }) =>
    nodes
      // A splitter belongs between the landmarks that it parts, not in one of them.
      .filter(({ html }) => !(id === 'region' && html.includes('role="separator"')))
      .map(({ target, failureSummary }) => `${name}: ${id}: ${target.join(' ')}: ${failureSummary}`),
  );
}

// Structure is the same in both themes: the second is asked for its colours alone.
for (const [theme, rules] of [
  ['light', null],
  ['dark', COLOUR_RULES],
] as const) {
  test(`axe finds nothing wrong in any view in the ${theme} theme`, async ({ app }) => {
    const page = await app.start();
    await app.call('app.updateSettings', { theme });
    await expect
      .poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches))
      .toBe(theme === 'dark');
    await expect(page.getByRole('button', { name: /New archive/ })).toBeVisible();
    const found = [...(await violations(page, 'the start screen', rules))];
    await app.call('app.openSample', {});
    for (const { name, show } of VIEWS) {
      await show(app, page);
      found.push(...(await violations(page, name, rules)));
    }
    expect(found).toEqual([]);
  });
}
