/** Whether the long form was asked for (npm run test:survival); `npm test` runs the short one. */
export const isLong = process.env.SURVIVAL === 'long';

/** The number for this form of the tests. */
export const rounds = (short: number, long: number): number => (isLong ? long : short);

/** A generator of numbers from 0 to below 1 that gives the same ones for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Prints one line of figures of a test. */
export function report(line: string): void {
  process.stdout.write(`\n  ${line}\n`);
}
