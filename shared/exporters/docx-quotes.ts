import { BorderStyle, type Paragraph, type ParagraphChild } from 'docx';
import type { ComposedCoding } from '../domain/composed-briefing.ts';
import { briefWords } from '../domain/evidence-mark.ts';
import type { QuoteUse } from '../domain/report.ts';
import { type DocxPage, flagSign, isRightToLeft, linkTo, stance, text } from './docx-page.ts';
import { BAD_COLOR, INK_COLOR, LINE_COLOR, QUOTE_INDENT, SOFT_COLOR } from './docx-report-style.ts';
import { printedColor } from './stance-color.ts';
import { codingParticulars, isUseFlagged, labelOfUse, pageText, reasonOfUse, versionText } from './wording.ts';

/** A quote that stands by itself, with its source, its check and, if asked for, what it is coded as. */
export function quotePart(page: DocxPage, use: QuoteUse, showCodings: boolean, indent: number): readonly Paragraph[] {
  const isFlagged = isUseFlagged(use);
  const mark = use.codings[0]?.stance;
  const color = isFlagged ? BAD_COLOR : mark === undefined ? LINE_COLOR : printedColor(mark.color).slice(1);
  const bar = page.nextBar();
  const form = {
    border: {
      left: isFlagged
        ? { style: BorderStyle.DOUBLE, size: bar - 12, color, space: 10 }
        : { style: BorderStyle.SINGLE, size: bar, color, space: 10 },
    },
    ...(indent === 0 ? {} : { indent: { left: indent + QUOTE_INDENT, right: QUOTE_INDENT } }),
  };
  return [
    page.paragraph({
      style: 'Quote',
      ...form,
      ...(isRightToLeft(use.printed) ? { bidirectional: true } : {}),
      children: [...page.words(use, use.printed, true), ...page.citation(use, use.printed)],
    }),
    ...(isFlagged
      ? [
          page.paragraph({
            style: 'QuoteFlag',
            ...form,
            children: [text(`! ${labelOfUse(use)}. `, { bold: true }), text(reasonOfUse(use))],
          }),
        ]
      : []),
    ...(showCodings ? use.codings : []).map((coding) =>
      page.paragraph({ style: 'Coding', ...form, children: [...codingRuns(coding)] }),
    ),
    page.paragraph({ style: 'QuoteAttribution', ...form, children: [...attribution(use, isFlagged)] }),
  ];
}

/** A quote that stands in full further up: its beginning and where it stands. */
export function briefQuotePart(
  page: DocxPage,
  use: QuoteUse,
  showCodings: boolean,
  indent: number,
): readonly Paragraph[] {
  const words = briefWords(use);
  const place = page.placeOf(use.quote.number);
  const form = indent === 0 ? {} : { indent: { left: indent + QUOTE_INDENT, right: QUOTE_INDENT } };
  const codings = showCodings ? use.codings : [];
  return [
    page.paragraph({
      style: 'QuoteBrief',
      ...form,
      ...(codings.length > 0 ? { keepNext: true } : {}),
      children: [
        text('“'),
        ...page.words(use, words, false),
        text('”'),
        ...flagSign(use),
        ...page.citation(use, 'x'),
        ...(place === null || words === use.printed ? [] : [text(' '), linkTo(place, '(in full above)')]),
      ],
    }),
    ...codings.map((coding, index) =>
      page.paragraph({
        style: 'Coding',
        ...form,
        ...(index === codings.length - 1 ? { keepNext: false, spacing: { after: 160 } } : {}),
        children: [...codingRuns(coding)],
      }),
    ),
  ];
}

function codingRuns(coding: ComposedCoding): readonly ParagraphChild[] {
  const particulars = codingParticulars(coding);
  return [
    text(coding.agency.name, { bold: true }),
    text('  '),
    ...stance(coding.stance),
    ...(particulars === '' ? [] : [text(`  ${particulars}`, { color: SOFT_COLOR })]),
  ];
}

function attribution(use: QuoteUse, isFlagged: boolean): readonly ParagraphChild[] {
  const { quote } = use;
  const { source } = quote;
  const rest = [
    ...(source.issuer === null ? [] : [source.issuer]),
    source.dateIssued ?? 'undated',
    ...pageText(quote),
    `source\u00a0${source.number}`,
  ];
  return [
    text(source.title, { italics: true, color: INK_COLOR }),
    text(`${versionText(source)}, ${rest.join(', ')}   `),
    text(`${isFlagged ? '!' : '✓'}\u00a0${labelOfUse(use).replace(/ /g, '\u00a0')}`, {
      style: isFlagged ? 'FlaggedMark' : 'VerifiedMark',
    }),
  ];
}
