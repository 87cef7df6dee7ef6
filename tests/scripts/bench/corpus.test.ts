import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodePDFRawStream, PDFArray, PDFDocument, PDFRawStream } from '@cantoo/pdf-lib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  copyWithOtherHash,
  findStatements,
  MARK_RGB,
  makeCopies,
  makeJoinedPdf,
} from '../../../scripts/bench/corpus.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'corpus-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

async function writePdf(name: string, pages: number): Promise<string> {
  const pdf = await PDFDocument.create();
  for (let page = 0; page < pages; page++) pdf.addPage([612, 792]).drawText(`${name}, page ${page + 1}`);
  const file = join(folder, name);
  writeFileSync(file, await pdf.save());
  return file;
}

describe('findStatements', () => {
  it('takes files that are PDFs by their bytes, in folders too', async () => {
    await writePdf('b.pdf', 1);
    mkdirSync(join(folder, 'inner'));
    writeFileSync(join(folder, 'inner', 'a.PDF'), readFileSync(join(folder, 'b.pdf')));
    writeFileSync(join(folder, 'c.pdf'), Buffer.from([0x1f, 0x8b, 8, 0]));
    writeFileSync(join(folder, 'notes.txt'), '%PDF-1.7');
    const found = findStatements('/nowhere', folder);
    expect(found).toEqual({
      directory: folder,
      files: [join(folder, 'b.pdf'), join(folder, 'inner', 'a.PDF')],
      say: `2 PDFs of ${folder}`,
    });
  });

  it('says what to do where there is none', () => {
    expect(() => findStatements('/nowhere', folder)).toThrow('--data DIR');
  });
});

describe('copyWithOtherHash', () => {
  it('keeps the PDF readable', async () => {
    const copy = copyWithOtherHash(readFileSync(await writePdf('a.pdf', 2)), 7);
    expect((await PDFDocument.load(copy)).getPageCount()).toBe(2);
  });
});

describe('makeCopies', () => {
  it('makes as many files as asked for, each with a hash of its own, once', async () => {
    const files = [await writePdf('a.pdf', 1), await writePdf('b.pdf', 1), await writePdf('c.pdf', 1)];
    const made = makeCopies(files, 8, join(folder, 'cache'));
    const names = readdirSync(made);
    expect(names).toHaveLength(8);
    expect(new Set(names.map((name) => sha256(join(made, name)))).size).toBe(8);
    writeFileSync(join(made, 'witness'), '');
    expect(makeCopies(files, 8, join(folder, 'cache'))).toBe(made);
    expect(readdirSync(made)).toContain('witness');
  });
});

describe('makeJoinedPdf', () => {
  it('has exactly the pages asked for, the mark being the last thing drawn on the first', async () => {
    const files = [await writePdf('a.pdf', 2), await writePdf('b.pdf', 3)];
    const joined = await PDFDocument.load(readFileSync(await makeJoinedPdf(files, 11, join(folder, 'cache'))));
    expect(joined.getPageCount()).toBe(11);
    const contents = joined.getPage(0).node.Contents();
    if (!(contents instanceof PDFArray)) throw new Error('The first page has one content stream only.');
    const last = contents.lookup(contents.size() - 1);
    if (!(last instanceof PDFRawStream)) throw new Error('The last content stream cannot be read.');
    const drawn = Buffer.from(decodePDFRawStream(last).decode()).toString('latin1');
    expect(drawn).toContain(`${MARK_RGB[0] / 255} ${MARK_RGB[1] / 255} ${MARK_RGB[2] / 255} rg`);
    expect(drawn.trim().endsWith('Q')).toBe(true);
  });
});
