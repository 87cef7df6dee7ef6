import type { ComposedBriefing } from '../domain/composed-briefing.ts';
import { renderBriefingHtml } from './html.ts';
import { renderBriefingMarkdown } from './markdown.ts';
import { encodeUtf8 } from './utf8.ts';

/** Writes a composed briefing in one format. */
export interface BriefingExporter {
  /** Without the dot. */
  readonly extension: 'docx' | 'html' | 'md';
  /** For menus and dialogs. */
  readonly label: string;
  readonly mediaType: string;
  /** The bytes of the whole file. */
  readonly write: (briefing: ComposedBriefing) => Promise<Uint8Array>;
}

/** Every format a briefing can be exported to, the usual one first. */
export const BRIEFING_EXPORTERS: readonly BriefingExporter[] = [
  {
    extension: 'docx',
    label: 'Word document',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    // Loaded when it is wanted: its library is most of the core's code, and every start would wait for it.
    write: async (briefing) => (await import('./docx.ts')).writeBriefingDocx(briefing),
  },
  {
    extension: 'html',
    label: 'Web page',
    mediaType: 'text/html',
    write: async (briefing) => encodeUtf8(renderBriefingHtml(briefing)),
  },
  {
    extension: 'md',
    label: 'Markdown',
    mediaType: 'text/markdown',
    write: async (briefing) => encodeUtf8(renderBriefingMarkdown(briefing)),
  },
];
