// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useBriefingRecord } from '../../renderer/use-record.ts';
import type { Briefing } from '../../shared/domain/briefing.ts';
import { aChange, aStatus, FakeBridge } from './support.ts';

function aBriefing(title: string): Briefing {
  const lists = { include: [], exclude: [], order: [] };
  const times = { createdAt: '2026-01-01T00:00:00.000Z', updatedAt: '2026-01-01T00:00:00.000Z' };
  const filter = { agencyIds: [], stanceIds: [], documentIds: [], text: '' };
  return { id: 'b', title, asOf: null, introduction: '', groupBy: 'document', filter, ...lists, ...times };
}

describe('useBriefingRecord', () => {
  let bridge: FakeBridge;
  beforeEach(() => {
    bridge = new FakeBridge();
    bridge.answer('briefing.get', aBriefing('Read'));
  });
  afterEach(cleanup);

  const changed = (after: Briefing | null) =>
    aChange({ changes: [{ entity: 'briefing', id: 'b', before: aBriefing('Read'), after }] });

  it('drops an answer that a change has overtaken', async () => {
    const answer = bridge.hold('briefing.get');
    const { result } = renderHook(() => useBriefingRecord('b'));
    act(() => bridge.broadcast(changed(aBriefing('Newer'))));
    await act(async () => answer(aBriefing('Older')));
    expect(result.current.record?.title).toBe('Newer');
  });

  it('keeps the record when it is deleted or cannot be read, and says so', async () => {
    const { result } = renderHook(() => useBriefingRecord('b'));
    await vi.waitFor(() => expect(result.current.record?.title).toBe('Read'));
    act(() => bridge.broadcast(changed(null)));
    expect([result.current.record?.title, result.current.error]).toMatchObject(['Read', { code: 'not-found' }]);
    act(() => bridge.broadcast(changed(aBriefing('Back'))));
    expect([result.current.record?.title, result.current.error]).toEqual(['Back', null]);
    bridge.refuse('briefing.get', 'The disk does not answer.', 'io');
    act(() => bridge.broadcast({ type: 'archive', status: aStatus() }));
    await vi.waitFor(() => expect(result.current.error).toMatchObject({ code: 'io' }));
    expect(result.current.record?.title).toBe('Back');
  });
});
