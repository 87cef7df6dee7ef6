// @vitest-environment jsdom
import { cleanup, fireEvent, render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { archiveStore, INITIAL_STATE } from '../../renderer/archive-state.ts';
import { recentAgencyIds, rememberAgency } from '../../renderer/components/recent-choices.ts';
import { documentsScopeStore, EVERYTHING, showDocuments } from '../../renderer/documents/documents-scope.ts';
import { DropTarget } from '../../renderer/frame/drop-target.tsx';
import { goBack } from '../../renderer/frame/tab-history.ts';
import { INITIAL_PASSAGES, passagesFilterStore, showPassages } from '../../renderer/passages/passages-filter.ts';
import { recallCoding, rememberCoding } from '../../renderer/reader/last-coding.ts';
import { recallTab, rememberTab } from '../../renderer/reader/reader-memory.ts';
import { activateTab, INITIAL_TABS, openTab, tabsStore } from '../../renderer/tabs-state.ts';
import { aStatus, FakeBridge } from './support.ts';

beforeEach(() => archiveStore.setState({ ...INITIAL_STATE, status: aStatus() }));
afterEach(() => {
  cleanup();
  tabsStore.setState(INITIAL_TABS);
  archiveStore.setState(INITIAL_STATE);
});

describe('what is remembered of one archive', () => {
  it('is forgotten when a copy of it opens in another folder', () => {
    new FakeBridge();
    showPassages({ agencyIds: ['a'], text: 'words' });
    showDocuments({ collection: 'Police / Nevada' });
    rememberAgency('a');
    rememberTab('document:d', { zoom: { kind: 'factor', factor: 2 } });
    rememberCoding('d', { id: 'c', agencyId: 'a', stanceId: 's', coder: '', codedAt: '2026-01-01T00:00:00.000Z' });
    archiveStore.setState({ status: aStatus('archive-1', 0, '/copy') });
    expect(passagesFilterStore.getState()).toEqual(INITIAL_PASSAGES);
    expect(documentsScopeStore.getState()).toEqual(EVERYTHING);
    expect(recentAgencyIds()).toEqual([]);
    expect([recallTab('document:d').zoom, recallCoding('d').anywhere]).toEqual([null, null]);
    goBack();
    expect(tabsStore.getState().activeId).toBe('view:documents');
  });

  it('stays when the same archive reports', () => {
    showDocuments({ collection: 'Police / Nevada' });
    archiveStore.setState({ status: aStatus('archive-1', 9) });
    expect(documentsScopeStore.getState().collection).toBe('Police / Nevada');
  });
});

describe('DropTarget', () => {
  const drop = () => {
    const files = [new File(['x'], 'a.txt')];
    fireEvent.drop(window, { dataTransfer: { types: ['Files'], files } });
  };

  it('puts files into a collection only while that collection is on screen', async () => {
    const bridge = new FakeBridge();
    bridge.answer('document.import', []);
    render(<DropTarget />);
    showDocuments({ collection: 'Police' });
    drop();
    openTab({ kind: 'view', view: 'codebook' });
    drop();
    activateTab('view:documents');
    documentsScopeStore.setState({ isTrash: true });
    drop();
    await vi.waitFor(() => expect(bridge.inputsOf('document.import')).toHaveLength(3));
    const collections = bridge.inputsOf('document.import').map((input) => Object.entries(input ?? {}));
    expect(collections.map((entries) => Object.fromEntries(entries).collection)).toEqual([
      'Police',
      undefined,
      undefined,
    ]);
  });
});
