import type { Passage } from '../../shared/domain/passage.ts';
import { call } from '../archive-client.ts';
import { notify, notifyError } from '../components/toast.tsx';
import { isChangeOf, undoable } from '../undoable.ts';

/** A coding as the contract takes it. */
export interface CodingInput {
  /** Agency id, or the name of a new agency. */
  readonly agency: string;
  /** Stance id. */
  readonly stance: string;
}

/** Adds a coding to those the passage has by then; says so if that is refused, and is false then. */
export async function addCoding(passageId: string, { agency, stance }: CodingInput): Promise<boolean> {
  try {
    await call('passage.code', { ids: [passageId], codings: [{ agency, stance }] });
    return true;
  } catch (error) {
    notifyError('The coding was not added', error);
    return false;
  }
}

/** Takes one coding off a passage; says so if that is refused. */
export async function removeCoding(passageId: string, codingId: string): Promise<void> {
  try {
    await call('passage.uncode', { id: passageId, codingIds: [codingId] });
  } catch (error) {
    notifyError('The coding was not removed', error);
  }
}

/** Puts another coding in the place of one, in one step that can be undone; says so if that is refused. */
export async function changeCoding(passageId: string, codingId: string, { agency, stance }: CodingInput) {
  try {
    // What the window mirrors may be older than what the archive holds.
    const { codings } = await call('passage.get', { id: passageId });
    const changed = codings.map((each) =>
      each.id === codingId ? { agency, stance } : { agency: each.agencyId, stance: each.stanceId },
    );
    await call('passage.recode', { ids: [passageId], codings: changed });
  } catch (error) {
    notifyError('The coding was not changed', error);
  }
}

/** Saves the note of a passage. Rejects with why it was refused: the field that holds the note says so. */
export async function saveNote(passageId: string, note: string): Promise<void> {
  await call('passage.update', { id: passageId, note });
}

/** Deletes a passage and offers to take that back; says so if it is refused. */
export async function deletePassage({ id }: Passage): Promise<void> {
  try {
    const { undo } = await undoable('Passage deleted', isChangeOf('passage.delete', [id]), () =>
      call('passage.delete', { ids: [id] }),
    );
    notify('Passage deleted', undo);
  } catch (error) {
    notifyError('The passage was not deleted', error);
  }
}
