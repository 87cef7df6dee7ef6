import { join, resolve } from 'node:path';
import { inflateSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { forkParser } from '../../../electron/archive/importers/fork-parser.ts';
import { createTempArchive, type TempArchive } from '../../support/temp-archive.ts';

const FIXTURES = resolve(import.meta.dirname, '../../fixtures');
const PARSER = resolve(import.meta.dirname, '../../../electron/archive/importers/parser-process.ts');

let archive: TempArchive | undefined;
afterEach(async () => {
  await archive?.dispose();
  archive = undefined;
});

async function importFile(...path: readonly string[]): Promise<[TempArchive, string]> {
  archive = await createTempArchive({ createPool: undefined, launchParser: forkParser(PARSER) });
  const [outcome] = await archive.call('document.import', { paths: [join(FIXTURES, ...path)] });
  return [archive, outcome?.documentId ?? ''];
}

/** The pixels of a PNG file without filters, three bytes each. */
function pixelsOf(png: string): Buffer {
  const file = Buffer.from(png, 'base64');
  expect(file.subarray(1, 4).toString('latin1')).toBe('PNG');
  const length = file.readUInt32BE(33);
  expect(file.subarray(37, 41).toString('latin1')).toBe('IDAT');
  return inflateSync(file.subarray(41, 41 + length));
}

describe('parts of pages', () => {
  it('draws what stands there and nothing else, at the scale asked for', async () => {
    const [{ call }, id] = await importFile('scans', 'paragraph.png');
    const { pages } = await call('document.content', { id });
    const { width = 0, height = 0 } = pages[0] ?? {};
    const whole = await call('document.areaImage', { id, page: 1, rect: { x: 0, y: 0, width, height }, scale: 1 });
    expect([whole.width, whole.height]).toEqual([Math.round(width), Math.round(height)]);
    const rows = pixelsOf(whole.png);
    // A part at the same scale is the same pixels as that part of the whole.
    const rect = { x: 20, y: 4, width: Math.floor(width) - 40, height: Math.floor(height / 2) };
    const part = await call('document.areaImage', { id, page: 1, rect, scale: 1 });
    const stride = whole.width * 3 + 1;
    const cut = Array.from({ length: rect.height }, (_, row) =>
      rows.subarray((rect.y + row) * stride + 1 + rect.x * 3, (rect.y + row) * stride + 1 + (rect.x + rect.width) * 3),
    );
    const partRows = pixelsOf(part.png);
    const shown = Array.from({ length: rect.height }, (_, row) =>
      partRows.subarray(row * (rect.width * 3 + 1) + 1, (row + 1) * (rect.width * 3 + 1)),
    );
    expect(Buffer.concat(shown).equals(Buffer.concat(cut))).toBe(true);
    expect(Buffer.concat(cut).some((value) => value < 160)).toBe(true);
  });

  it('recognises the words of a part of a scan, and none of its neighbours', async () => {
    const [{ call }, id] = await importFile('scans', 'paragraph.png');
    const { pages } = await call('document.content', { id });
    const { width = 0, height = 0 } = pages[0] ?? {};
    const whole = await call('recognition.area', { documentId: id, page: 1, rect: { x: 0, y: 0, width, height } });
    expect(whole.text).toContain('In a blatant violation of the funding agreement');
    expect(whole.confidence).toBeGreaterThan(80);
    const upper = { x: 0, y: 0, width, height: height / 2 };
    const { text } = await call('recognition.area', { documentId: id, page: 1, rect: upper });
    expect(text).toContain('In a blatant violation');
    expect(text.length).toBeLessThan(whole.text.length * 0.65);
    expect(text.split('\n').length).toBeGreaterThanOrEqual(2);
  });

  it('says so if a part does not lie on the page, or there are no pages', async () => {
    const [{ call }, id] = await importFile('scans', 'paragraph.png');
    const rect = { x: 5000, y: 0, width: 10, height: 10 };
    await expect(call('document.areaImage', { id, page: 1, rect })).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(call('document.areaImage', { id, page: 2, rect })).rejects.toThrow('has no page 2');
    const [text] = await call('document.import', { paths: [join(FIXTURES, 'documents', 'order.docx')] });
    await expect(call('recognition.area', { documentId: text?.documentId ?? '', page: 1, rect })).rejects.toMatchObject(
      { code: 'unsupported' },
    );
  });
});
