import {
  BorderStyle,
  Document,
  Footer,
  LeaderType,
  Packer,
  PageNumber,
  type PageNumberEstimator,
  Paragraph,
  type ParagraphChild,
  ShadingType,
  TableOfContents,
  TabStopType,
  TextRun,
} from 'docx';
import { estimatePageNumbersWith } from 'docx/layout';
import { evidenceOf } from '../domain/evidence-of.ts';
import type { Report } from '../domain/report.ts';
import { blockParts } from './docx-blocks.ts';
import { BRIEFING_PROPERTY } from './docx-evidence.ts';
import { finishPackage } from './docx-package.ts';
import { clean, DocxPage, text, texts } from './docx-page.ts';
import {
  BAD_COLOR,
  GOOD_COLOR,
  HEADING_NUMBERING,
  INK_COLOR,
  LINE_COLOR,
  REPORT_STYLES,
  SOFT_COLOR,
  TABLE_STYLES,
} from './docx-report-style.ts';
import { tint } from './stance-color.ts';
import { frontFacts, labelOfUse, reasonOfUse, verificationLine } from './wording.ts';

/** Paper and its margins in twentieths of a point. */
const PAPER = {
  a4: { width: 11_906, height: 16_838 },
  letter: { width: 12_240, height: 15_840 },
} as const;
const SIDE_MARGIN = 1417;
const MARGIN = { top: 1304, bottom: 1304, left: SIDE_MARGIN, right: SIDE_MARGIN, header: 680, footer: 624 };

/** Fewest headings that are worth a table of contents: a memo of a page needs none. */
const FEWEST_LISTED = 5;
/** Most headings of two levels that are listed: where there are more, those of the first level alone are. */
const MOST_LISTED = 20;
/** Most uses of quotes for which the pages are laid out to number the list of contents: it takes 20 ms a quote. */
const MOST_LAID_OUT = 80;
/** Lays out the pages; where Word's way is not known, by the best guess. */
const LAID_OUT = estimatePageNumbersWith({ guess: true });
/** Numbers headings, tables and figures but no pages: programs fill them in when they bring the list up to date. */
const NOT_LAID_OUT: PageNumberEstimator = Object.assign(() => ({ bookmarks: new Map<string, string>() }), {
  listNumbers: LAID_OUT.listNumbers,
});
/** Most agencies among the key words of the document. */
const MOST_KEYWORDS = 12;

/**
 * Writes a briefing as a Word document (OOXML): named styles, numbered headings, a table of contents, real footnotes,
 * tables with heads and descriptions, page numbers, document properties. Each use of a quote stands in a bookmark, and a
 * custom XML part says where its words were taken from (see `Evidence`). The same report gives the same bytes.
 *
 * @param exportedAt ISO instant for the document's properties; null leaves the times out.
 */
export async function writeReportDocx(report: Report, exportedAt: string | null = null): Promise<Uint8Array> {
  const page = new DocxPage(report);
  const paper = PAPER[report.page];
  const width = paper.width - 2 * SIDE_MARGIN;
  const body = blockParts(page, report.blocks, { style: 'BodyText', indent: 0, depth: 0, width });
  const list = contents(report);
  const pageNumbers = list.length > 0 && report.uses.length <= MOST_LAID_OUT ? LAID_OUT : NOT_LAID_OUT;
  const document = new Document({
    title: clean(report.title),
    subject: clean(['Briefing', ...(report.asOf === null ? [] : [`as of ${report.asOf}`])].join(' ')),
    keywords: clean(keywords(report).join(', ')),
    creator: 'Standpoint',
    customProperties: [{ name: BRIEFING_PROPERTY, value: report.briefingId }],
    description: clean(verificationLine(report)),
    externalStyles: TABLE_STYLES,
    styles: REPORT_STYLES,
    numbering: { config: [HEADING_NUMBERING] },
    pageNumbers,
    footnotes: Object.fromEntries(
      report.notes
        .filter(({ number }) => page.noted.has(number))
        .map((note) => [
          String(note.number),
          { children: [new Paragraph({ style: 'FootnoteText', children: [text(' '), ...texts(note.text)] })] },
        ]),
    ),
    sections: [
      {
        properties: { page: { size: paper, margin: MARGIN } },
        footers: { default: pageFooter(report, width) },
        children: [...front(report), ...list, ...body],
      },
    ],
  });
  const bytes = new Uint8Array(await Packer.toArrayBuffer(document));
  const evidence = evidenceOf(report);
  const uses = evidence.uses.map((use) => ({ ...use, printed: clean(use.printed) }));
  return finishPackage(bytes, { ...evidence, uses }, exportedAt);
}

