import { closeSync, openSync, readSync } from 'node:fs';
import { deflateSync } from 'node:zlib';

const HEADER_FIELDS = 25;
const COLORMAP_ENTRY_BYTES = 12;

/**
 * Where the pixels lie in an X window dump (XWD version 7, as Xvfb's -fbdir keeps it), from its header.
 * @param {Buffer} header at least the first 100 bytes
 * @returns {{ width: number, height: number, bytesPerLine: number, bytesPerPixel: number, offset: number }}
 * @throws {Error} if it is no XWD of 32 bits a pixel
 */
export function parseXwdHeader(header) {
  if (header.length < HEADER_FIELDS * 4) throw new Error('The window dump is shorter than its header.');
  const field = (/** @type {number} */ index) => header.readUInt32BE(index * 4);
  const [headerSize, version, width, height, bitsPerPixel, bytesPerLine, colors] = [
    field(0),
    field(1),
    field(4),
    field(5),
    field(11),
    field(12),
    field(19),
  ];
  if (version !== 7) throw new Error(`The file is no window dump of version 7 (it says ${version}).`);
  if (bitsPerPixel !== 32) throw new Error(`The screen has ${bitsPerPixel} bits a pixel; start it with 24 planes.`);
  return { width, height, bytesPerLine, bytesPerPixel: 4, offset: headerSize + colors * COLORMAP_ENTRY_BYTES };
}

/**
 * One sampled picture of the screen: every `step`-th line of it, pixels as Xvfb stores them (B, G, R, unused).
 * @typedef {{ lines: Buffer[], step: number, width: number, height: number }} Sample
 */

/**
 * Reads the pixels of a virtual screen straight from the file that Xvfb maps: what a person would see,
 * whatever program drew it and without asking it.
 */
export class Framebuffer {
  /** @param {string} file Xvfb_screen0 in the folder given to -fbdir */
  constructor(file) {
    this.descriptor = openSync(file, 'r');
    const header = Buffer.alloc(HEADER_FIELDS * 4);
    readSync(this.descriptor, header, 0, header.length, 0);
    this.layout = parseXwdHeader(header);
  }

  /**
   * @param {{ x: number, y: number, width: number, height: number }} region in pixels, cut to the screen
   * @param {number} step read every step-th line
   * @returns {Sample}
   */
  sample(region, step) {
    const { bytesPerLine, bytesPerPixel, offset } = this.layout;
    const x = Math.max(0, Math.min(region.x, this.layout.width));
    const y = Math.max(0, Math.min(region.y, this.layout.height));
    const width = Math.min(region.width, this.layout.width - x);
    const height = Math.min(region.height, this.layout.height - y);
    const lines = [];
    for (let line = 0; line < height; line += step) {
      const pixels = Buffer.allocUnsafe(width * bytesPerPixel);
      readSync(this.descriptor, pixels, 0, pixels.length, offset + (y + line) * bytesPerLine + x * bytesPerPixel);
      lines.push(pixels);
    }
    return { lines, step, width, height };
  }

  /** The whole screen, every line. */
  whole() {
    return this.sample({ x: 0, y: 0, width: this.layout.width, height: this.layout.height }, 1);
  }

  close() {
    closeSync(this.descriptor);
  }
}

/**
 * Share of pixels that differ between two samples of the same region, from 0 (same picture) to 1.
 * @param {Sample} a
 * @param {Sample} b
 */
export function differingShare(a, b) {
  if (a.lines.length !== b.lines.length || a.width !== b.width) return 1;
  let differing = 0;
  for (let index = 0; index < a.lines.length; index++) {
    const [lineA, lineB] = [a.lines[index], b.lines[index]];
    if (lineA === undefined || lineB === undefined || lineA.equals(lineB)) continue;
    for (let at = 0; at < lineA.length; at += 4) {
      if (lineA[at] !== lineB[at] || lineA[at + 1] !== lineB[at + 1] || lineA[at + 2] !== lineB[at + 2]) differing++;
    }
  }
  return differing / Math.max(1, a.lines.length * a.width);
}

/**
 * Counts pixels of one colour.
 * @param {Sample} sample
 * @param {readonly [number, number, number]} rgb
 * @param {number} tolerance greatest difference of each channel
 */
export function countColor(sample, [red, green, blue], tolerance) {
  let count = 0;
  for (const line of sample.lines) {
    for (let at = 0; at < line.length; at += 4) {
      if (
        Math.abs((line[at] ?? 0) - blue) <= tolerance &&
        Math.abs((line[at + 1] ?? 0) - green) <= tolerance &&
        Math.abs((line[at + 2] ?? 0) - red) <= tolerance
      ) {
        count++;
      }
    }
  }
  return count;
}

/** @param {string} type @param {Buffer} data */
function pngChunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** CRC-32 as PNG asks for it; node:zlib has it only from Node 22 on. @param {Buffer} bytes */
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/**
 * The picture as a PNG file, to look at what was measured.
 * @param {Sample} sample
 */
export function toPng(sample) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(sample.width, 0);
  header.writeUInt32BE(sample.lines.length, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc(sample.lines.length * (1 + sample.width * 3));
  let to = 0;
  for (const line of sample.lines) {
    to++;
    for (let at = 0; at < sample.width * 4; at += 4) {
      rows[to++] = line[at + 2] ?? 0;
      rows[to++] = line[at + 1] ?? 0;
      rows[to++] = line[at] ?? 0;
    }
  }
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ]);
}
