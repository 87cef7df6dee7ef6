import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boundsOnScreen, readWindowState, writeWindowState } from '../../../electron/main/window-state.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standpoint-window-'));
});
afterEach(() => rm(folder, { recursive: true }));

const SCREEN = { x: 0, y: 0, width: 1920, height: 1200 };

describe('the window state', () => {
  it('is read as it was written', async () => {
    const state = { bounds: { x: -5, y: 20, width: 1000, height: 700 }, maximized: true };
    await writeWindowState(folder, state);
    expect(await readWindowState(folder)).toEqual(state);
  });

  it.each([
    ['missing', null],
    ['torn', '{"bounds": {"x": 1'],
    ['of another shape', '{"bounds": {"x": "left"}}'],
    ['not an object', 'null'],
  ])('is none if the file is %s', async (_name, text) => {
    if (text !== null) await writeFile(join(folder, 'window.json'), text);
    expect(await readWindowState(folder)).toEqual({ bounds: null, maximized: false });
  });
});

describe('boundsOnScreen', () => {
  it.each([
    ['inside', { x: 100, y: 100, width: 1000, height: 700 }, true],
    ['partly off to the side', { x: 1800, y: 100, width: 1000, height: 700 }, true],
    ['on a screen that is gone', { x: 2500, y: 100, width: 1000, height: 700 }, false],
    ['with its title bar above the screen', { x: 100, y: -300, width: 1000, height: 700 }, false],
    ['below the screen', { x: 100, y: 1190, width: 1000, height: 700 }, false],
  ])('judges a window %s', (_name, bounds, reachable) => {
    expect(boundsOnScreen(bounds, [SCREEN])).toEqual(reachable ? bounds : null);
  });
});
