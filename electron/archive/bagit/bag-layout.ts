import { z } from 'zod';
import { instantSchema } from '../../../shared/domain/document.ts';
import { archiveInfoSchema } from '../../../shared/domain/event.ts';

/** The file by which a bag of Standpoint's is known, below data/. */
export const MARKER = 'standpoint.json';

/** Number of the layout of these bags. */
export const BAG_LAYOUT = 1;

/** What the marker says. */
export const markerSchema = z.object({
  layout: z.literal(BAG_LAYOUT),
  /** `archive`: everything; `selection`: some documents. */
  holds: z.enum(['archive', 'selection']),
  archive: archiveInfoSchema.partial({ format: true }).loose(),
  exportedAt: instantSchema,
});

/** Paths below data/. */
export const CODEBOOK = 'codebook.json';
export const SEARCHES = 'searches.json';
/** Paths below the folder of a document. */
export const RECORD = 'record.json';
export const PASSAGES = 'passages.json';
export const ANNOTATIONS = 'passages.jsonld';

/** What a person who finds the bag in twenty years needs to know. */
export function readme(title: string, holds: 'archive' | 'selection', exportedAt: string): string {
  const what = holds === 'archive' ? 'the whole archive' : 'some documents of the archive';
  return `${title}
${'='.repeat([...title].length)}

This folder holds ${what} “${title}”, written by Standpoint at ${exportedAt}.
It is a bag as RFC 8493 (BagIt 1.0) describes it. No program of ours is needed to read it or to check it.

To check it: any BagIt program will do. So will, in the folder of the bag,

    sha256sum -c manifest-sha256.txt

What is where, below data/
--------------------------
documents/<name>/v1/<file>        The source as it came, unaltered, under its own name; v2 and so on are later versions.
                                  A character that some system cannot have in a name is written as = and its number
                                  in hexadecimal (=3A for a colon). The true name is in record.json.
documents/<name>/v1/companions/   What was kept beside it: the file it was packed in, the print of a web page, what
                                  was recognised on a scan.
documents/<name>/text/v1.txt      Its words as plain text (UTF-8), made once when it came in. Positions count from here.
documents/<name>/record.json      Title, date, issuer, where it came from, every version with its SHA-256.
documents/<name>/passages.jsonld  The marked passages as W3C Web Annotations (JSON-LD): the exact words, their place,
                                  the agency and its stance. Positions are in Unicode code points.
documents/<name>/passages.json    The same in Standpoint's own form. Positions are in UTF-16 code units.
codebook.json                     Agencies, stances and topics with their definitions; record.json and passages.json name them
                                  by id.
briefings/                        Reports composed of the passages.
searches.json                     Searches kept under a name.
log/                              What was done, by whom and when: one line of JSON for each event. Each line of a whole
                                  archive's log carries the SHA-256 of the line before, so that none can be altered unseen.
standpoint.json                   By which Standpoint knows the bag when it takes it in again.
`;
}

/** Media types of the formats that come in. */
export const MEDIA_TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  odt: 'application/vnd.oasis.opendocument.text',
  rtf: 'application/rtf',
  html: 'text/html',
  mhtml: 'multipart/related',
  eml: 'message/rfc822',
  text: 'text/plain',
  markdown: 'text/markdown',
  png: 'image/png',
  jpeg: 'image/jpeg',
  tiff: 'image/tiff',
};
