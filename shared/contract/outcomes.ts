import { z } from 'zod';
import { sha256Schema } from '../domain/document.ts';
import { PAGE_QUALITIES, QUOTE_STATUSES } from '../domain/vocabulary.ts';

/** Trouble found in an archive, in words that name the thing and the remedy. */
export const problemSchema = z.strictObject({
  kind: z.enum([
    'damaged-file',
    'missing-original',
    'altered-original',
    'journal',
    'missing-entity',
    'derived',
    'backup',
  ]),
  /** Path inside the archive of the thing concerned, or null. */
  path: z.string().nullable(),
  message: z.string(),
});

/** A document with nearly the same words as another one. */
export const similarDocumentSchema = z.strictObject({
  documentId: z.string(),
  title: z.string(),
  /** Share of runs of five words that both have, of those that either has; 1 for the same words. */
  similarity: z.number().min(0).max(1),
});

/** One file's outcome of an import. */
export const importOutcomeSchema = z.strictObject({
  /** Path as given or as found in the folder; for what was taken out of a file, that and its name within: "a.zip › b.pdf". */
  file: z.string(),
  outcome: z.enum(['imported', 'duplicate', 'new-version', 'skipped', 'failed', 'cancelled']),
  /** The document it became or equals; null if it failed. */
  documentId: z.string().nullable(),
  sha256: sha256Schema.nullable(),
  /** Error code if it failed, else null. */
  code: z.string().nullable(),
  /** Why it failed and what to do, which document it duplicates, or what was left out of it; else null. */
  reason: z.string().nullable(),
  /** Documents with nearly the same words, most alike first. Absent if there are none. */
  similar: z.array(similarDocumentSchema).optional(),
});

/** Progress of a running import, broadcast as it goes. */
export const importProgressSchema = z.strictObject({
  jobId: z.string(),
  done: z.number().int(),
  total: z.number().int(),
  /** Files being read now. */
  current: z.array(z.string()),
  /** Outcomes since the last broadcast. */
  outcomes: z.array(importOutcomeSchema),
  finished: z.boolean(),
});

/** Size and place of one page in the canonical text. */
export const pageInfoSchema = z.strictObject({
  /** 1-based. */
  number: z.number().int().positive(),
  label: z.string().nullable(),
  /** Offsets in the canonical text, end exclusive. */
  start: z.number().int(),
  end: z.number().int(),
  /** Size at scale 1 in PDF points, rotation applied. */
  width: z.number(),
  height: z.number(),
  /** What its text is; absent where nobody looked. */
  quality: z.enum(PAGE_QUALITIES).optional(),
  /** How sure the recognition is of its words, in percent; null or absent if it was not recognised here. */
  confidence: z.number().min(0).max(100).nullable().optional(),
});

/**
 * One run of text on a page: [start, end, x, y, width, height, angle]. Offsets into the canonical text;
 * x and y are the top left corner in the page's own space (points, origin top left, rotation applied);
 * width runs along the base line, height across it; angle in degrees clockwise about that corner.
 */
export const textRunSchema = z.tuple([
  z.number(),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
  z.number(),
]);

/** The result of checking one quote against the preserved text. */
export const quoteCheckSchema = z.strictObject({
  status: z.enum(QUOTE_STATUSES),
  /** For a person: what differs, or why it is broken. Null if exact. */
  reason: z.string().nullable(),
  /** Where the words stand now, or null if they were not found. */
  start: z.number().int().nullable(),
  end: z.number().int().nullable(),
});

export type Problem = z.infer<typeof problemSchema>;
export type SimilarDocument = z.infer<typeof similarDocumentSchema>;
export type ImportOutcome = z.infer<typeof importOutcomeSchema>;
export type ImportProgress = z.infer<typeof importProgressSchema>;
export type PageInfo = z.infer<typeof pageInfoSchema>;
export type PageQuality = NonNullable<PageInfo['quality']>;
export type TextRun = z.infer<typeof textRunSchema>;
export type QuoteCheck = z.infer<typeof quoteCheckSchema>;
