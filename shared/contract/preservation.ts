import { z } from 'zod';
import { instantSchema, partialDateSchema, sha256Schema } from '../domain/document.ts';
import { archiveInfoSchema, journalEventSchema } from '../domain/event.ts';
import { EVENT_OUTCOMES, EVENT_TYPES, FIXITY_INTERVALS, FIXITY_OUTCOMES } from '../domain/vocabulary.ts';
import { ids, type MethodSpec, method, nothing } from './method.ts';

/** A preserved object that was found altered, missing or unreadable, and has not been dealt with. */
export const fixityAlarmSchema = z.strictObject({
  sha256: sha256Schema,
  outcome: z.enum(FIXITY_OUTCOMES),
  /** The hash that its bytes have now, or null. */
  found: sha256Schema.nullable(),
  /** Why it could not be read, or null. */
  reason: z.string().nullable(),
  /** When the fault was first found. */
  since: instantSchema,
  /** Where it lies in the archive. */
  path: z.string(),
  /** The name its bytes arrived under. */
  fileName: z.string(),
  documents: z.array(z.strictObject({ id: z.string(), title: z.string(), version: z.number().int() })),
});

/** What is known of the fixity of one preserved object. */
export const fixityObjectSchema = z.strictObject({
  sha256: sha256Schema,
  documentId: z.string(),
  version: z.number().int(),
  fileName: z.string(),
  byteLength: z.number().int(),
  /** When it came into the archive. */
  storedAt: instantSchema,
  /** Null if it was never hashed again since it came. */
  checkedAt: instantSchema.nullable(),
  outcome: z.enum(FIXITY_OUTCOMES).nullable(),
  /** Whether its fault asks for someone to deal with it. */
  isAlarm: z.boolean(),
  dismissed: z.strictObject({ at: instantSchema, by: z.string(), reason: z.string() }).nullable(),
});

/** Fixity of the whole archive, and object by object of the documents asked for. */
export const fixityStatusSchema = z.strictObject({
  interval: z.enum(FIXITY_INTERVALS),
  /** Preserved objects: originals and what is kept beside them, each once. */
  objects: z.number().int(),
  byteLength: z.number().int(),
  /** Objects hashed again at least once since they came. */
  checked: z.number().int(),
  /** Objects whose last check is longer ago than the interval; 0 if it is off. */
  due: z.number().int(),
  /** When the object that waited longest was last known to be intact; null if there are no objects. */
  oldestCheck: instantSchema.nullable(),
  newestCheck: instantSchema.nullable(),
  alarms: z.array(fixityAlarmSchema),
  /** Faults that someone has said are known. */
  dismissed: z.array(fixityObjectSchema),
  /** Objects of the documents asked for. */
  entries: z.array(fixityObjectSchema),
  isRunning: z.boolean(),
});

/** What a fixity check found. */
export const fixityReportSchema = z.strictObject({
  checked: z.number().int(),
  byteLength: z.number().int(),
  intact: z.number().int(),
  faults: z.array(fixityAlarmSchema),
  /** True if it was stopped before its end; what was checked is recorded. */
  isCancelled: z.boolean(),
});

/** Progress of a fixity check, broadcast as it goes. */
export const fixityProgressSchema = z.strictObject({
  /** True if the schedule has started it. */
  isScheduled: z.boolean(),
  done: z.number().int(),
  total: z.number().int(),
  finished: z.boolean(),
});

/** The first entry of the journal at which its chain does not hold. */
export const brokenEntrySchema = z.strictObject({
  /** Number that the entry has or should have. */
  seq: z.number().int(),
  /** File of the journal, inside the archive. */
  path: z.string(),
  /** 1-based line in that file; null if the entry is missing at its end. */
  line: z.number().int().nullable(),
  /** What is wrong with it, in words. */
  fault: z.string(),
});

/** A journal entry without its changes. */
export const eventSummarySchema = journalEventSchema
  .omit({ changes: true })
  .extend({ changeCount: z.number().int(), outcome: z.enum(EVENT_OUTCOMES) });

/** A dated copy of the small files. */
export const backupSchema = z.strictObject({
  /** Name of its folder in backups/. */
  name: z.string(),
  createdAt: instantSchema,
  /** Why it was made: at the start, daily, by hand, before a restoration or a change of format. */
  reason: z.string(),
  /** Last entry of the journal that it includes. */
  seq: z.number().int(),
  hash: sha256Schema,
  format: z.number().int(),
  title: z.string(),
  files: z.number().int(),
  byteLength: z.number().int(),
  documents: z.number().int(),
});

const backupName = z.strictObject({ name: z.string().min(1) });

