import type { TextRun } from '../../shared/contract/outcomes.ts';

/** A stretch of canonical text, end exclusive. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** x, y, width and height in the points that runs are measured in. */
type Rect = readonly [number, number, number, number];

/** Letters of scripts that are written from right to left. */
export const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
/** Scripts without blanks between words: there a letter counts by itself. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;

/** Share of its letters that must lie in the rectangles for a word to count as marked. */
const HALF = 0.5;

/**
 * The words that rectangles on one page cover: those at least half of whose letters have their middle in one of them.
 * Words that only white space stands between make one span. `runs` are those of the page.
 */
export function wordsUnder(rects: readonly Rect[], runs: readonly TextRun[], text: string): Span[] {
  const covered = new Set<number>();
  for (const run of runs) {
    const words = text.slice(run[0], run[1]);
    const isBackwards = rightToLeft.test(words);
    for (let offset = run[0]; offset < run[1]; offset += 1) {
      const [x, y] = middleOf(run, offset, isBackwards);
      if (rects.some(([left, top, width, height]) => x >= left && x <= left + width && y >= top && y <= top + height)) {
        covered.add(offset);
      }
    }
  }
  if (covered.size === 0) return [];
  const first = Math.min(...runs.map((run) => run[0]));
  const last = Math.max(...runs.map((run) => run[1]));
  const spans: Span[] = [];
  for (const match of text.slice(first, last).matchAll(/\S+/g)) {
    const span = markedPart(match[0], first + match.index, covered);
    if (span === null) continue;
    const before = spans[spans.length - 1];
    if (before !== undefined && text.slice(before.end, span.start).trim() === '') {
      spans[spans.length - 1] = { start: before.start, end: span.end };
    } else {
      spans.push(span);
    }
  }
  return spans;
}

function markedPart(word: string, start: number, covered: ReadonlySet<number>): Span | null {
  const offsets = Array.from(word, (_, index) => start + index).filter((offset) => covered.has(offset));
  const [from] = offsets;
  const to = offsets[offsets.length - 1];
  if (from === undefined || to === undefined) return null;
  if (unspaced.test(word)) return { start: from, end: to + 1 };
  return offsets.length >= word.length * HALF ? { start, end: start + word.length } : null;
}

/** The middle of a letter; letters of a run are taken to be equally wide. */
function middleOf(
  [start, end, x, y, width, height, angle]: TextRun,
  offset: number,
  isBackwards: boolean,
): readonly [number, number] {
  const share = (offset + 0.5 - start) / Math.max(1, end - start);
  const along = width * (isBackwards ? 1 - share : share);
  const radians = (angle * Math.PI) / 180;
  const across = height / 2;
  return [
    x + along * Math.cos(radians) - across * Math.sin(radians),
    y + along * Math.sin(radians) + across * Math.cos(radians),
  ];
}
