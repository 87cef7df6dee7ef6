import type { Report } from '../domain/report.ts';
import type { PageHeading } from './html-page.ts';
import { renderPaperHtml } from './html-report.ts';
import { addOutline } from './pdf-outline.ts';
import { verificationLine } from './wording.ts';

/** A page that is to be printed to PDF. */
export interface PaperPage {
  /** Self-contained, with its own size and margins. */
  readonly html: string;
  readonly paper: Report['page'];
  readonly title: string;
}

/** What exporting needs of its host. */
export interface ExportTools {
  /** Prints to PDF. Rejects with an ArchiveError where that cannot be done. */
  readonly printPage: (page: PaperPage) => Promise<Uint8Array>;
  /** The time that goes into the properties of the file. */
  readonly now: Date;
}

/**
 * Writes a briefing as PDF: the HTML page printed, with an outline, and title, subject, language and time in its
 * properties. It is tagged where the printing program can do that.
 */
export async function writeReportPdf(report: Report, { printPage, now }: ExportTools): Promise<Uint8Array> {
  const { html, headings } = renderPaperHtml(report);
  return finishPdf(await printPage({ html, paper: report.page, title: report.title }), report, headings, now);
}

async function finishPdf(
  bytes: Uint8Array,
  report: Report,
  headings: readonly PageHeading[],
  now: Date,
): Promise<Uint8Array> {
  // Loaded when it is wanted: few starts of the program write a PDF.
  const library = await import('@cantoo/pdf-lib');
  const pdf = await library.PDFDocument.load(bytes, { updateMetadata: false });
  pdf.setTitle(report.title, { showInWindowTitleBar: true });
  pdf.setSubject(verificationLine(report));
  pdf.setCreator('Standpoint');
  pdf.setCreationDate(now);
  pdf.setModificationDate(now);
  if (!pdf.catalog.has(library.PDFName.of('Lang'))) pdf.setLanguage('en');
  addOutline(library, pdf, headings);
  return pdf.save({ addDefaultPage: false, updateFieldAppearances: false });
}
