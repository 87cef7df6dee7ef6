import type { Passage } from '../../shared/domain/passage.ts';
import { call } from '../archive-client.ts';
import { archiveStore } from '../archive-state.ts';
import { notify, notifyError } from '../components/toast.tsx';

/** A coding as the contract takes it. */
export interface CodingInput {
  /** Agency id, or the name of a new agency. */
  readonly agency: string;
  /** Stance id. */
  readonly stance: string;
}

/** Adds a coding to those the passage has by then; says so if that is refused. */
export async function addCoding(passageId: string, { agency, stance }: CodingInput): Promise<void> {
  try {
    await call('passage.code', { ids: [passageId], codings: [{ agency, stance }] });
  } catch (error) {
    notifyError('The coding was not added', error);
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

/** Saves the note of a passage; says so if that is refused. */
export async function saveNote(passageId: string, note: string): Promise<void> {
  try {
    await call('passage.update', { id: passageId, note });
  } catch (error) {
    notifyError('The note was not saved', error);
  }
}

/** Deletes a passage and offers to take that back; says so if it is refused. */
export async function deletePassage({ id }: Passage): Promise<void> {
  try {
    await call('passage.delete', { ids: [id] });
  } catch (error) {
    notifyError('The passage was not deleted', error);
    return;
  }
  const { undo } = archiveStore.getState().history;
  notify('Passage deleted', {
    label: 'Undo',
    run: () => {
      if (archiveStore.getState().history.undo !== undo) {
        notify('Something else was changed since. Use Edit ▸ Undo to go back step by step.');
        return;
      }
      call('history.undo', {}).catch((error: unknown) => notifyError('The passage was not brought back', error));
    },
  });
}
