import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endPdfEngineLoad } from './pdf-engine-polyfills.ts';
import 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import {
  AnnotationMode,
  getDocument,
  normalizeUnicode,
  OPS,
  type PDFDocumentProxy,
  version,
} from 'pdfjs-dist/legacy/build/pdf.mjs';

endPdfEngineLoad();

export { AnnotationMode, normalizeUnicode, OPS };

/** Version of pdf.js, part of the extractor's name. */
export const pdfEngineVersion: string = version;

/** An open PDF. */
export type PdfDocument = PDFDocumentProxy;

const here = dirname(fileURLToPath(import.meta.url));

/** Folders that may hold pdf.js's character maps: beside the bundle, or in the installed package. */
function characterMapFolders(): string[] {
  const folders = [join(here, 'cmaps'), join(here, '..', 'cmaps')];
  try {
    folders.push(join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'cmaps'));
  } catch (error) {
    // A packaged application has no node_modules: its maps lie beside the bundle.
    if (!(error instanceof Error)) throw error;
  }
  return folders;
}

const fileNamePattern = /^[\w-]+\.bcmap$/;

/** Gives pdf.js its character maps from disk; fonts are never needed, as nothing is drawn. */
class CharacterMaps {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    if (kind !== 'cMapUrl' || !fileNamePattern.test(filename)) throw new Error(`not provided: ${kind} ${filename}`);
    for (const folder of characterMapFolders()) {
      try {
        return new Uint8Array(await readFile(join(folder, filename)));
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
      }
    }
    throw new Error(`character map ${filename} not found`);
  }
}

/** Stands in for what draws: pdf.js makes one and ends it, and never asks it for anything in between. */
class NothingDrawn {
  destroy(): void {}
}

/**
 * Opens a PDF for reading its text: no scripts, no network, no fonts of the system, nothing drawn. The caller
 * ends it with `document.loadingTask.destroy()`. Takes over `bytes`. Rejects with pdf.js's own exceptions.
 */
export function openPdf(bytes: Uint8Array): Promise<PdfDocument> {
  return getDocument({
    data: bytes,
    verbosity: 0,
    cMapUrl: 'cmaps/',
    cMapPacked: true,
    BinaryDataFactory: CharacterMaps,
    CanvasFactory: NothingDrawn,
    FilterFactory: NothingDrawn,
    useWorkerFetch: false,
    useSystemFonts: false,
    disableFontFace: true,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    useWasm: false,
    maxImageSize: 1,
    enableXfa: false,
  }).promise;
}
