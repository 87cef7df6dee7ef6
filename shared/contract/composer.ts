import { z } from 'zod';
import { briefingSchema } from '../domain/briefing.ts';
import { blockSchema, briefingBodySchema } from '../domain/briefing-body.ts';
import { instantSchema } from '../domain/document.ts';
import { passageFilterSchema } from '../domain/passage-filter-schema.ts';
import { GROUPINGS, QUOTE_STATUSES, WORDINGS } from '../domain/vocabulary.ts';
import { id, method, nothing } from './method.ts';

/** One use of a passage in a composed briefing, as its author sees it. */
export const useStateSchema = z.strictObject({
  useId: z.string(),
  /** 1, 2, 3 … in the order of the briefing; null for a use that is not printed: what it names is gone or kept back. */
  number: z.number().int().positive().nullable(),
  passageId: z.string(),
  /** Of the check of its quote; null for a use that is not printed. */
  status: z.enum(QUOTE_STATUSES).nullable(),
  /** Why it is not exact, or why it is not printed; null if there is nothing to say. */
  reason: z.string().nullable(),
  /** Why the words shown are no faithful abridgement of the quote, or null. */
  fault: z.string().nullable(),
  /** How the words shown stand to the quote: a check that says “exact” is of the quote, not of what is left out or put in. */
  wording: z.enum(WORDINGS),
  /** The words as printed, without quotation marks around them; empty for a citation. */
  printed: z.string(),
  /** Number of its note, or null where the style cites in the text. */
  note: z.number().int().positive().nullable(),
  /** The citation in plain words: the text of its note, or what stands in the text. */
  citation: z.string(),
});

/** What a section is filled with. */
export const sectionFillSchema = z.strictObject({
  /** The whole content of the section as proposed. */
  blocks: z.array(blockSchema),
  /** For the attributes of the section, once the blocks are put in. */
  seen: z.record(z.string(), z.string()),
  filledAt: instantSchema,
  /** Passages that fit the query. */
  passages: z.number().int(),
});

/** One passage that a refreshed section gains, loses or shows differently. */
const sectionChangeSchema = z.strictObject({
  passageId: z.string(),
  /** The beginning of its words, or what stands for them. */
  quote: z.string(),
  /** Title of its document. */
  source: z.string(),
  dateIssued: z.string().nullable(),
  /** In a sentence: what is new, changed or gone. */
  reason: z.string(),
});

/** What became of the query of a section since it was filled. */
export const sectionRefreshSchema = sectionFillSchema.extend({
  added: z.array(sectionChangeSchema),
  changed: z.array(sectionChangeSchema),
  gone: z.array(sectionChangeSchema),
  /** Passages that fit, but that a person took out of the section: they stay out. */
  leftOut: z.array(sectionChangeSchema),
  unchanged: z.number().int(),
});

/** The section itself as it stands in the editor; what is saved if not given. */
export const sectionInputSchema = z.strictObject({
  filter: passageFilterSchema,
  groupBy: z.enum([...GROUPINGS, 'none']),
  filledAt: instantSchema.nullable(),
  seen: z.record(z.string(), z.string()),
  content: z.array(blockSchema),
});

/** A pattern for new briefings. */
export const templateSchema = z.strictObject({
  /** To give to `briefing.create`: a name of its own, or the id of the person's own template. */
  id: z.string(),
  name: z.string(),
  /** What it is for, in a sentence. */
  description: z.string(),
  isOwn: z.boolean(),
  citationStyle: z.string(),
  body: briefingBodySchema,
});

/** A former state of a briefing that was kept. */
export const briefingVersionSchema = z.strictObject({
  /** Of the state itself: `briefing.get`, `briefing.preview` and `briefing.export` take it. */
  id: z.string(),
  number: z.number().int().positive(),
  name: z.string(),
  keptAt: instantSchema,
  title: z.string(),
  /** Uses of passages in it. */
  quotes: z.number().int(),
});

