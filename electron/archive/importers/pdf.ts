import type { PageInfo, PageQuality, TextRun } from '../../../shared/contract/outcomes.ts';
import { ArchiveError } from '../../../shared/errors.ts';
import type { Extraction, FoundMetadata } from './extraction.ts';
import { findHeading } from './heading.ts';
import { cleanTitle, findIssueDate, guessKind, parseMetadataDate } from './metadata-evidence.ts';
import { AnnotationMode, openPdf, type PdfDocument, pdfEngineVersion } from './pdf-engine.ts';
import { wordsOfGlyphs } from './pdf-glyph-words.ts';
import { locateLetters, paintedGlyphs } from './pdf-glyphs.ts';
import { layOutPage, type PageLine, type PageText } from './pdf-layout.ts';
import { isLetterSpaced, joinDivider, joinLetterSpacing } from './pdf-letter-spacing.ts';
import { type TextItem, type Word, wordsOfPage } from './pdf-words.ts';
import { discardPdfium, loadPdfium, pdfiumVersion } from './pdfium.ts';
import { type GlyphReading, openWithPdfium, type PdfiumDocument } from './pdfium-glyphs.ts';
import { gradePage, type PageContent } from './text-quality.ts';

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
  readonly quality: PageQuality | undefined;
}

type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>;

/** How a PDF is to be read. */
export interface PdfReading {
  /** Name of the extractor that made a recorded text, if that very text is wanted again. */
  readonly extractor?: string;
  /** Told of each page (from 1) whose text PDFium could not be relied on for, and why; pdf.js then reads it. */
  readonly onDoubt?: (page: number, why: string) => void;
}

/** PDFium's side of a document that pdf.js holds open. Once it has failed it is asked no more. */
class FastReader {
  #document: PdfiumDocument | null;
  readonly #reading: PdfReading;

  private constructor(document: PdfiumDocument | null, reading: PdfReading) {
    this.#document = document;
    this.#reading = reading;
  }

  /** Takes a copy of the bytes. */
  static async open(bytes: Uint8Array, reading: PdfReading): Promise<FastReader> {
    const pdfium = await loadPdfium();
    try {
      return new FastReader(openWithPdfium(pdfium, bytes), reading);
    } catch (error) {
      discardPdfium(error);
      return new FastReader(null, reading);
    }
  }

  /** The words of a page, or null if they are to be had from pdf.js. */
  words(page: PdfPage, transform: readonly number[], pageCount: number): Word[] | null {
    const reading = this.#glyphs(page.pageNumber, pageCount);
    if (wantsSlowText(this.#reading)) return null;
    if (reading.doubt === null) return wordsOfGlyphs(reading.glyphs, { transform, box: page.view });
    this.#reading.onDoubt?.(page.pageNumber, reading.doubt);
    return null;
  }

  /** What the page is made of whose words were asked for last, or null if PDFium cannot tell. */
  content(): PageContent | null {
    return this.#use((document) => document.content());
  }

  close(): void {
    this.#use((document) => document.close());
    this.#document = null;
  }

  #glyphs(number: number, pageCount: number): GlyphReading {
    const failed: GlyphReading = { glyphs: null, doubt: 'PDFium cannot read the document' };
    return (
      this.#use((document) =>
        document.pageCount === pageCount
          ? document.glyphsOf(number - 1)
          : { glyphs: null, doubt: 'PDFium finds another number of pages' },
      ) ?? failed
    );
  }

