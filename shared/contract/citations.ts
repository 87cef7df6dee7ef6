import { z } from 'zod';
import { id, method, nothing } from './method.ts';

/** A style of citation that briefings can use. */
const citationStyleSchema = z.strictObject({
  id: z.string().min(1),
  title: z.string(),
  /** Whether citations stand in notes or in the text. */
  kind: z.enum(['note', 'in-text']),
  /** True if a person added it to the archive; false if it comes with Standpoint. */
  isOwn: z.boolean(),
});

/** Words in one form: see `ReportText`. */
const formattedTextSchema = z.array(
  z.strictObject({
    text: z.string(),
    bold: z.boolean().optional(),
    italic: z.boolean().optional(),
    smallCaps: z.boolean().optional(),
    superscript: z.boolean().optional(),
    href: z.string().optional(),
  }),
);

/** A quote ready to be pasted, with where it is from. */
const citedPassageSchema = z.strictObject({
  style: citationStyleSchema,
  /** The words in quotation marks of the style's language; empty for an area of a page without words. */
  quote: z.string(),
  /** The note, or what stands in the text. */
  citation: formattedTextSchema,
  /** The entry of the list of sources, or null where the style has no list. */
  bibliography: formattedTextSchema.nullable(),
  /** All of it as plain text. */
  text: z.string(),
  /** All of it as HTML without any styles or scripts. */
  html: z.string(),
});

/** Citation styles, and quotes with their citation. */
export const citationsContract = {
  'citation.styles': method(
    'List the citation styles: those that come with Standpoint, then those of the archive',
    false,
    nothing,
    z.array(citationStyleSchema),
  ),
  'citation.addStyle': method(
    'Add a citation style (.csl file) to the archive, or put a newer copy in place of the one it has',
    true,
    z.strictObject({ path: z.string().min(1) }),
    citationStyleSchema,
  ),
  'citation.removeStyle': method('Remove a citation style that was added to the archive', true, id, z.null()),
  'passage.cite': method(
    'A quote in quotation marks with its citation, ready to be pasted',
    false,
    z.strictObject({
      id: z.string().min(1),
      /** Id of a citation style; Chicago notes if absent. */
      style: z.string().min(1).optional(),
    }),
    citedPassageSchema,
  ),
};
