import { create } from 'zustand';
import { onArchiveChange } from '../../archive-state.ts';
import { openFrameDialog } from '../../frame/archive-actions.ts';

/** One quote whose evidence is to be shown. */
export interface VerifiedQuote {
  readonly passageId: string;
  /** The words printed if they are an abridgement; null for the whole quote as it reads. */
  readonly printed: string | null;
}

/** Store behind the verification dialog of the window; null while it is closed. */
export const verificationStore = create<{ readonly quote: VerifiedQuote | null }>(() => ({ quote: null }));
onArchiveChange(() => verificationStore.setState({ quote: null }));

/** Shows a quote beside the page that it is from, with what vouches for it. Not from within another dialog. */
export function showVerification(passageId: string, printed: string | null = null): void {
  verificationStore.setState({ quote: { passageId, printed } });
  openFrameDialog('verification');
}
