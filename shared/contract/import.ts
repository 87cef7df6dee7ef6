import { z } from 'zod';
import { documentSchema, instantSchema } from '../domain/document.ts';
import { id, type MethodSpec, method } from './method.ts';
import { importOutcomeSchema, similarDocumentSchema } from './outcomes.ts';

/** An import that was cut off by the end of the program, as far as it got. */
export const pendingImportSchema = z.strictObject({
  jobId: z.string(),
  /** Files that became documents. */
  done: z.number().int(),
  total: z.number().int(),
  startedAt: instantSchema,
});

/** The column that holds each field of a document; fields without a column are left out. */
export const manifestMappingSchema = z.strictObject({
  /** Path or name of the file, from the base folder on. */
  file: z.string().min(1),
  title: z.string().optional(),
  kind: z.string().optional(),
  issuer: z.string().optional(),
  author: z.string().optional(),
  dateIssued: z.string().optional(),
  sourceUrl: z.string().optional(),
  dateCaptured: z.string().optional(),
  collection: z.string().optional(),
  notes: z.string().optional(),
  sha256: z.string().optional(),
  /** Document id, file of the same table, or address of a source. */
  versionOf: z.string().optional(),
});

/** What a table of files holds, before anything is imported. */
export const manifestPreviewSchema = z.strictObject({
  format: z.enum(['csv', 'tsv', 'json']),
  columns: z.array(z.string()),
  rowCount: z.number().int(),
  /** The first rows, a cell for each column. */
  rows: z.array(z.array(z.string())),
  /** The columns that look like each field; null if none looks like the file's name. */
  mapping: manifestMappingSchema.nullable(),
  baseDirectory: z.string(),
  /** Rows whose file is there; counted with the mapping given, else with the one guessed. */
  found: z.number().int(),
  /** Names of files that are not there, at most 100. */
  missing: z.array(z.string()),
  missingCount: z.number().int(),
  /** Issuers that the codebook does not know yet, at most 100. */
  newAgencies: z.array(z.string()),
});

const jobId = z.string().min(1);

/** Methods by which files come in. */
export const importContract = {
  'document.import': method(
    'Import files, folders, ZIP and web archives; every file is reported',
    true,
    z.strictObject({
      paths: z.array(z.string().min(1)).min(1),
      collection: z.string().trim().min(1).nullable().optional(),
      /** The one file given becomes the next version of this document. */
      versionOf: z.string().min(1).optional(),
      /** Chosen by the caller to follow and cancel the import. */
      jobId: jobId.optional(),
    }),
    z.array(importOutcomeSchema),
  ),
  'document.cancelImport': method(
    'Stop a running import after the files being read; what was imported stays',
    false,
    z.strictObject({ jobId }),
    z.null(),
  ),
  'document.resumeImport': method(
    'Go on with an import that was cut off; what it imported before is not imported again',
    true,
    z.strictObject({ jobId }),
    z.array(importOutcomeSchema),
  ),
  'document.abandonImport': method(
    'Forget an import that was cut off; what was imported stays',
    true,
    z.strictObject({ jobId }),
    z.null(),
  ),
  'document.similar': method('Find documents with nearly the same words', false, id, z.array(similarDocumentSchema)),
  'document.distinguish': method(
    'Say that two documents with nearly the same words are different ones',
    true,
    z.strictObject({ id: z.string().min(1), other: z.string().min(1) }),
    documentSchema,
  ),
  'manifest.read': method(
    'Look at a CSV, TSV or JSON table of files: columns, first rows, which files are there',
    false,
    z.strictObject({
      path: z.string().min(1),
      /** Folder that the names of the files start from; the table's own if not given. */
      baseDirectory: z.string().min(1).optional(),
      mapping: manifestMappingSchema.optional(),
    }),
    manifestPreviewSchema,
  ),
  'manifest.import': method(
    'Import the files of a CSV, TSV or JSON table with the metadata in its columns',
    true,
    z.strictObject({
      path: z.string().min(1),
      baseDirectory: z.string().min(1).optional(),
      /** Which column holds what; guessed if not given. */
      mapping: manifestMappingSchema.optional(),
      /** Collection of rows that name none. */
      intoCollection: z.string().trim().min(1).nullable().optional(),
      /** Make agencies of issuers that the codebook does not know; else they stay in the notes. */
      createAgencies: z.boolean().optional(),
      jobId: jobId.optional(),
    }),
    z.array(importOutcomeSchema),
  ),
} as const satisfies Record<string, MethodSpec>;

export type PendingImport = z.infer<typeof pendingImportSchema>;
export type ManifestMapping = z.infer<typeof manifestMappingSchema>;
export type ManifestPreview = z.infer<typeof manifestPreviewSchema>;
