import type { PageInfo, PageQuality, TextRun } from '../../shared/contract/outcomes.ts';
import type { Extraction } from './importers/extraction.ts';
import {
  type RecognisedLine,
  type RecognisedPage,
  type RecognisedWord,
  type RecognitionRecord,
  wordsOf,
} from './recognition-record.ts';

/** Number of the rules below; part of the extractor's name. */
const RULES = 1;

/** Share of equal words from which hidden text says what the page shows. */
const AGREES = 0.7;

/** Text of one page with its places, offsets from the beginning of the page. */
interface PageText {
  readonly text: string;
  readonly paragraphs: readonly number[];
  readonly runs: readonly TextRun[];
  readonly quality: PageQuality | undefined;
  readonly confidence: number | null | undefined;
}

const isLetter = /[\p{L}\p{N}]/u;

/** Specks and rules that were taken for characters. */
function isNoise([text, , , , , confidence]: RecognisedWord): boolean {
  return confidence < (isLetter.test(text) ? 15 : 50);
}

/**
 * What an original says once what was recognised on its pages is put in: a function of both and of nothing else. Pages
 * read for their text get it; pages read to check theirs keep it and are graded.
 */
export function applyRecognition(extraction: Extraction, record: RecognitionRecord): Extraction {
  const recognised = new Map(record.pages.map((page) => [page.number, page]));
  const texts = extraction.pages.map((page, index): PageText => {
    const own = ownText(extraction, page, index);
    const found = recognised.get(page.number);
    if (found === undefined || found.failure !== null) return own;
    if (found.use === 'check') return gradeAgainst(own, found);
    // Visible words on a scan that nobody had recognised, such as a stamp, stay as they are.
    return page.quality === 'none' && own.text !== '' ? addToPage(own, found, page) : writePage(found, page);
  });
  const hasText = texts.some(({ text }) => text !== '');
  const pages: PageInfo[] = [];
  const runs: TextRun[][] = [];
  const paragraphs: number[] = [];
  let offset = 0;
  for (const [index, page] of extraction.pages.entries()) {
    const written = texts[index];
    if (!written) continue;
    const { text, quality, confidence } = written;
    const start = hasText ? offset : 0;
    pages.push({
      ...page,
      start,
      end: start + text.length,
      ...(quality === undefined ? {} : { quality }),
      ...(confidence === undefined ? {} : { confidence }),
    });
    runs.push(written.runs.map(([from, to, ...place]) => [start + from, start + to, ...place]));
    if (hasText) paragraphs.push(...written.paragraphs.map((at) => start + at));
    offset += text.length + 1;
  }
  return {
    ...extraction,
    extractor: nameExtractor(extraction.extractor, record),
    text: hasText ? texts.map(({ text }) => text).join('\f') : '',
    paragraphs,
    pages,
    runs,
  };
}

/** "pdf/2 (pdf.js 6.5)" becomes "pdf/2+ocr/1 (pdf.js 6.5; tesseract…, eng)". */
function nameExtractor(extractor: string, { engine, languages }: RecognitionRecord): string {
  const [, name = extractor, version] = /^(\S+)(?: \((.*)\))?$/.exec(extractor) ?? [];
  const by = `${engine}, ${languages.join('+')}`;
  return `${name}+ocr/${RULES} (${version === undefined ? by : `${version}; ${by}`})`;
}

/** The text that the original itself has on a page. */
function ownText({ text, paragraphs, runs }: Extraction, page: PageInfo, index: number): PageText {
  const { start, end, quality, confidence } = page;
  return {
    text: text.slice(start, end),
    paragraphs: start === end ? [] : paragraphs.filter((at) => at >= start && at < end).map((at) => at - start),
    runs: (runs?.[index] ?? []).map(([from, to, ...place]) => [from - start, to - start, ...place]),
    quality,
    confidence,
  };
}

