import { type DocumentPlace, focusedTab, tabsStore } from '../tabs-state.ts';
import type { DetailPart } from './passage-detail.tsx';

/** What was asked for with one opening of a passage: a later one of the same passage, for itself, does not ask for it. */
let asked: { readonly request: number; readonly part: DetailPart } | null = null;

/**
 * Asks the reader to open a part of what is said of the passage that was opened just now: its note, where it may be cut.
 * To be called right after the tab is opened, before anything is drawn.
 */
export function askForDetail(part: DetailPart): void {
  const tab = focusedTab(tabsStore.getState());
  asked = tab?.kind === 'document' && tab.place !== null ? { request: tab.place.request, part } : null;
}

/** The part that was asked for with the opening of this place, once; null if none was. */
export function takeDetailRequest(place: DocumentPlace): DetailPart | null {
  const part = asked?.request === place.request ? asked.part : null;
  asked = null;
  return part;
}
