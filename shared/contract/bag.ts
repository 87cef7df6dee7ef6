import { z } from 'zod';
import { method } from './method.ts';
import { importOutcomeSchema } from './outcomes.ts';

/** What makes a bag invalid (RFC 8493 and the drafts for versions 0.93 to 0.97). */
const BAG_FAULTS = [
  'serialization', // a packed bag is not one top-level folder
  'missing-declaration', // no bagit.txt
  'declaration-bom', // bagit.txt begins with a byte order mark
  'declaration-format', // bagit.txt is not the two lines that it must be
  'missing-version', // bagit.txt names no version
  'bad-version', // the version is not two numbers with a dot between
  'unsupported-version', // a version whose rules are not known here
  'missing-encoding', // bagit.txt names no character set
  'unknown-encoding', // the character set is not known
  'wrong-encoding', // a tag file is not in the character set that bagit.txt names
  'missing-payload-folder', // no folder data
  'missing-manifest', // no payload manifest
  'unsupported-algorithm', // no payload manifest can be checked
  'manifest-format', // a line of a manifest is not checksum and path
  'unsafe-path', // a path leads out of the bag
  'backslash-path', // a path is parted by backslashes
  'outside-payload', // a payload manifest lists what is not payload
  'payload-in-tag-manifest', // a tag manifest lists payload
  'tag-manifest-in-tag-manifest', // a tag manifest lists a tag manifest
  'duplicate-entry', // a manifest lists a file twice
  'conflicting-entry', // a manifest lists a file twice with different checksums
  'missing-file', // a listed payload file is not there
  'not-fetched', // a payload file is still to be fetched
  'missing-tag-file', // a listed tag file is not there
  'unlisted-file', // a payload file is in no manifest
  'not-in-every-manifest', // a payload file is not in each of the manifests
  'checksum-mismatch', // a payload file is not what its checksum says
  'tag-checksum-mismatch', // a tag file is not what its checksum says
  'bag-info-format', // a line of bag-info.txt is not label and value
  'payload-oxum', // Payload-Oxum does not fit the payload
  'payload-oxum-format', // Payload-Oxum is not two numbers with a dot between, or is repeated
  'fetch-format', // a line of fetch.txt is not address, length and path
  'fetch-url', // fetch.txt names no absolute address
  'fetch-unlisted', // fetch.txt lists what is not in every payload manifest
  'symbolic-link', // a link leads out of the bag, to a folder or nowhere
  'special-file', // neither a file nor a folder
  'unreadable', // a file cannot be read
  'encrypted', // a packed file wants a password
] as const;

/** What is allowed, but may make trouble. */
const BAG_WARNINGS = [
  'encoding',
  'declaration-format',
  'byte-order-mark',
  'manifest-name',
  'unsupported-algorithm',
  'weak-algorithm',
  'md5sum-marker',
  'escaped-line',
  'relative-path',
  'backslash-path',
  'outside-payload',
  'payload-in-tag-manifest',
  'tag-manifest-in-tag-manifest',
  'unlisted-tag-file',
  'duplicate-entry',
  'case-clash',
  'normalization',
  'normalization-clash',
  'percent-encoding',
  'trailing-space',
  'unportable-name',
  'system-file',
  'bag-in-bag',
  'not-in-every-manifest',
  'payload-oxum',
  'bag-info-format',
  'fetch-unlisted',
  'fetch-length',
  'symbolic-link',
  'serialization',
] as const;

const finding = {
  /** Path in the bag of the thing concerned, or null for the bag as a whole. */
  path: z.string().nullable(),
  /** What is wrong and how to mend it. */
  message: z.string(),
  /** Line of the file in which it was found, from 1. */
  line: z.number().int().positive().optional(),
};

export const bagFaultSchema = z.strictObject({ code: z.enum(BAG_FAULTS), ...finding });
export const bagWarningSchema = z.strictObject({ code: z.enum(BAG_WARNINGS), ...finding });

