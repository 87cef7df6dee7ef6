import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countColor, differingShare, Framebuffer, parseXwdHeader, toPng } from '../../../scripts/bench/framebuffer.mjs';

type Rgb = readonly [number, number, number];

const WHITE: Rgb = [255, 255, 255];
const MARK: Rgb = [230, 0, 120];

/** A window dump as Xvfb keeps it: big-endian header, window name, colour map, then B, G, R, unused. */
function windowDump(width: number, height: number, color: (x: number, y: number) => Rgb, colors = 3): Buffer {
  const name = Buffer.from('Xvfb screen 0\0\0\0');
  const header = Buffer.alloc(100 + name.length);
  const fields = [header.length, 7, 2, 24, width, height, 0, 0, 32, 0, 32, 32, width * 4, 4, 0xff0000, 0xff00, 0xff];
  fields.forEach((value, index) => {
    header.writeUInt32BE(value, index * 4);
  });
  header.writeUInt32BE(colors, 19 * 4);
  header.set(name, 100);
  const pixels = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [red, green, blue] = color(x, y);
      pixels.set([blue, green, red, 0], (y * width + x) * 4);
    }
  }
  return Buffer.concat([header, Buffer.alloc(colors * 12), pixels]);
}

describe('parseXwdHeader', () => {
  it('finds the pixels behind the name and the colour map', () => {
    expect(parseXwdHeader(windowDump(8, 4, () => WHITE))).toEqual({
      width: 8,
      height: 4,
      bytesPerLine: 32,
      bytesPerPixel: 4,
      offset: 116 + 36,
    });
  });

  it('refuses what is no window dump', () => {
    expect(() => parseXwdHeader(Buffer.alloc(100, 1))).toThrow('no window dump of version 7');
    expect(() => parseXwdHeader(Buffer.alloc(20))).toThrow('shorter than its header');
  });

  it('refuses a screen of another depth', () => {
    const dump = windowDump(2, 2, () => WHITE);
    dump.writeUInt32BE(8, 11 * 4);
    expect(() => parseXwdHeader(dump)).toThrow('8 bits a pixel');
  });
});

describe('Framebuffer', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'framebuffer-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** A white screen of 40 × 30 with a block of the mark's colour at 10,8 to 19,15. */
  const withBlock = (x: number, y: number) => (x >= 10 && x < 20 && y >= 8 && y < 16 ? MARK : WHITE);
  const open = (color: (x: number, y: number) => Rgb) => {
    const file = join(folder, 'Xvfb_screen0');
    writeFileSync(file, windowDump(40, 30, color));
    return { file, framebuffer: new Framebuffer(file) };
  };

  it('reads a region, and cuts it to the screen', () => {
    const { framebuffer } = open(withBlock);
    expect(countColor(framebuffer.whole(), MARK, 0)).toBe(80);
    expect(countColor(framebuffer.sample({ x: 12, y: 0, width: 3, height: 12 }, 1), MARK, 0)).toBe(12);
    const corner = framebuffer.sample({ x: 38, y: 28, width: 100, height: 100 }, 1);
    expect([corner.width, corner.height, corner.lines.length]).toEqual([2, 2, 2]);
    framebuffer.close();
  });

  it('reads every fourth line when asked to', () => {
    const { framebuffer } = open(withBlock);
    const sample = framebuffer.sample({ x: 0, y: 0, width: 40, height: 30 }, 4);
    expect([sample.lines.length, countColor(sample, MARK, 0)]).toEqual([8, 20]);
    framebuffer.close();
  });

  it('sees what is drawn after it was opened', () => {
    const { file, framebuffer } = open(() => WHITE);
    const before = framebuffer.whole();
    writeFileSync(file, windowDump(40, 30, withBlock));
    const after = framebuffer.whole();
    expect(differingShare(before, after)).toBeCloseTo(80 / 1200, 10);
    expect(differingShare(after, after)).toBe(0);
    framebuffer.close();
  });

  it('calls samples of different regions wholly different', () => {
    const { framebuffer } = open(() => WHITE);
    const part = framebuffer.sample({ x: 0, y: 0, width: 10, height: 10 }, 1);
    expect(differingShare(part, framebuffer.whole())).toBe(1);
    framebuffer.close();
  });

  it('counts a colour within its tolerance only', () => {
    const { framebuffer } = open((x) => (x === 0 ? [226, 3, 118] : x === 1 ? [220, 0, 120] : WHITE));
    expect(countColor(framebuffer.whole(), MARK, 6)).toBe(30);
    framebuffer.close();
  });

  it('writes a PNG that holds the same colours', () => {
    const { framebuffer } = open(withBlock);
    const png = toPng(framebuffer.whole());
    framebuffer.close();
    expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([40, 30]);
    const length = png.readUInt32BE(33);
    const rows = inflateSync(png.subarray(41, 41 + length));
    const pixel = (x: number, y: number) => [...rows.subarray(y * 121 + 1 + x * 3, y * 121 + 4 + x * 3)];
    expect([pixel(10, 8), pixel(9, 8)]).toEqual([[...MARK], [...WHITE]]);
  });
});
