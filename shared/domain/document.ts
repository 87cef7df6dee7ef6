import { z } from 'zod';
import { COMPANION_ROLES, CONTAINER_KINDS, DOCUMENT_KINDS, FORMATS, WITHDRAWAL_STATUSES } from './vocabulary.ts';

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

/** Bytes kept beside an original, unaltered and write-once like it. */
export const companionSchema = z.strictObject({
  role: z.enum(COMPANION_ROLES),
  sha256: sha256Schema,
  byteLength: z.number().int().nonnegative(),
  fileName: z.string().min(1),
  mediaType: z.string().min(1),
});

/** How a page was taken from the web: what the server said at that moment. */
export const captureSchema = z.strictObject({
  /** The address asked for. */
  url: z.string().min(1),
  /** The address that answered, after redirections. */
  finalUrl: z.string().min(1),
  capturedAt: instantSchema,
  /** HTTP status of the answer, or null if the record does not tell. */
  status: z.number().int().nullable(),
  /** Header lines of the answer in their order. */
  headers: z.array(z.tuple([z.string(), z.string()])),
  /** Program that took it. */
  agent: z.string(),
});

/** The file that another one was taken out of; its bytes are the companion with the role `container`. */
export const originSchema = z.strictObject({
  kind: z.enum(CONTAINER_KINDS),
  /** Name within the container: path in a ZIP, record id in a WARC, number or name of an attachment. */
  path: z.string().min(1),
  /** The document that the container itself is (an e-mail), or null. */
  documentId: z.string().min(1).nullable(),
});

/** How many pages have a text of which quality. */
export const textQualitySchema = z.strictObject({
  bornDigital: z.number().int().nonnegative(),
  ocr: z.number().int().nonnegative(),
  /** Pages whose hidden text disagrees with what is to be seen. */
  disagrees: z.number().int().nonnegative(),
  none: z.number().int().nonnegative(),
  /** Mean confidence of the recognised words in percent, or null if none were recognised. */
  confidence: z.number().min(0).max(100).nullable(),
});

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
  companions: z.array(companionSchema).optional(),
  capture: captureSchema.optional(),
  origin: originSchema.optional(),
  /** Absent where the format has no pages, and in versions stored before pages were graded. */
  quality: textQualitySchema.optional(),
});

/** A statement was taken back by who issued it. */
export const withdrawalSchema = z.strictObject({
  status: z.enum(WITHDRAWAL_STATUSES),
  date: partialDateSchema,
  /** Where that is said: an address, a title, a citation. */
  source: z.string().trim().min(1),
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
  /** Absent while the statement stands. */
  withdrawal: withdrawalSchema.optional(),
  /** Documents with nearly the same words that a person has said are others. */
  distinctFrom: z.array(z.string().min(1)).optional(),
});

export type DocumentKind = z.infer<typeof documentKindSchema>;
export type Format = z.infer<typeof formatSchema>;
export type Companion = z.infer<typeof companionSchema>;
export type Capture = z.infer<typeof captureSchema>;
export type Origin = z.infer<typeof originSchema>;
export type TextQuality = z.infer<typeof textQualitySchema>;
export type Withdrawal = z.infer<typeof withdrawalSchema>;
export type Version = z.infer<typeof versionSchema>;
export type DocumentMetadata = z.infer<typeof documentMetadataSchema>;
export type SourceDocument = z.infer<typeof documentSchema>;
