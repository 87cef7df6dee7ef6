import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { _electron } from 'playwright';
import { freshFolder, removeFolder } from './gui-program.mjs';
import { watchPeaks } from './process-tree.mjs';
import { median, quantile } from './statistics.mjs';
import { VirtualScreen } from './virtual-screen.mjs';

const KEYS = 60;
const WARM_UP = 5;
const TIMEOUT_MS = 120_000;

/** @typedef {typeof import('../../renderer/archive-client.ts')} ArchiveClient declares what is on the window */

/**
 * Times, inside the window, from the next key to the frame after its letter is in the page, in ms.
 * @returns {Promise<number>}
 */
function watchNextKey() {
  return new Promise((resolve) => {
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      const pressedAt = event.timeStamp;
      // The frame that holds the letter has been handed on when the next one begins.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - pressedAt)));
    };
    window.addEventListener('keydown', onKey, { capture: true, once: true });
  });
}

/**
 * Opens a briefing of many quotes in a real window, types into it, asks for its preview and prints it.
 * @param {import('./context.mjs').Context} context
 * @param {string} archive
 * @param {string} title of the briefing; it begins with a paragraph that can be typed into
 * @returns {Promise<Record<string, number>>} times in ms, memory in MB
 */
export async function briefingInWindow(context, archive, title) {
  const electron = await context.electron();
  await context.built('main/main.js');
  const screen = await VirtualScreen.start();
  const profile = freshFolder(context.cache, 'profile');
  const folder = freshFolder(context.cache, 'printed');
  const app = await _electron.launch({
    executablePath: electron.path,
    args: [...electron.args, context.checkout, `--user-data-dir=${profile}`, '--archive', archive],
    env: { ...process.env, DISPLAY: screen.display },
  });
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(TIMEOUT_MS);
    await page.getByRole('row').nth(1).waitFor();
    const invoke = (/** @type {string} */ method, /** @type {unknown} */ input) =>
      page.evaluate(
        async ([name, given]) => {
          const start = performance.now();
          const result = await window.standpoint.invoke(name, given);
          if (!result.ok) throw new Error(`${name}: ${result.error.message}`);
          return { value: result.value, ms: performance.now() - start };
        },
        /** @type {const} */ ([method, input]),
      );
    const { value: briefings } = await invoke('briefing.list', {});
    const { id } = briefings.find((/** @type {{ title: string }} */ each) => each.title === title);

    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('view.briefings')?.click());
    const link = page.getByRole('button', { name: title }).first();
    await link.waitFor();
    const start = performance.now();
    await link.click();
    const editor = page.getByRole('textbox', { name: 'Text of the briefing' });
    await editor.getByRole('figure').first().waitFor();
    const open = performance.now() - start;
    await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => resolve(null))));

    await editor.getByText('Typed here:').click();
    await page.keyboard.press('End');
    const keys = [];
    for (let number = 0; number < KEYS + WARM_UP; number++) {
      const watched = page.evaluate(watchNextKey);
      await page.evaluate(() => new Promise(requestAnimationFrame));
      await page.keyboard.press('abcdefgh '[number % 9] ?? 'a');
      const time = await watched;
      if (number >= WARM_UP) keys.push(time);
    }
    await page.screenshot({ path: join(context.cache, 'briefing-window.png') });
    const preview = await invoke('briefing.preview', { id });
    const watch = watchPeaks(app.process().pid ?? 0);
    const printed = await invoke('briefing.export', { id, to: join(folder, 'briefing.pdf') });
    const peaks = Object.values(watch.stop()).map((bytes) => bytes / 1e6);
    return {
      open,
      key: median(keys),
      keyP95: quantile(keys, 0.95),
      preview: preview.ms,
      pdf: printed.ms,
      pdfMemory: Math.max(0, ...peaks),
    };
  } finally {
    await app.close();
    await screen.close();
    removeFolder(profile);
    removeFolder(folder);
  }
}
