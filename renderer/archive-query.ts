import { createContext, useCallback, useContext, useRef, useSyncExternalStore } from 'react';
import type { Method, MethodInput, MethodOutput } from '../shared/contract.ts';
import { call } from './archive-client.ts';
import { archiveKey, archiveStore, type Entity } from './archive-state.ts';

/** What a query knows now: the newest answer and, if the last attempt failed, why. */
export interface QueryState<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  /** True until the first answer. */
  readonly isLoading: boolean;
}

interface Entry {
  state: QueryState<unknown>;
  /** Of components on screen: for them the answer is kept up to date. */
  readonly listeners: Set<() => void>;
  /** Of components behind another tab: they are told of answers, and ask for none. */
  readonly sleepers: Set<() => void>;
  readonly dependsOn: readonly Entity[];
  readonly fetch: () => Promise<unknown>;
  /** State of the archive that `state` reflects; null before the first answer. */
  seen: number | null;
  isRunning: boolean;
  lastStart: number;
  timer: ReturnType<typeof setTimeout> | null;
  /** Milliseconds without a change before it is read again. */
  readonly settle: number;
  /** State of the archive that `timer` waits with, where it waits for changes to settle. */
  awaited: number | null;
}

/** Shortest time between two readings of one query, in milliseconds. */
const INTERVAL = 250;
/** The same while an import runs, which changes the archive many times a second. */
const IMPORT_INTERVAL = 1000;
/** Answers kept for views that may come back. */
const LIMIT = 80;

/**
 * Whether what is inside is on screen. Queries inside what is not are read again when it is shown, and not before.
 */
export const OnScreen = createContext(true);

const LOADING: QueryState<unknown> = { data: undefined, error: null, isLoading: true };
const entries = new Map<string, Entry>();
let archive = '';

function stamp(entry: Entry): number {
  const { revisions } = archiveStore.getState();
  return entry.dependsOn.reduce((sum, entity) => sum + revisions[entity], 0);
}

async function refresh(entry: Entry): Promise<void> {
  entry.isRunning = true;
  entry.lastStart = performance.now();
  const seen = stamp(entry);
  const asked = archive;
  let state: QueryState<unknown>;
  try {
    const data = await entry.fetch();
    state = { data, error: null, isLoading: false };
  } catch (error) {
    state = { ...entry.state, error, isLoading: false };
  }
  entry.isRunning = false;
  // An answer about the archive that was open before is none.
  if (asked !== archive) {
    schedule(entry);
    return;
  }
  entry.state = state;
  entry.seen = seen;
  for (const listener of [...entry.listeners, ...entry.sleepers]) listener();
  schedule(entry);
}

function interval(): number {
  return archiveStore.getState().imports.some((job) => !job.finished) ? IMPORT_INTERVAL : INTERVAL;
}

function isUnused(entry: Entry): boolean {
  return entry.listeners.size === 0 && entry.sleepers.size === 0;
}

function schedule(entry: Entry): void {
  const now = stamp(entry);
  if (entry.isRunning || entry.listeners.size === 0 || entry.seen === now) return;
  if (entry.timer !== null) {
    if (entry.settle === 0 || entry.awaited === now) return;
    clearTimeout(entry.timer);
    entry.timer = null;
  }
  const wait = Math.max(entry.lastStart + interval() - performance.now(), entry.settle);
  if (wait <= 0 || entry.seen === null) {
    void refresh(entry);
    return;
  }
  entry.awaited = now;
  entry.timer = setTimeout(() => {
    entry.timer = null;
    if (!entry.isRunning && entry.listeners.size > 0) void refresh(entry);
  }, wait);
}

archiveStore.subscribe((state) => {
  if (archiveKey(state.status) !== archive) {
    archive = archiveKey(state.status);
    for (const [key, entry] of entries) {
      if (entry.timer !== null) clearTimeout(entry.timer);
      if (isUnused(entry)) entries.delete(key);
      else Object.assign(entry, { state: LOADING, seen: null, timer: null });
    }
  }
  for (const entry of entries.values()) schedule(entry);
});

function entryFor(key: string, dependsOn: readonly Entity[], settle: number, fetch: () => Promise<unknown>): Entry {
  const known = entries.get(key);
  if (known) return known;
  if (entries.size >= LIMIT) {
    const unused = [...entries].find(([, entry]) => isUnused(entry) && !entry.isRunning);
    if (unused) entries.delete(unused[0]);
  }
  const entry: Entry = {
    state: LOADING,
    listeners: new Set(),
    sleepers: new Set(),
    dependsOn,
    fetch,
    seen: null,
    isRunning: false,
    lastStart: Number.NEGATIVE_INFINITY,
    timer: null,
    settle,
    awaited: null,
  };
  entries.set(key, entry);
  return entry;
}

const idle = () => () => undefined;

/**
 * Calls a reading method and calls it again whenever something of the named kinds changes, as long as the component
 * is on screen. Components that ask the same share one answer. With `null` as input nothing is asked. With `settle`, in milliseconds, an
 * answer that takes long is asked for again only when changes have paused for so long.
 */
export function useArchiveQuery<M extends Method>(
  method: M,
  input: MethodInput<M> | null,
  dependsOn: readonly Entity[],
  settle = 0,
): QueryState<MethodOutput<M>> {
  const isOnScreen = useContext(OnScreen);
  const key = input === null ? '' : `${method} ${JSON.stringify(input)}`;
  // The key says all that method, input and dependencies say.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const subscribe = useCallback(
    key === ''
      ? idle
      : (listener: () => void) => {
          if (input === null) return () => undefined;
          const entry = entryFor(key, dependsOn, settle, () => call(method, input));
          const group = isOnScreen ? entry.listeners : entry.sleepers;
          group.add(listener);
          schedule(entry);
          return () => {
            group.delete(listener);
          };
        },
    [key, isOnScreen],
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
