import { create } from 'zustand';
import { openFrameDialog } from '../frame/archive-actions.ts';

/** The documents that the next bag is to hold, by id; null for the whole archive. */
export const bagSelectionStore = create<{ readonly ids: readonly string[] | null }>(() => ({ ids: null }));

/** Asks where a bag of these documents, or of the whole archive, is to go. */
export function exportAsBag(ids: readonly string[] | null): void {
  bagSelectionStore.setState({ ids });
  openFrameDialog('bag-export');
}