/** What a check of a bag found. */
export const bagReportSchema = z.strictObject({
  /** Complete, and every checksum fits. */
  valid: z.boolean(),
  /** Every listed file is there, and every payload file is listed. */
  complete: z.boolean(),
  /** As bagit.txt names it, or null. */
  version: z.string().nullable(),
  /** Everything that is wrong, not just the first. */
  faults: z.array(bagFaultSchema),
  warnings: z.array(bagWarningSchema),
  payload: z.strictObject({ files: z.number().int(), bytes: z.number().int() }),
  /** Algorithms of the payload manifests. */
  algorithms: z.array(z.string()),
  /** Elements of bag-info.txt in their order; labels may repeat. */
  info: z.array(z.tuple([z.string(), z.string()])),
});

/** How far work on a bag is, broadcast as it goes. */
export const bagProgressSchema = z.strictObject({
  jobId: z.string(),
  /** `check`: a check alone; `write`: an export; `read`: an import. */
  step: z.enum(['check', 'write', 'read']),
  /** In bytes, or in files while they come in. */
  done: z.number().int(),
  total: z.number().int(),
});

/** What came of writing a bag. */
export const bagExportSchema = z.strictObject({
  /** Folder or ZIP that was written. */
  path: z.string(),
  documents: z.number().int(),
  passages: z.number().int(),
  briefings: z.number().int(),
  payload: z.strictObject({ files: z.number().int(), bytes: z.number().int() }),
  /** The check of what was written, made from the disk before it got its name. */
  report: bagReportSchema,
});

/** What came of taking in a bag. */
export const bagImportSchema = z.strictObject({
  /** `archive`: a bag of Standpoint's, restored whole; `files`: anyone else's, its payload files imported as documents. */
  kind: z.enum(['archive', 'files']),
  /** One for each document of the bag, or for each payload file. */
  outcomes: z.array(importOutcomeSchema),
  passages: z.number().int(),
  agencies: z.number().int(),
  stances: z.number().int(),
  topics: z.number().int(),
  briefings: z.number().int(),
  /** Kept searches whose names were not in use. */
  searches: z.number().int(),
});

const jobId = z.string().min(1).optional();

/** Methods about bags (BagIt, RFC 8493). */
export const bagContract = {
  'bag.verify': method(
    "Check a bag, anyone's: folder or ZIP; name every fault",
    false,
    z.strictObject({ path: z.string().min(1), jobId }),
    bagReportSchema,
  ),
  'bag.export': method(
    'Write the archive or some of its documents as a bag: originals, text, passages, codebook, log',
    true,
    z.strictObject({
      to: z.string().min(1),
      /** Only these documents. */
      ids: z.array(z.string().min(1)).min(1).optional(),
      /** Only the documents that this briefing quotes, and the briefing. */
      briefingId: z.string().min(1).optional(),
      /** Pack it as a ZIP; if not given, the name says it. */
      zip: z.boolean().optional(),
      /** For Source-Organization in bag-info.txt, one line; left out if not given. */
      sourceOrganization: z
        .string()
        .trim()
        .min(1)
        .max(200)
        .regex(/^\P{Cc}*$/u, 'Give the organisation in one line.')
        .optional(),
      jobId,
    }),
    bagExportSchema,
  ),
  'bag.import': method(
    "Take in a bag: one of Standpoint's with everything it holds, anyone else's as documents",
    true,
    z.strictObject({ path: z.string().min(1), jobId }),
    bagImportSchema,
  ),
  'bag.cancel': method(
    'Stop a check, an export or an import of a bag; nothing is left of it but files of a foreign bag that came in',
    false,
    z.strictObject({ jobId: z.string().min(1) }),
    z.null(),
  ),
} as const;

export type BagFault = z.infer<typeof bagFaultSchema>;
export type BagWarning = z.infer<typeof bagWarningSchema>;
export type BagFaultCode = BagFault['code'];
export type BagWarningCode = BagWarning['code'];
export type BagProgress = z.infer<typeof bagProgressSchema>;
export type BagReport = z.infer<typeof bagReportSchema>;
export type BagExport = z.infer<typeof bagExportSchema>;
export type BagImport = z.infer<typeof bagImportSchema>;