  /** A trap in PDFium leaves its memory in an unknown state, so that it cannot serve again. */
  #use<T>(work: (document: PdfiumDocument) => T): T | null {
    if (this.#document === null) return null;
    try {
      return work(this.#document);
    } catch (error) {
      this.#document = null;
      discardPdfium(error);
      return null;
    }
  }
}

/** Up to version 2 pdf.js read every page. */
const wantsSlowText = ({ extractor = '' }: PdfReading): boolean => /^pdf\/[12]\b/.test(extractor);

async function wordsByPdfJs(page: PdfPage, transform: readonly number[]): Promise<Word[]> {
  const content = await page.getTextContent();
  let items: TextItem[] = [];
  for (const item of content.items) if ('str' in item) items.push({ ...item, str: joinDivider(item.str) });
  // A page of pictures alone need not be followed stroke by stroke.
  const glyphs = items.some((item) => item.str.trim() !== '')
    ? paintedGlyphs(await page.getOperatorList({ annotationMode: AnnotationMode.DISABLE }))
    : [];
  if (items.some((item) => isLetterSpaced(item.str))) items = joinLetterSpacing(items, glyphs);
  return wordsOfPage(items, content.styles, transform, locateLetters(items, glyphs));
}

async function readPage(document: PdfDocument, fast: FastReader, number: number): Promise<RawPage> {
  const page = await document.getPage(number);
  const { width, height, transform } = page.getViewport({ scale: 1 });
  const words = fast.words(page, transform, document.numPages) ?? (await wordsByPdfJs(page, transform));
  page.cleanup();
  const text = layOutPage(words);
  return { info: { width, height }, text, quality: gradePage(text.text, fast.content()) };
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
 * text layer gives an empty text. pdf.js opens it and says how its pages are shown; PDFium, which is much faster, reads
 * their glyphs where it can be relied on to find what pdf.js would. Rejects with an ArchiveError `encrypted` or `corrupt`.
 */
export async function extractPdf(bytes: Uint8Array, reading: PdfReading = {}): Promise<Extraction> {
  const fast = await FastReader.open(bytes, reading);
  let document: PdfDocument | undefined;
  try {
    document = await openPdf(bytes);
    if (document.numPages < 1)
      throw new ArchiveError('empty', 'This PDF has no pages. Fetch it again from its source.');
    if (document.numPages > MAX_PAGES) {
      throw new ArchiveError('too-large', `This PDF claims ${document.numPages} pages. Split it and import the parts.`);
    }
    return await read(document, fast, extractorName(reading));
  } catch (error) {
    throw toArchiveError(error);
  } finally {
    fast.close();
    await document?.loadingTask.destroy();
  }
}

/** Name and versions of what reads. Text that is made again goes by the name of the rules that it was made by. */
function extractorName(reading: PdfReading): string {
  return wantsSlowText(reading)
    ? `pdf/2 (pdf.js ${pdfEngineVersion})`
    : `pdf/3 (PDFium ${pdfiumVersion}, pdf.js ${pdfEngineVersion})`;
}

async function read(document: PdfDocument, fast: FastReader, extractor: string): Promise<Extraction> {
  const labels = await document.getPageLabels();
  const parts: string[] = [];
  const pages: PageInfo[] = [];
  const runs: TextRun[][] = [];
  const paragraphs: number[] = [];
  let firstLines: readonly PageLine[] = [];
  let offset = 0;
  for (let number = 1; number <= document.numPages; number++) {
    const { info, text, quality } = await readPage(document, fast, number);
    const continues = isContinuation(parts.at(-1) ?? '', text.text);
    for (const start of text.paragraphs) if (start > 0 || !continues) paragraphs.push(offset + start);
    pages.push({
      number,
      label: labels?.[number - 1] || null,
      start: offset,
      end: offset + text.text.length,
      width: info.width,
      height: info.height,
      ...(quality === undefined ? {} : { quality }),
    });
    runs.push(text.runs.map(([start, end, ...place]) => [offset + start, offset + end, ...place]));
    parts.push(text.text);
    offset += text.text.length + 1;
    if (number === 1) firstLines = text.lines;
  }
  const hasText = parts.some((part) => part !== '');
  return {
    format: 'pdf',
    extractor,
    metadata: await readMetadata(document, firstLines),
    text: hasText ? parts.join('\f') : '',
    paragraphs: hasText ? paragraphs : [],
    pages: hasText ? pages : pages.map((page) => ({ ...page, start: 0, end: 0 })),
    runs,
    rendition: null,
  };
}
