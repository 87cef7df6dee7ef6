import type { IStylesOptions } from 'docx';

/** Colours and fonts that the document's parts share; colours without the number sign. */
export const INK_COLOR = '1B1F24';
export const SOFT_COLOR = '555E6A';
export const LINE_COLOR = 'C9CFD6';
export const GOOD_COLOR = '1A6B3C';
export const BAD_COLOR = 'A3261C';
const SERIF_FONT = 'Cambria';
export const SANS_FONT = 'Calibri';
export const MONO_FONT = 'Courier New';

const indent = { left: 284 };

/** Styles of the exported Word document, on Word's own names where it has them. */
export const BRIEFING_STYLES: IStylesOptions = {
  default: {
    document: {
      run: { font: SERIF_FONT, size: 22, color: INK_COLOR, language: { value: 'en-US' } },
      paragraph: { spacing: { after: 140, line: 288, lineRule: 'auto' } },
    },
    title: {
      run: { font: SANS_FONT, size: 48, bold: true, color: INK_COLOR },
      paragraph: { spacing: { before: 0, after: 160, line: 252, lineRule: 'auto' } },
    },
    heading1: {
      run: { font: SANS_FONT, size: 30, bold: true, color: INK_COLOR },
      paragraph: { spacing: { before: 440, after: 80 }, keepNext: true, outlineLevel: 0 },
    },
    heading2: {
      run: { font: SANS_FONT, size: 24, bold: true, color: INK_COLOR },
      paragraph: { spacing: { before: 300, after: 120 }, keepNext: true, outlineLevel: 1 },
    },
    heading3: {
      run: { font: SANS_FONT, size: 22, bold: true, color: INK_COLOR },
      paragraph: { spacing: { before: 240, after: 100 }, keepNext: true, outlineLevel: 2 },
    },
    hyperlink: { run: { color: '0B5394', underline: { color: '0B5394' } } },
    footnoteText: {
      run: { font: SERIF_FONT, size: 18, color: INK_COLOR },
      paragraph: { spacing: { after: 40, line: 240, lineRule: 'auto' } },
    },
    footnoteReference: { run: { superScript: true, bold: true } },
  },
  paragraphStyles: [
    {
      id: 'Quote',
      name: 'Quote',
      basedOn: 'Normal',
      next: 'Attribution',
      quickFormat: true,
      run: { size: 23 },
      paragraph: {
        indent,
        spacing: { before: 200, after: 60, line: 300, lineRule: 'auto' },
        keepNext: true,
        keepLines: true,
      },
    },
    {
      id: 'QuoteFlag',
      name: 'Quote Flag',
      basedOn: 'Normal',
      run: { font: SANS_FONT, size: 19 },
      paragraph: { indent, spacing: { after: 60, line: 252, lineRule: 'auto' }, keepNext: true, keepLines: true },
    },
    {
      id: 'Coding',
      name: 'Coding',
      basedOn: 'Normal',
      run: { font: SANS_FONT, size: 19 },
      paragraph: { indent, spacing: { after: 0, line: 264, lineRule: 'auto' }, keepNext: true, keepLines: true },
    },
    {
      id: 'Attribution',
      name: 'Attribution',
      basedOn: 'Normal',
      run: { font: SANS_FONT, size: 19, color: SOFT_COLOR },
      paragraph: { indent, spacing: { after: 260, line: 264, lineRule: 'auto' }, keepLines: true },
    },
    {
      id: 'Facts',
      name: 'Facts',
      basedOn: 'Normal',
      run: { font: SANS_FONT, size: 19, color: SOFT_COLOR },
      paragraph: { spacing: { after: 160, line: 264, lineRule: 'auto' } },
    },
    {
      id: 'Verification',
      name: 'Verification',
      basedOn: 'Normal',
      run: { font: SANS_FONT, size: 20 },
      paragraph: {
        indent: { left: 170 },
        spacing: { before: 120, after: 200, line: 276, lineRule: 'auto' },
        keepLines: true,
      },
    },
    {
      id: 'Flag',
      name: 'Flag',
      basedOn: 'Normal',
      run: { font: SANS_FONT, size: 19 },
      paragraph: { indent: { left: 170 }, spacing: { after: 160, line: 252, lineRule: 'auto' } },
    },
    {
      id: 'Introduction',
      name: 'Introduction',
      basedOn: 'Normal',
      quickFormat: true,
      run: { size: 23 },
      paragraph: { spacing: { after: 180, line: 300, lineRule: 'auto' } },
    },
    {
      id: 'Caption',
      name: 'caption',
      basedOn: 'Normal',
      quickFormat: true,
      run: { font: SANS_FONT, size: 18, color: SOFT_COLOR },
      paragraph: { spacing: { before: 40, after: 100, line: 252, lineRule: 'auto' }, keepNext: true },
    },
    {
      id: 'TableText',
      name: 'Table Text',
      basedOn: 'Normal',
      run: { font: SANS_FONT, size: 19 },
      paragraph: { spacing: { after: 0, line: 252, lineRule: 'auto' } },
    },
    {
      id: 'PageFooter',
      name: 'Page Footer',
      basedOn: 'Normal',
      run: { font: SANS_FONT, size: 17, color: SOFT_COLOR },
      paragraph: { alignment: 'right', spacing: { after: 0 } },
    },
  ],
};
