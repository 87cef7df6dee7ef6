import type { Passage } from '../../shared/domain/passage.ts';
import { showVerification } from '../briefings/verification/verification-state.ts';
import { copyCited } from '../citations/copy-cited.ts';
import { nextReview, type ReviewState } from '../coding-words.ts';
import { notify } from '../components/toast.tsx';
import { setInternal } from '../passages/internal-actions.ts';
import type { Internal } from '../passages/internal-badge.tsx';
import { copyQuote, deletePassages, extendPassage, mergePassages, setReview, splitPassage } from './coding-actions.ts';

/** What may be done with the passage that is selected in a reader. */
export interface PassageActions {
  readonly passage: Passage;
  /** The passages of the version before and after it, in reading order. */
  readonly before: Passage | null;
  readonly next: Passage | null;
  /** False for a passage of another version, whose bounds are not those shown. */
  readonly isOfThisVersion: boolean;
  /** False for an area and for a passage of several pieces, which have no one place to be cut at. */
  readonly isSplittable: boolean;
  readonly review: (state: ReviewState) => void;
  /** To the next state of review. */
  readonly cycleReview: () => void;
  readonly extend: (to: 'sentence' | 'paragraph') => void;
  /** Cuts it in two at an offset of the canonical text. */
  readonly split: (at: number) => void;
  readonly mergeWith: (other: Passage) => void;
  readonly copy: () => void;
  /** Copies it with its citation. */
  readonly cite: () => void;
  /** Says how far it is work product that stays in the house. */
  readonly keepInternal: (internal: Internal) => void;
  /** Shows what vouches for its words. */
  readonly showVerification: () => void;
  readonly remove: () => void;
}

/** What passageActions takes. */
export interface PassageActionsOptions {
  /** Passages of the version shown, in reading order. */
  readonly passages: readonly Passage[];
  readonly selected: Passage | null;
  readonly onSelect: (id: string | null) => void;
}

/** Binds what may be done with a passage to the one that is selected; null while none is. */
export function passageActions(options: PassageActionsOptions): PassageActions | null {
  const { passages, selected, onSelect } = options;
  if (selected === null) return null;
  const { id } = selected;
  const at = passages.findIndex((passage) => passage.id === id);
  return {
    passage: selected,
    before: passages[at - 1] ?? null,
    next: at === -1 ? null : (passages[at + 1] ?? null),
    isOfThisVersion: at !== -1,
    isSplittable: at !== -1 && selected.area === undefined && selected.spans === undefined,
    review: (state) => void setReview([id], state),
    cycleReview: () => void setReview([id], nextReview(selected.review ?? 'coded')),
    extend: (to) => void extendPassage(selected, to),
    split: (offset) => void splitPassage(id, offset),
    mergeWith: (other) => {
      void mergePassages([id, other.id]).then((merged) => {
        if (merged !== null) onSelect(merged.id);
      });
    },
    copy: () => void copyQuote(selected),
    cite: () => void copyCited([id]),
    keepInternal: (internal) => void setInternal([id], internal),
    showVerification: () => showVerification(id),
    remove: () => {
      onSelect(null);
      void deletePassages([id]);
    },
  };
}

/** The passage that needs review next (1) or before (−1), seen from `from`, round and round; says if there is none. */
export function nextToReview(
  passages: readonly Passage[],
  from: { readonly id: string | null; readonly offset: number },
  direction: 1 | -1,
): Passage | null {
  const waiting = passages.filter((passage) => passage.review === 'needs-review');
  if (waiting.length === 0) {
    notify('No passage here needs review');
    return null;
  }
  const here = passages.find(({ id }) => id === from.id);
  const order = (passage: Passage) => passages.indexOf(passage);
  const isBeyond = (passage: Passage) =>
    here === undefined
      ? (passage.start - from.offset) * direction >= 0
      : (order(passage) - order(here)) * direction > 0;
  const ahead = direction === 1 ? waiting : [...waiting].reverse();
  return ahead.find(isBeyond) ?? ahead[0] ?? null;
}
