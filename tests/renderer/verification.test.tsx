// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { archiveStore, INITIAL_STATE } from '../../renderer/archive-state.ts';
import { useChecks, useVerification } from '../../renderer/verification.ts';
import { aPassage, aStatus, FakeBridge } from './support.ts';

const EXACT = { status: 'exact', reason: null, start: 0, end: 6 } as const;

describe('verification', () => {
  let bridge: FakeBridge;
  let archive = 0;
  beforeEach(() => {
    bridge = new FakeBridge();
    archive += 1;
    archiveStore.setState({ ...INITIAL_STATE, status: aStatus(`archive-${archive}`) });
  });
  afterEach(cleanup);

  const asked = () => bridge.inputsOf('passage.verify');

  it('checks what list and reader show in one call, each passage once for every place it has had', async () => {
    bridge.answer('passage.verify', [
      { id: 'p', check: EXACT },
      { id: 'q', check: EXACT },
    ]);
    const p = aPassage({ id: 'p' });
    const list = renderHook(({ passage }) => useVerification(passage), { initialProps: { passage: p } });
    const both = [p, aPassage({ id: 'q' })];
    const reader = renderHook(() => useChecks(both));
    expect(list.result.current).toBeNull();
    await vi.waitFor(() => expect(reader.result.current.size).toBe(2));
    expect([list.result.current, asked()]).toEqual([EXACT, [{ ids: ['p', 'q'] }]]);
    list.rerender({ passage: { ...p, note: 'More', updatedAt: '2026-02-02T00:00:00.000Z' } });
    expect(list.result.current).toEqual(EXACT);
    list.rerender({ passage: { ...p, end: 7 } });
    expect(list.result.current).toBeNull();
    await vi.waitFor(() => expect(asked()).toHaveLength(2));
  });

  it('checks anew what has other pieces between the same ends, or words recognised in its area', async () => {
    bridge.answer('passage.verify', [{ id: 'p', check: EXACT }]);
    const words = aPassage({ id: 'p' });
    const { result, rerender } = renderHook(({ passage }) => useVerification(passage), {
      initialProps: { passage: words },
    });
    await vi.waitFor(() => expect(result.current).toEqual(EXACT));
    const { start, end } = words;
    const spans = [
      { start, end: start + 1 },
      { start: end - 1, end },
    ];
    rerender({ passage: { ...words, spans } });
    expect(result.current).toBeNull();
    await vi.waitFor(() => expect(result.current).toEqual(EXACT));
    const area = { page: 1, rect: [0, 0, 9, 9] as [number, number, number, number], recognised: null };
    rerender({ passage: { ...words, area } });
    await vi.waitFor(() => expect(result.current).toEqual(EXACT));
    const before = asked().length;
    rerender({ passage: { ...words, area: { ...area, recognised: 'words' } } });
    expect(result.current).toBeNull();
    await vi.waitFor(() => expect(asked()).toHaveLength(before + 1));
  });

  it('forgets the checks of an archive when another one opens', async () => {
    bridge.answer('passage.verify', [{ id: 'p', check: EXACT }]);
    const { result } = renderHook(() => useVerification(aPassage({ id: 'p' })));
    await vi.waitFor(() => expect(result.current).toEqual(EXACT));
    act(() => archiveStore.setState({ status: aStatus(`archive-${archive}`, 0, '/copy') }));
    expect(result.current).toBeNull();
    await vi.waitFor(() => expect(result.current).toEqual(EXACT));
    expect(asked()).toHaveLength(2);
  });
});
