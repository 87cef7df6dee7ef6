import './pdf-polyfills.ts';
import { getDocument, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { originalUrl } from '../archive-client.ts';
import PdfWorkerThread from './pdf.worker.ts?worker';
import { fetchRange, OriginalRanges, WHOLE_FILE_LIMIT } from './pdf-ranges.ts';

// Each becomes a script of its own that is loaded when a document asks for it: no file type to serve, no policy to widen.
const SHIPPED = import.meta.glob<string>(
  [
    '../../node_modules/pdfjs-dist/cmaps/*.bcmap',
    '../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}',
    '../../node_modules/pdfjs-dist/wasm/{openjpeg,jbig2,qcms_bg}.wasm',
  ],
  { query: '?url&inline', import: 'default' },
);

/** Gives pdf.js its character maps, stand-in fonts and image decoders from the files shipped with the app. */
class ShippedData {
  async fetch({ filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    const load = Object.entries(SHIPPED).find(([path]) => path.endsWith(`/${filename}`))?.[1];
    if (load !== undefined) return bytesOfDataUrl(await load());
    throw new Error(`pdf.js asked for ${filename}, which is not shipped.`);
  }
}

function bytesOfDataUrl(url: string): Uint8Array {
  const binary = atob(url.slice(url.indexOf(',') + 1));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

let worker: PDFWorker | null = null;

/** Starts pdf.js's worker if it is not running, so that it is ready when the first document is opened. */
export function warmPdfEngine(): PDFWorker {
  worker ??= PDFWorker.create({ port: new PdfWorkerThread({ name: 'pdf' }) });
  return worker;
}

/** A PDF being shown. */
export interface OpenPdf {
  readonly pdf: PDFDocumentProxy;
  close(): void;
}

/**
 * Opens a preserved PDF. Small ones are fetched whole; of large ones only the parts that the pages shown need.
 * Rejects if the original is missing, or is no longer a PDF that can be read.
 */
export async function openPdf(sha256: string, byteLength: number): Promise<OpenPdf> {
  const url = originalUrl(sha256);
  const engine = warmPdfEngine();
  const ranges = byteLength > WHOLE_FILE_LIMIT ? new OriginalRanges(url, byteLength) : null;
  const task = getDocument({
    ...(ranges === null ? { data: await fetchRange(url, 0, byteLength, byteLength) } : { range: ranges }),
    worker: engine,
    rangeChunkSize: 1 << 18,
    disableAutoFetch: true,
    disableStream: true,
    BinaryDataFactory: ShippedData,
    useWorkerFetch: false,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: false,
    disableWorkerRendering: true,
    verbosity: 0,
  });
  if (ranges !== null) ranges.onTrouble = () => void task.destroy();
  const pdf = await task.promise;
  return { pdf, close: () => void task.destroy() };
}
