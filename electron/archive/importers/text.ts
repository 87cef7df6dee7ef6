import { ArchiveError } from '../../../shared/errors.ts';
import { decodeText } from './charset.ts';
import type { Extraction } from './extraction.ts';
import { findHeading } from './heading.ts';
import { findIssueDate, guessKind } from './metadata-evidence.ts';
import { cleanCharacters, endOfPiece, type Rendition } from './rendition.ts';

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Lines of a text with their place, without their ends. */
function* linesOf(text: string): Generator<{ readonly start: number; readonly line: string }> {
  for (let start = 0; start <= text.length; ) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end);
    yield { start, line };
    if (end < 0) return;
    start = end + 1;
  }
}

/**
 * Rendition of plain text, which is its own canonical text: paragraphs parted by blank lines, each line a span of
 * its own; spacing inside lines is kept.
 */
export function renderLines(text: string): Rendition {
  const html: string[] = [];
  const paragraphs: number[] = [];
  let open = false;
  for (const { start, line } of linesOf(text)) {
    if (line.trim() === '') {
      if (open) html.push('</p>');
      open = false;
      continue;
    }
    if (!open) {
      paragraphs.push(start);
      html.push('<p class="plain-text">');
    } else html.push('<br>');
    open = true;
    for (let from = 0; from < line.length; ) {
      const to = endOfPiece(line, from);
      html.push(`<span data-start="${start + from}">${escapeText(line.slice(from, to))}</span>`);
      from = to;
    }
  }
  if (open) html.push('</p>');
  return { html: html.join(''), text, paragraphs };
}

/** Canonical text of a plain text file: its own, with \n at line ends and without invisible characters. */
export function canonicalText(bytes: Uint8Array): string {
  return cleanCharacters(decodeText(bytes)).replace(/^\n+|\s+$/g, '');
}

/** Reads a plain text file in whatever character set. Rejects with an ArchiveError `empty`. */
export async function extractText(bytes: Uint8Array): Promise<Extraction> {
  const text = canonicalText(bytes);
  if (!/\S/.test(text)) {
    throw new ArchiveError('empty', 'This text file holds nothing but white space. Check that it is the right file.');
  }
  const { html, paragraphs } = renderLines(text);
  const lines = text
    .slice(0, 20_000)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return {
    format: 'text',
    extractor: 'text/1',
    metadata: {
      title: findHeading(
        lines.slice(0, 30).map((line) => ({ text: line.trim(), size: 1, startsParagraph: true })),
        null,
      ),
      author: null,
      dateIssued: findIssueDate(lines),
      sourceUrl: null,
      kind: guessKind(lines),
    },
    text,
    paragraphs,
    pages: [],
    runs: null,
    rendition: html,
  };
}
