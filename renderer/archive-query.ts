import { useCallback, useRef, useSyncExternalStore } from 'react';
import type { Method, MethodInput, MethodOutput } from '../shared/contract.ts';
import { call } from './archive-client.ts';
import { archiveStore, type Entity } from './archive-state.ts';

/** What a query knows now: the newest answer and, if the last attempt failed, why. */
export interface QueryState<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  /** True until the first answer. */
  readonly isLoading: boolean;
}

interface Entry {
  state: QueryState<unknown>;
  readonly listeners: Set<() => void>;
  readonly dependsOn: readonly Entity[];
  readonly fetch: () => Promise<unknown>;
  /** State of the archive that `state` reflects; null before the first answer. */
  seen: number | null;
  isRunning: boolean;
  lastStart: number;
  timer: ReturnType<typeof setTimeout> | null;
}

/** Shortest time between two readings of one query, in milliseconds: an import changes the archive many times a second. */
const INTERVAL = 250;
/** Answers kept for views that may come back. */
const LIMIT = 80;

const LOADING: QueryState<unknown> = { data: undefined, error: null, isLoading: true };
const entries = new Map<string, Entry>();
let archiveId: string | undefined;

function stamp(entry: Entry): number {
  const { revisions } = archiveStore.getState();
  return entry.dependsOn.reduce((sum, entity) => sum + revisions[entity], 0);
}

async function refresh(entry: Entry): Promise<void> {
  entry.isRunning = true;
  entry.lastStart = performance.now();
  const seen = stamp(entry);
  try {
    const data = await entry.fetch();
    entry.state = { data, error: null, isLoading: false };
  } catch (error) {
    entry.state = { ...entry.state, error, isLoading: false };
  }
  entry.isRunning = false;
  entry.seen = seen;
  for (const listener of entry.listeners) listener();
  schedule(entry);
}

function schedule(entry: Entry): void {
  if (entry.isRunning || entry.timer !== null || entry.listeners.size === 0 || entry.seen === stamp(entry)) return;
  const wait = entry.lastStart + INTERVAL - performance.now();
  if (wait <= 0 || entry.seen === null) {
    void refresh(entry);
    return;
  }
  entry.timer = setTimeout(() => {
    entry.timer = null;
    if (!entry.isRunning && entry.listeners.size > 0) void refresh(entry);
  }, wait);
}

archiveStore.subscribe((state) => {
  if (state.status?.info.id !== archiveId) {
    archiveId = state.status?.info.id;
    for (const [key, entry] of entries) {
      if (entry.timer !== null) clearTimeout(entry.timer);
      if (entry.listeners.size === 0) entries.delete(key);
      else Object.assign(entry, { state: LOADING, seen: null, timer: null });
    }
  }
  for (const entry of entries.values()) schedule(entry);
});

function entryFor(key: string, dependsOn: readonly Entity[], fetch: () => Promise<unknown>): Entry {
  const known = entries.get(key);
  if (known) return known;
  if (entries.size >= LIMIT) {
    const unused = [...entries].find(([, entry]) => entry.listeners.size === 0 && !entry.isRunning);
    if (unused) entries.delete(unused[0]);
  }
  const entry: Entry = {
    state: LOADING,
    listeners: new Set(),
    dependsOn,
    fetch,
    seen: null,
    isRunning: false,
    lastStart: Number.NEGATIVE_INFINITY,
    timer: null,
  };
  entries.set(key, entry);
  return entry;
}

const idle = () => () => undefined;

/**
 * Calls a reading method and calls it again whenever something of the named kinds changes. Components that
 * ask the same share one answer. With `null` as input nothing is asked.
 */
export function useArchiveQuery<M extends Method>(
  method: M,
  input: MethodInput<M> | null,
  dependsOn: readonly Entity[],
): QueryState<MethodOutput<M>> {
  const key = input === null ? '' : `${method} ${JSON.stringify(input)}`;
  // The key says all that method, input and dependencies say.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const subscribe = useCallback(
    key === ''
      ? idle
      : (listener: () => void) => {
          if (input === null) return () => undefined;
          const entry = entryFor(key, dependsOn, () => call(method, input));
          entry.listeners.add(listener);
          schedule(entry);
          return () => {
            entry.listeners.delete(listener);
          };
        },
    [key],
  );
  const state = useSyncExternalStore(subscribe, () => entries.get(key)?.state ?? LOADING);
  return state as QueryState<MethodOutput<M>>;
}

/** The newest value that was not undefined: keeps a list on screen while its next form is being read. */
export function useLastKnown<T>(value: T | undefined): T | undefined {
  const last = useRef(value);
  if (value !== undefined) last.current = value;
  return value ?? last.current;
}
