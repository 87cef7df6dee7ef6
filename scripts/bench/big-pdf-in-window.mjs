import { _electron } from 'playwright';
import { freshFolder, removeFolder } from './gui-program.mjs';
import { treeMemory } from './process-tree.mjs';
import { median, quantile } from './statistics.mjs';

const TIMEOUT_MS = 60_000;
/** Frames of one run of scrolling, and how far each goes in CSS pixels: a page in about ten frames. */
const SCROLL = { frames: 400, step: 130 };
/** Jumps of which the median counts, there and back again. */
const JUMPS = 3;

/**
 * A reader of PDFs in an Electron window, as the measurements drive it.
 * @typedef {{
 *   name: string,
 *   args: readonly string[],
 *   scroller: string,
 *   isPainted: (page: number) => boolean,
 *   goTo: (page: number) => void,
 * }} Reader
 *   scroller: CSS selector of the scrolling element; the functions run in the window
 */

/** @param {number} page */
const paintedHere = (page) => document.querySelector(`[data-page="${page}"][data-painted]`) !== null;

/** Puts the number into the toolbar's box and submits it, as Enter does. @param {number} page */
const goToHere = (page) => {
  const box = document.querySelector('input[aria-label="Page"]');
  if (!(box instanceof HTMLInputElement)) throw new Error('There is no box for the page.');
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(box, String(page));
  box.dispatchEvent(new Event('input', { bubbles: true }));
  // The window takes the number in before it acts on Enter.
  setTimeout(() => box.form?.requestSubmit());
};

/** Our own reader. @param {readonly string[]} args @param {string} name @returns {Reader} */
export function standpointReader(args, name = 'standpoint') {
  return {
    name,
    args,
    scroller: '[role="region"][aria-label="Document"]',
    isPainted: paintedHere,
    goTo: goToHere,
  };
}

/** The viewer that pdf.js brings. @param {readonly string[]} args @returns {Reader} */
export function bareReader(args) {
  return {
    name: 'bare pdf.js',
    args,
    scroller: '#container',
    isPainted: (page) => {
      const viewer = window.bareViewer;
      // 3: the page's picture is finished.
      if (viewer?.getPageView(page - 1)?.renderingState === 3) return true;
      // It learns the sizes of pages only as they come near: what stood in sight may be pushed out of it.
      const box = viewer?.getPageView(page - 1)?.div.getBoundingClientRect();
      if (viewer !== undefined && box !== undefined && (box.bottom < 0 || box.top > window.innerHeight)) {
        viewer.currentPageNumber = page;
      }
      return false;
    },
    goTo: (page) => {
      window.bareViewer.currentPageNumber = page;
    },
  };
}

/**
 * Jumps to a page and waits until the frame that shows it has been handed on. Runs in the window.
 * @param {number} page
 * @returns {Promise<number>} ms
 */
function timeJump(page) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    window.reader.goTo(page);
    const look = () => {
      if (performance.now() - start > 30_000) return reject(new Error(`Page ${page} was not painted within 30 s.`));
      if (window.reader.isPainted(page)) requestAnimationFrame(() => resolve(performance.now() - start));
      else requestAnimationFrame(look);
    };
    look();
  });
}

/**
 * Scrolls a step every frame and notes how long each frame took, and what held the main thread up. Runs in the window.
 * @param {{ scroller: string, frames: number, step: number }} given
 * @returns {Promise<{ times: number[], tasks: number[] }>} ms of each frame, and of each task over 50 ms
 */
