import type { Passage } from '../../shared/domain/passage.ts';
import { call } from '../archive-client.ts';
import { notify, notifyError } from '../components/toast.tsx';
import { count } from '../formats.ts';
import { isChangeOf, undoable } from '../undoable.ts';
import type { Internal } from './internal-badge.tsx';

/** What was done to a number of passages, in words. */
export function internalWords(number: number, internal: Internal): string {
  const what = number === 1 ? 'Passage' : count(number, 'passage');
  if (internal === 'none') return `${what} may leave the archive`;
  if (internal === 'note') return number === 1 ? 'Note kept internal' : `Notes of ${what} kept internal`;
  return `${what} kept internal`;
}

/** What the switch makes of passages: all internal, unless all of them are already. */
export function toggledInternal(passages: readonly Pick<Passage, 'internal'>[]): Internal {
  return passages.every(({ internal }) => internal === 'passage') ? 'none' : 'passage';
}

/** Says how far passages are work product, and offers to take that back; says so if it is refused. */
export async function setInternal(ids: readonly string[], internal: Internal): Promise<void> {
  const words = internalWords(ids.length, internal);
  const value = internal === 'none' ? null : internal;
  try {
    const { undo } = await undoable(words, isChangeOf('passage.update', ids), () =>
      call('passage.setInternal', { ids: [...ids], internal: value }),
    );
    notify(words, undo);
  } catch (error) {
    notifyError('Nothing was changed', error);
  }
}

/** Marks passages as internal, or takes that off if all of them are. */
export async function toggleInternal(ids: readonly string[]): Promise<void> {
  if (ids.length === 0) {
    notify('Select a passage first');
    return;
  }
  try {
    const { passages } = await call('passage.list', { ids: [...ids] });
    await setInternal(ids, toggledInternal(passages));
  } catch (error) {
    notifyError('Nothing was changed', error);
  }
}
