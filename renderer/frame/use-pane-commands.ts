import type { RefObject } from 'react';
import { useCommandHandler } from '../commands.ts';
import { focusedTab, focusPane, openToSide, setSynced, tabsStore, useTabs } from '../tabs-state.ts';
import { saveAndCloseTab } from './close-tab.ts';

/** Opens the document that has the keys beside the tabs too; the one beside them stays. */
function splitFocused(): void {
  const tab = focusedTab(tabsStore.getState());
  if (tab?.kind === 'document') openToSide(tab);
}

/** What in a pane takes the keys: the document, or whatever can be focused first. */
function focusInto(pane: Element | null | undefined): void {
  const panel = pane?.querySelector('[role=tabpanel]:not([hidden])') ?? pane;
  const target =
    panel?.querySelector<HTMLElement>('[data-document-view] [tabindex="0"], [data-document-view] iframe') ??
    panel?.querySelector<HTMLElement>('[tabindex="0"], input, button:not([disabled])');
  target?.focus({ preventScroll: true });
}

/** Gives the commands of the two panes their meaning. */
export function usePaneCommands(root: RefObject<HTMLElement | null>): void {
  const side = useTabs((state) => state.side);
  const canOpen = useTabs((state) => focusedTab(state)?.kind === 'document');
  const hasTwoDocuments = useTabs(
    (state) => state.side !== null && state.tabs.some(({ id, kind }) => id === state.activeId && kind === 'document'),
  );
  useCommandHandler('pane.openToSide', splitFocused, canOpen);
  useCommandHandler(
    'pane.focusOther',
    () => {
      const next = tabsStore.getState().pane === 'main' ? 'side' : 'main';
      focusPane(next);
      focusInto(root.current?.querySelector(`[data-pane="${next}"]`));
    },
    side !== null,
  );
  useCommandHandler('pane.sync', () => setSynced(!tabsStore.getState().isSynced), hasTwoDocuments);
  useCommandHandler('pane.close', () => side !== null && void saveAndCloseTab(side.id), side !== null);
}
