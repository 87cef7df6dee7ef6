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

/** The pages of a PDF as pictures. End it with `close()`. */
export interface PageImages {
  readonly pageCount: number;
  /**
   * Draws a page (1-based) as it is seen, without annotations. A page that would have more than `maxPixels` is drawn
   * coarser. Throws `corrupt`.
   */
  draw(page: number, dpi: number, maxPixels: number): PageImage;
  close(): void;
}

/** FPDFBitmap_Gray of fpdfview.h. */
const GREY = 1;
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
    close() {
      call.FPDF_CloseDocument(document);
      call.free(address);
    },
  };
}

function drawPage(pdfium: Pdfium, document: number, number: number, dpi: number, maxPixels: number): PageImage {
  const { call } = pdfium;
  const page = call.FPDF_LoadPage(document, number - 1);
  if (page === 0) throw new ArchiveError('corrupt', `Page ${number} of this PDF is damaged and cannot be drawn.`);
  try {
    const pageWidth = call.FPDF_GetPageWidthF(page);
    const pageHeight = call.FPDF_GetPageHeightF(page);
    const area = pageWidth * pageHeight;
    if (!(area > 0)) throw new ArchiveError('corrupt', `Page ${number} of this PDF has no size and cannot be drawn.`);
    const scale = Math.min(dpi / 72, Math.sqrt(maxPixels / area));
    const width = Math.max(1, Math.floor(pageWidth * scale));
    const height = Math.max(1, Math.floor(pageHeight * scale));
    // Rows are padded to whole words.
    const stride = (width + 3) & ~3;
    const buffer = call.malloc(stride * height);
    if (buffer === 0) throw new ArchiveError('too-large', `Page ${number} of this PDF is too large to be drawn.`);
    try {
      const bitmap = call.FPDFBitmap_CreateEx(width, height, GREY, buffer, stride);
      if (bitmap === 0) throw new ArchiveError('corrupt', `Page ${number} of this PDF cannot be drawn.`);
      call.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, WHITE);
      call.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0);
      call.FPDFBitmap_Destroy(bitmap);
      const drawn = new Uint8Array(pdfium.memory(), buffer, stride * height);
      const data = new Uint8Array(width * height);
      for (let row = 0; row < height; row++) data.set(drawn.subarray(row * stride, row * stride + width), row * width);
      return { width, height, data, pageWidth, pageHeight };
    } finally {
      call.free(buffer);
    }
  } finally {
    call.FPDF_ClosePage(page);
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
