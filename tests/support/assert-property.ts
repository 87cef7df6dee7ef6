import fc from 'fast-check';

/** Rounds of each property in one run; with more than one the examples are others every time (`npm run test:properties`). */
const ROUNDS = Number(process.env.STANDPOINT_PROPERTY_ROUNDS ?? 1);
/** The seed of an ordinary run: what fails there fails again for whoever looks into it. */
const SEED = 20_260_101;
const USUAL_RUNS = 100;

/**
 * Checks that a property holds for the examples that fast-check makes, and throws with the smallest counterexample if not.
 * An ordinary run takes the same examples everywhere; `npm run test:properties` looks for new ones, many times as many.
 */
export function assertProperty<Ts>(property: fc.IAsyncProperty<Ts>, parameters?: fc.Parameters<Ts>): Promise<void>;
export function assertProperty<Ts>(property: fc.IProperty<Ts>, parameters?: fc.Parameters<Ts>): void;
export function assertProperty<Ts>(
  property: fc.IAsyncProperty<Ts> | fc.IProperty<Ts>,
  parameters: fc.Parameters<Ts> = {},
): Promise<void> | void {
  const numRuns = (parameters.numRuns ?? USUAL_RUNS) * ROUNDS;
  return fc.assert(property, { ...(ROUNDS > 1 ? {} : { seed: SEED }), ...parameters, numRuns });
}
