import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Extraction } from '../../../../electron/archive/importers/extraction.ts';
import { extract } from '../../../../electron/archive/importers/index.ts';
import { extractPdf } from '../../../../electron/archive/importers/pdf.ts';
import { pdfiumVersion } from '../../../../electron/archive/importers/pdfium.ts';
import type { PageInfo } from '../../../../shared/contract/outcomes.ts';
import { documentSchema } from '../../../../shared/domain/document.ts';
import { expectGolden, fixturePath, readFixture } from './golden.ts';
import { lines, makePdf, type TestPage } from './make-pdf.ts';

/** What wrote a text that is recorded as made before PDFium read pages. */
const OLD = 'pdf/2 (pdf.js 6.5.438)';

interface Both {
  readonly fast: Extraction;
  readonly slow: Extraction;
  /** Pages that PDFium could not be relied on for. */
  readonly doubts: readonly string[];
}

async function readTwice(make: () => Uint8Array): Promise<Both> {
  const doubts: string[] = [];
  const fast = await extractPdf(make(), { onDoubt: (page, why) => doubts.push(`${page}: ${why}`) });
  const slow = await extractPdf(make(), { extractor: OLD });
  return { fast, slow, doubts };
}

const placeOf = ({ number, label, start, end, width, height }: PageInfo) => [number, label, start, end, width, height];

/** The greatest distance in points between the boxes of the same words, and how many words have a box in both. */
function compareBoxes({ fast, slow }: Both): { readonly distance: number; readonly share: number } {
  let distance = 0;
  let count = 0;
  let same = 0;
  for (const [index, runs] of (slow.runs ?? []).entries()) {
    const others = new Map((fast.runs?.[index] ?? []).map((run) => [`${run[0]} ${run[1]}`, run]));
    for (const run of runs) {
      count += 1;
      const other = others.get(`${run[0]} ${run[1]}`);
      if (!other) continue;
      same += 1;
      for (const part of [2, 3, 4, 5, 6] as const) distance = Math.max(distance, Math.abs(run[part] - other[part]));
    }
  }
  return { distance, share: count === 0 ? 1 : same / count };
}

const statements = readdirSync(fixturePath('statements'))
  .filter((name) => readFixture(`statements/${name}`).subarray(0, 4).toString() === '37,80,68,70')
  .sort();

describe('the two ways of reading a PDF', () => {
  // Each third is enough to meet every program that wrote them, and keeps the test short.
  const chosen = statements.filter((_, index) => index % 3 === 0);
  it('finds statements to compare', () => expect(chosen.length).toBeGreaterThan(10));

  it.each(chosen)('give the same text of %s, with its words at the same places', async (name) => {
    const both = await readTwice(() => readFixture(`statements/${name}`));
    const { fast, slow, doubts } = both;
    expect(doubts).toEqual([]);
    expect(fast.text).toBe(slow.text);
    expect(fast.paragraphs).toEqual(slow.paragraphs);
    expect(fast.metadata).toEqual(slow.metadata);
    expect(fast.pages.map(placeOf)).toEqual(slow.pages.map(placeOf));
    const { distance, share } = compareBoxes(both);
    expect(distance).toBeLessThan(0.1);
    expect(share).toBeGreaterThan(0.95);
  });

  it.each([
    'corruptionOneByteMissing.pdf',
    'encryption_nocopy.pdf',
    'fileAttachment.pdf',
    'javascript.pdf',
    'text_only_fontsNotEmbedded.pdf',
  ])('give the same of %s', async (name) => {
    const both = await readTwice(() => readFixture(`documents/${name}`));
    expect(both.fast.text).toBe(both.slow.text);
    expect(compareBoxes(both).distance).toBeLessThan(1);
  });

  it('give the recorded text again for archives of before', async () => {
    const extraction = await extractPdf(readFixture('statements/2009-06-16_hr2847.pdf'), { extractor: OLD });
    expect(extraction.extractor).toMatch(/^pdf\/2 \(pdf\.js [\d.]+\)$/);
    expectGolden('2009-06-16_hr2847.pdf', extraction.text);
  });

  it.each([
    ['the sample archive', 'resources/sample/archive', 'pdf/3 '],
    ['an archive of format 1', 'tests/fixtures/archives/format-1', 'pdf/2 '],
  ])('give again what the records of %s say, whatever made it', async (_, folder, maker) => {
    const sample = resolve(import.meta.dirname, '../../../..', folder);
    const records = readdirSync(resolve(sample, 'documents')).map((id) =>
      documentSchema.parse(JSON.parse(readFileSync(resolve(sample, 'documents', id, 'record.json'), 'utf8'))),
    );
    const versions = records.flatMap((record) => record.versions);
    expect(versions.some(({ extractor }) => extractor.startsWith(maker))).toBe(true);
    for (const { sha256, fileName, extractor, textSha256 } of versions) {
      const bytes = new Uint8Array(readFileSync(resolve(sample, 'objects', sha256.slice(0, 2), sha256)));
      const extraction = await extract(bytes, fileName, extractor);
      expect(createHash('sha256').update(extraction.text).digest('hex')).toBe(textSha256);
      expect(extraction.extractor).toBe(extractor);
    }
  });

  it('are named with their versions', async () => {
    const { extractor } = await extractPdf(makePdf([{ content: lines(72, 700, ['Named']) }]));
    expect(extractor).toMatch(new RegExp(`^pdf/3 \\(PDFium ${pdfiumVersion}, pdf\\.js [\\d.]+\\)$`));
    const installed = resolve(import.meta.dirname, '../../../../node_modules/@hyzyla/pdfium/package.json');
    expect(JSON.parse(readFileSync(installed, 'utf8'))).toMatchObject({ version: pdfiumVersion });
  });
});

