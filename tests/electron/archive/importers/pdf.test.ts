import { describe, expect, it } from 'vitest';
import type { Extraction } from '../../../../electron/archive/importers/extraction.ts';
import { extractPdf } from '../../../../electron/archive/importers/pdf.ts';
import { expectGolden, readFixture } from './golden.ts';
import { lines, makePdf } from './make-pdf.ts';

const left = [
  'The department will not take part in',
  'any civil enforcement of federal law',
  'and its officers may not ask anyone',
  'about status. Victims and witnesses',
  'must be able to call us without fear.',
];
const right = [
  'In a second column the sheriff says',
  'that deputies do honor detainers and',
  'will notify the agency before release',
  'of persons charged with a felony. He',
  'adds that this policy is under review.',
];

function expectSound(extraction: Extraction): void {
  const { text, pages, runs, paragraphs } = extraction;
  expect(runs).toHaveLength(pages.length);
  for (const [i, page] of pages.entries()) {
    let last = page.start;
    for (const [start, end, x, y, width, height] of runs?.[i] ?? []) {
      expect(start).toBeGreaterThanOrEqual(last);
      expect(end).toBeLessThanOrEqual(page.end);
      expect(text.slice(start, end)).toMatch(/^\S+ ?$/);
      expect([x, y, width, height].every(Number.isFinite)).toBe(true);
      last = end;
    }
    if (i > 0) expect(text[page.start - 1]).toBe('\f');
  }
  const inRuns = (runs ?? []).flat().map(([start, end]) => text.slice(start, end));
  expect(inRuns.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
  for (const start of paragraphs) expect(text[start]).toMatch(/\S/);
}

describe('extractPdf on published statements', () => {
  const golden = [
    '2009-06-16_hr2847.pdf',
    '2015-10-20_s2146.pdf',
    '2019-01-02_hr268.pdf',
    '2025-09-08_hr3486.pdf',
    '2026-03-18_hr1958.pdf',
  ];
  it.each(golden)('gives the golden text of %s', async (file) => {
    const extraction = await extractPdf(readFixture(`statements/${file}`));
    expectSound(extraction);
    expectGolden(file, extraction.text);
  });

  it('gives the same for the same bytes', async () => {
    const read = () => extractPdf(readFixture('statements/2019-01-02_hr268.pdf'));
    expect(await read()).toEqual(await read());
  });

  it('finds the title, the date it bears and its kind', async () => {
    const { metadata } = await extractPdf(readFixture('statements/2026-03-18_hr1958.pdf'));
    expect(metadata).toEqual({
      title: 'Statement of Administration Policy: H.R. 1958 – Deporting Fraudsters Act of 2026',
      author: null,
      dateIssued: '2026-03-18',
      sourceUrl: null,
      kind: 'statement',
    });
  });

  it('reads letter-spaced headings as words', async () => {
    const { text } = await extractPdf(readFixture('statements/2009-06-16_hr2847.pdf'));
    expect(text).toContain('OFFICE OF MANAGEMENT AND BUDGET\nWASHINGTON, D.C. 20503');
  });
});

describe('extractPdf on layouts', () => {
  const cases = [
    {
      name: 'reads columns one after the other',
      content:
        lines(72, 740, ['COUNTY BULLETIN'], 18, 20, 'F2') +
        lines(72, 700, left) +
        lines(330, 700, right) +
        lines(300, 60, ['7']),
      text: `COUNTY BULLETIN\n\n${left.join('\n')}\n\n${right.join('\n')}\n\n7`,
    },
    {
      name: 'reads columns whose base lines differ',
      content: lines(72, 700, left) + lines(330, 693, right),
      text: `${left.join('\n')}\n\n${right.join('\n')}`,
    },
    {
      name: 'reads a table row by row',
      content:
        lines(72, 700, ['Agency', 'Police', 'Sheriff']) +
        lines(250, 700, ['Stance', 'opposes', 'supports']) +
        lines(400, 700, ['12', '14', '15']),
      text: 'Agency Stance 12\nPolice opposes 14\nSheriff supports 15',
    },
    {
      name: 'keeps footnote marks in their line',
      content:
        'BT /F1 12 Tf 1 0 0 1 72 700 Tm (It is the policy) Tj 7 Ts /F1 7 Tf (12) Tj 0 Ts /F1 12 Tf ( of this city.) Tj ET',
      text: 'It is the policy12 of this city.',
    },
    {
      name: 'keeps hyphens at line ends and undoes ligatures',
      content:
        'BT /F1 12 Tf 1 0 0 1 72 700 Tm (of\x66ice \x96 \x93quoted\x94 immigra-) Tj 0 -14 Td (tion \xA7 12) Tj ET',
      text: 'office – “quoted” immigra-\ntion § 12',
    },
    {
      name: 'reads text painted twice once',
      content: lines(72, 700, ['NOTICE TO ALL'], 14) + lines(72.3, 700, ['NOTICE TO ALL'], 14),
      text: 'NOTICE TO ALL',
    },
    {
      name: 'starts a paragraph at an indent',
      content:
        lines(90, 700, ['First paragraph starts with an indent and fills the line so far']) +
        lines(72, 686, [
          'as it goes and then carries on to the very end of this measure',
          'until it wraps once more and carries right on to where it stops',
        ]) +
        lines(90, 658, ['Second paragraph starts with an indent and fills the line quite']) +
        lines(72, 644, ['as it goes and then carries on to the very end of this measure']),
      text: 'First paragraph starts with an indent and fills the line so far\nas it goes and then carries on to the very end of this measure\nuntil it wraps once more and carries right on to where it stops\n\nSecond paragraph starts with an indent and fills the line quite\nas it goes and then carries on to the very end of this measure',
    },
    {
      name: 'puts stamps at an angle after the text',
      content: `${lines(72, 700, left)}BT /F3 20 Tf 0 1 -1 0 40 300 Tm (RECEIVED) Tj ET`,
      text: `${left.join('\n')}\n\nRECEIVED`,
    },
    {
      name: 'reads Chinese in a font that is not embedded',
      content: 'BT /F4 12 Tf 1 0 0 1 72 700 Tm <4F60597D4E16754C> Tj ET',
      text: '你好世界',
    },
    {
      name: 'leaves out what lies off the page',
      content: lines(72, 700, ['seen']) + lines(72, -50, ['unseen']),
      text: 'seen',
    },
  ];
  it.each(cases)('$name', async ({ content, text }) => {
    const extraction = await extractPdf(makePdf([{ content }]));
    expect(extraction.text).toBe(text);
    expectSound(extraction);
  });

  it('places words on a page that is shown turned', async () => {
    const content = 'BT /F1 12 Tf 0 1 -1 0 100 100 Tm (Landscape words) Tj ET';
    const { text, pages, runs } = await extractPdf(makePdf([{ content, rotate: 90 }]));
    expect(text).toBe('Landscape words');
    expect(pages[0]).toMatchObject({ width: 792, height: 612 });
    const [first, second] = runs?.[0] ?? [];
    expect(first?.slice(0, 2)).toEqual([0, 9]);
    expect(first?.[2]).toBeCloseTo(100, 0);
    expect(first?.[3]).toBeCloseTo(92, 0);
    expect(first?.[6]).toBe(0);
    expect(second?.[2]).toBeCloseTo(154.3, 0);
  });

  it('places words that stand at an angle', async () => {
    const content = 'BT /F3 20 Tf 0 1 -1 0 300 300 Tm (UPWARDS) Tj ET';
    const { runs } = await extractPdf(makePdf([{ content }]));
    const [, , x, y, width, height, angle] = runs?.[0]?.[0] ?? [];
    expect(angle).toBe(270);
    expect(x).toBeLessThan(300);
    expect(y).toBeCloseTo(792 - 300, 0);
    expect(width).toBeGreaterThan(90);
    expect(height).toBeLessThan(27);
  });

  it.each([
    ['in one piece', 'BT /F1 12 Tf 72 700 Td (will take the law, not more) Tj ET', 0],
    ['with kerning', 'BT /F1 12 Tf 72 700 Td [(will take) -500 ( the la) 120 (w, not) -900 ( more)] TJ ET', 4.56],
    ['with its letters apart', 'BT /F1 12 Tf 2 Tc 72 700 Td (will take the law, not more) Tj ET', 32],
    ['with its words apart', 'BT /F1 12 Tf 5 Tw 72 700 Td (will take the law, not more) Tj ET', 15],
    ['at half the width', 'BT /F1 12 Tf 50 Tz 72 700 Td (will take the law, not more) Tj ET', -39.828],
    ['under a transformation', 'q 2 0 0 2 -72 -700 cm BT /F1 6 Tf 72 700 Td (will take the law, not more) Tj ET Q', 0],
  ])('ends the run of a word exactly where its last letter ends, written %s', async (_, content, shift) => {
    const { text, runs } = await extractPdf(makePdf([{ content }]));
    const run = (runs?.[0] ?? []).find(([start]) => text.slice(start).startsWith('law'));
    expect(text.slice(run?.[0], run?.[1])).toBe('law');
    // "will take the law" is 79.656 points wide in Times at 12 points.
    expect((run?.[2] ?? 0) + (run?.[4] ?? 0)).toBeCloseTo(72 + 79.656 + shift, 1);
  });

  it('gives empty text for pages without a text layer', async () => {
    const extraction = await extractPdf(makePdf([{ content: '0 0 100 100 re f' }, { content: '' }]));
    expect(extraction).toMatchObject({ text: '', paragraphs: [], runs: [[], []] });
    expect(extraction.pages.map(({ start, end }) => [start, end])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  it('parts pages by form feeds and gives their labels', async () => {
    const pages = ['preface ends with', 'words that run on.', ''].map((text) => ({
      content: lines(72, 700, text ? [text] : []),
    }));
    const catalog = '/PageLabels << /Nums [0 << /S /r >> 1 << /S /D >>] >>';
    const extraction = await extractPdf(makePdf(pages, { catalog }));
    expect(extraction.text).toBe('preface ends with\fwords that run on.\f');
    expect(extraction.pages.map((page) => page.label)).toEqual(['i', '1', '2']);
    expect(extraction.pages.map((page) => extraction.text.slice(page.start, page.end))).toEqual([
      'preface ends with',
      'words that run on.',
      '',
    ]);
    expect(extraction.paragraphs).toEqual([0]);
  });

  it('takes a title from the metadata without what a program put there', async () => {
    const info =
      '/Title (Microsoft Word - Final_Policy.docx) /Author (Office of the Sheriff) /CreationDate (D:20240102030405Z)';
    const { metadata } = await extractPdf(makePdf([{ content: lines(72, 700, left) }], { info }));
    expect(metadata).toMatchObject({
      title: 'Final Policy',
      author: 'Office of the Sheriff',
      dateIssued: '2024-01-02',
    });
  });

  it('prefers the date that the page bears to the date of the file', async () => {
    const content = lines(72, 740, ['MEMORANDUM', 'Date: May 3, 2023', 'Subject: Detainers']) + lines(72, 690, left);
    const { metadata } = await extractPdf(makePdf([{ content }], { info: '/CreationDate (D:20240102030405Z)' }));
    expect(metadata).toMatchObject({ dateIssued: '2023-05-03', kind: 'memo' });
  });
});

describe('extractPdf on hostile files', () => {
  it.each(['corruptionOneByteMissing.pdf', 'encryption_nocopy.pdf', 'text_only_fontsNotEmbedded.pdf'])(
    'reads %s all the same',
    async (file) => {
      const { text } = await extractPdf(readFixture(`documents/${file}`));
      expect(text).toBe(
        'This is a test document. It only contains some text.\n\nCreative Commons CC0: Public Domain Dedication. To the extent possible under law, Johan van\nder Knijff has waived all copyright and related or neighboring rights to this work.',
      );
    },
  );

  it('reads a document with scripts without running them', async () => {
    const { text } = await extractPdf(readFixture('documents/javascript.pdf'));
    expect(text).toBe('JavaScript example');
  });

  it('refuses a locked document and says what to do', async () => {
    await expect(extractPdf(readFixture('documents/encryption_openpassword.pdf'))).rejects.toMatchObject({
      code: 'encrypted',
      message: expect.stringContaining('save or print it to a PDF without one'),
    });
  });

  it.each([
    ['cut short', readFixture('statements/2026-03-18_hr1958.pdf').slice(0, 40_000)],
    ['only a header', new TextEncoder().encode('%PDF-1.7\n')],
    [
      'noise after the header',
      Uint8Array.from({ length: 5000 }, (_, i) => (i < 5 ? '%PDF-'.charCodeAt(i) : (i * 7919) % 251)),
    ],
  ])('refuses a document that is %s as corrupt', async (_, bytes) => {
    await expect(extractPdf(bytes)).rejects.toMatchObject({ code: 'corrupt' });
  });
});
