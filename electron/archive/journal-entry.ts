import { type JournalEvent, journalEventSchema } from '../../shared/domain/event.ts';
import { ArchiveError } from '../../shared/errors.ts';
import { canonicalJson, isSameJson, sha256 } from './canonical-json.ts';

/** The `prev` of the first entry. */
export const FIRST_PREV = '0'.repeat(64);

/** An event before the journal has given it its place in the chain. */
export type EventDraft = Omit<JournalEvent, 'seq' | 'prev' | 'hash'>;

/**
 * Puts a draft in the chain after the entry whose seq and hash are given. Throws `internal` for a draft that would not
 * be read back as it is: what is acknowledged must be there at the next opening.
 */
export function chainEvent(draft: EventDraft, after: { readonly seq: number; readonly hash: string }): JournalEvent {
  const unsealed = { ...draft, seq: after.seq + 1, prev: after.hash };
  const event = { ...unsealed, hash: sha256(canonicalJson(unsealed)) };
  const read = journalEventSchema.safeParse(event);
  if (read.success && isSameJson(read.data, event)) return event;
  const issue = read.error?.issues[0];
  const fault = issue ? `${issue.path.join('.')}: ${issue.message}` : 'it would be read otherwise than it was written';
  throw new ArchiveError('internal', `“${draft.label}” was not saved: ${fault}.`);
}

/** One line of the journal, newline included; the inverse of `parseEntry`. */
export function serializeEntry(event: JournalEvent): string {
  return `${canonicalJson(event)}\n`;
}

/** Reads one line of the journal. Returns what is wrong with it, in words, if it is not a whole and unaltered entry. */
export function parseEntry(line: string): JournalEvent | string {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    return `is not JSON (${error instanceof Error ? error.message : 'unknown fault'})`;
  }
  const parsed = journalEventSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return `does not have the form of an entry (${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''})`;
  }
  // Of what is written there, not of what the schema makes of it.
  const unsealed = Object.fromEntries(Object.entries(Object(value)).filter(([key]) => key !== 'hash'));
  return sha256(canonicalJson(unsealed)) === parsed.data.hash
    ? parsed.data
    : 'was altered: its hash does not fit its content';
}
