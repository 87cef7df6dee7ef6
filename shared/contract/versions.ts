import { z } from 'zod';
import { documentSchema, withdrawalSchema } from '../domain/document.ts';
import { placementSchema } from '../domain/passage.ts';
import { id, type MethodSpec, method } from './method.ts';

const versionNumber = z.number().int().positive();
const span = z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]);

/** A briefing that uses a passage. */
const passageUseSchema = z.strictObject({ id: z.string(), title: z.string() });

/** Words before and after a place, as they stand in the text. */
const surroundingsSchema = z.strictObject({ before: z.string(), after: z.string() });

/** Where a passage stands in another version, with all that a person needs to judge it. */
export const placementViewSchema = z.strictObject({
  passageId: z.string(),
  /** Number of the version that the passage was made on. */
  version: versionNumber,
  quote: z.string(),
  page: z.number().int().positive().nullable(),
  surroundings: surroundingsSchema,
  placement: placementSchema,
  /** Around its place in the other version; null if lost. */
  newSurroundings: surroundingsSchema.nullable(),
  briefings: z.array(passageUseSchema),
});

/** The passages of older versions in one version, in reading order of their own versions. */
export const placementListSchema = z.strictObject({
  documentId: z.string(),
  version: versionNumber,
  placements: z.array(placementViewSchema),
});

/** One piece of the comparison of two versions. */
export const comparedSegmentSchema = z.strictObject({
  kind: z.enum(['equal', 'insert', 'delete', 'moved']),
  /** Offsets in the older text; null for what came in, and for a moved piece at its new place. */
  from: span.nullable(),
  /** Offsets in the newer text; null for what went, and for a moved piece at its old place. */
  to: span.nullable(),
  /** Number that both places of a moved piece share. */
  moveId: z.number().int().positive().nullable(),
  /** Page on which it begins in the older or newer text; null where there are no pages or it does not stand. */
  fromPage: z.number().int().positive().nullable(),
  toPage: z.number().int().positive().nullable(),
  /** The words that went, came in or moved; null where nothing changed. */
  words: z.string().nullable(),
  /** Passages whose words it changes. */
  passageIds: z.array(z.string()),
});

/** Two versions of a document compared word by word. */
export const comparisonSchema = z.strictObject({
  documentId: z.string(),
  from: versionNumber,
  to: versionNumber,
  /** Words that came in, went, or stand elsewhere. */
  counts: z.strictObject({ inserted: z.number().int(), deleted: z.number().int(), moved: z.number().int() }),
  /** In reading order. White space, line breaks, page numbers and the like are no change. */
  segments: z.array(comparedSegmentSchema),
  /** Passages touched, with the briefings that use them. */
  touched: z.array(
    z.strictObject({
      passageId: z.string(),
      version: versionNumber,
      quote: z.string(),
      page: z.number().int().positive().nullable(),
      briefings: z.array(passageUseSchema),
    }),
  ),
});

/** Methods about the versions of a document and what became of it after it was issued. */
export const versionsContract = {
  'version.join': method(
    'Make a document the newest version of another one; its passages go with it, those of the other are carried over',
    true,
    z.strictObject({ id: z.string().min(1), into: z.string().min(1) }),
    documentSchema,
  ),
  'version.placements': method(
    'Show where the passages of older versions stand in a version',
    false,
    z.strictObject({ documentId: z.string().min(1), version: versionNumber.optional() }),
    placementListSchema,
  ),
  'version.decide': method(
    'Say whether moved passages stand where they were found; accepting a lost one says that it is gone',
    true,
    z.strictObject({
      passageIds: z.array(z.string().min(1)).min(1),
      version: versionNumber,
      decision: z.enum(['accept', 'reject']),
    }),
    z.array(z.strictObject({ passageId: z.string(), placement: placementSchema })),
  ),
  'version.recarry': method(
    'Look again for the passages of older versions in a version; what a person decided stays',
    true,
    z.strictObject({ documentId: z.string().min(1), version: versionNumber.optional() }),
    placementListSchema,
  ),
  'version.compare': method(
    'Compare two versions word by word, with the passages and briefings that the changes touch',
    false,
    z.strictObject({ documentId: z.string().min(1), from: versionNumber, to: versionNumber }),
    comparisonSchema,
  ),
  'document.withdraw': method(
    'Note that a statement was withdrawn or rescinded by who issued it',
    true,
    z.strictObject({ id: z.string().min(1), ...withdrawalSchema.shape }),
    documentSchema,
  ),
  'document.unwithdraw': method('Take back the note that a statement was withdrawn', true, id, documentSchema),
} as const satisfies Record<string, MethodSpec>;

export type PlacementView = z.infer<typeof placementViewSchema>;
export type PlacementList = z.infer<typeof placementListSchema>;
export type ComparedSegment = z.infer<typeof comparedSegmentSchema>;
export type Comparison = z.infer<typeof comparisonSchema>;
