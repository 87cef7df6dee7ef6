import type { PageInfo, TextRun } from '../../../shared/contract/outcomes.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import type { Extraction, FoundMetadata } from './extraction.ts';
import { findHeading } from './heading.ts';
import { cleanTitle, findIssueDate, guessKind, parseMetadataDate } from './metadata-evidence.ts';
import { AnnotationMode, openPdf, type PdfDocument, pdfEngineVersion } from './pdf-engine.ts';
import { locateLetters, paintedGlyphs } from './pdf-glyphs.ts';
import { layOutPage, type PageLine, type PageText } from './pdf-layout.ts';
import { isLetterSpaced, joinDivider, joinLetterSpacing } from './pdf-letter-spacing.ts';
import { type TextItem, wordsOfPage } from './pdf-words.ts';

/** More pages than any book: a broken page tree rather than a document. */
const MAX_PAGES = 50_000;

/** Turns pdf.js's exceptions into words that name the trouble and the remedy. */
function toArchiveError(error: unknown): ArchiveError {
  if (error instanceof ArchiveError) return error;
  const name = error instanceof Error ? error.name : '';
  const said = error instanceof Error ? error.message : String(error);
  if (name === 'PasswordException') {
    return new ArchiveError(
      'encrypted',
      'This PDF is locked with a password. Open it in a PDF reader with the password, save or print it to a PDF without one, and import that.',
      { cause: error },
    );
  }
  return new ArchiveError(
    'corrupt',
    `This PDF is damaged and its pages cannot be read (${said.replace(/\.$/, '')}). Fetch it again from its source, or repair it (for example "qpdf damaged.pdf repaired.pdf") and import the result.`,
    { cause: error },
  );
}

interface RawPage {
  readonly info: { readonly width: number; readonly height: number };
  readonly text: PageText;
}

async function readPage(document: PdfDocument, number: number): Promise<RawPage> {
  const page = await document.getPage(number);
  const viewport = page.getViewport({ scale: 1 });
  const content = await page.getTextContent();
  let items: TextItem[] = [];
  for (const item of content.items) if ('str' in item) items.push({ ...item, str: joinDivider(item.str) });
  // A page of pictures alone need not be followed stroke by stroke.
  const glyphs = items.some((item) => item.str.trim() !== '')
    ? paintedGlyphs(await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE }))
    : [];
  if (items.some((item) => isLetterSpaced(item.str))) items = joinLetterSpacing(items, glyphs);
  const words = wordsOfPage(items, content.styles, viewport.transform, locateLetters(items, glyphs));
  page.cleanup();
  return { info: { width: viewport.width, height: viewport.height }, text: layOutPage(words) };
}

const textOf = (value: unknown): string | null => {
  if (typeof value === 'string') return value.trim() || null;
  if (Array.isArray(value)) {
    return (
      value
        .filter((each) => typeof each === 'string')
        .join('; ')
        .trim() || null
    );
  }
  return null;
};

async function readMetadata(document: PdfDocument, firstLines: readonly PageLine[]): Promise<FoundMetadata> {
  const { info, metadata } = await document.getMetadata();
  const said = (key: string): string | null => textOf((info as Readonly<Record<string, unknown>>)[key]);
  const xmp = (key: string): string | null => textOf(metadata?.get(key));
  const lines = firstLines.map((line) => line.text);
  const created = said('CreationDate') ?? xmp('xmp:createdate');
  const title = cleanTitle(said('Title')) ?? cleanTitle(xmp('dc:title'));
  return {
    title: findHeading(firstLines, title),
    author: said('Author') ?? xmp('dc:creator'),
    dateIssued: findIssueDate(lines) ?? (created ? parseMetadataDate(created) : null),
    sourceUrl: null,
    kind: guessKind(lines),
  };
}

const isContinuation = (before: string, page: string): boolean =>
  /[\p{L}\p{N},\-–—]$/u.test(before) && /^\p{Ll}/u.test(page);

/**
 * Reads a PDF: canonical text in reading order, where each word stands, page labels and metadata. A PDF without a
 * text layer gives an empty text. Rejects with an ArchiveError `encrypted` or `corrupt`.
 */
export async function extractPdf(bytes: Uint8Array): Promise<Extraction> {
  let document: PdfDocument | undefined;
  try {
    document = await openPdf(bytes);
    if (document.numPages < 1)
      throw new ArchiveError('empty', 'This PDF has no pages. Fetch it again from its source.');
    if (document.numPages > MAX_PAGES) {
      throw new ArchiveError('too-large', `This PDF claims ${document.numPages} pages. Split it and import the parts.`);
    }
    return await read(document);
  } catch (error) {
    throw toArchiveError(error);
  } finally {
    await document?.loadingTask.destroy();
  }
}

async function read(document: PdfDocument): Promise<Extraction> {
  const labels = await document.getPageLabels();
  const parts: string[] = [];
  const pages: PageInfo[] = [];
  const runs: TextRun[][] = [];
  const paragraphs: number[] = [];
  let firstLines: readonly PageLine[] = [];
  let offset = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const { info, text } = await readPage(document, number);
    const continues = isContinuation(parts.at(-1) ?? '', text.text);
    for (const start of text.paragraphs) if (start > 0 || !continues) paragraphs.push(offset + start);
    pages.push({
      number,
      label: labels?.[number - 1] || null,
      start: offset,
      end: offset + text.text.length,
      width: info.width,
      height: info.height,
    });
    runs.push(text.runs.map(([start, end, ...place]) => [offset + start, offset + end, ...place]));
    parts.push(text.text);
    offset += text.text.length + 1;
    if (number === 1) firstLines = text.lines;
  }
  const hasText = parts.some((part) => part !== '');
  return {
    format: 'pdf',
    extractor: `pdf/2 (pdf.js ${pdfEngineVersion})`,
    metadata: await readMetadata(document, firstLines),
    text: hasText ? parts.join('\f') : '',
    paragraphs: hasText ? paragraphs : [],
    pages: hasText ? pages : pages.map((page) => ({ ...page, start: 0, end: 0 })),
    runs,
    rendition: null,
  };
}
