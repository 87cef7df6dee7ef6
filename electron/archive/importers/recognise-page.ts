import { constants } from 'node:os';
import type { RecognisedLine, RecognisedPage } from '../recognition-record.ts';
import { giveWay } from './give-way.ts';
import { type GreyImage, isBlank, openPageImages, type PageImage, type PageImages, turnImage } from './page-images.ts';
import { type FoundBlock, loadRecognitionEngine, type RecognitionEngine } from './recognition-engine.ts';

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
/** Tilt in degrees above which it is no tilt but a fault. */
const STEEP = 10;
/** Length of a line, in pixels, below which its tilt tells nothing. */
const SHORT = 60;

let opened: { readonly path: string; readonly images: PageImages } | null = null;
let isPolite = false;

/** The pages of a PDF as pictures, kept open for the next call. */
export async function imagesOf(path: string): Promise<PageImages> {
  if (opened?.path === path) return opened.images;
  opened?.images.close();
  opened = null;
  const images = await openPageImages(path);
  opened = { path, images };
  return images;
}

/** Gives way to everything else on this machine. */
export function giveWayOnce(): void {
  if (isPolite) return;
  isPolite = true;
  giveWay(constants.priority.PRIORITY_LOW);
}

/**
 * Recognises one page: draws it, tries its sides if it reads badly, and gives the words with their places in points.
 * `report` takes the percents done. Throws `corrupt`, `encrypted`, `unreadable`, `not-found` (no such language).
 */
export async function recognisePage(
  { path, page: number, languages }: RecogniseTask,
  report: (percent: number) => void,
): Promise<RecognisedPageResult> {
  giveWayOnce();
  const engine = await loadRecognitionEngine(languages);
  const image = (await imagesOf(path)).draw(number, DPI, MAX_PIXELS);
  const dpi = (image.width / image.pageWidth) * 72;
  const best = readBest(engine, image, dpi, report);
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
}

/** Reads a picture, on its sides too if it reads badly as it is. `report` takes the percents done. */
export function readBest(
  engine: RecognitionEngine,
  image: GreyImage,
  dpi: number,
  report: (percent: number) => void,
): Reading {
  const readTurned = (quarters: Reading['quarters']): Reading => {
    const blocks = engine.read(turnImage(image, quarters), dpi, report);
    return { quarters, blocks, confidence: meanConfidence(blocks) };
  };
  if (isBlank(image)) return { quarters: 0, blocks: [], confidence: 0 };
  let best = readTurned(0);
  for (const quarters of [1, 3, 2] as const) {
    if (best.confidence >= DOUBTFUL) break;
    const other = readTurned(quarters);
    if (other.confidence > best.confidence + CLEARLY_BETTER) best = other;
  }
  return best;
}

/** What was read of a picture. */
export interface Reading {
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
  const back = ([x, y]: Point): Point => {
    if (quarters === 1) return [y, pageHeight - x];
    if (quarters === 2) return [pageWidth - x, pageHeight - y];
    if (quarters === 3) return [pageWidth - y, x];
    return [x, y];
  };
  return blocks
    .flatMap(({ paragraphs }) => paragraphs ?? [])
    .map(({ lines }) =>
      lines.flatMap((line): RecognisedLine[] => {
        const angle = angleOf(line);
        const words = line.words.flatMap((found): RecognisedLine['words'] => {
          const text = found.text.normalize('NFC').replace(/\s+/gu, '');
          if (text === '') return [];
          const { corner, along, across } = placeWord(found.bbox, line, angle);
          const [x, y] = back([corner[0] * scale, corner[1] * scale]);
          const confidence = round(Math.min(100, Math.max(0, found.confidence)));
          return [[text, round(x), round(y), round(along * scale), round(across * scale), confidence]];
        });
        return words.length === 0 ? [] : [{ angle: round(between(angle - quarters * 90)), words }];
      }),
    )
    .filter((lines) => lines.length > 0);
}

type Point = readonly [number, number];
type FoundLine = NonNullable<FoundBlock['paragraphs']>[number]['lines'][number];
type Box = FoundLine['bbox'];

/** More than −180° and at most 180°. */
const between = (angle: number): number => (angle <= -180 ? angle + 360 : angle > 180 ? angle - 360 : angle);

/** Of a base line, in degrees clockwise. Lines that run down or up the page are found as such. */
function angleOf({ baseline }: FoundLine): number {
  const [across, down] = [baseline.x1 - baseline.x0, baseline.y1 - baseline.y0];
  const angle = (Math.atan2(down, across) * 180) / Math.PI;
  const upright = Math.round(angle / 90) * 90;
  const tilt = angle - upright;
  // Short lines have steep base lines by mere chance.
  const isTilted = Math.hypot(across, down) > SHORT && Math.abs(tilt) > LEVEL && Math.abs(tilt) < STEEP;
  return isTilted ? angle : upright;
}

/** Where a word stands in pixels: the upper left corner of the letters as they are read, and how far it reaches. */
function placeWord(
  box: Box,
  { baseline, rowAttributes: { rowHeight, descenders }, bbox }: FoundLine,
  angle: number,
): { readonly corner: Point; readonly along: number; readonly across: number } {
  const radians = (angle * Math.PI) / 180;
  const [dx, dy] = [Math.cos(radians), Math.sin(radians)];
  const lengthwise = spread(box, (x, y) => x * dx + y * dy);
  const crosswise = spread(box, (x, y) => y * dx - x * dy);
  const wholeLine = spread(bbox, (x, y) => y * dx - x * dy);
  const base = baseline.y0 * dx - baseline.x0 * dy;
  // All words of a line are as high as the line, unless Tesseract could not tell.
  const isKnown = rowHeight > 4 && rowHeight < (wholeLine.to - wholeLine.from) * 3;
  const from = isKnown ? base + descenders - rowHeight : crosswise.from;
  const across = isKnown ? rowHeight : crosswise.to - crosswise.from;
  const corner = [lengthwise.from * dx - from * dy, lengthwise.from * dy + from * dx] as const;
  return { corner, along: lengthwise.to - lengthwise.from, across };
}

/** The least and the greatest value at the corners of a box. */
function spread({ x0, y0, x1, y1 }: Box, at: (x: number, y: number) => number): { from: number; to: number } {
  const values = [at(x0, y0), at(x1, y0), at(x0, y1), at(x1, y1)];
  return { from: Math.min(...values), to: Math.max(...values) };
}

const round = (value: number): number => Math.round(value * 100) / 100;
