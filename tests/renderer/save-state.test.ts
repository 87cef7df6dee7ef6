// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { holdDraft, type PendingDraft, pendingDraftsStore, releaseDraft } from '../../renderer/pending-drafts.ts';
import { useSaveState } from '../../renderer/save-state.ts';
import { followWrite, writeActivityStore } from '../../renderer/write-activity.ts';

const aDraft = (part: Partial<PendingDraft> = {}): PendingDraft => ({
  ...{ label: 'Note', tabId: null, isEntry: false, flush: () => Promise.resolve() },
  ...part,
});

/** What is told now, and every state told so far, each once in a row. */
function follow() {
  const told: string[] = [];
  const { result } = renderHook(() => {
    const state = useSaveState();
    if (told[told.length - 1] !== state) told.push(state);
    return state;
  });
  return { result, told };
}
/** A change begins; the function ends it. */
function begin(): () => void {
  const ends: ReturnType<typeof followWrite>[] = [];
  act(() => void ends.push(followWrite()));
  return () => act(() => ends.pop()?.(null));
}
const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

beforeEach(() => {
  vi.useFakeTimers();
  writeActivityStore.setState({ underWay: 0, failure: null });
  pendingDraftsStore.setState({ waiting: new Set(), refused: new Map() });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

describe('useSaveState', () => {
  it('draws nothing for a change that is answered soon', async () => {
    const { told } = follow();
    const end = begin();
    await pass(119);
    end();
    await pass(1000);
    expect(told).toEqual(['saved']);
  });

  it('tells of a change that takes long, until the last one under way has its answer', async () => {
    const { result, told } = follow();
    const first = begin();
    await pass(120);
    expect(result.current).toBe('saving');
    const second = begin();
    first();
    expect(result.current).toBe('saving');
    second();
    expect(told).toEqual(['saved', 'saving', 'saved']);
  });

  it('begins to wait anew with the next change', async () => {
    const { result } = follow();
    const first = begin();
    await pass(200);
    first();
    begin();
    await pass(119);
    expect(result.current).toBe('saved');
    await pass(1);
    expect(result.current).toBe('saving');
  });

  it('never says that something typed is saved before it is', async () => {
    const { result, told } = follow();
    const draft = aDraft();
    act(() => holdDraft(draft));
    expect(result.current).toBe('waiting');
    const end = begin();
    expect(result.current).toBe('waiting');
    await pass(120);
    expect(result.current).toBe('saving');
    end();
    expect(result.current).toBe('waiting');
    act(() => releaseDraft(draft));
    expect(told).toEqual(['saved', 'waiting', 'saving', 'waiting', 'saved']);
  });

  it('leaves out entries, which are saved when they are finished, and what was refused', () => {
    const { told } = follow();
    act(() => holdDraft(aDraft({ isEntry: true })));
    expect(told).toEqual(['saved']);
    const draft = aDraft();
    act(() => holdDraft(draft, 'The disk is full.'));
    expect(told).toEqual(['saved']);
  });
});
