import { useSyncExternalStore } from 'react';
import { archiveStore } from '../../archive-state.ts';
import { saveLayout } from '../../layout-memory.ts';

/** Findings kept as dismissed for one briefing; the oldest go first. */
const MOST = 500;

const NONE: readonly string[] = [];
const known = new Map<string, readonly string[]>();
const listeners = new Set<() => void>();

/** Key under which the dismissed findings of a briefing stand in settings.layout. */
function keyOf(briefingId: string): string {
  return `lint:${archiveStore.getState().status?.info.id ?? ''}:${briefingId}`;
}

function read(briefingId: string): readonly string[] {
  const key = keyOf(briefingId);
  let ids = known.get(key);
  if (ids === undefined) {
    const stored = archiveStore.getState().settings.layout[key];
    ids = Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : NONE;
    known.set(key, ids);
  }
  return ids;
}

function write(briefingId: string, ids: readonly string[]): void {
  const key = keyOf(briefingId);
  known.set(key, ids);
  saveLayout(key, ids);
  for (const listener of listeners) listener();
}

/** Says that a finding has been looked at and is no fault; on this machine, for this person. */
export function dismissFinding(briefingId: string, id: string): void {
  const ids = read(briefingId);
  if (!ids.includes(id)) write(briefingId, [...ids, id].slice(-MOST));
}

/** Takes that back for all findings of a briefing. */
export function restoreFindings(briefingId: string): void {
  if (read(briefingId).length > 0) write(briefingId, NONE);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Ids of the findings of a briefing that were dismissed. */
export function useDismissedFindings(briefingId: string): readonly string[] {
  return useSyncExternalStore(subscribe, () => read(briefingId));
}
