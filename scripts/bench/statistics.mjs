/**
 * The middle value; the mean of the two middle ones for an even count.
 * @param {readonly number[]} values
 * @returns {number} NaN for an empty list
 */
export function median(values) {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/**
 * Nearest-rank quantile.
 * @param {readonly number[]} values
 * @param {number} share from 0 to 1
 * @returns {number} NaN for an empty list
 */
export function quantile(values, share) {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/**
 * What a table shows of one series.
 * @param {readonly number[]} values
 * @returns {{ count: number, median: number, min: number, max: number }}
 */
export function summarize(values) {
  return {
    count: values.length,
    median: median(values),
    min: values.length === 0 ? Number.NaN : Math.min(...values),
    max: values.length === 0 ? Number.NaN : Math.max(...values),
  };
}

/**
 * Ratio of two series round by round, so that a slow minute of the machine weighs on both sides of each ratio.
 * Rounds in which either is missing are left out.
 * @param {readonly (number | null)[]} ours by round
 * @param {readonly (number | null)[]} peers by round
 * @returns {number[]} ours ÷ peer
 */
export function pairedRatios(ours, peers) {
  const ratios = [];
  for (let round = 0; round < Math.min(ours.length, peers.length); round++) {
    const [a, b] = [ours[round], peers[round]];
    if (typeof a === 'number' && typeof b === 'number' && b > 0) ratios.push(a / b);
  }
  return ratios;
}

/**
 * A repeatable source of numbers (mulberry32).
 * @param {number} seed 32-bit integer
 * @returns {() => number} numbers from 0 inclusive to 1 exclusive
 */
export function seededRandom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A new array with the same items in an order drawn from `random` (Fisher–Yates).
 * @template T
 * @param {readonly T[]} items
 * @param {() => number} random
 * @returns {T[]}
 */
export function shuffle(items, random) {
  const result = [...items];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const kept = result[last];
    result[last] = /** @type {T} */ (result[other]);
    result[other] = /** @type {T} */ (kept);
  }
  return result;
}
