import { z } from 'zod';
import { sha256Schema } from './document.ts';
import { selectorSchema } from './selector.ts';

/**
 * What an exported briefing carries about its quotes, so that they can be checked by whoever gets it, after edits by
 * other programs as well. In a DOCX a custom XML part holds it as JSON, in an HTML file an element
 * `<script type="application/json" id="standpoint-evidence">`.
 */
export const EVIDENCE_FORMAT = 'standpoint-evidence/1';

/** One use of a quote and where its words are. */
export const evidenceUseSchema = z.strictObject({
  useId: z.string().min(1),
  /** 1, 2, 3 … in the order of the briefing. */
  number: z.number().int().positive(),
  /** Name of the bookmark around the printed words in a DOCX, id of their element in an HTML file. */
  mark: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,39}$/),
  /** The words between the quotation marks as they were exported. */
  printed: z.string(),
  passageId: z.string().min(1),
  documentId: z.string().min(1),
  version: z.number().int().positive(),
  /** Of the original. */
  sha256: sha256Schema,
  /** The whole text under the passage, as preserved. */
  exact: z.string(),
  selectors: z.array(selectorSchema),
});

export const evidenceSchema = z.strictObject({
  format: z.literal(EVIDENCE_FORMAT),
  briefing: z.strictObject({ id: z.string().min(1), title: z.string() }),
  sources: z.array(
    z.strictObject({
      documentId: z.string().min(1),
      version: z.number().int().positive(),
      sha256: sha256Schema,
      title: z.string(),
      fileName: z.string(),
    }),
  ),
  uses: z.array(evidenceUseSchema),
});

export type Evidence = z.infer<typeof evidenceSchema>;
export type EvidenceUse = z.infer<typeof evidenceUseSchema>;