/** What preserves the archive: its log, its fixity, its backups, its trash. */
export const preservationContract = {
  'document.trashImpact': method(
    'Count what moving documents to the trash takes along',
    false,
    ids,
    z.strictObject({
      /** Documents that are not in the trash yet. */
      documents: z.number().int(),
      passages: z.number().int(),
      /** Briefings that quote them. */
      briefings: z.array(z.strictObject({ id: z.string(), title: z.string() })),
    }),
  ),

  'history.list': method(
    'List the journal, newest first',
    false,
    z.strictObject({
      limit: z.number().int().positive().optional(),
      before: z.number().int().positive().optional(),
      types: z.array(z.enum(EVENT_TYPES)).optional(),
      documentId: z.string().min(1).optional(),
      coder: z.string().min(1).optional(),
      from: partialDateSchema.optional(),
      until: partialDateSchema.optional(),
      outcome: z.enum(EVENT_OUTCOMES).optional(),
      text: z.string().optional(),
    }),
    z.array(eventSummarySchema),
  ),
  'history.get': method(
    'Show an entry of the journal whole, with its changes before and after',
    false,
    z.strictObject({ seq: z.number().int().positive() }),
    journalEventSchema.extend({ outcome: z.enum(EVENT_OUTCOMES) }),
  ),
  'history.coders': method('List the persons whom the journal names', false, nothing, z.array(z.string())),
  'history.verify': method(
    'Check the chain of the journal and name the first broken entry',
    false,
    nothing,
    z.strictObject({
      ok: z.boolean(),
      /** Whole entries found. */
      entries: z.number().int(),
      /** Hash of the last entry: whoever noted it elsewhere can tell whether the log was written anew. */
      lastHash: sha256Schema,
      firstBroken: brokenEntrySchema.nullable(),
    }),
  ),
  'provenance.export': method(
    'Write the log as PREMIS 3 (.xml) or as a table (.csv)',
    false,
    z.strictObject({ to: z.string().min(1), ids: z.array(z.string().min(1)).optional() }),
    z.strictObject({
      file: z.string(),
      byteLength: z.number().int(),
      events: z.number().int(),
      objects: z.number().int(),
    }),
  ),

  'fixity.check': method(
    'Hash preserved objects again and record what was found',
    true,
    z.strictObject({ ids: z.array(z.string().min(1)).optional() }),
    fixityReportSchema,
  ),
  'fixity.cancel': method('Stop a fixity check; what was checked is recorded', false, nothing, z.null()),
  'fixity.status': method(
    'Show when preserved objects were last checked, open alarms and the schedule',
    false,
    z.strictObject({ ids: z.array(z.string().min(1)).optional() }),
    fixityStatusSchema,
  ),
  'fixity.schedule': method(
    'Set how often every preserved object is hashed again',
    true,
    z.strictObject({ interval: z.enum(FIXITY_INTERVALS) }),
    archiveInfoSchema,
  ),
  'fixity.dismiss': method(
    'Say that a fault is known, and why; the alarm ends, the fault stays listed',
    true,
    z.strictObject({ sha256: sha256Schema, reason: z.string().trim().min(1) }),
    z.null(),
  ),
  'fixity.restore': method(
    'Put the bytes of an object back from a copy, only if their hash is the recorded one',
    true,
    z.strictObject({ sha256: sha256Schema, from: z.string().min(1) }),
    z.strictObject({
      sha256: sha256Schema,
      /** Name of the file that held the bytes. */
      source: z.string(),
      byteLength: z.number().int(),
      /** Where the altered bytes went inside the archive; null if there were none. */
      setAside: z.string().nullable(),
    }),
  ),

  'backup.list': method(
    'List the dated backups of the small files, newest first',
    false,
    nothing,
    z.array(backupSchema),
  ),
  'backup.create': method(
    'Make a backup of the small files now',
    true,
    nothing,
    z.strictObject({
      backup: backupSchema,
      /** False if nothing has changed since the newest backup: that one is given. */
      isNew: z.boolean(),
    }),
  ),
  'backup.verify': method(
    'Check the hash of every file in a backup',
    false,
    backupName,
    z.strictObject({ ok: z.boolean(), files: z.number().int(), faults: z.array(z.string()) }),
  ),
  'backup.restore': method(
    'Bring the archive back to the state of a backup, as a change that can be undone',
    true,
    backupName.extend({ to: z.string().min(1).optional() }),
    z.strictObject({
      name: z.string(),
      /** Things changed. */
      changes: z.number().int(),
      /** Documents that came after the backup: they are in the trash now. */
      trashed: z.number().int(),
      /** The backup of the state before, or the folder that was made. */
      kept: z.string(),
      /** Originals that could not be copied unaltered to the new folder. */
      faults: z.array(z.string()),
    }),
  ),
} as const satisfies Record<string, MethodSpec>;

export type FixityAlarm = z.infer<typeof fixityAlarmSchema>;
export type FixityObject = z.infer<typeof fixityObjectSchema>;
export type FixityStatus = z.infer<typeof fixityStatusSchema>;
export type FixityProgress = z.infer<typeof fixityProgressSchema>;
export type BrokenEntry = z.infer<typeof brokenEntrySchema>;
export type EventSummary = z.infer<typeof eventSummarySchema>;
export type Backup = z.infer<typeof backupSchema>;
