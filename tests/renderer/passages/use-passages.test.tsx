// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { archiveStore, INITIAL_STATE } from '../../../renderer/archive-state.ts';
import { pagesAround, usePassages } from '../../../renderer/passages/use-passages.ts';
import { aPassage, FakeBridge } from '../support.ts';

function Quotes({ ids }: { readonly ids: readonly string[] }) {
  const passages = usePassages(ids);
  return <p>{ids.map((id) => passages.get(id)?.quote ?? '…').join(' ')}</p>;
}

describe('pagesAround', () => {
  it('takes whole pages, so that a little scrolling asks for nothing new', () => {
    expect(pagesAround(0, 5, 1000)).toEqual([0, 24]);
    expect(pagesAround(1, 9, 1000)).toEqual([0, 24]);
    expect(pagesAround(20, 30, 1000)).toEqual([0, 48]);
    expect(pagesAround(990, 999, 1000)).toEqual([984, 1000]);
    expect(pagesAround(0, 0, 0)).toEqual([0, 0]);
  });
});

describe('usePassages', () => {
  let bridge: FakeBridge;
  let archive = 0;
  const asked = () => bridge.calls.map(({ input }) => (input as { ids: string[] }).ids.join(' '));
  const answer = (...quotes: [string, string][]) =>
    bridge.answer('passage.list', { total: 0, passages: quotes.map(([id, quote]) => aPassage({ id, quote })) });

  beforeEach(() => {
    bridge = new FakeBridge();
    archive += 1;
    const info = { id: `passages-${archive}`, title: 'T', format: 1, createdAt: '' };
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

  it('asks for those wanted alone, and keeps the others that it knows', async () => {
    answer(['a', 'Alpha'], ['b', 'Bravo']);
    const { rerender } = render(<Quotes ids={['a', 'b']} />);
    await screen.findByText('Alpha Bravo');
    answer(['c', 'Charlie']);
    rerender(<Quotes ids={['b', 'c']} />);
    await screen.findByText('Bravo Charlie');
    expect(asked()).toEqual(['a b', 'b c']);
  });

  it('asks for where scrolling ends, not for what flew by while an answer was awaited', async () => {
    answer(['a', 'Alpha'], ['z', 'Zulu']);
    const { rerender } = render(<Quotes ids={['a']} />);
    for (const id of ['b', 'c', 'd', 'z']) rerender(<Quotes ids={[id]} />);
    await screen.findByText('Zulu');
    await vi.waitFor(() => expect(asked()).toEqual(['a', 'z']));
  });

  it('reads those wanted again when passages change', async () => {
    answer(['a', 'Alpha']);
    render(<Quotes ids={['a']} />);
    await screen.findByText('Alpha');
    answer(['a', 'Changed']);
    act(() =>
      archiveStore.setState(({ revisions }) => ({ revisions: { ...revisions, passage: revisions.passage + 1 } })),
    );
    await screen.findByText('Changed');
  });
});
