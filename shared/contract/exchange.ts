import { z } from 'zod';
import { passageFilterSchema } from '../domain/passage-filter-schema.ts';
import {
  CODE_ROLES,
  EXPORT_FORMATS,
  EXPORT_TABLES,
  IMPORT_FORMATS,
  PASSAGE_OUTCOMES,
  SOURCE_OUTCOMES,
} from '../exchange/formats.ts';
import { method } from './method.ts';
import { quoteCheckSchema } from './outcomes.ts';

/** What was written for other programs. */
export const exchangeExportSchema = z.strictObject({
  file: z.string(),
  byteLength: z.number().int(),
  format: z.enum(EXPORT_FORMATS.map(({ extension }) => extension)),
  documents: z.number().int(),
  passages: z.number().int(),
  codings: z.number().int(),
  /** Passages and notes that stayed in the house because they are marked internal. */
  internal: z.number().int(),
  /** Passages whose quote is neither exact nor normalised; they are in the file, and tables say so. */
  flagged: z.array(z.strictObject({ passageId: z.string(), quote: z.string(), check: quoteCheckSchema })),
  /** What the format cannot hold, or what could not be had. */
  skipped: z.array(z.strictObject({ passageId: z.string().nullable(), name: z.string(), reason: z.string() })),
});

/** What came in from another program, or would come in. */
export const exchangeImportSchema = z.strictObject({
  format: z.enum(IMPORT_FORMATS.map(({ id }) => id)),
  /** Name of the project, or of the file. */
  name: z.string(),
  /** The program that wrote it, as it calls itself; null if it does not say. */
  origin: z.string().nullable(),
  isPreview: z.boolean(),
  /** The top of its tree of codes: what each becomes here, with all that is below it. */
  codes: z.array(
    z.strictObject({
      name: z.string(),
      role: z.enum(CODE_ROLES),
      /** False if a person said so. */
      isGuess: z.boolean(),
      /** Codes below it. */
      below: z.number().int(),
      /** Names of some of them. */
      examples: z.array(z.string()),
      /** How often it and those below it were put on something. */
      uses: z.number().int(),
    }),
  ),
  /** What is new in the codebook, by name. */
  agencies: z.array(z.string()),
  stances: z.array(z.string()),
  topics: z.array(z.string()),
  sources: z.array(
    z.strictObject({
      name: z.string(),
      outcome: z.enum(SOURCE_OUTCOMES),
      /** The document that it is, or becomes; null if there is none, or none yet. */
      documentId: z.string().nullable(),
      title: z.string().nullable(),
      /** Why, or what was done; for a person. */
      reason: z.string().nullable(),
      /** Metadata that change, from what to what. */
      changes: z.array(z.strictObject({ field: z.string(), before: z.string(), after: z.string() })),
    }),
  ),
  /** By outcome; in a preview those whose source is not here yet count as placed. */
  passages: z.strictObject({
    placed: z.number().int(),
    moved: z.number().int(),
    known: z.number().int(),
    lost: z.number().int(),
  }),
  codings: z.number().int(),
  /** Passages to look at: moved and lost ones, the first thousand. */
  attention: z.array(
    z.strictObject({
      source: z.string(),
      quote: z.string(),
      outcome: z.enum(PASSAGE_OUTCOMES),
      /** The passage that was made, or null. */
      passageId: z.string().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  /** What was left out, and why. */
  warnings: z.array(z.string()),
});

/** How far an export is, broadcast as it goes. */
export const exportProgressSchema = z.strictObject({
  jobId: z.string(),
  /** `check`: quotes are checked; `gather`: sources are read; `write`: the file is made. */
  step: z.enum(['check', 'gather', 'write']),
  /** In quotes, in sources, in bytes; a total of 0 where it is not known. */
  done: z.number().int(),
  total: z.number().int(),
});

export type ExportProgress = z.infer<typeof exportProgressSchema>;

/** Passages, codings, codebooks and sources for other programs, and from them. */
export const exchangeContract = {
  'exchange.export': method(
    'Write passages, codings, the codebook or the sources for other programs',
    true,
    z.strictObject({
      /** The ending decides: .csv, .xlsx, .jsonld, .qdpx, .qdc, .ris or .json (CSL-JSON). */
      to: z.string().min(1),
      /** Which passages; all if absent. Documents come along with their passages, all of them if nothing is set. */
      filter: passageFilterSchema.partial().optional(),
      /** Only what this briefing quotes. */
      briefingId: z.string().min(1).optional(),
      /** Which table goes into a .csv; codings if absent. */
      table: z.enum(EXPORT_TABLES).optional(),
      /** Names of coders; false if absent. */
      includeCoders: z.boolean().optional(),
      /** Notes of passages that are not internal; true if absent. */
      includeNotes: z.boolean().optional(),
      /** The originals, in a .qdpx; true if absent. */
      includeOriginals: z.boolean().optional(),
      /** By which it can be stopped, and under which its progress is told. */
      jobId: z.string().min(1).optional(),
    }),
    exchangeExportSchema,
  ),
  'export.cancel': method(
    'Stop an export of a briefing, a package or a file for other programs; nothing is left of it',
    false,
    z.strictObject({ jobId: z.string().min(1) }),
    z.null(),
  ),
  'exchange.import': method(
    'Take in a REFI-QDA project or codebook, web annotations, citations or a table of codes',
    true,
    z.strictObject({
      path: z.string().min(1),
      /** Tells what would come in and changes nothing. */
      preview: z.boolean().optional(),
      /** Names of top-level codes with agencies, with stances, with topics below them; the others are guessed. */
      agencyCodes: z.array(z.string().min(1)).optional(),
      stanceCodes: z.array(z.string().min(1)).optional(),
      topicCodes: z.array(z.string().min(1)).optional(),
      /** Names of top-level codes to leave out. */
      skipCodes: z.array(z.string().min(1)).optional(),
      /** Agency and stance of what has a code but none of these; without them such a code goes into the note. */
      defaultAgency: z.string().trim().min(1).optional(),
      defaultStance: z.string().trim().min(1).optional(),
      /** Collection of the documents that come in. */
      collection: z.string().trim().min(1).optional(),
      /** Citations replace metadata that say something else; without it they only fill in what is missing. */
      overwrite: z.boolean().optional(),
    }),
    exchangeImportSchema,
  ),
};

export type ExchangeExport = z.infer<typeof exchangeExportSchema>;
export type ExchangeImport = z.infer<typeof exchangeImportSchema>;
