// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { archiveStore, INITIAL_STATE } from '../../../renderer/archive-state.ts';
import { keepSelected, NO_SELECTION } from '../../../renderer/list-selection.ts';
import { useHiddenSelection } from '../../../renderer/passages/use-hidden-selection.ts';
import { FakeBridge } from '../support.ts';

function Selection({ listed }: { readonly listed: readonly string[] }) {
  const [selection, setSelection] = useState({ ...NO_SELECTION, selected: new Set(['a', 'b', 'c']) });
  const { shown, hidden } = useHiddenSelection(selection.selected, new Set(listed), (next) =>
    setSelection((now) => {
      const { focus, anchor, selected } = typeof next === 'function' ? next(now) : next;
      return { focus, anchor, selected: new Set(selected) };
    }),
  );
  return <p>{`${[...selection.selected].join('')}: ${shown.join('')} shown, ${hidden.join('')} hidden`}</p>;
}

let bridge: FakeBridge;
beforeEach(() => {
  bridge = new FakeBridge();
  const info = { id: 'hidden', title: 'T', format: 1, createdAt: '' };
  const counts = { documents: 0, passages: 0, agencies: 0, briefings: 0, events: 0 };
  const { history } = INITIAL_STATE;
  const status = {
    info,
    directory: '',
    readOnly: false,
    counts,
    problems: [],
    alarms: [],
    pendingImports: [],
    history,
  };
  archiveStore.setState({ ...INITIAL_STATE, status });
});
afterEach(cleanup);

it('counts what a filter hides, and lets go what is no longer in the archive', async () => {
  bridge.answer('passage.outline', { total: 1, groups: [{ key: 'd', title: 'D', ids: ['b'] }] });
  render(<Selection listed={['a', 'x']} />);
  await waitFor(() => expect(screen.getByText('ab: a shown, b hidden')).toBeDefined());
});

it('keeps rows selected that are not listed', () => {
  const selection = { selected: new Set(['a', 'b']), focus: 'b', anchor: 'b' };
  expect(keepSelected(selection, ['a', 'b', 'c'], ['a', 'c'])).toEqual({ ...selection, focus: 'c', anchor: 'c' });
  expect(keepSelected(selection, ['a', 'b'], ['a', 'b'])).toBe(selection);
});
