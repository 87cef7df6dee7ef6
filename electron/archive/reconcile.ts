import type { Change } from '../../shared/domain/event.ts';
import { isSameJson } from './canonical-json.ts';
import type { PlacedEvent } from './journal.ts';
import type { StateFiles } from './state-files.ts';

/** How journal and state files are brought level after one of them was lost in part. */
export interface Reconciliation {
  /** What the state files lack; to be applied to them. */
  readonly restored: readonly Change[];
  /** What the journal lacks; to be entered in it. */
  readonly recovered: readonly Change[];
}

/** What is known about state files beside a journal of which entries are lost. */
interface Loss {
  /** Entry up to which the state files were written, or null if nobody knows. */
  readonly flushedSeq: number | null;
}

/**
 * Compares the state files with a replay of the whole journal. Where they differ the journal is right, unless entries
 * of it are lost (`loss`): then a state file is right, except about what the journal says later than the file was
 * written. A whole file that is missing is never taken for a deletion. Reads every state file.
 */
export async function reconcile(
  store: StateFiles,
  entries: readonly PlacedEvent[],
  loss: Loss | null,
): Promise<Reconciliation> {
  const latest = new Map<string, Change>();
  const lastSeq = new Map<string, number>();
  const versions = new Map<string, unknown[]>();
  for (const { event } of entries) {
    for (const change of event.changes) {
      const key = keyOf(change);
      latest.set(key, change);
      if (loss === null) continue;
      lastSeq.set(key, event.seq);
      versions.set(key, [...(versions.get(key) ?? []), change.before, change.after]);
    }
  }
  /** Whether the state file lags behind the journal, rather than holding what a lost entry said. */
  const isBehind = (key: string, current: unknown): boolean =>
    versions.get(key)?.some((version) => isSameJson(version, current)) === true &&
    (loss?.flushedSeq == null || (lastSeq.get(key) ?? 0) > loss.flushedSeq);
  const restored: Change[] = [];
  const recovered: Change[] = [];
  const known = new Set<string>();

  for (const [key, change] of latest) {
    known.add(key);
    const current = await store.current(change);
    if (isSameJson(current, change.after)) continue;
    const isMissing = current === null && !(await isDeletion(store, change));
    if (loss === null || isMissing || isBehind(key, current)) restored.push(change);
    else recovered.push(await differenceOf(store, change));
  }
  for await (const change of allInStateFiles(store)) if (!known.has(keyOf(change))) recovered.push(change);
  return { restored, recovered };
}

const keyOf = (change: Change): string => `${change.entity} ${change.entity === 'archive' ? '' : change.id}`;

/** Whether a thing that the state files lack was deleted: its file is there, without it. */
async function isDeletion(store: StateFiles, change: Change): Promise<boolean> {
  switch (change.entity) {
    case 'agency':
    case 'stance':
    case 'topic': {
      const { agencies, stances, topics } = await store.codebook();
      return agencies.length + stances.length + topics.length > 0;
    }
    case 'saved-search':
      return (await store.searches()).length > 0;
    case 'passage': {
      const documentId = (change.after ?? change.before)?.documentId ?? '';
      return (await store.passages(documentId)).length > 0;
    }
    case 'archive':
    case 'document':
    case 'briefing':
      return false;
  }
}

/** From what the journal says to what the state files say. */
async function differenceOf(store: StateFiles, change: Change): Promise<Change> {
  switch (change.entity) {
    case 'archive':
      return { ...change, before: change.after, after: await store.info() };
    case 'document':
      return { ...change, before: change.after, after: await store.document(change.id) };
    case 'briefing':
      return { ...change, before: change.after, after: await store.briefing(change.id) };
    case 'agency': {
      const { agencies } = await store.codebook();
      return { ...change, before: change.after, after: agencies.find(({ id }) => id === change.id) ?? null };
    }
    case 'stance': {
      const { stances } = await store.codebook();
      return { ...change, before: change.after, after: stances.find(({ id }) => id === change.id) ?? null };
    }
    case 'topic': {
      const { topics } = await store.codebook();
      return { ...change, before: change.after, after: topics.find(({ id }) => id === change.id) ?? null };
    }
    case 'saved-search': {
      const searches = await store.searches();
      return { ...change, before: change.after, after: searches.find(({ id }) => id === change.id) ?? null };
    }
    case 'passage': {
      const passages = await store.passages((change.after ?? change.before)?.documentId ?? '');
      return { ...change, before: change.after, after: passages.find(({ id }) => id === change.id) ?? null };
    }
  }
}

/** Everything that the state files hold, as changes that make it. */
export async function* allInStateFiles(store: StateFiles): AsyncGenerator<Change> {
  const info = await store.info();
  if (info) yield { entity: 'archive', id: info.id, before: null, after: info };
  const { agencies, stances, topics } = await store.codebook();
  for (const after of agencies) yield { entity: 'agency', id: after.id, before: null, after };
  for (const after of stances) yield { entity: 'stance', id: after.id, before: null, after };
  for (const after of topics) yield { entity: 'topic', id: after.id, before: null, after };
  for (const id of await store.documentIds()) {
    const after = await store.document(id);
    if (after) yield { entity: 'document', id, before: null, after };
    for (const passage of await store.passages(id)) {
      yield { entity: 'passage', id: passage.id, before: null, after: passage };
    }
  }
  for (const id of await store.briefingIds()) {
    const after = await store.briefing(id);
    if (after) yield { entity: 'briefing', id, before: null, after };
  }
  for (const after of await store.searches()) yield { entity: 'saved-search', id: after.id, before: null, after };
}
