import { strToU8 } from 'fflate';
import { DOCX_DOCUMENTS, PDF_DOCUMENTS, WRITTEN_DOCUMENTS } from './documents.ts';
import { writeDocx } from './write-docx.ts';
import { writePdf } from './write-pdf.ts';

/** The bytes of every sample document by file name: the same at every call. */
export async function makeSources(): Promise<ReadonlyMap<string, Uint8Array>> {
  const sources = new Map<string, Uint8Array>();
  for (const document of PDF_DOCUMENTS) sources.set(document.fileName, await writePdf(document));
  for (const document of DOCX_DOCUMENTS) sources.set(document.fileName, await writeDocx(document));
  for (const document of WRITTEN_DOCUMENTS) sources.set(document.fileName, strToU8(document.content));
  return sources;
}
