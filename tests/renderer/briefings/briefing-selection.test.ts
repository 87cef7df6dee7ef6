import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { movePassage, type Selection, togglePassage } from '../../../renderer/briefings/briefing-selection.ts';
import { isFlagged, verificationSummary } from '../../../renderer/briefings/verification-summary.ts';
import { assertProperty } from '../../support/assert-property.ts';

const NOTHING: Selection = { include: [], exclude: [], order: [] };

describe('togglePassage', () => {
  it('notes by hand only what differs from the filter', () => {
    expect(togglePassage(NOTHING, 'p', false, true)).toEqual({ ...NOTHING, exclude: ['p'] });
    expect(togglePassage({ ...NOTHING, exclude: ['p'] }, 'p', true, true)).toEqual(NOTHING);
    expect(togglePassage(NOTHING, 'p', true, false)).toEqual({ ...NOTHING, include: ['p'] });
    expect(togglePassage({ ...NOTHING, include: ['p'] }, 'p', false, false)).toEqual(NOTHING);
  });

  it('keeps what is taken out at hand where all is chosen by hand', () => {
    const chosen: Selection = { byHand: true, include: ['a', 'p'], exclude: [], order: ['p', 'a'] };
    const without = togglePassage(chosen, 'p', false, false);
    expect(without).toEqual({ byHand: true, include: ['a', 'p'], exclude: ['p'], order: ['a'] });
    expect(togglePassage(without, 'p', true, false)).toEqual({ ...chosen, order: ['a'] });
  });

  it('takes a passage that leaves out of the order by hand', () => {
    expect(togglePassage({ ...NOTHING, order: ['a', 'p', 'b'] }, 'p', false, true).order).toEqual(['a', 'b']);
  });
});

describe('movePassage', () => {
  it('moves up, down and no further than the ends', () => {
    expect(movePassage(['a', 'b', 'c'], 'c', 0)).toEqual(['c', 'a', 'b']);
    expect(movePassage(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
    expect(movePassage(['a', 'b', 'c'], 'a', 99)).toEqual(['b', 'c', 'a']);
    expect(movePassage(['a', 'b'], 'gone', 0)).toEqual(['a', 'b']);
  });

  it('keeps every passage once', () => {
    assertProperty(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), fc.nat(20), fc.integer(), (ids, index, to) => {
        const id = ids[index % ids.length] ?? '';
        expect([...movePassage(ids, id, to)].sort()).toEqual([...ids].sort());
      }),
    );
  });
});

describe('verificationSummary', () => {
  it('counts exact and normalised, and everything else as flagged', () => {
    const checks = (['exact', 'exact', 'normalised', 'ocr', 'drifted', 'broken'] as const).map((status) => ({
      status,
      reason: null,
      start: null,
      end: null,
    }));
    expect(verificationSummary(checks.map((check) => ({ check })))).toBe('2 exact · 1 normalised · 3 flagged');
    expect(verificationSummary(checks.map((check) => ({ check, fault: 'A word is left out unmarked.' })))).toBe(
      '0 exact · 0 normalised · 6 flagged',
    );
    expect(checks.map(isFlagged)).toEqual([false, false, false, true, true, true]);
  });
});
