import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { citedPages, pagesInPrint } from '../../../shared/domain/cited-pages.ts';
import type { BriefingInput } from '../../../shared/domain/compose-briefing.ts';
import { composeReport } from '../../../shared/domain/compose-report.ts';
import { BRIEFING_EXPORTERS } from '../../../shared/exporters/index.ts';
import type { PaperPage } from '../../../shared/exporters/pdf.ts';
import { textOn } from '../../../shared/exporters/stance-color.ts';
import { encodeUtf8 } from '../../../shared/exporters/utf8.ts';
import { aPrintedPage } from '../../support/a-printed-page.ts';
import { plainCitations } from '../../support/plain-citations.ts';
import { aPassage, sampleInput } from '../sample-briefing.ts';

const EXTENSIONS = BRIEFING_EXPORTERS.map(({ extension }) => extension);

/** What a reader of the file finds in it; of a PDF what was given to the printer. */
async function textIn(extension: (typeof EXTENSIONS)[number], input: BriefingInput): Promise<string> {
  const exporter = BRIEFING_EXPORTERS.find((candidate) => candidate.extension === extension);
  if (exporter === undefined) throw new Error(`no exporter for ${extension}`);
  const printed: PaperPage[] = [];
  const bytes = await exporter.write(composeReport(input, plainCitations(), { namesCoders: false, page: 'a4' }), {
    now: new Date('2026-11-22T12:00:00Z'),
    printPage: async (page) => {
      printed.push(page);
      return aPrintedPage(page);
    },
  });
  if (extension === 'pdf') return printed.map(({ html }) => html).join('');
  if (extension !== 'docx') return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  const files = unzipSync(bytes);
  return ['word/document.xml', 'word/footnotes.xml']
    .map((part) => strFromU8(files[part] ?? new Uint8Array()).replace(/<[^>]*>/g, ''))
    .join('\n');
}

describe('every exporter', () => {
  it('is for a format of its own', () => {
    expect(EXTENSIONS).toEqual(['docx', 'pdf', 'html', 'md']);
  });

  it.each(EXTENSIONS)('writes an empty briefing as %s', async (extension) => {
    expect(await textIn(extension, { ...sampleInput(), passages: [] })).toContain('No passage fits this briefing yet.');
  });

  it.each(EXTENSIONS)('puts quote, SHA-256 and flags into %s', async (extension) => {
    const text = await textIn(extension, sampleInput());
    for (const words of [
      'Our officers do not ask about immigration status, and we will not take part in civil immigration enforcement.',
      '61'.repeat(32),
      'March 18, 2026',
      'a-statement.pdf',
      '1 of 7 quotes could not be verified',
      'The text differs from the quote',
    ]) {
      expect(text).toContain(words);
    }
  });

  it.each(EXTENSIONS)('keeps coders, notes and passages of the house out of %s', async (extension) => {
    const input = sampleInput();
    const secret = aPassage('secret', 'b-order', 'Words of the house alone.', [['bristow', 'silent']], {
      internal: 'passage',
      note: 'Tell nobody.',
    });
    const passages = [...input.passages.map((passage) => ({ ...passage, note: 'Ask counsel.' })), secret];
    const text = await textIn(extension, { ...input, passages });
    expect(text).not.toMatch(/R\. Alvarez|Ask counsel|Tell nobody|Words of the house/);
  });
});

describe('pages of a quote', () => {
  const sheet = (number: number, start: number, end: number, label: string | null = null) => ({
    number,
    label,
    start,
    end,
    width: 612,
    height: 792,
  });
  const sheets = [
    sheet(1, 0, 10, 'iv'),
    sheet(2, 10, 20, '1'),
    sheet(3, 20, 30, '2'),
    sheet(4, 30, 40),
    sheet(5, 40, 50),
  ];
  const cite = (fields: Partial<Parameters<typeof aPassage>[4]>) =>
    pagesInPrint(citedPages(aPassage('x', 'd', 'words', [], { start: 0, end: 5, ...fields }), sheets));

  it('names each page once, and those that follow one another by the first and the last', () => {
    expect(cite({})).toBe('iv');
    expect(cite({ start: 5, end: 12 })).toBe('iv, 1');
    expect(cite({ start: 12, end: 25 })).toBe('1–2');
    expect(
      cite({
        start: 2,
        end: 44,
        spans: [
          { start: 2, end: 8 },
          { start: 12, end: 14 },
          { start: 22, end: 24 },
          { start: 42, end: 44 },
        ],
      }),
    ).toBe('iv, 1–2, 5');
    expect(cite({ start: 31, end: 42 })).toBe('4–5');
    expect(cite({ start: 90, end: 95, page: 7 })).toBe('7');
    expect(cite({ start: 90, end: 95, page: null })).toBeNull();
  });

  it.each(EXTENSIONS)('cites all of them in %s', async (extension) => {
    const input = sampleInput();
    const pages = new Map(
      input.passages.map(({ id }) => [
        id,
        [
          { number: 3, label: null },
          { number: 5, label: 'vi' },
        ],
      ]),
    );
    expect(await textIn(extension, { ...input, pages })).toMatch(/pp?\.[ \u00a0]3, vi/);
  });
});

describe('encodeUtf8', () => {
  it('gives the bytes that TextEncoder gives', () => {
    for (const text of ['', 'a', 'é', '—', '😀', 'x\ud800y', '\udc00']) {
      expect(encodeUtf8(text)).toEqual(new TextEncoder().encode(text));
    }
  });
});

describe('textOn', () => {
  it.each([
    ['#ffffff', '#000000'],
    ['#000000', '#ffffff'],
    ['#ffd33d', '#000000'],
    ['#1a7f37', '#ffffff'],
  ])('reads on %s in %s', (color, expected) => {
    expect(textOn(color)).toBe(expected);
  });
});
