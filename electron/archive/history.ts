import { z } from 'zod';
import type { HistoryStatus } from '../../shared/contract.ts';
import { type Change, changeSchema, type EventType, type JournalEvent } from '../../shared/domain/event.ts';
import { isSameJson } from './canonical-json.ts';

const actionSchema = z.strictObject({
  /** Entries that belong to the action, ascending. */
  seqs: z.array(z.number().int().positive()).min(1),
  label: z.string(),
  group: z.string().nullable(),
});

/** What can be undone and redone, newest last. Derived from the journal; kept in the checkpoint. */
export const historySchema = z.strictObject({ undo: z.array(actionSchema), redo: z.array(actionSchema) });

type Action = z.infer<typeof actionSchema>;
/** The undo and redo stacks. */
export type History = z.infer<typeof historySchema>;

/** An archive in which nothing was done. */
export const EMPTY_HISTORY: History = { undo: [], redo: [] };

const LIMIT = 100;
const NEVER_UNDONE: ReadonlySet<EventType> = new Set([
  'archive.create',
  'archive.verify',
  'archive.recover',
  'archive.migrate',
  'briefing.export',
]);

/**
 * The stacks after one more journal entry. Entries of one group are one action, also if others came in between: it
 * keeps the place of its first entry, for what came in between may build on it.
 */
export function recordEvent(history: History, event: JournalEvent): History {
  if (event.type === 'history.undo') {
    const { action, rest } = take(history.undo, event.inverts);
    const redo = { seqs: [event.seq], label: describeAction(action) ?? event.label, group: null };
    return { undo: rest, redo: [...history.redo, redo] };
  }
  if (event.type === 'history.redo') {
    const { action, rest } = take(history.redo, event.inverts);
    const undo = { seqs: [event.seq], label: describeAction(action) ?? event.label, group: null };
    return { undo: [...history.undo, undo].slice(-LIMIT), redo: rest };
  }
  if (NEVER_UNDONE.has(event.type) || event.changes.length === 0) return history;
  // It may have begun by itself: what a person took back can be made again all the same.
  const redo = event.type === 'document.recognise' ? history.redo : [];
  if (event.group !== null && history.undo.some(({ group }) => group === event.group)) {
    const undo = history.undo.map((action) =>
      action.group === event.group ? { ...action, seqs: [...action.seqs, event.seq] } : action,
    );
    return { undo, redo };
  }
  const action = { seqs: [event.seq], label: event.label, group: event.group };
  return { undo: [...history.undo, action].slice(-LIMIT), redo };
}

/** What Undo and Redo would do, in words. */
export function historyStatus(history: History): HistoryStatus {
  return { undo: describeAction(newest(history.undo)), redo: describeAction(newest(history.redo)) };
}

/** The action that undo or redo would take next, or null. */
export function newest(actions: readonly Action[]): Action | null {
  return actions[actions.length - 1] ?? null;
}

/** "Import a.pdf", or "Import a.pdf and 39 more" for a group. */
export function describeAction(action: Action | null): string | null {
  if (action === null) return null;
  return action.seqs.length === 1 ? action.label : `${action.label} and ${action.seqs.length - 1} more`;
}

/** The changes that take back the given ones, one per thing, in reverse order. */
export function invertChanges(changes: readonly Change[]): readonly Change[] {
  const inverted = new Map<string, Change>();
  for (let index = changes.length - 1; index >= 0; index -= 1) {
    const change = changes[index];
    if (!change) continue;
    const key = `${change.entity} ${change.id}`;
    const later = inverted.get(key);
    inverted.set(key, later ? joinChanges(later, swap(change)) : swap(change));
  }
  return [...inverted.values()].filter((change) => !isSameJson(change.before, change.after));
}

const swap = <C extends Change>(change: C): C => ({ ...change, before: change.after, after: change.before });

/** One change that has the effect of two in turn on the same thing. */
const joinChanges = (first: Change, second: Change): Change => changeSchema.parse({ ...second, before: first.before });

function take(
  actions: readonly Action[],
  seqs: readonly number[],
): { readonly action: Action | null; readonly rest: Action[] } {
  const at = actions.findIndex((action) => action.seqs[0] === seqs[0]);
  return at === -1
    ? { action: null, rest: [...actions] }
    : { action: actions[at] ?? null, rest: actions.filter((_action, index) => index !== at) };
}
