import { describe, expect, it } from 'vitest';
import { saveDelay } from '../../../../renderer/briefings/composer/save-pace.ts';

const NOW = 1_000_000;
const ask = (size: number, savedAgo: number | null, changedAgo = 0) =>
  saveDelay({ size, now: NOW, changedAt: NOW - changedAgo, savedAt: savedAgo === null ? null : NOW - savedAgo });

describe('saveDelay', () => {
  it('saves a small body after every short pause, however lately it was saved', () => {
    expect([ask(0, null), ask(20_000, 0), ask(20_000, 60_000)]).toEqual([900, 900, 900]);
  });

  it('saves a larger body after two seconds if it was not saved lately', () => {
    expect([ask(100_000, null), ask(100_000, 60_000)]).toEqual([2_000, 2_000]);
  });

  it('keeps the saves of a larger body apart by its size, at most a minute', () => {
    expect([ask(100_000, 0), ask(100_000, 5_000), ask(60_000, 0), ask(10_000_000, 0)]).toEqual([
      15_000, 10_000, 7_500, 60_000,
    ]);
  });

  it('saves in time what somebody writes who never pauses', () => {
    expect([ask(10_000, null, 29_500), ask(10_000, null, 40_000), ask(100_000, 5_000, 40_000)]).toEqual([
      500, 0, 10_000,
    ]);
  });
});
