import { beforeEach, describe, expect, it } from 'vitest';
import {
  activateTab,
  closeSide,
  closeTab,
  focusedTab,
  focusPane,
  INITIAL_TABS,
  openTab,
  openToSide,
  parseTabs,
  serializeTabs,
  setSynced,
  setTabTitle,
  tabsStore,
} from '../../renderer/tabs-state.ts';

const state = () => tabsStore.getState();

describe('a document beside the tabs', () => {
  beforeEach(() => {
    tabsStore.setState(INITIAL_TABS, true);
    openTab({ kind: 'document', documentId: 'a', title: 'A' });
  });

  it('has the keys when it is opened, and gives them back', () => {
    openToSide({ documentId: 'b', title: 'B', version: 2 });
    expect(state().side).toEqual({
      ...{ id: 'side:b', kind: 'document', documentId: 'b', version: 2, title: 'B', place: null },
    });
    expect(focusedTab(state())?.id).toBe('side:b');
    focusPane('main');
    expect(focusedTab(state())?.id).toBe('document:a');
    activateTab('side:b');
    expect(state().pane).toBe('side');
    activateTab('view:documents');
    expect(focusedTab(state())?.id).toBe('view:documents');
  });

  it('may be the document of a tab, in another version', () => {
    openToSide({ documentId: 'a', title: 'A', version: 1 });
    expect(state().tabs.map(({ id }) => id)).toEqual(['view:documents', 'document:a']);
    setTabTitle('document:a', 'New');
    expect(state().side?.title).toBe('New');
    expect(focusedTab({ ...state(), pane: 'main' })).toMatchObject({ id: 'document:a', title: 'New' });
  });

  it('is closed by its id or as the pane, and stops to scroll with the other', () => {
    openToSide({ documentId: 'b', title: 'B' });
    setSynced(true);
    closeTab('side:b');
    expect(state()).toMatchObject({ side: null, pane: 'main', isSynced: false, activeId: 'document:a' });
    openToSide({ documentId: 'b', title: 'B' });
    closeSide();
    expect(state().side).toBeNull();
  });

  it('shows the places asked for beside a view, and leaves them to the tabs beside another document', () => {
    openToSide({ documentId: 'b', title: 'B' });
    openTab({ kind: 'view', view: 'passages' });
    openTab({ kind: 'document', documentId: 'b', passageId: 'p' });
    expect(state().side).toMatchObject({ id: 'side:b', title: 'B', place: { passageId: 'p' } });
    expect(state()).toMatchObject({ activeId: 'view:passages', pane: 'side' });
    activateTab('document:a');
    openTab({ kind: 'document', documentId: 'b', page: 3 });
    expect(state()).toMatchObject({ activeId: 'document:b', pane: 'main' });
  });

  it('gives no keys to a pane that is not there', () => {
    focusPane('side');
    expect(state().pane).toBe('main');
  });

  it('comes back after a restart', () => {
    openToSide({ documentId: 'b', title: 'B', version: 3 });
    setSynced(true);
    const { side } = state();
    const restored = parseTabs(JSON.parse(JSON.stringify(serializeTabs(state()))));
    expect(restored).toMatchObject({ side, pane: 'side', isSynced: true, activeId: 'document:a' });
  });

  it('is left out if it is no document', () => {
    const layout = { tabs: [], activeId: 'x', side: { kind: 'view', view: 'passages' }, pane: 'side', isSynced: true };
    expect(parseTabs(layout)).toEqual(INITIAL_TABS);
  });
});
