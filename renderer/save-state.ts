import { useEffect, useState } from 'react';
import { pendingDraftsStore } from './pending-drafts.ts';
import { writeActivityStore } from './write-activity.ts';

/** How the saving of what is typed and done in this window stands. */
export type SaveState = 'saved' | 'waiting' | 'saving';

/** What each state is called, wherever it is shown. */
export const SAVE_WORDS: Readonly<Record<SaveState, string>> = {
  saved: 'Saved',
  waiting: 'Not saved yet',
  saving: 'Saving…',
};

/** Milliseconds that a writing call may take before it is told of: nearly all take less. */
const TELL_SAVING_AFTER = 120;

/**
 * How the saving stands: `saving` while a change has been on its way to the archive for so long that it is worth
 * telling, `waiting` while something typed is not in the archive yet. What was refused is told elsewhere, with its reason.
 *
 * `saved` is said of what this window shows as done. A change that nobody typed, such as a digit, an undo or a deletion,
 * is shown only when the archive has answered, so that in the moment before nothing on screen is unsaved; another word
 * for that moment would have to be drawn while the answer waits, and would hold it up. What is typed is on screen before
 * it is saved: that is told from the first letter on.
 */
export function useSaveState(): SaveState {
  const isUnderWay = writeActivityStore((state) => state.underWay > 0);
  const isWaiting = pendingDraftsStore(({ waiting, refused }) =>
    [...waiting].some((draft) => !draft.isEntry && !refused.has(draft)),
  );
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isUnderWay) return;
    const timer = setTimeout(() => setIsLong(true), TELL_SAVING_AFTER);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isUnderWay]);
  return isUnderWay && isLong ? 'saving' : isWaiting ? 'waiting' : 'saved';
}
