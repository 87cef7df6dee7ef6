import type { Span } from '../../shared/find-quote.ts';
import { draw, drawBelow, linesOf, paragraphsOf, type Random, sentencesOf, trim, wordsOf } from './text-parts.ts';

/** How much a passage marks. */
export type PassageSize = 'word' | 'phrase' | 'line' | 'sentence' | 'sentences' | 'paragraph' | 'long';

/** A passage of a text. */
export interface SampledPassage extends Span {
  readonly size: PassageSize;
}

/** How often each size is drawn. */
const SHARES: readonly (readonly [PassageSize, number])[] = [
  ['sentence', 0.36],
  ['phrase', 0.18],
  ['line', 0.12],
  ['paragraph', 0.12],
  ['word', 0.1],
  ['sentences', 0.09],
  ['long', 0.03],
];

/** Units of the very long passages. */
const LONG = 10_000;

/** Draws passages of a text that do not touch each other; fewer than `count` if there is no room. */
export function drawPassages(text: string, count: number, random: Random): readonly SampledPassage[] {
  const parts = {
    sentences: sentencesOf(text),
    lines: linesOf(text),
    paragraphs: paragraphsOf(text),
    words: wordsOf(text),
  };
  const chosen: SampledPassage[] = [];
  for (let tries = 0; chosen.length < count && tries < count * 20; tries++) {
    const size = drawSize(random);
    const span = drawSpan(text, size, parts, random);
    if (span === null || span.end - span.start < 3) continue;
    if (chosen.some((other) => other.start <= span.end + 1 && span.start <= other.end + 1)) continue;
    chosen.push({ ...span, size });
  }
  return chosen.sort((a, b) => a.start - b.start);
}

function drawSize(random: Random): PassageSize {
  let rest = random();
  for (const [size, share] of SHARES) {
    rest -= share;
    if (rest < 0) return size;
  }
  return 'sentence';
}

interface Parts {
  readonly sentences: readonly Span[];
  readonly lines: readonly Span[];
  readonly paragraphs: readonly Span[];
  readonly words: readonly Span[];
}

function drawSpan(text: string, size: PassageSize, parts: Parts, random: Random): Span | null {
  const run = (spans: readonly Span[], length: number): Span | null => {
    if (spans.length < length) return null;
    const at = drawBelow(random, spans.length - length + 1);
    const [first, last] = [spans[at], spans[at + length - 1]];
    return first === undefined || last === undefined ? null : trim(text, first.start, last.end);
  };
  switch (size) {
    case 'word':
      return run(parts.words, 1);
    case 'phrase':
      return run(parts.words, 3 + drawBelow(random, 7));
    case 'line':
      return parts.lines.length === 0 ? null : draw(random, parts.lines);
    case 'sentence':
      return parts.sentences.length === 0 ? null : draw(random, parts.sentences);
    case 'sentences':
      return run(parts.sentences, 2 + drawBelow(random, 3));
    case 'paragraph': {
      const long = parts.paragraphs.filter(({ start, end }) => end - start > 120);
      return long.length === 0 ? null : draw(random, long);
    }
    case 'long': {
      if (text.length < LONG * 4) return null;
      const start = drawBelow(random, text.length - LONG * 1.3);
      return trim(text, start, start + LONG + drawBelow(random, LONG * 0.2));
    }
  }
}
