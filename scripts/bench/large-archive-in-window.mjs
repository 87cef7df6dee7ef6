import { performance } from 'node:perf_hooks';
import { _electron } from 'playwright';
import { freshFolder, removeFolder } from './gui-program.mjs';
import { QUERIES } from './search-corpus.mjs';
import { median, quantile } from './statistics.mjs';
import { VirtualScreen } from './virtual-screen.mjs';

const TIMEOUT_MS = 120_000;
const FRAMES = 240;
const SCROLL_PIXELS = 400;

/** @typedef {typeof import('../../renderer/archive-client.ts')} ArchiveClient declares what is on the window */

/**
 * Times of calls from inside the window, in ms: the way of every gesture.
 * @param {import('playwright').Page} page
 * @param {string} method
 * @param {readonly unknown[]} inputs
 */
function timeCalls(page, method, inputs) {
  return page.evaluate(
    async ([name, all]) => {
      const times = [];
      for (const input of all) {
        const start = performance.now();
        const result = await window.standpoint.invoke(name, input);
        if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
        times.push(performance.now() - start);
      }
      return times;
    },
    /** @type {const} */ ([method, inputs]),
  );
}

/**
 * Opens a large archive in a real window: start, searches through IPC, filters, the matrix, and a scroll of Passages.
 * @param {import('./context.mjs').Context} context
 * @param {string} archive
 * @returns {Promise<Record<string, number>>}
 */
export async function largeArchiveInWindow(context, archive) {
  const electron = await context.electron();
  await context.built('main/main.js');
  const screen = await VirtualScreen.start();
  const profile = freshFolder(context.cache, 'profile');
  const launch = (/** @type {readonly string[]} */ args) =>
    _electron.launch({
      executablePath: electron.path,
      args: [...electron.args, ...args, `--user-data-dir=${profile}`],
      env: { ...process.env, DISPLAY: screen.display },
    });
  try {
    const emptyStart = performance.now();
    const empty = await launch([`${context.checkout}/scripts/bench/empty-app`]);
    await (await empty.firstWindow()).waitForLoadState('load');
    const emptyMs = performance.now() - emptyStart;
    await empty.close();

    const start = performance.now();
    const app = await launch([context.checkout, '--archive', archive]);
    try {
      const page = await app.firstWindow();
      page.setDefaultTimeout(TIMEOUT_MS);
      await page.getByRole('row').nth(5).waitFor();
      const startMs = performance.now() - start;
      const queries = QUERIES.map((query) => ({ query }));
      await timeCalls(page, 'search.find', queries);
      const search = await timeCalls(page, 'search.find', [...queries, ...queries]);
      const { agencies } = (await page.evaluate(() => window.standpoint.invoke('codebook.get', {}))).value;
      const filters = agencies.slice(0, 10).map((/** @type {{ id: string }} */ { id }) => ({ agencyIds: [id] }));
      const filter = await timeCalls(page, 'passage.outline', [...filters, { query: 'detainer' }, { sort: 'agency' }]);
      const matrix = await timeCalls(
        page,
        'position.matrix',
        Array.from({ length: 10 }, () => ({})),
      );
      await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('view.passages')?.click());
      await page.getByRole('grid', { name: 'Passages' }).getByRole('article').first().waitFor();
      const frames = await page.evaluate(
        async ([count, pixels]) => {
          const list = document.querySelector('[role=grid][aria-label=Passages]')?.parentElement;
          if (!list) throw new Error('The list of passages is missing.');
          const times = [];
          let last = await new Promise(requestAnimationFrame);
          for (let frame = 0; frame < count; frame++) {
            list.scrollTop += pixels;
            const now = await new Promise(requestAnimationFrame);
            times.push(now - last);
            last = now;
          }
          return times;
        },
        /** @type {const} */ ([FRAMES, SCROLL_PIXELS]),
      );
      return {
        start: startMs,
        empty: emptyMs,
        search: median(search),
        searchP95: quantile(search, 0.95),
        filter: median(filter),
        filterP95: quantile(filter, 0.95),
        matrix: median(matrix),
        frame: median(frames),
        frameP99: quantile(frames, 0.99),
      };
    } finally {
      await app.close();
    }
  } finally {
    await screen.close();
    removeFolder(profile);
  }
}
