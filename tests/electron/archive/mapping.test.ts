import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Extraction } from '../../../electron/archive/importers/extraction.ts';
import { extractPdf } from '../../../electron/archive/importers/pdf.ts';
import { describeQuads } from '../../../electron/archive/page-quads.ts';
import {
  areaOf,
  type Box,
  type IndependentWord,
  plainLetters,
  readIndependentWords,
  sharedArea,
} from '../../support/independent-words.ts';
import { expectGolden, fixturePath, readFixture } from './importers/golden.ts';

/** How many of pdftotext's words have no counterpart of the same letters at their place, and why. */
const cases: readonly { readonly file: string; readonly apart: number; readonly why: string }[] = [
  { file: 'columns.pdf', apart: 0, why: 'two columns (LibreOffice)' },
  { file: 'right-to-left.pdf', apart: 0, why: 'Hebrew and Arabic with Latin words and numbers' },
  { file: 'ligatures.pdf', apart: 0, why: 'ligatures' },
  { file: 'hyphenation.pdf', apart: 0, why: 'soft hyphens, hyphens at the end of a line and of a page' },
  { file: 'marks-and-emoji.pdf', apart: 0, why: 'combining marks, emoji, letters outside the plane' },
  { file: 'table.pdf', apart: 0, why: 'a table' },
  { file: 'footnotes.pdf', apart: 4, why: 'footnotes over two pages; their marks are parted from the words there' },
  { file: 'rotated.pdf', apart: 0, why: 'pages turned by quarters, upright and lying' },
  { file: 'mixed-sizes.pdf', apart: 0, why: 'pages of different size' },
  { file: 'cropped.pdf', apart: 0, why: 'crop boxes, another origin' },
  { file: 'empty-layers.pdf', apart: 0, why: 'pages without words, hidden words' },
  { file: 'browser.pdf', apart: 4, why: 'Chromium; words askew are parted there' },
  { file: 'cairo.pdf', apart: 49, why: 'cairo; letter-spaced headings are parted there' },
  { file: '2009-06-16_hr2847.pdf', apart: 49, why: 'Distiller 8; letter-spaced headings' },
  { file: '2010-02-22_hr2847.pdf', apart: 56, why: 'Adobe PDF Library 9; letter-spaced headings' },
  { file: '2011-12-07_hr1633.pdf', apart: 33, why: 'Word 2010; letter-spaced headings' },
  { file: '2014-06-17_hr4660.pdf', apart: 62, why: 'Adobe PDF Library 10; letter-spaced headings' },
  { file: '2015-10-20_s2146.pdf', apart: 40, why: 'Word 2013; letter-spaced headings' },
  { file: '2017-06-27_hr3004.pdf', apart: 15, why: 'Adobe PDF Library 11; small capitals' },
  { file: '2019-01-02_hr268.pdf', apart: 13, why: 'Adobe PDF Library 15; small capitals' },
  { file: '2021-04-20_hr1573.pdf', apart: 13, why: 'Paper Capture; small capitals' },
  { file: '2021-07-29_hr3237.pdf', apart: 13, why: 'Adobe PDF Library 21; small capitals' },
  { file: '2024-07-08_hr8281.pdf', apart: 13, why: 'Word LTSC; small capitals' },
  { file: '2026-06-03_s2.pdf', apart: 6, why: 'Acrobat 26; small capitals' },
  { file: 'hidden.pdf', apart: 0, why: 'a scan with hidden text' },
];

/** A word of the canonical text and the rectangles that a passage of it would have. */
interface OwnWord {
  readonly page: number;
  readonly text: string;
  readonly boxes: readonly Box[];
  /** How its line runs, in degrees clockwise. */
  readonly angle: number;
}

/** Folder of the fixtures that a file lies in. */
const folderOf = (file: string): string =>
  ['mapping', 'statements', 'scans'].find((folder) => existsSync(fixturePath(`${folder}/${file}`))) ?? '';

const read = (file: string): Promise<Extraction> => extractPdf(readFixture(`${folderOf(file)}/${file}`));

function quadsOf({ pages, runs }: Extraction, start: number, end: number) {
  return describeQuads(start, end, pages, (index) => runs?.[index] ?? []);
}

function ownWords(extraction: Extraction): OwnWord[] {
  return [...extraction.text.matchAll(/\S+/g)].flatMap((match): OwnWord[] => {
    const [first] = quadsOf(extraction, match.index, match.index + match[0].length);
    if (first === undefined) return [];
    const boxes = first.quads.map(([x, y, width, height]): Box => [x, y, x + width, y + height]);
    const runs = extraction.runs?.[first.page - 1] ?? [];
    const angle = runs.find((run) => run[1] > match.index)?.[6] ?? 0;
    return [{ page: first.page, text: plainLetters(match[0]), boxes, angle }];
  });
}

const around = (boxes: readonly Box[]): Box => [
  Math.min(...boxes.map((box) => box[0])),
  Math.min(...boxes.map((box) => box[1])),
  Math.max(...boxes.map((box) => box[2])),
  Math.max(...boxes.map((box) => box[3])),
];

const distance = (a: Box, b: Box): number => Math.hypot(a[0] + a[2] - b[0] - b[2], a[1] + a[3] - b[1] - b[3]) / 2;

