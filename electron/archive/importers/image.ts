import { deflateSync } from 'node:zlib';
import {
  concatTransformationMatrix,
  drawObject,
  PDFDocument,
  type PDFRef,
  popGraphicsState,
  pushGraphicsState,
} from '@cantoo/pdf-lib';
import type { PageInfo } from '../../../shared/contract/outcomes.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import type { Extraction } from './extraction.ts';
import { chunksOfPng, type ImageHeader, type PngChunk, readJpegHeader, readPngHeader } from './image-header.ts';
import { readTiff } from './tiff.ts';

/** Resolution of a picture that does not say it. */
const USUAL_DPI = 150;
/** Largest picture that is opened: A2 at 600 dpi. */
const MAX_PIXELS = 150_000_000;
/** Longest side of a page in points that PDF allows. */
const MAX_SIDE = 14_400;

/** The page that a picture makes. */
interface Page {
  readonly width: number;
  readonly height: number;
  /** Puts the unit square of the picture on the page. */
  readonly matrix: readonly [number, number, number, number, number, number];
}

const round = (value: number): number => Math.round(value * 100) / 100;

function requireSize({ width, height }: ImageHeader): void {
  if (width < 1 || height < 1) {
    throw new ArchiveError('corrupt', 'This picture has no size. Fetch it again from its source.');
  }
  if (width * height > MAX_PIXELS) {
    throw new ArchiveError(
      'too-large',
      `This picture has ${width} × ${height} pixels; ${MAX_PIXELS / 1e6} million can be read. Save it smaller and import that.`,
    );
  }
}

/** Size of the page in points and how the picture lies on it, turned as its orientation says. */
export function pageOf(header: ImageHeader): Page {
  requireSize(header);
  const dpi = header.dpi ?? { x: USUAL_DPI, y: USUAL_DPI };
  const fit = Math.min(1, MAX_SIDE / (Math.max(header.width / dpi.x, header.height / dpi.y) * 72));
  const across = Math.max(1, round((header.width / dpi.x) * 72 * fit));
  const down = Math.max(1, round((header.height / dpi.y) * 72 * fit));
  const [w, h] = header.orientation >= 5 ? [down, across] : [across, down];
  const matrices = {
    1: [w, 0, 0, h, 0, 0],
    2: [-w, 0, 0, h, w, 0],
    3: [-w, 0, 0, -h, w, h],
    4: [w, 0, 0, -h, 0, h],
    5: [0, -h, -w, 0, w, h],
    6: [0, -h, w, 0, 0, h],
    7: [0, h, w, 0, 0, 0],
    8: [0, h, -w, 0, w, 0],
  } as const;
  return { width: w, height: h, matrix: matrices[header.orientation] };
}

/** Entries of a picture's dictionary, as pdf-lib takes them. */
type PictureEntries = NonNullable<Parameters<PDFDocument['context']['stream']>[1]>;

/** Collects pictures as the pages of a PDF that is the same for the same pictures. */
class PictureBook {
  readonly #document: PDFDocument;
  readonly pages: PageInfo[] = [];

  private constructor(document: PDFDocument) {
    this.#document = document;
  }

  static async begin(): Promise<PictureBook> {
    // Without dates: made again it must be the same file.
    return new PictureBook(await PDFDocument.create({ updateMetadata: false }));
  }

  get document(): PDFDocument {
    return this.#document;
  }

  add(header: ImageHeader, picture: PDFRef): void {
    const { width, height, matrix } = pageOf(header);
    const page = this.#document.addPage([width, height]);
    const name = page.node.newXObject('Picture', picture);
    page.pushOperators(
      pushGraphicsState(),
      concatTransformationMatrix(...matrix),
      drawObject(name),
      popGraphicsState(),
    );
    const number = this.pages.length + 1;
    this.pages.push({ number, label: null, start: 0, end: 0, width, height, quality: 'none' });
  }

  /** A picture from compressed rows of pixels. */
  embed(compressed: Uint8Array, entries: PictureEntries): PDFRef {
    const { context } = this.#document;
    const dictionary = { Type: 'XObject', Subtype: 'Image', Filter: 'FlateDecode', ...entries };
    return context.register(context.stream(compressed, dictionary));
  }

  async finish(format: 'png' | 'jpeg' | 'tiff'): Promise<Extraction> {
    const pagesPdf = await this.#document.save({ useObjectStreams: false, addDefaultPage: false });
    return {
      format,
      extractor: 'image/1',
      metadata: { title: null, author: null, dateIssued: null, sourceUrl: null, kind: null },
      text: '',
      paragraphs: [],
      pages: this.pages,
      runs: this.pages.map(() => []),
      rendition: null,
      pagesPdf,
    };
  }
}

