import { z } from 'zod';
import { blockSchema, briefingBodySchema } from '../domain/briefing-body.ts';
import { instantSchema } from '../domain/document.ts';
import { passageFilterSchema } from '../domain/passage-filter-schema.ts';
import { GROUPINGS, QUOTE_STATUSES } from '../domain/vocabulary.ts';

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
export const composerContract = {};

export type UseState = z.infer<typeof useStateSchema>;
export type SectionFill = z.infer<typeof sectionFillSchema>;
export type SectionChange = z.infer<typeof sectionChangeSchema>;
export type SectionRefresh = z.infer<typeof sectionRefreshSchema>;
export type SectionInput = z.infer<typeof sectionInputSchema>;
export type BriefingTemplate = z.infer<typeof templateSchema>;
export type BriefingVersion = z.infer<typeof briefingVersionSchema>;
export type BlockChange = z.infer<typeof blockChangeSchema>;
export type BriefingComparison = z.infer<typeof briefingComparisonSchema>;
