import { AlignmentType, type IParagraphStyleOptions, type IStylesOptions } from 'docx';

/** Colours that the document's parts share, without the number sign. */
export const INK_COLOR = '1B1F24';
export const HEAD_COLOR = '14304F';
export const SOFT_COLOR = '555E6A';
export const LINE_COLOR = 'C9CFD6';
export const FILL_COLOR = 'F1F4F8';
export const GOOD_COLOR = '1A6B3C';
export const BAD_COLOR = 'A3261C';
const LINK_COLOR = '0B4F8A';

/** Fonts that every office has, or has in the same widths: the pages break alike wherever the document is opened. */
const SERIF_FONT = 'Times New Roman';
export const SANS_FONT = 'Arial';
const MONO_FONT = 'Courier New';

/** Name of the numbering of headings. */
const HEADING_NUMBERS = 'headings';

/** How far a quote is set in, in twentieths of a point. */
export const QUOTE_INDENT = 340;

const quoteIndent = { left: QUOTE_INDENT, right: QUOTE_INDENT };
const AUTO = 'auto' as const;

/** A style that stands in Word's gallery of styles. */
const named = (
  id: string,
  name: string,
  rest: Omit<IParagraphStyleOptions, 'id' | 'name'>,
): IParagraphStyleOptions => ({ id, name, basedOn: 'Normal', ...rest });

const heading = (level: number, size: number, before: number, after: number) => ({
  run: { font: SANS_FONT, size, bold: true, color: HEAD_COLOR },
  paragraph: {
    spacing: { before, after, line: 252, lineRule: AUTO },
    keepNext: true,
    keepLines: true,
    outlineLevel: level,
    numbering: { reference: HEADING_NUMBERS, level },
  },
});

const PARAGRAPH_STYLES: readonly IParagraphStyleOptions[] = [
  named('Subtitle', 'Subtitle', {
    next: 'BodyText',
    quickFormat: true,
    run: { font: SANS_FONT, size: 22, color: SOFT_COLOR },
    paragraph: { spacing: { after: 60, line: 264, lineRule: AUTO }, keepNext: true },
  }),
  named('BodyText', 'Body Text', {
    quickFormat: true,
    paragraph: { spacing: { after: 150, line: 283, lineRule: AUTO } },
  }),
  ...(['Bullet', 'Number'] as const).map((kind) =>
    named(`List${kind}`, `List ${kind}`, {
      basedOn: 'BodyText',
      quickFormat: true,
      paragraph: { spacing: { after: 60, line: 276, lineRule: AUTO } },
    }),
  ),
  named('HeadingNote', 'Heading Note', {
    next: 'BodyText',
    run: { font: SANS_FONT, size: 19, color: SOFT_COLOR },
    paragraph: { spacing: { after: 140, line: 252, lineRule: AUTO }, keepNext: true, keepLines: true },
  }),
  named('Facts', 'Facts', {
    run: { font: SANS_FONT, size: 19, color: SOFT_COLOR },
    paragraph: { spacing: { after: 100, line: 264, lineRule: AUTO } },
  }),
  named('Quote', 'Quote', {
    next: 'QuoteAttribution',
    quickFormat: true,
    paragraph: {
      indent: quoteIndent,
      spacing: { before: 180, after: 50, line: 283, lineRule: AUTO },
      keepNext: true,
      keepLines: true,
    },
  }),
  named('QuoteFlag', 'Quote Flag', {
    run: { font: SANS_FONT, size: 18, color: BAD_COLOR },
    paragraph: {
      indent: quoteIndent,
      spacing: { after: 50, line: 252, lineRule: AUTO },
      keepNext: true,
      keepLines: true,
    },
  }),
  named('Coding', 'Quote Coding', {
    run: { font: SANS_FONT, size: 18 },
    paragraph: {
      indent: quoteIndent,
      spacing: { after: 20, line: 264, lineRule: AUTO },
      keepNext: true,
      keepLines: true,
    },
  }),
  // Lines of a height of their own: the font that ✓ is taken from differs from program to program, and with it the pages.
  named('QuoteAttribution', 'Quote Attribution', {
    next: 'BodyText',
    quickFormat: true,
    run: { font: SANS_FONT, size: 17, color: SOFT_COLOR },
    paragraph: { indent: quoteIndent, spacing: { after: 220, line: 216, lineRule: 'exact' }, keepLines: true },
  }),
  named('QuoteBrief', 'Quote Brief', {
    basedOn: 'BodyText',
    paragraph: { indent: quoteIndent, spacing: { before: 60, after: 140, line: 276, lineRule: AUTO }, keepLines: true },
  }),
  named('Gap', 'Gap', {
    run: { font: SANS_FONT, size: 18, italics: true, color: SOFT_COLOR },
    paragraph: { spacing: { after: 160 } },
  }),
  named('Verification', 'Verification', {
    run: { font: SANS_FONT, size: 19, bold: true },
    paragraph: {
      indent: { left: 170, right: 57 },
      spacing: { before: 200, after: 160, line: 250, lineRule: 'exact' },
      keepLines: true,
    },
  }),
  named('Flag', 'Verification Flag', {
    run: { font: SANS_FONT, size: 18 },
    paragraph: { indent: { left: 170 }, spacing: { after: 100, line: 252, lineRule: AUTO } },
  }),
  named('Legend', 'Table Note', {
    run: { font: SANS_FONT, size: 16, color: SOFT_COLOR },
    paragraph: { spacing: { before: 80, after: 200, line: 264, lineRule: AUTO } },
  }),
  named('TableText', 'Table Text', {
    run: { font: SANS_FONT, size: 18 },
    paragraph: { spacing: { after: 0, line: 250, lineRule: AUTO } },
  }),
  named('TableHead', 'Table Head', {
    basedOn: 'TableText',
    run: { bold: true, color: HEAD_COLOR },
    paragraph: { keepNext: true },
  }),
  named('ProfileName', 'Profile Name', {
    next: 'HeadingNote',
    run: { font: SANS_FONT, size: 22, bold: true, color: HEAD_COLOR },
    paragraph: { spacing: { before: 160, after: 40 }, keepNext: true, keepLines: true },
  }),
  named('Bibliography', 'Bibliography', {
    paragraph: { indent: { left: 425, hanging: 425 }, spacing: { after: 90, line: 264, lineRule: AUTO } },
  }),
  named('Sources', 'Sources', {
    basedOn: 'TableText',
    run: { size: 17 },
  }),
  named('Spacer', 'Spacer', {
    run: { size: 2 },
    paragraph: { spacing: { before: 0, after: 0, line: 120, lineRule: 'exact' } },
  }),
  named('TOCHeading', 'TOC Heading', {
    next: 'BodyText',
    run: { font: SANS_FONT, size: 24, bold: true, color: HEAD_COLOR },
    paragraph: { spacing: { before: 320, after: 100 }, keepNext: true },
  }),
  named('TOC1', 'toc 1', {
    run: { font: SANS_FONT, size: 20, bold: true },
    paragraph: { spacing: { before: 90, after: 20, line: 252, lineRule: AUTO } },
  }),
  named('TOC2', 'toc 2', {
    run: { font: SANS_FONT, size: 19 },
    paragraph: { indent: { left: 284 }, spacing: { after: 10, line: 252, lineRule: AUTO } },
  }),
  named('TOC3', 'toc 3', {
    run: { font: SANS_FONT, size: 19 },
    paragraph: { indent: { left: 568 }, spacing: { after: 10, line: 252, lineRule: AUTO } },
  }),
  named('Footer', 'footer', {
    run: { font: SANS_FONT, size: 16, color: SOFT_COLOR },
    paragraph: { spacing: { before: 60, after: 0, line: 240, lineRule: AUTO } },
  }),
];