function timeFrames({ scroller, frames, step }) {
  const element = document.querySelector(scroller);
  if (element === null) throw new Error('There is nothing to scroll.');
  /** @type {number[]} */
  const tasks = [];
  const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration)));
  observer.observe({ entryTypes: ['longtask'] });
  return new Promise((resolve) => {
    /** @type {number[]} */
    const times = [];
    let before = 0;
    const tick = (/** @type {number} */ now) => {
      if (before > 0) times.push(now - before);
      before = now;
      if (times.length >= frames) {
        // The last tasks are told of a moment later.
        setTimeout(() => {
          observer.disconnect();
          resolve({ times, tasks });
        }, 100);
        return;
      }
      element.scrollTop += step;
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
}

/**
 * Scrolls through everything, a screen at a time, waiting a little on each. Runs in the window.
 * @param {{ scroller: string, waitMs: number }} given
 * @returns {Promise<void>}
 */
async function scrollThrough({ scroller, waitMs }) {
  const element = document.querySelector(scroller);
  if (element === null) throw new Error('There is nothing to scroll.');
  element.scrollTop = 0;
  while (element.scrollTop + element.clientHeight < element.scrollHeight - 2) {
    element.scrollTop += element.clientHeight;
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
}

/** Lets the window come to rest and lets go of what nobody needs. Runs in the window. */
async function settle() {
  await new Promise((resolve) => setTimeout(resolve, 1500));
  const collect = Reflect.get(globalThis, 'gc');
  for (let turn = 0; turn < 3; turn++) {
    if (typeof collect === 'function') collect();
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/**
 * Opens a reader on a big PDF and measures jumps, scrolling and memory.
 * @param {import('./context.mjs').Context} context
 * @param {import('./virtual-screen.mjs').VirtualScreen} screen
 * @param {Reader} reader
 * @param {{ jumpTo: number, isMemoryWanted: boolean, mark: string | null }} wanted mark: a selector to wait for first
 * @returns {Promise<Record<string, number>>} ms and MB
 */
export async function readBigPdf(context, screen, reader, { jumpTo, isMemoryWanted, mark }) {
  const electron = await context.electron();
  const profile = freshFolder(context.cache, 'profile');
  const app = await _electron.launch({
    executablePath: electron.path,
    args: [...electron.args, '--js-flags=--expose-gc', `--user-data-dir=${profile}`, ...reader.args],
    env: { ...process.env, DISPLAY: screen.display },
  });
  const memory = () => treeMemory(app.process().pid ?? 0) / 1e6;
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(TIMEOUT_MS);
    // As text: the window's policy forbids it to make functions itself.
    await page.evaluate(`window.reader = { isPainted: ${reader.isPainted}, goTo: ${reader.goTo} }; undefined`);
    await page.waitForFunction(() => window.reader.isPainted(1));
    if (mark !== null) await page.locator(mark).first().waitFor({ state: 'attached' });
    await page.evaluate(settle);
    const jumps = [];
    for (let number = 0; number < JUMPS; number++) {
      jumps.push(await page.evaluate(timeJump, jumpTo + number * 7));
      await page.evaluate(settle);
      await page.evaluate(timeJump, 3 + number * 7);
      await page.evaluate(settle);
    }
    const { times: frames, tasks } = await page.evaluate(timeFrames, { scroller: reader.scroller, ...SCROLL });
    /** @type {Record<string, number>} */
    const figures = {
      jump: median(jumps),
      jumpFirst: jumps[0] ?? Number.NaN,
      frame: median(frames),
      frameP99: quantile(frames, 0.99),
      frameLongest: Math.max(...frames),
      framesOver50: frames.filter((time) => time > 50).length,
      tasksOver50: tasks.length,
      taskLongest: Math.max(0, ...tasks),
    };
    if (isMemoryWanted) {
      await page.evaluate(scrollThrough, { scroller: reader.scroller, waitMs: 40 });
      await page.evaluate(settle);
      figures.memory = memory();
    }
    return figures;
  } finally {
    await app.close();
    removeFolder(profile);
  }
}

/**
 * Opens and closes a document again and again in one window.
 * @param {import('./context.mjs').Context} context
 * @param {import('./virtual-screen.mjs').VirtualScreen} screen
 * @param {string} archive with one document
 * @param {number} times
 * @returns {Promise<Record<string, number>>} memory in MB after the first few and after the last
 */
export async function openAndClose(context, screen, archive, times) {
  const electron = await context.electron();
  const profile = freshFolder(context.cache, 'profile');
  const app = await _electron.launch({
    executablePath: electron.path,
    args: [
      ...electron.args,
      '--js-flags=--expose-gc',
      `--user-data-dir=${profile}`,
      context.checkout,
      '--archive',
      archive,
    ],
    env: { ...process.env, DISPLAY: screen.display },
  });
  const memory = () => treeMemory(app.process().pid ?? 0) / 1e6;
  const first = Math.min(5, times);
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(TIMEOUT_MS);
    const row = page.getByRole('row').nth(1);
    await row.waitFor();
    let early = 0;
    for (let number = 1; number <= times; number++) {
      await row.dblclick();
      await page.locator('[data-page="1"][data-painted]').waitFor();
      await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('tab.close')?.click());
      await page.locator('[data-page]').first().waitFor({ state: 'detached' });
      if (number === first || number === times) await page.evaluate(settle);
      if (number === first) early = memory();
    }
    return { early, late: memory() };
  } finally {
    await app.close();
    removeFolder(profile);
  }
}
