// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { archiveStore, INITIAL_STATE } from '../../../renderer/archive-state.ts';
import { divideCandidates, useBriefingPassages } from '../../../renderer/briefings/use-briefing-passages.ts';
import type { Briefing } from '../../../shared/domain/briefing.ts';
import { FakeBridge } from '../support.ts';

const BRIEFING: Briefing = {
  id: 'b',
  title: 'B',
  asOf: null,
  introduction: '',
  groupBy: 'agency-stance',
  filter: { agencyIds: [], stanceIds: [], documentIds: [], text: '' },
  include: [],
  exclude: [],
  order: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
};
const many = (length: number) => Array.from({ length }, (_, index) => `p${index}`);

function Summary({ briefing }: { readonly briefing: Briefing }) {
  const { isLarge, chosen, left, html } = useBriefingPassages(briefing);
  return <p>{`${isLarge ? 'large' : 'whole'} ${chosen.length} in ${left.length} out ${html}`}</p>;
}

describe('divideCandidates', () => {
  it('takes the order of the preview, and leaves out what is not in it', () => {
    const divided = divideCandidates(['a', 'b', 'c'], ['x', 'b'], ['a'], ['x', 'c', 'b']);
    expect(divided).toEqual({ isLarge: false, chosen: ['x', 'c', 'b'], left: ['a'], fits: new Set(['a', 'b', 'c']) });
  });

  it('keeps the reading order of a large briefing, of which the preview shows the beginning', () => {
    const divided = divideCandidates(many(2001), ['x'], ['p1'], ['p0', 'p2']);
    expect(divided.isLarge).toBe(true);
    expect(divided.chosen).toHaveLength(2001);
    expect(divided.chosen.slice(0, 2)).toEqual(['p0', 'p2']);
    expect(divided.left).toEqual(['p1']);
  });
});

describe('useBriefingPassages', () => {
  let bridge: FakeBridge;
  let archive = 0;
  const asked = (method: string) => bridge.calls.filter((call) => call.method === method).map(({ input }) => input);
  const answer = (ids: readonly string[]) => {
    bridge.answer('passage.outline', { total: ids.length, groups: [{ key: 'd', title: 'D', ids }] });
    const check = { status: 'exact', reason: null, start: 0, end: 1 };
    const passages = ids.slice(0, 200).map((id, index) => ({ id, number: index + 1, check }));
    bridge.answer('briefing.preview', { html: `page of ${passages.length}`, passages });
  };

  beforeEach(() => {
    bridge = new FakeBridge();
    archive += 1;
    const info = { id: `briefings-${archive}`, title: 'T', format: 1, createdAt: '' };
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
  afterEach(() => {
    vi.useRealTimers();
    cleanup();
  });

  it('previews all of a small briefing', async () => {
    answer(many(3));
    render(<Summary briefing={BRIEFING} />);
    await screen.findByText('whole 3 in 0 out page of 3');
    expect(asked('briefing.preview')).toEqual([{ id: 'b' }]);
    expect(asked('passage.list')).toEqual([]);
  });

  it('never asks for the whole of a large one', async () => {
    answer(many(5000));
    render(<Summary briefing={{ ...BRIEFING, exclude: ['p7'] }} />);
    await screen.findByText('large 4999 in 1 out page of 200');
    expect(asked('briefing.preview')).toEqual([{ id: 'b', limit: 200 }]);
  });

  it('asks for passages put in by hand by their ids alone', async () => {
    answer(many(2));
    render(<Summary briefing={{ ...BRIEFING, include: ['p1'] }} />);
    await screen.findByText('whole 2 in 0 out page of 2');
    expect(asked('passage.outline')).toContainEqual({ ids: ['p1'] });
  });

  it('makes the preview again when changes have paused', async () => {
    vi.useFakeTimers();
    answer(many(3));
    render(<Summary briefing={BRIEFING} />);
    const wait = (time: number) => act(() => vi.advanceTimersByTimeAsync(time));
    const change = () =>
      act(() =>
        archiveStore.setState(({ revisions }) => ({ revisions: { ...revisions, briefing: revisions.briefing + 1 } })),
      );
    await wait(1000);
    for (let index = 0; index < 5; index += 1) {
      change();
      await wait(200);
    }
    expect(asked('briefing.preview')).toHaveLength(1);
    await wait(150);
    expect(asked('briefing.preview')).toHaveLength(2);
  });
});
