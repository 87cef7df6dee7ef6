import { z } from 'zod';
import { documentKindSchema, instantSchema, partialDateSchema } from './document.ts';
import { CERTAINTIES, GROUPINGS, QUOTE_STATUSES, REVIEW_STATES, VOICES } from './vocabulary.ts';

export const groupingSchema = z.enum(GROUPINGS);

/** Which passages a briefing or a list takes. An empty list sets no limit. */
export const passageFilterSchema = z.strictObject({
  agencyIds: z.array(z.string()),
  stanceIds: z.array(z.string()),
  documentIds: z.array(z.string()),
  /** Words that quote or note must contain; empty for any. */
  text: z.string(),
  /** Topics with those below them. */
  topicIds: z.array(z.string()).optional(),
  voices: z.array(z.enum(VOICES)).optional(),
  certainties: z.array(z.enum(CERTAINTIES)).optional(),
  reviews: z.array(z.enum(REVIEW_STATES)).optional(),
  /** Of the document. */
  kinds: z.array(documentKindSchema).optional(),
  /** Agencies that issued the document. */
  issuerIds: z.array(z.string()).optional(),
  /** Earliest and latest date of issue of the document, both included; documents without a date stay out. */
  issuedFrom: partialDateSchema.optional(),
  issuedTo: partialDateSchema.optional(),
  /** People who marked the passage or put one of its codings on it. */
  coders: z.array(z.string()).optional(),
  /** Collections with those below them. */
  collections: z.array(z.string()).optional(),
  /** Outcomes of the quote check. */
  statuses: z.array(z.enum(QUOTE_STATUSES)).optional(),
  /** True: only passages without a coding; false: only those with one. */
  uncoded: z.boolean().optional(),
});

/** A report composed of verified passages. Stored as briefings/<id>.json. */
export const briefingSchema = z.strictObject({
  id: z.string().min(1),
  title: z.string().trim().min(1),
  /** Documents issued after this date stay out; null for no limit. */
  asOf: partialDateSchema.nullable(),
  /** Plain text; a blank line separates paragraphs. */
  introduction: z.string(),
  groupBy: groupingSchema,
  filter: passageFilterSchema,
  /** True: the filter takes nothing, only what was put in by hand is in it. */
  byHand: z.boolean().optional(),
  /** Passages added by hand, whatever the filter says. */
  include: z.array(z.string()),
  /** Passages taken out by hand. */
  exclude: z.array(z.string()),
  /** Passage ids in the order given by hand; the others follow in the order of the grouping. */
  order: z.array(z.string()),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});

export type Grouping = z.infer<typeof groupingSchema>;
export type PassageFilter = z.infer<typeof passageFilterSchema>;
export type Briefing = z.infer<typeof briefingSchema>;
