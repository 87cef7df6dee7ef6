import type { Coding, Passage } from '../../shared/domain/passage.ts';
import { readableQuote } from '../../shared/domain/readable-quote.ts';
import { call } from '../archive-client.ts';
import { archiveStore } from '../archive-state.ts';
import { type ReviewState, reviewName } from '../coding-words.ts';
import { announce } from '../components/announcer.tsx';
import type { CodingDetails } from '../components/coding-parts.tsx';
import { notify, notifyError } from '../components/toast.tsx';
import { count } from '../formats.ts';
import { isChangeOf, undoable } from '../undoable.ts';
import type { CodingInput } from './coding-draft.ts';
import { codedSentence } from './coding-sentences.ts';
import { rememberCoding } from './last-coding.ts';

// Popover, inspector, palette and keys all do what they do to passages by way of this module.

/** What of a coding is to be another. */
export interface CodingChange extends Partial<CodingDetails> {
  /** Agency id, or the name of a new agency. */
  readonly agency?: string;
  /** Stance id. */
  readonly stance?: string;
}

/** Says aloud what was coded, and keeps it for "the same as last". */
export function tellCoded({ documentId }: Pick<Passage, 'documentId'>, coding: Coding, agency: string): void {
  rememberCoding(documentId, coding);
  announce(codedSentence(coding, archiveStore.getState().codebook, agency));
}

/** Adds a coding to those the passage has by then; says so if that is refused, and is false then. */
export async function addCoding(passageId: string, coding: CodingInput): Promise<boolean> {
  try {
    const [passage] = await call('passage.code', { ids: [passageId], codings: [coding] });
    const added = passage?.codings[passage.codings.length - 1];
    if (passage !== undefined && added !== undefined) tellCoded(passage, added, coding.agency);
    return true;
  } catch (error) {
    notifyError('The coding was not added', error);
    return false;
  }
}

/** Takes one coding off a passage and offers to put it back; says so if that is refused. */
export async function removeCoding(passageId: string, codingId: string): Promise<void> {
  try {
    const { undo } = await undoable('Coding removed', isChangeOf('passage.update', [passageId]), () =>
      call('passage.uncode', { id: passageId, codingIds: [codingId] }),
    );
    notify('Coding removed', undo);
  } catch (error) {
    notifyError('The coding was not removed', error);
  }
}

/**
 * Changes the codings of a passage that are named, or all of them, in one step that can be undone; says so if that is
 * refused, and is false then.
 */
export async function changeCodings(
  passageId: string,
  codingIds: readonly string[] | 'all',
  change: CodingChange,
): Promise<boolean> {
  try {
    const passage = await call('passage.changeCoding', {
      id: passageId,
      ...(codingIds === 'all' ? {} : { codingIds: [...codingIds] }),
      ...change,
    });
    const coding = passage.codings.find((each) => codingIds === 'all' || codingIds.includes(each.id));
    if (coding !== undefined) tellCoded(passage, coding, change.agency ?? '');
    return true;
  } catch (error) {
    notifyError('The coding was not changed', error);
    return false;
  }
}

/** Saves the note of a passage. Rejects with why it was refused: the field that holds the note says so. */
export async function saveNote(passageId: string, note: string): Promise<void> {
  await call('passage.update', { id: passageId, note });
}

/** Deletes passages and offers to take that back; says so if it is refused, and is false then. */
export async function deletePassages(ids: readonly string[]): Promise<boolean> {
  const words = ids.length === 1 ? 'Passage deleted' : `${count(ids.length, 'passage')} deleted`;
  try {
    const { undo } = await undoable(words, isChangeOf('passage.delete', ids), () =>
      call('passage.delete', { ids: [...ids] }),
    );
    notify(words, undo);
    return true;
  } catch (error) {
    notifyError('Nothing was deleted', error);
    return false;
  }
}

/** Says how far the coding of passages has come; says so if that is refused. */
export async function setReview(ids: readonly string[], state: ReviewState): Promise<void> {
  try {
    await call('passage.review', { ids: [...ids], state });
    announce(ids.length === 1 ? reviewName(state) : `${count(ids.length, 'passage')}: ${reviewName(state)}`);
  } catch (error) {
    notifyError('The state of review was not changed', error);
  }
}

/** Widens a passage to whole sentences or paragraphs; says if there was nothing to widen. */
export async function extendPassage(
  passage: Pick<Passage, 'id' | 'start' | 'end'>,
  to: 'sentence' | 'paragraph',
): Promise<void> {
  const words = `Extended to the ${to}`;
  try {
    const { value, undo } = await undoable(words, isChangeOf('passage.reshape', [passage.id]), () =>
      call('passage.extend', { id: passage.id, to }),
    );
    if (value.start === passage.start && value.end === passage.end) notify(`It is a whole ${to} already`);
    else notify(words, undo);
  } catch (error) {
    notifyError('The passage was not extended', error);
  }
}

/** Makes two passages of one, the second from offset `at` on; returns the second, or null if that is refused. */
export async function splitPassage(passageId: string, at: number): Promise<Passage | null> {
  try {
    const { value, undo } = await undoable('Passage split', isChangeOf('passage.split', [passageId]), () =>
      call('passage.split', { id: passageId, at }),
    );
    notify('Passage split in two', undo);
    return value.find(({ id }) => id !== passageId) ?? null;
  } catch (error) {
    notifyError('The passage was not split', error);
    return null;
  }
}

/** Makes one passage of several; returns it, or null if that is refused. */
export async function mergePassages(ids: readonly string[]): Promise<Passage | null> {
  const words = `${count(ids.length, 'passage')} merged`;
  try {
    const { value, undo } = await undoable(words, isChangeOf('passage.merge', ids), () =>
      call('passage.merge', { ids: [...ids] }),
    );
    notify(words, undo);
    return value;
  } catch (error) {
    notifyError('The passages were not merged', error);
    return null;
  }
}

/** Copies the words of a passage as they are printed. */
export async function copyQuote({ quote }: Pick<Passage, 'quote'>): Promise<void> {
  try {
    await navigator.clipboard.writeText(readableQuote(quote));
    notify('Quote copied');
  } catch {
    notify('The quote could not be copied. Select it and press Ctrl+C.');
  }
}
