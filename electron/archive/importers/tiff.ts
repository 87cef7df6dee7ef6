import UTIF from 'utif2';
import { ArchiveError } from '../../../shared/errors.ts';
import { earnestDpi, type ImageHeader, toOrientation } from './image-header.ts';

/** One page of a TIFF, decoded when it is asked for. */
export interface TiffPage extends ImageHeader {
  /** Eight bits for each of red, green, blue and alpha. Throws `corrupt`. */
  decode(): Uint8Array;
}

/** More pages than any scan: a loop in the file rather than a document. */
const MAX_PAGES = 5_000;

/** Bit 0 of NewSubfileType: a smaller copy of another page. */
const REDUCED = 1;

const damaged = (cause?: unknown): ArchiveError =>
  new ArchiveError(
    'corrupt',
    'This TIFF picture is damaged or compressed in a way that cannot be read. Save it as TIFF or PDF in a program that shows it, and import that.',
    { cause },
  );

function numberOf(ifd: UTIF.IFD, tag: string, fallback: number): number {
  const value = ifd[tag];
  const first: unknown = Array.isArray(value) || ArrayBuffer.isView(value) ? Reflect.get(value, 0) : value;
  // A fraction: numerator and denominator.
  const number = Array.isArray(first) ? Number(first[0]) / Number(first[1]) : first;
  return typeof number === 'number' && Number.isFinite(number) ? number : fallback;
}

/** The pages of a TIFF in their order, without previews. Throws `corrupt`, `empty` or `too-large`. */
export function readTiff(bytes: Uint8Array): readonly TiffPage[] {
  const file = new ArrayBuffer(bytes.length);
  new Uint8Array(file).set(bytes);
  let ifds: UTIF.IFD[];
  try {
    ifds = UTIF.decode(file);
  } catch (error) {
    throw damaged(error);
  }
  if (ifds.length > MAX_PAGES) {
    throw new ArchiveError(
      'too-large',
      `This TIFF picture claims ${ifds.length} pages. Split it and import the parts.`,
    );
  }
  const pages = ifds.filter(
    (ifd) => numberOf(ifd, 't256', 0) > 0 && numberOf(ifd, 't257', 0) > 0 && !(numberOf(ifd, 't254', 0) & REDUCED),
  );
  if (pages.length === 0) throw damaged();
  return pages.map((ifd) => {
    const factor = numberOf(ifd, 't296', 2) === 3 ? 2.54 : 1;
    const [width, height] = [numberOf(ifd, 't256', 0), numberOf(ifd, 't257', 0)];
    return {
      width,
      height,
      dpi: earnestDpi(numberOf(ifd, 't282', 0) * factor, numberOf(ifd, 't283', 0) * factor),
      orientation: toOrientation(numberOf(ifd, 't274', 1)),
      decode() {
        try {
          UTIF.decodeImage(file, ifd);
          const pixels = UTIF.toRGBA8(ifd);
          if (pixels.length < width * height * 4) throw damaged();
          return pixels;
        } catch (error) {
          throw error instanceof ArchiveError ? error : damaged(error);
        } finally {
          // Pages of a thousand scans together would not fit.
          ifd.data = new Uint8Array(0);
        }
      },
    };
  });
}
