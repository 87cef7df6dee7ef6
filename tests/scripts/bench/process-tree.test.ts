import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import {
  descendants,
  killTree,
  listProcesses,
  parseHighWater,
  parsePss,
  parseStat,
  roleOf,
  treeMemory,
} from '../../../scripts/bench/process-tree.mjs';

const onLinux = process.platform === 'linux';

describe('parseStat', () => {
  it.each([
    {
      name: 'an ordinary command',
      text: '812 (node) S 1 812 812 0 -1',
      entry: { pid: 812, parent: 1, command: 'node' },
    },
    {
      name: 'a command with blanks and brackets',
      text: '9 (Web Content (2)) R 7 9 9 0',
      entry: { pid: 9, parent: 7, command: 'Web Content (2)' },
    },
    { name: 'nothing, as of a process that has ended', text: '', entry: null },
  ])('reads $name', ({ text, entry }) => {
    expect(parseStat(text)).toEqual(entry);
  });
});

describe('parsePss', () => {
  it('takes the proportional size, not one of its parts', () => {
    const text = '5600-7f [rollup]\nRss:  9000 kB\nPss:              1234 kB\nPss_Anon:  1000 kB\nSwapPss: 7 kB\n';
    expect(parsePss(text)).toBe(1234 * 1024);
  });

  it('is 0 for a process that has ended', () => {
    expect(parsePss('')).toBe(0);
  });
});

describe('descendants', () => {
  const entry = (pid: number, parent: number) => ({ pid, parent, command: 'x' });

  it('finds the whole tree below a process and nothing else', () => {
    const entries = [entry(1, 0), entry(2, 1), entry(3, 2), entry(4, 2), entry(5, 4), entry(6, 1), entry(7, 6)];
    expect(descendants(entries, 2)).toEqual([2, 3, 4, 5]);
  });

  it('is empty for a process that has ended', () => {
    expect(descendants([entry(1, 0)], 2)).toEqual([]);
  });
});

describe.runIf(onLinux)('a real process tree', () => {
  it('is measured whole and ended whole', async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['-e', 'globalThis.kept = Buffer.alloc(60e6, 1); console.log("ready"); setInterval(() => {}, 1000)'], { stdio: ['ignore', 'pipe', 'ignore'] });
      child.stdout.once('data', () => console.log(child.pid));
      setInterval(() => {}, 1000);
    `;
    const parent = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    try {
      const [said] = await once(parent.stdout, 'data');
      const childPid = Number(String(said));
      const parentPid = parent.pid ?? 0;
      expect(descendants(listProcesses(), parentPid)).toEqual([parentPid, childPid]);
      expect(treeMemory(parentPid)).toBeGreaterThan(60e6);
      expect(treeMemory(parentPid)).toBeGreaterThan(treeMemory(childPid));
      const ended = once(parent, 'exit');
      killTree(parentPid);
      await ended;
      expect(treeMemory(parentPid)).toBe(0);
    } finally {
      killTree(parent.pid ?? 0);
    }
  });
});

describe('roleOf', () => {
  it.each([
    [['/usr/bin/node', '--no-warnings', '/app/out/main/parser-process.js'], 'parser'],
    [['/usr/bin/node', '/app/out/main/cli.js', '-a', 'archive'], 'core'],
    [['/opt/electron', '--type=renderer', '--lang=en'], 'renderer'],
    [['/usr/bin/recollindex', '-c', 'settings'], 'recollindex'],
    [[''], 'unknown'],
  ])('calls %j a %s', (words, role) => {
    expect(roleOf(words)).toBe(role);
  });
});

describe('parseHighWater', () => {
  it('takes the peak, not the present size', () => {
    expect(parseHighWater('VmPeak:\t 900 kB\nVmHWM:\t    512 kB\nVmRSS:\t 100 kB\n')).toBe(512 * 1024);
  });

  it('is 0 for a process that has ended', () => {
    expect(parseHighWater('')).toBe(0);
  });
});
