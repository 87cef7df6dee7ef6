import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import type { QuoteCheck } from '../shared/contract/outcomes.ts';
import type { Passage } from '../shared/domain/passage.ts';
import { call } from './archive-client.ts';
import { onArchiveChange } from './archive-state.ts';

/** Time over which passages coming into view are gathered into one call, in milliseconds. */
const DELAY = 30;
/** Passages checked in one call: an answer for a few is on screen before the rest is done. */
const BATCH = 100;
/** Checks kept; the oldest go first, and are asked for again when their passage comes back into view. */
const KEPT = 5_000;
/** Wait before passages are asked for again after a failure, in milliseconds. */
const RETRY = 5_000;

/** What of a passage its check depends on: its words are checked where they stand, piece by piece. */
export type Checkable = Pick<Passage, 'id' | 'version' | 'start' | 'end' | 'quote' | 'spans' | 'area'>;

const checksStore = create<ReadonlyMap<string, QuoteCheck>>(() => new Map());
const asked = new Set<string>();
let waiting = new Map<string, string>();
let timer: ReturnType<typeof setTimeout> | null = null;
let generation = 0;

onArchiveChange(() => {
  generation += 1;
  asked.clear();
  waiting.clear();
  checksStore.setState(new Map(), true);
});

function keyOf({ id, version, start, end, quote, spans, area }: Checkable): string {
  const pieces = spans?.map((span) => `${span.start}-${span.end}`).join(',') ?? '';
  return `${id} ${version} ${start} ${end} ${quote.length} ${pieces} ${area?.recognised ? 'recognised' : ''}`;
}

function remember(results: readonly (readonly [string, QuoteCheck])[]): void {
  const all = [...checksStore.getState(), ...results];
  for (const [key] of all.slice(0, Math.max(0, all.length - KEPT))) asked.delete(key);
  checksStore.setState(new Map(all.slice(-KEPT)), true);
}

async function check(batch: ReadonlyMap<string, string>): Promise<void> {
  const from = generation;
  try {
    const results = await call('passage.verify', { ids: [...new Set(batch.values())] });
    if (from !== generation) return;
    const byId = new Map(results.map(({ id, check }) => [id, check]));
    remember(
      [...batch].flatMap(([key, id]) => {
        const result = byId.get(id);
        return result === undefined ? [] : [[key, result] as const];
      }),
    );
  } catch {
    // Until then whoever looks sees "not checked", which is true.
    setTimeout(() => {
      if (from !== generation) return;
      for (const [key, id] of batch) waiting.set(key, id);
      flushSoon();
    }, RETRY);
  }
}

function flushSoon(): void {
  if (timer !== null) return;
  timer = setTimeout(() => {
    timer = null;
    const all = [...waiting];
    waiting = new Map();
    for (let from = 0; from < all.length; from += BATCH) void check(new Map(all.slice(from, from + BATCH)));
  }, DELAY);
}

function ask(passages: readonly { readonly id: string; readonly key: string }[]): void {
  for (const { id, key } of passages) {
    if (asked.has(key)) continue;
    asked.add(key);
    waiting.set(key, id);
  }
  if (waiting.size > 0) flushSoon();
}

/** The check of a passage's quote; null until it is known. Passages on screen are checked together. */
export function useVerification(passage: Checkable): QuoteCheck | null {
  const { id } = passage;
  const key = keyOf(passage);
  const check = checksStore((checks) => checks.get(key));
  const isUnknown = check === undefined;
  useEffect(() => {
    if (isUnknown) ask([{ id, key }]);
  }, [isUnknown, id, key]);
  return check ?? null;
}

/** The checks of passages by id, as far as they are known. */
export function useChecks(passages: readonly Checkable[]): ReadonlyMap<string, QuoteCheck> {
  const checks = checksStore();
  useEffect(() => ask(passages.map((passage) => ({ id: passage.id, key: keyOf(passage) }))), [passages]);
  return useMemo(() => {
    const known = new Map<string, QuoteCheck>();
    for (const passage of passages) {
      const check = checks.get(keyOf(passage));
      if (check) known.set(passage.id, check);
    }
    return known;
  }, [passages, checks]);
}
