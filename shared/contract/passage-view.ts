import { z } from 'zod';
import { withdrawalSchema } from '../domain/document.ts';
import { passageSchema } from '../domain/passage.ts';

/** A passage with what a list shows beside it. */
export const passageViewSchema = passageSchema.extend({
  documentTitle: z.string(),
  dateIssued: z.string().nullable(),
  /** What became of the statement it is from, or null while that stands. */
  withdrawal: withdrawalSchema.nullable(),
});
