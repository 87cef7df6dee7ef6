import { z } from 'zod';
import { instantSchema } from './document.ts';
import { selectorSchema } from './selector.ts';
import { PLACEMENT_OUTCOMES } from './vocabulary.ts';

/** Agency and stance put on a passage by a coder. */
export const codingSchema = z.strictObject({
  id: z.string().min(1),
  agencyId: z.string().min(1),
  stanceId: z.string().min(1),
  coder: z.string(),
  codedAt: instantSchema,
});

/** Where a passage of one version stands in another version of the same document. */
export const placementSchema = z.strictObject({
  /** Number of the other version. */
  version: z.number().int().positive(),
  outcome: z.enum(PLACEMENT_OUTCOMES),
  /** What a person said of a moved one; null while nobody has. */
  decision: z.enum(['accepted', 'rejected']).nullable(),
  /** Span in the other version's canonical text; null if lost. */
  start: z.number().int().nonnegative().nullable(),
  end: z.number().int().positive().nullable(),
  page: z.number().int().positive().nullable(),
  /** The words that stand there; null if lost. */
  quote: z.string().nullable(),
  /** 0 … 1, how well they fit. */
  score: z.number().min(0).max(1),
});

/** A marked span of one version. Stored in documents/<documentId>/passages.json. */
export const passageSchema = z.strictObject({
  id: z.string().min(1),
  documentId: z.string().min(1),
  /** Number of the version it was made on. */
  version: z.number().int().positive(),
  /** The exact canonical text under the passage. Never edited. */
  quote: z.string().min(1),
  /** Offset of the first UTF-16 code unit in the canonical text. */
  start: z.number().int().nonnegative(),
  /** Offset after the last one. */
  end: z.number().int().positive(),
  /** Page on which it starts, 1-based; null where the format has no pages. */
  page: z.number().int().positive().nullable(),
  /** The page's own label ("iv", "12"), or null. */
  pageLabel: z.string().nullable(),
  selectors: z.array(selectorSchema).min(1),
  codings: z.array(codingSchema),
  note: z.string(),
  coder: z.string(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  /** Where it stands in other versions, at most one for each. Absent if it was never carried. */
  placements: z.array(placementSchema).optional(),
});

export type Coding = z.infer<typeof codingSchema>;
export type Placement = z.infer<typeof placementSchema>;
export type Passage = z.infer<typeof passageSchema>;
