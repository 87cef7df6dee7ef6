// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DraftField } from '../../../renderer/components/draft-field.tsx';
import { DraftTab } from '../../../renderer/components/use-draft.ts';
import { saveAndCloseTab } from '../../../renderer/frame/close-tab.ts';
import { flushAll, waitingDrafts } from '../../../renderer/pending-drafts.ts';
import { INITIAL_TABS, openTab, tabsStore } from '../../../renderer/tabs-state.ts';
import { ArchiveError } from '../../../shared/errors.ts';

describe('DraftField', () => {
  afterEach(() => {
    cleanup();
    tabsStore.setState(INITIAL_TABS);
  });

  const type = (text: string) => fireEvent.change(screen.getByRole('textbox'), { target: { value: text } });

  it('saves what was typed when it goes from the screen without being left', async () => {
    const save = vi.fn(() => Promise.resolve());
    const { unmount } = render(<DraftField label="Notes" value="" onSave={save} />);
    type('Typed');
    unmount();
    await vi.waitFor(() => expect(save).toHaveBeenCalledWith('Typed'));
    await vi.waitFor(() => expect(waitingDrafts()).toEqual([]));
  });

  it('saves what was typed when the window asks, once', async () => {
    const save = vi.fn(() => Promise.resolve());
    render(<DraftField label="Notes" value="" onSave={save} />);
    type('Typed');
    await act(async () => expect(await flushAll()).toEqual([]));
    fireEvent.blur(screen.getByRole('textbox'));
    expect(save.mock.calls).toEqual([['Typed']]);
  });

  it('keeps the tab open and says why if what was typed in it is refused', async () => {
    openTab({ kind: 'view', view: 'codebook' });
    let isRefused = true;
    const save = () => (isRefused ? Promise.reject(new ArchiveError('conflict', 'Taken.')) : Promise.resolve());
    render(
      <DraftTab.Provider value="view:codebook">
        <DraftField label="Name" value="A" onSave={save} />
      </DraftTab.Provider>,
    );
    type('B');
    await act(() => saveAndCloseTab('view:codebook'));
    expect(tabsStore.getState().activeId).toBe('view:codebook');
    expect(screen.getByRole('alert').textContent).toBe('Taken.');
    isRefused = false;
    await act(() => saveAndCloseTab('view:codebook'));
    expect(tabsStore.getState().tabs.map(({ id }) => id)).toEqual(['view:documents']);
  });
});
