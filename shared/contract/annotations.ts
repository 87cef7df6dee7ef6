import { z } from 'zod';
import { spanSchema } from '../domain/passage.ts';
import { ANNOTATION_KINDS } from '../domain/vocabulary.ts';
import { codingInputSchema } from './coding.ts';
import { method } from './method.ts';
import { passageViewSchema } from './passage-view.ts';

const documentVersion = z.strictObject({
  id: z.string().min(1),
  version: z.number().int().positive().optional(),
});

/** A comment or highlight on a preserved PDF. */
export const pdfAnnotationSchema = z.strictObject({
  /** Tells it from the others of the same PDF. */
  id: z.string(),
  /** Ids of all it is made of in the PDF: a passage across pages has a highlight on each in an exported copy. */
  parts: z.array(z.string()),
  /** The first one. */
  page: z.number().int().positive(),
  kind: z.enum(ANNOTATION_KINDS),
  /** What it covers there, as [x, y, width, height] in points of the page from its top left corner, at scale 1. */
  quads: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
  author: z.string().nullable(),
  /** The comment with its replies; empty if there is none. */
  contents: z.string(),
  date: z.string().nullable(),
  /** #rrggbb. */
  color: z.string().nullable(),
  /** Whether Standpoint put it there, in an exported copy. */
  isOwn: z.boolean(),
  /** The words under it; null if there are none. */
  quote: z.string().nullable(),
  /** Where they stand in the canonical text. */
  spans: z.array(spanSchema),
  /** Codings that the comment of an exported copy names, as far as the codebook has stances of these very names. */
  codings: z.array(codingInputSchema),
  /** Stances that the comment of an exported copy names and the codebook has not. */
  unknownStances: z.array(z.string()),
  /** The passage that it is already, or null. */
  passageId: z.string().nullable(),
  /** Why it cannot become a passage, or null. */
  obstacle: z.string().nullable(),
});

/** Annotations of PDFs, out and in. */
export const annotationsContract = {
  'document.exportAnnotated': method(
    'Write a copy of a PDF with its passages as highlights that other programs show',
    true,
    documentVersion.extend({
      /** Path of the copy; it ends in .pdf. */
      to: z.string().min(1),
      /** True if absent. */
      includeNotes: z.boolean().optional(),
      /** Whether the highlights name who made them; true if absent. */
      includeCoder: z.boolean().optional(),
    }),
    z.strictObject({
      file: z.string(),
      byteLength: z.number().int(),
      /** Highlights that were added: a passage on two pages has two. */
      annotations: z.number().int(),
      passages: z.number().int(),
      /** Passages that are not in the copy. */
      skipped: z.array(z.strictObject({ passageId: z.string(), quote: z.string(), reason: z.string() })),
      /** What the reader of the copy should know, or null. */
      warning: z.string().nullable(),
    }),
  ),
  'document.annotations': method(
    'List the highlights and comments that a preserved PDF carries',
    false,
    documentVersion,
    z.array(pdfAnnotationSchema),
  ),
  'passage.importAnnotations': method(
    'Make passages to be coded of the highlights and comments that a preserved PDF carries',
    true,
    z.strictObject({
      documentId: z.string().min(1),
      version: z.number().int().positive().optional(),
      /** Ids of annotations; all if absent. */
      only: z.array(z.string().min(1)).optional(),
      /** Code those of an exported copy as their comments say; agencies and topics are made if there are none. */
      withCodings: z.boolean().optional(),
    }),
    z.strictObject({
      passages: z.array(passageViewSchema),
      /** Annotations that became no passage. */
      skipped: z.array(z.strictObject({ id: z.string(), page: z.number().int(), reason: z.string() })),
    }),
  ),
};

export type PdfAnnotation = z.infer<typeof pdfAnnotationSchema>;
