import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { REST_MS, WordsAtRest } from '../../../renderer/reader/pdf-words.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Pages that lack their words, and what was done about it. */
function makeWords(pages: number) {
  const log = { laid: 0, done: 0 };
  const words = new WordsAtRest({
    layNext: () => {
      if (log.laid === pages) return false;
      log.laid += 1;
      return true;
    },
    onDone: () => {
      log.done += 1;
    },
    whenIdle: (callback) => Number(setTimeout(callback, 1)),
    cancelIdle: (request) => clearTimeout(request),
  });
  return { words, log };
}

describe('the words over pages', () => {
  it('are laid page by page once nothing moves, and that is told once', () => {
    const { words, log } = makeWords(3);
    words.want();
    words.want();
    vi.advanceTimersByTime(REST_MS - 1);
    expect(log).toEqual({ laid: 0, done: 0 });
    vi.runAllTimers();
    expect(log).toEqual({ laid: 3, done: 1 });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are not laid at all while the window scrolls, however long that takes', () => {
    const { words, log } = makeWords(5);
    for (let frame = 0; frame < 600; frame += 1) {
      words.want();
      words.move();
      vi.advanceTimersByTime(16);
    }
    expect(log).toEqual({ laid: 0, done: 0 });
    vi.runAllTimers();
    expect(log).toEqual({ laid: 5, done: 1 });
  });

  it('wait again for rest when a scroll begins between two pages', () => {
    const { words, log } = makeWords(2);
    words.want();
    vi.advanceTimersByTime(REST_MS + 1);
    expect(log.laid).toBe(1);
    words.move();
    vi.advanceTimersByTime(REST_MS - 1);
    expect(log.laid).toBe(1);
    vi.runAllTimers();
    expect(log).toEqual({ laid: 2, done: 1 });
  });

  it('cost no timer when they are all there or nobody wants them any more', () => {
    const { words, log } = makeWords(2);
    words.move();
    expect(vi.getTimerCount()).toBe(0);
    words.want();
    words.cancel();
    vi.runAllTimers();
    expect(log).toEqual({ laid: 0, done: 0 });
  });
});
