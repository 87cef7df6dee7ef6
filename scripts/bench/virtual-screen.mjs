import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { countColor, differingShare, Framebuffer } from './framebuffer.mjs';
import { connectKeyboard } from './x11-keyboard.mjs';

/** Size of the screen on which every program is measured: windows fill it. */
export const SCREEN = { width: 1440, height: 900 };

/** Pause between two looks at the screen, in ms: the resolution of every painted-at figure. */
export const LOOK_EVERY_MS = 4;

const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * @typedef {import('./framebuffer.mjs').Sample} Sample
 * @typedef {{ x: number, y: number, width: number, height: number }} Region
 */

/** A virtual screen of our own, whose pixels can be read while other programs draw on it. */
export class VirtualScreen {
  /**
   * @param {import('node:child_process').ChildProcess} server
   * @param {string} directory
   * @param {string} display
   */
  constructor(server, directory, display) {
    this.server = server;
    this.directory = directory;
    /** Value for DISPLAY, for example ":101". */
    this.display = display;
    this.framebuffer = new Framebuffer(join(directory, 'Xvfb_screen0'));
  }

  /** Starts Xvfb on a free display number. Rejects if Xvfb is missing or does not start. */
  static async start() {
    const directory = mkdtempSync(join(tmpdir(), 'standpoint-bench-screen-'));
    const server = spawn(
      'Xvfb',
      [
        '-displayfd',
        '3',
        '-screen',
        '0',
        `${SCREEN.width}x${SCREEN.height}x24`,
        '-fbdir',
        directory,
        '-nolisten',
        'tcp',
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
    );
    const number = await new Promise((resolve, reject) => {
      server.once('error', reject);
      server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code} before it was ready.`)));
      server.stdio[3]?.once('data', (data) => resolve(String(data).trim()));
    });
    server.removeAllListeners('exit');
    return new VirtualScreen(server, directory, `:${number}`);
  }

  /** A keyboard that types into whatever window has the focus, through the X server itself. */
  keyboard() {
    return connectKeyboard(this.display);
  }

  /** @returns {Region} */
  get area() {
    return { x: 0, y: 0, width: SCREEN.width, height: SCREEN.height };
  }

  /**
   * Looks at the screen until `isReached` holds.
   * @param {(sample: Sample) => boolean} isReached
   * @param {{ region?: Region, step?: number, timeoutMs: number, isAlive?: () => boolean }} options
   * @returns {Promise<number>} performance.now() of the first look at which it held
   * @throws {Error} on time-out, or when `isAlive` says that the program ended
   */
  async waitFor(isReached, { region = this.area, step = 4, timeoutMs, isAlive = () => true }) {
    const end = performance.now() + timeoutMs;
    for (;;) {
      const now = performance.now();
      if (isReached(this.framebuffer.sample(region, step))) return now;
      if (now > end) throw new Error(`The screen did not show it within ${timeoutMs} ms.`);
      if (!isAlive()) throw new Error('The program ended before the screen showed it.');
      await wait(LOOK_EVERY_MS);
    }
  }

  /**
   * Waits for a block of one colour, wherever it lies.
   * @param {readonly [number, number, number]} rgb
   * @param {number} pixels how many pixels of it count as painted
   * @param {{ timeoutMs: number, isAlive?: () => boolean }} options
   */
  waitForColor(rgb, pixels, options) {
    const step = 4;
    return this.waitFor((sample) => countColor(sample, rgb, 6) * step >= pixels, { ...options, step });
  }

  /**
   * Waits until the region looks like the reference.
   * @param {Sample} reference taken with the same region and step 4
   * @param {number} tolerance share of pixels that may differ
   * @param {{ region?: Region, timeoutMs: number, isAlive?: () => boolean }} options
   */
  waitForPicture(reference, tolerance, options) {
    return this.waitFor((sample) => differingShare(sample, reference) <= tolerance, { ...options, step: 4 });
  }

  /**
   * Waits until the picture has not changed for a while.
   * @param {{ quietMs: number, timeoutMs: number, region?: Region }} options
   * @returns {Promise<{ at: number, picture: Sample }>} when it last changed, and the picture then
   */
  async waitForQuiet({ quietMs, timeoutMs, region = this.area }) {
    const end = performance.now() + timeoutMs;
    let picture = this.framebuffer.sample(region, 4);
    let changedAt = performance.now();
    while (performance.now() - changedAt < quietMs) {
      if (performance.now() > end) throw new Error(`The screen did not come to rest within ${timeoutMs} ms.`);
      await wait(LOOK_EVERY_MS);
      const next = this.framebuffer.sample(region, 4);
      if (differingShare(picture, next) > 0) {
        picture = next;
        changedAt = performance.now();
      }
    }
    return { at: changedAt, picture };
  }

  /** Ends the screen and removes its files. */
  async close() {
    this.framebuffer.close();
    const ended = new Promise((resolve) => this.server.once('exit', resolve));
    this.server.kill('SIGTERM');
    await ended;
    rmSync(this.directory, { recursive: true, force: true });
  }
}
