import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PDFiumLibrary, PDFiumModule } from '@hyzyla/pdfium';
import { ArchiveError } from '../../../shared/errors.ts';

/** Version of the package that brings PDFium, part of the extractor's name. */
export const pdfiumVersion = '2.1.13';

/** The functions of PDFium that Standpoint calls by themselves, by their names in fpdfview.h and its neighbours. */
const FUNCTIONS = [
  'FPDF_LoadMemDocument',
  'FPDF_CloseDocument',
  'FPDF_GetLastError',
  'FPDF_GetPageCount',
  'FPDF_GetPageLabel',
  'FPDF_GetMetaText',
  'FPDF_LoadPage',
  'FPDF_ClosePage',
  'FPDF_GetPageWidthF',
  'FPDF_GetPageHeightF',
  'FPDF_GetPageBoundingBox',
  'FPDF_RenderPageBitmap',
  'FPDFPage_GetRotation',
  'FPDFPage_CountObjects',
  'FPDFPage_GetObject',
  'FPDFPageObj_GetType',
  'FPDFPageObj_GetBounds',
  'FPDFPageObj_GetMatrix',
  'FPDFPageObj_HasTransparency',
  'FPDFFormObj_CountObjects',
  'FPDFFormObj_GetObject',
  'FPDFText_LoadPage',
  'FPDFText_ClosePage',
  'FPDFText_CountChars',
  'FPDFText_GetUnicode',
  'FPDFText_IsGenerated',
  'FPDFText_IsHyphen',
  'FPDFText_HasUnicodeMapError',
  'FPDFText_GetFontSize',
  'FPDFText_GetMatrix',
  'FPDFText_GetCharOrigin',
  'FPDFText_GetCharBox',
  'FPDFText_GetLooseCharBox',
  'FPDFText_GetTextObject',
  'FPDFTextObj_GetFont',
  'FPDFTextObj_GetFontSize',
  'FPDFTextObj_GetTextRenderMode',
  'FPDFFont_GetFlags',
  'FPDFFont_GetAscent',
  'FPDFFont_GetDescent',
  'FPDFFont_GetGlyphWidth',
  'FPDFFont_GetFontData',
  'FPDFFont_GetIsEmbedded',
  'FPDFFont_GetBaseFontName',
  'FPDFBitmap_CreateEx',
  'FPDFBitmap_Destroy',
  'FPDFBitmap_FillRect',
  'malloc',
  'free',
] as const;

/** A function of PDFium: numbers (addresses among them) in, a number out. */
type PdfiumFunction = (...values: number[]) => number;

/** PDFium, ready for use in this process. Addresses are places in its memory. */
export interface Pdfium {
  /** The package's own way of opening documents and drawing pages. Works on the same memory. */
  readonly library: PDFiumLibrary;
  readonly call: Readonly<Record<(typeof FUNCTIONS)[number], PdfiumFunction>>;
  /** The memory as it is now. Take it anew after each call that may have made it grow. */
  memory(): ArrayBuffer;
}

const here = dirname(fileURLToPath(import.meta.url));

/** The bytes of pdfium.wasm: beside the bundle, or in the installed package. */
async function readWasm(): Promise<Buffer> {
  for (const folder of [here, join(here, '..')]) {
    try {
      return await readFile(join(folder, 'pdfium.wasm'));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    }
  }
  return readFile(createRequire(import.meta.url).resolve('@hyzyla/pdfium/pdfium.wasm'));
}

const isFunction = (value: unknown): value is PdfiumFunction => typeof value === 'function';

function functionsOf(exported: object): Pdfium['call'] {
  const found: Partial<Record<(typeof FUNCTIONS)[number], PdfiumFunction>> = {};
  const isComplete = (all: typeof found): all is Required<typeof found> => FUNCTIONS.every((name) => name in all);
  for (const name of FUNCTIONS) {
    const value: unknown = Reflect.get(exported, name);
    if (isFunction(value)) found[name] = value;
  }
  if (isComplete(found)) return found;
  const missing = FUNCTIONS.filter((name) => !(name in found)).join(', ');
  throw new ArchiveError('internal', `This build of PDFium lacks ${missing}. Install Standpoint again.`);
}

async function start(): Promise<Pdfium> {
  const { buffer, byteOffset, byteLength } = await readWasm();
  const wasmBinary = new Uint8Array(byteLength);
  wasmBinary.set(new Uint8Array(buffer, byteOffset, byteLength));
  const started: { exports?: object } = {};
  const library = await PDFiumLibrary.initBase({
    wasmBinary: wasmBinary.buffer,
    vendor: async (options) => {
      const vendor = await PDFiumModule(options);
      started.exports = vendor.wasmExports;
      return vendor;
    },
  });
  const exported = started.exports ?? {};
  const call = functionsOf(exported);
  const holder: unknown = Reflect.get(exported, 'memory');
  const memory = (): ArrayBuffer => {
    // Growing gives it another buffer.
    const now: unknown = typeof holder === 'object' && holder !== null ? Reflect.get(holder, 'buffer') : null;
    if (now instanceof ArrayBuffer) return now;
    throw new ArchiveError('internal', 'This build of PDFium shows no memory. Install Standpoint again.');
  };
  return { library, call, memory };
}

let running: Promise<Pdfium> | null = null;

/**
 * PDFium in this process, started when first asked for (about 70 ms) and kept. A file that breaks it breaks it for the
 * whole process, so call it in parser processes only. Throws `internal` if the build is not the one expected.
 */
export function loadPdfium(): Promise<Pdfium> {
  running ??= start();
  return running;
}

/** Ends the use of an instance that failed; the next `loadPdfium` starts another. Says why on stderr. */
export function discardPdfium(fault: unknown): void {
  running = null;
  console.error('PDFium failed and is started anew:', fault);
}
