import type { DocumentContent } from '../../shared/contract.ts';
import { originalUrl } from '../archive-client.ts';
import { fetchRange, WHOLE_FILE_LIMIT } from './original-bytes.ts';
import type { OpenPdf } from './pdf-engine.ts';

/** Whether there is a PDF that shows the pages of a version: the original, or what was made of a picture. */
export function hasPages({ version, pagesPdf }: DocumentContent): boolean {
  return version.format === 'pdf' || pagesPdf !== undefined;
}

/**
 * Opens the PDF that shows the pages of a version. Bytes and pdf.js come side by side. Rejects with a message for a
 * person if the bytes are missing or are no PDF that can be read.
 */
export async function openPages({
  version,
  pagesPdf,
}: Pick<DocumentContent, 'version' | 'pagesPdf'>): Promise<OpenPdf> {
  const url = pagesPdf === undefined ? originalUrl(version.sha256) : `${originalUrl(version.sha256)}pages.pdf`;
  const { byteLength } = pagesPdf ?? version;
  const isWhole = byteLength <= WHOLE_FILE_LIMIT;
  const [engine, bytes] = await Promise.all([
    import('./pdf-engine.ts'),
    isWhole ? fetchRange(url, 0, byteLength, byteLength) : null,
  ]);
  return engine.openPdf(bytes === null ? { kind: 'parts', url, byteLength } : { kind: 'whole', bytes });
}
