import AxeBuilder from '@axe-core/playwright';
import type { CommandId } from '../../shared/commands.ts';
import { expect, test } from './app.ts';

const LEVELS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

const VIEWS: readonly CommandId[] = [
  'view.documents',
  'view.passages',
  'view.positions',
  'view.briefings',
  'view.codebook',
  'view.activity',
  'palette.open',
];

for (const theme of ['light', 'dark'] as const) {
  test(`every view meets WCAG 2.2 AA, as far as axe can tell, in the ${theme} theme`, async ({ app }) => {
    // Axe looks at every element of every view.
    test.setTimeout(180_000);
    const page = await app.start('--sample');
    await app.call('app.updateSettings', { theme });
    const found: string[] = [];
    for (const view of VIEWS) {
      await app.chooseMenu(view);
      await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(LEVELS).analyze();
      for (const { id, nodes } of violations)
        for (const { html, failureSummary } of nodes) found.push(`${view}: ${id}: ${html} ${failureSummary}`);
    }
    expect(found).toEqual([]);
  });
}
