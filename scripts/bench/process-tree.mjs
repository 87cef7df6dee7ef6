import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * @typedef {{ pid: number, parent: number, command: string }} ProcessEntry
 */

/**
 * Reads one line of /proc/<pid>/stat. The command may hold blanks and brackets, so fields count from its last ")".
 * @param {string} text
 * @returns {ProcessEntry | null}
 */
export function parseStat(text) {
  const open = text.indexOf('(');
  const close = text.lastIndexOf(')');
  if (open < 0 || close < open) return null;
  const parent = Number(
    text
      .slice(close + 1)
      .trim()
      .split(/\s+/)[1],
  );
  const pid = Number(text.slice(0, open));
  if (!Number.isInteger(pid) || !Number.isInteger(parent)) return null;
  return { pid, parent, command: text.slice(open + 1, close) };
}

/**
 * Proportional set size in bytes from /proc/<pid>/smaps_rollup: private pages whole, shared ones divided by their
 * users, so that the sum over a tree counts every page once.
 * @param {string} text
 * @returns {number} 0 if it says nothing
 */
export function parsePss(text) {
  const found = /^Pss:\s+(\d+) kB$/m.exec(text);
  return found === null ? 0 : Number(found[1]) * 1024;
}

/**
 * The process and everything below it.
 * @param {readonly ProcessEntry[]} entries
 * @param {number} root
 * @returns {number[]} pids, root first
 */
export function descendants(entries, root) {
  /** @type {Map<number, number[]>} */
  const children = new Map();
  for (const entry of entries) children.set(entry.parent, [...(children.get(entry.parent) ?? []), entry.pid]);
  const found = entries.some((entry) => entry.pid === root) ? [root] : [];
  for (let index = 0; index < found.length; index++) found.push(...(children.get(found[index] ?? -1) ?? []));
  return found;
}

/**
 * Reads a file of /proc; a process may end between two looks, which is no fault.
 * @param {string} path
 */
function readProc(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES') return '';
    throw error;
  }
}

/** All processes that /proc shows now. Empty where there is no /proc. */
export function listProcesses() {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => parseStat(readProc(`/proc/${name}/stat`)))
    .filter((entry) => entry !== null);
}

/**
 * Memory of a process tree now, in bytes (PSS).
 * @param {number} root pid
 */
export function treeMemory(root) {
  return descendants(listProcesses(), root)
    .map((pid) => parsePss(readProc(`/proc/${pid}/smaps_rollup`)))
    .reduce((sum, bytes) => sum + bytes, 0);
}

/**
 * Looks at a process tree again and again and keeps the greatest memory seen.
 * @param {number} root pid
 * @param {number} everyMs reading smaps_rollup costs the kernel a walk over the pages: not too often
 * @returns {{ stop: () => number }} stop ends the looking and gives the peak in bytes
 */
export function watchMemory(root, everyMs = 250) {
  let peak = treeMemory(root);
  const timer = setInterval(() => {
    peak = Math.max(peak, treeMemory(root));
  }, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      peak = Math.max(peak, treeMemory(root));
      return peak;
    },
  };
}

/**
 * What a process of a tree is for, by its command line.
 * @param {readonly string[]} words
 * @returns {string} for example "parser", "renderer", "recollindex"
 */
export function roleOf(words) {
  const type = words.find((word) => word.startsWith('--type='))?.slice('--type='.length);
  if (type !== undefined) return type;
  if (words.some((word) => word.endsWith('/parser-process.js'))) return 'parser';
  if (words.some((word) => word.endsWith('/cli.js'))) return 'core';
  return basename(words[0] ?? '') || 'unknown';
}

/**
 * The most memory that a process has held so far, from /proc/<pid>/status, in bytes.
 * @param {string} text
 * @returns {number} 0 if it says nothing
 */
export function parseHighWater(text) {
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(text);
  return found === null ? 0 : Number(found[1]) * 1024;
}

/**
 * Keeps the greatest resident memory of any one process of each role in a tree.
 * @param {number} root pid
 * @param {number} everyMs
 * @returns {{ stop: () => Record<string, number> }} stop ends the looking and gives bytes by role
 */
export function watchPeaks(root, everyMs = 250) {
  /** @type {Record<string, number>} */
  const peaks = {};
  const look = () => {
    for (const pid of descendants(listProcesses(), root)) {
      // Chromium's processes rewrite theirs with blanks.
      const words = readProc(`/proc/${pid}/cmdline`).split(/[\0 ]/);
      const bytes = parseHighWater(readProc(`/proc/${pid}/status`));
      if (bytes > 0) peaks[roleOf(words)] = Math.max(peaks[roleOf(words)] ?? 0, bytes);
    }
  };
  const timer = setInterval(look, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return peaks;
    },
  };
}

/**
 * Ends a process and everything below it, children first seen included.
 * @param {number} root pid
 */
export function killTree(root) {
  for (const pid of descendants(listProcesses(), root).reverse()) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
    }
  }
}
