import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  FootnoteReferenceRun,
  HeadingLevel,
  Packer,
  PageNumber,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx';
import type {
  ComposedBriefing,
  ComposedCoding,
  ComposedEntry,
  ComposedMatrix,
  ComposedQuote,
  ComposedSection,
  StanceMark,
} from '../domain/composed-briefing.ts';
import { clean, letter, text } from './docx-runs.ts';
import { sourcePart } from './docx-sources.ts';
import { BAD_COLOR, BRIEFING_STYLES, GOOD_COLOR, INK_COLOR, LINE_COLOR, SOFT_COLOR } from './docx-style.ts';
import { printedColor, tint } from './stance-color.ts';
import {
  checkLabel,
  codingParticulars,
  flagReason,
  MOST_NAMED_COLUMNS,
  methodFacts,
  methodNote,
  pageText,
  referenceText,
  verificationLine,
} from './wording.ts';

/**
 * Writes a briefing as a Word document (OOXML): heading styles, tables with header rows, real footnotes, page
 * numbers, document properties. Entries of the ZIP carry the time of writing, everything else depends on the
 * briefing alone.
 */
export async function writeBriefingDocx(briefing: ComposedBriefing): Promise<Uint8Array> {
  const document = new Document({
    title: clean(briefing.title),
    creator: 'Standpoint',
    description: clean(verificationLine(briefing)),
    styles: BRIEFING_STYLES,
    footnotes: Object.fromEntries(briefing.quotes.map((quote) => [String(quote.number), { children: [note(quote)] }])),
    sections: [
      {
        properties: { page: { margin: { top: 1304, bottom: 1304, left: 1361, right: 1361 } } },
        footers: { default: pageFooter(briefing) },
        children: [
          ...front(briefing),
          ...matrixPart(briefing.matrix),
          ...briefing.sections.flatMap(sectionPart),
          ...sourcePart(briefing.sources),
          ...methodPart(briefing),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toArrayBuffer(document));
}

function pageFooter(briefing: ComposedBriefing): Footer {
  return new Footer({
    children: [
      new Paragraph({
        style: 'PageFooter',
        children: [
          text(`${shorten(briefing.title, 70)}  ·  Page `),
          new TextRun({ children: [PageNumber.CURRENT] }),
          text(' of '),
          new TextRun({ children: [PageNumber.TOTAL_PAGES] }),
        ],
      }),
    ],
  });
}

function front(briefing: ComposedBriefing): readonly (Paragraph | Table)[] {
  const facts = methodFacts(briefing).flatMap(({ label, value }, index) => [
    text(`${label}: `, index === 0 ? {} : { break: 1 }),
    text(value, { bold: true, color: INK_COLOR }),
  ]);
  const isFlagged = briefing.flagged.length > 0;
  const color = isFlagged ? BAD_COLOR : GOOD_COLOR;
  return [
    new Paragraph({ style: 'Title', heading: HeadingLevel.TITLE, children: [text(briefing.title)] }),
    new Paragraph({ style: 'Facts', children: facts }),
    new Paragraph({
      style: 'Verification',
      shading: { type: ShadingType.CLEAR, fill: tint(`#${color}`, 0.08).slice(1), color: 'auto' },
      border: { left: { style: BorderStyle.SINGLE, size: 24, color, space: 8 } },
      children: [text(`${isFlagged ? '! ' : '✓ '}${verificationLine(briefing)}`, { bold: true, color })],
    }),
    ...briefing.flagged.map(
      (quote) =>
        new Paragraph({
          style: 'Flag',
          children: [
            text(`Quote ${quote.number}: ${checkLabel(quote)}. `, { bold: true, color: BAD_COLOR }),
            text(flagReason(quote)),
          ],
        }),
    ),
    ...briefing.introduction.map((paragraph) => new Paragraph({ style: 'Introduction', children: lines(paragraph) })),
  ];
}

function matrixPart(matrix: ComposedMatrix): readonly (Paragraph | Table)[] {
  if (matrix.rows.length === 0) return [];
  const border = { style: BorderStyle.SINGLE, size: 4, color: LINE_COLOR };
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const isWide = matrix.stances.length > MOST_NAMED_COLUMNS;
  const nameWidth = isWide ? 34 : 26;
  const totalWidth = 8;
  const width = (100 - nameWidth - totalWidth) / matrix.stances.length;
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: [
      cell([text('Agency', { bold: true })], { width: nameWidth, isFirst: true }),
      ...matrix.stances.map((mark) =>
        cell([letter(mark), ...(isWide ? [] : [text(mark.name, { bold: true, size: 15, break: 1 })])], { width }),
      ),
      cell([text('Total', { bold: true, size: 16 })], { width: totalWidth }),
    ],
  });
  const rows = matrix.rows.map(
    ({ agency, counts, total }) =>
      new TableRow({
        cantSplit: true,
        children: [
          cell(
            [
              text(agency.name, { bold: true }),
              ...(agency.jurisdiction === ''
                ? []
                : [text(agency.jurisdiction, { break: 1, color: SOFT_COLOR, size: 17 })]),
            ],
            { width: nameWidth, isFirst: true },
          ),
          ...counts.map((count, column) => countCell(count, matrix.stances[column], width)),
          cell([text(String(total), { bold: true })], { width: totalWidth }),
        ],
      }),
  );
  const foot = new TableRow({
    cantSplit: true,
    children: [
      cell([text('All agencies', { bold: true })], { width: nameWidth, isFirst: true }),
      ...matrix.totals.map((total) => cell([text(String(total), { bold: true })], { width })),
      cell([text(String(matrix.total), { bold: true })], { width: totalWidth }),
    ],
  });
  const absent = matrix.absent.map((mark) => mark.name).join('; ');
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [text('Summary')] }),
    new Paragraph({
      style: 'Caption',
      keepNext: true,
      children: [text('Stances by agency. Figures count coded quotes; a quote may carry more than one coding.')],
    }),
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      borders: { top: border, bottom: border, left: none, right: none, insideHorizontal: border, insideVertical: none },
      rows: [head, ...rows, foot],
    }),
    ...(isWide ? [new Paragraph({ style: 'Facts', spacing: { before: 100 }, children: legend(matrix) })] : []),
    new Paragraph({
      style: 'Facts',
      spacing: { before: isWide ? 0 : 100 },
      children: absent === '' ? [] : [text(`No quote in this briefing: ${absent}.`)],
    }),
  ];
}

