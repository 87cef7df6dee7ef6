import type { Broadcast } from '../shared/contract.ts';
import { call, onBroadcast } from './archive-client.ts';
import { notify, notifyError, type ToastAction } from './components/toast.tsx';

type Changes = Extract<Broadcast, { type: 'changes' }>;

/** Time after a call's answer in which the broadcast of its change is still awaited, in milliseconds. */
const GRACE = 2_000;

/**
 * Does something that changes the archive and finds out which change of the journal it was, so that "Undo" beside the
 * message takes back this one and never a later one. Rejects as the work does.
 */
export async function undoable<T>(
  label: string,
  isOurs: (changes: Changes) => boolean,
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly undo: ToastAction }> {
  let seq: number | null = null;
  const stop = onBroadcast((broadcast) => {
    if (broadcast.type !== 'changes' || seq !== null || !isOurs(broadcast)) return;
    seq = broadcast.seq;
    stop();
  });
  const run = () => {
    if (seq === null) notifyError(`Not undone: ${label}`, new Error('Use Edit ▸ Undo to go back step by step.'));
    else void undoChange(seq, label);
  };
  try {
    const value = await work();
    setTimeout(stop, GRACE);
    return { value, undo: { label: 'Undo', run } };
  } catch (error) {
    stop();
    throw error;
  }
}

/** True for the change that this type of event makes to one of these things. */
export function isChangeOf(eventType: string, ids: readonly string[]): (changes: Changes) => boolean {
  return (changes) => changes.eventType === eventType && changes.changes.some((change) => ids.includes(change.id));
}

async function undoChange(seq: number, label: string): Promise<void> {
  try {
    await call('history.undo', { seq });
    notify(`Undone: ${label}`);
  } catch (error) {
    notifyError(`Not undone: ${label}`, error);
  }
}
