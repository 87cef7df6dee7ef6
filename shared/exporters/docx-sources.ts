import {
  BorderStyle,
  ExternalHyperlink,
  HeadingLevel,
  Paragraph,
  type ParagraphChild,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import type { ComposedSource } from '../domain/composed-briefing.ts';
import { clean, text } from './docx-runs.ts';
import { LINE_COLOR, MONO_FONT, SOFT_COLOR } from './docx-style.ts';
import { safeUrl, versionText } from './wording.ts';

/** The source list: each preserved file with its provenance and its SHA-256. */
export function sourcePart(sources: readonly ComposedSource[]): readonly (Paragraph | Table)[] {
  if (sources.length === 0) return [];
  const border = { style: BorderStyle.SINGLE, size: 4, color: LINE_COLOR };
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  const row = (isHead: boolean, number: string, children: readonly Paragraph[]): TableRow =>
    new TableRow({
      tableHeader: isHead,
      cantSplit: true,
      children: [
        new TableCell({
          width: { size: 7, type: WidthType.PERCENTAGE },
          margins: { top: 80, bottom: 80, left: 60, right: 60 },
          children: [new Paragraph({ style: 'TableText', children: [text(number, { bold: true })] })],
        }),
        new TableCell({
          width: { size: 93, type: WidthType.PERCENTAGE },
          margins: { top: 80, bottom: 80, left: 60, right: 60 },
          children: [...children],
        }),
      ],
    });
  const line = (...children: readonly ParagraphChild[]): Paragraph =>
    new Paragraph({ style: 'TableText', children: [...children] });
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [text('Sources')] }),
    new Table({
      width: { size: 100, type: WidthType.PERCENTAGE },
      borders: { top: border, bottom: border, left: none, right: none, insideHorizontal: border, insideVertical: none },
      rows: [
        row(true, 'No.', [line(text('Source, provenance and SHA-256 of the preserved file', { bold: true }))]),
        ...sources.map((source) =>
          row(false, String(source.number), [
            line(text(source.title, { bold: true })),
            line(
              text(
                [...(source.issuer === null ? [] : [source.issuer]), source.kind, source.dateIssued ?? 'undated'].join(
                  ' · ',
                ),
              ),
            ),
            ...(source.withdrawal === null ? [] : [line(text(source.withdrawal, { bold: true }))]),
            line(
              text('Captured: ', { color: SOFT_COLOR }),
              text(source.dateCaptured ?? 'not known'),
              text('   File: ', { color: SOFT_COLOR }),
              text(`${source.fileName}${versionText(source)}`),
            ),
            ...(source.url === null ? [] : [line(text('URL: ', { color: SOFT_COLOR }), link(source.url))]),
            line(text('SHA-256: ', { color: SOFT_COLOR }), text(source.sha256, { font: MONO_FONT, size: 15 })),
          ]),
        ),
      ],
    }),
  ];
}

function link(url: string): ParagraphChild {
  const safe = safeUrl(url);
  if (safe === null) return text(url);
  return new ExternalHyperlink({ link: safe, children: [new TextRun({ text: clean(url), style: 'Hyperlink' })] });
}
