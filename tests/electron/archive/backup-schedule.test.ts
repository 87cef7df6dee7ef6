import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageOfNewest, backupsToPrune, type DatedBackup } from '../../../electron/archive/backup-schedule.ts';
import { assertProperty } from '../../support/assert-property.ts';

const NOW = new Date('2026-11-22T12:00:00.000Z');
const HOUR = 3_600_000;

const at = (hoursAgo: number, isPinned = false): DatedBackup => {
  const createdAt = new Date(NOW.getTime() - hoursAgo * HOUR).toISOString();
  return { name: `${createdAt}${isPinned ? '-before-restore' : ''}`, createdAt, isPinned };
};

function kept(backups: readonly DatedBackup[]): readonly DatedBackup[] {
  const gone = new Set(backupsToPrune(backups, NOW));
  return backups.filter(({ name }) => !gone.has(name));
}

describe('pruning', () => {
  it('keeps five of the last day', () => {
    const hourly = Array.from({ length: 11 }, (_, index) => at(index));
    expect(kept(hourly)).toEqual(hourly.slice(0, 5));
  });

  it('keeps days, then weeks, then months of backups made twice a day for two years', () => {
    const all = Array.from({ length: 2 * 730 }, (_, index) => at(index * 12 + 1));
    const left = kept(all);
    const days = new Set(left.map(({ createdAt }) => createdAt.slice(0, 10)));
    for (let day = 0; day < 14; day += 1) {
      expect(days).toContain(new Date(NOW.getTime() - day * 24 * HOUR).toISOString().slice(0, 10));
    }
    expect(new Set(left.map(({ createdAt }) => createdAt.slice(0, 7))).size).toBe(12);
    expect(left.length).toBeLessThanOrEqual(5 + 14 + 8 + 12);
    expect(left.length).toBeGreaterThanOrEqual(14 + 6 + 9);
  });

  it('never takes what was made before something grave', () => {
    const old = at(24 * 4000, true);
    expect(kept([old, at(1), at(2)])).toContain(old);
  });

  it('keeps the newest whatever its age, takes nothing twice, and comes to rest', () => {
    assertProperty(
      fc.property(fc.uniqueArray(fc.nat({ max: 24 * 900 }), { minLength: 1, maxLength: 80 }), (hours) => {
        const backups = hours.map((hoursAgo) => at(hoursAgo));
        const left = kept(backups);
        const newest = backups.reduce((a, b) => (a.createdAt > b.createdAt ? a : b));
        expect(left).toContain(newest);
        expect(left.length).toBeLessThanOrEqual(39);
        expect(kept(left)).toEqual(left);
      }),
    );
  });
});

describe('the age of the newest backup', () => {
  it.each([
    ['none', [], null],
    ['some', [at(30), at(7), at(50)], 7 * HOUR],
    ['one of a clock a little ahead', [at(-0.5), at(9)], 0],
    ['one of a clock that was wrong by years', [at(-24 * 4000), at(9)], 9 * HOUR],
    ['none but one of a clock that was wrong', [at(-24 * 4000)], null],
  ])('is told of %s', (_what, backups, age) => {
    expect(ageOfNewest(backups, NOW)).toBe(age);
  });
});
