import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { differingShare } from './framebuffer.mjs';
import { killTree, treeMemory } from './process-tree.mjs';

const END_WITHIN_MS = 4000;

/**
 * Makes an empty folder of its own.
 * @param {string} cache
 * @param {string} name
 */
export function freshFolder(cache, name) {
  const parent = join(cache, 'work');
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, `${name}-`));
}

/** A program with a window, running on a virtual screen. */
export class GuiProgram {
  /**
   * @param {import('node:child_process').ChildProcess} child
   * @param {import('./virtual-screen.mjs').VirtualScreen} screen
   * @param {import('./framebuffer.mjs').Sample} blank
   * @param {number} startedAt
   */
  constructor(child, screen, blank, startedAt) {
    this.child = child;
    this.screen = screen;
    this.blank = blank;
    /** performance.now() just before the process was started. */
    this.startedAt = startedAt;
    this.hasEnded = false;
    this.ended = new Promise((resolve) => {
      child.once('close', () => {
        this.hasEnded = true;
        resolve(undefined);
      });
    });
  }

  /**
   * Starts a program. The screen must be empty.
   * @param {import('./virtual-screen.mjs').VirtualScreen} screen
   * @param {string} command
   * @param {readonly string[]} args
   */
  static start(screen, command, args) {
    const blank = screen.framebuffer.sample(screen.area, 4);
    const env = { ...process.env, DISPLAY: screen.display };
    const startedAt = performance.now();
    const child = spawn(command, args, { env, stdio: 'ignore' });
    const program = new GuiProgram(child, screen, blank, startedAt);
    child.once('error', () => {
      program.hasEnded = true;
    });
    return program;
  }

  isAlive = () => !this.hasEnded;

  /** First moment at which the screen shows anything of the program; performance.now(). */
  async firstPixels() {
    return this.screen.waitFor((sample) => differingShare(sample, this.blank) > 0.001, {
      timeoutMs: 60_000,
      isAlive: this.isAlive,
    });
  }

  /** Memory of the whole process tree now, in MB of 10⁶ bytes. */
  megabytes() {
    return treeMemory(this.child.pid ?? 0) / 1e6;
  }

  /** Asks the program to end, ends it if it does not, and waits until the screen is empty again. */
  async stop() {
    const patience = setTimeout(() => killTree(this.child.pid ?? 0), END_WITHIN_MS);
    if (!this.hasEnded) this.child.kill('SIGTERM');
    if (!this.hasEnded) await this.ended;
    clearTimeout(patience);
    killTree(this.child.pid ?? 0);
    await this.screen.waitFor((sample) => differingShare(sample, this.blank) < 0.001, { timeoutMs: 10_000 });
  }
}

/**
 * Makes the system forget the files it has read, so that the next start reads them from the disk.
 * @param {(text: string) => void} say told why if it cannot be done
 */
export function forgetFileCache(say) {
  spawnSync('sync');
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '3');
  } catch (error) {
    say(`a cold start cannot be made here (${error instanceof Error ? error.message : error})`);
  }
}

/** @param {string} folder */
export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
