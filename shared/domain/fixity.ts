import { z } from 'zod';
import { instantSchema, sha256Schema } from './document.ts';
import type { JournalEvent } from './event.ts';
import { FIXITY_OUTCOMES } from './vocabulary.ts';

/** What recomputing the hash of one preserved object gave. */
export const fixityFindingSchema = z.strictObject({
  sha256: sha256Schema,
  outcome: z.enum(FIXITY_OUTCOMES),
  /** The hash that its bytes have now; null unless it is altered. */
  found: sha256Schema.nullable(),
  /** Why it could not be read; null unless it is unreadable. */
  reason: z.string().nullable(),
});

/** The `detail` of a `fixity.check` event: the intact objects by their hash, the others with what was found. */
const fixityCheckDetailSchema = z.object({
  intact: z.array(sha256Schema),
  faults: z.array(fixityFindingSchema),
});

const dismissalDetailSchema = z.object({ sha256: sha256Schema, reason: z.string() });
const restorationDetailSchema = z.object({ sha256: sha256Schema });

/** What is known of the fixity of one object: its last check, and the alarm that stands until it is dealt with. */
export const fixityEntrySchema = z.strictObject({
  sha256: sha256Schema,
  checkedAt: instantSchema,
  outcome: z.enum(FIXITY_OUTCOMES),
  found: sha256Schema.nullable(),
  reason: z.string().nullable(),
  /** Entry of the journal that says so. */
  seq: z.number().int().positive(),
  /** When the fault was first found; null if it is intact. */
  alarmSince: instantSchema.nullable(),
  /** Who has said that the fault is known and why; null if nobody has. */
  dismissed: z.strictObject({ at: instantSchema, by: z.string(), reason: z.string() }).nullable(),
});

export type FixityFinding = z.infer<typeof fixityFindingSchema>;
export type FixityEntry = z.infer<typeof fixityEntrySchema>;

/** Whether the fault of an object asks for someone to deal with it. */
export function isAlarm(entry: FixityEntry): boolean {
  return entry.alarmSince !== null && entry.dismissed === null;
}

type FixityEvent = Pick<JournalEvent, 'type' | 'seq' | 'time' | 'coder' | 'detail'>;

/**
 * What is known after a journal event, of the objects it speaks of; empty for events about other things. `before` gives
 * what was known. An alarm ends when the object is found intact or restored; a dismissal ends when something else is
 * wrong than before.
 */
export function followFixity(
  event: FixityEvent,
  before: (sha256: string) => FixityEntry | null,
): readonly FixityEntry[] {
  switch (event.type) {
    case 'fixity.check': {
      const detail = fixityCheckDetailSchema.safeParse(event.detail);
      if (!detail.success) return [];
      return [...detail.data.intact.map(intact), ...detail.data.faults].map((finding) =>
        afterFinding(finding, event, before(finding.sha256)),
      );
    }
    case 'fixity.restore': {
      const detail = restorationDetailSchema.safeParse(event.detail);
      return detail.success ? [afterFinding(intact(detail.data.sha256), event, null)] : [];
    }
    case 'fixity.dismiss': {
      const detail = dismissalDetailSchema.safeParse(event.detail);
      const known = detail.success ? before(detail.data.sha256) : null;
      if (!detail.success || known === null || known.alarmSince === null) return [];
      return [{ ...known, dismissed: { at: event.time, by: event.coder, reason: detail.data.reason } }];
    }
    default:
      return [];
  }
}

const intact = (sha256: string): FixityFinding => ({ sha256, outcome: 'intact', found: null, reason: null });

function afterFinding(finding: FixityFinding, event: FixityEvent, before: FixityEntry | null): FixityEntry {
  const isFault = finding.outcome !== 'intact';
  const isKnown = before !== null && before.outcome === finding.outcome && before.found === finding.found;
  return {
    ...finding,
    checkedAt: event.time,
    seq: event.seq,
    alarmSince: isFault ? (before?.alarmSince ?? event.time) : null,
    dismissed: isFault && isKnown ? (before?.dismissed ?? null) : null,
  };
}
