import { readFile } from 'node:fs/promises';
import { ArchiveError } from '../../../shared/errors.ts';
import { loadPdfium, type Pdfium } from './pdfium.ts';

/** A picture in shades of grey, one byte a pixel, row by row from the top: 0 is black. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** A page drawn as a picture, with its size in points (rotation applied). */
export interface PageImage extends GreyImage {
  readonly pageWidth: number;
  readonly pageHeight: number;
}

/** A picture in colour, four bytes a pixel (blue, green, red, unused), row by row from the top. */
export interface ColorImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  /** Pixels a point that it was drawn with. */
  readonly scale: number;
}

/** A rectangle of a page in points, from its top left corner. */
export interface PagePart {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** How wide the page is in these points. */
  readonly pageWidth: number;
}

/** The pages of a PDF as pictures. End it with `close()`. */
export interface PageImages {
  readonly pageCount: number;
  /**
   * Draws a page (1-based) as it is seen, without annotations. A page that would have more than `maxPixels` is drawn
   * coarser. Throws `corrupt`.
   */
  draw(page: number, dpi: number, maxPixels: number): PageImage;
  /**
   * Draws a part of a page (1-based) in colour as it is seen, annotations included, at most `maxPixels`. `part` is in points
   * of a page that is `pageWidth` wide. Throws `corrupt`.
   */
  drawPart(page: number, part: PagePart, scale: number, maxPixels: number): ColorImage;
  close(): void;
}

/** FPDFBitmap_Gray of fpdfview.h. */
const GREY = 1;
/** FPDFBitmap_BGRx of fpdfview.h. */
const COLOR = 3;
/** FPDF_ANNOT of fpdfview.h. */
const WITH_ANNOTATIONS = 1;
const WHITE = 0xffffffff;
const PASSWORD_WANTED = 4;

/** Opens a PDF for drawing its pages. Call it in parser processes only. Throws `encrypted`, `corrupt` or `unreadable`. */
export async function openPageImages(path: string): Promise<PageImages> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new ArchiveError('unreadable', 'The pages of this document cannot be read from disk. Check the disk.', {
      cause,
    });
  });
  const pdfium = await loadPdfium();
  const { call } = pdfium;
  const address = call.malloc(bytes.length);
  if (address === 0) throw new ArchiveError('too-large', 'This document is too large for its pages to be drawn.');
  new Uint8Array(pdfium.memory(), address, bytes.length).set(bytes);
  const document = call.FPDF_LoadMemDocument(address, bytes.length, 0);
  if (document === 0) {
    const isLocked = call.FPDF_GetLastError() === PASSWORD_WANTED;
    call.free(address);
    throw isLocked
      ? new ArchiveError('encrypted', 'This PDF is locked with a password. Remove the password and import it again.')
      : new ArchiveError('corrupt', 'This PDF is damaged: its pages cannot be drawn.');
  }
  return {
    pageCount: call.FPDF_GetPageCount(document),
    draw: (page, dpi, maxPixels) => drawPage(pdfium, document, page, dpi, maxPixels),
    drawPart: (page, part, scale, maxPixels) => drawPart(pdfium, document, page, part, scale, maxPixels),
    close() {
      call.FPDF_CloseDocument(document);
      call.free(address);
    },
  };
}

function drawPage(pdfium: Pdfium, document: number, number: number, dpi: number, maxPixels: number): PageImage {
  return withPage(pdfium, document, number, (page, pageWidth, pageHeight) => {
    const scale = Math.min(dpi / 72, Math.sqrt(maxPixels / (pageWidth * pageHeight)));
    const width = Math.max(1, Math.floor(pageWidth * scale));
    const height = Math.max(1, Math.floor(pageHeight * scale));
    // Rows are padded to whole words.
    const stride = (width + 3) & ~3;
    const drawn = drawBitmap(pdfium, number, { width, height, stride, format: GREY }, (bitmap) =>
      pdfium.call.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0),
    );
    const data = new Uint8Array(width * height);
    for (let row = 0; row < height; row++) data.set(drawn.subarray(row * stride, row * stride + width), row * width);
    return { width, height, data, pageWidth, pageHeight };
  });
}

