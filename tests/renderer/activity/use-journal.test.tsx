// @vitest-environment jsdom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { useJournal } from '../../../renderer/activity/use-journal.ts';
import { archiveStore, INITIAL_STATE } from '../../../renderer/archive-state.ts';
import type { EventSummary } from '../../../shared/contract/preservation.ts';
import { aStatus, FakeBridge } from '../support.ts';

const line = (seq: number): EventSummary => ({
  ...{ seq, id: `event-${seq}`, time: '2026-01-01T00:00:00.000Z', coder: '', type: 'passage.update', label: '' },
  ...{ group: null, inverts: [], detail: {}, prev: '', hash: '', changeCount: 1, outcome: 'success' },
});

/** Entries of a log that ends at `last`, newest first, as history.list gives them. */
function logUpTo(last: number, input: { readonly before?: number; readonly limit: number }): EventSummary[] {
  const from = Math.min(last, (input.before ?? last + 1) - 1);
  return Array.from({ length: Math.min(from, input.limit) }, (_, index) => line(from - index));
}

let last = 0;
beforeEach(() => {
  const bridge = new FakeBridge();
  bridge.answerWith('history.list', (input) => logUpTo(last, input as { limit: number }));
  archiveStore.setState({ ...INITIAL_STATE, status: aStatus() });
});
afterEach(cleanup);

/** Lets the log grow to an entry, and the window hear of it. */
function growTo(seq: number): void {
  last = seq;
  act(() => archiveStore.setState(({ revision }) => ({ revision: revision + 1 })));
}

it('leaves no entry out when more came than are read at once', async () => {
  last = 250;
  const { result } = renderHook(() => useJournal({}));
  await waitFor(() => expect(result.current.lines[0]?.seq).toBe(250));
  growTo(260);
  await waitFor(() => expect(result.current.lines[0]?.seq).toBe(260));
  growTo(900);
  await waitFor(() => expect(result.current.lines[0]?.seq).toBe(900));
  for (let pages = 2; pages <= 5; pages += 1) {
    act(() => result.current.more());
    await waitFor(() => expect(result.current.lines).toHaveLength(Math.min(900, pages * 200)));
  }
  expect(result.current.lines.map(({ seq }) => seq)).toEqual(Array.from({ length: 900 }, (_, index) => 900 - index));
});
