import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { sha256Schema } from '../../shared/domain/document.ts';
import { ArchiveError } from '../../shared/errors.ts';

/**
 * One recognised word: [text, x, y, width, height, confidence in percent]. x and y are the top left corner in the page's
 * own space (points, origin top left, rotation applied); width runs along the base line, height across it.
 */
const wordSchema = z.tuple([z.string().min(1), z.number(), z.number(), z.number(), z.number(), z.number()]);

const lineSchema = z.strictObject({
  /** Of its base line, in degrees clockwise. */
  angle: z.number(),
  words: z.array(wordSchema),
});

const pageSchema = z.strictObject({
  /** 1-based. */
  number: z.number().int().positive(),
  /** Size of the page in points, to which the places of the words refer. */
  width: z.number().positive(),
  height: z.number().positive(),
  /** `text`: the words are the page's text. `check`: they were read to check the text that the page has. */
  use: z.enum(['text', 'check']),
  /** Mean confidence of the words in percent, or null without words. */
  confidence: z.number().min(0).max(100).nullable(),
  /** Paragraphs in reading order, each of lines. */
  paragraphs: z.array(z.array(lineSchema)),
  /** Why the page could not be read, or null. */
  failure: z.string().nullable(),
});

/** What one run of the recognition read: kept as a write-once object beside the original. */
export const recognitionRecordSchema = z.strictObject({
  /** Name and number of this form. */
  format: z.literal('standpoint-recognition/1'),
  /** The original whose pages were read. */
  original: sha256Schema,
  recognisedAt: z.iso.datetime(),
  /** Name and version of what recognised it. */
  engine: z.string().min(1),
  languages: z.array(z.string().min(1)).min(1),
  pages: z.array(pageSchema),
});

export type RecognisedWord = z.infer<typeof wordSchema>;
export type RecognisedLine = z.infer<typeof lineSchema>;
export type RecognisedPage = z.infer<typeof pageSchema>;
export type RecognitionRecord = z.infer<typeof recognitionRecordSchema>;

/** Media type of a record. */
export const RECOGNITION_MEDIA_TYPE = 'application/json';

/** The words of a page. */
export function wordsOf(page: RecognisedPage): readonly RecognisedWord[] {
  return page.paragraphs.flatMap((lines) => lines.flatMap(({ words }) => words));
}

/** The record as it is stored: a page a line, so that a person can read it. */
export function serializeRecognition({ pages, ...head }: RecognitionRecord): string {
  const opening = JSON.stringify(head).slice(0, -1);
  return `${opening},"pages":[\n${pages.map((page) => JSON.stringify(page)).join(',\n')}\n]}\n`;
}

/** Reads a stored record. Throws `damaged`. */
export function parseRecognition(stored: string): RecognitionRecord {
  try {
    return recognitionRecordSchema.parse(JSON.parse(stored));
  } catch (cause) {
    throw new ArchiveError(
      'damaged',
      'What was recognised on the pages is damaged. Restore it from a copy of the archive.',
      {
        cause,
      },
    );
  }
}

/** Reads the record in a file. Throws `damaged`. */
export async function readRecognition(path: string): Promise<RecognitionRecord> {
  let stored: string;
  try {
    stored = await readFile(path, 'utf8');
  } catch (cause) {
    throw new ArchiveError(
      'damaged',
      `What was recognised on the pages cannot be read from ${path}. Restore it from a copy of the archive.`,
      { cause },
    );
  }
  return parseRecognition(stored);
}

/** Reads a page that was kept while a document was being read; null if the line is not whole. */
export function parseRecognisedPage(line: string): RecognisedPage | null {
  try {
    return pageSchema.parse(JSON.parse(line));
  } catch {
    // A line cut short by a crash: the page is read again.
    return null;
  }
}
