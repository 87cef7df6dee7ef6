import './pdf-polyfills.ts';
import { getDocument, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { originalUrl } from '../archive-client.ts';
import PdfWorkerThread from './pdf.worker.ts?worker';
import { fetchRange, OriginalRanges, WHOLE_FILE_LIMIT } from './pdf-ranges.ts';

const CMAPS = import.meta.glob<string>('../../node_modules/pdfjs-dist/cmaps/*.bcmap', {
  query: '?url&no-inline',
  import: 'default',
});
const FONTS = import.meta.glob<string>('../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', {
  query: '?url&no-inline',
  import: 'default',
});
const DECODERS = import.meta.glob<string>('../../node_modules/pdfjs-dist/wasm/{openjpeg,jbig2,qcms_bg}.wasm', {
  query: '?url&no-inline',
  import: 'default',
});

/** Gives pdf.js its character maps, stand-in fonts and image decoders from the files shipped with the app. */
class ShippedData {
  async fetch({ filename }: { readonly kind: string; readonly filename: string }): Promise<Uint8Array> {
    for (const [path, load] of [...Object.entries(FONTS), ...Object.entries(CMAPS), ...Object.entries(DECODERS)]) {
      if (!path.endsWith(`/${filename}`)) continue;
      const response = await fetch(await load());
      return new Uint8Array(await response.arrayBuffer());
    }
    throw new Error(`pdf.js asked for ${filename}, which is not shipped.`);
  }
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
  const isSmall = byteLength <= WHOLE_FILE_LIMIT;
  const source = isSmall
    ? { data: await fetchRange(url, 0, byteLength, byteLength) }
    : { range: new OriginalRanges(url, byteLength) };
  const task = getDocument({
    ...source,
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
  if ('range' in source) source.range.onTrouble = () => void task.destroy();
  const pdf = await task.promise;
  return { pdf, close: () => void task.destroy() };
}
