import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from '@cantoo/pdf-lib';
import { type LaidOutDocument, NOTICE } from './documents.ts';

const PAGE = { width: 612, height: 792 };
const MARGIN = { left: 84, right: 84, top: 64, bottom: 76 };
const MEASURE = PAGE.width - MARGIN.left - MARGIN.right;
const INK = rgb(0.1, 0.11, 0.13);
const QUIET = rgb(0.38, 0.41, 0.45);
const SIGNAL = rgb(0.68, 0.12, 0.1);
const SIZE = 11.5;
const LEADING = 16.5;

interface Fonts {
  readonly serif: PDFFont;
  readonly bold: PDFFont;
  readonly italic: PDFFont;
  readonly sans: PDFFont;
}

function breakLines(text: string, font: PDFFont, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && font.widthOfTextAtSize(longer, size) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/** Draws from the top down and starts pages as they are needed. */
class Sheet {
  readonly #document: PDFDocument;
  #page: PDFPage;
  #y: number;

  constructor(document: PDFDocument) {
    this.#document = document;
    this.#page = document.addPage([PAGE.width, PAGE.height]);
    this.#y = PAGE.height - MARGIN.top;
  }

  /** Starts a page unless `height` points are free on this one. */
  reserve(height: number): void {
    if (this.#y - height >= MARGIN.bottom) return;
    this.#page = this.#document.addPage([PAGE.width, PAGE.height]);
    this.#y = PAGE.height - MARGIN.top;
  }

  skip(points: number): void {
    this.#y -= points;
  }

  line(text: string, font: PDFFont, size: number, leading: number, indent = 0, color = INK): void {
    this.reserve(leading);
    this.#y -= leading;
    this.#page.drawText(text, { x: MARGIN.left + indent, y: this.#y, font, size, color });
  }

  /** A label on the line drawn last. */
  label(text: string, font: PDFFont, size: number, indent = 0): void {
    this.#page.drawText(text, { x: MARGIN.left + indent, y: this.#y, font, size, color: QUIET });
  }

  rule(color = INK, thickness = 0.8): void {
    this.#page.drawLine({
      start: { x: MARGIN.left, y: this.#y },
      end: { x: PAGE.width - MARGIN.right, y: this.#y },
      thickness,
      color,
    });
  }

  paragraph(text: string, font: PDFFont, indent = 0): void {
    for (const line of breakLines(text, font, SIZE, MEASURE - indent)) this.line(line, font, SIZE, LEADING, indent);
  }
}

function drawLetterhead(sheet: Sheet, source: LaidOutDocument, fonts: Fonts): void {
  sheet.line(NOTICE, fonts.sans, 8.5, 8.5, 0, SIGNAL);
  sheet.skip(16);
  for (const [index, text] of source.letterhead.entries()) {
    if (index === 0) sheet.line(text, fonts.bold, 19, 20);
    else sheet.line(text, fonts.sans, 9, 15, 0, QUIET);
  }
  sheet.skip(11);
  sheet.rule(INK, 1.4);
  sheet.skip(10);
  for (const [label, text] of source.lines) {
    for (const [index, line] of breakLines(text, fonts.serif, SIZE, MEASURE - 64).entries()) {
      sheet.line(line, fonts.serif, SIZE, LEADING, 64);
      if (index === 0) sheet.label(label, fonts.sans, 9);
    }
  }
  sheet.skip(10);
  sheet.rule(QUIET, 0.5);
  sheet.skip(6);
}

function drawBody(sheet: Sheet, source: LaidOutDocument, fonts: Fonts): void {
  for (const block of source.body) {
    if (block.startsWith('# ')) {
      sheet.reserve(LEADING * 4);
      sheet.skip(8);
      sheet.line(block.slice(2), fonts.bold, 12, LEADING);
      sheet.skip(2);
    } else {
      sheet.paragraph(block, fonts.serif);
      sheet.skip(8);
    }
  }
  sheet.reserve(LEADING * (source.signature.length + 2));
  sheet.skip(LEADING);
  for (const line of source.signature) sheet.line(line, fonts.italic, SIZE, LEADING);
}

/**
 * Lays a document out as a PDF with a letterhead. The notice stands at the head of page 1 and at the foot of the
 * last page, so that nothing comes between words that run on over a page break.
 */
export async function writePdf(source: LaidOutDocument): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle(source.title);
  document.setAuthor(source.author);
  document.setSubject(NOTICE);
  document.setCreator('Standpoint sample');
  document.setProducer('Standpoint sample');
  document.setCreationDate(new Date(source.created));
  document.setModificationDate(new Date(source.created));
  document.setLanguage('en-US');
  const fonts = {
    serif: await document.embedFont(StandardFonts.TimesRoman),
    bold: await document.embedFont(StandardFonts.TimesRomanBold),
    italic: await document.embedFont(StandardFonts.TimesRomanItalic),
    sans: await document.embedFont(StandardFonts.Helvetica),
  };
  const sheet = new Sheet(document);
  drawLetterhead(sheet, source, fonts);
  drawBody(sheet, source, fonts);
  const count = document.getPageCount();
  const last = document.getPage(count - 1);
  const foot = count === 1 ? NOTICE : `${NOTICE} · page ${count} of ${count}`;
  last.drawText(foot, { x: MARGIN.left, y: 40, font: fonts.sans, size: 8, color: SIGNAL });
  return document.save({ useObjectStreams: true });
}
