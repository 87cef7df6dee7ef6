import { create } from 'zustand';
import { readFrameSize, saveFrameSize } from '../frame-sizes.ts';
import type { PageColors } from './document-view.ts';

/** Choices of the person that hold for every document. */
interface ReaderPreferences {
  /** Null until something was chosen in this window: what is remembered holds. */
  readonly colors: PageColors | null;
  readonly isSnapping: boolean | null;
}

const preferences = create<ReaderPreferences>(() => ({ colors: null, isSnapping: null }));

/** Whether pages are shown as printed or light on dark. */
export function usePageColors(): PageColors {
  const chosen = preferences((state) => state.colors);
  return chosen ?? (readFrameSize('darkPages', 0) === 1 ? 'dark' : 'original');
}

/** Shows the pages of all documents as printed or light on dark, and remembers it. */
export function setPageColors(colors: PageColors): void {
  preferences.setState({ colors });
  saveFrameSize('darkPages', colors === 'dark' ? 1 : 0);
}

/** Whether a drag selects whole words only. */
export function useSnapping(): boolean {
  const chosen = preferences((state) => state.isSnapping);
  return chosen ?? readFrameSize('snapToWords', 0) === 1;
}

/** Lets drags select whole words only, or any letters, and remembers it. */
export function setSnapping(isSnapping: boolean): void {
  preferences.setState({ isSnapping });
  saveFrameSize('snapToWords', isSnapping ? 1 : 0);
}
