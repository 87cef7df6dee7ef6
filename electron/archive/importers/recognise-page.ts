import { constants, setPriority } from 'node:os';
import type { RecognisedLine, RecognisedPage } from '../recognition-record.ts';
import { type GreyImage, isBlank, openPageImages, type PageImage, type PageImages, turnImage } from './page-images.ts';
import { type FoundBlock, loadRecognitionEngine } from './recognition-engine.ts';

/** One page to recognise. */
export interface RecogniseTask {
  /** A PDF: the original, or the pages made from a picture. */
  readonly path: string;
  /** 1-based. */
  readonly page: number;
  readonly languages: readonly string[];
}

/** What was read on a page. */
export interface RecognisedPageResult {
  /** Name and version of the engine. */
  readonly engine: string;
  readonly page: Pick<RecognisedPage, 'number' | 'width' | 'height' | 'confidence' | 'paragraphs'>;
}

/** What Tesseract was trained on; finer pages take longer and are read no better. */
const DPI = 300;
/** Some 13 × 17 inches at 300 dpi. Larger pages are read coarser. */
const MAX_PIXELS = 20_000_000;
/** Mean confidence in percent below which the page may lie on its side. */
const DOUBTFUL = 60;
/** A page on its side is believed if it is read better by so much. */
const CLEARLY_BETTER = 12;
/** Tilt of a base line, in degrees, below which it is level: it comes from the letters that hang below it. */
const LEVEL = 0.2;

let opened: { readonly path: string; readonly images: PageImages } | null = null;
let isPolite = false;

async function imagesOf(path: string): Promise<PageImages> {
  if (opened?.path === path) return opened.images;
  opened?.images.close();
  opened = null;
  const images = await openPageImages(path);
  opened = { path, images };
  return images;
}

/** Gives way to everything else on this machine. */
function giveWay(): void {
  if (isPolite) return;
  isPolite = true;
  try {
    setPriority(constants.priority.PRIORITY_LOW);
  } catch (error) {
    // Some systems refuse; it works all the same.
    if (!(error instanceof Error)) throw error;
  }
}

/**
 * Recognises one page: draws it, tries its sides if it reads badly, and gives the words with their places in points.
 * `report` takes the percents done. Throws `corrupt`, `encrypted`, `unreadable`, `not-found` (no such language).
 */
export async function recognisePage(
  { path, page: number, languages }: RecogniseTask,
  report: (percent: number) => void,
): Promise<RecognisedPageResult> {
  giveWay();
  const engine = await loadRecognitionEngine(languages);
  const image = (await imagesOf(path)).draw(number, DPI, MAX_PIXELS);
  const dpi = (image.width / image.pageWidth) * 72;
  let best: Reading = { quarters: 0, blocks: [], confidence: 0 };
  if (!isBlank(image)) {
    best = readTurned(image, 0);
    for (const quarters of [1, 3, 2] as const) {
      if (best.confidence >= DOUBTFUL) break;
      const other = readTurned(image, quarters);
      if (other.confidence > best.confidence + CLEARLY_BETTER) best = other;
    }
  }
  const paragraphs = placeWords(best, image);
  const { pageWidth, pageHeight } = image;
  return {
    engine: engine.name,
    page: {
      number,
      width: round(pageWidth),
      height: round(pageHeight),
      confidence: paragraphs.length === 0 ? null : round(best.confidence),
      paragraphs,
    },
  };

  function readTurned(picture: GreyImage, quarters: Reading['quarters']): Reading {
    const blocks = engine.read(turnImage(picture, quarters), dpi, report);
    return { quarters, blocks, confidence: meanConfidence(blocks) };
  }
}

interface Reading {
  /** By how many quarters the page was turned clockwise to be read. */
  readonly quarters: 0 | 1 | 2 | 3;
  readonly blocks: readonly FoundBlock[];
  readonly confidence: number;
}

/** Of the words, by their letters: specks taken for letters count little. */
function meanConfidence(blocks: readonly FoundBlock[]): number {
  let sum = 0;
  let letters = 0;
  for (const { text, confidence } of blocks.flatMap(({ paragraphs }) =>
    (paragraphs ?? []).flatMap(({ lines }) => lines.flatMap(({ words }) => words)),
  )) {
    sum += confidence * text.length;
    letters += text.length;
  }
  return letters === 0 ? 0 : sum / letters;
}

/** Words from the pixels of the turned picture to points of the page. */
function placeWords({ quarters, blocks }: Reading, image: PageImage): RecognisedLine[][] {
  const scale = image.pageWidth / image.width;
  const { pageWidth, pageHeight } = image;
  /** A point of the turned picture (in points) on the page as it lies. */
  const back = (x: number, y: number): readonly [number, number] => {
    if (quarters === 1) return [y, pageHeight - x];
    if (quarters === 2) return [pageWidth - x, pageHeight - y];
    if (quarters === 3) return [pageWidth - y, x];
    return [x, y];
  };
  const turnedBack = (angle: number): number => {
    const whole = angle - quarters * 90;
    return round(whole <= -180 ? whole + 360 : whole);
  };
  const paragraphs: RecognisedLine[][] = [];
  for (const paragraph of blocks.flatMap((block) => block.paragraphs ?? [])) {
    const lines: RecognisedLine[] = [];
    for (const { baseline, rowAttributes, bbox, words: found } of paragraph.lines) {
      const across = baseline.x1 - baseline.x0;
      const slope = across === 0 ? 0 : (baseline.y1 - baseline.y0) / across;
      // Short lines have steep base lines by mere chance.
      const tilt = Math.abs(slope) < 0.15 && across > 60 ? Math.atan(slope) : 0;
      const isKnown = rowAttributes.rowHeight > 4 && rowAttributes.rowHeight < (bbox.y1 - bbox.y0) * 3;
      const words: RecognisedLine['words'] = [];
      for (const word of found) {
        const text = word.text.normalize('NFC').replace(/\s+/gu, '');
        if (text === '') continue;
        const height = isKnown ? rowAttributes.rowHeight : word.bbox.y1 - word.bbox.y0;
        const base = baseline.y0 + (word.bbox.x0 - baseline.x0) * Math.tan(tilt);
        const bottom = isKnown ? base + rowAttributes.descenders : word.bbox.y1;
        const left = word.bbox.x0 + Math.sin(tilt) * height;
        const [x, y] = back(left * scale, (bottom - Math.cos(tilt) * height) * scale);
        words.push([
          text,
          round(x),
          round(y),
          round((word.bbox.x1 - word.bbox.x0) * scale),
          round(height * scale),
          round(Math.min(100, Math.max(0, word.confidence))),
        ]);
      }
      const degrees = (tilt * 180) / Math.PI;
      if (words.length > 0) lines.push({ angle: turnedBack(Math.abs(degrees) < LEVEL ? 0 : degrees), words });
    }
    if (lines.length > 0) paragraphs.push(lines);
  }
  return paragraphs;
}

const round = (value: number): number => Math.round(value * 100) / 100;
