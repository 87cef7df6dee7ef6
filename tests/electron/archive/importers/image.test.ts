import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { deflateSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractJpeg, extractPng, extractTiff, pageOf } from '../../../../electron/archive/importers/image.ts';
import type { Orientation } from '../../../../electron/archive/importers/image-header.ts';
import { extract } from '../../../../electron/archive/importers/index.ts';
import { openPageImages } from '../../../../electron/archive/importers/page-images.ts';

const scan = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(resolve(import.meta.dirname, '../../../fixtures/scans', name)));

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'standpoint-image-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The first page of a PDF as shades of grey, one pixel a point. */
async function draw(pdf: Uint8Array | undefined): Promise<{ width: number; at: (x: number, y: number) => number }> {
  const path = join(folder, `${Math.random()}.pdf`);
  await writeFile(path, pdf ?? new Uint8Array());
  const images = await openPageImages(path);
  const { width, data } = images.draw(1, 72, 1e6);
  images.close();
  return { width, at: (x, y) => data[y * width + x] ?? -1 };
}

function chunk(type: string, data: Uint8Array): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, data, Buffer.alloc(4)]);
}

/** A grey PNG whose upper left quarter is black, with the given chunks before the pixels. */
function png(width: number, height: number, extra: readonly Buffer[] = []): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head[8] = 8;
  const rows = Buffer.alloc((width + 1) * height, 255);
  for (let y = 0; y < height; y++) {
    rows[y * (width + 1)] = 0;
    if (y < height / 2) rows.fill(0, y * (width + 1) + 1, y * (width + 1) + 1 + width / 2);
  }
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return new Uint8Array(
    Buffer.concat([
      signature,
      chunk('IHDR', head),
      ...extra,
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]),
  );
}

describe('an image', () => {
  it.each([
    ['statement.png', 'png', 1],
    ['turned-noisy.jpg', 'jpeg', 1],
    ['two-pages.tif', 'tiff', 2],
  ])('%s becomes pages of the size on paper, without text', async (name, format, count) => {
    const extraction = await extract(scan(name), name);
    expect(extraction).toMatchObject({ format, extractor: 'image/1', text: '', rendition: null, paragraphs: [] });
    expect(extraction.pages).toEqual(
      Array.from({ length: count }, (_, index) => ({
        ...{ number: index + 1, label: null, start: 0, end: 0 },
        ...{ width: 612, height: 792, quality: 'none' },
      })),
    );
    expect(extraction.runs).toEqual(extraction.pages.map(() => []));
  });

  it('gives the same pages for the same bytes', async () => {
    for (const [name, read] of [
      ['statement.png', extractPng],
      ['turned-noisy.jpg', extractJpeg],
      ['two-pages.tif', extractTiff],
    ] as const) {
      const [one, other] = [await read(scan(name)), await read(scan(name))];
      expect(Buffer.compare(one.pagesPdf ?? Buffer.of(1), other.pagesPdf ?? Buffer.of(2)), name).toBe(0);
    }
  });

  it('holds a JPEG as it came', async () => {
    const { pagesPdf } = await extractJpeg(scan('turned-noisy.jpg'));
    expect(Buffer.from(pagesPdf ?? []).includes(Buffer.from(scan('turned-noisy.jpg')))).toBe(true);
  });

  it('shows the pixels of a PNG', async () => {
    const { pages, pagesPdf } = await extractPng(png(300, 150));
    expect(pages[0]).toMatchObject({ width: 144, height: 72 });
    const page = await draw(pagesPdf);
    expect([page.at(10, 10), page.at(130, 10), page.at(10, 60), page.at(130, 60)]).toEqual([0, 255, 255, 255]);
  });

  it.each([
    [1, 144, [0, 255, 255, 255]],
    [2, 144, [255, 0, 255, 255]],
    [3, 144, [255, 255, 255, 0]],
    [4, 144, [255, 255, 0, 255]],
    [5, 72, [0, 255, 255, 255]],
    [6, 72, [255, 0, 255, 255]],
    [7, 72, [255, 255, 255, 0]],
    [8, 72, [255, 255, 0, 255]],
  ])('is turned upright where it says that it lies in position %i', async (orientation, width, corners) => {
    const exif = Buffer.alloc(26);
    exif.write('MM\0*', 0, 'latin1');
    exif.writeUInt32BE(8, 4);
    exif.writeUInt16BE(1, 8);
    exif.writeUInt16BE(0x0112, 10);
    exif.writeUInt16BE(3, 12);
    exif.writeUInt32BE(1, 14);
    exif.writeUInt16BE(orientation, 18);
    const { pagesPdf } = await extractPng(png(300, 150, [chunk('eXIf', exif)]));
    const page = await draw(pagesPdf);
    const height = page.width === 144 ? 72 : 144;
    const [right, bottom] = [page.width - 10, height - 10];
    expect(page.width).toBe(width);
    expect([page.at(10, 10), page.at(right, 10), page.at(10, bottom), page.at(right, bottom)]).toEqual(corners);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('fills its page in position %i', (orientation: Orientation) => {
    const { width, height, matrix } = pageOf({ width: 300, height: 150, dpi: null, orientation });
    const [a, b, c, d, e, f] = matrix;
    const corners = [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ].map(([u = 0, v = 0]) => [a * u + c * v + e, b * u + d * v + f].map(Math.abs).join());
    expect(corners.sort()).toEqual(['0,0', `0,${height}`, `${width},0`, `${width},${height}`].sort());
  });

  it('takes the resolution that a scanner wrote, and none that every screen writes', async () => {
    const physical = (perMetre: number): Buffer => {
      const data = Buffer.alloc(9);
      data.writeUInt32BE(perMetre);
      data.writeUInt32BE(perMetre, 4);
      data[8] = 1;
      return chunk('pHYs', data);
    };
    expect((await extractPng(png(300, 150, [physical(11811)]))).pages[0]).toMatchObject({ width: 72, height: 36 });
    expect((await extractPng(png(300, 150, [physical(2835)]))).pages[0]).toMatchObject({ width: 144, height: 72 });
  });

  it.each([
    ['a PNG cut short', scan('statement.png').subarray(0, 9000), 'corrupt'],
    ['a JPEG cut short', scan('turned-noisy.jpg').subarray(0, 90), 'corrupt'],
    ['a TIFF cut short', scan('two-pages.tif').subarray(0, 2000), 'corrupt'],
    ['a PNG that claims to be enormous', png(100, 2).fill(0x7f, 16, 24), 'too-large'],
    ['a TIFF that claims to be enormous', enormousTiff(), 'too-large'],
  ])('is refused if it is %s', async (_name, bytes, code) => {
    await expect(extract(new Uint8Array(bytes), 'x')).rejects.toMatchObject({ code });
  });
});

function enormousTiff(): Uint8Array {
  const file = Buffer.alloc(64);
  file.write('II*\0', 0, 'latin1');
  file.writeUInt32LE(8, 4);
  file.writeUInt16LE(2, 8);
  for (const [index, tag] of [256, 257].entries()) {
    const at = 10 + index * 12;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(4, at + 2);
    file.writeUInt32LE(1, at + 4);
    file.writeUInt32LE(2_000_000_000, at + 8);
  }
  return new Uint8Array(file);
}
