import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startLikeness } from '../../shared/start-likeness.ts';
import { assertProperty } from '../support/assert-property.ts';

/** The same by the whole table of the edit distance. */
function byTable(wanted: readonly number[], there: readonly number[]): number {
  let above = Array.from({ length: there.length + 1 }, (_, column) => column);
  for (const [row, unit] of wanted.entries()) {
    const current = [row + 1];
    for (const [column, other] of there.entries()) {
      const step = (above[column] ?? 0) + (unit === other ? 0 : 1);
      current.push(Math.min(step, (above[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    above = current;
  }
  return wanted.length === 0 ? 0 : 1 - Math.min(...above) / wanted.length;
}

const units = (maxLength: number): fc.Arbitrary<number[]> => fc.array(fc.nat(3), { maxLength });

it('is the same as by the whole table, on patterns of one word and of several', () => {
  assertProperty(
    fc.property(units(100), units(130), (wanted, there) => {
      expect(startLikeness(Uint16Array.from(wanted))(Uint16Array.from(there))).toBeCloseTo(byTable(wanted, there), 12);
    }),
  );
});

it('may be asked again and again', () => {
  const wanted = Uint16Array.from('the county of the city', (letter) => letter.charCodeAt(0));
  const likeness = startLikeness(wanted);
  const first = likeness(wanted);
  likeness(wanted.slice().reverse());
  expect([first, likeness(wanted), likeness(new Uint16Array(0))]).toEqual([1, 1, 0]);
});
