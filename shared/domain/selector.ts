import { z } from 'zod';

/** W3C Web Annotation TextQuoteSelector. */
export const textQuoteSelectorSchema = z.strictObject({
  type: z.literal('TextQuoteSelector'),
  exact: z.string(),
  prefix: z.string(),
  suffix: z.string(),
});

/** W3C Web Annotation TextPositionSelector; UTF-16 code units of the canonical text, end exclusive. */
export const textPositionSelectorSchema = z.strictObject({
  type: z.literal('TextPositionSelector'),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
});

/** W3C FragmentSelector naming the first page of the span, RFC 3778: page=1 is the first page. */
export const fragmentSelectorSchema = z.strictObject({
  type: z.literal('FragmentSelector'),
  conformsTo: z.literal('http://tools.ietf.org/rfc/rfc3778'),
  value: z.string(),
});

/**
 * Where the words stand on a page: rectangles of the unrotated view at scale 1, in PDF points from the
 * top left corner, as [x, y, width, height].
 */
export const pageQuadsSelectorSchema = z.strictObject({
  type: z.literal('PageQuadsSelector'),
  page: z.number().int().positive(),
  quads: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
});

export const selectorSchema = z.discriminatedUnion('type', [
  textQuoteSelectorSchema,
  textPositionSelectorSchema,
  fragmentSelectorSchema,
  pageQuadsSelectorSchema,
]);

export type TextQuoteSelector = z.infer<typeof textQuoteSelectorSchema>;
export type PageQuadsSelector = z.infer<typeof pageQuadsSelectorSchema>;
export type Selector = z.infer<typeof selectorSchema>;