function legend(matrix: ComposedMatrix): ParagraphChild[] {
  return matrix.stances.flatMap((mark) => [letter(mark), text(`\u00a0${mark.name.replace(/ /g, '\u00a0')}    `)]);
}

function countCell(count: number, mark: StanceMark | undefined, width: number): TableCell {
  if (count === 0 || mark === undefined) return cell([text('–', { color: SOFT_COLOR })], { width });
  return cell([letter(mark), text(` ${count}`, { bold: true })], { width, fill: tint(printedColor(mark.color), 0.14) });
}

function cell(
  children: readonly ParagraphChild[],
  options: { readonly width: number; readonly isFirst?: boolean; readonly fill?: string },
): TableCell {
  return new TableCell({
    width: { size: options.width, type: WidthType.PERCENTAGE },
    verticalAlign: VerticalAlign.CENTER,
    margins: {
      top: 70,
      bottom: 70,
      left: options.isFirst === true ? 60 : 30,
      right: options.isFirst === true ? 80 : 30,
    },
    ...(options.fill === undefined
      ? {}
      : { shading: { type: ShadingType.CLEAR, fill: options.fill.slice(1), color: 'auto' } }),
    children: [
      new Paragraph({
        style: 'TableText',
        alignment: options.isFirst === true ? AlignmentType.START : AlignmentType.CENTER,
        children: [...children],
      }),
    ],
  });
}

function sectionPart(section: ComposedSection): readonly Paragraph[] {
  return [
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      children: [...optionalLetter(section.stance), text(section.heading)],
    }),
    ...(section.subheading === ''
      ? []
      : [new Paragraph({ style: 'Facts', keepNext: true, children: [text(section.subheading)] })]),
    ...section.groups.flatMap((group) => [
      ...(group.heading === null
        ? []
        : [
            new Paragraph({
              heading: HeadingLevel.HEADING_2,
              children: [...optionalLetter(group.stance), text(group.heading)],
            }),
          ]),
      ...group.entries.flatMap(entryPart),
    ]),
  ];
}

