import { shuffle } from './statistics.mjs';

/**
 * One program or setting that is measured.
 * @typedef {{ name: string, run: (round: number) => Promise<Readonly<Record<string, number>>> }} Contestant
 *   `run` measures once and gives named figures; a negative round is a warm-up
 */

/**
 * Every contestant's figures by round; null where it did not finish, with the reason in `failures`.
 * @typedef {{
 *   rounds: Record<string, (Readonly<Record<string, number>> | null)[]>,
 *   failures: { contestant: string, round: number, reason: string }[],
 * }} Measured
 */

/**
 * Lets every contestant run once a round, each round in another drawn order, after warm-up rounds that do not count.
 * A contestant that fails loses that round only.
 * @param {{
 *   contestants: readonly Contestant[],
 *   rounds: number,
 *   warmups: number,
 *   random: () => number,
 *   say: (text: string) => void,
 * }} options
 * @returns {Promise<Measured>}
 */
export async function runRounds({ contestants, rounds, warmups, random, say }) {
  /** @type {Measured} */
  const measured = { rounds: {}, failures: [] };
  for (const contestant of contestants) measured.rounds[contestant.name] = [];
  for (let round = -warmups; round < rounds; round++) {
    const order = shuffle(contestants, random);
    say(`${round < 0 ? 'warm-up' : `round ${round + 1} of ${rounds}`}: ${order.map(({ name }) => name).join(', ')}`);
    for (const contestant of order) {
      const figures = await contestant.run(round).catch((/** @type {unknown} */ error) => {
        const reason = error instanceof Error ? error.message : String(error);
        measured.failures.push({ contestant: contestant.name, round: round + 1, reason });
        return null;
      });
      if (round >= 0) measured.rounds[contestant.name]?.push(figures);
    }
  }
  return measured;
}

/**
 * One figure of one contestant by round.
 * @param {Measured} measured
 * @param {string} contestant
 * @param {string} figure
 * @returns {(number | null)[]}
 */
export function seriesOf(measured, contestant, figure) {
  return (measured.rounds[contestant] ?? []).map((figures) => figures?.[figure] ?? null);
}

/**
 * What did not finish, one line each, for the notes of a result.
 * @param {Measured} measured
 * @returns {string[]}
 */
export function failureNotes(measured) {
  return measured.failures.map(
    ({ contestant, round, reason }) =>
      `${contestant} did not finish ${round <= 0 ? 'a warm-up' : `round ${round}`}: ${reason}`,
  );
}
