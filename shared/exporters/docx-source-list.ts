import { ExternalHyperlink, Paragraph, type ParagraphChild, type Table, TableRow } from 'docx';
import type { ComposedSource } from '../domain/composed-briefing.ts';
import { type DocxPage, text, texts } from './docx-page.ts';
import { SOFT_COLOR } from './docx-report-style.ts';
import { cell, cellOf, columnWidths, tableOf } from './docx-tables.ts';
import { plural, safeUrl, versionText } from './wording.ts';

/** The bibliography where the style has one, and each preserved file with its provenance and its SHA-256. */
export function sourcePart(page: DocxPage, width: number): readonly (Paragraph | Table)[] {
  const { bibliography, sources } = page.report;
  const entries = bibliography.map((entry) =>
    page.paragraph({ style: 'Bibliography', children: [...texts(entry.text)] }),
  );
  if (sources.length === 0) {
    return [...entries, page.paragraph({ style: 'Facts', children: [text('No source is cited.')] })];
  }
  const widths = columnWidths(width, [6, 94]);
  const [numberWidth = 0, restWidth = 0] = widths;
  const row = (number: string, children: readonly Paragraph[]): TableRow =>
    new TableRow({
      cantSplit: true,
      children: [cell([text(number, { bold: true })], { width: numberWidth }), cellOf(children, { width: restWidth })],
    });
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: [
      cell([text('No.')], { width: numberWidth, isHead: true }, { keepNext: true }),
      cell(
        [text('Source, provenance and SHA-256 of the preserved file')],
        { width: restWidth, isHead: true },
        { keepNext: true },
      ),
    ],
  });
  const before = page.beforeTable();
  const rows = sources.map((source) => row(String(source.number), particulars(source)));
  const description = `${plural(sources.length, 'preserved source')}: title, issuer, kind, date, when it was captured, file, address and SHA-256 of the file.`;
  return [
    ...entries,
    ...(entries.length === 0 ? [] : [page.paragraph({ style: 'Spacer' })]),
    ...before,
    tableOf(page, [head, ...rows], widths, 'Preserved originals', description),
    page.paragraph({ style: 'Spacer' }),
  ];
}

function particulars(source: ComposedSource): readonly Paragraph[] {
  const line = (...children: readonly ParagraphChild[]): Paragraph =>
    new Paragraph({ style: 'Sources', children: [...children] });
  const facts = [...(source.issuer === null ? [] : [source.issuer]), source.kind, source.dateIssued ?? 'undated'];
  return [
    line(text(source.title, { bold: true })),
    line(text(facts.join(' · '))),
    ...(source.withdrawal === null ? [] : [line(text(source.withdrawal, { bold: true }))]),
    line(
      text('Captured: ', { color: SOFT_COLOR }),
      text(source.dateCaptured ?? 'not known'),
      text('   File: ', { color: SOFT_COLOR }),
      text(`${source.fileName}${versionText(source)}`),
    ),
    ...(source.url === null ? [] : [line(text('Address: ', { color: SOFT_COLOR }), link(source.url))]),
    line(text('SHA-256: ', { color: SOFT_COLOR }), text(source.sha256, { style: 'Hash' })),
  ];
}

function link(url: string): ParagraphChild {
  const safe = safeUrl(url);
  if (safe === null) return text(url);
  return new ExternalHyperlink({ link: safe, children: [text(url, { style: 'Hyperlink' })] });
}
