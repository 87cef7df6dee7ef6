import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  activateTab,
  closeTab,
  cycleTab,
  INITIAL_TABS,
  moveTab,
  openTab,
  parseTabs,
  serializeTabs,
  setTabTitle,
  tabsStore,
  tabTitle,
} from '../../renderer/tabs-state.ts';
import { assertProperty } from '../support/assert-property.ts';

const ids = () => tabsStore.getState().tabs.map((tab) => tab.id);
const activeId = () => tabsStore.getState().activeId;

describe('tabs', () => {
  beforeEach(() => tabsStore.setState(INITIAL_TABS, true));

  it('opens a document once and shows it again when it is asked for again', () => {
    openTab({ kind: 'document', documentId: 'a', title: 'A' });
    openTab({ kind: 'view', view: 'passages' });
    openTab({ kind: 'document', documentId: 'a' });
    expect(ids()).toEqual(['view:documents', 'document:a', 'view:passages']);
    expect(activeId()).toBe('document:a');
    const tab = tabsStore.getState().tabs[1];
    expect(tab && tabTitle(tab)).toBe('A');
  });

  it('numbers each request for a place, so that the same place asked for twice is shown twice', () => {
    const place = () => {
      openTab({ kind: 'document', documentId: 'a', passageId: 'p', start: 1, end: 2, page: 3 });
      const tab = tabsStore.getState().tabs.find((one) => one.id === 'document:a');
      return tab?.kind === 'document' ? tab.place : null;
    };
    const first = place();
    const second = place();
    expect(first).toMatchObject({ passageId: 'p', start: 1, end: 2, page: 3 });
    expect(second?.request).toBeGreaterThan(first?.request ?? Number.POSITIVE_INFINITY);
  });

  it('goes back to the tab used before when one is closed', () => {
    openTab({ kind: 'document', documentId: 'a' });
    openTab({ kind: 'document', documentId: 'b' });
    openTab({ kind: 'document', documentId: 'c' });
    activateTab('document:a');
    activateTab('document:c');
    closeTab('document:c');
    expect(activeId()).toBe('document:a');
  });

  it('never closes Documents', () => {
    closeTab('view:documents');
    expect(ids()).toEqual(['view:documents']);
  });

  it('cycles round in both directions', () => {
    openTab({ kind: 'view', view: 'passages' });
    openTab({ kind: 'view', view: 'codebook' });
    cycleTab(1);
    expect(activeId()).toBe('view:documents');
    cycleTab(-1);
    expect(activeId()).toBe('view:codebook');
  });

  it('keeps Documents first when tabs are moved', () => {
    openTab({ kind: 'view', view: 'passages' });
    openTab({ kind: 'view', view: 'codebook' });
    moveTab('view:codebook', 0);
    moveTab('view:documents', 2);
    expect(ids()).toEqual(['view:documents', 'view:codebook', 'view:passages']);
  });

  it('leaves the active tab and the titles of views alone when a title changes', () => {
    openTab({ kind: 'briefing', briefingId: 'b', title: 'Old' });
    activateTab('view:documents');
    setTabTitle('briefing:b', 'New');
    setTabTitle('view:documents', 'Nonsense');
    expect(tabsStore.getState().tabs.map(tabTitle)).toEqual(['Documents', 'New']);
    expect(activeId()).toBe('view:documents');
  });

  it('comes back from what it wrote', () => {
    openTab({ kind: 'document', documentId: 'a', title: 'A', version: 2 });
    openTab({ kind: 'briefing', briefingId: 'b', title: 'B' });
    openTab({ kind: 'view', view: 'activity' });
    activateTab('document:a');
    const { tabs, activeId: active } = tabsStore.getState();
    const restored = parseTabs(JSON.parse(JSON.stringify(serializeTabs(tabsStore.getState()))));
    expect(restored).toEqual({ ...INITIAL_TABS, tabs, activeId: active, recent: [active] });
  });

  it('makes tabs of anything that may stand in the settings', () => {
    assertProperty(
      fc.property(fc.jsonValue(), (value) => {
        for (const layout of [value, { tabs: value, activeId: value }, { tabs: [value], activeId: 'x' }]) {
          const state = parseTabs(layout);
          expect(state.tabs[0]?.id).toBe('view:documents');
          expect(state.tabs.some((tab) => tab.id === state.activeId)).toBe(true);
        }
      }),
    );
  });
});
