import { describe, expect, it } from 'vitest';
import { namesOnThisRelease } from '../../scripts/system-libraries.mjs';

describe('namesOnThisRelease', () => {
  it('takes the names of a release that renamed libraries, and those of one that did not', async () => {
    const renamed = await namesOnThisRelease(async (name) => ['libgtk-3-0t64', 'libasound2t64'].includes(name));
    const old = await namesOnThisRelease(async () => false);
    expect([
      renamed.filter((name) => /gtk|asound|nss/.test(name)),
      old.filter((name) => /gtk|asound/.test(name)),
    ]).toEqual([
      ['libgtk-3-0t64', 'libnss3', 'libasound2t64'],
      ['libgtk-3-0', 'libasound2'],
    ]);
  });
});
