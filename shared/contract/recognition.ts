import { z } from 'zod';
import { method, nothing } from './method.ts';

/** What became of one document whose text was to be recognised. */
export const recognitionOutcomeSchema = z.strictObject({
  documentId: z.string(),
  title: z.string(),
  /** `recognised`: words were read or checked. `nothing-found`: the images show no words. `unneeded`: nothing to do. */
  outcome: z.enum(['recognised', 'nothing-found', 'unneeded', 'failed', 'cancelled']),
  /** Pages that were looked at. */
  pages: z.number().int(),
  /** Words that were read on them. */
  words: z.number().int(),
  /** How sure the recognition is of the words, in percent; null if there are none. */
  confidence: z.number().nullable(),
  /** Pages that could not be read. */
  failedPages: z.array(z.number().int()),
  /** Pages whose hidden text is not what they show. */
  disagreeingPages: z.array(z.number().int()),
  /** Error code if it failed, else null. */
  code: z.string().nullable(),
  /** Why it failed or was not needed, and what to do; else null. */
  reason: z.string().nullable(),
});

/** How far the recognition of text has come; broadcast as it goes. */
export const recognitionProgressSchema = z.strictObject({
  state: z.enum(['idle', 'running', 'paused']),
  /** Documents since the queue was last empty. */
  done: z.number().int(),
  total: z.number().int(),
  /** The one being read now, or null. */
  document: z.strictObject({ id: z.string(), title: z.string() }).nullable(),
  /** Pages of it that have been read, and how many are to be. */
  page: z.number().int(),
  pages: z.number().int(),
});

/** The methods that recognise text in images. */
export const recognitionContract = {
  'document.recognise': method(
    'Recognise the text of scans and images, offline',
    true,
    z.strictObject({
      ids: z.array(z.string().min(1)).optional().describe('documents; all that wait for it if none are given'),
      jobId: z.string().min(1).optional().describe('chosen by the caller to cancel this call alone'),
      languages: z.array(z.string().min(1)).min(1).optional().describe('languages of the words; eng if none are given'),
      force: z.boolean().optional().describe('recognise pages again that were recognised before'),
      hidden: z
        .enum(['leave', 'check', 'replace'])
        .optional()
        .describe(
          'text hidden behind a scan: leave it, check it against the image, or put the recognised in its place',
        ),
    }),
    z.array(recognitionOutcomeSchema),
  ),
  'recognition.status': method(
    'Show how far the recognition of text has come and how many documents wait for it',
    false,
    nothing,
    recognitionProgressSchema.extend({
      /** Documents with pages whose text nobody has tried to recognise yet. */
      waiting: z.number().int(),
    }),
  ),
  'recognition.pause': method(
    'Halt the recognition of text after the page being read',
    false,
    nothing,
    recognitionProgressSchema,
  ),
  'recognition.resume': method('Go on with the recognition of text', false, nothing, recognitionProgressSchema),
  'recognition.cancel': method(
    'Stop the recognition of text; pages that were read are kept for the next time',
    false,
    z.strictObject({ jobId: z.string().min(1).optional(), documentId: z.string().min(1).optional() }),
    recognitionProgressSchema,
  ),
} as const;

export type RecognitionOutcome = z.infer<typeof recognitionOutcomeSchema>;
export type RecognitionProgress = z.infer<typeof recognitionProgressSchema>;
