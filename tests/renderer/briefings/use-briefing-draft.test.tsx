// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useBriefingDraft } from '../../../renderer/briefings/use-briefing-draft.ts';
import type { Briefing } from '../../../shared/domain/briefing.ts';
import { FakeBridge } from '../support.ts';

const BRIEFING: Briefing = {
  id: 'b',
  title: 'Title',
  asOf: null,
  introduction: '',
  groupBy: 'document',
  filter: { agencyIds: [], stanceIds: [], documentIds: [], text: '' },
  include: [],
  exclude: [],
  order: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};

describe('useBriefingDraft', () => {
  let bridge: FakeBridge;
  beforeEach(() => {
    bridge = new FakeBridge();
    bridge.answer('briefing.update', BRIEFING);
  });
  afterEach(cleanup);

  const updates = () => bridge.calls.filter((call) => call.method === 'briefing.update').map((call) => call.input);

  it('saves what was typed in one call after a pause', async () => {
    const { result } = renderHook(() => useBriefingDraft(BRIEFING));
    for (const introduction of ['H', 'He', 'Hello']) act(() => result.current.change({ introduction }));
    expect(result.current.state).toBe('saving');
    await vi.waitFor(() => expect(result.current.state).toBe('saved'));
    expect(updates()).toEqual([{ id: 'b', introduction: 'Hello' }]);
  });

  it('keeps a refused value beside its reason and saves it with the next change', async () => {
    bridge.refuse('briefing.update', 'A briefing needs a title.');
    const { result } = renderHook(() => useBriefingDraft(BRIEFING));
    act(() => result.current.change({ title: '' }));
    act(() => result.current.leave());
    await vi.waitFor(() => expect(result.current.state).toBe('refused'));
    expect([result.current.fields.title, result.current.error]).toEqual(['', 'A briefing needs a title.']);
    bridge.answer('briefing.update', BRIEFING);
    act(() => result.current.change({ title: 'Better' }, true));
    await vi.waitFor(() => expect(result.current.state).toBe('saved'));
    expect(updates().pop()).toEqual({ id: 'b', title: 'Better' });
  });

  it('saves the other fields while the title is refused', async () => {
    bridge.refuse('briefing.update', 'A briefing needs a title.');
    const { result } = renderHook(() => useBriefingDraft(BRIEFING));
    act(() => result.current.change({ title: '' }, true));
    await vi.waitFor(() => expect(result.current.state).toBe('refused'));
    bridge.answer('briefing.update', BRIEFING);
    bridge.calls.length = 0;
    act(() => result.current.change({ introduction: 'Words' }, true));
    await vi.waitFor(() => expect(updates()).toEqual([{ id: 'b', introduction: 'Words' }]));
    expect(result.current.fields).toMatchObject({ title: '', introduction: 'Words' });
  });

  it('flushes before an export and rejects if that was refused', async () => {
    const { result } = renderHook(() => useBriefingDraft(BRIEFING));
    act(() => result.current.change({ introduction: 'Hello' }));
    await act(() => result.current.flush());
    expect(updates()).toHaveLength(1);
    bridge.refuse('briefing.update', 'No.');
    act(() => result.current.change({ introduction: 'More' }));
    await act(() => expect(result.current.flush()).rejects.toThrow('No.'));
  });

  it('takes over what changed elsewhere, except in the field that is being typed in', () => {
    const { result, rerender } = renderHook(({ briefing }) => useBriefingDraft(briefing), {
      initialProps: { briefing: BRIEFING },
    });
    rerender({ briefing: { ...BRIEFING, title: 'Undone' } });
    expect(result.current.fields.title).toBe('Undone');
    act(() => result.current.change({ introduction: 'Typing' }));
    rerender({ briefing: { ...BRIEFING, title: 'Elsewhere', introduction: 'Elsewhere' } });
    expect(result.current.fields).toMatchObject({ title: 'Elsewhere', introduction: 'Typing' });
  });

  it('saves what waits when the tab closes', async () => {
    const { result, unmount } = renderHook(() => useBriefingDraft(BRIEFING));
    act(() => result.current.change({ introduction: 'Last words' }));
    unmount();
    await vi.waitFor(() => expect(updates()).toEqual([{ id: 'b', introduction: 'Last words' }]));
  });
});
