import { z } from 'zod';
import { briefingSchema } from './briefing.ts';
import { agencySchema, stanceSchema, topicSchema } from './codebook.ts';
import { documentSchema, instantSchema, sha256Schema } from './document.ts';
import { passageSchema } from './passage.ts';
import { savedSearchSchema } from './saved-search.ts';
import { EVENT_TYPES, FIXITY_INTERVALS } from './vocabulary.ts';

/** The archive's own description. Stored as archive.json. */
export const archiveInfoSchema = z.strictObject({
  id: z.string().min(1),
  title: z.string().trim().min(1),
  /** On-disk format number. */
  format: z.number().int().positive(),
  createdAt: instantSchema,
  /** How often every preserved object is hashed again; monthly if absent. */
  fixityInterval: z.enum(FIXITY_INTERVALS).optional(),
  /** Citation styles that a person added, each with the text of its .csl file. */
  citationStyles: z
    .array(
      z.strictObject({ id: z.string().min(1), title: z.string(), kind: z.enum(['note', 'in-text']), csl: z.string() }),
    )
    .optional(),
});

/** Ids become names of files and folders: nothing else may come in by the journal. */
const safeIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/, 'is not an id');

const change = <Name extends string, Schema extends z.ZodType>(entity: Name, schema: Schema) =>
  z.strictObject({
    entity: z.literal(entity),
    id: safeIdSchema,
    /** The whole thing before the change; null if it did not exist. */
    before: schema.nullable(),
    /** The whole thing after the change; null if it no longer exists. */
    after: schema.nullable(),
  });

/** One thing an event made, altered or removed, whole before and after. */
export const changeSchema = z.discriminatedUnion('entity', [
  change('archive', archiveInfoSchema),
  change('document', documentSchema),
  change('passage', passageSchema.safeExtend({ documentId: safeIdSchema })),
  change('agency', agencySchema),
  change('stance', stanceSchema),
  change('topic', topicSchema),
  change('saved-search', savedSearchSchema),
  change('briefing', briefingSchema),
]);

/** One entry of the append-only journal: one line of JSON in journal/*.ndjson. */
export const journalEventSchema = z.strictObject({
  /** 1, 2, 3 … without gaps. */
  seq: z.number().int().positive(),
  id: z.string().min(1),
  time: instantSchema,
  /** The person, as named in settings. */
  coder: z.string(),
  type: z.enum(EVENT_TYPES),
  /** What was done, for a person: "Import Las Vegas statement.pdf". Shown in Activity and in Edit ▸ Undo. */
  label: z.string(),
  /** Events of one gesture (an import of 40 files) share a group and are undone together. */
  group: z.string().nullable(),
  /** For history.undo and history.redo: the seqs that this event inverts. */
  inverts: z.array(z.number().int().positive()),
  changes: z.array(changeSchema),
  /** Particulars without effect on state, for example the outcome of a fixity check. */
  detail: z.record(z.string(), z.unknown()),
  /** Hash of the entry before; 64 zeros for the first. */
  prev: sha256Schema,
  /** SHA-256 of this entry's canonical JSON without this field. */
  hash: sha256Schema,
});

export type ArchiveInfo = z.infer<typeof archiveInfoSchema>;
export type Change = z.infer<typeof changeSchema>;
export type EventType = (typeof EVENT_TYPES)[number];
export type JournalEvent = z.infer<typeof journalEventSchema>;
