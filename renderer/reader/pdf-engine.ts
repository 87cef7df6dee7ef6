import { getDocument, type PDFDocumentProxy, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs';
import PdfWorkerThread from './pdf.worker.ts?worker';
import { pdfEasel } from './pdf-easel.ts';
import { restoreNatives } from './pdf-polyfills.ts';
import { OriginalRanges, RANGE_CHUNK } from './pdf-ranges.ts';

restoreNatives();

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
    if (load === undefined) throw new Error(`pdf.js asked for ${filename}, which is not shipped.`);
    const family = /^(?:Foxit|Liberation)(?:Sans|Serif|Fixed)/.exec(filename)?.[0];
    if (family !== undefined) prefetch(family);
    return bytesOfDataUrl(await load());
  }
}

/** Loads a family of stand-in fonts at once: pdf.js asks for them one after the other as it comes upon them. */
function prefetch(family: string): void {
  for (const [path, load] of Object.entries(SHIPPED)) {
    // One that is missing is reported when pdf.js asks for it.
    if (path.includes(`/${family}`)) load().catch(() => undefined);
  }
}

function bytesOfDataUrl(url: string): Uint8Array {
  const binary = atob(url.slice(url.indexOf(',') + 1));
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
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

/** Where a PDF comes from: all its bytes, or an address from which parts of it are fetched as they are needed. */
export type PdfBytes =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array }
  | { readonly kind: 'parts'; readonly url: string; readonly byteLength: number };

/** Opens a preserved PDF. Rejects if it is no longer a PDF that can be read. Takes the bytes over. */
export async function openPdf(source: PdfBytes): Promise<OpenPdf> {
  const engine = warmPdfEngine();
  const ranges = source.kind === 'parts' ? new OriginalRanges(source.url, source.byteLength) : null;
  const task = getDocument({
    ...(source.kind === 'whole' ? { data: source.bytes } : { range: ranges ?? undefined }),
    worker: engine,
    rangeChunkSize: RANGE_CHUNK,
    disableAutoFetch: true,
    disableStream: true,
    BinaryDataFactory: ShippedData,
    useWorkerFetch: false,
    useSystemFonts: false,
    enableXfa: false,
    stopAtErrors: false,
    disableWorkerRendering: true,
    ownerDocument: pdfEasel(),
    verbosity: 0,
  });
  if (ranges !== null) ranges.onTrouble = () => void task.destroy();
  const pdf = await task.promise;
  return { pdf, close: () => void task.destroy() };
}
