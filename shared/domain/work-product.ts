import type { Change, JournalEvent } from './event.ts';
import type { Passage } from './passage.ts';

/**
 * Passages as they may leave the house: none that is internal, and of those whose note is internal all but the note.
 * That something was internal is not told either.
 */
export function withoutInternal(passages: readonly Passage[]): readonly Passage[] {
  return passages.flatMap((passage) => outward(passage, passage.internal) ?? []);
}

function outward(passage: Passage, internal: Passage['internal']): Passage | null {
  if (internal === 'passage') return null;
  const { internal: _internal, ...rest } = passage;
  return internal === 'note' ? { ...rest, note: '' } : rest;
}

/**
 * Entries of the log as they may leave the house in part: nothing of a passage that is internal by the last of them, no
 * note that is. An entry of which something was left out tells by its type alone what was done; one of which nothing is
 * left is left out itself.
 */
export function withoutInternalChanges(events: readonly JournalEvent[]): readonly JournalEvent[] {
  const last = new Map<string, Passage['internal']>();
  for (const change of events.flatMap(({ changes }) => changes)) {
    if (change.entity === 'passage') last.set(change.id, (change.after ?? change.before)?.internal);
  }
  return events.flatMap((event) => {
    const changes = event.changes.flatMap((change): Change[] => {
      if (change.entity !== 'passage') return [change];
      const internal = last.get(change.id);
      if (internal === 'passage') return [];
      const [before, after] = [change.before, change.after].map((each) => each && outward(each, internal));
      return [{ ...change, before: before ?? null, after: after ?? null }];
    });
    if (changes.length === 0 && event.changes.length > 0) return [];
    const isWhole = event.changes.every(({ entity, id }) => entity !== 'passage' || last.get(id) === undefined);
    return [{ ...event, changes, ...(isWhole ? {} : { label: event.type }) }];
  });
}
