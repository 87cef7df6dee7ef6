import { describe, expect, it } from 'vitest';
import { formatResult, goalAtMost, ratioSeries } from '../../../scripts/bench/report.mjs';
import { failureNotes, runRounds, seriesOf } from '../../../scripts/bench/rounds.mjs';
import { seededRandom } from '../../../scripts/bench/statistics.mjs';

describe('runRounds', () => {
  it('warms up, then lets everyone run once a round in changing order', async () => {
    const order: string[] = [];
    const contestant = (name: string) => ({
      name,
      run: async (round: number) => {
        order.push(`${name}${round}`);
        return { time: round };
      },
    });
    const measured = await runRounds({
      contestants: ['a', 'b', 'c'].map(contestant),
      rounds: 6,
      warmups: 1,
      random: seededRandom(3),
      say: () => {},
    });
    expect(['a', 'b', 'c'].map((name) => seriesOf(measured, name, 'time'))).toEqual(
      Array.from({ length: 3 }, () => [0, 1, 2, 3, 4, 5]),
    );
    expect(order.slice(0, 3).every((run) => run.endsWith('-1'))).toBe(true);
    const orders = new Set(
      [0, 3, 6, 9, 12, 15, 18].map((at) =>
        order
          .slice(at, at + 3)
          .map((run) => run[0])
          .join(''),
      ),
    );
    expect(orders.size).toBeGreaterThan(2);
  });

  it('keeps the other rounds of a contestant that failed once, and says why', async () => {
    const measured = await runRounds({
      contestants: [
        {
          name: 'frail',
          run: async (round) => {
            if (round === 1) throw new Error('it fell');
            return { time: 5 };
          },
        },
        { name: 'sound', run: async () => ({ time: 10 }) },
      ],
      rounds: 3,
      warmups: 0,
      random: seededRandom(1),
      say: () => {},
    });
    expect(seriesOf(measured, 'frail', 'time')).toEqual([5, null, 5]);
    expect(seriesOf(measured, 'sound', 'time')).toEqual([10, 10, 10]);
    expect(failureNotes(measured)).toEqual(['frail did not finish round 2: it fell']);
  });
});

describe('formatResult', () => {
  const ratio = ratioSeries('ours ÷ theirs', [10, 12, null], [20, 20, 20]);

  it('shows medians, extremes, goals and notes', () => {
    const text = formatResult({
      name: 'open',
      title: 'to painted page',
      series: [{ name: 'ours', unit: 'ms', values: [10, 12, null] }, ratio],
      goals: [goalAtMost('at most 0.75 ×', ratio, 0.75), goalAtMost('at most 0.5 ×', ratio, 0.5)],
      notes: ['one round lost'],
    });
    expect(text).toBe(
      [
        'open: to painted page',
        '  ours            11.00 ms   10.00 ms – 12.00 ms   n=2',
        '  ours ÷ theirs     0.55 ×       0.50 × – 0.60 ×   n=2',
        '  goal MET: at most 0.75 × (0.55 ×)',
        '  goal NOT MET: at most 0.5 × (0.55 ×)',
        '  note: one round lost',
      ].join('\n'),
    );
  });

  it('does not judge what was not measured', () => {
    expect(goalAtMost('at most 2 ×', ratioSeries('x', [null], [1]), 2)).toEqual({
      text: 'at most 2 ×',
      figure: 'not measured',
      met: null,
    });
  });
});
