/** Where time comes from; replaced in tests. */
export interface PaceClock {
  /** Milliseconds. */
  readonly now: () => number;
  readonly wait: (milliseconds: number) => Promise<void>;
}

const realClock: PaceClock = {
  now: () => performance.now(),
  wait: (milliseconds) =>
    new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    }),
};

/** A pause may be so long at most, in milliseconds: work must notice soon that it is to stop. */
const LONGEST = 250;

/**
 * Slows reading down to a number of bytes a second: what it returns is told of bytes read and resolves when the next
 * ones may be. Time in which nothing was read is not made up for.
 */
export function createPace(
  bytesPerSecond: number,
  clock: PaceClock = realClock,
): (byteLength: number) => Promise<void> {
  let free = clock.now();
  return async (byteLength) => {
    const now = clock.now();
    free = Math.max(free, now) + (byteLength / bytesPerSecond) * 1000;
    const ahead = free - now;
    // Timers are too coarse for less.
    if (ahead >= 15) await clock.wait(Math.min(ahead, LONGEST));
  };
}
