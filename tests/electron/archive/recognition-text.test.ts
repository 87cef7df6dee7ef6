import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Extraction } from '../../../electron/archive/importers/extraction.ts';
import {
  parseRecognition,
  type RecognisedPage,
  type RecognitionRecord,
  serializeRecognition,
} from '../../../electron/archive/recognition-record.ts';
import { applyRecognition } from '../../../electron/archive/recognition-text.ts';
import { assertProperty } from '../../support/assert-property.ts';

/** Three pages: the first and the last with text, the second an image. */
const MIXED: Extraction = {
  format: 'pdf',
  extractor: 'pdf/3 (PDFium 1, pdf.js 2)',
  metadata: { title: null, author: null, dateIssued: null, sourceUrl: null, kind: null },
  text: 'First page.\f\fLast page.',
  paragraphs: [0, 13],
  pages: [
    { number: 1, label: 'i', start: 0, end: 11, width: 600, height: 800, quality: 'born-digital' },
    { number: 2, label: 'ii', start: 12, end: 12, width: 600, height: 800, quality: 'none' },
    { number: 3, label: 'iii', start: 13, end: 23, width: 600, height: 800, quality: 'born-digital' },
  ],
  runs: [[[0, 11, 70, 70, 100, 12, 0]], [], [[13, 23, 70, 70, 100, 12, 0]]],
  rendition: null,
};

const word = (text: string, x: number, y: number, confidence = 90): RecognisedPage['paragraphs'][0][0]['words'][0] => [
  text,
  x,
  y,
  text.length * 6,
  12,
  confidence,
];

const PAGE: RecognisedPage = {
  number: 2,
  width: 300,
  height: 400,
  use: 'text',
  confidence: 91.5,
  paragraphs: [
    [
      { angle: 0, words: [word('Read', 10, 20), word('from', 38, 20), word('far', 200, 20)] },
      { angle: 0, words: [word('paper.', 10, 40)] },
    ],
    [{ angle: 0, words: [word('|', 2, 60, 20), word('End', 10, 60), word('zq', 40, 60, 5)] }],
  ],
  failure: null,
};

const recordOf = (...pages: RecognisedPage[]): RecognitionRecord => ({
  format: 'standpoint-recognition/1',
  original: 'a'.repeat(64),
  recognisedAt: '2026-03-18T09:00:00.000Z',
  engine: 'Engine 1',
  languages: ['eng'],
  pages,
});

describe('the text of an original and of what was recognised on it', () => {
  it('has recognised words where a page had none, and moves what follows', () => {
    const after = applyRecognition(MIXED, recordOf(PAGE));
    expect(after).toEqual({
      ...MIXED,
      extractor: 'pdf/3+ocr/1 (PDFium 1, pdf.js 2; Engine 1, eng)',
      text: 'First page.\fRead from far\npaper.\n\nEnd\fLast page.',
      paragraphs: [0, 12, 34, 38],
      pages: [
        MIXED.pages[0],
        { ...MIXED.pages[1], start: 12, end: 37, quality: 'ocr', confidence: 91.5 },
        { ...MIXED.pages[2], start: 38, end: 48 },
      ],
      runs: [
        MIXED.runs?.[0],
        [
          [12, 17, 20, 40, 56, 24, 0],
          [17, 21, 76, 40, 48, 24, 0],
          [22, 25, 400, 40, 36, 24, 0],
          [26, 32, 20, 80, 72, 24, 0],
          [34, 37, 20, 120, 36, 24, 0],
        ],
        [[38, 48, 70, 70, 100, 12, 0]],
      ],
    });
  });

  it('keeps a page without words as one without text', () => {
    const after = applyRecognition(MIXED, recordOf({ ...PAGE, paragraphs: [], confidence: null }));
    expect([after.text, after.pages[1]?.quality]).toEqual([MIXED.text, 'none']);
  });

  it('leaves a page alone that could not be read', () => {
    const after = applyRecognition(MIXED, recordOf({ ...PAGE, paragraphs: [], failure: 'It hung.' }));
    expect([after.text, after.pages]).toEqual([MIXED.text, MIXED.pages]);
  });

  it.each([
    ['says the same', 'Read from far, paper. End', 'ocr'],
    ['says the same in another order', 'End\npaper far from READ', 'ocr'],
    ['says something else', 'Nothing of what is to be seen', 'disagrees'],
  ])('keeps hidden text that %s', (_what, text, quality) => {
    const hidden: Extraction = {
      ...MIXED,
      text,
      paragraphs: [0],
      pages: [{ number: 2, label: null, start: 0, end: text.length, width: 600, height: 800, quality: 'ocr' }],
      runs: [[[0, text.length, 70, 70, 100, 12, 0]]],
    };
    const after = applyRecognition(hidden, recordOf({ ...PAGE, use: 'check' }));
    expect([after.text, after.runs, after.pages[0]?.quality, after.pages[0]?.confidence]).toEqual([
      text,
      hidden.runs,
      quality,
      91.5,
    ]);
  });

  it('keeps a stamp on a scan as it is and adds the words around it', () => {
    const stamped: Extraction = {
      ...MIXED,
      text: 'Paper',
      paragraphs: [0],
      pages: [{ number: 2, label: null, start: 0, end: 5, width: 600, height: 800, quality: 'none' }],
      runs: [[[0, 5, 18, 76, 80, 30, 0]]],
    };
    const after = applyRecognition(stamped, recordOf(PAGE));
    expect(after.text).toBe('Paper\n\nRead from far\n\nEnd');
    expect(after.runs?.[0]?.map(([start, end]) => after.text.slice(start, end))).toEqual([
      'Paper',
      'Read ',
      'from',
      'far',
      'End',
    ]);
  });

  const words = fc.array(fc.tuple(fc.stringMatching(/^[A-Za-z0-9,.]{1,9}$/), fc.nat(250), fc.nat(100)), {
    maxLength: 6,
  });
  const pages = fc.array(fc.array(words, { maxLength: 3 }), { maxLength: 3 }).map(
    (paragraphs): RecognisedPage => ({
      ...PAGE,
      paragraphs: paragraphs.map((lines, p) =>
        lines.map((line, l) => ({
          angle: 0,
          words: line.map(([text, x, confidence]) => word(text, x, p * 100 + l * 20, confidence)),
        })),
      ),
    }),
  );

  it('is the same each time, covers all text with pages and runs, and survives being stored', () => {
    assertProperty(
      fc.property(pages, (page) => {
        const record = recordOf(page);
        const after = applyRecognition(MIXED, record);
        expect(applyRecognition(MIXED, parseRecognition(serializeRecognition(record)))).toEqual(after);
        const [first, second, last] = after.pages.map(({ start, end }) => after.text.slice(start, end));
        expect([first, last]).toEqual(['First page.', 'Last page.']);
        expect(after.text).toBe([first, second, last].join('\f'));
        const runs = after.runs?.[1] ?? [];
        expect(runs.map(([start, end]) => after.text.slice(start, end).trim()).join(' ')).toBe(
          (second ?? '').split(/\s+/).filter(Boolean).join(' '),
        );
        for (const at of after.paragraphs) expect(at === 0 || /[\n\f]/.test(after.text[at - 1] ?? '')).toBe(true);
      }),
    );
  });

  it('refuses a record that was altered', () => {
    const stored = serializeRecognition(recordOf(PAGE));
    expect(() => parseRecognition(stored.slice(0, -9))).toThrowError(/damaged/);
    expect(() => parseRecognition(stored.replace('"text"', '"other"'))).toThrowError(/damaged/);
  });
});
