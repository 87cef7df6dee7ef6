// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { OnScreen, useArchiveQuery } from '../../renderer/archive-query.ts';
import { archiveStore, INITIAL_STATE } from '../../renderer/archive-state.ts';
import { FakeBridge } from './support.ts';

function Titles({ asked = true }: { readonly asked?: boolean }) {
  const { data, error, isLoading } = useArchiveQuery('briefing.get', asked ? { id: 'b' } : null, ['briefing']);
  return (
    <p>
      {isLoading ? 'loading' : 'loaded'} {data?.title} {error instanceof Error ? error.message : ''}
    </p>
  );
}

const raise = (entity: 'briefing' | 'agency') =>
  act(() =>
    archiveStore.setState((state) => ({ revisions: { ...state.revisions, [entity]: state.revisions[entity] + 1 } })),
  );

describe('useArchiveQuery', () => {
  let bridge: FakeBridge;
  let archive = 0;

  beforeEach(() => {
    bridge = new FakeBridge();
    // Another archive each time, so that no answer of the test before is left.
    archive += 1;
    const info = { id: `archive-${archive}`, title: 'T', format: 1, createdAt: '' };
    const counts = { documents: 0, passages: 0, agencies: 0, briefings: 0, events: 0 };
    const status = {
      info,
      directory: '',
      readOnly: false,
      counts,
      problems: [],
      alarms: [],
      pendingImports: [],
      history: INITIAL_STATE.history,
    };
    archiveStore.setState({ ...INITIAL_STATE, status });
  });
  afterEach(cleanup);

  it('asks once for components that ask the same', async () => {
    bridge.answer('briefing.get', { title: 'One' });
    render(
      <>
        <Titles />
        <Titles />
      </>,
    );
    await vi.waitFor(() => expect(screen.getAllByText(/loaded One/)).toHaveLength(2));
    expect(bridge.calls).toHaveLength(1);
  });

  it('asks again when something it depends on changes, and not for anything else', async () => {
    bridge.answer('briefing.get', { title: 'One' });
    render(<Titles />);
    await screen.findByText(/loaded One/);
    raise('agency');
    bridge.answer('briefing.get', { title: 'Two' });
    raise('briefing');
    await screen.findByText(/loaded Two/);
    expect(bridge.calls).toHaveLength(2);
  });

  it('gathers a burst of changes into one more reading and ends on the newest state', async () => {
    bridge.answer('briefing.get', { title: 'One' });
    render(<Titles />);
    await screen.findByText(/loaded One/);
    for (let index = 0; index < 10; index += 1) raise('briefing');
    bridge.answer('briefing.get', { title: 'Last' });
    await screen.findByText(/loaded Last/);
    expect(bridge.calls.length).toBeLessThanOrEqual(3);
  });

  it('keeps the last answer beside the reason when a later reading fails', async () => {
    bridge.answer('briefing.get', { title: 'One' });
    render(<Titles />);
    await screen.findByText(/loaded One/);
    bridge.refuse('briefing.get', 'The briefing is gone.');
    raise('briefing');
    await screen.findByText(/loaded One The briefing is gone\./);
  });

  it('asks nothing while it is behind another tab, and catches up when it is shown', async () => {
    bridge.answer('briefing.get', { title: 'One' });
    const inTab = (isShown: boolean) => (
      <OnScreen.Provider value={isShown}>
        <Titles />
      </OnScreen.Provider>
    );
    const { rerender } = render(inTab(false));
    expect(bridge.calls).toEqual([]);
    rerender(inTab(true));
    await screen.findByText(/loaded One/);
    rerender(inTab(false));
    bridge.answer('briefing.get', { title: 'Two' });
    raise('briefing');
    expect(screen.getByText(/loaded One/)).toBeDefined();
    expect(bridge.calls).toHaveLength(1);
    rerender(inTab(true));
    await screen.findByText(/loaded Two/);
    expect(bridge.calls).toHaveLength(2);
  });

  it('waits longer between two readings while an import runs', async () => {
    bridge.answer('briefing.get', { title: 'One' });
    const job = { jobId: 'j', done: 0, total: 9, current: [], outcomes: [], finished: false };
    archiveStore.setState({ imports: [job] });
    vi.useFakeTimers();
    try {
      render(<Titles />);
      await act(() => vi.advanceTimersByTimeAsync(10));
      raise('briefing');
      await act(() => vi.advanceTimersByTimeAsync(900));
      expect(bridge.calls).toHaveLength(1);
      await act(() => vi.advanceTimersByTimeAsync(200));
      expect(bridge.calls).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('asks nothing without input', () => {
    render(<Titles asked={false} />);
    expect(screen.getByText(/loading/)).toBeDefined();
    expect(bridge.calls).toEqual([]);
  });
});