function entryPart({ quote, codings, isFirst }: ComposedEntry): readonly Paragraph[] {
  const mark = codings[0]?.stance;
  const color = quote.isFlagged ? BAD_COLOR : mark === undefined ? LINE_COLOR : printedColor(mark.color).slice(1);
  const border = {
    left: {
      style: quote.isFlagged ? BorderStyle.DOUBLE : BorderStyle.SINGLE,
      size: quote.isFlagged ? 12 : 24,
      color,
      space: 10,
    },
  };
  const rightToLeft = isRightToLeft(quote.text);
  return [
    new Paragraph({
      style: 'Quote',
      border,
      bidirectional: rightToLeft,
      children: [
        text(quote.text, { rightToLeft }),
        isFirst ? new FootnoteReferenceRun(quote.number) : text(String(quote.number), { superScript: true }),
      ],
    }),
    ...(quote.isFlagged
      ? [
          new Paragraph({
            style: 'QuoteFlag',
            border,
            children: [
              text(`! ${checkLabel(quote)}. `, { bold: true, color: BAD_COLOR }),
              text(flagReason(quote), { color: BAD_COLOR }),
            ],
          }),
        ]
      : []),
    ...codings.map((coding) => new Paragraph({ style: 'Coding', border, children: codingRuns(coding) })),
    new Paragraph({ style: 'Attribution', border, children: attribution(quote) }),
  ];
}

function codingRuns(coding: ComposedCoding): ParagraphChild[] {
  const { agency, stance } = coding;
  const particulars = codingParticulars(coding);
  return [
    text(agency.name, { bold: true }),
    text('  '),
    letter(stance),
    text(` ${stance.name}`),
    ...(particulars === '' ? [] : [text(`  ${particulars}`)]),
  ];
}

function attribution(quote: ComposedQuote): ParagraphChild[] {
  const { source } = quote;
  const rest = [
    ...(source.issuer === null ? [] : [source.issuer]),
    source.dateIssued ?? 'undated',
    ...pageText(quote),
    `source\u00a0${source.number}`,
  ];
  return [
    text(source.title, { italics: true }),
    text(`, ${rest.join(', ')}   `),
    text(`${quote.isFlagged ? '!' : '✓'}\u00a0${checkLabel(quote)}`, {
      bold: quote.isFlagged,
      color: quote.isFlagged ? BAD_COLOR : GOOD_COLOR,
    }),
  ];
}

function note(quote: ComposedQuote): Paragraph {
  const url = quote.source.url === null ? '' : ` ${quote.source.url}.`;
  const flag = quote.isFlagged ? ` ${checkLabel(quote)}.` : '';
  return new Paragraph({
    style: 'FootnoteText',
    children: [text(` ${referenceText(quote)}.${url} Source ${quote.source.number}.${flag}`)],
  });
}

function methodPart(briefing: ComposedBriefing): readonly Paragraph[] {
  if (briefing.quotes.length === 0) return [];
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_2, children: [text('Method')] }),
    new Paragraph({ style: 'Facts', children: [text(`${verificationLine(briefing)} ${methodNote(briefing)}`)] }),
  ];
}

function optionalLetter(mark: StanceMark | null): readonly ParagraphChild[] {
  return mark === null ? [] : [letter(mark), text('  ')];
}

function lines(paragraph: string): TextRun[] {
  return paragraph.split('\n').map((line, index) => text(line, index === 0 ? {} : { break: 1 }));
}

/** True if the first letter with a direction is written from right to left. */
function isRightToLeft(words: string): boolean {
  const first = /\p{L}/u.exec(words)?.[0];
  return first !== undefined && /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}]/u.test(first);
}

function shorten(words: string, length: number): string {
  return words.length <= length ? words : `${words.slice(0, length - 1).trimEnd()}…`;
}
