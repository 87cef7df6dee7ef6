import { z } from 'zod';
import { type MethodSpec, method } from './method.ts';

/** What the taking of a page is doing now. */
export const CAPTURE_PHASES = ['starting', 'loading', 'saving', 'printing', 'storing'] as const;

/** How far the taking of one page has come; broadcast as it goes. */
export const captureProgressSchema = z.strictObject({
  jobId: z.string(),
  phase: z.enum(CAPTURE_PHASES),
  /** Bytes of the page and what belongs to it that have arrived. */
  bytes: z.number().int().nonnegative(),
});

/** What came of asking for a page. */
export const captureOutcomeSchema = z.strictObject({
  /**
   * `kept`: it is a document or a version now. `duplicate`: the archive holds the same bytes. `undecided`: it was taken,
   * but is not stored: a person says whether to keep it (capture.keep) or not (capture.drop).
   */
  state: z.enum(['kept', 'duplicate', 'undecided']),
  /** Why it is undecided, else null. `http-error`: the server answered with an error. `unchanged`: the same text as before. */
  doubt: z.enum(['http-error', 'unchanged']).nullable(),
  jobId: z.string(),
  /** The document that it became, equals, or would be a version of; null if there is none. */
  documentId: z.string().nullable(),
  title: z.string(),
  /** The version that it became or equals; null while it is undecided for its status. */
  version: z.number().int().positive().nullable(),
  url: z.string(),
  finalUrl: z.string(),
  /** HTTP status of the answer. */
  status: z.number().int().nullable(),
  /** What came of it, in a sentence. */
  message: z.string(),
  /** What was not loaded or not made, each in a sentence. */
  notes: z.array(z.string()),
});

const job = z.strictObject({ jobId: z.string().min(1) });

/** Methods that take pages from the web: the only ones that use the network. */
export const captureContract = {
  'capture.take': method(
    'Load one web address and keep what it shows, as web archive, PDF and text',
    true,
    z.strictObject({
      url: z.string().trim().min(1).describe('web address, http or https'),
      collection: z.string().trim().min(1).nullable().optional().describe('collection of a new document'),
      keepErrors: z.boolean().optional().describe('keep the page even if the server answers with an error'),
      keepUnchanged: z.boolean().optional().describe('keep another version even if its text is the same as before'),
      jobId: z.string().min(1).optional().describe('chosen by the caller to follow, cancel and decide'),
    }),
    captureOutcomeSchema,
  ),
  'capture.cancel': method('Stop the taking of a page; nothing of it stays', false, job, z.null()),
  'capture.keep': method('Store a page that was taken and is undecided', true, job, captureOutcomeSchema),
  'capture.drop': method('Forget a page that was taken and is undecided', false, job, z.null()),
} as const satisfies Record<string, MethodSpec>;

export type CapturePhase = (typeof CAPTURE_PHASES)[number];
export type CaptureProgress = z.infer<typeof captureProgressSchema>;
export type CaptureOutcome = z.infer<typeof captureOutcomeSchema>;
