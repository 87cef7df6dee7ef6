import { describe, expect, it } from 'vitest';
import { distributionFolder } from '../../scripts/electron-binary.mjs';

describe('distributionFolder', () => {
  it.each([
    ['darwin', '/a b/dist/Electron.app/Contents/MacOS/Electron', '/a b/dist'],
    ['linux', '/a b/dist/electron', '/a b/dist'],
  ])('is what electron-builder wants on %s', (platform, path, folder) => {
    expect(distributionFolder(path, platform)).toBe(folder);
  });
});
