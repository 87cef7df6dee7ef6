import { z } from 'zod';
import { briefingBodySchema } from './briefing-body.ts';
import { instantSchema, partialDateSchema } from './document.ts';
import { passageFilterSchema } from './passage-filter-schema.ts';
import { GROUPINGS } from './vocabulary.ts';

export { type PassageFilter, passageFilterSchema } from './passage-filter-schema.ts';

export const groupingSchema = z.enum(GROUPINGS);

/** A finding of the check that was dismissed: known again by its rule and a fingerprint of what it is about. */
export const dismissedFindingSchema = z.strictObject({
  /** As a name: rules may go and come with the versions of the program. */
  rule: z.string().min(1).max(100),
  fingerprint: z.string().min(1).max(100),
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
  /** What a person composed; absent while the briefing arranges itself by the filter and the grouping. */
  body: briefingBodySchema.optional(),
  /** For whom it is. */
  audience: z.string().optional(),
  /** Citation style: the name of its file without `.csl`; "chicago-notes" if absent. */
  citationStyle: z.string().min(1).optional(),
  /** Paper; A4 if absent. */
  page: z.enum(['a4', 'letter']).optional(),
  /** True: names of coders may stand in the method note. */
  namesCoders: z.boolean().optional(),
  /** Findings of the check that somebody looked at and took for no fault. */
  dismissedFindings: z.array(dismissedFindingSchema).optional(),
  /** A pattern for new briefings rather than a briefing. */
  isTemplate: z.literal(true).optional(),
  /** It is a former state of another briefing, kept under a number, never changed. */
  versionOf: z
    .strictObject({ briefingId: z.string().min(1), number: z.number().int().positive(), name: z.string() })
    .optional(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});

export type Grouping = z.infer<typeof groupingSchema>;
export type DismissedFinding = z.infer<typeof dismissedFindingSchema>;
export type Briefing = z.infer<typeof briefingSchema>;

/** Whether a briefing is a template or a kept state of another one: neither stands in lists of briefings. */
export function isSetAside({ isTemplate, versionOf }: Pick<Briefing, 'isTemplate' | 'versionOf'>): boolean {
  return isTemplate === true || versionOf !== undefined;
}
