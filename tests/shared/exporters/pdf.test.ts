import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber } from '@cantoo/pdf-lib';
import { describe, expect, it } from 'vitest';
import { type PaperPage, writeReportPdf } from '../../../shared/exporters/pdf.ts';
import { aPrintedPage } from '../../support/a-printed-page.ts';
import { aFullReport } from '../../support/a-report.ts';

const NOW = new Date('2026-11-22T12:00:00Z');

async function write(print = aPrintedPage): Promise<{ readonly pdf: PDFDocument; readonly page: PaperPage }> {
  const pages: PaperPage[] = [];
  const bytes = await writeReportPdf(aFullReport(), {
    now: NOW,
    printPage: async (page) => {
      pages.push(page);
      return print(page);
    },
  });
  const [page] = pages;
  if (page === undefined || pages.length > 1) throw new Error('It was not printed once.');
  return { pdf: await PDFDocument.load(bytes, { updateMetadata: false }), page };
}

/** Titles of an outline, those of a part indented below it. */
function titles(parent: PDFDict, depth = 0): readonly string[] {
  const lines: string[] = [];
  let item = parent.lookupMaybe(PDFName.of('First'), PDFDict);
  while (item !== undefined) {
    lines.push(`${'  '.repeat(depth)}${item.lookup(PDFName.of('Title'), PDFHexString).decodeText()}`);
    lines.push(...titles(item, depth + 1));
    item = item.lookupMaybe(PDFName.of('Next'), PDFDict);
  }
  return lines;
}

describe('writeReportPdf', () => {
  it('says in the properties what the file is, and names no person', async () => {
    const { pdf } = await write();
    expect({
      title: pdf.getTitle(),
      subject: pdf.getSubject(),
      creator: pdf.getCreator(),
      author: pdf.getAuthor(),
      made: pdf.getCreationDate(),
      language: pdf.catalog.lookup(PDFName.of('Lang'))?.toString(),
    }).toEqual({
      title: 'Local participation in federal civil immigration enforcement',
      subject:
        '1 of 3 quotes could not be verified and is marked where it stands. The others are verified: 1 exact, 1 normalised. One quote is abridged as marked; words in [ ] are the author’s.',
      creator: 'Standpoint',
      author: undefined,
      made: NOW,
      language: '(en)',
    });
  });

  it('has an outline of its headings where the printing program made none', async () => {
    const { pdf } = await write();
    const outlines = pdf.catalog.lookup(PDFName.of('Outlines'), PDFDict);
    expect(titles(outlines)).toEqual([
      'Summary',
      'Alder Falls Police Department',
      '  Declines to participate',
      '  Once more',
      '    In brief',
      'Profile: Bristow Police Department',
      'Notes',
      'Bibliography',
      'Sources',
      'Method',
    ]);
    expect(outlines.lookup(PDFName.of('Count'), PDFNumber).asNumber()).toBe(10);
  });

  it('leaves the outline of a newer printing program as it is', async () => {
    const { pdf } = await write(async (page) => {
      const printed = await PDFDocument.load(await aPrintedPage(page));
      printed.catalog.set(PDFName.of('Outlines'), printed.context.obj({ Type: 'Outlines' }));
      return printed.save();
    });
    expect(pdf.catalog.lookup(PDFName.of('Outlines'), PDFDict).has(PDFName.of('First'))).toBe(false);
  });

  it('prints a page without buttons, scripts and what is embedded for checking', async () => {
    const { page } = await write();
    expect(page.paper).toBe('a4');
    expect(page.html).not.toMatch(/<button|<script|<div[^>]* popover/);
    expect(page.html).toContain('@page{size:A4;');
  });
});
