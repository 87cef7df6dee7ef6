import { z } from 'zod';
import { instantSchema } from './document.ts';
import { passageFilterSchema } from './passage-filter-schema.ts';
import { GROUPINGS } from './vocabulary.ts';

/**
 * What a person wrote into a briefing: a tree of blocks in the JSON form of ProseMirror, so that the editor, the
 * archive and the exporters read the same. Quotes hold no words of their own: they name a passage.
 */

/** Addresses that a link may lead to. */
const linkSchema = z
  .string()
  .trim()
  .regex(/^(https?:|mailto:)/i, 'a link begins with https:, http: or mailto:');

const markSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('bold') }),
  z.strictObject({ type: z.literal('italic') }),
  z.strictObject({ type: z.literal('link'), attrs: z.strictObject({ href: linkSchema }) }),
]);

/** Written words, all in the same form. */
export const textNodeSchema = z.strictObject({
  type: z.literal('text'),
  text: z.string().min(1),
  marks: z.array(markSchema).optional(),
});

/** One use of a passage. */
const useAttrs = z.strictObject({
  /** Unique in the briefing; lasts as long as this use does, through every edit of what is around it. */
  useId: z.string().min(1),
  passageId: z.string().min(1),
  /**
   * The words shown, if not the whole quote: stretches of it in order, what is left out marked by `…`, what is put in
   * or changed in `[` `]`. `checkAbridgement` says whether they are.
   */
  excerpt: z.string().nullable(),
});

const quoteAttrs = useAttrs.extend({
  /** Agency, stance and topic are shown with it. */
  showCodings: z.boolean(),
});

const inlineSchema = z.discriminatedUnion('type', [
  textNodeSchema,
  z.strictObject({ type: z.literal('hardBreak') }),
  /** Quoted words within a sentence, in quotation marks, with their citation. */
  z.strictObject({ type: z.literal('inlineQuote'), attrs: useAttrs }),
  /** A citation of the place of a passage, without its words. */
  z.strictObject({ type: z.literal('citation'), attrs: useAttrs.omit({ excerpt: true }) }),
  /** A note of the author's own. */
  z.strictObject({
    type: z.literal('footnote'),
    attrs: z.strictObject({ useId: z.string().min(1), text: z.string() }),
  }),
]);

const inlines = z.array(inlineSchema).optional();

/** Which passages a section takes. The filter is that of a briefing; `asOf` of the briefing holds as well. */
const sectionAttrs = z.strictObject({
  blockId: z.string().min(1),
  filter: passageFilterSchema,
  groupBy: z.enum([...GROUPINGS, 'none']),
  /** When it was last filled; null if it never was. */
  filledAt: instantSchema.nullable(),
  /** The passages of the query when it was last filled, with the hash of what of them counts (quote and codings). */
  seen: z.record(z.string(), z.string()),
});

const matrixAttrs = z.strictObject({
  blockId: z.string().min(1),
  /** What the columns are; the rows are agencies. */
  columns: z.enum(['stance', 'topic']),
  /** The quotes of this briefing, or all positions that the archive knows as of the briefing's date. */
  scope: z.enum(['briefing', 'archive']),
  caption: z.string(),
});

const timelineAttrs = z.strictObject({
  blockId: z.string().min(1),
  scope: z.enum(['briefing', 'archive']),
  /** None: all of the scope. */
  agencyIds: z.array(z.string()),
  topicIds: z.array(z.string()),
  caption: z.string(),
});

const profileAttrs = z.strictObject({
  blockId: z.string().min(1),
  agencyId: z.string().min(1),
  /** How many of its latest quotes are shown. */
  quotes: z.number().int().min(0).max(50),
});

const onlyId = z.strictObject({ blockId: z.string().min(1) });

