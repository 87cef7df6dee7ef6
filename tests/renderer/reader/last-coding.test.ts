// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { archiveStore, INITIAL_STATE } from '../../../renderer/archive-state.ts';
import { recallCoding, rememberCoding } from '../../../renderer/reader/last-coding.ts';
import type { Coding, Passage } from '../../../shared/domain/passage.ts';
import { aPassage, aStatus, FakeBridge } from '../support.ts';

let bridge: FakeBridge;
beforeEach(() => {
  bridge = new FakeBridge();
  archiveStore.setState({ ...INITIAL_STATE, status: aStatus() });
});
afterEach(() => archiveStore.setState(INITIAL_STATE));

const aCoding = (id: string, agencyId: string): Coding => ({
  ...{ id, agencyId, stanceId: 's', coder: '' },
  codedAt: '2026-01-01T00:00:00.000Z',
});

/** The archive tells that passages changed. */
function change(...changes: readonly (readonly [before: Passage | null, after: Passage | null])[]): void {
  bridge.broadcast({
    ...{ type: 'changes', seq: 2, eventType: 'undo', label: 'Undo' },
    changes: changes.map(([before, after]) => ({
      ...{ entity: 'passage', id: (after ?? before)?.id ?? '' },
      ...{ before, after },
    })),
    history: { undo: null, redo: null },
  });
}

describe('the coding made last', () => {
  const made = aCoding('c1', 'las-vegas');
  const coded = aPassage({ id: 'p1', documentId: 'd1', codings: [made] });
  const bare = { ...coded, codings: [] };

  it.each([
    ['its passage goes', coded, null],
    ['it is taken off its passage', coded, bare],
    ['it is for another agency again', coded, { ...coded, codings: [aCoding('c1', 'chicago')] }],
  ])('is forgotten, here and anywhere, when %s', (_case, before, after) => {
    rememberCoding('d1', made);
    change([before, after]);
    expect(recallCoding('d1')).toEqual({ here: null, anywhere: null });
    expect(recallCoding('d2').anywhere).toBeNull();
  });

  it('leaves the one of another document as the last anywhere when it is undone', () => {
    const elsewhere = aCoding('c2', 'omaha');
    rememberCoding('d2', elsewhere);
    rememberCoding('d1', made);
    expect(recallCoding('d2')).toEqual({ here: elsewhere, anywhere: made });
    change([coded, null]);
    expect(recallCoding('d1')).toEqual({ here: null, anywhere: elsewhere });
  });

  it('stays when it is announced late, when others change, and when it moves to another passage', () => {
    rememberCoding('d1', made);
    const other = aPassage({ id: 'p2', documentId: 'd1', codings: [aCoding('c3', 'chicago')] });
    change([null, coded]);
    change([other, null]);
    change([coded, { ...coded, note: 'Why' }]);
    change([{ ...coded }, null], [other, { ...other, codings: [...other.codings, made] }]);
    expect(recallCoding('d1').here).toEqual(made);
  });
});
