import { _electron } from 'playwright';
import { freshFolder, removeFolder } from './gui-program.mjs';
import { watchPeaks } from './process-tree.mjs';
import { quantile } from './statistics.mjs';
import { VirtualScreen } from './virtual-screen.mjs';

const IDLE_MS = 3_000;

/**
 * Imports a folder from inside the window and notes the time from each frame to the next while it runs.
 * @param {{ folder: string, idleMs: number }} options
 * @returns {Promise<{ seconds: number, imported: number, gaps: number[], idleGaps: number[] }>}
 */
async function importAndWatch({ folder, idleMs }) {
  /** @type {number[]} */
  let gaps = [];
  let isOver = false;
  let last = performance.now();
  const frame = () => {
    const now = performance.now();
    gaps.push(now - last);
    last = now;
    if (!isOver) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  await new Promise((resolve) => setTimeout(resolve, idleMs));
  const idleGaps = gaps;
  gaps = [];
  const startedAt = performance.now();
  const result = /** @type {{ ok: boolean, value: { outcome: string }[] }} */ (
    await window.standpoint.invoke('document.import', { paths: [folder] })
  );
  const seconds = (performance.now() - startedAt) / 1000;
  isOver = true;
  if (!result.ok) throw new Error(`The import failed: ${JSON.stringify(result).slice(0, 500)}`);
  const imported = result.value.filter(({ outcome }) => outcome === 'imported').length;
  return { seconds, imported, gaps, idleGaps };
}

/**
 * Opens an archive in a real window, which shows its list of documents, and imports a folder there.
 * @param {import('./context.mjs').Context} context
 * @param {string} archive empty
 * @param {string} folder
 * @param {number} count how many documents are to come of it
 * @returns {Promise<Record<string, number>>} s, ms and MB
 */
export async function importInWindow(context, archive, folder, count) {
  const electron = await context.electron();
  await context.built('main/main.js');
  const screen = await VirtualScreen.start();
  const profile = freshFolder(context.cache, 'profile');
  const app = await _electron.launch({
    executablePath: electron.path,
    args: [...electron.args, context.checkout, `--user-data-dir=${profile}`, '--archive', archive],
    env: { ...process.env, DISPLAY: screen.display },
  });
  const processes = watchPeaks(app.process().pid ?? 0);
  try {
    const page = await app.firstWindow();
    await page.getByRole('navigation').first().waitFor();
    const { seconds, imported, gaps, idleGaps } = await page.evaluate(importAndWatch, { folder, idleMs: IDLE_MS });
    if (imported !== count) throw new Error(`${imported} of ${count} files were imported in the window.`);
    const peaks = processes.stop();
    return {
      seconds,
      longestFrame: Math.max(...gaps),
      frameP99: quantile(gaps, 0.99),
      over100: gaps.filter((gap) => gap > 100).length,
      longestIdle: Math.max(...idleGaps),
      rendererMegabytes: (peaks.renderer ?? 0) / 1e6,
      utilityMegabytes: (peaks.utility ?? 0) / 1e6,
    };
  } finally {
    processes.stop();
    await app.close();
    await screen.close();
    removeFolder(profile);
  }
}
