import { z } from 'zod';
import { topicSchema } from '../domain/codebook.ts';
import { spanSchema } from '../domain/passage.ts';
import { CERTAINTIES, INTERNALS, REVIEW_STATES, VOICES } from '../domain/vocabulary.ts';
import { id, method } from './method.ts';
import { passageViewSchema } from './passage-view.ts';

/** What a caller says of one coding. */
export const codingInputSchema = z.strictObject({
  agency: z.string().trim().min(1).describe('id, name or alias of an agency; an unknown name makes a new agency'),
  stance: z.string().trim().min(1).describe('id, name, letter or digit of a stance'),
  /** A path like "Detainers / Jail access"; what is missing of it is made. */
  topic: z.string().trim().min(1).describe('id, name or path of a topic; an unknown one makes a new topic').optional(),
  voice: z.enum(VOICES).optional(),
  certainty: z.enum(CERTAINTIES).optional(),
});

const topicFields = z.strictObject({
  name: z.string().trim().min(1),
  definition: z.string().optional(),
  parentId: z.string().nullable().optional(),
  order: z.number().int().optional(),
});

/** Topics, the state of review, and the bounds of passages. */
export const codingContract = {
  'topic.add': method('Add a topic, or all of a path that are not there', true, topicFields, topicSchema),
  'topic.update': method(
    'Change a topic, or move it with all below it',
    true,
    z.strictObject({ id: z.string().min(1), ...topicFields.partial().shape }),
    topicSchema,
  ),
  'topic.merge': method(
    'Merge one topic into another, which takes over its codings and the topics below it',
    true,
    z.strictObject({ from: z.string().min(1), into: z.string().min(1) }),
    topicSchema,
  ),
  'topic.delete': method('Delete a topic; codings stay without it, topics below it move up', true, id, z.null()),
  'passage.review': method(
    'Say how far the coding of passages has come',
    true,
    z.strictObject({ ids: z.array(z.string().min(1)).min(1), state: z.enum(REVIEW_STATES) }),
    z.array(passageViewSchema),
  ),
  'passage.setInternal': method(
    'Keep passages or their notes in the house, or let them out again; one step of undo',
    true,
    z.strictObject({
      ids: z.array(z.string().min(1)).min(1),
      /** What is in no export: the note, or all of it; null takes that off. */
      internal: z.enum(INTERNALS).nullable(),
    }),
    z.array(passageViewSchema),
  ),
  'passage.reshape': method(
    'Give a passage other bounds; codings and note stay',
    true,
    z.strictObject({
      id: z.string().min(1),
      /** One for an ordinary passage, more for one of several pieces; of the version it was made on. */
      spans: z.array(spanSchema).min(1),
      /** Hash of the text that they are places in; refused if the text of the version is another by now. */
      textSha256: z.string().optional(),
    }),
    passageViewSchema,
  ),
  'passage.extend': method(
    'Widen a passage to whole sentences or paragraphs',
    true,
    z.strictObject({ id: z.string().min(1), to: z.enum(['sentence', 'paragraph']) }),
    passageViewSchema,
  ),
  'passage.split': method(
    'Make two passages of one; both keep the codings, the first keeps the note',
    true,
    z.strictObject({
      id: z.string().min(1),
      /** Offset in the canonical text at which the second begins. */
      at: z.number().int().positive(),
    }),
    z.array(passageViewSchema),
  ),
  'passage.merge': method(
    'Make one passage of several of the same version: of one span if they touch or overlap, else of several',
    true,
    z.strictObject({ ids: z.array(z.string().min(1)).min(2) }),
    passageViewSchema,
  ),
};
