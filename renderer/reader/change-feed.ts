import type { Change } from '../../shared/domain/event.ts';
import { onBroadcast } from '../archive-client.ts';

type Listener = (changes: readonly Change[]) => void;

const listeners = new Set<Listener>();
let stop: (() => void) | null = null;

/**
 * Listens to every change of the archive; returns the function that stops it. However many documents are open,
 * the window listens once.
 */
export function listenToChanges(listener: Listener): () => void {
  listeners.add(listener);
  stop ??= onBroadcast((broadcast) => {
    if (broadcast.type !== 'changes') return;
    for (const each of [...listeners]) each(broadcast.changes);
  });
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    stop?.();
    stop = null;
  };
}
