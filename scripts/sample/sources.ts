import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** Day on which the sample documents were taken from their invented sources. */
export const CAPTURED = '2026-02-02';

/** Writes every sample document into a folder, dated `CAPTURED`. */
export async function writeSources(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  for (const [name, bytes] of await makeSources()) {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    utimesSync(path, new Date(CAPTURED), new Date(CAPTURED));
  }
}
