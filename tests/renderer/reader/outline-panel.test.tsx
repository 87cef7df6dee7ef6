// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { OutlineEntry } from '../../../renderer/reader/document-view.ts';
import { OutlinePanel } from '../../../renderer/reader/outline-panel.tsx';

// jsdom lays nothing out, so that nothing comes into sight.
beforeEach(() => {
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(cleanup);

function open(hasPages: boolean, entries: readonly OutlineEntry[]) {
  render(
    <OutlinePanel
      view={{ outline: async () => entries }}
      hasPages={hasPages}
      position={{ page: 1, fraction: 0 }}
      labelOf={String}
      onGo={() => undefined}
    />,
  );
}

describe('OutlinePanel', () => {
  it.each([
    [true, 'This PDF has no bookmarks.'],
    [false, 'This document has no headings.'],
  ])('says what is missing where there is no outline (pages: %s)', async (hasPages, words) => {
    open(hasPages, []);
    expect(await screen.findByText(words)).toBeTruthy();
  });

  it('says nothing of that where there is one', async () => {
    open(true, [{ title: 'Policy', level: 0, destination: { page: 1, fraction: 0 }, children: [] }]);
    expect(await screen.findByRole('treeitem', { name: /Policy/ })).toBeTruthy();
    expect(screen.queryByText(/no bookmarks/)).toBeNull();
  });
});
