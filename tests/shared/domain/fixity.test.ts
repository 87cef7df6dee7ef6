import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../../shared/domain/event.ts';
import { type FixityEntry, followFixity, isAlarm } from '../../../shared/domain/fixity.ts';
import { assertProperty } from '../../support/assert-property.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const C = 'c'.repeat(64);

type Step =
  | { readonly do: 'intact' | 'missing' | 'unreadable' | 'restore' | 'dismiss' }
  | { readonly do: 'altered'; readonly found: string };

/** Follows steps that all concern one object; the nth happens at second n. */
function follow(steps: readonly Step[]): FixityEntry | null {
  let entry: FixityEntry | null = null;
  for (const [index, step] of steps.entries()) {
    const [next] = followFixity(eventOf(step, index), (sha256) => (sha256 === A ? entry : null));
    entry = next ?? entry;
  }
  return entry;
}

function eventOf(step: Step, index: number): Pick<JournalEvent, 'type' | 'seq' | 'time' | 'coder' | 'detail'> {
  const base = { seq: index + 1, time: `2026-03-18T09:00:${String(index).padStart(2, '0')}.000Z`, coder: 'A. Coder' };
  switch (step.do) {
    case 'intact':
      return { ...base, type: 'fixity.check', detail: { intact: [A], faults: [] } };
    case 'restore':
      return { ...base, type: 'fixity.restore', detail: { sha256: A } };
    case 'dismiss':
      return { ...base, type: 'fixity.dismiss', detail: { sha256: A, reason: 'known' } };
    default: {
      const found = step.do === 'altered' ? step.found : null;
      const reason = step.do === 'unreadable' ? 'the disk reports a fault' : null;
      const faults = [{ sha256: A, outcome: step.do, found, reason }];
      return { ...base, type: 'fixity.check', detail: { intact: [], faults } };
    }
  }
}

describe('an alarm', () => {
  it('stands from the first check that finds the fault', () => {
    const entry = follow([{ do: 'intact' }, { do: 'missing' }, { do: 'missing' }]);
    expect(entry).toMatchObject({ outcome: 'missing', alarmSince: '2026-03-18T09:00:01.000Z', seq: 3 });
    expect(entry && isAlarm(entry)).toBe(true);
  });

  it.each(['intact', 'restore'] as const)('ends with %s', (last) => {
    const entry = follow([{ do: 'altered', found: B }, { do: last }]);
    expect(entry).toMatchObject({ outcome: 'intact', alarmSince: null });
    expect(entry && isAlarm(entry)).toBe(false);
  });

  it('that was dismissed stays so while the same is wrong', () => {
    const steps: Step[] = [{ do: 'altered', found: B }, { do: 'dismiss' }, { do: 'altered', found: B }];
    const entry = follow(steps);
    expect(entry?.dismissed).toEqual({ at: '2026-03-18T09:00:01.000Z', by: 'A. Coder', reason: 'known' });
    expect(entry && isAlarm(entry)).toBe(false);
  });

  it.each([{ do: 'altered' as const, found: C }, { do: 'missing' as const }])(
    'sounds again when something else is wrong than was dismissed: %j',
    (last) => {
      const entry = follow([{ do: 'altered', found: B }, { do: 'dismiss' }, last]);
      expect(entry && isAlarm(entry)).toBe(true);
    },
  );

  it('cannot be dismissed where there is none', () => {
    expect(follow([{ do: 'dismiss' }])).toBeNull();
    expect(follow([{ do: 'intact' }, { do: 'dismiss' }])?.dismissed).toBeNull();
  });

  it('is there after any history exactly if the last check was bad and not dismissed since', () => {
    const step: fc.Arbitrary<Step> = fc.oneof(
      fc.record({ do: fc.constantFrom('intact', 'missing', 'unreadable', 'restore', 'dismiss') }),
      fc.record({ do: fc.constant('altered' as const), found: fc.constantFrom(B, C) }),
    );
    assertProperty(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        const entry = follow(steps);
        const last = steps.filter(({ do: what }) => what !== 'dismiss').pop();
        const isFault = last !== undefined && last.do !== 'intact' && last.do !== 'restore';
        expect(entry?.outcome ?? 'intact').toBe(isFault ? last.do : 'intact');
        if (entry === null) return;
        if (!isFault) expect([entry.alarmSince, entry.dismissed, isAlarm(entry)]).toEqual([null, null, false]);
        else expect(isAlarm(entry)).toBe(entry.dismissed === null);
        if (entry.dismissed !== null) expect(steps.some((one) => one.do === 'dismiss')).toBe(true);
      }),
    );
  });

  it('is not touched by other events', () => {
    const other = { type: 'passage.add' as const, seq: 1, time: '2026-03-18T09:00:00.000Z', coder: '', detail: {} };
    expect(followFixity(other, () => null)).toEqual([]);
  });
});