function drawPart(
  pdfium: Pdfium,
  document: number,
  number: number,
  part: PagePart,
  wanted: number,
  maxPixels: number,
): ColorImage {
  return withPage(pdfium, document, number, (page, pageWidth, pageHeight) => {
    const scale = Math.min(wanted, Math.sqrt(maxPixels / (part.width * part.height)));
    const width = Math.max(1, Math.round(part.width * scale));
    const height = Math.max(1, Math.round(part.height * scale));
    const across = Math.round(part.pageWidth * scale);
    const down = Math.round((pageHeight / pageWidth) * part.pageWidth * scale);
    const [left, top] = [Math.round(-part.x * scale), Math.round(-part.y * scale)];
    const shape = { width, height, stride: width * 4, format: COLOR };
    const data = drawBitmap(pdfium, number, shape, (bitmap) =>
      pdfium.call.FPDF_RenderPageBitmap(bitmap, page, left, top, across, down, 0, WITH_ANNOTATIONS),
    );
    return { width, height, data, scale };
  });
}

/** Lends a page with its size in points. Throws `corrupt`. */
function withPage<T>(
  { call }: Pdfium,
  document: number,
  number: number,
  use: (page: number, width: number, height: number) => T,
): T {
  const page = call.FPDF_LoadPage(document, number - 1);
  if (page === 0) throw new ArchiveError('corrupt', `Page ${number} of this PDF is damaged and cannot be drawn.`);
  try {
    const width = call.FPDF_GetPageWidthF(page);
    const height = call.FPDF_GetPageHeightF(page);
    if (width * height > 0) return use(page, width, height);
    throw new ArchiveError('corrupt', `Page ${number} of this PDF has no size and cannot be drawn.`);
  } finally {
    call.FPDF_ClosePage(page);
  }
}

/** The bytes of a white bitmap after something was drawn on it. */
function drawBitmap(
  pdfium: Pdfium,
  number: number,
  shape: { readonly width: number; readonly height: number; readonly stride: number; readonly format: number },
  draw: (bitmap: number) => void,
): Uint8Array {
  const { call } = pdfium;
  const { width, height, stride, format } = shape;
  const buffer = call.malloc(stride * height);
  if (buffer === 0) throw new ArchiveError('too-large', `Page ${number} of this PDF is too large to be drawn.`);
  try {
    const bitmap = call.FPDFBitmap_CreateEx(width, height, format, buffer, stride);
    if (bitmap === 0) throw new ArchiveError('corrupt', `Page ${number} of this PDF cannot be drawn.`);
    call.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
    draw(bitmap);
    call.FPDFBitmap_Destroy(bitmap);
    return new Uint8Array(pdfium.memory(), buffer, stride * height).slice();
  } finally {
    call.free(buffer);
  }
}

/** The picture turned clockwise by quarters of a full turn. */
export function turnImage(image: GreyImage, quarters: 0 | 1 | 2 | 3): GreyImage {
  if (quarters === 0) return image;
  const { width, height, data } = image;
  const turned = new Uint8Array(data.length);
  if (quarters === 2) {
    for (let i = 0, j = data.length - 1; j >= 0; i++, j--) turned[i] = data[j] ?? 0;
    return { width, height, data: turned };
  }
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = quarters === 1 ? x * height + (height - 1 - y) : (width - 1 - x) * height + y;
      turned[at] = data[y * width + x] ?? 0;
    }
  }
  return { width: height, height: width, data: turned };
}

/** Whether nothing but paper is to be seen: no more dark pixels than dust leaves. */
export function isBlank({ data }: GreyImage): boolean {
  let sum = 0;
  for (const value of data) sum += value;
  const limit = (sum / data.length) * 0.75;
  let dark = 0;
  for (const value of data) if (value < limit) dark++;
  return dark < Math.max(40, data.length * 0.00001);
}