export type TextNode = z.infer<typeof textNodeSchema>;
export type InlineNode = z.infer<typeof inlineSchema>;
export type QuoteAttrs = z.infer<typeof quoteAttrs>;
export type UseAttrs = z.infer<typeof useAttrs>;
export type SectionAttrs = z.infer<typeof sectionAttrs>;
export type MatrixAttrs = z.infer<typeof matrixAttrs>;
export type TimelineAttrs = z.infer<typeof timelineAttrs>;
export type ProfileAttrs = z.infer<typeof profileAttrs>;

export interface ListItemNode {
  type: 'listItem';
  content: BlockNode[];
}

export interface TableCellNode {
  type: 'tableCell' | 'tableHeader';
  attrs?:
    | { colspan?: number | undefined; rowspan?: number | undefined; colwidth?: number[] | null | undefined }
    | undefined;
  content: BlockNode[];
}

export interface TableRowNode {
  type: 'tableRow';
  content: TableCellNode[];
}

/** One block of a briefing. */
export type BlockNode =
  | { type: 'heading'; attrs: { level: number }; content?: InlineNode[] | undefined }
  | { type: 'paragraph'; content?: InlineNode[] | undefined }
  | { type: 'bulletList'; content: ListItemNode[] }
  | { type: 'orderedList'; attrs?: { start?: number | undefined } | undefined; content: ListItemNode[] }
  | { type: 'table'; content: TableRowNode[] }
  | { type: 'quote'; attrs: QuoteAttrs }
  | { type: 'section'; attrs: SectionAttrs; content: BlockNode[] }
  | { type: 'matrix'; attrs: MatrixAttrs }
  | { type: 'timeline'; attrs: TimelineAttrs }
  | { type: 'profile'; attrs: ProfileAttrs }
  | { type: 'sources'; attrs: z.infer<typeof onlyId> }
  | { type: 'method'; attrs: z.infer<typeof onlyId> }
  | { type: 'pageBreak' };

const block: z.ZodType<BlockNode> = z.lazy(() => blockSchema);
const listItem = z.strictObject({ type: z.literal('listItem'), content: z.array(block).min(1) });
const cell = z.strictObject({
  type: z.enum(['tableCell', 'tableHeader']),
  attrs: z
    .strictObject({
      colspan: z.number().int().positive().optional(),
      rowspan: z.number().int().positive().optional(),
      colwidth: z.array(z.number()).nullable().optional(),
    })
    .optional(),
  content: z.array(block).min(1),
});

/** One block with all that is in it. */
export const blockSchema: z.ZodType<BlockNode> = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('heading'),
    attrs: z.strictObject({ level: z.number().int().min(1).max(3) }),
    content: inlines,
  }),
  z.strictObject({ type: z.literal('paragraph'), content: inlines }),
  z.strictObject({ type: z.literal('bulletList'), content: z.array(listItem).min(1) }),
  z.strictObject({
    type: z.literal('orderedList'),
    attrs: z.strictObject({ start: z.number().int().optional() }).optional(),
    content: z.array(listItem).min(1),
  }),
  z.strictObject({
    type: z.literal('table'),
    content: z.array(z.strictObject({ type: z.literal('tableRow'), content: z.array(cell).min(1) })).min(1),
  }),
  z.strictObject({ type: z.literal('quote'), attrs: quoteAttrs }),
  z.strictObject({ type: z.literal('section'), attrs: sectionAttrs, content: z.array(block) }),
  z.strictObject({ type: z.literal('matrix'), attrs: matrixAttrs }),
  z.strictObject({ type: z.literal('timeline'), attrs: timelineAttrs }),
  z.strictObject({ type: z.literal('profile'), attrs: profileAttrs }),
  z.strictObject({ type: z.literal('sources'), attrs: onlyId }),
  z.strictObject({ type: z.literal('method'), attrs: onlyId }),
  z.strictObject({ type: z.literal('pageBreak') }),
]);

/** The blocks of a briefing from top to bottom. */
export const briefingBodySchema = z.array(blockSchema);

export type BriefingBody = z.infer<typeof briefingBodySchema>;
