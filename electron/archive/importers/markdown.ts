import { marked } from 'marked';
import { ArchiveError } from '../../../shared/errors.ts';
import type { Extraction } from './extraction.ts';
import { findHeading } from './heading.ts';
import { cleanTitle, findIssueDate, guessKind, parseMetadataDate } from './metadata-evidence.ts';
import { renderHtml } from './rendition.ts';
import { canonicalText } from './text.ts';

const frontMatter = /^---\n([\s\S]{0,20000}?)\n(?:---|\.\.\.)(?:\n|$)/;

/** Value of a plain `key: value` line. */
function frontMatterValue(matter: string, key: string): string | null {
  const value = new RegExp(`^${key}\\s*:\\s*(.+)$`, 'im').exec(matter)?.[1]?.trim() ?? '';
  return value.replace(/^(["'])(.*)\1$/, '$2') || null;
}

/** Reads Markdown (GitHub flavour). Front matter gives metadata and stays in the text. Rejects with `empty`. */
export async function extractMarkdown(bytes: Uint8Array): Promise<Extraction> {
  const source = canonicalText(bytes);
  const matter = frontMatter.exec(source)?.[1] ?? '';
  const body = source.replace(frontMatter, (_, inner: string) => `\`\`\`\n${inner}\n\`\`\`\n`);
  const rendition = renderHtml(await marked.parse(body, { gfm: true, async: true }));
  if (!/\S/.test(rendition.text)) {
    throw new ArchiveError('empty', 'This Markdown file holds no text. Check that it is the right file.');
  }
  const lines = rendition.text
    .slice(matter.length, matter.length + 20_000)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const headingAt = /<h1\b[^>]*>(?:<(?!\/h1)[^>]*>)*?<span data-start="(\d+)"/.exec(rendition.html)?.[1];
  const heading = headingAt ? rendition.text.slice(Number(headingAt)).split('\n', 1)[0] : null;
  const date = frontMatterValue(matter, 'date');
  return {
    format: 'markdown',
    extractor: 'markdown/1 (marked 18.2.1)',
    metadata: {
      title:
        cleanTitle(frontMatterValue(matter, 'title')) ??
        findHeading(
          lines.slice(0, 30).map((line) => ({ text: line.trim(), size: 1, startsParagraph: true })),
          cleanTitle(heading),
        ),
      author: frontMatterValue(matter, 'author'),
      dateIssued: (date ? parseMetadataDate(date) : null) ?? findIssueDate(lines),
      sourceUrl: frontMatterValue(matter, 'source') ?? frontMatterValue(matter, 'url'),
      kind: guessKind(lines),
    },
    text: rendition.text,
    paragraphs: rendition.paragraphs,
    pages: [],
    runs: null,
    rendition: rendition.html,
  };
}
