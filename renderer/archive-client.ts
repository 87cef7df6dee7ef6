import type { Broadcast, Method, MethodInput, MethodOutput } from '../shared/contract.ts';
import { ArchiveError, errorFromData, type Result } from '../shared/errors.ts';
import { followWrite, isFollowed } from './write-activity.ts';

/** What the preload script exposes: nothing else crosses from the window. */
interface Bridge {
  invoke(method: string, input: unknown): Promise<Result<unknown>>;
  onChanged(listener: (broadcast: Broadcast) => void): () => void;
  pathForFile(file: File): string;
}

declare global {
  interface Window {
    readonly standpoint: Bridge;
  }
}

/** Calls one method of the contract. Rejects with an ArchiveError whose message a person can act on. */
export async function call<M extends Method>(method: M, input: MethodInput<M>): Promise<MethodOutput<M>> {
  const settle = isFollowed(method) ? followWrite() : null;
  try {
    const result = await window.standpoint.invoke(method, input);
    settle?.(result.ok ? null : result.error);
    if (!result.ok) throw errorFromData(result.error);
    return result.value as MethodOutput<M>;
  } catch (error) {
    if (error instanceof ArchiveError) throw error;
    const failure = new ArchiveError('internal', 'The window got no answer. Try again.', { cause: error });
    settle?.(failure);
    throw failure;
  }
}

/** Listens to everything that hosts broadcast; returns the function that stops listening. */
export function onBroadcast(listener: (broadcast: Broadcast) => void): () => void {
  return window.standpoint.onChanged(listener);
}

/** Path on disk of a dropped or chosen file; empty if it has none. */
export function pathForFile(file: File): string {
  return window.standpoint.pathForFile(file);
}

/** Address from which the window streams an original's bytes. */
export function originalUrl(sha256: string): string {
  return `archive://${sha256}/`;
}
