import { z } from 'zod';
import { AGENCY_LEVELS } from './vocabulary.ts';

export const agencyLevelSchema = z.enum(AGENCY_LEVELS);

/** A letter, number, punctuation mark or symbol: something to be seen. */
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** The body that takes a stance. */
export const agencySchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().trim().regex(VISIBLE, 'needs a visible character'),
  aliases: z.array(z.string().trim().min(1)),
  /** Place or field it has power over, for example "Clark County, Nevada". */
  jurisdiction: z.string(),
  level: agencyLevelSchema,
  parentId: z.string().nullable(),
  notes: z.string(),
});

/** A value of the codebook that a coding may carry. */
export const stanceSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().trim().regex(VISIBLE, 'needs a visible character'),
  definition: z.string(),
  /** −2 (opposes) … +2 (supports); null where the scale does not apply. */
  polarity: z.number().int().min(-2).max(2).nullable(),
  /** Base colour, #rrggbb; themes derive their tints from it. */
  color: z.string().regex(/^#[0-9a-f]{6}$/, 'is not a colour like #1f6feb'),
  /** One or two characters that mark the stance where colour cannot. Unique in the codebook. */
  letter: z.string().regex(VISIBLE, 'needs a visible character').max(2),
  /** The key 1–9 that sets it while reading; unique, or null. */
  digit: z.number().int().min(1).max(9).nullable(),
  /** Place in lists, ascending. */
  order: z.number().int(),
});

/** What a stance is about: a node of a tree. */
export const topicSchema = z.strictObject({
  id: z.string().min(1),
  name: z.string().trim().regex(VISIBLE, 'needs a visible character'),
  definition: z.string(),
  /** The topic that it is a part of, or null at the top. */
  parentId: z.string().nullable(),
  /** Place among its siblings, ascending. */
  order: z.number().int(),
});

/** Stored as codebook.json. */
export const codebookSchema = z.strictObject({
  agencies: z.array(agencySchema),
  stances: z.array(stanceSchema),
  /** None in archives made before there were topics. */
  topics: z.array(topicSchema).default([]),
});

/** A codebook with nothing in it. */
export const EMPTY_CODEBOOK: z.infer<typeof codebookSchema> = { agencies: [], stances: [], topics: [] };

export type AgencyLevel = z.infer<typeof agencyLevelSchema>;
export type Agency = z.infer<typeof agencySchema>;
export type Stance = z.infer<typeof stanceSchema>;
export type Topic = z.infer<typeof topicSchema>;
export type Codebook = z.infer<typeof codebookSchema>;