/** One block of two states of a briefing. */
export const blockChangeSchema = z.strictObject({
  kind: z.enum(['equal', 'insert', 'delete', 'change']),
  /** What the block is: "Heading", "Paragraph", "Quote" … */
  block: z.string(),
  /** Its words from the older to the newer state; of an equal block one piece. */
  words: z.array(z.strictObject({ kind: z.enum(['equal', 'insert', 'delete']), text: z.string() })),
});

/** What differs between two states of a briefing. */
export const briefingComparisonSchema = z.strictObject({
  /** Title, as-of date, audience, style …, where they differ. */
  fields: z.array(z.strictObject({ name: z.string(), before: z.string(), after: z.string() })),
  /** From top to bottom; what went stands before what came in its place. */
  blocks: z.array(blockChangeSchema),
  counts: z.strictObject({
    inserted: z.number().int(),
    deleted: z.number().int(),
    changed: z.number().int(),
    wordsInserted: z.number().int(),
    wordsDeleted: z.number().int(),
  }),
});

/** Composing briefings: their blocks, sections, templates and former states. */
export const composerContract = {
  'briefing.compose': method(
    'Turn a briefing that arranges itself into one composed by hand; one step of undo',
    true,
    id,
    briefingSchema,
  ),
  'briefing.fillSection': method(
    'Say what a section of a briefing would be filled with; changes nothing',
    false,
    z.strictObject({
      id: z.string().min(1),
      filter: passageFilterSchema.partial().optional(),
      groupBy: z.enum([...GROUPINGS, 'none']).optional(),
      /** Level of its outermost headings; 2 if not given. */
      level: z.number().int().min(1).max(3).optional(),
    }),
    sectionFillSchema,
  ),
  'briefing.refreshSection': method(
    'Say what is new, changed or gone in a section of a briefing since it was filled; changes nothing',
    false,
    z.strictObject({
      id: z.string().min(1),
      blockId: z.string().min(1),
      /** What the editor holds and has not saved yet, in place of what is stored. */
      section: sectionInputSchema.optional(),
    }),
    sectionRefreshSchema,
  ),
  'briefing.templates': method(
    'List the patterns for new briefings: those that come with Standpoint, then those of the archive',
    false,
    nothing,
    z.array(templateSchema),
  ),
  'briefing.saveAsTemplate': method(
    'Keep words, blocks and queries of a briefing as a pattern for others, without its quotes',
    true,
    z.strictObject({ id: z.string().min(1), name: z.string().trim().min(1), description: z.string().optional() }),
    briefingSchema,
  ),
  'briefing.keepVersion': method(
    'Keep a briefing as it stands under a number and a name',
    true,
    z.strictObject({ id: z.string().min(1), name: z.string().trim() }),
    briefingVersionSchema,
  ),
  'briefing.versions': method(
    'List the kept states of a briefing, newest first',
    false,
    id,
    z.array(briefingVersionSchema),
  ),
  'briefing.compareVersions': method(
    'Say what differs between two states of a briefing, block by block and word by word',
    false,
    z.strictObject({
      id: z.string().min(1),
      /** Ids of kept states, or that of the briefing for how it stands now; `to` is now if not given. */
      from: z.string().min(1),
      to: z.string().min(1).optional(),
    }),
    briefingComparisonSchema,
  ),
  'briefing.restoreVersion': method(
    'Put a briefing back to a kept state, and keep what it is now if it is not kept yet; one step of undo',
    true,
    /** Of the kept state. */
    id,
    briefingSchema,
  ),
};

export type UseState = z.infer<typeof useStateSchema>;
export type SectionFill = z.infer<typeof sectionFillSchema>;
export type SectionChange = z.infer<typeof sectionChangeSchema>;
export type SectionRefresh = z.infer<typeof sectionRefreshSchema>;
export type SectionInput = z.infer<typeof sectionInputSchema>;
export type BriefingTemplate = z.infer<typeof templateSchema>;
export type BriefingVersion = z.infer<typeof briefingVersionSchema>;
export type BlockChange = z.infer<typeof blockChangeSchema>;
export type BriefingComparison = z.infer<typeof briefingComparisonSchema>;
