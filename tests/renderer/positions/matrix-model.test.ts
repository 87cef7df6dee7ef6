import { describe, expect, it } from 'vitest';
import { buildMatrix, isWithin, tintStrength } from '../../../renderer/positions/matrix-model.ts';
import { anAgency, aStance } from '../support.ts';

describe('buildMatrix', () => {
  const agencies = [
    anAgency({ id: 'b', name: 'Bravo' }),
    anAgency({ id: 'a', name: 'Alpha' }),
    anAgency({ id: 'c', name: 'Gap' }),
  ];
  const stances = [aStance({ id: 's' }), aStance({ id: 'o' })];
  const model = buildMatrix(
    {
      agencies: [],
      stances: [],
      cells: [
        { agencyId: 'a', stanceId: 's', count: 4 },
        { agencyId: 'b', stanceId: 's', count: 1 },
        { agencyId: 'b', stanceId: 'o', count: 2 },
      ],
    },
    agencies,
    stances,
  );

  it('has a row for each agency with codings and lists the others as gaps', () => {
    expect(model.rows).toEqual([
      { id: 'a', name: 'Alpha', counts: [4, 0], total: 4 },
      { id: 'b', name: 'Bravo', counts: [1, 2], total: 3 },
    ]);
    expect(model.gaps.map((agency) => agency.name)).toEqual(['Gap']);
  });

  it('adds up by stance and in all', () => {
    expect([model.columnTotals, model.total, model.highest]).toEqual([[5, 2], 7, 4]);
  });
});

describe('tintStrength', () => {
  it('is nothing for nothing, visible for one, strongest for the highest', () => {
    expect(tintStrength(0, 9)).toBe(0);
    expect(tintStrength(1, 9)).toBeGreaterThanOrEqual(14);
    expect(tintStrength(9, 9)).toBeGreaterThan(tintStrength(1, 9));
  });
});

describe('isWithin', () => {
  it.each([
    ['2026-01-14', null, true],
    ['2026-01-14', '2026-01-14', true],
    ['2026-01-15', '2026-01-14', false],
    ['2026-01', '2026-01-14', true],
    ['2026-01-14', '2026', true],
    ['2027', '2026', false],
    [null, '2026', false],
    [null, null, true],
  ])('%s as of %s: %s', (date, asOf, expected) => {
    expect(isWithin(date, asOf)).toBe(expected);
  });
});
