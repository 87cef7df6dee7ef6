import { z } from 'zod';
import { method } from './method.ts';
import { quoteCheckSchema } from './outcomes.ts';

/** What came of writing an evidence package. */
export const evidencePackageSchema = z.strictObject({
  /** The ZIP that was written. */
  path: z.string(),
  /** Formats of the briefing that are in it, without the dot. */
  formats: z.array(z.string()),
  /** Why there is no PDF in it, or null if there is one. */
  withoutPdf: z.string().nullable(),
  quotes: z.number().int(),
  originals: z.number().int(),
  payload: z.strictObject({ files: z.number().int(), bytes: z.number().int() }),
  /** Uses of quotes that are not clean; they are marked in the briefing. */
  flagged: z.array(
    z.strictObject({
      passageId: z.string(),
      useId: z.string(),
      quote: z.string(),
      check: quoteCheckSchema,
      fault: z.string().nullable(),
    }),
  ),
});

/** Evidence packages, and checking a briefing that somebody sent. */
export const evidenceContract = {
  'briefing.package': method(
    'Write a briefing with the originals it quotes and a page to check them by as a BagIt bag in a ZIP',
    true,
    z.strictObject({
      id: z.string().min(1),
      /** A file that is not there yet; `.zip` is added where it is missing. */
      to: z.string().min(1),
      /** Refuse to write if a quote is neither exact nor normalised, or not abridged as marked. */
      strict: z.boolean().optional(),
      /** By which it can be stopped, and under which its progress is told. */
      jobId: z.string().min(1).optional(),
    }),
    evidencePackageSchema,
  ),
} as const;

export type EvidencePackage = z.infer<typeof evidencePackageSchema>;
