import { afterEach, describe, expect, it } from 'vitest';
import { askForDetail, takeDetailRequest } from '../../../renderer/reader/detail-request.ts';
import { type DocumentPlace, focusedTab, INITIAL_TABS, openTab, tabsStore } from '../../../renderer/tabs-state.ts';

afterEach(() => tabsStore.setState(INITIAL_TABS));

/** Opens a passage, and tells the place that its reader is to show. */
function openPassage(passageId: string): DocumentPlace {
  openTab({ kind: 'document', documentId: 'd1', passageId });
  const tab = focusedTab(tabsStore.getState());
  if (tab?.kind !== 'document' || tab.place === null) throw new Error('No document was opened.');
  return tab.place;
}

describe('the detail asked for of a passage', () => {
  it('is given once to the reader of the place it was asked with', () => {
    const place = openPassage('p');
    askForDetail('note');
    expect(takeDetailRequest(place)).toBe('note');
    expect(takeDetailRequest(place)).toBeNull();
  });

  it('is not given to a later opening of the passage if the tab never showed it', () => {
    openPassage('p');
    askForDetail('note');
    expect(takeDetailRequest(openPassage('p'))).toBeNull();
  });

  it('is dropped when another place is shown', () => {
    const place = openPassage('p');
    askForDetail('note');
    expect(takeDetailRequest(openPassage('q'))).toBeNull();
    expect(takeDetailRequest(place)).toBeNull();
  });
});