/** Reads a JPEG: one page that shows it as it is. Throws `corrupt` or `too-large`. */
export async function extractJpeg(bytes: Uint8Array): Promise<Extraction> {
  const header = readJpegHeader(bytes);
  requireSize(header);
  const book = await PictureBook.begin();
  const { ref } = await book.document.embedJpg(bytes);
  book.add(header, ref);
  return book.finish('jpeg');
}

/** Reads a PNG: one page that shows it. Throws `corrupt` or `too-large`. */
export async function extractPng(bytes: Uint8Array): Promise<Extraction> {
  const chunks = chunksOfPng(bytes);
  const header = readPngHeader(chunks);
  requireSize(header);
  const book = await PictureBook.begin();
  try {
    book.add(header, embedRows(book, chunks, header) ?? (await book.document.embedPng(bytes)).ref);
    return await book.finish('png');
  } catch (cause) {
    if (cause instanceof ArchiveError) throw cause;
    throw new ArchiveError('corrupt', 'This PNG picture is damaged. Fetch it again from its source.', { cause });
  }
}

/** Rows of PNG and of PDF are the same unless they are interlaced or see-through; null if they are. */
function embedRows(book: PictureBook, chunks: readonly PngChunk[], { width, height }: ImageHeader): PDFRef | null {
  const [, , , , , , , , depth = 0, colour = 0, , , interlace = 0] = chunks[0]?.data ?? [];
  const palette = chunks.find(({ type }) => type === 'PLTE')?.data;
  const isPlain = interlace === 0 && !chunks.some(({ type }) => type === 'tRNS');
  if (!isPlain || ![0, 2, 3].includes(colour) || (colour === 3 && !palette)) return null;
  const colours = colour === 2 ? 3 : 1;
  const rows = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const space =
    colour === 3 && palette
      ? [
          'Indexed',
          'DeviceRGB',
          Math.floor(palette.length / 3) - 1,
          book.document.context.register(book.document.context.stream(palette)),
        ]
      : colour === 2
        ? 'DeviceRGB'
        : 'DeviceGray';
  return book.embed(rows, {
    Width: width,
    Height: height,
    ColorSpace: space,
    BitsPerComponent: depth,
    DecodeParms: { Predictor: 15, Colors: colours, BitsPerComponent: depth, Columns: width },
  });
}

/** Reads a TIFF: a page for each of its pictures. Throws `corrupt` or `too-large`. */
export async function extractTiff(bytes: Uint8Array): Promise<Extraction> {
  const pages = readTiff(bytes);
  for (const page of pages) requireSize(page);
  const book = await PictureBook.begin();
  for (const page of pages) {
    const { samples, colours, depth } = pack(page.decode(), page.width, page.height);
    const picture = book.embed(deflateSync(samples), {
      Width: page.width,
      Height: page.height,
      ColorSpace: colours === 3 ? 'DeviceRGB' : 'DeviceGray',
      BitsPerComponent: depth,
    });
    book.add(page, picture);
  }
  return book.finish('tiff');
}

/** The pixels without what they do not have: alpha on white, no colours where all is grey, one bit where all is black or white. */
function pack(
  rgba: Uint8Array,
  width: number,
  height: number,
): { readonly samples: Uint8Array; readonly colours: 1 | 3; readonly depth: 1 | 8 } {
  const count = width * height;
  const rgb = new Uint8Array(count * 3);
  let isGrey = true;
  let isBilevel = true;
  for (let i = 0; i < count; i++) {
    const alpha = (rgba[i * 4 + 3] ?? 255) / 255;
    for (let c = 0; c < 3; c++) rgb[i * 3 + c] = Math.round((rgba[i * 4 + c] ?? 0) * alpha + 255 * (1 - alpha));
    const [red, green, blue] = [rgb[i * 3], rgb[i * 3 + 1], rgb[i * 3 + 2]];
    if (red !== green || green !== blue) isGrey = false;
    if (red !== 0 && red !== 255) isBilevel = false;
  }
  if (!isGrey) return { samples: rgb, colours: 3, depth: 8 };
  if (!isBilevel)
    return { samples: Uint8Array.from({ length: count }, (_, i) => rgb[i * 3] ?? 0), colours: 1, depth: 8 };
  const stride = (width + 7) >> 3;
  const bits = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (rgb[(y * width + x) * 3] !== 0)
        bits[y * stride + (x >> 3)] = (bits[y * stride + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { samples: bits, colours: 1, depth: 1 };
}
