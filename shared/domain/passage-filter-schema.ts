import { z } from 'zod';
import { documentKindSchema, partialDateSchema } from './document.ts';
import { CERTAINTIES, INTERNALS, QUOTE_STATUSES, REVIEW_STATES, VOICES } from './vocabulary.ts';

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
  /** How much of the passage is kept in the house; `none` for what may leave it. */
  internals: z.array(z.enum(['none', ...INTERNALS])).optional(),
});

export type PassageFilter = z.infer<typeof passageFilterSchema>;
