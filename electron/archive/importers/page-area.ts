import { deflateSync } from 'node:zlib';
import { updateCrc } from './crc-32.ts';
import type { ColorImage, GreyImage, PagePart } from './page-images.ts';
import { giveWayOnce, imagesOf, type Reading, readBest } from './recognise-page.ts';
import { loadRecognitionEngine } from './recognition-engine.ts';

/** A part of a page of a file. */
export interface AreaTask {
  /** A PDF: the original, or the pages made from a picture. */
  readonly path: string;
  /** 1-based. */
  readonly page: number;
  readonly part: PagePart;
}

/** A part of a page to draw. */
export interface DrawTask extends AreaTask {
  /** Pixels a point; fewer if the picture would become too large. */
  readonly scale: number;
}

/** A part of a page as a PNG file, with its size in pixels. */
export interface DrawnArea {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A part of a page to recognise. */
export interface ReadAreaTask extends AreaTask {
  readonly languages: readonly string[];
}

/** What was read in a part of a page. */
export interface ReadArea {
  /** Lines end in \n, paragraphs in \n\n. */
  readonly text: string;
  /** In percent; null without words. */
  readonly confidence: number | null;
}

/** What Tesseract was trained on. */
const DPI = 300;
/** Of a whole page at twice the size that is read best. */
const MAX_PIXELS = 20_000_000;
/** White around the picture, in pixels: letters at its very edge are not read. */
const BORDER = 24;

/** Draws a part of a page. Throws `corrupt`, `encrypted`, `unreadable`, `too-large`. */
export async function drawArea({ path, page, part, scale }: DrawTask): Promise<DrawnArea> {
  const image = (await imagesOf(path)).drawPart(page, part, scale, MAX_PIXELS);
  return { png: encodePng(image), width: image.width, height: image.height };
}

/**
 * Recognises the words in a part of a page. `report` takes the percents done. Throws `corrupt`, `encrypted`,
 * `unreadable`, `too-large`, `not-found` (no such language).
 */
export async function recogniseArea(
  { path, page, part, languages }: ReadAreaTask,
  report: (percent: number) => void,
): Promise<ReadArea> {
  giveWayOnce();
  const engine = await loadRecognitionEngine(languages);
  const image = (await imagesOf(path)).drawPart(page, part, DPI / 72, MAX_PIXELS);
  const reading = readBest(engine, addBorder(toGrey(image)), image.scale * 72, report);
  const text = textOf(reading);
  return { text, confidence: text === '' ? null : Math.round(reading.confidence * 100) / 100 };
}

function textOf({ blocks }: Reading): string {
  return blocks
    .flatMap(({ paragraphs }) => paragraphs ?? [])
    .map(({ lines }) =>
      lines
        .map(({ words }) =>
          words
            .map(({ text }) => text.normalize('NFC').replace(/\s+/gu, ''))
            .filter((word) => word !== '')
            .join(' '),
        )
        .filter((line) => line !== '')
        .join('\n'),
    )
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

function toGrey({ width, height, data }: ColorImage): GreyImage {
  const grey = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < grey.length; at++, from += 4) {
    // Weights of ITU-R BT.601.
    grey[at] = 0.114 * (data[from] ?? 0) + 0.587 * (data[from + 1] ?? 0) + 0.299 * (data[from + 2] ?? 0);
  }
  return { width, height, data: grey };
}

function addBorder({ width, height, data }: GreyImage): GreyImage {
  const across = width + 2 * BORDER;
  const down = height + 2 * BORDER;
  const framed = new Uint8Array(across * down).fill(255);
  for (let row = 0; row < height; row++) {
    framed.set(data.subarray(row * width, (row + 1) * width), (row + BORDER) * across + BORDER);
  }
  return { width: across, height: down, data: framed };
}

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Eight bits a channel, red, green, blue. */
const TRUE_COLOR = [8, 2, 0, 0, 0];

/** A PNG file of a picture, as ISO/IEC 15948 has it. */
function encodePng({ width, height, data }: ColorImage): Uint8Array {
  const rows = new Uint8Array(height * (width * 3 + 1));
  let to = 0;
  for (let row = 0; row < height; row++) {
    // Each row begins with the number of its filter: 0 for none.
    to += 1;
    for (let from = row * width * 4; from < (row + 1) * width * 4; from += 4) {
      rows[to++] = data[from + 2] ?? 0;
      rows[to++] = data[from + 1] ?? 0;
      rows[to++] = data[from] ?? 0;
    }
  }
  const size = Buffer.alloc(8);
  size.writeUInt32BE(width);
  size.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from(SIGNATURE),
    chunk('IHDR', Buffer.concat([size, Buffer.from(TRUE_COLOR)])),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Uint8Array): Buffer {
  const content = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const head = Buffer.alloc(4);
  head.writeUInt32BE(body.length);
  const foot = Buffer.alloc(4);
  foot.writeUInt32BE((updateCrc(0xffffffff, content) ^ 0xffffffff) >>> 0);
  return Buffer.concat([head, content, foot]);
}
