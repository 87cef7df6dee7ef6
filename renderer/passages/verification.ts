import { useEffect } from 'react';
import { create } from 'zustand';
import type { PassageView, QuoteCheck } from '../../shared/contract.ts';
import { call } from '../archive-client.ts';

/** Time over which cards coming into view are gathered into one call, in milliseconds. */
const DELAY = 30;

type Checkable = Pick<PassageView, 'id' | 'updatedAt'>;

const checksStore = create<ReadonlyMap<string, QuoteCheck>>(() => new Map());
const asked = new Set<string>();
let waiting: Checkable[] = [];

function keyOf(passage: Checkable): string {
  return `${passage.id} ${passage.updatedAt}`;
}

function remember(results: Iterable<readonly [string, QuoteCheck]>): void {
  checksStore.setState((before) => new Map([...before, ...results]), true);
}

async function flush(): Promise<void> {
  const batch = waiting;
  waiting = [];
  const keys = new Map(batch.map((passage) => [passage.id, keyOf(passage)]));
  try {
    const results = await call('passage.verify', { ids: [...keys.keys()] });
    remember(results.map(({ id, check }): [string, QuoteCheck] => [keys.get(id) ?? id, check]));
  } catch {
    // Whoever looks at the card sees "not checked"; the next time it comes into view it is asked for again.
    for (const key of keys.values()) asked.delete(key);
  }
}

/** The check of a passage's quote; null until it is known. Passages on screen are checked together. */
export function useVerification(passage: Checkable): QuoteCheck | null {
  const key = keyOf(passage);
  const check = checksStore((checks) => checks.get(key));
  useEffect(() => {
    if (asked.has(key)) return;
    asked.add(key);
    const [id, updatedAt] = key.split(' ');
    if (id === undefined || updatedAt === undefined) return;
    if (waiting.length === 0) setTimeout(() => void flush(), DELAY);
    waiting.push({ id, updatedAt });
  }, [key]);
  return check ?? null;
}
