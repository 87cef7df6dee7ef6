import { z } from 'zod';
import { passageFilterSchema } from './briefing.ts';
import { instantSchema } from './document.ts';

/** A search kept under a name. Stored in searches.json. */
export const savedSearchSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().trim().min(1),
  /** The view that it opens in. */
  view: z.enum(['documents', 'passages']),
  /** As typed; empty for everything that the filter lets through. */
  query: z.string(),
  /** Whether other forms of a word count as the word. */
  stemming: z.boolean(),
  filter: passageFilterSchema.partial(),
  /** How the list is sorted and grouped, in the view's own words. */
  sort: z.string(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});

export type SavedSearch = z.infer<typeof savedSearchSchema>;
