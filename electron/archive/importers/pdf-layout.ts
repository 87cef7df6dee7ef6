import type { TextRun } from '../../../shared/contract/outcomes.ts';
import { type Block, blocksOfRows, type Row, rowsOfWords } from './pdf-reading-order.ts';
import type { LetterEdges, Word } from './pdf-words.ts';

/** The text of one page and where it stands. Offsets count from the start of the page's text. */
export interface PageText {
  readonly text: string;
  /** Starts of paragraphs. */
  readonly paragraphs: readonly number[];
  readonly runs: readonly TextRun[];
  /** The lines with their font size, for finding headings. */
  readonly lines: readonly PageLine[];
}

/** One line of a page's text. */
export interface PageLine {
  readonly text: string;
  readonly size: number;
  readonly startsParagraph: boolean;
}

const bullet = /^[•▪■❑□➢→✓◦‣⁃∙●○·*–—-]$/u;
const enumeration = /^(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[A-Z]|[IVX]{1,5})[.)])$/;
const sentenceEnd = /[.!?:;]["'”’»)\]]*\d{0,3}$/;

/** Words of a row in the order in which they are read. */
function readingOrder(row: Row): readonly Word[] {
  const words = row.segments.flatMap((segment) => segment.words);
  const letters = words.reduce((sum, word) => sum + (word.rtl ? word.text.length : 0), 0);
  if (letters * 2 <= words.reduce((sum, word) => sum + word.text.length, 0)) {
    return words.some((word) => word.rtl) ? reverseRuns(words, (word) => word.rtl) : words;
  }
  return reverseRuns([...words].reverse(), (word) => !word.rtl);
}

/** Reverses each maximal run of words against the line's own direction. */
function reverseRuns(words: readonly Word[], against: (word: Word) => boolean): Word[] {
  const result: Word[] = [];
  let run: Word[] = [];
  for (const word of words) {
    if (against(word)) {
      run.push(word);
      continue;
    }
    result.push(...run.reverse(), word);
    run = [];
  }
  result.push(...run.reverse());
  return result;
}

const gapBetween = (a: Word, b: Word): number => Math.max(b.u0 - a.u1, a.u0 - b.u1);

/** Whether a space stands between two neighbours of a line. */
function isSpaced(a: Word, b: Word): boolean {
  const gap = gapBetween(a, b);
  const size = Math.min(a.size, b.size);
  if (b.order === a.order + 1) return b.spaceBefore || gap > size * 0.15;
  return gap > size * 0.12 || gap < -size * 0.5;
}

const lastWord = (row: Row): string => readingOrder(row).at(-1)?.text ?? '';
const firstWord = (row: Row): Word | undefined => readingOrder(row)[0];

interface Measure {
  /** Usual distance between base lines. */
  readonly leading: number;
  readonly left: number;
  readonly right: number;
}

function measure(block: Block): Measure {
  const steps: number[] = [];
  for (let i = 1; i < block.length; i++) {
    const a = block[i - 1];
    const b = block[i];
    if (!a || !b || Math.abs(a.size - b.size) > a.size * 0.15) continue;
    const step = b.v - a.v;
    if (step > b.size * 0.6 && step < b.size * 3) steps.push(step);
  }
  steps.sort((a, b) => a - b);
  const size = block[0]?.size ?? 10;
  return {
    // The lower third: single-line paragraphs must not pass for wide leading.
    leading: steps[Math.floor(steps.length / 3)] ?? size * 1.2,
    left: Math.min(...block.map((row) => row.u0)),
    right: Math.max(...block.map((row) => row.u1)),
  };
}

const isCentred = (a: Row, b: Row): boolean =>
  Math.abs(a.u0 + a.u1 - b.u0 - b.u1) < 2 * Math.max(a.size, b.size) && Math.abs(a.u0 - b.u0) > a.size;

/** Whether a row begins a paragraph of its own, given the rows before and after it in the same block. */
function startsParagraph(before: Row, row: Row, after: Row | undefined, block: Measure): boolean {
  const step = row.v - before.v;
  const size = Math.max(row.size, before.size);
  if (step > block.leading * 1.25 && step > size * 1.3) return true;
  if (Math.abs(row.size - before.size) > before.size * 0.15) return true;
  if (isCentred(before, row)) return false;
  const first = firstWord(row);
  const opening = first?.text ?? '';
  const shift = row.u0 - before.u0;
  if (bullet.test(opening) && row.segments.flatMap((segment) => segment.words).length > 1) return true;
  const room = block.right - before.u1;
  const wouldFit = first ? room > first.u1 - first.u0 + size * 0.8 : false;
  if (enumeration.test(opening) && (wouldFit || Math.abs(shift) > size * 0.8)) return true;
  if (lastWord(before).endsWith('-')) return false;
  if (wouldFit && sentenceEnd.test(lastWord(before))) return true;
  // The text behind a bullet stands in from it without beginning anew.
  const hangs = firstWord(before)?.text ?? '';
  if (bullet.test(hangs) || enumeration.test(hangs)) return false;
  // First-line indent: this line stands in, the next comes back out.
  const comesBack = !after || row.u0 - after.u0 > size * 0.8;
  return shift > size * 0.8 && shift < size * 8 && comesBack && row.u1 > block.right - (block.right - block.left) / 3;
}

const round = (value: number): number => Math.round(value * 100) / 100;

/** The run of a stretch of a word from one place on its base line to another; x and y are its top left corner. */
function toRun(word: Word, start: number, end: number, from: number, until: number): TextRun {
  const radians = (word.turn * Math.PI) / 180;
  const lean = (word.angle * Math.PI) / 180;
  const v = word.v + (from - word.u0) * Math.tan(lean - radians);
  const baseX = from * Math.cos(radians) - v * Math.sin(radians);
  const baseY = from * Math.sin(radians) + v * Math.cos(radians);
  return [
    start,
    end,
    round(baseX + word.ascent * Math.sin(lean)),
    round(baseY - word.ascent * Math.cos(lean)),
    round(Math.max(0, until - from)),
    round(word.ascent + word.descent),
    word.angle,
  ];
}

/** Letters and digits with the marks that join them ("don't", "H.R", "1,200"), or what stands between such. */
const piece = /[\p{L}\p{N}\p{M}]+(?:['’.,‐‑-][\p{L}\p{N}\p{M}]+)*|[^\p{L}\p{N}\p{M}]+/gu;

/** Most words are one piece. */
const plainWord = /^[A-Za-z0-9]+$/;

/** The runs of a word whose letters' places are known: cut where words end, so that their edges are exact. */
function toExactRuns(word: Word, start: number, { left, right }: LetterEdges): TextRun[] {
  const { length } = word.text;
  if (word.rtl) {
    // A tight box around the word: its first letter stands at the right.
    return [toRun(word, start, start + length, Math.min(...left), Math.max(...right))];
  }
  if (plainWord.test(word.text)) {
    return [toRun(word, start, start + length, left[0] ?? word.u0, right[length - 1] ?? word.u1)];
  }
  return [...word.text.matchAll(piece)].map(({ 0: text, index }) => {
    const end = index + text.length;
    const from = left[index] ?? word.u0;
    return toRun(word, start + index, start + end, from, right[end - 1] ?? word.u1);
  });
}

/** Writes text and runs as blocks come in. */
class PageWriter {
  text = '';
  readonly runs: TextRun[] = [];
  readonly paragraphs: number[] = [];
  readonly lines: PageLine[] = [];

  addBlock(block: Block, continues: boolean): void {
    const measured = measure(block);
    for (const [i, row] of block.entries()) {
      const before = block[i - 1];
      const starts = before ? startsParagraph(before, row, block[i + 1], measured) : !continues;
      this.addLine(row, starts);
    }
  }

  addLine(row: Row, starts: boolean): void {
    if (this.text !== '') this.text += starts ? '\n\n' : '\n';
    const lineStart = this.text.length;
    if (starts || lineStart === 0) this.paragraphs.push(lineStart);
    const words = readingOrder(row);
    for (const [k, word] of words.entries()) {
      const start = this.text.length;
      this.text += word.text;
      const next = words[k + 1];
      if (word.edges) {
        this.runs.push(...toExactRuns(word, start, word.edges));
        if (next && isSpaced(word, next)) this.text += ' ';
        continue;
      }
      let until = word.u1;
      if (next && isSpaced(word, next)) {
        this.text += ' ';
        // The space belongs to the run unless it is a gap as between the cells of a table.
        const ahead = next.u0 > word.u0 && !word.rtl && !next.rtl;
        if (ahead && next.turn === word.turn && next.u0 - word.u1 < word.size) {
          this.runs.push(toRun(word, start, this.text.length, word.u0, Math.max(next.u0, word.u1)));
          continue;
        }
        this.runs.push(toRun(word, start, this.text.length - 1, word.u0, until));
        continue;
      }
      if (next && next.u0 > word.u0) until = Math.min(until, Math.max(next.u0, word.u0));
      this.runs.push(toRun(word, start, this.text.length, word.u0, until));
    }
    this.lines.push({ text: this.text.slice(lineStart), size: row.size, startsParagraph: starts || lineStart === 0 });
  }
}

/** Text runs on from the foot of one column to the head of the next unless one ends or the other begins there. */
function runsOn(previous: Block, block: Block): boolean {
  const last = previous.at(-1);
  const first = block[0];
  if (!last || !first || Math.abs(last.size - first.size) > last.size * 0.15 || first.v > last.v) return false;
  const opening = firstWord(first)?.text ?? '';
  return !sentenceEnd.test(lastWord(last)) && !bullet.test(opening) && !/^\p{Lu}{2}/u.test(opening);
}

/** Lays out the words of a page as lines, paragraphs and columns in reading order. */
export function layOutPage(words: readonly Word[]): PageText {
  const writer = new PageWriter();
  const turns = new Map<number, Word[]>();
  for (const word of words) {
    const group = turns.get(word.turn);
    if (group) group.push(word);
    else turns.set(word.turn, [word]);
  }
  // The direction of most words first; stamps and margins in another after it.
  const groups = [...turns.entries()].sort((a, b) => b[1].length - a[1].length || a[0] - b[0]);
  for (const [, group] of groups) {
    let previous: Block | undefined;
    for (const block of blocksOfRows(rowsOfWords(group))) {
      writer.addBlock(block, previous !== undefined && runsOn(previous, block));
      previous = block;
    }
  }
  return { text: writer.text, paragraphs: writer.paragraphs, runs: writer.runs, lines: writer.lines };
}
