import type { Report } from '../domain/report.ts';
import { renderReportHtml } from './html-report.ts';
import { renderReportMarkdown } from './markdown-report.ts';
import { type ExportTools, writeReportPdf } from './pdf.ts';
import { encodeUtf8 } from './utf8.ts';

/** Writes a composed briefing in one format. */
export interface BriefingExporter {
  /** Without the dot. */
  readonly extension: 'docx' | 'pdf' | 'html' | 'md';
  /** For menus and dialogs. */
  readonly label: string;
  readonly mediaType: string;
  /** The bytes of the whole file. */
  readonly write: (report: Report, tools: ExportTools) => Promise<Uint8Array>;
}

/** Every format a briefing can be exported to, the usual one first. */
export const BRIEFING_EXPORTERS: readonly BriefingExporter[] = [
  {
    extension: 'docx',
    label: 'Word document',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    // Loaded when it is wanted: its library is most of the core's code, and every start would wait for it.
    write: async (report, { now }) => (await import('./docx-report.ts')).writeReportDocx(report, now.toISOString()),
  },
  { extension: 'pdf', label: 'PDF', mediaType: 'application/pdf', write: writeReportPdf },
  {
    extension: 'html',
    label: 'Web page',
    mediaType: 'text/html',
    write: async (report) => encodeUtf8(renderReportHtml(report)),
  },
  {
    extension: 'md',
    label: 'Markdown',
    mediaType: 'text/markdown',
    write: async (report) => encodeUtf8(renderReportMarkdown(report)),
  },
];
