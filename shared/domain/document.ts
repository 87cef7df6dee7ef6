import { z } from 'zod';
import { DOCUMENT_KINDS, FORMATS } from './vocabulary.ts';

/** Lower-case hexadecimal SHA-256. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'is not a SHA-256 in lower-case hexadecimal');

/** A calendar date as precise as the source gives it: YYYY, YYYY-MM or YYYY-MM-DD. */
export const partialDateSchema = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, 'is not a date like 2026-03-18, 2026-03 or 2026')
  .refine(isInCalendar, 'is not a day of the calendar');

/** False for days such as 2026-02-31. */
function isInCalendar(date: string): boolean {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
}

/** An instant, ISO 8601 in UTC with milliseconds. */
export const instantSchema = z.iso.datetime();

export const documentKindSchema = z.enum(DOCUMENT_KINDS);
export const formatSchema = z.enum(FORMATS);

/** One arrival of a document: other bytes under the same identity are another version. */
export const versionSchema = z.strictObject({
  /** 1, 2, 3 … in order of arrival. */
  number: z.number().int().positive(),
  sha256: sha256Schema,
  /** Size of the original in bytes. */
  byteLength: z.number().int().nonnegative(),
  /** The name the file had when it arrived, without its folder. */
  fileName: z.string().min(1),
  format: formatSchema,
  importedAt: instantSchema,
  /** Name and version of the extractor that made the canonical text. */
  extractor: z.string(),
  /** SHA-256 of the canonical text as UTF-8. */
  textSha256: sha256Schema,
  /** Length of the canonical text in UTF-16 code units. */
  textLength: z.number().int().nonnegative(),
  /** Number of pages, or null where the format has none. */
  pageCount: z.number().int().nonnegative().nullable(),
});

/** The metadata a person may edit. */
export const documentMetadataSchema = z.strictObject({
  title: z.string().trim().min(1),
  kind: documentKindSchema,
  /** The agency that issued it (agency id), or null if not known. */
  issuerId: z.string().nullable(),
  author: z.string().nullable(),
  dateIssued: partialDateSchema.nullable(),
  sourceUrl: z.string().nullable(),
  /** When the bytes were taken from their source. */
  dateCaptured: z.union([instantSchema, partialDateSchema]).nullable(),
  /** Collection path, parts separated by " / "; null for none. */
  collection: z.string().trim().min(1).nullable(),
  notes: z.string(),
});

/** A preserved item with its metadata and its versions. Stored as documents/<id>/record.json. */
export const documentSchema = documentMetadataSchema.extend({
  id: z.string().min(1),
  addedAt: instantSchema,
  versions: z.array(versionSchema).min(1),
  /** When it was moved to the trash, or null. */
  trashedAt: instantSchema.nullable(),
});

export type DocumentKind = z.infer<typeof documentKindSchema>;
export type Format = z.infer<typeof formatSchema>;
export type Version = z.infer<typeof versionSchema>;
export type DocumentMetadata = z.infer<typeof documentMetadataSchema>;
export type SourceDocument = z.infer<typeof documentSchema>;
