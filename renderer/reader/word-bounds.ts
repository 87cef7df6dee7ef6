import type { Span } from './document-view.ts';

/** How far a sentence may reach from the place pointed at, in code units. */
const SENTENCE_REACH = 3000;
const ABBREVIATION =
  /(?:\b(?:U\.S|H\.R|S|Dept|Gov|Sen|Rep|Mr|Mrs|Ms|Dr|No|Sec|Art|Inc|Jr|Sr|St|v|vs|e\.g|i\.e|Pub|L|Stat)|\b[A-Z])\.\s*$/u;

/** The word at an offset; a run of white space or punctuation if that is what stands there. */
export function wordAt(text: string, offset: number): Span {
  const from = Math.max(0, offset - 100);
  const slice = text.slice(from, offset + 100);
  const segment = new Intl.Segmenter('en', { granularity: 'word' })
    .segment(slice)
    .containing(Math.min(offset - from, Math.max(0, slice.length - 1)));
  if (segment === undefined) return { start: offset, end: offset };
  return { start: from + segment.index, end: from + segment.index + segment.segment.length };
}

/** The sentence at an offset. Single line ends and page ends do not end it, nor do common abbreviations. */
export function sentenceAt(text: string, offset: number): Span {
  const paragraph = paragraphAt(text, offset);
  const flat = text.slice(paragraph.start, paragraph.end).replace(/\s/gu, ' ');
  let start = 0;
  let end = 0;
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'sentence' }).segment(flat)) {
    end += segment.length;
    if (ABBREVIATION.test(flat.slice(start, end)) && end < flat.length) continue;
    if (paragraph.start + end > offset) break;
    start = end;
  }
  return { start: paragraph.start + start, end: paragraph.start + end };
}

function paragraphAt(text: string, offset: number): Span {
  const before = text.lastIndexOf('\n\n', Math.max(0, offset - 1));
  const after = text.indexOf('\n\n', offset);
  return {
    start: Math.max(before === -1 ? 0 : before + 2, offset - SENTENCE_REACH),
    end: Math.min(after === -1 ? text.length : after, offset + SENTENCE_REACH),
  };
}

/** The offset one character or one word away. */
export function stepOffset(text: string, offset: number, direction: -1 | 1, unit: 'character' | 'word'): number {
  if (unit === 'character') return Math.min(text.length, Math.max(0, offset + direction));
  let next = offset;
  for (let guard = 0; guard < 50 && next + direction >= 0 && next + direction <= text.length; guard += 1) {
    const word = wordAt(text, direction === 1 ? next : next - 1);
    next = direction === 1 ? word.end : word.start;
    if (/[\p{L}\p{N}]/u.test(text.slice(word.start, word.end))) break;
  }
  return next;
}
