import { ArchiveError } from '../../../shared/errors.ts';

/** How a camera or scanner was held, as EXIF and TIFF number it: 1 upright, 6 to be turned right, 3 upside down … */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** What a picture says of itself before its pixels. */
export interface ImageHeader {
  readonly width: number;
  readonly height: number;
  /** Pixels per inch, or null where the file does not say it in earnest. */
  readonly dpi: { readonly x: number; readonly y: number } | null;
  readonly orientation: Orientation;
}

/** One chunk of a PNG. */
export interface PngChunk {
  readonly type: string;
  readonly data: Uint8Array;
}

const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const cutShort = (what: string): ArchiveError =>
  new ArchiveError('corrupt', `This ${what} picture is cut short or damaged. Fetch it again from its source.`);

/** A resolution that a scanner means: screens and cameras write 72 or 96 whatever they took. */
export function earnestDpi(x: number, y: number): ImageHeader['dpi'] {
  const isEarnest = (dpi: number): boolean => dpi >= 99 && dpi <= 2400;
  return isEarnest(x) && isEarnest(y) ? { x, y } : null;
}

/** The number as an orientation; upright if it is none. */
export function toOrientation(value: number): Orientation {
  const found = ([1, 2, 3, 4, 5, 6, 7, 8] as const).find((each) => each === value);
  return found ?? 1;
}

/** The chunks of a PNG in their order. Throws `corrupt` if it does not end with IEND. */
export function chunksOfPng(bytes: Uint8Array): readonly PngChunk[] {
  const data = view(bytes);
  const chunks: PngChunk[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = data.getUint32(at);
    if (at + 12 + length > bytes.length) break;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    chunks.push({ type, data: bytes.subarray(at + 8, at + 8 + length) });
    if (type === 'IEND') return chunks;
    at += 12 + length;
  }
  throw cutShort('PNG');
}

/** Size, resolution and orientation of a PNG. Throws `corrupt`. */
export function readPngHeader(chunks: readonly PngChunk[]): ImageHeader {
  const head = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (!head || head.length < 13) throw cutShort('PNG');
  const physical = chunks.find(({ type }) => type === 'pHYs')?.data;
  const perMetre = physical && physical.length >= 9 && physical[8] === 1 ? view(physical) : null;
  const exif = chunks.find(({ type }) => type === 'eXIf')?.data;
  return {
    width: view(head).getUint32(0),
    height: view(head).getUint32(4),
    dpi: perMetre ? earnestDpi(perMetre.getUint32(0) * 0.0254, perMetre.getUint32(4) * 0.0254) : null,
    orientation: exif ? readExif(exif).orientation : 1,
  };
}

/** Size, resolution and orientation of a JPEG. Throws `corrupt`. */
export function readJpegHeader(bytes: Uint8Array): ImageHeader {
  const data = view(bytes);
  let dpi: ImageHeader['dpi'] = null;
  let orientation: Orientation = 1;
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) throw cutShort('JPEG');
    const marker = bytes[at + 1] ?? 0;
    // Fill bytes, and markers without content.
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2;
      continue;
    }
    const length = data.getUint16(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) break;
    const content = bytes.subarray(at + 4, end);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      if (content.length < 6) break;
      const frame = view(content);
      const [height, width] = [frame.getUint16(1), frame.getUint16(3)];
      if (width === 0 || height === 0) break;
      return { width, height, dpi, orientation };
    }
    if (marker === 0xe0 && startsWith(content, 'JFIF\0') && content.length >= 12) {
      const factor = content[7] === 2 ? 2.54 : content[7] === 1 ? 1 : 0;
      dpi = earnestDpi(view(content).getUint16(8) * factor, view(content).getUint16(10) * factor) ?? dpi;
    }
    if (marker === 0xe1 && startsWith(content, 'Exif\0\0')) {
      const exif = readExif(content.subarray(6));
      orientation = exif.orientation;
      dpi = exif.dpi ?? dpi;
    }
    at = end;
  }
  throw cutShort('JPEG');
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((char, index) => bytes[index] === char.charCodeAt(0));
}

/** Orientation and resolution of an EXIF block, which is a small TIFF; what is damaged says nothing. */
function readExif(bytes: Uint8Array): Pick<ImageHeader, 'dpi' | 'orientation'> {
  const nothing = { dpi: null, orientation: 1 } as const;
  if (bytes.length < 8) return nothing;
  const data = view(bytes);
  const little = bytes[0] === 0x49;
  const first = data.getUint32(4, little);
  if (first + 2 > bytes.length) return nothing;
  const count = data.getUint16(first, little);
  let orientation: Orientation = 1;
  let unit = 2;
  const resolution = { x: 0, y: 0 };
  for (let i = 0; i < count; i++) {
    const at = first + 2 + i * 12;
    if (at + 12 > bytes.length) break;
    const tag = data.getUint16(at, little);
    if (tag === 0x0112) orientation = toOrientation(data.getUint16(at + 8, little));
    if (tag === 0x0128) unit = data.getUint16(at + 8, little);
    if (tag === 0x011a || tag === 0x011b) {
      const place = data.getUint32(at + 8, little);
      if (place + 8 > bytes.length) continue;
      const value = data.getUint32(place, little) / (data.getUint32(place + 4, little) || 1);
      if (tag === 0x011a) resolution.x = value;
      else resolution.y = value;
    }
  }
  const factor = unit === 3 ? 2.54 : 1;
  return { dpi: earnestDpi(resolution.x * factor, resolution.y * factor), orientation };
}
