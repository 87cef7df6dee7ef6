import { z } from 'zod';
import { briefingSchema, dismissedFindingSchema } from '../domain/briefing.ts';
import { briefingBodySchema } from '../domain/briefing-body.ts';
import { LINT_RULES, LINT_SEVERITIES } from '../lint/lint-rules.ts';
import { id, method } from './method.ts';

const offset = z.number().int().nonnegative();

/** One thing that may be wrong in a briefing, and where. */
export const lintFindingSchema = z.strictObject({
  /** The same for the same fault at the next look, as long as the words it is about stay. Unique in a report. */
  id: z.string().min(1),
  rule: z.enum(LINT_RULES),
  severity: z.enum(LINT_SEVERITIES),
  /** Indices that lead from the body to the block: `[3, 0, 1]` is `body[3].content[0].content[1]`. */
  path: z.array(offset),
  /** The use of a passage it is about, or null. */
  useId: z.string().nullable(),
  /**
   * Where it is. In a paragraph or heading: offsets in its text, in which a quote, a citation, a note and a line break
   * count as one unit each, as in the editor. In a quote block: offsets in the words it prints. End exclusive; both 0
   * where a block is meant as a whole.
   */
  start: offset,
  end: offset,
  /** The words there; empty where a block is meant as a whole. */
  words: z.string(),
  /** What is wrong, in a sentence or two for a person. */
  explanation: z.string().min(1),
  /** What to do about it. */
  remedy: z.string().min(1),
  /** What it is compared with, to look at; null if there is nothing. */
  related: z
    .strictObject({ documentId: z.string(), version: z.number().int().positive(), passageId: z.string().nullable() })
    .nullable(),
});

/** What a look through a briefing came to. */
export const lintReportSchema = z.strictObject({
  /** In the order of the briefing. */
  findings: z.array(lintFindingSchema),
  /** What was looked at. */
  checked: z.strictObject({ sentences: z.number().int(), uses: z.number().int() }),
});

export type LintFinding = z.infer<typeof lintFindingSchema>;
export type LintReport = z.infer<typeof lintReportSchema>;

/** What may be wrong in a briefing. */
export const lintContract = {
  'briefing.lint': method(
    'Find what may be wrong in a briefing: claims without a source, quotes cut short, old positions',
    false,
    z.strictObject({
      id: z.string().min(1),
      /** What the editor holds and has not saved yet, in place of what is stored. */
      body: briefingBodySchema.optional(),
    }),
    lintReportSchema,
  ),
  'briefing.dismissFindings': method(
    'Note in a briefing that findings of its check are no faults; they stay away until their words change',
    true,
    z.strictObject({ id: z.string().min(1), findings: z.array(dismissedFindingSchema).min(1).max(500) }),
    briefingSchema,
  ),
  'briefing.restoreFindings': method('Bring back all dismissed findings of a briefing', true, id, briefingSchema),
};
