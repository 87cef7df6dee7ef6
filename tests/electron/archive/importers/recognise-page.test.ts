import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ParserPool } from '../../../../electron/archive/importers/extraction.ts';
import { forkParser } from '../../../../electron/archive/importers/fork-parser.ts';
import { extractPng } from '../../../../electron/archive/importers/image.ts';
import { createParserPool } from '../../../../electron/archive/importers/parser-pool.ts';
import { type RecognisedPage, wordsOf } from '../../../../electron/archive/recognition-record.ts';

const scans = resolve(import.meta.dirname, '../../../fixtures/scans');
const WORDS =
  'In a blatant violation of the funding agreement the Speaker and the President reached just a few months ago, the bill endangers the vital programs Americans rely on by making reckless cuts to programs, regardless of the consequences for critical services from education to food safety to law enforcement to housing to public health. It also fails to'.split(
    ' ',
  );

const LINE = 'In a blatant violation of the funding agreement a few months ago, the bill endangers the vital'.split(
  ' ',
);

let folder = '';
let pool: ParserPool;
let upright = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'standpoint-recognise-'));
  const parser = resolve(import.meta.dirname, '../../../../electron/archive/importers/parser-process.ts');
  pool = createParserPool(forkParser(parser), { size: 1, memoryMb: 2500 });
  upright = await pagesOf('upright', new Uint8Array(readFileSync(join(scans, 'paragraph.png'))));
});
afterAll(async () => {
  await pool.close();
  rmSync(folder, { recursive: true, force: true });
});

async function pagesOf(name: string, png: Uint8Array): Promise<string> {
  const path = join(folder, `${name}.pdf`);
  writeFileSync(path, (await extractPng(png)).pagesPdf ?? new Uint8Array());
  return path;
}

/** The picture with an eXIf chunk by which it is shown in another position. */
function turned(orientation: number): Uint8Array {
  const file = readFileSync(join(scans, 'line.png'));
  const chunk = Buffer.alloc(12 + 26);
  chunk.writeUInt32BE(26);
  chunk.write('eXIfMM\0*', 4, 'latin1');
  chunk.writeUInt32BE(8, 12);
  chunk.writeUInt16BE(1, 16);
  chunk.writeUInt16BE(0x0112, 18);
  chunk.writeUInt16BE(3, 20);
  chunk.writeUInt32BE(1, 22);
  chunk.writeUInt16BE(orientation, 26);
  return new Uint8Array(Buffer.concat([file.subarray(0, 33), chunk, file.subarray(33)]));
}

const read = (path: string, languages = ['eng'], onProgress: (progress: unknown) => void = () => undefined) =>
  pool.run('recognise', { path, page: 1, languages }, { onProgress });

const wordsIn = (page: Pick<RecognisedPage, 'paragraphs'>) =>
  wordsOf({ ...page, number: 1, width: 1, height: 1, use: 'text', confidence: null, failure: null });

describe('recognising a page', () => {
  it('reads its words with their places in points, without a network, and says how far it is', async () => {
    const told: unknown[] = [];
    const { engine, page } = await read(upright, ['eng'], (progress) => told.push(progress));
    expect(engine).toMatch(/^Tesseract 5\.\S+ of tesseract\.js-core 7\.0\.0$/);
    expect(page).toMatchObject({ number: 1, width: 478.8, height: 93.6 });
    expect(page.confidence).toBeGreaterThan(85);
    const words = wordsIn(page);
    expect(words.map(([text]) => text)).toEqual(WORDS);
    expect(told.length).toBeGreaterThan(3);
    // "In" begins the first line and "It" stands near the end of the last one; the picture has 2.78 pixels a point.
    const [inWord, it] = [words[0], words.find(([text]) => text === 'It')];
    expect([inWord?.[1], inWord?.[2]].map((at) => Math.round((at ?? 0) / 4))).toEqual([4, 6]);
    expect([it?.[1], it?.[2]].map((at) => Math.round((at ?? 0) / 10))).toEqual([37, 7]);
  });

  it.each([
    [6, 'on its side', 90],
    [3, 'on its head', 180],
  ])('in position %i reads a page that lies %s', async (orientation, _how, turn) => {
    const { page } = await read(await pagesOf(`turned-${orientation}`, turned(orientation)));
    expect(wordsIn(page).map(([text]) => text)).toEqual(LINE);
    expect(page.paragraphs.flat().map(({ angle }) => angle)).toEqual([turn, turn]);
    // As it lies the first word of the text begins at the right, or at the lower right.
    const [, x = 0, y = 0] = wordsIn(page)[0] ?? [];
    expect([x / page.width > 0.7, y / page.height > 0.5]).toEqual([true, turn === 180]);
  });

  it('finds no words on an empty page', async () => {
    const { deflateSync } = await import('node:zlib');
    const chunk = (type: string, data: Uint8Array): Buffer => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(data.length);
      head.write(type, 4, 'latin1');
      return Buffer.concat([head, data, Buffer.alloc(4)]);
    };
    const head = Buffer.from([0, 0, 1, 0, 0, 0, 1, 0, 8, 0, 0, 0, 0]);
    const rows = Buffer.alloc(257 * 256, 250);
    for (let y = 0; y < 256; y++) rows[y * 257] = 0;
    const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
    const png = Buffer.concat([
      signature,
      chunk('IHDR', head),
      chunk('IDAT', deflateSync(rows)),
      chunk('IEND', Buffer.alloc(0)),
    ]);
    const { page } = await read(await pagesOf('blank', new Uint8Array(png)));
    expect(page).toMatchObject({ confidence: null, paragraphs: [] });
  });

  it('refuses a language whose data is not here', async () => {
    await expect(read(upright, ['tlh'])).rejects.toMatchObject({ code: 'not-found' });
    await expect(read(upright, ['../../eng'])).rejects.toMatchObject({ code: 'not-found' });
  });

  it('refuses a file that is not a PDF', async () => {
    await expect(read(join(scans, 'paragraph.png'))).rejects.toMatchObject({ code: 'corrupt' });
  });
});
