import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runTool, toolScript } from '../../scripts/run-command.mjs';

describe('toolScript', () => {
  it.each([
    ['@biomejs/biome', 'biome'],
    ['typescript', 'tsc'],
    ['knip', 'knip'],
    ['vitest', 'vitest'],
    ['@playwright/test', 'playwright'],
    ['electron-vite', 'electron-vite'],
    ['electron-builder', 'electron-builder'],
  ])('finds the script of %s, no command of a shell', (packageName, command) => {
    expect(existsSync(toolScript(packageName, command))).toBe(true);
  });

  it('says what to do when a package is missing', () => {
    expect(() => toolScript('no-such-package', 'x')).toThrow('npm ci');
  });
});

describe('runTool', () => {
  it('hands arguments with spaces on as they are', async () => {
    const { code, output } = await runTool('tsc', ['--project', '/no such folder/tsconfig.json'], { quiet: true });
    expect([code === 0, output]).toEqual([false, expect.stringContaining('/no such folder/tsconfig.json')]);
  });
});