/** pdftotext names the letters of a word from left to right, whatever their direction. */
const isSameWord = (ours: string, theirs: string): boolean =>
  ours === theirs || ours === [...theirs].reverse().join('');

interface Pair {
  readonly theirs: IndependentWord;
  readonly ours: OwnWord;
}

function pairWords(ours: readonly OwnWord[], words: readonly IndependentWord[]): readonly Pair[] {
  const free = new Set(ours);
  return words.flatMap((theirs): Pair[] => {
    const letters = plainLetters(theirs.text);
    let best: OwnWord | null = null;
    for (const own of free) {
      if (own.page !== theirs.page || !isSameWord(own.text, letters)) continue;
      if (best === null || distance(around(own.boxes), theirs.box) < distance(around(best.boxes), theirs.box))
        best = own;
    }
    if (best === null || distance(around(best.boxes), theirs.box) > 8) return [];
    free.delete(best);
    return [{ theirs, ours: best }];
  });
}

/** The part of a rectangle that others cover, 0 … 1. */
const coverage = (boxes: readonly Box[], box: Box): number =>
  boxes.reduce((sum, each) => sum + sharedArea(each, box), 0) / areaOf(box);

const isLying = ({ angle }: OwnWord): boolean => Math.round(angle / 90) % 2 !== 0;

/** A word's box without a quarter of its height above and below: ascent and descent are matters of taste. */
function coreOf([left, top, right, bottom]: Box, lying: boolean): Box {
  const [dx, dy] = lying ? [(right - left) / 4, 0] : [0, (bottom - top) / 4];
  return [left + dx, top + dy, right - dx, bottom - dy];
}

/** What is wrong with where a word stands, in words. */
function faultsOf({ theirs, ours }: Pair, words: readonly IndependentWord[]): string[] {
  const label = `${theirs.text} on page ${theirs.page}`;
  const faults: string[] = [];
  const box = around(ours.boxes);
  const [from, to] = isLying(ours) ? ([1, 3] as const) : ([0, 2] as const);
  const ends = Math.max(Math.abs(box[from] - theirs.box[from]), Math.abs(box[to] - theirs.box[to]));
  // Along the line the two agree to a tenth of a point; the box around a word askew is a matter of its height.
  if (ends > 0.1 && ours.angle % 90 === 0) faults.push(`${label} ends ${ends.toFixed(2)} points off`);
  const whole = coverage(ours.boxes, theirs.box);
  if (whole < 0.74) faults.push(`${label} is covered to ${whole.toFixed(2)}`);
  const core = coverage(ours.boxes, coreOf(theirs.box, isLying(ours)));
  if (core < 0.99) faults.push(`${label} is covered to ${core.toFixed(2)} at its core`);
  for (const other of words) {
    if (other === theirs || other.page !== theirs.page) continue;
    // pdftotext's own boxes of neighbouring lines overlap.
    if (sharedArea(other.box, theirs.box) > areaOf(other.box) / 5) continue;
    const spill = coverage(ours.boxes, other.box);
    if (spill > 0.15) faults.push(`${label} covers ${spill.toFixed(2)} of ${other.text}`);
  }
  return faults;
}

describe('the quads of a passage', () => {
  it.each(cases)('cover the word that pdftotext sees and no other: $file, $why', async ({ file, apart }) => {
    const extraction = await read(file);
    const words = readIndependentWords(fixturePath(''), file);
    const pages = new Set(words.map(({ page }) => page));
    const ours = ownWords(extraction).filter(({ page }) => pages.has(page));
    const pairs = pairWords(ours, words);
    expect(words.length - pairs.length).toBe(apart);
    expect(pairs.flatMap((pair) => faultsOf(pair, words))).toEqual([]);
  });

  it('is one rectangle a line, whichever way the line runs', async () => {
    const extraction = await read('rotated.pdf');
    const phrase = 'honor civil detainers\nwithout a warrant';
    const counts: number[] = [];
    for (let at = extraction.text.indexOf(phrase); at >= 0; at = extraction.text.indexOf(phrase, at + 1)) {
      for (const { quads } of quadsOf(extraction, at, at + phrase.length)) counts.push(quads.length);
    }
    expect(counts).toEqual([2, 2, 2, 2, 2, 2, 2, 2]);
  });

  it('is one rectangle a line of right-to-left text', async () => {
    const extraction = await read('right-to-left.pdf');
    const phrase = 'צווי מעצר אזרחיים';
    const at = extraction.text.indexOf(phrase);
    const [place] = quadsOf(extraction, at, at + phrase.length);
    expect(place?.quads).toHaveLength(1);
  });
});

describe('the canonical text of a page', () => {
  const golden = cases.map(({ file }) => file).filter((file) => existsSync(fixturePath(`mapping/${file}`)));
  it.each(golden)('is the golden one: %s', async (file) => {
    const extraction = await read(file);
    expectGolden(`mapping-${file}`, extraction.text);
    expectGolden(
      `mapping-${file}.quads`,
      `${[...extraction.text.matchAll(/[^\n\f]+/g)]
        .map((line) => {
          const places = quadsOf(extraction, line.index, line.index + line[0].length);
          return `${places.map(({ page, quads }) => `${page}: ${quads.map((quad) => quad.join(' ')).join(' | ')}`).join('; ')}\t${line[0]}`;
        })
        .join('\n')}\n`,
    );
  });
});
