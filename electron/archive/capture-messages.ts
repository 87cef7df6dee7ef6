import { z } from 'zod';
import { CAPTURE_PHASES } from '../../shared/contract/capture.ts';
import { captureSchema } from '../../shared/domain/document.ts';

/** Time that a page has to load and to be saved, in milliseconds. */
export const CAPTURE_LIMIT = 60_000;

/** What one page with all that belongs to it may weigh, in bytes. */
export const CAPTURE_BYTES = 100_000_000;

/** What the core asks of a capture process, its only message to it. */
export interface CaptureRequest {
  readonly url: string;
  /** Folder for the files, made for this capture. */
  readonly folder: string;
  /** In milliseconds. */
  readonly limit: number;
  /** In bytes. */
  readonly maxBytes: number;
}

/** What was taken. `page` is the web archive; `file` the bytes themselves, where the address is not a page. */
export const takenSchema = z.strictObject({
  kind: z.enum(['page', 'file']),
  hasPrint: z.boolean(),
  title: z.string(),
  capture: captureSchema,
  notes: z.array(z.string()),
  /** Requests that the page made, those of them that failed, and whether it had loaded to its end. */
  requests: z.number().int(),
  failedRequests: z.number().int(),
  isComplete: z.boolean(),
});

/** What a capture process tells. It has dealt with strangers: the core checks every word. */
export const captureMessageSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('progress'), phase: z.enum(CAPTURE_PHASES), bytes: z.number().int().nonnegative() }),
  z.strictObject({ type: z.literal('taken'), taken: takenSchema }),
  z.strictObject({
    type: z.literal('failed'),
    code: z.enum(['invalid-input', 'unsupported', 'timeout', 'too-large', 'io', 'internal']),
    message: z.string(),
  }),
]);

export type Taken = z.infer<typeof takenSchema>;
export type CaptureMessage = z.infer<typeof captureMessageSchema>;