describe('the two ways of reading a PDF, on layouts', () => {
  const show = (operators: string): string => `BT /F1 12 Tf 72 700 Td ${operators} ET`;
  const cases: readonly (TestPage & { readonly name: string })[] = [
    { name: 'text in a form', content: `q 1 0 0 1 10 -20 cm ${lines(72, 700, ['A line', 'and another'])} Q` },
    { name: 'kerned text', content: show('[(will) -250 (take) -90 (n) 60 ( the law)] TJ') },
    { name: 'narrow gaps', content: show('[(a) -95 (b) -110 (c) -250 (d) -590 (e) -620 (f) 150 (g) 250 (h)] TJ') },
    { name: 'narrow blanks', content: show('[(one ) 200 (two ) 230 (three ) 180 (four) 30 ( five)] TJ') },
    { name: 'raised and lowered text', content: show('(x) Tj 5 Ts (2) Tj -5 Ts (n) Tj 0 Ts ( more) Tj') },
    { name: 'a change of size', content: show('(Large) Tj /F1 7 Tf (small) Tj /F2 12 Tf (bold) Tj ( end) Tj') },
    { name: 'text painted from right to left', content: show('(third) Tj -60 0 Td (second) Tj -60 0 Td (first) Tj') },
    { name: 'text painted in another order', content: lines(300, 700, ['behind']) + lines(72, 700, ['before']) },
    { name: 'letters set apart', content: show('6 Tc (OFFICE OF THE SHERIFF) Tj') },
    { name: 'a row of stars', content: show('(* * * * *) Tj') },
    { name: 'words apart by Tw and Tz', content: show('4 Tw 80 Tz (wide words here) Tj') },
    { name: 'a hyphen at the end of a line', content: lines(72, 700, ['immigra-', 'tion and co-', 'operation']) },
    { name: 'text at an angle', content: 'BT /F1 12 Tf 0.866 0.5 -0.5 0.866 200 300 Tm (Slanted words) Tj ET' },
    { name: 'text upside down', content: 'BT /F1 12 Tf -1 0 0 -1 300 300 Tm (Turned words) Tj ET' },
    { name: 'a page shown turned', content: lines(72, 300, ['Shown on its side']), rotate: 90 },
    { name: 'Chinese', content: 'BT /F4 12 Tf 72 700 Td <4F60597D4E16754C> Tj ET' },
    {
      name: 'the characters of WinAnsi',
      content: show(
        '(costs and\x85 \x91one\x92 \x93two\x94 three\x95 four\x96five\x97six \xA77 \xB68 9\xBD caf\xE9 10\xB5m) Tj',
      ),
    },
    { name: 'what lies off the page', content: lines(72, 700, ['seen']) + lines(72, 900, ['unseen']) },
    { name: 'nothing', content: '' },
  ];

  it.each(cases)('agree on $name', async ({ name, ...page }) => {
    const both = await readTwice(() => makePdf([page]));
    expect(both.doubts).toEqual([]);
    expect(both.fast.text).toBe(both.slow.text);
    // Nobody knows how high a font is that is neither in the file nor described there.
    expect(compareBoxes(both).distance).toBeLessThan(name === 'Chinese' ? 2 : 1);
  });

  it('places text under a negative font size as exactly as any other', async () => {
    const content = 'BT /F1 -12 Tf -1 0 0 -1 72 700 Tm (law enforcement) Tj ET';
    const { text, runs } = await extractPdf(makePdf([{ content }]));
    expect(text).toBe('law enforcement');
    // "law" is 17.328 points wide in Times at 12 points.
    const [, , x = 0, , width = 0, , angle] = runs?.[0]?.[0] ?? [];
    expect([x, x + width, angle]).toEqual([72, expect.closeTo(72 + 17.328, 1), 0]);
  });

  it('leaves pages that run from right to left to pdf.js', async () => {
    const font = '/BaseFont /Times-Roman /Encoding << /Differences [65 /afii57689 /afii57676 /afii57669 /afii57677] >>';
    const pages = [{ content: show('(ABCD) Tj') }, { content: lines(72, 700, ['left'], 12, 14, 'F2') }];
    const both = await readTwice(() => makePdf(pages, { font }));
    expect(both.doubts).toEqual(['1: text runs from right to left']);
    expect(both.fast.text).toBe(both.slow.text);
    expect(both.fast.text).toBe('םולש\fleft');
  });

  it('leaves fonts that are drawn by procedures to pdf.js', async () => {
    const font =
      '/Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 /LastChar 97 /Widths [1000] /CharProcs << /a 99 0 R >> /Encoding << /Differences [97 /a] >>';
    const both = await readTwice(() => makePdf([{ content: show('(aa) Tj') }], { font }));
    expect(both.doubts).toHaveLength(1);
    expect(both.fast.text).toBe(both.slow.text);
  });

  it('reads dingbats as what they are', async () => {
    const both = await readTwice(() => makePdf([{ content: show('(abc) Tj') }], { font: '/BaseFont /ZapfDingbats' }));
    expect([both.fast.text, both.slow.text]).toEqual(['❁❂❃', 'abc']);
  });
});
