import { notifyError } from '../components/toast.tsx';
import { flushAll, waitingDrafts } from '../pending-drafts.ts';
import { activateTab, closeTab } from '../tabs-state.ts';

/**
 * Closes a tab after what was typed in it is saved. If something is refused the tab stays, and the message says why
 * and offers to close it without.
 */
export async function saveAndCloseTab(id: string): Promise<void> {
  if (waitingDrafts(id).length > 0) {
    const [refused] = await flushAll(id);
    if (refused !== undefined) {
      activateTab(id);
      const run = () => closeTab(id);
      notifyError(`Not saved yet: ${refused.label}`, new Error(refused.reason), { label: 'Close without saving', run });
      return;
    }
  }
  closeTab(id);
}