const side = (name: string, size: number, color: string): string =>
  `<w:${name} w:val="single" w:sz="${size}" w:space="0" w:color="${color}"/>`;

/** Styles of tables. Of the usual one: rules above, below and between the rows, none between the columns; the head stands on a tint. */
export const TABLE_STYLES = `<?xml version="1.0" encoding="UTF-8"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="table" w:customStyle="1" w:styleId="BriefingTable"><w:name w:val="Briefing Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/><w:pPr><w:spacing w:after="0"/></w:pPr><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>${side('top', 8, HEAD_COLOR)}${side('bottom', 8, HEAD_COLOR)}${side('insideH', 4, LINE_COLOR)}</w:tblBorders><w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="60" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>${side('bottom', 6, HEAD_COLOR)}</w:tcBorders><w:shd w:val="clear" w:color="auto" w:fill="${FILL_COLOR}"/></w:tcPr></w:tblStylePr></w:style><w:style w:type="table" w:customStyle="1" w:styleId="BriefingFacts"><w:name w:val="Briefing Facts"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/><w:qFormat/><w:pPr><w:spacing w:after="0"/></w:pPr><w:tblPr><w:tblBorders>${side('top', 4, LINE_COLOR)}${side('bottom', 4, LINE_COLOR)}${side('insideH', 4, LINE_COLOR)}</w:tblBorders></w:tblPr></w:style></w:styles>`;

/** Styles of the exported Word document, by Word's own names where it has them. */
export const REPORT_STYLES: IStylesOptions = {
  default: {
    document: {
      run: { font: SERIF_FONT, size: 23, color: INK_COLOR, language: { value: 'en-US' } },
      paragraph: { spacing: { after: 150, line: 283, lineRule: AUTO } },
    },
    title: {
      run: { font: SANS_FONT, size: 44, bold: true, color: HEAD_COLOR },
      paragraph: { spacing: { before: 0, after: 120, line: 247, lineRule: AUTO }, keepNext: true, keepLines: true },
    },
    heading1: heading(0, 30, 400, 120),
    heading2: heading(1, 25, 300, 100),
    heading3: heading(2, 22, 240, 80),
    hyperlink: { run: { color: LINK_COLOR, underline: { color: LINK_COLOR } } },
    caption: {
      next: 'BodyText',
      quickFormat: true,
      run: { font: SANS_FONT, size: 18, color: SOFT_COLOR },
      paragraph: { spacing: { before: 240, after: 90, line: 252, lineRule: AUTO }, keepNext: true, keepLines: true },
    },
    footnoteText: {
      run: { font: SERIF_FONT, size: 18, color: INK_COLOR },
      paragraph: { spacing: { after: 40, line: 240, lineRule: AUTO } },
    },
    footnoteReference: { run: { superScript: true } },
  },
  paragraphStyles: [...PARAGRAPH_STYLES],
  characterStyles: [
    { id: 'VerifiedMark', name: 'Verified Mark', run: { color: GOOD_COLOR } },
    { id: 'FlaggedMark', name: 'Flagged Mark', run: { color: BAD_COLOR, bold: true } },
    { id: 'Hash', name: 'Hash', run: { font: MONO_FONT, size: 15 } },
  ],
};

/** The numbers before headings: 1, 1.1, 1.1.1. */
export const HEADING_NUMBERING = {
  reference: HEADING_NUMBERS,
  levels: ['%1', '%1.%2', '%1.%2.%3'].map((text, level) => ({
    level,
    text,
    format: 'decimal' as const,
    alignment: AlignmentType.LEFT,
    style: { style: `Heading${level + 1}`, paragraph: { indent: { left: 624, hanging: 624 } } },
  })),
};
