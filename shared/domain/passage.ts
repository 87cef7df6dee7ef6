import { z } from 'zod';
import { instantSchema } from './document.ts';
import { selectorSchema } from './selector.ts';
import { CERTAINTIES, INTERNALS, PLACEMENT_OUTCOMES, REVIEW_STATES, VOICES } from './vocabulary.ts';

/** Agency and stance put on a passage by a coder. */
export const codingSchema = z.strictObject({
  id: z.string().min(1),
  agencyId: z.string().min(1),
  stanceId: z.string().min(1),
  /** What the stance is about; absent if it was not said. */
  topicId: z.string().min(1).optional(),
  /** Whose words they are; absent if it was not said. */
  voice: z.enum(VOICES).optional(),
  /** Absent if it was not said. */
  certainty: z.enum(CERTAINTIES).optional(),
  coder: z.string(),
  codedAt: instantSchema,
});

/** A stretch of canonical text, end exclusive. */
export const spanSchema = z.strictObject({
  start: z.number().int().nonnegative(),
  end: z.number().int().positive(),
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
  /** Where its pieces stand, if it has more than one and all were found. */
  spans: z.array(spanSchema).min(2).optional(),
  /** The words that stand there, those of pieces joined by ` … `; null if lost. */
  quote: z.string().nullable(),
  /** 0 … 1, how well they fit. */
  score: z.number().min(0).max(1),
});

/** A rectangle of a page image. */
export const areaSchema = z.strictObject({
  page: z.number().int().positive(),
  /** [x, y, width, height] in points from the top left corner of the page as the original shows it, turned as it says. */
  rect: z.tuple([z.number(), z.number(), z.number().positive(), z.number().positive()]),
  /** Words recognised in the rectangle on demand, or null if nobody asked. They are not canonical text. */
  recognised: z.string().nullable(),
});

/**
 * A marked span of one version. Stored in documents/<documentId>/passages.json. The selectors of a passage of several
 * pieces hold a TextQuoteSelector and a TextPositionSelector for each piece, in the order of `spans`.
 */
export const passageSchema = z
  .strictObject({
    id: z.string().min(1),
    documentId: z.string().min(1),
    /** Number of the version it was made on. */
    version: z.number().int().positive(),
    /**
     * The exact canonical text under the passage. Never edited. Of several spans: their texts joined by ` … `.
     * Empty only for an area that no words stand in.
     */
    quote: z.string(),
    /** Offset of the first UTF-16 code unit in the canonical text. */
    start: z.number().int().nonnegative(),
    /** Offset after the last one; that of the first for an area that no words stand in. */
    end: z.number().int().nonnegative(),
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
    /** Its pieces in reading order, if it has more than one; `start` and `end` are then those of the first and the last. */
    spans: z.array(spanSchema).min(2).optional(),
    /** The part of a page image that it marks; `start` and `end` are then those of the words in it, or of the page. */
    area: areaSchema.optional(),
    /** `coded` if absent. */
    review: z.enum(REVIEW_STATES).optional(),
    /** Work product: `note` keeps the note in the house, `passage` the whole passage. No export carries it. */
    internal: z.enum(INTERNALS).optional(),
    /** Which annotation of the original it was made from, if it was: the same one is not imported twice. */
    annotation: z.string().min(1).optional(),
    /** The same of passages that were merged into it, where there are more. */
    mergedAnnotations: z.array(z.string().min(1)).min(1).optional(),
  })
  .refine(({ quote, area }) => quote !== '' || area !== undefined, {
    path: ['quote'],
    message: 'only an area may have no words',
  });

export type Coding = z.infer<typeof codingSchema>;
export type PassageArea = z.infer<typeof areaSchema>;
export type Placement = z.infer<typeof placementSchema>;
export type Passage = z.infer<typeof passageSchema>;
