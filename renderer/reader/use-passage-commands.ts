import { useCommandHandler } from '../commands.ts';
import type { PassageActions } from './passage-actions.ts';
import type { ReaderCoding } from './reader-coding.ts';

/** Gives the menu of passages its meaning for what is selected in the reader in front: what does not apply is off. */
export function usePassageCommands(active: boolean, coding: ReaderCoding | null): void {
  const isOn = active && coding !== null;
  const actions = coding?.actions ?? null;
  const onPassage = (act: (actions: PassageActions) => void) => () => {
    if (actions !== null) act(actions);
  };
  const isPassage = active && actions !== null;
  const hasWords = isPassage && actions.isOfThisVersion && actions.passage.area === undefined;
  const review = actions?.passage.review ?? 'coded';
  useCommandHandler('passage.code', () => coding?.askCoding(), isOn);
  useCommandHandler('passage.codeAsLast', () => coding?.repeat(), isOn && coding.last !== null);
  useCommandHandler('passage.highlight', () => coding?.highlight?.(), isOn && coding.highlight !== null);
  useCommandHandler('passage.note', () => coding?.openNote(), isOn);
  useCommandHandler(
    'passage.markCoded',
    onPassage((of) => of.review('coded')),
    isPassage && review !== 'coded',
  );
  useCommandHandler(
    'passage.markNeedsReview',
    onPassage((of) => of.review('needs-review')),
    isPassage && review !== 'needs-review',
  );
  useCommandHandler(
    'passage.markReviewed',
    onPassage((of) => of.review('reviewed')),
    isPassage && review !== 'reviewed',
  );
  useCommandHandler(
    'passage.extendSentence',
    onPassage((of) => of.extend('sentence')),
    hasWords,
  );
  useCommandHandler(
    'passage.extendParagraph',
    onPassage((of) => of.extend('paragraph')),
    hasWords,
  );
  useCommandHandler('passage.split', () => coding?.askSplit(), isPassage && actions.isSplittable);
  useCommandHandler(
    'passage.mergeNext',
    onPassage((of) => of.next !== null && of.mergeWith(of.next)),
    hasWords && actions.next !== null,
  );
  useCommandHandler(
    'passage.delete',
    onPassage((of) => of.remove()),
    isPassage,
  );
}
