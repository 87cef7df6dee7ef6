import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { extractPdf } from '../../../../electron/archive/importers/pdf.ts';
import { gradePage, summariseQuality } from '../../../../electron/archive/importers/text-quality.ts';

const fixture = (path: string): Uint8Array =>
  new Uint8Array(readFileSync(resolve(import.meta.dirname, '../../../fixtures', path)));

describe('the grade of a page', () => {
  const words = 'Some words';
  it.each([
    ['text alone', words, { visible: 900, hidden: 0, imageCover: 0, objects: 40 }, 'born-digital'],
    ['text beside a picture', words, { visible: 900, hidden: 0, imageCover: 0.3, objects: 40 }, 'born-digital'],
    [
      'text on a picture of the whole page',
      words,
      { visible: 900, hidden: 0, imageCover: 1, objects: 40 },
      'born-digital',
    ],
    ['nothing at all', '', { visible: 0, hidden: 0, imageCover: 0, objects: 0 }, 'born-digital'],
    ['an image alone', '', { visible: 0, hidden: 0, imageCover: 1, objects: 1 }, 'none'],
    ['strokes without letters', ' \n', { visible: 2, hidden: 0, imageCover: 0, objects: 900 }, 'none'],
    ['a scan with a stamp', words, { visible: 30, hidden: 0, imageCover: 1, objects: 2 }, 'none'],
    ['a scan with hidden text', words, { visible: 0, hidden: 900, imageCover: 1, objects: 2 }, 'ocr'],
    ['a scan with hidden text and a stamp', words, { visible: 30, hidden: 900, imageCover: 1, objects: 3 }, 'ocr'],
    ['hidden text without an image', words, { visible: 0, hidden: 900, imageCover: 0, objects: 3 }, 'ocr'],
  ] as const)('of %s', (_name, text, content, grade) => {
    expect(gradePage(text, content)).toBe(grade);
  });

  it('is left open where nobody could look, unless there is no text', () => {
    expect([gradePage(words, null), gradePage('', null)]).toEqual([undefined, 'none']);
  });

  it.each([
    ['statements/2015-10-20_s2146.pdf', ['born-digital', 'born-digital']],
    ['statements/2023-09-29_hr5525.pdf', ['born-digital']],
    ['scans/scan.pdf', ['none']],
    ['scans/mixed.pdf', ['born-digital', 'none', 'born-digital']],
    ['scans/hidden.pdf', ['ocr']],
    ['scans/hidden-wrong.pdf', ['ocr']],
  ])('is told from the pages of %s', async (path, grades) => {
    const { pages } = await extractPdf(fixture(path));
    expect(pages.map(({ quality }) => quality)).toEqual(grades);
  });
});

describe('the summary of grades', () => {
  const page = { label: null, start: 0, end: 10, width: 1, height: 1 };
  it('counts the pages and weighs confidence by their length', () => {
    expect(
      summariseQuality([
        { ...page, number: 1, quality: 'born-digital' },
        { ...page, number: 2, quality: 'ocr', confidence: 90 },
        { ...page, number: 3, end: 30, quality: 'ocr', confidence: 80 },
        { ...page, number: 4, quality: 'ocr', confidence: null },
        { ...page, number: 5, quality: 'disagrees' },
        { ...page, number: 6, quality: 'none' },
      ]),
    ).toEqual({ bornDigital: 1, ocr: 3, disagrees: 1, none: 1, confidence: 82.5 });
  });

  it('is nothing where nobody looked', () => {
    expect(summariseQuality([{ ...page, number: 1 }])).toBeNull();
  });
});
