import { join } from 'node:path';
import { _electron } from 'playwright';
import { freshFolder, removeFolder } from './gui-program.mjs';
import { median, quantile } from './statistics.mjs';
import { VirtualScreen } from './virtual-screen.mjs';

const SAMPLES = 20;
const WARM_UP = 3;
const TIMEOUT_MS = 30_000;

/** @typedef {typeof import('../../renderer/archive-client.ts')} ArchiveClient declares what is on the window */

/**
 * Listens, inside the window, to what follows the next digit: the broadcast of the change (the journal entry is on
 * disk then) and the frame after the highlight is in the page. Times in ms from the key's own time stamp.
 * @returns {Promise<{ durable: number, painted: number }>}
 */
function watchNextDigit() {
  return new Promise((resolve) => {
    let pressedAt = 0;
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      if (/^[1-9]$/.test(event.key)) pressedAt = event.timeStamp;
    };
    window.addEventListener('keydown', onKey, true);
    const stop = window.standpoint.onChanged((broadcast) => {
      if (broadcast.type !== 'changes' || broadcast.eventType !== 'passage.add') return;
      const durable = performance.now() - pressedAt;
      stop();
      window.removeEventListener('keydown', onKey, true);
      const id = broadcast.changes.find(({ entity }) => entity === 'passage')?.id;
      const look = () => {
        if (document.querySelector(`.sp-mark[data-passage-id="${id}"]`) === null) requestAnimationFrame(look);
        // The frame that holds it has been handed on when the next one begins.
        else requestAnimationFrame(() => resolve({ durable, painted: performance.now() - pressedAt }));
      };
      look();
    });
  });
}

/**
 * Opens the archive in a real window, and time after time drags the mouse over words of the first page and presses a
 * digit.
 * @param {import('./context.mjs').Context} context
 * @param {string} archive
 * @param {string} documentId with some agency coded already, which the window then proposes
 * @returns {Promise<Record<string, number>>} medians and 95th percentiles in ms
 */
export async function codeInWindow(context, archive, documentId) {
  const electron = await context.electron();
  await context.built('main/main.js');
  const screen = await VirtualScreen.start();
  const profile = freshFolder(context.cache, 'profile');
  const app = await _electron.launch({
    executablePath: electron.path,
    args: [
      ...electron.args,
      context.checkout,
      `--user-data-dir=${profile}`,
      '--archive',
      archive,
      '--open',
      documentId,
    ],
    env: { ...process.env, DISPLAY: screen.display },
  });
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(TIMEOUT_MS);
    const firstPage = page.locator('[data-page="1"]');
    await firstPage.locator('canvas').first().waitFor();
    await firstPage.locator('.sp-mark').first().waitFor({ state: 'attached' });
    await firstPage.locator('span[data-start]').first().waitFor({ state: 'attached' });
    const lines = await firstPage.locator('span[data-start]').evaluateAll((spans) =>
      spans
        .map((span) => span.getBoundingClientRect())
        .filter(({ width, height, bottom }) => width > 60 && height > 6 && bottom < window.innerHeight - 260)
        .map(({ left, top, width, height }) => ({ left, width, middle: top + height / 2 })),
    );
    if (lines.length === 0) throw new Error('No words of the first page were found in the window.');
    const durable = [];
    const painted = [];
    for (let number = 0; number < SAMPLES + WARM_UP; number++) {
      const line = lines[number % lines.length];
      if (line === undefined) break;
      // Not the same words twice: words that are a passage already are coded in another way.
      const from = line.left + 2 + 3 * Math.floor(number / lines.length);
      await page.mouse.move(from, line.middle);
      await page.mouse.down();
      await page.mouse.move(from + line.width / 3, line.middle, { steps: 3 });
      await page.mouse.move(from + line.width - 8, line.middle, { steps: 3 });
      await page.mouse.up();
      await page.getByRole('dialog', { name: 'Code selection' }).waitFor();
      const watched = page.evaluate(watchNextDigit);
      // A hand needs longer from the mouse to the key than the window needs to come to rest.
      await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => resolve(null))));
      await page.keyboard.press(String(1 + (number % 5)));
      const times = await watched;
      if (number >= WARM_UP) {
        durable.push(times.durable);
        painted.push(times.painted);
      }
    }
    await page.screenshot({ path: join(context.cache, 'code-window.png') });
    return {
      median: median(durable),
      p95: quantile(durable, 0.95),
      painted: median(painted),
      paintedP95: quantile(painted, 0.95),
    };
  } finally {
    await app.close();
    await screen.close();
    removeFolder(profile);
  }
}
