import { ArchiveError } from '../../../shared/errors.ts';
import type { Extraction } from './extraction.ts';
import { findHeading } from './heading.ts';
import { cleanTitle, findIssueDate, guessKind, parseMetadataDate } from './metadata-evidence.ts';
import { renderHtml } from './rendition.ts';
import { rtfToHtml } from './rtf-html.ts';

/**
 * Reads an RTF document: text with headings, lists, tables, notes, headers and footers, and its properties. Rejects
 * with `empty` or `too-large`.
 */
export async function extractRtf(bytes: Uint8Array): Promise<Extraction> {
  const { html, info, created } = rtfToHtml(bytes);
  const rendition = renderHtml(html);
  if (!/\S/.test(rendition.text)) {
    throw new ArchiveError(
      'empty',
      'This RTF document holds no text. If it holds pictures of text, print it to PDF and import that.',
    );
  }
  const lines = rendition.text.split('\n').filter((line) => line.trim() !== '');
  return {
    format: 'rtf',
    extractor: 'rtf/1',
    metadata: {
      title: findHeading(
        lines.slice(0, 30).map((line) => ({ text: line.trim(), size: 1, startsParagraph: true })),
        cleanTitle(info.get('title')),
      ),
      author: info.get('author') ?? null,
      dateIssued: findIssueDate(lines) ?? (created ? parseMetadataDate(created) : null),
      sourceUrl: null,
      kind: guessKind(lines),
    },
    text: rendition.text,
    paragraphs: rendition.paragraphs,
    pages: [],
    runs: null,
    rendition: rendition.html,
  };
}
