import { createContext, useContext, useSyncExternalStore } from 'react';
import type { BriefingBody } from '../../../shared/domain/briefing-body.ts';

/** What panels and dialogs around the page may ask of the editor. The same object as long as the briefing is shown. */
export interface ComposerApi {
  readonly briefingId: string;
  /**
   * What stands on the page now, saved or not. The same value until something changes, and a short pause after each
   * keystroke behind it; `flush` first where the very last word counts.
   */
  readonly body: () => BriefingBody;
  /** Calls the listener when `body` has another value; returns the function that stops it. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Scrolls to a use of a passage or to a note, selects it and gives it the focus; false if it is not on the page. */
  readonly goToUse: (useId: string) => boolean;
  /**
   * Scrolls to a block and selects the words between two offsets in it; the whole block if both are the same or it holds
   * no text. `path` leads from the body to the block: `[3, 0, 1]` is `body[3].content[0].content[1]`; a quote, a
   * citation, a note and a line break count as one unit each. False if there is no such block.
   */
  readonly goToText: (path: readonly number[], start: number, end: number) => boolean;
  /** Puts another body in place of the one on the page: one step of the editor's own undo, saved like typed words. */
  readonly replaceBody: (body: BriefingBody) => void;
  /** Puts passages in at the caret, as blocks of their own or within the line. */
  readonly insertPassages: (passageIds: readonly string[], as: 'quote' | 'inlineQuote' | 'citation') => void;
  /** Opens the editor of the words that a use of a passage shows. */
  readonly abridge: (useId: string) => void;
  /** Saves what waits; resolves when everything is saved, rejects with the reason if it was refused. */
  readonly flush: () => Promise<void>;
  /** Gives the caret back to the page. */
  readonly focus: () => void;
}

/** The editor around which a panel stands; null outside of one. */
export const ComposerContext = createContext<ComposerApi | null>(null);

/** The editor around which a panel stands. Throws outside of one. */
export function useComposer(): ComposerApi {
  const composer = useContext(ComposerContext);
  if (composer === null) throw new Error('This panel belongs beside the page of a briefing.');
  return composer;
}

/** What stands on the page now; renders again when it changes. */
export function useComposerBody(): BriefingBody {
  const { subscribe, body } = useComposer();
  return useSyncExternalStore(subscribe, body);
}
