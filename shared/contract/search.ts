import { z } from 'zod';
import { passageFilterSchema } from '../domain/briefing.ts';
import { CERTAINTIES, REVIEW_STATES, VOICES } from '../domain/vocabulary.ts';
import { codingInputSchema } from './coding.ts';
import { method } from './method.ts';
import { passageViewSchema } from './passage-view.ts';

/** One place found by a search. */
export const searchHitSchema = z.strictObject({
  documentId: z.string(),
  title: z.string(),
  /** Where the words were found. */
  field: z.enum(['text', 'metadata', 'quote', 'note']),
  version: z.number().int(),
  page: z.number().int().nullable(),
  /** Offset in the canonical text of the first found word for field text, of the passage for quote, else null. */
  start: z.number().int().nullable(),
  /** Offset after the last found word of this place, or after the passage. */
  end: z.number().int().nullable(),
  passageId: z.string().nullable(),
  /** Plain text around the hit. */
  snippet: z.string(),
  /** Offsets of the found words in `snippet`. */
  marks: z.array(z.tuple([z.number().int(), z.number().int()])),
});

/** A document in which a search found something. */
export const documentMatchSchema = z.strictObject({
  documentId: z.string(),
  title: z.string(),
  dateIssued: z.string().nullable(),
  /** Places found in it; of a very long document at least so many. */
  count: z.number().int(),
  /** The best of them. */
  hits: z.array(searchHitSchema),
});

/** What a search of documents found. */
export const foundDocumentsSchema = z.strictObject({
  /** Documents that fit, of which `documents` is a part. */
  total: z.number().int(),
  documents: z.array(documentMatchSchema),
  /** How the query was understood if not as it was typed, in a sentence; else null. */
  understood: z.string().nullable(),
});

/** What the query language of searches is, in a line for help. */
const QUERY_HELP =
  'words, "phrases", begin*, a NEAR/5 b, AND, OR, NOT or -word, ( ), title: issuer: quote: note: agency: stance: topic:';

/** What searches, and lists of passages, take besides filters. */
const searchFields = {
  stemming: z.boolean().describe('whether other forms of a word count as the word (yes if not said)').optional(),
  filter: passageFilterSchema.partial().optional(),
  sort: z.enum(['relevance', 'date', 'title']).optional(),
  limit: z.number().int().positive().optional(),
  offset: z.number().int().nonnegative().optional(),
};

/** What lists and outlines of passages take besides the filter that is kept. */
export const passageListFields = {
  /** In the language of search.query; over quotes and notes. */
  query: z.string().describe(`over quotes and notes: ${QUERY_HELP}`).optional(),
  stemming: searchFields.stemming,
  /** Those whose quote was not checked since it or its text changed; beside those that `statuses` names. */
  unchecked: z.boolean().optional(),
  sort: z.enum(['document', 'date', 'newest', 'agency', 'stance', 'topic', 'coded', 'coder', 'review']).optional(),
};

/** By what an outline of passages may be grouped. */
export const passageGroupingSchema = z.enum([
  'document',
  'agency',
  'stance',
  'topic',
  'voice',
  'review',
  'coder',
  'none',
]);

/** What takes the place of what a coding says; null takes it off, what is left out stays. */
const codingChange = z.strictObject({
  agency: codingInputSchema.shape.agency.optional(),
  stance: codingInputSchema.shape.stance.optional(),
  topic: z.string().trim().min(1).nullable().optional(),
  voice: z.enum(VOICES).nullable().optional(),
  certainty: z.enum(CERTAINTIES).nullable().optional(),
});

/** Which codings of the chosen passages are altered, and how. */
const alteration = z.strictObject({
  ids: z.array(z.string().min(1)).min(1),
  /** Only codings that have one of these in each list given. */
  only: z
    .strictObject({
      agencyIds: z.array(z.string()).optional(),
      stanceIds: z.array(z.string()).optional(),
      topicIds: z.array(z.string()).optional(),
      voices: z.array(z.enum(VOICES)).optional(),
    })
    .optional(),
  /** What is put in place of what those codings say; null takes it off. */
  set: codingChange.optional(),
  /** Takes those codings off instead. */
  remove: z.boolean().optional(),
  /** Put on passages that do not have it. */
  add: codingInputSchema.optional(),
  /** Whether `add` goes only to passages that have no coding at all. */
  addsToUncoded: z.boolean().optional(),
  review: z.enum(REVIEW_STATES).optional(),
});

/** What an alteration of many passages comes to. */
export const alterationEffectSchema = z.strictObject({
  passages: z.number().int(),
  /** Passages that change. */
  changed: z.number().int(),
  /** Codings that say something else afterwards. */
  altered: z.number().int(),
  added: z.number().int(),
  removed: z.number().int(),
  /** Codings that would say the same as another one of their passage, and go. */
  merged: z.number().int(),
  /** Passages whose state of review changes. */
  reviewed: z.number().int(),
  /** Of the passages, those that have no coding now. */
  uncoded: z.number().int(),
});

/** Searches, and the altering of codings. */
export const searchContract = {
  'search.query': method(
    'Search text, metadata, quotes and notes: one place after the other',
    false,
    z.strictObject({ query: z.string().describe(QUERY_HELP), ...searchFields }),
    z.array(searchHitSchema),
  ),
  'search.find': method(
    'Search text, metadata, quotes and notes: documents with their best places, and how many there are',
    false,
    z.strictObject({
      query: z.string().describe(`${QUERY_HELP}; empty for all that the filter lets through`),
      ...searchFields,
      /** Places given of each document. */
      places: z.number().int().positive().max(500).optional(),
    }),
    foundDocumentsSchema,
  ),
  'passage.alterEffect': method(
    'Say what an alteration of passages would come to; changes nothing',
    false,
    alteration,
    alterationEffectSchema,
  ),
  'passage.alter': method(
    'Alter codings and review state of many passages at once; one step of undo',
    true,
    alteration,
    alterationEffectSchema,
  ),
  'passage.changeCoding': method(
    'Change what codings of a passage say; they keep their ids',
    true,
    codingChange.extend({
      id: z.string().min(1),
      /** Without any, all that the passage has. */
      codingIds: z.array(z.string().min(1)).min(1).optional(),
    }),
    passageViewSchema,
  ),
};

export type SearchHit = z.infer<typeof searchHitSchema>;
export type DocumentMatch = z.infer<typeof documentMatchSchema>;
export type FoundDocuments = z.infer<typeof foundDocumentsSchema>;
export type Alteration = z.infer<typeof alteration>;
export type AlterationEffect = z.infer<typeof alterationEffectSchema>;