function keywords({ archiveTitle, quotes }: Report): readonly string[] {
  const agencies = quotes.flatMap(({ codings }) => codings.map(({ agency }) => agency.name));
  return [archiveTitle, ...[...new Set(agencies)].slice(0, MOST_KEYWORDS)];
}

function pageFooter(report: Report, width: number): Footer {
  return new Footer({
    children: [
      new Paragraph({
        style: 'Footer',
        border: { top: { style: BorderStyle.SINGLE, size: 4, color: LINE_COLOR, space: 6 } },
        tabStops: [{ type: TabStopType.RIGHT, position: width }],
        children: [
          text(shorten(report.title, 80)),
          new TextRun({ children: ['\tPage\u00a0', PageNumber.CURRENT, ' of\u00a0', PageNumber.TOTAL_PAGES] }),
        ],
      }),
    ],
  });
}

function front(report: Report): readonly Paragraph[] {
  const facts = frontFacts(report);
  const isFlagged = report.flagged.length > 0;
  const color = isFlagged ? BAD_COLOR : report.quotes.length === 0 ? SOFT_COLOR : GOOD_COLOR;
  const sign = isFlagged ? '!  ' : report.quotes.length === 0 ? '' : '✓  ';
  return [
    new Paragraph({ style: 'Title', children: [text(report.title)] }),
    new Paragraph({
      style: 'Subtitle',
      border: { bottom: { style: BorderStyle.SINGLE, size: 8, color: LINE_COLOR, space: 8 } },
      children: facts.flatMap(({ label, value }, index): readonly ParagraphChild[] => [
        text(`${label}: `, index === 0 ? {} : { break: 1 }),
        text(value, { color: INK_COLOR }),
      ]),
    }),
    new Paragraph({
      style: 'Verification',
      shading: { type: ShadingType.CLEAR, fill: tint(`#${color}`, 0.08).slice(1), color: 'auto' },
      border: { left: { style: BorderStyle.SINGLE, size: 24, color, space: 8 } },
      children: [text(`${sign}${verificationLine(report)}`, { color })],
    }),
    ...report.flagged.map(
      (use) =>
        new Paragraph({
          style: 'Flag',
          children: [
            text(`Quote ${use.quote.number}: ${labelOfUse(use)}. `, { bold: true, color: BAD_COLOR }),
            text(reasonOfUse(use)),
          ],
        }),
    ),
  ];
}

/** The list of headings, filled in; programs that know how bring it up to date. */
function contents({ blocks, uses }: Report): readonly (Paragraph | TableOfContents)[] {
  const listed = blocks.filter((block) => block.kind === 'heading' && block.level <= 2).length;
  if (listed < FEWEST_LISTED) return [];
  return [
    new Paragraph({ style: 'TOCHeading', children: [text('Contents')] }),
    new TableOfContents('Contents', {
      hyperlink: true,
      headingStyleRange: listed <= MOST_LISTED ? '1-2' : '1-1',
      tabLeader: uses.length <= MOST_LAID_OUT ? LeaderType.DOT : LeaderType.NONE,
    }),
  ];
}

function shorten(words: string, length: number): string {
  return words.length <= length ? words : `${words.slice(0, length - 1).trimEnd()}…`;
}
