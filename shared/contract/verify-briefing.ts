import { z } from 'zod';
import { method } from './method.ts';

/** What became of a quote in a briefing that somebody sent. */
const useOutcomeSchema = z.enum(['found', 'altered', 'missing']);

/** One quote of a briefing that somebody sent, as it stands there now. */
export const verifiedUseSchema = z.strictObject({
  useId: z.string(),
  /** 1, 2, 3 … in the order in which it was exported. */
  number: z.number().int().positive(),
  outcome: useOutcomeSchema,
  /** The words as they were exported. */
  expected: z.string(),
  /** The words that stand there now; null if no place was found. */
  printed: z.string().nullable(),
  /** Word by word, where they differ and both are known; else null. */
  difference: z.array(z.strictObject({ kind: z.enum(['equal', 'insert', 'delete']), words: z.string() })).nullable(),
  /** By what its place was told: the bookmark or element around it, or its words alone; null if it was not. */
  toldBy: z.enum(['mark', 'words']).nullable(),
  /** What is wrong, or of a quote that was found what to look at, in a sentence for a person; null if nothing is. */
  reason: z.string().nullable(),
  documentId: z.string(),
  documentTitle: z.string(),
  version: z.number().int().positive(),
  sha256: z.string(),
});

/** One source of a briefing that somebody sent. */
export const verifiedSourceSchema = z.strictObject({
  documentId: z.string(),
  version: z.number().int().positive(),
  title: z.string(),
  fileName: z.string(),
  /** As the briefing records it. */
  sha256: z.string(),
  /** `intact`: the original is there and its hash is that. `not-here`: neither the archive nor the file has it. */
  outcome: z.enum(['intact', 'replaced', 'missing', 'not-here']),
  reason: z.string().nullable(),
});

/** What the check of a briefing that somebody sent came to. */
export const briefingVerificationSchema = z.strictObject({
  format: z.enum(['docx', 'html', 'zip']),
  fileName: z.string(),
  title: z.string().nullable(),
  briefingId: z.string().nullable(),
  /** Against what its quotes were held: the open archive; the originals in the package; only what the file says of itself. */
  against: z.enum(['archive', 'package', 'file']),
  /** True if every quote was found and every original that could be looked at is intact. */
  ok: z.boolean(),
  counts: z.strictObject({
    found: z.number().int(),
    altered: z.number().int(),
    missing: z.number().int(),
    unknown: z.number().int(),
  }),
  /** In the order in which they were exported. */
  uses: z.array(verifiedUseSchema),
  sources: z.array(verifiedSourceSchema),
  /** Words in quotation marks that belong to no quote of the briefing: nothing is known of them. */
  unknown: z.array(z.strictObject({ words: z.string(), context: z.string() })),
  /** What limits the result, or is wrong with the file itself, in sentences for a person. */
  remarks: z.array(z.string()),
});

export type VerifiedUse = z.infer<typeof verifiedUseSchema>;
export type VerifiedSource = z.infer<typeof verifiedSourceSchema>;
export type BriefingVerification = z.infer<typeof briefingVerificationSchema>;

/** Checking a briefing that somebody sent. */
export const verifyBriefingContract = {
  'briefing.verifyFile': method(
    'Check the quotes of a briefing that somebody sent: each is found, altered or missing',
    false,
    z.strictObject({
      /** A .docx or .html file, or the .zip of an evidence package. */
      file: z.string().min(1),
      /** Where the originals must be; without it in the archive if one is open, else in the file. */
      mustBeIn: z.enum(['archive', 'file']).optional(),
    }),
    briefingVerificationSchema,
  ),
};
