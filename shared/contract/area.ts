import { z } from 'zod';
import { method } from './method.ts';
import { passageViewSchema } from './passage-view.ts';

/** A rectangle in points of the page as the original shows it, from its top left corner. */
const rectSchema = z.strictObject({
  x: z.number().describe('left edge, in points from the left edge of the page'),
  y: z.number().describe('upper edge, in points from the upper edge of the page'),
  width: z.number().positive().describe('in points'),
  height: z.number().positive().describe('in points'),
});

/** A rectangle of a page of a version. */
const place = {
  version: z.number().int().positive().optional(),
  /** 1-based. */
  page: z.number().int().positive(),
  rect: rectSchema,
};

/** The methods about rectangles of pages. */
export const areaContract = {
  'document.areaImage': method(
    'Draw a part of a page from the preserved original',
    false,
    z.strictObject({
      id: z.string().min(1),
      ...place,
      scale: z.number().min(0.5).max(10).optional().describe('pixels a point; 2 if not given'),
    }),
    z.strictObject({
      /** A PNG file in Base64. */
      png: z.string(),
      /** In pixels. */
      width: z.number().int(),
      height: z.number().int(),
    }),
  ),
  'recognition.area': method(
    'Recognise the words in a part of a page, offline; nothing is kept',
    false,
    z.strictObject({
      documentId: z.string().min(1),
      ...place,
      languages: z.array(z.string().min(1)).min(1).optional(),
    }),
    z.strictObject({
      /** Lines end in \n, paragraphs in \n\n; empty if no words are to be seen. */
      text: z.string(),
      /** How sure the recognition is, in percent; null without words. */
      confidence: z.number().nullable(),
    }),
  ),
  'passage.recogniseArea': method(
    'Recognise the words in the area that a passage marks and keep them with it',
    true,
    z.strictObject({ id: z.string().min(1), languages: z.array(z.string().min(1)).min(1).optional() }),
    passageViewSchema,
  ),
  'passage.resizeArea': method(
    'Give the area that a passage marks another rectangle of its page; codings and note stay',
    true,
    z.strictObject({ id: z.string().min(1), rect: rectSchema }),
    passageViewSchema,
  ),
} as const;
