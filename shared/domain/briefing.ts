import { z } from 'zod';
import { instantSchema, partialDateSchema } from './document.ts';
import { GROUPINGS } from './vocabulary.ts';

export const groupingSchema = z.enum(GROUPINGS);

/** Which passages a briefing or a list takes. An empty list sets no limit. */
export const passageFilterSchema = z.strictObject({
  agencyIds: z.array(z.string()),
  stanceIds: z.array(z.string()),
  documentIds: z.array(z.string()),
  /** Words that quote or note must contain; empty for any. */
  text: z.string(),
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
