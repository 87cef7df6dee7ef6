import type { Report } from '../domain/report.ts';
import { renderReportHtml } from './html-report.ts';
import { frontFacts, verificationLine } from './wording.ts';

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

/** Writes a briefing as PDF: the HTML page printed, with title, subject, language and time in its properties. */
export async function writeReportPdf(report: Report, { printPage, now }: ExportTools): Promise<Uint8Array> {
  const html = renderReportHtml(report, { isForPaper: true });
  return describePdf(await printPage({ html, paper: report.page, title: report.title }), report, now);
}

/** Puts into the properties of a PDF what it is; nothing else of it is changed. */
async function describePdf(bytes: Uint8Array, report: Report, now: Date): Promise<Uint8Array> {
  // Loaded when it is wanted: few starts of the program write a PDF.
  const { PDFDocument, PDFName } = await import('@cantoo/pdf-lib');
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  pdf.setTitle(report.title, { showInWindowTitleBar: true });
  pdf.setSubject(verificationLine(report));
  pdf.setKeywords(frontFacts(report).map(({ label, value }) => `${label}: ${value}`));
  pdf.setCreator('Standpoint');
  pdf.setCreationDate(now);
  pdf.setModificationDate(now);
  if (!pdf.catalog.has(PDFName.of('Lang'))) pdf.setLanguage('en');
  return pdf.save({ addDefaultPage: false, updateFieldAppearances: false });
}