/** Writes recognised words: a line of the page is a line, a blank line parts paragraphs. */
function writePage(found: RecognisedPage, page: PageInfo): PageText {
  const scale = page.width / found.width;
  const runs: TextRun[] = [];
  const paragraphs: number[] = [];
  let text = '';
  for (const lines of found.paragraphs) {
    let isFirst = true;
    for (const line of lines) {
      const words = line.words.filter((word) => !isNoise(word));
      if (words.length === 0) continue;
      if (text !== '') text += isFirst ? '\n\n' : '\n';
      if (isFirst) paragraphs.push(text.length);
      isFirst = false;
      text = writeLine(text, line, words, scale, runs);
    }
  }
  if (text === '') return { text, paragraphs, runs, quality: 'none', confidence: null };
  return { text, paragraphs, runs, quality: 'ocr', confidence: found.confidence };
}

/** Adds the recognised words that do not stand where the page has words of its own. */
function addToPage(own: PageText, found: RecognisedPage, page: PageInfo): PageText {
  const scale = page.width / found.width;
  const isTaken = ([, x, y, width, height]: RecognisedWord): boolean => {
    const [middle, centre] = [(x + width / 2) * scale, (y + height / 2) * scale];
    return own.runs.some(
      ([, , left, top, across, down]) =>
        middle >= left && middle <= left + across && centre >= top && centre <= top + down,
    );
  };
  const rest = found.paragraphs.map((lines) =>
    lines.map(({ angle, words }) => ({ angle, words: words.filter((word) => !isTaken(word)) })),
  );
  const added = writePage({ ...found, paragraphs: rest }, page);
  if (added.text === '') return { ...own, quality: 'born-digital' };
  const shift = own.text.length + 2;
  return {
    text: `${own.text}\n\n${added.text}`,
    paragraphs: [...own.paragraphs, ...added.paragraphs.map((at) => at + shift)],
    runs: [...own.runs, ...added.runs.map(([from, to, ...place]): TextRun => [from + shift, to + shift, ...place])],
    quality: 'ocr',
    confidence: added.confidence,
  };
}

function writeLine(
  before: string,
  { angle }: RecognisedLine,
  words: readonly RecognisedWord[],
  scale: number,
  runs: TextRun[],
): string {
  let text = before;
  const radians = (angle * Math.PI) / 180;
  for (const [index, [word, x, y, width, height]] of words.entries()) {
    const start = text.length;
    text += word;
    const next = words[index + 1];
    let length = width;
    if (next) {
      text += ' ';
      // The space belongs to the run as far as the next word, unless that is a gap as between columns.
      const along = (next[1] - x) * Math.cos(radians) + (next[2] - y) * Math.sin(radians);
      if (along > width && along - width < height * 1.5) length = along;
    }
    const end = length > width ? text.length : start + word.length;
    runs.push([start, end, round(x * scale), round(y * scale), round(length * scale), round(height * scale), angle]);
  }
  return text;
}

/** Whether the hidden text of a page says what was read on it. Order and line breaks do not matter, nor do marks. */
function gradeAgainst(own: PageText, found: RecognisedPage): PageText {
  const read = wordsOf(found).filter((word) => !isNoise(word));
  const share = shareOfEqualWords(
    lettersOf(own.text),
    read.flatMap(([word]) => lettersOf(word)),
  );
  return share >= AGREES
    ? { ...own, quality: 'ocr', confidence: found.confidence }
    : { ...own, quality: 'disagrees', confidence: found.confidence };
}

const lettersOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** Twice the words that both have, of all words of both; 1 for the same words. */
function shareOfEqualWords(some: readonly string[], others: readonly string[]): number {
  if (some.length + others.length === 0) return 1;
  const counts = new Map<string, number>();
  for (const word of some) counts.set(word, (counts.get(word) ?? 0) + 1);
  let equal = 0;
  for (const word of others) {
    const left = counts.get(word) ?? 0;
    if (left === 0) continue;
    counts.set(word, left - 1);
    equal++;
  }
  return (2 * equal) / (some.length + others.length);
}

const round = (value: number): number => Math.round(value * 100) / 100;
